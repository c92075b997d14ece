//! Going to an entry that somebody asked for by its name: a link, a key event, the page.
//!
//! It may be anywhere: on the page, below what is drawn, behind the button of held entries, hidden by the filter, on an older
//! page of the feed, withdrawn, or nowhere. Where the reader cannot simply be taken to it, a sentence says why.

use std::rc::Rc;

use super::{OlderPages, Outgoing, Said, State};
use crate::core::filter::Filter;
use crate::core::json::Json;
use crate::core::model::{Entry, EntryId};
use crate::core::sorting::Order;
use crate::core::timeline::Row;

/// How many older pages are asked for one entry. Each is a request of the reader's network and of the newsroom's.
const PAGES: u8 = 5;

/// An entry that was asked for and not simply shown.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Linking {
    id: Option<EntryId>,
    stage: Stage,
    /// How many older pages may still be asked for it.
    pages: u8,
    /// Whether it is here, and its place among those that the filter lets through is not known yet.
    is_delayed: bool,
}

/// How far the looking is.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
enum Stage {
    /// The feed has not answered yet. Where it is not known, that is said.
    #[default]
    Waiting,
    /// The same for a link that may mean another reader on the page.
    WaitingAside,
    /// There is something to say.
    Told(Found),
}

/// What became of an entry that was asked for, when it is not simply shown.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Found {
    /// It is looked for in older pages.
    Looking,
    /// The filter hides it; it is shown by itself.
    Outside,
    /// It was withdrawn.
    Withdrawn,
    /// The feed does not have it.
    Unknown,
}

/// An entry that was asked for, and what is to be said of it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Sought {
    /// What became of it.
    pub found: Found,
    /// The entry, where it is drawn by itself: outside the filter.
    pub entry: Option<Rc<Entry>>,
}

impl State {
    /// What is to be said of an entry that was asked for; none when it is in its place.
    #[must_use]
    pub fn sought(&self) -> Option<Sought> {
        let (Some(id), Stage::Told(found)) = (&self.linking.id, self.linking.stage) else { return None };
        let entry = self.entry_of(id);
        match (found, entry) {
            // It went, or the filter let it in, since it was shown.
            (Found::Outside, None) => Some(Sought { found: Found::Withdrawn, entry: None }),
            (Found::Outside, Some(entry)) => {
                let is_in_place =
                    self.is_drawn(id) || self.row_of(id).is_some_and(|row| self.sieve().fits(row));
                (!is_in_place).then_some(Sought { found, entry: Some(entry) })
            }
            (found, _) => Some(Sought { found, entry: None }),
        }
    }

    pub(super) fn entry_sought(&mut self, id: EntryId) {
        self.seek(id, Stage::Waiting);
    }

    /// A link of the page names an entry. Where several readers share the page it may be the entry of another.
    pub(super) fn link_followed(&mut self, id: EntryId, alone: bool) {
        // What the page has asked for by its script comes first.
        if self.linking.id.is_some() && self.linking.stage == Stage::Waiting && !self.answered {
            return;
        }
        self.seek(id, if alone { Stage::Waiting } else { Stage::WaitingAside });
    }

    fn seek(&mut self, id: EntryId, stage: Stage) {
        self.linking = Linking { id: Some(id), stage, pages: PAGES, is_delayed: false };
        self.seek_on();
    }

    /// The reader has read what was said.
    pub(super) fn sought_dismissed(&mut self) {
        self.linking = Linking::default();
    }

    /// The reader wants the entry among all the others.
    pub(super) fn sought_unfiltered(&mut self) {
        let id = self.linking.id.take();
        self.refilter(|filter| *filter = Filter::default());
        if let Some(id) = id {
            self.entry_sought(id);
        }
    }

