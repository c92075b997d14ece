//! What happened since the reader was last here: the unread entries, the line below them and the way to the first.
//!
//! A visit begins with the first answer, and again when the tab comes back after half an hour. What was away meanwhile
//! is unread: entries that the mark of the last visit lacks. What arrives later is on no account of the last visit: it
//! stands above the line and has the button of held entries.

use std::rc::Rc;

use super::{Outgoing, State};
use crate::core::clock::{HOUR, MINUTE, Now, Timestamp};
use crate::core::model::{EntryId, Phase};
use crate::core::order::Set;
use crate::core::sorting::Order;
use crate::core::timeline::Row;
use crate::core::visit::{Mark, Visit};

/// A tab that was hidden for so long comes back to a new visit.
const AWAY: u64 = 30 * MINUTE;

/// What the session knows of earlier visits.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct CatchingUp {
    /// What storage holds.
    recalled: Option<Visit>,
    /// The visit before this one.
    last: Option<Visit>,
    /// What came between the two.
    above: Set<EntryId>,
    /// And was not on the screen yet.
    unread: Set<EntryId>,
    /// The next answer still tells what happened before the reader came.
    open: bool,
    /// The reader has seen the page with entries on it.
    looked: bool,
    /// Since when the page is hidden, and what the reader had by then.
    away: Option<(Now, Option<Mark>)>,
}

/// What happened since the reader left.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Since {
    /// When that was, by the reader's own clock, put right as it is now.
    pub left: Timestamp,
    /// Entries that were not on the screen yet.
    pub unread: usize,
    /// Those that fit the filter; the same number without a filter.
    pub matching: usize,
    /// Key events among the unread.
    pub key: usize,
    /// Whether there is an entry that the jump leads to.
    pub leads: bool,
    /// The first entry below the line; none when the line has no place among the entries that are drawn.
    pub line: Option<EntryId>,
}

/// The last hour, for a reader who comes late.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct LastHour {
    /// Updates.
    pub updates: usize,
    /// Key events among them.
    pub key: usize,
}

impl State {
    /// What happened since the reader left; none on a first visit, and when nothing did.
    #[must_use]
    pub fn since(&self) -> Option<Since> {
        let CatchingUp { last, above, unread, .. } = &*self.catching_up;
        let left = self.by_server(last.as_ref().filter(|_| !above.is_empty())?.left);
        let leads = self.oldest_of(above).is_some();
        let mut since = Since { left, unread: 0, matching: 0, key: 0, leads, line: self.line() };
        let sieve = self.sieve();
        for row in self.among(unread).into_iter().filter(|row| !row.entry.marks.pinned) {
            since.unread += 1;
            since.key += usize::from(row.entry.marks.key);
            since.matching += usize::from(sieve.fits(row));
        }
        Some(since)
    }

    /// When the last visit ended, by the server's clock.
    pub(super) fn last_left(&self) -> Option<Timestamp> {
        self.catching_up.last.as_ref().map(|last| self.by_server(last.left))
    }

    /// Where the line is: everything new stands above it, and it stays there for the whole visit. In an order of the
    /// newsroom's own, above means nothing.
    fn line(&self) -> Option<EntryId> {
        if self.listing.order != Order::Newest {
            return None;
        }
        let entries = &self.listing.entries;
        let last = entries.iter().rposition(|entry| self.catching_up.above.contains(&entry.id))?;
        let below = entries.get(last + 1)?;
        let is_ranked = entries.iter().any(|entry| entry.rank.is_some());
        (!is_ranked).then(|| below.id.clone())
    }

    /// The lowest of these entries that the filter lets through.
    fn oldest_of(&self, ids: &Set<EntryId>) -> Option<EntryId> {
        let sieve = self.sieve();
        let mut rows = self.among(ids).into_iter().rev();
        let found = rows.find(|row| !row.entry.marks.pinned && sieve.fits(row))?;
        Some(found.entry.id.clone())
    }

    /// The rows of these entries, from the top, where what a reader has missed is: each drawing asks, and when all are found what is
    /// older need not be looked at.
    fn among(&self, ids: &Set<EntryId>) -> Vec<&Rc<Row>> {
        self.timeline.rows().iter().filter(|row| ids.contains(&row.entry.id)).take(ids.len()).collect()
    }

    /// Whether entries on the screen are to be reported: the reader can see them and some were not read.
    #[must_use]
    pub fn watches_reading(&self) -> bool {
        !self.hidden && !self.catching_up.unread.is_empty()
    }

    /// Whether the entry came while the reader was away and was not on the screen yet.
    #[must_use]
    pub fn is_unread(&self, id: &EntryId) -> bool {
        self.catching_up.unread.contains(id)
    }

    /// What to remember of this visit when the page is hidden or left; none before the reader has seen an entry.
    #[must_use]
    pub fn visit_to_store(&self, now: Now) -> Option<Visit> {
        let CatchingUp { looked, away, .. } = &*self.catching_up;
        let left = away.as_ref().map_or(now, |(then, _)| *then).wall;
        let mark = if *looked { self.mark() } else { None }?;
        Some(Visit { left, mark })
    }

