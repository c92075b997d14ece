//! One answer merged into what is known.

use std::cmp::Ordering;
use std::rc::Rc;

use super::graves::{Graves, Verdict};
use super::row::{Row, version};
use super::{Changes, ROWS_MAX, Timeline, latest_beside, places};
use crate::core::clock::Timestamp;
use crate::core::feed::{Mode, Parsed};
use crate::core::model::{Entry, EntryId};
use crate::core::order::{self, Places};

/// One answer on its way into a timeline.
pub(super) struct Merge<'a> {
    before: &'a Timeline,
    batch: &'a Parsed,
    latest: Option<Timestamp>,
    graves: Graves,
    /// What the last answer put in doubt: ten thousand rows may be, so it is looked up and not searched.
    doubted: Places,
    doubts: Vec<EntryId>,
    rows: Vec<Rc<Row>>,
    changes: Changes,
    /// Whether a row stands elsewhere or on another date without being a new version.
    moved: bool,
    /// Whether a row stays because something in the answer could not be read.
    spared: bool,
}

impl<'a> Merge<'a> {
    pub(super) fn new(before: &'a Timeline, batch: &'a Parsed) -> Self {
        let mut graves = before.graves.clone();
        batch.deleted.iter().for_each(|stone| graves.bury(stone));
        Self {
            before,
            batch,
            latest: latest_beside(batch, &graves),
            graves,
            doubted: places(before.doubts.iter().cloned()),
            doubts: Vec::new(),
            rows: Vec::with_capacity(before.rows.len() + batch.entries.len()),
            changes: Changes::default(),
            moved: false,
            spared: false,
        }
    }

    pub(super) fn finish(mut self) -> (Timeline, Changes) {
        let mut arriving = self.arriving();
        // What is in doubt is in the answer all the same, and the answer speaks of its time.
        let oldest = window(&arriving, self.batch.more);
        let doubtful = places(self.doubts.iter().cloned());
        arriving.retain(|entry| !doubtful.contains_key(&entry.id.0));
        let arrived = places(arriving.iter().map(|entry| entry.id.clone()));
        let known = places(self.before.rows.iter().map(|row| row.entry.id.clone()));
        for entry in &arriving {
            let row = known.get(&entry.id.0).and_then(|place| self.before.rows.get(*place));
            self.take(entry, row);
        }
        self.keep_or_remove(&arrived, oldest);
        let is_delta = self.batch.mode == Mode::Delta;
        order::sort(&mut self.rows, |a, b| standing(&a.entry, &b.entry, is_delta));
        self.cut_the_oldest();
        let ids = self.rows.iter().map(|row| &row.entry.id);
        let is_back = |id: &EntryId| self.before.graves.missed(id) && arrived.contains_key(&id.0);
        for id in ids.filter(|id| !known.contains_key(&id.0)) {
            let list = if is_back(id) { &mut self.changes.restored } else { &mut self.changes.added };
            list.push(id.clone());
        }
        if self.changes.is_empty() && !self.moved {
            self.rows.clone_from(&self.before.rows);
        }
        self.graves.close(|id| arrived.contains_key(&id.0));
        // A page of older entries says nothing of what the last answer has put in doubt.
        let (doubts, empties) = match self.batch.mode {
            Mode::Page => (self.before.doubts.clone(), self.before.empties),
            _ => (self.doubts, 0),
        };
        let is_whole = self.batch.mode == Mode::Snapshot && !self.spared;
        let skipped = if is_whole { self.batch.skipped } else { self.before.skipped };
        (Timeline { rows: self.rows, graves: self.graves, doubts, empties, skipped }, self.changes)
    }

