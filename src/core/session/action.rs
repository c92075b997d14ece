//! Everything that can happen to a reader, by name. Past tense: it has happened, and the state follows.

use std::rc::Rc;

use implicit_clone::unsync::IString;

use crate::core::config::Config;
use crate::core::consent::Keys;
use crate::core::feed::Parsed;
use crate::core::filter::{Constraint, Filter};
use crate::core::locale::Messages;
use crate::core::model::EntryId;
use crate::core::poll::{Failure, RequestNo};
use crate::core::prefs::{Channel, Prefs, What};

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
    /// The top of the feed came into view or left it.
    TopSeen(bool),
    /// The search field holds this text.
    SearchTyped(IString),
    /// Key events only, or all again.
    KeyOnlyToggled,
    /// A topic was chosen or given up.
    TopicToggled(IString),
    /// A chip was removed, or an empty state's advice taken.
    ConstraintDropped(Constraint),
    /// The whole filter was set: cleared by the reader, or given by the page.
    FilterSet(Filter),
    /// The button of held entries was pressed.
    PendingShown,
    /// More entries were asked for: those that are here, or else a page of older ones.
    MoreShown,
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
