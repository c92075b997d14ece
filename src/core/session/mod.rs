//! The one state of a reader, and the one reducer over it.
//!
//! The shell dispatches an [`Action`] with the time; [`apply`] answers with the next state. What the shell must do is
//! read off the state as values: [`State::request`], [`State::wake_at`], [`State::outbox`], [`State::to_store`],
//! [`State::title_badge`]. An action that changes nothing gives back the very same `Rc`.

mod action;
mod answer;
mod catching_up;
mod comparing;
mod configuring;
mod consent;
mod holding;
mod linking;
mod older;
mod outbox;
mod reading;
mod reason;
mod said;
mod seeking;
mod share;
mod skew;
mod status;
mod stepping;
mod streaming;
mod telling;
mod viewing;

use std::rc::Rc;

use super::clock::{Now, Tick, Timestamp};
use super::config::Config;
use super::consent::Consent;
use super::feed::Format;
use super::feed::link::Hub;
use super::filter::Filter;
use super::listing::Listing;
use super::locale::Messages;
use super::model::{About, EntryId};
use super::order::Set;
use super::poll::{Poll, RequestNo};
use super::prefs::Prefs;
use super::sorting::Order;
use super::span::Standpoint;
use super::stream::Stream;
use super::timeline::Timeline;
use super::url::SafeUrl;
use catching_up::CatchingUp;
use holding::Holds;
use linking::Linking;
use older::Older;
use seeking::Seeking;
use viewing::Viewing;

pub use action::{Action, Answer, Permission};
pub use catching_up::{LastHour, Since};
pub use holding::Busy;
pub use linking::{Found, Sought};
pub use older::OlderPages;
pub use outbox::{Outbox, Outgoing};
pub use reason::Reason;
pub use said::Said;
pub use share::{Package, Passing, Sharing, quote};
pub use status::{Health, Screen, Status, Transport};
pub use streaming::{Connection, Heard};
pub use viewing::Viewed;

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
    /// In which order the reader wants the entries.
    pub order: Order,
    /// Where the reader stands in time.
    pub standpoint: Standpoint,
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
    /// The number of the last thing said by an action that is over.
    spoken: u32,
    cut: u32,
    poll: Poll,
    stream: Stream,
    hub: Option<Rc<Hub>>,
    /// Entries that the stream has told and no answer of the feed had yet, and when.
    streamed: Rc<Vec<(EntryId, Tick)>>,
    /// When the stream told how the coverage stands, unless the feed has said the same since.
    phase_told: Option<Tick>,
    /// When the feed is asked to see whether it has them by then.
    settles: Option<Tick>,
    /// Whether the next answer was asked for because the stream said that something changed.
    asked_after_change: bool,
    format: Option<Format>,
    answer_hash: Option<u64>,
    answered: bool,
    page_searched: bool,
    older: Older,
    limit: usize,
    seeking: Seeking,
    /// How much later it is by the server's clock than by the reader's.
    clock_offset: i64,
    clock_beside: i64,
    next_try: Option<Timestamp>,
    late: bool,
    asked: bool,
    hidden: bool,
    at_top: bool,
    holds: Holds,
    asking: bool,
    unshowable: bool,
    permission_known: bool,
    unseen: Rc<Set<EntryId>>,
    catching_up: Rc<CatchingUp>,
    linking: Linking,
    sharing: Option<Sharing>,
    viewing: Viewing,
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
        // Not the seed of the polls: a stream's first pause must not be the same number.
        let stream = Stream::new(!config.seed);
        let limit = config.page_size;
        Self {
            consent: Rc::new(config.consent.clone()),
            messages: Rc::new(Messages::default()),
            about: Rc::default(),
            timeline: Rc::default(),
            held: Rc::default(),
            fresh: Rc::default(),
            filter: Rc::default(),
            order: config.order,
            standpoint: Standpoint::default(),
            listing: Rc::default(),
            skipped: 0,
            spoken: 0,
            cut: 0,
            prefs: Rc::new(prefs),
            keeping: Keeping::default(),
            permission: Permission::default(),
            panel_open: false,
            said: (0, None),
            poll,
            stream,
            hub: None,
            streamed: Rc::default(),
            phase_told: None,
            settles: None,
            asked_after_change: false,
            format: None,
            answer_hash: None,
            answered: false,
            page_searched: false,
            older: Older::default(),
            limit,
            seeking: Seeking::default(),
            clock_offset: 0,
            clock_beside: skew::clock_beside(now),
            next_try: None,
            late: false,
            asked: false,
            hidden: false,
            at_top: false,
            holds: Holds::default(),
            asking: false,
            unshowable: false,
            permission_known: false,
            unseen: Rc::default(),
            catching_up: Rc::default(),
            linking: Linking::default(),
            sharing: None,
            viewing: Viewing::default(),
            dirty: false,
            consent_dirty: false,
            outbox: Rc::default(),
            config: Rc::new(config),
        }
    }

    /// The request that should be under way; none when there is nothing to fetch.
    #[must_use]
    pub fn request(&self) -> Option<Request> {
        let url = self.config.src.clone()?;
        self.poll.request().map(|no| Request { no, url, known: self.answer_hash })
    }

    /// Hash of the last body that was read; see [`Request::known`].
    #[must_use]
    pub fn known(&self) -> Option<u64> {
        self.answer_hash
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
        let (poll, stream) = (self.poll.wake_at(), self.stream.wake_at());
        poll.min(stream).or(poll).or(stream)
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
}

