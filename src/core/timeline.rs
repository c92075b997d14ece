//! The entries of a blog in order, and what a new answer does to them.
//!
//! Invariant: an entry id occurs once. Invariant: rows stand in the newsroom's order where it has one, then newest
//! first by first publication; an edit never moves a row. Invariant: an older version never replaces a newer one, and
//! what a tombstone took stays away until a version newer than the tombstone comes. So the order in which changes
//! arrive does not matter.
//!
//! A snapshot may be older than what is known: a cache between the newsroom and the reader answers with yesterday's
//! page. What contradicts us without a newer date in it is therefore in doubt until a second answer says the same.

use std::rc::Rc;

use super::clock::Timestamp;
use super::feed::{Mode, Parsed};
use super::model::EntryId;
use super::order::{Places, Set};

mod graves;
mod merge;
mod row;

use graves::Graves;
use merge::Merge;
pub use row::{Row, number, version};

/// How many entries, and how many tombstones, are kept: a page that is open for days must not fill the tab.
pub const ROWS_MAX: usize = 100_000;

/// How many empty answers in a row empty the timeline: one is more likely a fault of the feed.
pub const EMPTY_ANSWERS: u8 = 3;

/// All entries that the reader may see.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Timeline {
    rows: Vec<Rc<Row>>,
    graves: Graves,
    /// Entries of which the last answer said what the next must say again to be believed.
    doubts: Vec<EntryId>,
    /// How many answers in a row were empty.
    empties: u8,
    /// How many things could not be read in the last snapshot that lacked nothing because of them.
    skipped: u32,
}

/// What an answer changed.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Changes {
    /// Entries that were not there, newest first.
    pub added: Vec<EntryId>,
    /// How many of those, the last, are older than all that was known: a longer list shows more of the past, and so does one
    /// of the newest so many in which an older one moves up. They are no news.
    pub older: usize,
    /// Entries with a new version.
    pub edited: Vec<EntryId>,
    /// Entries that were missed for a while and are back: no news.
    pub restored: Vec<EntryId>,
    /// Entries that went.
    pub removed: Vec<EntryId>,
    /// True when the feed began anew, so that nothing in it is news.
    pub reset: bool,
}

impl Changes {
    /// The added entries but for those that are older than all that was known.
    #[must_use]
    pub fn news(&self) -> &[EntryId] {
        self.added.get(..self.added.len().saturating_sub(self.older)).unwrap_or_default()
    }

    /// Whether the answer changed nothing.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.added.is_empty() && self.edited.is_empty() && self.restored.is_empty() && self.removed.is_empty()
    }
}

impl Timeline {
    /// Rows, newest first.
    #[must_use]
    pub fn rows(&self) -> &[Rc<Row>] {
        &self.rows
    }

    /// The rows of these entries, which stand in the order of the timeline, as [`Changes::added`] does: one walk finds all.
    pub fn rows_of(&self, ids: &[EntryId]) -> impl Iterator<Item = &Rc<Row>> {
        let mut wanted = ids.iter().peekable();
        self.rows.iter().filter(move |row| wanted.next_if(|id| **id == row.entry.id).is_some())
    }

    /// The same with earlier versions of some rows, each where the row stands.
    #[must_use]
    pub fn with(&self, earlier: &[Rc<Row>]) -> Self {
        let drawn =
            |row: &Rc<Row>| earlier.iter().find(|kept| kept.entry.id == row.entry.id).unwrap_or(row).clone();
        Self { rows: self.rows.iter().map(drawn).collect(), ..Self::default() }
    }

    /// Whether the entry was here, or was withdrawn before it came, and is not here now.
    #[must_use]
    pub fn has_lost(&self, id: &EntryId) -> bool {
        self.graves.has(id) && self.rows.iter().all(|row| row.entry.id != *id)
    }

    /// Whether the last answer contradicted what is known, so that the next is wanted soon, even with the same bytes.
    #[must_use]
    pub fn is_in_doubt(&self) -> bool {
        !self.doubts.is_empty() || self.empties > 0
    }

    /// This timeline after an answer, and what changed. When nothing did, the rows are the very same.
    #[must_use]
    pub fn merged(&self, batch: &Parsed) -> (Self, Changes) {
        self.merged_but_for(batch, &Set::default())
    }

