//! One stream for all readers of a page, and for all tabs of a browser.
//!
//! Readers of the same stream sit on one line. Of all tabs one has the lock of that line's name: its line listens to the
//! server and passes on what it hears; the others follow. When that tab goes, however it goes, the browser gives the lock to
//! another, which goes on from the last event. Where there are no locks each page listens alone.

use std::cell::{Cell, RefCell};
use std::rc::{Rc, Weak};

use gloo::timers::callback::{Interval, Timeout};

use super::broadcast::Channel;
use super::clock;
use super::listening::{self, Listening, Told};
use super::locks::{self, Lock};
use crate::core::clock::Tick;
use crate::core::json::Json;
use crate::core::patience;
use crate::core::poll::Failure;
use crate::core::session::Connection;
use crate::core::sse::Event;

thread_local! {
    /// The lines of all streams that somebody reads. Global because a page is.
    static LINES: RefCell<Vec<Weak<Line>>> = const { RefCell::new(Vec::new()) };
}

/// How often, in milliseconds, a sign of life is passed on, and how often followers look for one.
const BEAT: u32 = 5_000;
/// How long, in milliseconds, what one tab says may take to the others.
const HEARD_BY_ALL: u32 = 300;

struct Line {
    to: Connection,
    seats: RefCell<Vec<Weak<Seat>>>,
    open: Cell<bool>,
    last_id: RefCell<Option<Rc<str>>>,
    /// When something was last heard or, by the one who listens, passed on.
    beat: Cell<Tick>,
    channel: RefCell<Option<Channel>>,
    lock: RefCell<Option<Lock>>,
    watch: RefCell<Option<Interval>>,
    listening: RefCell<Option<Listening>>,
}

/// One reader's place on a line. Left when dropped; the last to leave closes it.
pub struct Seat {
    _line: Rc<Line>,
    hear: Box<dyn Fn(Told)>,
}

/// Takes a place among the readers of this stream.
pub fn join(to: &Connection, hear: impl Fn(Told) + 'static) -> Rc<Seat> {
    let known = LINES.with_borrow_mut(|lines| {
        lines.retain(|line| line.strong_count() > 0);
        lines.iter().filter_map(Weak::upgrade).find(|line| line.to.url == to.url)
    });
    let line = known.clone().unwrap_or_else(|| Line::new(to));
    let seat = Rc::new(Seat { _line: Rc::clone(&line), hear: Box::new(hear) });
    let mut seats = line.seats.borrow_mut();
    seats.retain(|seat| seat.strong_count() > 0);
    seats.push(Rc::downgrade(&seat));
    drop(seats);
    if known.is_none() {
        line.start();
    } else if line.open.get() {
        (seat.hear)(Told::Opened);
    }
    seat
}

impl Line {
    fn new(to: &Connection) -> Rc<Self> {
        let line = Rc::new(Self {
            to: to.clone(),
            seats: RefCell::default(),
            open: Cell::default(),
            last_id: RefCell::new(to.last_id.as_deref().map(Rc::from)),
            beat: Cell::new(clock::now().tick),
            channel: RefCell::default(),
            lock: RefCell::default(),
            watch: RefCell::default(),
            listening: RefCell::default(),
        });
        LINES.with_borrow_mut(|lines| lines.push(Rc::downgrade(&line)));
        line
    }

    /// Waits for the lock and follows meanwhile, or listens where there is nobody to follow.
    fn start(self: &Rc<Self>) {
        let mut name = String::from("live-blog:stream:");
        name.push_str(self.to.url.as_str());
        let line = Rc::downgrade(self);
        let channel = Channel::open(&name, move |said| {
            if let Some(line) = line.upgrade() {
                line.told_by_others(&said);
            }
        });
        let lock = channel.as_ref().and_then(|_| locks::request(&name, self.leading(), self.leading()));
        let follows = lock.is_some();
        self.lock.replace(lock);
        self.channel.replace(channel);
        if follows {
            self.say("hello", vec![]);
            self.watch_the_leader();
        } else {
            self.lead();
        }
    }

