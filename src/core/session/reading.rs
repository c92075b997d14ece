//! What the reader does with the entries: filter, page, look at what is new.

use std::rc::Rc;

use implicit_clone::unsync::IString;

use super::answer::number;
use super::{Outgoing, State};
use crate::core::clock::{MINUTE, Now, Timestamp};
use crate::core::filter::Filter;
use crate::core::json::Json;
use crate::core::model::EntryId;
use crate::core::sorting::Order;
use crate::core::span::Standpoint;

impl State {
    /// A topic was pressed, perhaps far down in the feed: the page is not cut shorter under the reader's finger.
    pub(super) fn topic_toggled(&mut self, topic: IString) {
        if !self.config.filters {
            return;
        }
        // Nor is it as short as a pause may have made it.
        let limit = self.limit.max(self.config.page_size);
        self.refilter_to(limit, |filter| super::toggle(&mut filter.topics, topic));
    }

    pub(super) fn refilter(&mut self, change: impl FnOnce(&mut Filter)) {
        self.refilter_to(self.config.page_size, change);
    }

    fn refilter_to(&mut self, limit: usize, change: impl FnOnce(&mut Filter)) {
        let mut filter = (*self.filter).clone();
        change(&mut filter);
        // How the text is parted goes with the text: whoever sets the same one knows nothing of it.
        let is_same_text = filter.text == self.filter.text;
        filter.pieces = if is_same_text { Rc::clone(&self.filter.pieces) } else { Rc::default() };
        if filter == *self.filter {
            return;
        }
        if !is_same_text {
            self.note_earlier_text();
        }
        self.filter = Rc::new(filter);
        self.relist_from_the_top(limit);
        self.tell_matches();
    }

    pub(super) fn order_chosen(&mut self, order: Order) {
        if order == self.order {
            return;
        }
        self.order = order;
        self.relist_from_the_top(self.config.page_size);
        self.send(Outgoing::Event { name: "filter", detail: self.filter_detail() });
    }

    fn relist_from_the_top(&mut self, limit: usize) {
        self.limit = limit;
        self.fresh = Rc::default();
        self.relist_in_turns();
    }

    /// A stretch of time that ends now is another one a minute later, and so is what the last hour would give.
    pub(super) fn minute_seen(&mut self, now: Now) {
        let wall = self.by_server(now.wall).0;
        let standpoint = Standpoint {
            now: Timestamp(wall.saturating_sub(wall.rem_euclid(MINUTE.cast_signed()))),
            utc_offset: self.config.utc_offset,
            left: self.last_left(),
        };
        if standpoint != self.standpoint {
            self.standpoint = standpoint;
            self.relist();
        }
    }

    pub(super) fn pending_shown(&mut self) {
        let held_some = !self.held.is_empty();
        let newest = self.release();
        if held_some {
            self.send(Outgoing::Reveal(newest));
        }
    }

    pub(super) fn notice_followed(&mut self, id: EntryId) {
        self.release();
        if self.listing.entries.iter().any(|entry| entry.id == id) {
            self.send(Outgoing::Reveal(Some(id)));
        } else {
            // What the reader was told of may be outside their filter, or far down by now.
            self.entry_sought(id);
        }
    }

    pub(super) fn more_shown(&mut self) {
        if self.listing.entries.len() < self.listing.matching {
            self.page_shown();
        } else {
            self.older_asked();
        }
    }

    /// Draws another page of what is here.
    pub(super) fn page_shown(&mut self) {
        let first_new = self.listing.entries.len();
        self.limit = self.listing.entries.len().saturating_add(self.config.page_size);
        self.relist();
        // The button moves away from under the focus: the first entry it brought takes over.
        if let Some(entry) = self.listing.entries.get(first_new) {
            let id = entry.id.clone();
            self.send(Outgoing::Focus(id));
        }
    }

    /// Draws what came before the first entry too, and goes there: with the oldest first the way to it stands above the list.
    pub(super) fn earlier_shown(&mut self, count: usize) {
        self.limit = self.listing.entries.len().saturating_add(count);
        self.relist();
        if let Some(entry) = self.listing.entries.first() {
            let id = entry.id.clone();
            self.send(Outgoing::GoTo(id));
        }
    }

    pub(super) fn top_seen(&mut self, at_top: bool) {
        self.at_top = at_top;
        self.release_if_free();
    }

    pub(super) fn visibility_changed(&mut self, hidden: bool, now: Now) {
        self.left_or_returned(hidden, now);
        self.hidden = hidden;
        self.poll.hidden(hidden, now);
        self.release_if_free();
    }

    pub(super) fn release_if_free(&mut self) {
        if self.is_free() {
            self.release();
        }
    }

    /// Draws what was held; answers with the newest of it that the filter lets through.
    pub(super) fn release(&mut self) -> Option<EntryId> {
        self.unseen = Rc::default();
        if self.held.is_empty() {
            return None;
        }
        let drawn = (*self.held).clone();
        // Oldest first, the newest stand behind all others.
        let all = if self.order == Order::Newest { drawn.len() } else { usize::MAX };
        self.limit = self.limit.saturating_add(all);
        self.held = Rc::default();
        self.relist();
        let newest =
            self.listing.entries.iter().map(|entry| &entry.id).find(|id| drawn.contains(id)).cloned();
        self.fresh = Rc::new(drawn);
        newest
    }

    pub(super) fn filter_detail(&self) -> Json {
        let mut members = self.filter.members();
        members.push(("order", Json::from(self.listing.order.name())));
        members.push(("matching", number(self.listing.matching)));
        members.push(("total", number(self.listing.total)));
        Json::object(members)
    }
}
