//! What the reader's filter leaves of the timeline: the entries to draw and every number beside them.

use std::rc::Rc;

use super::filter::{Constraint, Facets, Filter, finds};
use super::model::{Entry, EntryId};
use super::order::Set;
use super::search::Query;
use super::timeline::{Row, Timeline};

/// The entries to draw, counted and cut to the page.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Listing {
    /// Entries kept above the others.
    pub top: Vec<TopEntry>,
    /// Entries that fit, newest first, at most the page's limit.
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
    /// would hide them, so that no filter silences news.
    #[must_use]
    pub fn of(timeline: &Timeline, held: &Set<EntryId>, filter: &Filter, limit: usize) -> Self {
        let query = filter.query();
        let mut listing = Self::default();
        let mut stream: Vec<&Row> = Vec::with_capacity(timeline.rows().len());
        let mut found: Vec<&Row> = Vec::with_capacity(timeline.rows().len());
        for row in timeline.rows() {
            let is_found = finds(&query, row);
            let fits = is_found && filter.fits_facets(row);
            if held.contains(&row.entry.id) {
                listing.pending.count += 1;
                listing.pending.matching += usize::from(fits);
                continue;
            }
            let pinned = row.entry.marks.pinned;
            if pinned || (row.entry.marks.breaking && !fits) {
                listing.top.push(TopEntry { entry: Rc::clone(&row.entry), outside: !fits });
            }
            if pinned {
                continue;
            }
            stream.push(row);
            if is_found {
                found.push(row);
            }
            if fits {
                listing.matching += 1;
                if listing.entries.len() < limit {
                    listing.entries.push(Rc::clone(&row.entry));
                }
            }
        }
        listing.total = stream.len();
        listing.facets = Facets::count(found.into_iter(), filter);
        if listing.matching == 0 {
            listing.relaxed = relaxed(&stream, filter);
        }
        listing
    }

    /// How many entries another page would bring, at most `page_size`.
    #[must_use]
    pub fn more(&self, page_size: usize) -> usize {
        (self.matching - self.entries.len().min(self.matching)).min(page_size)
    }
}

fn relaxed(stream: &[&Row], filter: &Filter) -> Vec<(Constraint, usize)> {
    let count = |filter: &Filter| {
        let query: Query = filter.query();
        stream.iter().filter(|row| filter.fits(row, &query)).count()
    };
    Constraint::ALL
        .into_iter()
        .filter(|constraint| filter.has(*constraint))
        .map(|constraint| (constraint, count(&filter.without(constraint))))
        .filter(|(_, n)| *n > 0)
        .collect()
}

#[cfg(test)]
#[path = "listing_tests.rs"]
mod tests;