    fn leading(self: &Rc<Self>) -> impl Fn() + 'static {
        let line = Rc::downgrade(self);
        move || {
            if let Some(line) = line.upgrade() {
                line.lead();
            }
        }
    }

    /// A tab that has the lock and says nothing is not to be waited for.
    fn watch_the_leader(self: &Rc<Self>) {
        let line = Rc::downgrade(self);
        let watch = Interval::new(BEAT, move || {
            let Some(line) = line.upgrade() else { return };
            let limit = if line.open.get() { patience::STREAM.idle } else { patience::STREAM.header };
            if clock::now().tick.since(line.beat.get()) > limit {
                line.lead();
            }
        });
        self.watch.replace(Some(watch));
    }

    /// Listens to the server, from the last event that was heard.
    fn lead(self: &Rc<Self>) {
        self.watch.take();
        if self.listening.borrow().is_some() {
            return;
        }
        let last_id = self.last_id.borrow().clone().filter(|id| !id.is_empty());
        let header = last_id.as_deref().filter(|_| self.to.is_own());
        let line = Rc::downgrade(self);
        let listening = listening::listen(&self.to.address(last_id.as_deref()), header, move |told| {
            if let Some(line) = line.upgrade() {
                line.pass_on(&told);
                line.deliver(told);
            }
        });
        self.listening.replace(Some(listening));
    }

    fn deliver(&self, told: Told) {
        match &told {
            Told::Opened => self.open.set(true),
            // A server that says its ids with events alone has said none yet when a sign of life comes.
            Told::Heard { last_id, .. } if last_id.is_empty() => {}
            Told::Heard { last_id, .. } => drop(self.last_id.replace(Some(Rc::clone(last_id)))),
            Told::Closed(_) => self.close(),
        }
        let seats: Vec<Rc<Seat>> = self.seats.borrow().iter().filter_map(Weak::upgrade).collect();
        for seat in seats {
            (seat.hear)(told.clone());
        }
    }

    /// Whoever asks for this stream again gets a new line.
    fn close(&self) {
        LINES.with_borrow_mut(|lines| lines.retain(|line| !std::ptr::eq(line.as_ptr(), self)));
        self.watch.take();
        let led = self.listening.take().is_some();
        if let Some(lock) = self.lock.take().filter(|_| led) {
            // The browser may give the lock away before the others hear why, and the next would ask at once.
            Timeout::new(HEARD_BY_ALL, move || drop(lock)).forget();
        }
        self.channel.take();
    }

    fn pass_on(&self, told: &Told) {
        match told {
            Told::Opened => self.say("open", vec![]),
            Told::Heard { events, last_id, retry } => {
                let now = clock::now().tick;
                if !events.is_empty() || now.since(self.beat.get()) >= u64::from(BEAT) {
                    self.beat.set(now);
                    self.say(
                        "heard",
                        vec![
                            ("events", Json::List(events.iter().map(written).collect())),
                            ("id", Json::from(&**last_id)),
                            ("retry", number(*retry)),
                        ],
                    );
                }
            }
            Told::Closed(why) => {
                let (code, wait) = match why {
                    Some(Failure::Status { code, retry_after }) => (Some(u64::from(*code)), *retry_after),
                    _ => (None, None),
                };
                self.say("closed", vec![("status", number(code)), ("wait", number(wait))]);
            }
        }
    }

    fn say(&self, what: &'static str, mut members: Vec<(&'static str, Json)>) {
        if let Some(channel) = &*self.channel.borrow() {
            members.push(("what", Json::from(what)));
            channel.say(&Json::object(members));
        }
    }

    /// What another tab says of the stream. Who listens to the server itself has no use for it.
    fn told_by_others(&self, said: &Json) {
        let what = said.text("what").unwrap_or_default();
        if self.listening.borrow().is_some() {
            if &*what == "hello" && self.open.get() {
                self.say("here", vec![]);
            }
            return;
        }
        if &*what == "hello" {
            return;
        }
        self.beat.set(clock::now().tick);
        if &*what == "closed" {
            return self.deliver(Told::Closed(said.integer("status").map_or_else(
                || Some(Failure::Unreachable),
                |code| {
                    let retry_after = said.integer("wait").and_then(|wait| u64::try_from(wait).ok());
                    Some(Failure::Status { code: u16::try_from(code).unwrap_or(0), retry_after })
                },
            )));
        }
        // Told again by one who takes over: what nobody heard in between is in the feed.
        if &*what == "open" || !self.open.get() {
            self.deliver(Told::Opened);
        }
        if &*what == "heard" {
            self.deliver(Told::Heard {
                events: said.list("events").iter().map(read).collect(),
                last_id: said.text("id").unwrap_or_default(),
                retry: said.integer("retry").and_then(|retry| u64::try_from(retry).ok()),
            });
        }
    }
}

fn number(number: Option<u64>) -> Json {
    number.and_then(|number| i64::try_from(number).ok()).map_or(Json::Null, Json::from)
}

fn written(event: &Event) -> Json {
    Json::List(
        [&event.name, &event.data, &event.id].into_iter().map(|text| Json::from(text.as_str())).collect(),
    )
}

/// As [`written`] by a tab of the same origin, which is trusted no more than the server.
fn read(said: &Json) -> Event {
    let text = |place: usize| match said.to_list().get(place) {
        Some(Json::Text(text)) => text.to_string(),
        _ => String::new(),
    };
    Event { name: text(0), data: text(1), id: text(2) }
}
