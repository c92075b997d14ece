//! When to ask the feed again: a state machine without a clock.
//!
//! The shell carries out what [`Poll::request`] and [`Poll::wake_at`] say and reports back; every duration is
//! decided here. The rules and their numbers: a pause with ±20 % jitter so that readers do not ask in step; full-jitter
//! back-off after failures (AWS Architecture Blog, "Exponential Backoff And Jitter"); `Retry-After` obeyed up to a
//! cap; ever longer pauses while nobody looks, as the Guardian's reader did from 2016.

use super::clock::{MINUTE, Now, SECOND, Tick, Timestamp};
use implicit_clone::unsync::IString;

use super::feed::FeedError;

/// The pause between polls when neither the page nor the feed says otherwise.
pub const PERIOD: u64 = 15 * SECOND;
/// No page and no feed can ask for less.
pub const PERIOD_MIN: u64 = 5 * SECOND;
const PERIOD_MAX: u64 = 24 * 60 * MINUTE;
const HIDDEN_MAX: u64 = 20 * MINUTE;
const BACKOFF_BASE: u64 = 5 * SECOND;
const BACKOFF_MAX: u64 = 5 * MINUTE;
const RETRY_AFTER_MAX: u64 = 15 * MINUTE;
/// An answer that takes longer is given up: time enough for the largest body that is read (8 MiB) on a slow phone (1.6 Mbit/s).
pub const TIMEOUT: u64 = 60 * SECOND;

/// Names one request, so that a late answer to an older one can be told and ignored.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub struct RequestNo(pub u32);

/// Why an answer was of no use. Each is a sentence for the reader and a detail for the engineer.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Failure {
    /// No answer at all: no network, no such host, refused, or not readable across origins; browsers tell no more.
    Unreachable,
    /// An answer with a status that is not success.
    Status {
        /// HTTP status code.
        code: u16,
        /// Milliseconds, when the server said how long to wait and let us read it.
        retry_after: Option<u64>,
    },
    /// Nothing came within [`TIMEOUT`].
    TimedOut,
    /// More bytes than a feed may have.
    TooLarge,
    /// Not JSON.
    NotJson,
    /// JSON, but no live blog that we know.
    NotAFeed(FeedError),
    /// A foreign feed, and the module that reads those is not there or has stopped, for this reason.
    NotLoaded(IString),
}

impl Failure {
    /// 410: the feed says that it will never come back.
    fn is_final(&self) -> bool {
        matches!(self, Self::Status { code: 410, .. })
    }

    /// The server knows us and says no: asking often does not help.
    fn is_refusal(&self) -> bool {
        matches!(self, Self::Status { code: 401 | 403, .. })
    }
}

/// The schedule of one feed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Poll {
    /// The pause that the page asked for; the feed may not override it.
    asked_period: Option<u64>,
    /// The pause that the feed asks for.
    pub feed_period: Option<u64>,
    due: Option<Tick>,
    in_flight: Option<(RequestNo, Tick)>,
    serial: u32,
    failures: u32,
    hidden_pause: Option<u64>,
    answered_at: Option<Tick>,
    ended_at: Option<Tick>,
    offline: bool,
    finished: bool,
    /// Whether the last answer was asked for before its time, to confirm the one before.
    confirming: bool,
    random: u64,
    /// When the feed last answered as it should.
    pub last_checked: Option<Timestamp>,
    /// Why the last answer was of no use; none after a good one.
    pub problem: Option<Failure>,
}

impl Poll {
    /// A schedule whose first request is due at once. `seed` spreads readers apart; `asked` is the page's pause in
    /// milliseconds.
    #[must_use]
    pub fn new(asked: Option<u64>, seed: u64, now: Now) -> Self {
        let mut poll = Self {
            asked_period: asked,
            feed_period: None,
            due: Some(now.tick),
            in_flight: None,
            serial: 0,
            failures: 0,
            hidden_pause: None,
            answered_at: None,
            ended_at: None,
            offline: false,
            finished: false,
            confirming: false,
            random: seed,
            last_checked: None,
            problem: None,
        };
        poll.woke(now);
        poll
    }

