//! The entries that went: what keeps a stale answer from bringing them back.

use std::rc::Rc;

use super::row::version;
use super::{ROWS_MAX, places};
use crate::core::clock::Timestamp;
use crate::core::feed::Tombstone;
use crate::core::model::{Entry, EntryId};
use crate::core::order::Places;

/// An entry that went, or was withdrawn before anybody saw it.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Grave {
    id: EntryId,
    /// Versions up to this one stay away; without it all do.
    until: Option<Timestamp>,
    /// The latest version in the answer that lacked the entry, when nobody said that it was withdrawn.
    absent_from: Option<Timestamp>,
    /// Of an entry that was merely absent: the versions that were withdrawn before.
    withdrawn: Option<Timestamp>,
    /// The earliest publication of any version, so that the order does not depend on which came first.
    first: Option<Timestamp>,
}

/// What a grave says of an entry that arrives.
pub(super) enum Verdict {
    /// Nothing: it is another entry, or a later version.
    Alive,
    /// It was withdrawn.
    Buried,
    /// It was merely absent and is back as it was: either the answer is older than the one that lacked it, or the
    /// newsroom has put it back.
    Doubtful,
    /// It was merely absent, and this answer is the newer one.
    Back,
}

/// All of them, each id once.
#[derive(Clone, Debug, Default)]
pub(super) struct Graves {
    graves: Vec<Grave>,
    places: Places,
}

impl PartialEq for Graves {
    fn eq(&self, other: &Self) -> bool {
        self.graves == other.graves
    }
}

impl Eq for Graves {}

impl Graves {
    /// A withdrawal that the feed tells; of two for one entry the later counts, and one without a date for ever.
    pub(super) fn bury(&mut self, stone: &Tombstone) {
        self.dig(&stone.id, stone.when, |grave, _| {
            // A later version that was merely absent may come back.
            if grave.until.is_none() || grave.until == stone.when {
                grave.absent_from = None;
            } else if grave.absent_from.is_some() {
                grave.withdrawn = grave.withdrawn.max(stone.when);
            }
        });
    }

    /// An entry that an answer whose latest version is `latest` does not have any more.
    pub(super) fn miss(&mut self, entry: &Entry, latest: Option<Timestamp>) {
        self.dig(&entry.id, Some(version(entry)), |grave, until| {
            if grave.absent_from.is_none() {
                grave.withdrawn = until;
            }
            grave.absent_from = Some(latest.unwrap_or_default());
            grave.first = earlier(grave.first, entry.published);
        });
    }

    /// What to do with an entry of an answer whose latest version is `latest`.
    pub(super) fn verdict(&mut self, entry: &Entry, latest: Option<Timestamp>) -> Verdict {
        let Some(grave) = self.places.get(&entry.id.0).and_then(|place| self.graves.get_mut(*place)) else {
            return Verdict::Alive;
        };
        grave.first = earlier(grave.first, entry.published);
        if grave.until.is_some_and(|until| version(entry) > until) {
            return Verdict::Alive;
        }
        match grave.absent_from {
            None => Verdict::Buried,
            Some(_) if Some(version(entry)) <= grave.withdrawn => Verdict::Buried,
            // An empty answer has no age to be compared with.
            Some(seen) if seen == Timestamp::default() || latest > Some(seen) => Verdict::Back,
            Some(_) => Verdict::Doubtful,
        }
    }

    /// Whether this version of the entry is one that went.
    pub(super) fn hold(&self, entry: &Entry) -> bool {
        self.get(&entry.id).is_some_and(|grave| grave.until.is_none_or(|until| version(entry) <= until))
    }

    /// Whether the entry went once.
    pub(super) fn has(&self, id: &EntryId) -> bool {
        self.places.contains_key(&id.0)
    }

    /// Whether the entry was merely missed: nobody said that it was withdrawn.
    pub(super) fn missed(&self, id: &EntryId) -> bool {
        self.get(id).is_some_and(|grave| grave.absent_from.is_some())
    }

    /// The earliest publication of a version that was buried here.
    pub(super) fn first(&self, id: &EntryId) -> Option<Timestamp> {
        self.get(id)?.first
    }

    /// Forgets those who were merely absent and are back, and the oldest of too many.
    pub(super) fn close(&mut self, is_back: impl Fn(&EntryId) -> bool) {
        let all = self.graves.len();
        for grave in self.graves.iter_mut().filter(|grave| grave.withdrawn.is_some() && is_back(&grave.id)) {
            (grave.until, grave.absent_from) = (grave.withdrawn.take(), None);
        }
        self.graves.retain(|grave| grave.absent_from.is_none() || !is_back(&grave.id));
        if self.graves.len() > ROWS_MAX {
            self.graves.drain(..self.graves.len() - ROWS_MAX);
        }
        if self.graves.len() != all {
            self.places = places(&mut self.graves.iter().map(|grave| grave.id.clone()));
        }
    }

    fn get(&self, id: &EntryId) -> Option<&Grave> {
        self.places.get(&id.0).and_then(|place| self.graves.get(*place))
    }

    /// Changes the grave of `id`, dug if there is none, and tells `change` until when it held before; it holds for versions up to
    /// the later of both moments.
    fn dig(
        &mut self,
        id: &EntryId,
        until: Option<Timestamp>,
        change: impl FnOnce(&mut Grave, Option<Timestamp>),
    ) {
        if let Some(grave) = self.places.get(&id.0).and_then(|place| self.graves.get_mut(*place)) {
            let before = grave.until;
            grave.until = before.zip(until).map(|(known, until)| known.max(until));
            return change(grave, before);
        }
        let mut grave = Grave { id: id.clone(), until, absent_from: None, withdrawn: None, first: None };
        change(&mut grave, None);
        self.places.insert(Rc::clone(&id.0), self.graves.len());
        self.graves.push(grave);
    }
}

fn earlier(known: Option<Timestamp>, other: Timestamp) -> Option<Timestamp> {
    Some(known.map_or(other, |known| known.min(other)))
}
