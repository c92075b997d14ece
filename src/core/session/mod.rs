//! The one state of a reader, and the one reducer over it.
//!
//! The shell dispatches an [`Action`] with the time; [`apply`] answers with the next state. What the shell must do is
//! read off the state as values: [`State::request`], [`State::wake_at`], [`State::outbox`], [`State::to_store`],
//! [`State::title_badge`]. An action that changes nothing gives back the very same `Rc`.

mod action;
mod answer;
mod consent;
mod older;
mod outbox;
mod reading;
mod status;
mod telling;

use std::rc::Rc;

use super::clock::{Now, Tick};
use super::config::Config;
use super::consent::Consent;
use super::feed::Format;
use super::filter::Filter;
use super::listing::Listing;
use super::locale::Messages;
use super::model::{About, EntryId};
use super::order::Set;
use super::poll::{Poll, RequestNo};
use super::prefs::Prefs;
use super::timeline::Timeline;
use super::url::SafeUrl;
use older::Older;

pub use action::{Action, Answer, Permission};
pub use older::OlderPages;
pub use outbox::{Outbox, Outgoing};
pub use status::{Health, Screen, Status};

/// Everything a live blog on a page knows.
#[derive(Clone, PartialEq, Eq)]
pub struct State {
    /// What the page asked for.
    pub config: Rc<Config>,
    /// The words.
    pub messages: Rc<Messages>,
    /// What the feed says of the whole blog.
    pub about: Rc<About>,
    /// Every entry.
    pub timeline: Rc<Timeline>,
    /// Entries that arrived but are not drawn yet.
    pub held: Rc<Set<EntryId>>,
    /// Entries drawn since the last answer, to be highlighted for a moment.
    pub fresh: Rc<Set<EntryId>>,
    /// The reader's filter.
    pub filter: Rc<Filter>,
    /// What the filter leaves; derived whenever one of its sources changed.
    pub listing: Rc<Listing>,
    /// Entries of the last answer that could not be read.
    pub skipped: u32,
    /// The reader's choices.
    pub prefs: Rc<Prefs>,
    /// Whether the last choice was kept beyond this page.
    pub keeping: Keeping,
    /// What may be loaded from other sites.
    pub consent: Rc<Consent>,
    /// What the browser allows.
    pub permission: Permission,
    /// Whether the panel is open.
    pub panel_open: bool,
    /// The last thing said to readers who listen, with a number so that the same words can be said again.
    pub said: (u32, Option<Said>),
    cut: u32,
    poll: Poll,
    format: Option<Format>,
    answer_hash: Option<u64>,
    answered: bool,
    page_searched: bool,
    older: Older,
    limit: usize,
    hidden: bool,
    at_top: bool,
    asking: bool,
    unshowable: bool,
    permission_known: bool,
    unseen: Rc<Set<EntryId>>,
    dirty: bool,
    consent_dirty: bool,
    outbox: Rc<Outbox>,
}

/// Whether the reader's choices outlive the page.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Keeping {
    /// Nothing was chosen yet.
    #[default]
    Untouched,
    /// The last choice was saved.
    Saved,
    /// This browser does not let us keep it.
    NotKept,
}

/// Something to be said to readers who listen rather than look.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Said {
    /// Entries arrived; they may be behind the button.
    New {
        /// All of them.
        count: usize,
        /// Those that fit the filter; the same number without a filter.
        matching: usize,
    },
    /// The filter changed.
    Matches {
        /// Entries that fit.
        matching: usize,
        /// Entries there are.
        total: usize,
    },
    /// A choice was saved.
    Saved,
    /// A choice holds until the reader leaves.
    NotKept,
    /// Updates stopped or came back.
    Health(Health),
    /// A page of older entries did not come.
    OlderFailed,
}

/// A feed to fetch now.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Request {
    /// To be given back with the answer.
    pub no: RequestNo,
    /// Where.
    pub url: SafeUrl,
    /// Hash of the last body: an answer with the same one is [`Answer::Unchanged`] and need not be read.
    pub known: Option<u64>,
}