    /// For a first visit to a blog that is older than an hour: what the last hour brought. By a clock that is behind the
    /// newsroom's the last hour would be a guess, so nothing is said of it.
    #[must_use]
    pub fn last_hour(&self, wall: Timestamp) -> Option<LastHour> {
        if self.catching_up.last.is_some() || self.about.phase != Phase::Live {
            return None;
        }
        let hour = i64::try_from(HOUR).unwrap_or(i64::MAX);
        let mut last_hour = LastHour { updates: 0, key: 0 };
        let mut began_earlier = false;
        for row in self.timeline.rows() {
            let age = wall.0.saturating_sub(row.published.0);
            if age < -hour {
                return None;
            }
            if age <= hour {
                last_hour.updates += 1;
                last_hour.key += usize::from(row.marks.key);
            } else if !row.marks.pinned {
                began_earlier = true;
                // Each drawing asks, and what follows in the order of time is older still.
                if row.entry.rank.is_none() {
                    break;
                }
            }
        }
        (began_earlier && last_hour.updates > 0).then_some(last_hour)
    }

    /// What the reader has: everything but what is held.
    fn mark(&self) -> Option<Mark> {
        let rows = self.timeline.rows().iter().map(|row| &*row.entry);
        Mark::of(&rows.filter(|entry| !self.held.contains(&entry.id)).collect::<Vec<_>>())
    }

    fn catch_up(&mut self) -> &mut CatchingUp {
        Rc::make_mut(&mut self.catching_up)
    }

    pub(super) fn visit_recalled(&mut self, visit: Option<Visit>) {
        self.catch_up().recalled = visit;
    }

    /// The first answer came, whoever gave it.
    pub(super) fn visit_begun(&mut self) {
        if !self.hidden {
            self.catch_up().looked = true;
        }
        if let Some(visit) = self.catching_up.recalled.clone() {
            self.begin(visit);
        }
    }

    fn begin(&mut self, last: Visit) {
        let catching_up = self.catch_up();
        (catching_up.last, catching_up.open) = (Some(last), true);
        (catching_up.above, catching_up.unread) = (Set::default(), Set::default());
        let all: Vec<EntryId> = self.timeline.rows().iter().map(|row| row.entry.id.clone()).collect();
        self.missed(&all);
    }

    /// Entries that the reader may not have had: those that the last visit lacks are unread.
    fn missed(&mut self, ids: &[EntryId]) {
        let Some(last) = &self.catching_up.last else { return };
        let rows = self.timeline.rows_of(ids).map(|row| &row.entry);
        let lacking: Vec<EntryId> = rows
            .filter(|entry| !entry.marks.pinned && !last.mark.has(entry))
            .map(|entry| entry.id.clone())
            .collect();
        if lacking.is_empty() {
            return;
        }
        let catching_up = self.catch_up();
        for id in lacking {
            catching_up.above.insert(id.clone());
            catching_up.unread.insert(id);
        }
    }

    /// Entries of a further answer. Only those of the first that the reader sees came before the reader.
    pub(super) fn arrived(&mut self, added: &[EntryId]) {
        if self.catching_up.open {
            self.missed(added);
        }
    }

    /// The feed has answered, to whoever asked: from here on the reader is here, unless the page is still hidden.
    pub(super) fn feed_heard(&mut self) {
        self.asked = false;
        if self.catching_up.open && !self.hidden {
            self.catch_up().open = false;
        }
    }

    /// Entries of an older page: unread while the line was not reached.
    pub(super) fn older_arrived(&mut self, added: &[EntryId]) {
        let above = &self.catching_up.above;
        let is_known = |id: &EntryId| !above.contains(id) && !added.contains(id);
        let reached =
            self.timeline.rows().iter().any(|row| !row.entry.marks.pinned && is_known(&row.entry.id));
        if !reached {
            self.missed(added);
        }
    }

    /// Entries went: nobody can read them.
    pub(super) fn forgotten(&mut self, removed: &[EntryId]) {
        if self.catching_up.above.is_empty() {
            return;
        }
        let catching_up = self.catch_up();
        for id in removed {
            catching_up.above.remove(id);
            catching_up.unread.remove(id);
        }
    }

    /// The feed began anew: nothing in it can be told from what was.
    pub(super) fn nothing_unread(&mut self) {
        let catching_up = self.catch_up();
        (catching_up.above, catching_up.unread) = (Set::default(), Set::default());
    }

    pub(super) fn entries_seen(&mut self, ids: &[EntryId]) {
        let catching_up = self.catch_up();
        for id in ids {
            catching_up.unread.remove(id);
        }
    }

    /// The tab is hidden or shown; to be told before what was held is drawn.
    pub(super) fn left_or_returned(&mut self, hidden: bool, now: Now) {
        if hidden {
            if self.catching_up.away.is_none() {
                let mark = self.mark();
                self.catch_up().away = Some((now, mark));
            }
            return;
        }
        let away = self.catch_up().away.take();
        if let Some((then, Some(mark))) = away
            && self.catching_up.looked
            && is_long(then, now)
        {
            let mine = Visit { left: then.wall, mark };
            let recalled = self.catching_up.recalled.as_ref();
            self.begin(recalled.map_or(mine.clone(), |stored| mine.joined(stored, now.wall)));
        }
        self.catch_up().looked |= self.answered;
    }

    /// The reader wants the oldest unread entry, or when all was read the oldest of what was new: it is drawn, however far
    /// down it stands, with the line below it.
    pub(super) fn first_unread_sought(&mut self) {
        self.release();
        let CatchingUp { above, unread, .. } = &*self.catching_up;
        let Some(id) = self.oldest_of(unread).or_else(|| self.oldest_of(above)) else { return };
        self.draw_as_far_as(&id);
        self.send(Outgoing::GoTo(id));
    }
}

/// Whether the reader was away for long. One clock may have slept with the machine, the other been corrected.
fn is_long(then: Now, now: Now) -> bool {
    let by_the_wall = u64::try_from(now.wall.0.saturating_sub(then.wall.0)).unwrap_or_default();
    now.tick.since(then.tick).max(by_the_wall) >= AWAY
}
