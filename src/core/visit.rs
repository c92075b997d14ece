//! What is remembered of a reader's visit to a blog, and which entries it covers.
//!
//! A mark is made of the feed's own dates and ids only. The reader's clock may be years wrong: it is kept to be said, and
//! nothing is ever compared with it.
//!
//! One date cannot be the mark: an entry dated into next year would be the newest for ever, and nothing would be new again;
//! one that the newsroom dates back to when it happened would never be. So the mark is the newest few entries by name,
//! and everything that is older than those. Storage is hostile: what makes no sense in it is no visit.

use super::clock::Timestamp;
use super::hash::fnv1a;
use super::json::Json;
use super::model::{Entry, EntryId};

/// The version that [`Visit::to_json`] writes.
pub const VERSION: i64 = 1;
/// A stored visit is never longer than this (in bytes).
pub const STORED_MAX: usize = 1024;
/// So many entries are known by name.
const NAMED_MAX: usize = 24;
/// No date of a feed and no clock is further from 1970, in milliseconds.
const FURTHEST: i64 = 8_640_000_000_000_000;

/// The end of a visit.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Visit {
    /// When it ended by the reader's own clock: to be said, never to be compared with the feed's dates.
    pub left: Timestamp,
    /// What the reader had by then.
    pub mark: Mark,
}

/// The entries that a reader had.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Mark {
    /// Whatever was published up to here.
    until: Timestamp,
    /// And of what was published later these, latest first.
    named: Vec<Named>,
}

/// When an entry was first published, and its id in short.
type Named = (Timestamp, i64);

impl Visit {
    /// This visit together with what another tab stored of its own. An end that the reader's clock has not reached was
    /// told by another clock and is not believed.
    #[must_use]
    pub fn joined(&self, stored: &Self, wall: Timestamp) -> Self {
        let left = if stored.left <= wall { self.left.max(stored.left) } else { self.left };
        Self { left, mark: self.mark.joined(&stored.mark) }
    }

    /// Reads the stored form; none when it is not one. A newer version is read for what it shares with this one.
    #[must_use]
    pub fn from_json(stored: &Json) -> Option<Self> {
        let (left, until) = (moment(stored.get("left"))?, moment(stored.get("until"))?);
        let mut mark = Mark::empty(until);
        for pair in stored.list("named").chunks(2).take(NAMED_MAX) {
            if let [at, Json::Integer(name)] = pair
                && let Some(at) = moment(at)
            {
                mark.add((at, *name));
            }
        }
        Some(Self { left, mark })
    }

    /// The form to be stored.
    #[must_use]
    pub fn to_json(&self) -> Json {
        let pairs = self.mark.named.iter().flat_map(|(at, name)| [Json::from(at.0), Json::from(*name)]);
        Json::object([
            ("v", Json::from(VERSION)),
            ("left", Json::from(self.left.0)),
            ("until", Json::from(self.mark.until.0)),
            ("named", Json::List(pairs.collect())),
        ])
    }
}

impl Mark {
    /// The mark of a reader who has these entries; none without any.
    #[must_use]
    pub fn of(entries: &[&Entry]) -> Option<Self> {
        // A pinned entry stands outside the order of time and does not say how far back the reader went.
        let oldest = entries.iter().map(|entry| (entry.marks.pinned, entry.published)).min()?.1;
        let mut mark = Self::empty(Timestamp(oldest.0.saturating_sub(1)));
        for entry in entries {
            mark.add((entry.published, name(&entry.id)));
        }
        Some(mark)
    }

    /// Whether the reader had the entry.
    #[must_use]
    pub fn has(&self, entry: &Entry) -> bool {
        let id = name(&entry.id);
        entry.published <= self.until || self.named.iter().any(|(_, name)| *name == id)
    }

    /// What either of two has.
    #[must_use]
    pub fn joined(&self, other: &Self) -> Self {
        let mut mark = Self::empty(self.until.max(other.until));
        for list in [&self.named, &other.named] {
            list.iter().for_each(|one| mark.add(*one));
        }
        mark
    }

    fn empty(until: Timestamp) -> Self {
        Self { until, named: Vec::new() }
    }

    /// Adds an entry in its place among the newest few. Where more of them share one moment than can be named, all of the moment
    /// counts as had: better to miss one than to call dozens of known ones new.
    fn add(&mut self, one: Named) {
        if one.0 <= self.until || self.named.contains(&one) {
            return;
        }
        let place = self.named.iter().position(|other| *other < one).unwrap_or(self.named.len());
        self.named.insert(place, one);
        if let Some((until, _)) = self.named.get(NAMED_MAX).copied() {
            self.until = until;
            self.named.retain(|(at, _)| *at > until);
        }
    }
}

/// An id in as many bits as a JavaScript number holds.
fn name(id: &EntryId) -> i64 {
    i64::try_from(fnv1a(id.0.as_bytes()) >> 11).unwrap_or_default()
}

fn moment(stored: &Json) -> Option<Timestamp> {
    match stored {
        Json::Integer(at) if at.unsigned_abs() <= FURTHEST.unsigned_abs() => Some(Timestamp(*at)),
        _ => None,
    }
}

#[cfg(test)]
mod tests;