impl State {
    /// The state before the first answer, with the first request under way. `prefs` is what storage held.
    #[must_use]
    pub fn new(config: Config, prefs: Prefs, now: Now) -> Self {
        let poll = Poll::new(config.poll, config.seed, now);
        let limit = config.page_size;
        Self {
            consent: Rc::new(config.consent.clone()),
            config: Rc::new(config),
            messages: Rc::new(Messages::default()),
            about: Rc::default(),
            timeline: Rc::default(),
            held: Rc::default(),
            fresh: Rc::default(),
            filter: Rc::default(),
            listing: Rc::default(),
            skipped: 0,
            cut: 0,
            prefs: Rc::new(prefs),
            keeping: Keeping::default(),
            permission: Permission::default(),
            panel_open: false,
            said: (0, None),
            poll,
            format: None,
            answer_hash: None,
            answered: false,
            page_searched: false,
            older: Older::default(),
            limit,
            hidden: false,
            at_top: false,
            asking: false,
            unshowable: false,
            permission_known: false,
            unseen: Rc::default(),
            dirty: false,
            consent_dirty: false,
            outbox: Rc::default(),
        }
    }

    /// The request that should be under way; none when there is nothing to fetch.
    #[must_use]
    pub fn request(&self) -> Option<Request> {
        let url = self.config.src.clone()?;
        self.poll.request().map(|no| Request { no, url, known: self.answer_hash })
    }

    /// The format that earlier answers had, for one whose structure does not tell: an empty list.
    #[must_use]
    pub fn remembered_format(&self) -> Option<Format> {
        self.format
    }

    /// When to dispatch [`Action::Woke`].
    #[must_use]
    pub fn wake_at(&self) -> Option<Tick> {
        self.config.src.as_ref()?;
        self.poll.wake_at()
    }

    /// What is to be delivered, oldest first; each is confirmed by [`Action::Delivered`].
    #[must_use]
    pub fn outbox(&self) -> &Rc<Outbox> {
        &self.outbox
    }

    /// Choices that are not stored yet; answered by [`Action::Stored`].
    #[must_use]
    pub fn to_store(&self) -> Option<Rc<Prefs>> {
        self.dirty.then(|| Rc::clone(&self.prefs))
    }

    /// The number that belongs in the page's title; none leaves the title alone.
    #[must_use]
    pub fn title_badge(&self) -> Option<usize> {
        let wanted = self.config.notifications && self.prefs.title_badge && !self.unseen.is_empty();
        wanted.then_some(self.unseen.len())
    }

    /// Whether the one-line notice is to be shown.
    #[must_use]
    pub fn offers_notice(&self) -> bool {
        self.config.notifications && !self.prefs.notice_dismissed && !self.panel_open
    }

    /// Whether the reader asked for browser notifications that the browser no longer allows.
    #[must_use]
    pub fn lost_permission(&self) -> bool {
        self.prefs.system && self.permission != Permission::Granted
    }

    fn say(&mut self, said: Said) {
        self.said = (self.said.0.wrapping_add(1), Some(said));
    }

    fn relist(&mut self) {
        let listing = Listing::of(&self.timeline, &self.held, &self.filter, self.limit);
        if listing != *self.listing {
            self.listing = Rc::new(listing);
        }
    }
}

/// The next state. Every transition is total: whatever comes in whatever order, there is a next state.
#[must_use]
pub fn apply(state: &Rc<State>, action: Action, now: Now) -> Rc<State> {
    let mut next = (**state).clone();
    next.act(action, now);
    if next == **state { Rc::clone(state) } else { Rc::new(next) }
}

