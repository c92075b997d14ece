//! What is to be delivered outside, once each.

use std::rc::Rc;

use implicit_clone::unsync::IString;

use super::State;
use super::share::Package;
use crate::core::json::Json;
use crate::core::model::EntryId;
use crate::core::notify::Notice;

/// Something for the shell to do once.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Outgoing {
    /// A DOM event of the element, for the page. The detail is plain JSON.
    Event {
        /// Without the `live-blog:` in front.
        name: &'static str,
        /// What happened.
        detail: Json,
    },
    /// A browser notification.
    Notify(Notice),
    /// A soft sound.
    Sound,
    /// Ask the reader for permission, within the click that led here.
    AskPermission,
    /// Tell the page what the reader allows; it may veto, or else [`super::Action::ConsentGiven`] follows.
    Consent {
        /// Whose.
        key: IString,
        /// Whether it is allowed.
        granted: bool,
    },
    /// Bring the top of the feed into view and put the focus on this entry; without one, on the top itself: what was held
    /// may all be pinned or outside the filter.
    Reveal(Option<EntryId>),
    /// Put the focus on this entry without moving the page.
    Focus(EntryId),
    /// Bring this entry to the top of the window and put the focus on it.
    GoTo(EntryId),
    /// Pass an entry on, within the click that led here; [`super::Action::SharePassed`] follows unless the browser has its own way.
    Share(Package),
    /// Select what is to be copied by hand.
    SelectLink,
}

impl State {
    /// Whether it is another state only in what waits to be delivered, which nobody sees.
    #[must_use]
    pub fn differs_in_outbox_alone(&self, other: &Self) -> bool {
        Self { outbox: Rc::clone(&other.outbox), ..self.clone() } == *other
    }
}

/// A queue whose items keep their number until they are delivered.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Outbox {
    items: Vec<(u32, Outgoing)>,
    next: u32,
}

impl Outbox {
    /// The waiting items with their numbers, oldest first.
    #[must_use]
    pub fn items(&self) -> &[(u32, Outgoing)] {
        &self.items
    }

    /// The queue with one more item.
    #[must_use]
    pub fn with(&self, item: Outgoing) -> Self {
        let mut items = self.items.clone();
        items.push((self.next, item));
        Self { items, next: self.next.wrapping_add(1) }
    }

    /// The queue without a delivered item.
    #[must_use]
    pub fn without(&self, delivered: u32) -> Self {
        let items = self.items.iter().filter(|(id, _)| *id != delivered).cloned().collect();
        Self { items, next: self.next }
    }
}