    /// The request that should be under way now.
    #[must_use]
    pub fn request(&self) -> Option<RequestNo> {
        self.in_flight.map(|(no, _)| no)
    }

    /// When the shell should call [`Poll::woke`].
    #[must_use]
    pub fn wake_at(&self) -> Option<Tick> {
        match self.in_flight {
            Some((_, sent)) => Some(sent.after(TIMEOUT)),
            None => self.due,
        }
    }

    /// Whether the page has no network.
    #[must_use]
    pub fn is_offline(&self) -> bool {
        self.offline
    }

    /// How many answers in a row were of no use.
    #[must_use]
    pub fn failures(&self) -> u32 {
        self.failures
    }

    /// Time passed: sends what is due, gives up what took too long.
    pub fn woke(&mut self, now: Now) {
        if let Some((_, sent)) = self.in_flight {
            if now.tick >= sent.after(TIMEOUT) {
                self.in_flight = None;
                self.failed(Failure::TimedOut, now);
            }
            return;
        }
        if self.due.is_some_and(|due| now.tick >= due) && !self.offline {
            self.send(now);
        }
    }

    /// The reader, or the page, asks for an answer now; also after the end. Not within a second of the last one: a page that
    /// answers each failure with a refresh must not hammer the server.
    pub fn refresh(&mut self, now: Now) {
        if self.in_flight.is_some() {
            return;
        }
        match self.ended_at.map(|at| at.after(SECOND)) {
            Some(earliest) if now.tick < earliest => self.due = Some(earliest),
            _ => self.send(now),
        }
    }

    /// The last answer is in doubt: the next is wanted well before its time, but no reader asks in step with another. Not
    /// while nobody looks, not past what the feed said last, and once only: two answers before their time would come out of
    /// the same cache, and a feed that contradicts itself for ever is not asked more than twice in a pause.
    pub fn confirm_soon(&mut self, now: Now) {
        self.confirming = !self.confirming && self.hidden_pause.is_none() && self.due.is_some();
        if self.confirming {
            let soon = SECOND.saturating_add(self.draw(SECOND));
            self.due = self.due.map(|due| due.min(now.tick.after(soon)));
        }
    }

    /// The last answer is not in doubt.
    pub fn confirmed(&mut self) {
        self.confirming = false;
    }

    /// The page changed the pause it asks for.
    pub fn ask_every(&mut self, asked: Option<u64>, now: Now) {
        if self.asked_period == asked {
            return;
        }
        self.asked_period = asked;
        if self.in_flight.is_none() && self.failures == 0 {
            self.schedule(now);
        }
    }

    /// A good answer came. False when it is an answer to an older request and must be ignored.
    #[must_use]
    pub fn answered(&mut self, no: RequestNo, now: Now) -> bool {
        if !self.accept(no) {
            return false;
        }
        self.failures = 0;
        self.problem = None;
        self.last_checked = Some(now.wall);
        self.answered_at = Some(now.tick);
        self.ended_at = Some(now.tick);
        self.schedule(now);
        true
    }

    /// A useless answer came. False when it belongs to an older request and must be ignored.
    #[must_use]
    pub fn answered_badly(&mut self, no: RequestNo, failure: Failure, now: Now) -> bool {
        if !self.accept(no) {
            return false;
        }
        self.failed(failure, now);
        true
    }

    /// The page was hidden or shown. Shown again: one request at once if one is overdue by the visible pause. A pause that
    /// the server asked for, or that failures earned, stays what it is.
    pub fn hidden(&mut self, hidden: bool, now: Now) {
        if hidden == self.hidden_pause.is_some() {
            return;
        }
        self.hidden_pause = hidden.then(|| self.period());
        if self.in_flight.is_some() || self.failures > 0 || self.finished || self.offline {
            return;
        }
        match self.answered_at.map(|at| at.after(self.period())) {
            _ if hidden => self.schedule(now),
            Some(due) if now.tick < due => self.due = Some(due),
            _ => self.send(now),
        }
    }