impl State {
    fn act(&mut self, action: Action, now: Now) {
        match action {
            Action::Configured { config, prefs } => {
                self.watching_health(|state| state.configured(config, prefs, now));
            }
            Action::LocaleArrived(messages) => self.messages = messages,
            Action::Woke => self.watching_health(|state| state.woke(now)),
            Action::Answered { request, answer } => {
                self.watching_health(|state| state.answered(request, answer, now));
            }
            Action::PageRead(parsed) => self.watching_health(|state| state.page_read(parsed.as_deref(), now)),
            Action::OlderAnswered { request, answer } => self.older_answered(request, answer),
            Action::RefreshPressed => self.poll.refresh(now),
            Action::NoticeFollowed(id) => self.notice_followed(id),
            Action::VisibilityChanged { hidden } => self.visibility_changed(hidden, now),
            Action::NetworkChanged { offline } => {
                self.watching_health(|state| state.poll.offline(offline, now));
            }
            Action::TopSeen(at_top) => self.top_seen(at_top),
            Action::SearchTyped(text) => self.refilter(|filter| filter.text = text),
            Action::KeyOnlyToggled => self.refilter(|filter| filter.key_only = !filter.key_only),
            Action::TopicToggled(topic) => self.topic_toggled(topic),
            Action::ConstraintDropped(constraint) => {
                self.refilter(|filter| *filter = filter.without(constraint))
            }
            Action::FilterSet(wanted) => self.refilter(|filter| *filter = wanted),
            Action::PendingShown => self.pending_shown(),
            Action::MoreShown => self.more_shown(),
            Action::ConsentPressed { key, granted } => self.consent_pressed(key, granted),
            Action::ConsentGiven { key, granted } => self.consent_given(&key, granted),
            Action::ConsentStored => self.consent_dirty = false,
            Action::ConsentReread(keys) => self.allow(keys),
            Action::NoticeDismissed => self.choose(|prefs| prefs.notice_dismissed = true),
            Action::PanelOpened => self.panel_opened(),
            Action::PanelClosed => self.panel_open = false,
            Action::WhatChosen(what) => self.what_chosen(what),
            Action::PreferredTopicToggled(topic) => self.choose(|prefs| toggle(&mut prefs.topics, topic)),
            Action::ChannelSwitched(channel, on) => self.channel_switched(channel, on),
            Action::AllTurnedOff => self.all_turned_off(),
            Action::PermissionSeen(permission) => self.permission_seen(permission),
            Action::NotificationFailed => self.notification_failed(),
            Action::PrefsReread(prefs) => self.prefs = prefs,
            Action::Stored { kept } => self.stored(kept),
            Action::Delivered(id) => self.outbox = Rc::new(self.outbox.without(id)),
        }
    }

    /// The page changed an attribute. Another feed is another blog: it starts anew; the rest is kept.
    fn configured(&mut self, config: Config, prefs: Prefs, now: Now) {
        if config.src == self.config.src && config.format == self.config.format {
            self.poll.ask_every(config.poll, now);
            self.limit = self.limit.max(config.page_size);
            if !config.filters {
                // Without the bar there would be no way out of it.
                self.filter = Rc::default();
            }
            self.config = Rc::new(config);
            let earlier = Rc::clone(&self.consent);
            self.keep_granted(&earlier);
            self.relist();
            return;
        }
        let mut anew = Self::new(config, prefs, now);
        anew.messages = Rc::clone(&self.messages);
        anew.permission = self.permission;
        anew.unshowable = self.unshowable;
        anew.permission_known = self.permission_known;
        anew.hidden = self.hidden;
        anew.at_top = self.at_top;
        anew.keep_granted(&self.consent);
        anew.consent_dirty = self.consent_dirty;
        anew.outbox = Rc::clone(&self.outbox);
        anew.poll.continue_from(&self.poll);
        anew.poll.hidden(self.hidden, now);
        *self = anew;
    }
}

fn toggle<T: Ord>(set: &mut Set<T>, item: T) {
    if !set.remove(&item) {
        set.insert(item);
    }
}

#[cfg(test)]
mod tests;
