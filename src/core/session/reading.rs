//! What the reader does with the entries: filter, page, look at what is new.

use std::rc::Rc;

use implicit_clone::unsync::IString;

use super::answer::number;
use super::{Outgoing, Said, State};
use crate::core::clock::Now;
use crate::core::filter::Filter;
use crate::core::json::Json;
use crate::core::model::EntryId;

impl State {
    /// A topic was pressed, perhaps far down in the feed: the page is not cut shorter under the reader's finger.
    pub(super) fn topic_toggled(&mut self, topic: IString) {
        if !self.config.filters {
            return;
        }
        let limit = self.limit;
        self.refilter_to(limit, |filter| super::toggle(&mut filter.topics, topic));
    }

    pub(super) fn refilter(&mut self, change: impl FnOnce(&mut Filter)) {
        self.refilter_to(self.config.page_size, change);
    }

    fn refilter_to(&mut self, limit: usize, change: impl FnOnce(&mut Filter)) {
        let mut filter = (*self.filter).clone();
        change(&mut filter);
        if filter == *self.filter {
            return;
        }
        self.filter = Rc::new(filter);
        self.limit = limit;
        self.fresh = Rc::default();
        self.relist();
        let (matching, total) = (self.listing.matching, self.listing.total);
        self.say(Said::Matches { matching, total });
        self.send(Outgoing::Event { name: "filter", detail: self.filter_detail() });
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
        self.send(Outgoing::Reveal(Some(id)));
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

    pub(super) fn top_seen(&mut self, at_top: bool) {
        self.at_top = at_top;
        self.release_if_free();
    }

    pub(super) fn visibility_changed(&mut self, hidden: bool, now: Now) {
        self.hidden = hidden;
        self.poll.hidden(hidden, now);
        self.release_if_free();
    }

    fn release_if_free(&mut self) {
        if self.is_free() {
            self.release();
        }
    }

    /// Draws what was held; answers with the newest of it that the filter lets through.
    fn release(&mut self) -> Option<EntryId> {
        self.unseen = Rc::default();
        if self.held.is_empty() {
            return None;
        }
        let drawn = (*self.held).clone();
        self.limit = self.limit.saturating_add(drawn.len());
        self.held = Rc::default();
        self.relist();
        let newest =
            self.listing.entries.iter().map(|entry| &entry.id).find(|id| drawn.contains(id)).cloned();
        self.fresh = Rc::new(drawn);
        newest
    }

    fn filter_detail(&self) -> Json {
        let topics = self.filter.topics.iter().map(|topic| Json::from(topic.as_str())).collect();
        Json::object([
            ("text", Json::from(self.filter.text.as_str())),
            ("keyOnly", Json::Bool(self.filter.key_only)),
            ("topics", Json::List(topics)),
            ("matching", number(self.listing.matching)),
            ("total", number(self.listing.total)),
        ])
    }
}