    /// Looks for what was asked for and not found so far: the feed has answered, or an older page came.
    pub(super) fn seek_on(&mut self) {
        let is_sought = !matches!(self.linking.stage, Stage::Told(found) if found != Found::Looking);
        let Some(id) = self.linking.id.clone().filter(|_| is_sought && self.answered) else { return };
        if self.held.contains(&id) {
            self.release();
        }
        let is_here = self.entry_of(&id).is_some();
        // To look at all others at once would be a long task, and a listing in the making does not have it yet.
        self.linking.is_delayed = is_here && self.listing.looking > 0 && !self.is_drawn(&id);
        if self.linking.is_delayed {
            return;
        }
        if is_here {
            let found = if self.draw_as_far_as(&id) { None } else { Some(Found::Outside) };
            self.found(id.clone(), found);
            self.send(Outgoing::GoTo(id));
        } else if self.timeline.has_lost(&id) {
            self.found(id, Some(Found::Withdrawn));
        } else if self.linking.stage == Stage::WaitingAside {
            self.linking = Linking::default();
        } else if self.looks_further() {
            if self.linking.stage != Stage::Told(Found::Looking) {
                self.linking.stage = Stage::Told(Found::Looking);
                self.say(Said::Sought(Found::Looking));
            }
        } else {
            self.found(id, Some(Found::Unknown));
        }
    }

    /// Goes on to what was asked for: the place of every entry is known.
    pub(super) fn seek_when_listed(&mut self) {
        if self.linking.is_delayed {
            self.seek_on();
        }
    }

    /// An older page did not come: there is no point in asking for it again and again.
    pub(super) fn give_up_seeking(&mut self) {
        if self.linking.stage == Stage::Told(Found::Looking)
            && let Some(id) = self.linking.id.clone()
        {
            self.found(id, Some(Found::Unknown));
        }
    }

    /// Whether an entry that was asked for is looked for in older pages.
    pub(super) fn is_seeking(&self) -> bool {
        self.linking.stage == Stage::Told(Found::Looking)
    }

    fn looks_further(&mut self) -> bool {
        if self.older_pages() != OlderPages::Coming {
            let Some(pages) = self.linking.pages.checked_sub(1) else { return false };
            self.linking.pages = pages;
            self.older_asked();
        }
        self.older_pages() == OlderPages::Coming
    }

    fn found(&mut self, id: EntryId, found: Option<Found>) {
        let state = match found {
            None => "shown",
            Some(Found::Outside) => "outside-filter",
            Some(Found::Withdrawn) => "withdrawn",
            Some(Found::Unknown | Found::Looking) => "unknown",
        };
        let detail = Json::object([("id", Json::from(&*id.0)), ("state", Json::from(state))]);
        self.send(Outgoing::Event { name: "entry-view", detail });
        if let Some(found) = found {
            self.say(Said::Sought(found));
            if found != Found::Outside {
                self.send(Outgoing::Reveal(None));
            }
            self.linking.stage = Stage::Told(found);
        } else {
            self.linking = Linking::default();
        }
    }

    /// Draws entries down to this one. False when it is not among those that the filter lets through.
    pub(super) fn draw_as_far_as(&mut self, id: &EntryId) -> bool {
        if let Some(place) = self.place_of(id) {
            let above = match self.listing.order {
                Order::Newest => place,
                Order::Oldest => self.listing.matching.saturating_sub(place),
                // Where it stands only the listing knows.
                Order::Relevance => self.listing.matching,
            };
            let wanted = above.saturating_add(self.config.page_size);
            if wanted > self.limit {
                self.limit = wanted;
                self.relist();
            }
        }
        self.is_drawn(id)
    }

    /// How many entries that the filter lets through, and that do not wait behind the button, are newer than this one; none when
    /// it does not let it through.
    fn place_of(&self, id: &EntryId) -> Option<usize> {
        let sieve = self.sieve();
        let is_in_stream = |row: &&Rc<Row>| !row.marks.pinned && !self.held.contains(&row.entry.id);
        let stream = self.timeline.rows().iter().filter(is_in_stream);
        stream.filter(|row| sieve.fits(row)).position(|row| row.entry.id == *id)
    }

    fn is_drawn(&self, id: &EntryId) -> bool {
        self.listing.entries.iter().any(|entry| entry.id == *id)
            || self.listing.top.iter().any(|kept| kept.entry.id == *id)
    }

    pub(super) fn entry_of(&self, id: &EntryId) -> Option<Rc<Entry>> {
        self.row_of(id).map(|row| Rc::clone(&row.entry))
    }

    fn row_of(&self, id: &EntryId) -> Option<&Rc<Row>> {
        self.timeline.rows().iter().find(|row| row.entry.id == *id)
    }
}
