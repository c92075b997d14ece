//! The channel: every change of the story as an event, kept for those who come back and sent to those who listen.
//!
//! - `event`: what an event says and how it is written; `telling`: which events a change makes
//! - `orders`: the controls in words, for `/admin`
//! - `talk`: one open stream as a body; `route`: `/stream`; `mercure`: the same events as a Mercure hub gives them

mod event;
pub(crate) mod mercure;
pub(crate) mod orders;
pub(crate) mod route;
mod talk;
pub(crate) mod telling;

use std::collections::VecDeque;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use axum::body::Bytes;
use tokio::sync::mpsc::{UnboundedReceiver, UnboundedSender, unbounded_channel};

pub use self::event::Payload;
pub(crate) use self::event::{Event, What, big_event, broken_text};

/// Events kept at first.
const KEPT: usize = 100;
/// Between two signs of life at first.
const HEARTBEAT: Duration = Duration::from_secs(15);

/// What a stream that is opened from now on does.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Opening {
    /// What it should.
    #[default]
    Good,
    /// The connection is taken and nothing is answered, not even a status.
    Frozen,
    /// Headers, and then nothing, as behind a proxy that gathers.
    Buffered,
    /// Headers, and then one line that never ends.
    Endless,
}

/// How streams are served.
#[derive(Debug, Clone)]
pub(crate) struct Settings {
    /// Events kept for those who come back.
    pub(crate) kept: usize,
    /// Between two signs of life; nothing where there are none.
    pub(crate) heartbeat: Option<Duration>,
    /// What `retry:` says in milliseconds, where it is said.
    pub(crate) retry: Option<u64>,
    /// Whether bytes leave one by one.
    pub(crate) split: bool,
    /// What new streams do.
    pub(crate) opening: Opening,
    /// What an event carries where the address does not say.
    pub(crate) payload: Payload,
}

impl Default for Settings {
    fn default() -> Settings {
        Settings {
            kept: KEPT,
            heartbeat: Some(HEARTBEAT),
            retry: None,
            split: false,
            opening: Opening::Good,
            payload: Payload::Entry,
        }
    }
}

/// What an open stream is told.
#[derive(Debug, Clone)]
pub(crate) enum Order {
    /// Send this.
    Event(Event),
    /// Send these bytes as they are.
    Raw(Bytes),
    /// Send a line that never ends.
    Endless,
    /// Send nothing any more and stay.
    Freeze,
    /// End as a server does that stops in good order.
    End,
    /// End as a server does that is killed.
    Reset,
    /// The settings have changed.
    Look,
}

/// Where a reader left off.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Since {
    /// After the event with this number.
    Number(u64),
    /// Before everything that is kept.
    Earliest,
}

/// Shared by every stream and the controls.
#[derive(Default)]
pub(crate) struct Channel(Mutex<Inner>);

#[derive(Default)]
struct Inner {
    settings: Settings,
    /// Oldest first.
    events: VecDeque<Event>,
    /// The number of the newest event there ever was.
    last: u64,
    listeners: Vec<UnboundedSender<Order>>,
    open: usize,
    most: usize,
}

/// A place among the listeners: counted while it is held.
pub(crate) struct Seat {
    pub(crate) channel: Arc<Channel>,
    pub(crate) orders: UnboundedReceiver<Order>,
    /// What happened since the reader left, as far as it is kept, oldest first.
    pub(crate) missed: Vec<Event>,
    /// The event before the first one that is sent, where it is kept.
    pub(crate) before: Option<u64>,
}

impl Drop for Seat {
    fn drop(&mut self) {
        let mut inner = self.channel.inner();
        inner.open = inner.open.saturating_sub(1);
    }
}

impl Channel {
    fn inner(&self) -> MutexGuard<'_, Inner> {
        // A panic elsewhere leaves plain data behind, which is still good to serve.
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Takes a seat. Nothing is lost or doubled between what was missed and the first order.
    pub(crate) fn join(self: &Arc<Self>, since: Option<Since>) -> Seat {
        let (sender, orders) = unbounded_channel();
        let mut inner = self.inner();
        inner.listeners.push(sender);
        inner.open += 1;
        inner.most = inner.most.max(inner.open);
        let missed: Vec<Event> = match since {
            Some(Since::Earliest) => inner.events.iter().cloned().collect(),
            Some(Since::Number(known)) => {
                inner.events.iter().filter(|event| event.number > known).cloned().collect()
            }
            None => Vec::new(),
        };
        let before = match since {
            Some(Since::Number(known)) => {
                inner.events.iter().find(|event| event.number == known).map(|event| event.number)
            }
            _ => None,
        };
        drop(inner);
        Seat { channel: self.clone(), orders, missed, before }
    }

    /// Numbers an event, keeps it and sends it to everybody.
    pub(crate) fn publish(&self, what: What) {
        let mut inner = self.inner();
        inner.last += 1;
        let event = Event { number: inner.last, what: Arc::new(what) };
        inner.events.push_back(event.clone());
        inner.forget();
        inner.tell(&Order::Event(event));
    }

    /// Tells every open stream the same.
    pub(crate) fn order(&self, order: &Order) {
        self.inner().tell(order);
    }

    pub(crate) fn settings(&self) -> Settings {
        self.inner().settings.clone()
    }

    pub(crate) fn set(&self, change: impl FnOnce(&mut Settings)) {
        let mut inner = self.inner();
        change(&mut inner.settings);
        inner.forget();
        inner.tell(&Order::Look);
    }

    /// Forgets what was kept; numbers go on from where they were.
    pub(crate) fn forget(&self) {
        self.inner().events.clear();
    }

    /// As if the server had just come up.
    pub(crate) fn restart(&self) {
        let mut inner = self.inner();
        inner.settings = Settings::default();
        inner.events.clear();
        inner.tell(&Order::End);
    }

    /// The number of the newest event, 0 before the first.
    pub(crate) fn last(&self) -> u64 {
        self.inner().last
    }

    /// How many streams are open, and how many there were at most at one time.
    pub(crate) fn counts(&self) -> (usize, usize) {
        let inner = self.inner();
        (inner.open, inner.most)
    }

    /// The most is counted anew, from those that are open.
    pub(crate) fn count_anew(&self) {
        let mut inner = self.inner();
        inner.most = inner.open;
    }
}

impl Inner {
    fn tell(&mut self, order: &Order) {
        self.listeners.retain(|listener| listener.send(order.clone()).is_ok());
    }

    fn forget(&mut self) {
        let over = self.events.len().saturating_sub(self.settings.kept);
        self.events.drain(..over);
    }
}
