//! What is said to readers who listen rather than look.

use implicit_clone::unsync::IString;

use super::{Found, Health, State};
use crate::core::clock::SECOND;

/// What comes close together is said once.
const SETTLE: u64 = SECOND;
/// Between two things said.
const REST: u64 = 5 * SECOND;

/// Something to be said to readers who listen rather than look.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Said {
    /// Entries arrived.
    New {
        /// All that wait, or all that were drawn.
        count: usize,
        /// Those that fit the filter; the same number without a filter.
        matching: usize,
        /// Whether they are drawn; else they are behind the button.
        drawn: bool,
    },
    /// The entry with the focus went, and the focus to its neighbour.
    FocusedRemoved,
    /// The filter changed.
    Matches {
        /// Entries that fit.
        matching: usize,
        /// Entries there are.
        total: usize,
        /// What was typed, when it was found nowhere and similar words are shown.
        similar_to: Option<IString>,
    },
    /// A choice was saved.
    Saved,
    /// A choice holds until the reader leaves.
    NotKept,
    /// Updates stopped or came back.
    Health(Health),
    /// What became of an entry that was asked for.
    Sought(Found),
    /// A link was copied.
    Linked,
    /// Words were copied.
    Quoted,
    /// The reader has to copy it.
    CopyByHand,
    /// A page of older entries did not come.
    OlderFailed,
}

impl Said {
    /// What is to be said when `unsaid` was overtaken before anybody heard it: the last word, and of entries that are drawn
    /// already all of them.
    #[must_use]
    pub fn over(self, unsaid: Option<&Said>) -> Said {
        match (self, unsaid) {
            (
                Said::New { count, matching, drawn: true },
                Some(Said::New { count: earlier, matching: fitting, .. }),
            ) => Said::New { count: count + earlier, matching: matching + fitting, drawn: true },
            // The button tells of news all the same.
            (Said::New { .. }, Some(Said::FocusedRemoved)) => Said::FocusedRemoved,
            (said, _) => said,
        }
    }

    /// How many milliseconds to wait before it is said, when the last thing was said `ago`.
    #[must_use]
    pub fn wait(ago: Option<u64>) -> u64 {
        ago.map_or(SETTLE, |ago| SETTLE.max(REST.saturating_sub(ago)))
    }

    /// Whether the wait begins anew with it: a reader who types hears the outcome, not each letter.
    #[must_use]
    pub fn begins_wait_anew(&self) -> bool {
        matches!(self, Said::Matches { .. })
    }
}

impl State {
    /// Says something; of what one action says, one thing.
    pub(super) fn say(&mut self, said: Said) {
        let unsaid = self.said.1.take().filter(|_| self.said.0 != self.spoken);
        self.said = (self.said.0.wrapping_add(1), Some(said.over(unsaid.as_ref())));
    }
}