    /// The answer's entries but for those that were withdrawn, newest first where the feed orders them the other way round, so
    /// that entries of one instant keep the newsroom's order.
    fn arriving(&mut self) -> Vec<&'a Entry> {
        let batch = self.batch;
        let mut entries: Vec<&Entry> = Vec::with_capacity(batch.entries.len());
        for entry in &batch.entries {
            match self.graves.verdict(entry, self.latest) {
                Verdict::Buried => continue,
                // An older page is asked for once: there is no second answer to wait for.
                Verdict::Doubtful if batch.mode != Mode::Page && !self.doubted.contains_key(&entry.id.0) => {
                    self.doubts.push(entry.id.clone());
                }
                Verdict::Alive | Verdict::Back | Verdict::Doubtful => {}
            }
            entries.push(entry);
        }
        if let (Some(first), Some(last)) = (entries.first(), entries.last())
            && first.published < last.published
        {
            entries.reverse();
        }
        entries
    }

    /// Puts an entry of the answer into the rows: a new one, another version, or the row as it was.
    fn take(&mut self, entry: &Entry, row: Option<&Rc<Row>>) {
        let Some(row) = row else {
            let first = self.graves.first(&entry.id).unwrap_or(entry.published);
            let rank = entry.rank.or_else(|| self.rank_among(first));
            return self.rows.push(Rc::new(Row::from(Entry { rank, ..since(entry, first) })));
        };
        let known = &row.entry;
        if replaces(entry, known) {
            self.changes.edited.push(entry.id.clone());
            let first = self.graves.first(&entry.id).unwrap_or(known.published);
            let rank = self.rank_of(entry, known);
            let entry = since(entry, known.published.min(first));
            self.rows.push(Rc::new(Row::from(Entry { rank, ..entry })));
            return;
        }
        let rank = if version(entry) < version(known) { known.rank } else { self.rank_of(entry, known) };
        self.keep(row, entry.published, rank);
    }

    /// A change without a rank says nothing of the newsroom's order: the entry stays where it stood.
    fn rank_of(&self, entry: &Entry, known: &Entry) -> Option<i64> {
        entry.rank.or(known.rank.filter(|_| self.batch.mode == Mode::Delta))
    }

    /// Where an entry that only a list of changes tells stands in the newsroom's order: above the first that is not newer.
    fn rank_among(&self, published: Timestamp) -> Option<i64> {
        let ranks = || self.before.rows.iter().filter(|row| row.entry.rank.is_some());
        let below = || ranks().find(|row| row.entry.published <= published).or_else(|| ranks().next_back());
        if self.batch.mode == Mode::Delta { below()?.entry.rank } else { None }
    }

    /// Keeps a row, which may turn out to have been published earlier than it seemed, or stand elsewhere now.
    fn keep(&mut self, row: &Rc<Row>, first: Timestamp, rank: Option<i64>) {
        let known = &row.entry;
        if rank == known.rank && first >= known.published {
            return self.rows.push(Rc::clone(row));
        }
        self.moved = true;
        self.rows.push(Rc::new(Row::from(Entry { rank, ..since(known, first) })));
    }

    /// The rows that the answer does not carry. A snapshot speaks only for the span of time that it covers: what is
    /// older than `oldest` has merely left the page. What is newer than all that it has may be too new for it.
    fn keep_or_remove(&mut self, arrived: &Places, oldest: Option<Timestamp>) {
        let (before, batch) = (self.before, self.batch);
        // An entry of which the answer has only a version that was withdrawn is not absent.
        let present = places(batch.entries.iter().map(|entry| entry.id.clone()));
        // A list without any rank is in the order of time, and what is left of an order that was drops it.
        // What could not be read this time may be an entry that is known: as many stay as went unread.
        let mut unread = batch.skipped.saturating_sub(before.skipped);
        let unranked = batch.mode == Mode::Snapshot && batch.entries.iter().all(|entry| entry.rank.is_none());
        for row in before.rows.iter().filter(|row| !arrived.contains_key(&row.entry.id.0)) {
            let entry = &row.entry;
            let withdrawn = matches!(self.graves.verdict(entry, None), Verdict::Buried);
            let covered = oldest.is_some_and(|oldest| entry.published >= oldest);
            let absent = batch.mode == Mode::Snapshot && covered && !present.contains_key(&entry.id.0);
            if absent
                && !withdrawn
                && Some(version(entry)) > self.latest
                && !self.doubted.contains_key(&entry.id.0)
            {
                self.doubts.push(entry.id.clone());
                self.rows.push(Rc::clone(row));
            } else if absent && !withdrawn && unread > 0 {
                unread -= 1;
                self.spared = true;
                self.rows.push(Rc::clone(row));
            } else if withdrawn || absent {
                if !withdrawn {
                    self.graves.miss(entry, self.latest);
                }
                self.changes.removed.push(entry.id.clone());
            } else {
                let rank = entry.rank.filter(|_| !unranked);
                self.keep(row, self.graves.first(&entry.id).unwrap_or(entry.published), rank);
            }
        }
    }

    /// An entry that nobody could keep was never there; one that was makes room for the newer.
    fn cut_the_oldest(&mut self) {
        if self.rows.len() <= ROWS_MAX {
            return;
        }
        let cut = places(self.rows.drain(ROWS_MAX..).map(|row| row.entry.id.clone()));
        let gone = self.before.rows.iter().map(|row| &row.entry.id).filter(|id| cut.contains_key(&id.0));
        self.changes.removed.extend(gone.cloned());
        self.changes.edited.retain(|id| !cut.contains_key(&id.0));
    }
}

/// The oldest moment of which a snapshot speaks; none when it cannot be told. A pinned entry stands outside the order of
/// time, and one entry with an odd date does not stretch the window: the last entry ends it. A list that is not in the
/// order of time speaks of all that it has, unless older entries are on a page of their own.
fn window(arriving: &[&Entry], more: bool) -> Option<Timestamp> {
    let stream = || arriving.iter().filter(|entry| !entry.marks.pinned);
    let mut dates = stream().map(|entry| entry.published);
    let rises =
        stream().zip(stream().skip(1)).filter(|(above, below)| below.published > above.published).count();
    let is_ranked = arriving.iter().any(|entry| entry.rank.is_some());
    match (rises, more) {
        (2.., true) => None,
        (_, true) if is_ranked => None,
        (2.., false) => dates.min(),
        _ => dates.next_back(),
    }
}

/// Which of two entries stands above the other. Changes come one by one, so among those of one instant there is no order of
/// the document to keep: the higher id, which most systems count up, is the later.
fn standing(a: &Entry, b: &Entry, is_delta: bool) -> Ordering {
    let by_time = b.rank.cmp(&a.rank).then(b.published.cmp(&a.published));
    if !is_delta {
        return by_time;
    }
    let id = |entry: &Entry| (entry.id.0.len(), Rc::clone(&entry.id.0));
    by_time.then_with(|| id(b).cmp(&id(a)))
}

/// The entry, published `first` or earlier. A date that moved later is a change of that time, or an older version could
/// come and replace it.
fn since(entry: &Entry, first: Timestamp) -> Entry {
    let published = entry.published.min(first);
    let version = version(entry);
    Entry { published, modified: (version > published).then_some(version), ..entry.clone() }
}

/// Whether the arriving entry is another version, and not an older one. A feed that never says when it changed an
/// entry is believed.
fn replaces(arriving: &Entry, known: &Entry) -> bool {
    let Entry { published, modified, rank, .. } = *known;
    let same = Entry { published, modified, rank, ..arriving.clone() } == *known
        && version(arriving) <= version(known);
    !same && version(arriving) >= version(known)
}