    /// The browser lost or found its network. Found: one request within two seconds, so that a thousand readers who
    /// leave the same tunnel do not ask at once.
    pub fn offline(&mut self, offline: bool, now: Now) {
        if self.offline == offline {
            return;
        }
        self.offline = offline;
        if offline {
            self.in_flight = None;
            self.due = None;
        } else if !self.finished && self.in_flight.is_none() {
            self.failures = 0;
            self.problem = None;
            let pause = self.draw(2 * SECOND);
            self.due = Some(now.tick.after(pause));
        }
    }

    /// The feed said that it is complete, or that it goes on after all.
    pub fn set_finished(&mut self, finished: bool, now: Now) {
        if self.finished == finished {
            return;
        }
        self.finished = finished;
        self.schedule(now);
    }

    /// Takes over the numbering of an earlier schedule, so that an answer to its last request is told from ours.
    pub fn continue_from(&mut self, earlier: &Self) {
        self.serial = earlier.serial.wrapping_add(1);
        if let Some((no, _)) = &mut self.in_flight {
            *no = RequestNo(self.serial);
        }
        self.offline = earlier.offline;
    }

    /// The pause between polls in milliseconds, before jitter.
    #[must_use]
    pub fn period(&self) -> u64 {
        self.asked_period.or(self.feed_period).unwrap_or(PERIOD).clamp(PERIOD_MIN, PERIOD_MAX)
    }

    fn send(&mut self, now: Now) {
        self.serial = self.serial.wrapping_add(1);
        self.in_flight = Some((RequestNo(self.serial), now.tick));
        self.due = None;
    }

    fn accept(&mut self, no: RequestNo) -> bool {
        let current = self.request() == Some(no);
        if current {
            self.in_flight = None;
        }
        current
    }

    fn failed(&mut self, failure: Failure, now: Now) {
        self.ended_at = Some(now.tick);
        self.failures = self.failures.saturating_add(1);
        self.finished = self.finished || failure.is_final();
        let pause = match failure {
            Failure::Status { retry_after: Some(wait), .. } => {
                let wait = wait.min(RETRY_AFTER_MAX);
                wait.saturating_add(self.draw(wait / 10))
            }
            _ if failure.is_refusal() => BACKOFF_MAX,
            _ => {
                let doublings = self.failures.saturating_sub(1).min(16);
                let ceiling = BACKOFF_BASE.saturating_mul(1 << doublings).min(BACKOFF_MAX);
                SECOND.saturating_add(self.draw(ceiling))
            }
        };
        self.problem = Some(failure);
        // Nobody looks: a server in trouble is asked no more often than one in health.
        let pause = pause.max(self.hidden_pause.unwrap_or(0));
        self.due = (!self.finished && !self.offline).then(|| now.tick.after(pause));
    }

    fn schedule(&mut self, now: Now) {
        if self.finished || self.offline {
            self.due = None;
            return;
        }
        let pause = match self.hidden_pause {
            None => self.period(),
            Some(pause) => {
                let longer = pause.saturating_add(pause / 2).min(HIDDEN_MAX.max(self.period()));
                self.hidden_pause = Some(longer);
                longer
            }
        };
        let fifth = pause / 5;
        let jittered = (pause - fifth).saturating_add(self.draw(2 * fifth));
        self.due = Some(now.tick.after(jittered));
    }

    /// A number from 0 up to and including `most`, by splitmix64 (Steele, Lea and Flood, 2014).
    fn draw(&mut self, most: u64) -> u64 {
        self.random = self.random.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mut z = self.random;
        z = (z ^ (z >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        z ^= z >> 31;
        most.checked_add(1).map_or(z, |span| z % span)
    }
}

#[cfg(test)]
#[path = "poll_tests.rs"]
mod tests;
