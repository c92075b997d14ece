//! Older entries on pages of their own, read when the reader asks for them.

use std::rc::Rc;

use super::answer::failure_detail;
use super::{Answer, Outgoing, Request, Said, State};
use crate::core::feed::{Mode, Parsed};
use crate::core::model::{Entry, EntryId};
use crate::core::poll::RequestNo;
use crate::core::sorting::Order;
use crate::core::url::SafeUrl;

/// No blog has more pages: past these a feed goes in circles in a way that its addresses do not show.
const MOST_PAGES: usize = 1_000;
/// How many pages in a row may bring nothing new, because the feed moved on meanwhile, before the reader must ask again.
const MOST_EMPTY_PAGES: u8 = 3;

/// How far back the reader has gone.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Older {
    /// The page to be read next.
    next: Option<SafeUrl>,
    /// The pages that were asked for.
    followed: Vec<SafeUrl>,
    asking: Option<RequestNo>,
    serial: u32,
    empty_pages: u8,
    failed: bool,
    /// The first entry of the last answer, which the next has too, unless there is a gap between them.
    pub(super) newest: Option<EntryId>,
}

/// What the button below the last entry says of older ones.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum OlderPages {
    /// There are none that we know of.
    None,
    /// There are.
    There,
    /// They are on their way.
    Coming,
    /// They did not come; the reader may try again.
    Failed,
}

impl Older {
    /// Whether an answer with these entries leaves no gap to the one before.
    pub(super) fn joins(&self, entries: &[Entry]) -> bool {
        self.newest.as_ref().is_none_or(|newest| entries.iter().any(|entry| entry.id == *newest))
    }

    /// The feed says where older entries are. What an earlier page said of pages behind it is better known, unless there
    /// is a gap between the feed and those pages: the feed has moved on by more than a page while nobody asked.
    pub(super) fn told(&mut self, next: Option<&SafeUrl>, src: Option<&SafeUrl>, gap: bool) {
        let asking = self.asking;
        if gap {
            self.followed.clear();
            self.asking = None;
        }
        if self.followed.is_empty() {
            self.next = next.filter(|next| Some(*next) != src && next.is_secure_as(src)).cloned();
        }
        if gap && asking.is_some() {
            self.ask();
        }
    }

    /// Goes to the page behind the one that was just read, unless it leads back.
    fn go_on(&mut self, next: Option<&SafeUrl>, src: Option<&SafeUrl>) {
        let is_new =
            |next: &&SafeUrl| Some(*next) != src && next.is_secure_as(src) && !self.followed.contains(next);
        self.next = next.filter(is_new).cloned();
    }

    fn ask(&mut self) {
        let Some(next) =
            self.next.clone().filter(|_| self.asking.is_none() && self.followed.len() < MOST_PAGES)
        else {
            return;
        };
        if self.followed.last() != Some(&next) {
            self.followed.push(next);
        }
        self.failed = false;
        self.serial = self.serial.wrapping_add(1);
        self.asking = Some(RequestNo(self.serial));
    }
}

impl State {
    /// The page of older entries that should be under way; answered by [`super::Action::OlderAnswered`].
    #[must_use]
    pub fn older_request(&self) -> Option<Request> {
        let no = self.older.asking.filter(|_| !self.poll.is_aside())?;
        let url = self.older.next.clone()?;
        Some(Request { no, url, known: None })
    }

    /// What can be said of older entries.
    #[must_use]
    pub fn older_pages(&self) -> OlderPages {
        match (&self.older.next, self.older.asking) {
            (None, _) => OlderPages::None,
            (_, Some(_)) => OlderPages::Coming,
            _ if self.older.failed => OlderPages::Failed,
            _ => OlderPages::There,
        }
    }

    /// The reader wants to go further back than what is here.
    pub(super) fn older_asked(&mut self) {
        self.older.empty_pages = 0;
        self.older.ask();
    }

    pub(super) fn older_answered(&mut self, request: RequestNo, answer: Answer) {
        if self.older.asking != Some(request) {
            return;
        }
        self.older.asking = None;
        match answer {
            Answer::Feed(parsed, _) => self.older_received(&parsed),
            Answer::Unchanged => self.older.next = None,
            Answer::Failed(failure) => {
                self.older.failed = true;
                self.say(Said::OlderFailed);
                self.send(Outgoing::Event { name: "error", detail: failure_detail(&failure) });
                self.give_up_seeking();
            }
        }
        self.seek_on();
    }

    /// Entries of an older page are no news: they are not held, counted or told.
    fn older_received(&mut self, parsed: &Parsed) {
        self.older.go_on(parsed.next.as_ref(), self.config.src.as_ref());
        let mut page = Parsed { mode: Mode::Page, ..parsed.clone() };
        if page.about.authors != self.about.authors {
            // Who signs all of that page may not sign the others.
            let unsigned = page.entries.iter_mut().filter(|entry| entry.authors.is_empty());
            unsigned.for_each(|entry| entry.authors = Rc::clone(&page.about.authors));
        }
        let (timeline, changes) = self.timeline.merged(&page);
        self.take_over(timeline, &changes);
        self.older_arrived(&changes.added);
        if changes.added.is_empty() && changes.restored.is_empty() {
            self.relist();
            self.older.empty_pages += 1;
            if self.older.empty_pages < MOST_EMPTY_PAGES {
                self.older.ask();
            }
            return;
        }
        self.send(Outgoing::Event { name: "entries", detail: super::answer::changes_detail(&changes) });
        if self.is_seeking() {
            // Who looks for one entry is not led to another.
            self.relist();
        } else if self.order == Order::Oldest {
            self.earlier_shown(changes.added.len());
        } else {
            self.page_shown();
        }
    }
}
