//! Going from entry to entry, and further down than what is drawn.

use super::{Outgoing, State};
use crate::core::model::EntryId;

impl State {
    /// The reader goes on to the entry after this one, or back to the one before.
    pub(super) fn stepped(&mut self, from: &EntryId, on: bool) {
        let Some(at) = self.listing.entries.iter().position(|entry| entry.id == *from) else { return };
        let Some(place) = (if on { at.checked_add(1) } else { at.checked_sub(1) }) else { return };
        if place == self.listing.entries.len() {
            self.end_neared();
        }
        if let Some(entry) = self.listing.entries.get(place) {
            let id = entry.id.clone();
            self.send(Outgoing::GoTo(id));
        }
    }

    /// The reader is about to see the last entry that is drawn: more of what is here comes by itself, and the focus stays. A page
    /// of the feed costs a request, and is asked for by the reader alone.
    pub(super) fn end_neared(&mut self) {
        let drawn = self.listing.entries.len();
        if drawn < self.listing.matching {
            self.limit = drawn.saturating_add(self.config.page_size);
            self.relist();
        }
    }

    /// The entries that the reader is busy with: they are not taken off the page when they are far from the screen.
    #[must_use]
    pub fn in_use(&self) -> Vec<EntryId> {
        self.holds.in_use()
    }
}
