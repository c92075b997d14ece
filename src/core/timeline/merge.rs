//! One answer merged into what is known.

use std::cmp::Ordering;
use std::rc::Rc;

use super::graves::{Graves, Verdict};
use super::row::{Row, version};
use super::{Changes, ROWS_MAX, Timeline, latest_beside, places};
use crate::core::clock::Timestamp;
use crate::core::feed::{Mode, Parsed};
use crate::core::model::{Entry, EntryId};
use crate::core::order::{self, Places, Set};

/// One answer on its way into a timeline.
pub(super) struct Merge<'a> {
    before: &'a Timeline,
    batch: &'a Parsed,
    /// Entries whose absence means nothing.
    spared: &'a Set<EntryId>,
    latest: Option<Timestamp>,
    graves: Graves,
    /// What the last answer put in doubt: ten thousand rows may be, so it is looked up and not searched.
    doubted: Places,
    doubts: Vec<EntryId>,
    rows: Vec<Rc<Row>>,
    changes: Changes,
    /// Whether the newsroom orders some row itself: asked for each new entry, and most often of no row.
    is_ranked: bool,
    /// Whether a row stands elsewhere or on another date without being a new version.
    moved: bool,
    /// Whether a row stays because something in the answer could not be read.
    unread: bool,
}

impl<'a> Merge<'a> {
    pub(super) fn new(before: &'a Timeline, batch: &'a Parsed, spared: &'a Set<EntryId>) -> Self {
        let mut graves = before.graves.clone();
        batch.deleted.iter().for_each(|stone| graves.bury(stone));
        Self {
            before,
            batch,
            spared,
            latest: latest_beside(batch, &graves),
            graves,
            doubted: places(&mut before.doubts.iter().cloned()),
            doubts: Vec::new(),
            rows: Vec::with_capacity(before.rows.len() + batch.entries.len()),
            changes: Changes::default(),
            is_ranked: before.rows.iter().any(|row| row.entry.rank.is_some()),
            moved: false,
            unread: false,
        }
    }

    /// What comes by a stream beside an entry says nothing of the age of that entry: events are told again in any company.
    pub(super) fn of_an_event(self) -> Self {
        Self { latest: None, ..self }
    }

    pub(super) fn finish(mut self) -> (Timeline, Changes) {
        let mut arriving = self.arriving();
        // What is in doubt is in the answer all the same, and the answer speaks of its time.
        let oldest = window(&arriving, self.batch.more);
        let doubtful = places(&mut self.doubts.iter().cloned());
        arriving.retain(|entry| !doubtful.contains_key(&entry.id.0));
        let arrived = places(&mut arriving.iter().map(|entry| entry.id.clone()));
        let known = places(&mut self.before.rows.iter().map(|row| row.entry.id.clone()));
        // Of one instant, what an older page brings stands below what was there.
        let is_page = self.batch.mode == Mode::Page;
        if is_page {
            self.keep_or_remove(&arrived, oldest);
        }
        for entry in &arriving {
            let row = known.get(&entry.id.0).and_then(|place| self.before.rows.get(*place));
            self.take(entry, row);
        }
        if !is_page {
            self.keep_or_remove(&arrived, oldest);
        }
        let is_delta = self.batch.mode == Mode::Delta;
        order::sort(&mut self.rows, |a, b| standing(&a.entry, &b.entry, is_delta));
        self.cut_the_oldest();
        self.tell_what_is_new(&known, &arrived);
        // Only a whole list tells the order of entries of one instant.
        if self.changes.is_empty() && !self.moved && self.batch.mode != Mode::Snapshot {
            self.rows.clone_from(&self.before.rows);
        }
        self.graves.close(|id| arrived.contains_key(&id.0));
        // A page of older entries says nothing of what the last answer has put in doubt.
        let (doubts, empties) = match self.batch.mode {
            Mode::Page => (self.before.doubts.clone(), self.before.empties),
            _ => (self.doubts, 0),
        };
        let is_whole = self.batch.mode == Mode::Snapshot && !self.unread;
        let skipped = if is_whole { self.batch.skipped } else { self.before.skipped };
        (Timeline { rows: self.rows, graves: self.graves, doubts, empties, skipped }, self.changes)
    }

