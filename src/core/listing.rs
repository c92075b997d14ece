//! What the reader's filter leaves of the timeline: the entries to draw and every number beside them.

use std::rc::Rc;

use super::facets::Facets;
use super::filter::{Constraint, Sieve};
use super::model::{Entry, EntryId};
use super::order::Set;
use super::sorting::Order;
use super::timeline::Timeline;

mod sifting;

pub use sifting::Sifting;

/// The entries to draw, counted and cut to the page.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Listing {
    /// Entries kept above the others.
    pub top: Vec<TopEntry>,
    /// In which order they stand.
    pub order: Order,
    /// Entries that fit, in that order, at most the page's limit.
    pub entries: Vec<Rc<Entry>>,
    /// Entries that fit, drawn or not, without those at the top.
    pub matching: usize,
    /// Entries there are, held and pinned ones left out.
    pub total: usize,
    /// Entries that wait behind the button.
    pub pending: Pending,
    /// What each control of the filter bar would give.
    pub facets: Facets,
    /// When nothing fits: what dropping each constraint would give, in the order of the bar.
    pub relaxed: Vec<(Constraint, usize)>,
    /// True when nothing has the words as typed, so that those with a slip in a long word are shown.
    pub loosened: bool,
    /// Entries that were not looked at yet: where there are many, looking takes several turns.
    pub looking: usize,
}

/// An entry kept above the others.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TopEntry {
    /// The entry.
    pub entry: Rc<Entry>,
    /// True when the filter would have hidden it.
    pub outside: bool,
}

/// Entries that arrived while the reader was elsewhere.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Pending {
    /// All of them.
    pub count: usize,
    /// Those that fit the filter.
    pub matching: usize,
}

impl Listing {
    /// Sorts every row into its place. Pinned entries are always at the top; breaking ones join them when the filter
    /// would hide them, so that no filter silences news. Where nothing has the words as they were typed, a slip is allowed in long
    /// ones.
    #[must_use]
    pub fn of(
        timeline: &Timeline,
        held: &Set<EntryId>,
        sieve: &Sieve<'_>,
        order: Order,
        limit: usize,
    ) -> Self {
        let mut sifting = Sifting::new(timeline, sieve, order, limit);
        sifting.go_on(timeline, held, sieve);
        sifting.listing(timeline)
    }

    /// How many entries another page would bring, at most `page_size`.
    #[must_use]
    pub fn more(&self, page_size: usize) -> usize {
        (self.matching - self.entries.len().min(self.matching)).min(page_size)
    }
}

#[cfg(test)]
#[path = "listing_tests.rs"]
mod tests;