/// The next state. Every transition is total: whatever comes in whatever order, there is a next state.
#[must_use]
pub fn apply(state: &Rc<State>, action: Action, now: Now) -> Rc<State> {
    let mut next = (**state).clone();
    next.clock_seen(now);
    next.minute_seen(now);
    next.act(action, now);
    next.when_all_is_listed();
    next.attend_to_stream(now);
    next.take_stock(state, now);
    next.spoken = next.said.0;
    if next == **state { Rc::clone(state) } else { Rc::new(next) }
}

impl State {
    fn act(&mut self, action: Action, now: Now) {
        match action {
            Action::Configured { config, prefs } => self.configured(config, prefs, now),
            Action::LocaleArrived(messages) => self.messages = messages,
            Action::Woke => self.woke(now),
            Action::Answered { request, answer } => self.answered(Some(request), answer, now),
            Action::Overheard { src, answer } => {
                if self.config.src.as_ref() == Some(&src) {
                    self.answered(None, answer, now);
                }
            }
            Action::StreamOpened(no) => self.stream_opened(no, now),
            Action::StreamHeard(no, heard) => self.stream_heard(no, heard, now),
            Action::StreamClosed(no, why) => self.stream_closed(no, why, now),
            Action::PageRead(parsed) => self.page_read(parsed.as_deref(), now),
            Action::OlderAnswered { request, answer } => self.older_answered(request, answer),
            Action::RefreshPressed => {
                self.asked = true;
                self.poll.refresh(now);
            }
            Action::NoticeFollowed(id) => self.notice_followed(id),
            Action::VisibilityChanged { hidden } => self.visibility_changed(hidden, now),
            Action::NetworkChanged { offline } => self.poll.offline(offline, now),
            Action::PutAside(why) => self.poll.put_aside(why, now),
            Action::BroughtBack(why) => self.poll.brought_back(why, now),
            Action::TopSeen(at_top) => self.top_seen(at_top),
            Action::SelectionSeen(selected) => self.selection_seen(selected),
            Action::MediaSeen(playing) => self.media_seen(playing),
            Action::FocusSeen(focused) => self.focus_seen(focused),
            Action::Paused => self.pause(true),
            Action::Resumed => self.pause(false),
            Action::SearchTyped(text) => self.refilter(|filter| filter.text = text),
            Action::SearchNeared => self.search_neared(),
            Action::TurnCame => self.turn_came(),
            Action::TextParted { text, pieces } => self.text_parted(&text, pieces),
            Action::KeyOnlyToggled => self.refilter(|filter| filter.key_only = !filter.key_only),
            Action::TopicToggled(topic) => self.topic_toggled(topic),
            Action::AuthorToggled(name) => self.refilter(|filter| toggle(&mut filter.authors, name)),
            Action::MediaToggled(kind) => self.refilter(|filter| filter.media = filter.media.toggled(kind)),
            Action::SpanChosen(span) => self.refilter(|filter| filter.span = span),
            Action::OrderChosen(order) => self.order_chosen(order),
            Action::ConstraintDropped(constraint) => {
                self.refilter(|filter| *filter = filter.without(constraint))
            }
            Action::FilterSet(wanted) => self.refilter(|filter| *filter = wanted),
            Action::PendingShown => self.pending_shown(),
            Action::MoreShown => self.more_shown(),
            Action::EndNeared => self.end_neared(),
            Action::Stepped { from, on } => self.stepped(&from, on),
            Action::VisitRecalled(visit) => self.visit_recalled(visit),
            Action::EntriesSeen(ids) => self.entries_seen(&ids),
            Action::FirstUnreadSought => self.first_unread_sought(),
            Action::EntrySought(id) => self.entry_sought(id),
            Action::LinkFollowed { id, alone } => self.link_followed(id, alone),
            Action::SoughtDismissed => self.sought_dismissed(),
            Action::SoughtUnfiltered => self.sought_unfiltered(),
            Action::SharePressed(id) => self.share_pressed(id),
            Action::QuotePressed(id) => self.quote_pressed(id),
            Action::SharePassed { id, stage } => self.share_passed(id, stage),
            Action::ShareOver(id) => self.share_over(&id),
            Action::ShareChosen { id, filtered } => self.share_chosen(&id, filtered),
            Action::Viewed(viewed) => self.viewed(viewed),
            Action::TopicFollowed(topic) => self.topic_followed(topic),
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
}

fn toggle<T: Ord>(set: &mut Set<T>, item: T) {
    if !set.remove(&item) {
        set.insert(item);
    }
}

#[cfg(test)]
mod tests;