    /// Tells the rows that were not there: those that are back, the news, and what is older than all that was known. Where the
    /// editors decide the order, or an entry is pinned, the place alone does not tell that.
    fn tell_what_is_new(&mut self, known: &Places, arrived: &Places) {
        let is_known = |row: &Rc<Row>| known.contains_key(&row.entry.id.0);
        let is_stream = |row: &Rc<Row>| is_known(row) && !row.entry.marks.pinned;
        let oldest = self.rows.iter().filter(|row| is_stream(row)).map(|row| row.entry.published).min();
        let past = self.rows.iter().rposition(is_stream).unwrap_or(self.rows.len());
        for (place, row) in self.rows.iter().enumerate().filter(|(_, row)| !is_known(row)) {
            let id = row.entry.id.clone();
            if self.before.graves.missed(&id) && arrived.contains_key(&id.0) {
                self.changes.restored.push(id);
                continue;
            }
            let first = Some(row.entry.published);
            let is_of_longer_list = first == oldest && self.batch.mode != Mode::Delta;
            let is_older = place > past && (first < oldest || is_of_longer_list);
            self.changes.older = if is_older { self.changes.older + 1 } else { 0 };
            self.changes.added.push(id);
        }
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
        // A pinned entry may stand first whatever its age.
        let mut stream = entries.iter().filter(|entry| !entry.marks.pinned);
        if let (Some(first), Some(last)) = (stream.next(), stream.next_back())
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
        if self.is_ranked && self.batch.mode == Mode::Delta { below()?.entry.rank } else { None }
    }

    /// Keeps a row, which may turn out to have been published earlier than it seemed, or stand elsewhere now.
    fn keep(&mut self, row: &Rc<Row>, first: Timestamp, rank: Option<i64>) {
        let known = &row.entry;
        if rank == known.rank && first >= known.published {
            return self.rows.push(Rc::clone(row));
        }
        self.moved = true;
        self.rows.push(Rc::new(row.moved(Entry { rank, ..since(known, first) })));
    }

    /// The rows that the answer does not carry. A snapshot speaks only for the span of time that it covers: what is
    /// older than `oldest` has merely left the page. What is newer than all that it has may be too new for it.
    fn keep_or_remove(&mut self, arrived: &Places, oldest: Option<Timestamp>) {
        let (before, batch) = (self.before, self.batch);
        // An entry of which the answer has only a version that was withdrawn is not absent.
        let present = places(&mut batch.entries.iter().map(|entry| entry.id.clone()));
        // What could not be read this time may be an entry that is known: as many stay as went unread.
        let mut unread = batch.skipped.saturating_sub(before.skipped);
        // A list without any rank is in the order of time, and what is left of an order that was drops it.
        let unranked = batch.mode == Mode::Snapshot && batch.entries.iter().all(|entry| entry.rank.is_none());
        for row in before.rows.iter().filter(|row| !arrived.contains_key(&row.entry.id.0)) {
            let entry = &row.entry;
            let withdrawn = matches!(self.graves.verdict(entry, None), Verdict::Buried);
            // One of the same instant as the last of a page may stand on the next page.
            let covered = oldest.is_some_and(|oldest| entry.published > oldest);
            let named = present.contains_key(&entry.id.0) || self.spared.contains(&entry.id);
            let absent = batch.mode == Mode::Snapshot && covered && !named;
            let is_doubtful = Some(version(entry)) > self.latest && !self.doubted.contains_key(&entry.id.0);
            if absent && !withdrawn && unread > 0 {
                unread -= 1;
                self.unread = true;
                self.rows.push(Rc::clone(row));
            } else if absent && !withdrawn && is_doubtful {
                self.doubts.push(entry.id.clone());
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
        let cut = places(&mut self.rows.drain(ROWS_MAX..).map(|row| row.entry.id.clone()));
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
