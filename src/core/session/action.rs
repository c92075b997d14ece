//! Everything that can happen to a reader, by name. Past tense: it has happened, and the state follows.

use std::rc::Rc;

use implicit_clone::unsync::IString;

use super::holding::Busy;
use super::share::Passing;
use super::viewing::Viewed;
use crate::core::config::Config;
use crate::core::consent::Keys;
use crate::core::feed::Parsed;
use crate::core::filter::{Constraint, Filter};
use crate::core::locale::Messages;
use crate::core::media::MediaKind;
use crate::core::model::EntryId;
use crate::core::poll::{Aside, Failure, RequestNo};
use crate::core::prefs::{Channel, Prefs, What};
use crate::core::sorting::Order;
use crate::core::span::Span;
use crate::core::stream::ConnectionNo;
use crate::core::url::SafeUrl;
use crate::core::visit::Visit;

use super::streaming::Heard;

/// Something that happened.
#[derive(Clone)]
pub enum Action {
    /// The page set or changed attributes; `prefs` is what storage holds for that blog.
    Configured {
        /// The attributes, read.
        config: Config,
        /// What storage holds for the blog that they name.
        prefs: Prefs,
    },
    /// A language file was read.
    LocaleArrived(Rc<Messages>),
    /// The time of [`super::State::wake_at`] came.
    Woke,
    /// The feed answered, well or badly.
    Answered {
        /// As given by [`super::State::request`].
        request: RequestNo,
        /// What came.
        answer: Answer,
    },
    /// Another reader on the page, of the same feed, had an answer that this one did not ask for.
    Overheard {
        /// The feed.
        src: SafeUrl,
        /// What came.
        answer: Answer,
    },
    /// The server answered the stream's request, and events may come.
    StreamOpened(ConnectionNo),
    /// Something came through the stream.
    StreamHeard(ConnectionNo, Heard),
    /// The stream is over, for this reason or because the server ended it.
    StreamClosed(ConnectionNo, Option<Failure>),
    /// The page was searched for a live blog of its own; it has one, or none.
    PageRead(Option<Rc<Parsed>>),
    /// A page of older entries was answered, well or badly.
    OlderAnswered {
        /// As given by [`super::State::older_request`].
        request: RequestNo,
        /// What came.
        answer: Answer,
    },
    /// The reader asks for an answer now.
    RefreshPressed,
    /// A browser notification about this entry was clicked.
    NoticeFollowed(EntryId),
    /// The tab was hidden or shown.
    VisibilityChanged {
        /// True when the reader cannot see the page.
        hidden: bool,
    },
    /// The browser lost or found its network.
    NetworkChanged {
        /// True without a network.
        offline: bool,
    },
    /// The browser put the page aside.
    PutAside(Aside),
    /// The browser brought the page back.
    BroughtBack(Aside),
    /// The top of the feed came into view or left it.
    TopSeen(bool),
    /// Text of the widget was selected, or no longer is.
    SelectionSeen(Busy),
    /// Sound or film in the widget began to play, or none plays any more.
    MediaSeen(Busy),
    /// The focus went into an entry, or out of all.
    FocusSeen(Option<EntryId>),
    /// The reader, or the page, wants no new entries drawn until further notice.
    Paused,
    /// The pause is over.
    Resumed,
    /// The search field holds this text.
    SearchTyped(IString),
    /// The reader came to the filter bar: by pointer, touch or keyboard.
    SearchNeared,
    /// The browser had a moment for [`super::State::turn`].
    TurnCame,
    /// The search text was parted into words, where its script has no spaces.
    TextParted {
        /// The text.
        text: IString,
        /// Its words, in order; none where nobody knows them.
        pieces: Vec<IString>,
    },
    /// Key events only, or all again.
    KeyOnlyToggled,
    /// A topic was chosen or given up.
    TopicToggled(IString),
    /// An author was chosen or given up.
    AuthorToggled(IString),
    /// A kind of media was chosen or given up.
    MediaToggled(MediaKind),
    /// A stretch of time was chosen, or all of it.
    SpanChosen(Option<Span>),
    /// The reader wants the entries in this order.
    OrderChosen(Order),
    /// A chip was removed, or an empty state's advice taken.
    ConstraintDropped(Constraint),
    /// The whole filter was set: cleared by the reader, or given by the page.
    FilterSet(Filter),
    /// The button of held entries was pressed.
    PendingShown,
    /// More entries were asked for: those that are here, or else a page of older ones.
    MoreShown,
    /// The last entry that is drawn is about to come into view.
    EndNeared,
    /// The reader goes to the entry beside this one.
    Stepped {
        /// The entry.
        from: EntryId,
        /// On to what stands below, or back to what stands above.
        on: bool,
    },
    /// Storage holds this of the last visit to the blog.
    VisitRecalled(Option<Visit>),
    /// These entries were on the screen for long enough to be read.
    EntriesSeen(Vec<EntryId>),
    /// The reader wants the first unread entry.
    FirstUnreadSought,
    /// The reader, or the page, wants this entry, wherever it is.
    EntrySought(EntryId),
    /// The page's address names an entry.
    LinkFollowed {
        /// Which.
        id: EntryId,
        /// Whether there is no other reader on the page that may know it.
        alone: bool,
    },
    /// What was said of an entry that was asked for was read.
    SoughtDismissed,
    /// The entry that was asked for is wanted among all the others, without the filter that hides it.
    SoughtUnfiltered,
    /// The reader passes this entry on.
    SharePressed(EntryId),
    /// The reader passes the selected words of this entry on.
    QuotePressed(EntryId),
    /// It was passed on, or is to be by the reader.
    SharePassed {
        /// Which entry.
        id: EntryId,
        /// What came of it.
        stage: Passing,
    },
    /// The reader says whether the filter goes along.
    ShareChosen {
        /// Which entry.
        id: EntryId,
        /// Whether it does.
        filtered: bool,
    },
    /// The view was read, remembered or set.
    Viewed(Viewed),
    /// The reader wants to be told of this topic.
    TopicFollowed(IString),
    /// What was said beside the button of this entry was read.
    ShareOver(EntryId),
    /// The reader allows a provider, or pictures, or takes that back.
    ConsentPressed {
        /// Of [`crate::core::embed::Provider::key`], or [`crate::core::consent::PICTURES`].
        key: IString,
        /// Whether it is allowed.
        granted: bool,
    },
    /// The page did not mind.
    ConsentGiven {
        /// As in [`Action::ConsentPressed`].
        key: IString,
        /// As in [`Action::ConsentPressed`].
        granted: bool,
    },
    /// What is allowed was stored.
    ConsentStored,
    /// Another reader on this origin has allowed this.
    ConsentReread(Keys),
    /// The one-line notice was dismissed.
    NoticeDismissed,
    /// The panel was opened.
    PanelOpened,
    /// The panel was closed.
    PanelClosed,
    /// What is worth telling was chosen.
    WhatChosen(What),
    /// A topic of [`What::Topics`] was chosen or given up.
    PreferredTopicToggled(IString),
    /// A channel was switched by the reader.
    ChannelSwitched(Channel, bool),
    /// Everything off, in one press.
    AllTurnedOff,
    /// The browser says what it allows.
    PermissionSeen(Permission),
    /// The browser allowed a notification and then refused to show it.
    NotificationFailed,
    /// Another tab changed the stored choices.
    PrefsReread(Rc<Prefs>),
    /// The choices were stored, or could not be.
    Stored {
        /// False when this browser does not let us keep them.
        kept: bool,
    },
    /// An item of the outbox was delivered.
    Delivered(u32),
}

/// What came of a request.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Answer {
    /// A feed, and the hash of its bytes.
    Feed(Rc<Parsed>, u64),
    /// The very bytes of last time.
    Unchanged,
    /// Nothing of use.
    Failed(Failure),
}

/// What the browser allows in the way of notifications.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Permission {
    /// There is no such thing in this browser.
    #[default]
    Unsupported,
    /// Only on secure pages.
    Insecure,
    /// Not inside a frame of another site.
    Framed,
    /// Not asked yet.
    NotAsked,
    /// Allowed.
    Granted,
    /// Blocked by the reader or the browser.
    Denied,
}