    /// The same, with entries whose absence from the answer means nothing.
    #[must_use]
    pub fn merged_but_for(&self, batch: &Parsed, spared: &Set<EntryId>) -> (Self, Changes) {
        // A feed that does not have yet what we know has neither lost everything nor begun anew.
        let lags = !spared.is_empty() && self.rows.iter().any(|row| spared.contains(&row.entry.id));
        let is_snapshot = batch.mode == Mode::Snapshot && batch.skipped == 0 && !lags;
        if is_snapshot && batch.entries.is_empty() && batch.deleted.is_empty() && !self.rows.is_empty() {
            return self.emptied();
        }
        if is_snapshot && self.shares_nothing_with(batch) {
            let (Some(newest), latest) =
                (self.rows.first(), self.rows.iter().map(|row| version(&row.entry)).max())
            else {
                return (self.clone(), Changes::default());
            };
            if latest_of(batch) < latest && !self.doubts.contains(&newest.entry.id) {
                let doubts = vec![newest.entry.id.clone()];
                return (Self { doubts, ..self.clone() }, Changes::default());
            }
            return self.begun_anew(batch);
        }
        Merge::new(self, batch, spared).finish()
    }

    /// This timeline after an event of a stream, and what changed. What a snapshot has put in doubt waits for another
    /// snapshot: an event speaks of its own entries alone.
    #[must_use]
    pub fn told(&self, event: &Parsed) -> (Self, Changes) {
        let (mut next, changes) = Merge::new(self, event, &Set::default()).of_an_event().finish();
        let spoken_of = |id: &EntryId| {
            event.entries.iter().any(|entry| entry.id == *id)
                || event.deleted.iter().any(|stone| stone.id == *id)
        };
        next.doubts.extend(self.doubts.iter().filter(|id| !spoken_of(id)).cloned());
        next.empties = self.empties;
        (next, changes)
    }

    /// A feed that has become empty: believed when it stays so.
    fn emptied(&self) -> (Self, Changes) {
        let empties = self.empties + 1;
        if empties < EMPTY_ANSWERS {
            return (Self { empties, ..self.clone() }, Changes::default());
        }
        let removed = self.rows.iter().map(|row| row.entry.id.clone()).collect();
        (self.gone(None), Changes { removed, ..Changes::default() })
    }

    /// Without any row, as an answer whose latest version is `latest` leaves it.
    fn gone(&self, latest: Option<Timestamp>) -> Self {
        let mut graves = self.graves.clone();
        self.rows.iter().for_each(|row| graves.miss(&row.entry, latest));
        Self { graves, ..Self::default() }
    }

    /// Whether the answer speaks of the same span of time with none of the same ids. An answer of which every entry is
    /// newer than all that is known has merely moved on while nobody asked.
    fn shares_nothing_with(&self, batch: &Parsed) -> bool {
        // The answer is indexed and not the timeline: most often its first entry is the first row, and that is the end.
        let arriving = places(&mut batch.entries.iter().map(|entry| entry.id.clone()));
        if self.rows.iter().any(|row| arriving.contains_key(&row.entry.id.0)) {
            return false;
        }
        let newest = self.rows.iter().map(|row| row.entry.published).max();
        // A pinned entry of yesterday does not say that the page speaks of yesterday.
        let stream = || batch.entries.iter().filter(|entry| !entry.marks.pinned);
        let oldest = stream().map(|entry| entry.published).min();
        oldest.is_some() && oldest <= newest && batch.entries.iter().all(|entry| !self.graves.has(&entry.id))
    }

    /// The feed's entries in place of all that was known.
    fn begun_anew(&self, batch: &Parsed) -> (Self, Changes) {
        let (after, mut changes) = Merge::new(&self.gone(latest_of(batch)), batch, &Set::default()).finish();
        changes.removed = self.rows.iter().map(|row| row.entry.id.clone()).collect();
        changes.reset = true;
        (after, changes)
    }
}

/// The latest change that an answer knows of.
fn latest_of(batch: &Parsed) -> Option<Timestamp> {
    latest_beside(batch, &Graves::default())
}

/// The same without what we know to be gone: the newest entry, withdrawn, is in every older answer and makes none new.
fn latest_beside(batch: &Parsed, graves: &Graves) -> Option<Timestamp> {
    let stones = batch.deleted.iter().filter_map(|stone| stone.when);
    let alive = batch.entries.iter().filter(|entry| !graves.hold(entry));
    alive.map(version).chain(stones).max()
}

fn places(ids: &mut dyn Iterator<Item = EntryId>) -> Places {
    let mut places = Places::default();
    for (place, id) in ids.enumerate() {
        places.insert(id.0, place);
    }
    places
}

#[cfg(test)]
mod any_order_tests;
#[cfg(test)]
#[path = "timeline_tests.rs"]
mod tests;
