//! When to ask the feed again: a state machine without a clock.
//!
//! The shell carries out what [`Poll::request`] and [`Poll::wake_at`] say and reports back; every duration is
//! decided here. The rules and their numbers: a pause with ±20 % jitter so that readers do not ask in step; full-jitter
//! back-off after failures (AWS Architecture Blog, "Exponential Backoff And Jitter"); `Retry-After` obeyed up to a
//! cap; ever longer pauses while nobody looks, as the Guardian's reader did from 2016.

mod away;
mod beside_stream;
mod failure;

use super::backoff::{self, Chance};
use super::clock::{MINUTE, Now, SECOND, Tick, Timestamp};
use super::patience;

pub use away::Aside;
pub use failure::Failure;

/// The pause between polls when neither the page nor the feed says otherwise.
pub const PERIOD: u64 = 15 * SECOND;
/// No page and no feed can ask for less.
pub const PERIOD_MIN: u64 = 5 * SECOND;
const PERIOD_MAX: u64 = 24 * 60 * MINUTE;
const HIDDEN_MAX: u64 = 20 * MINUTE;
/// The pause while a stream tells what is new: the feed is asked only to see whether it told everything.
const PERIOD_BESIDE_STREAM: u64 = 5 * MINUTE;
/// The first pause of a page that is hidden is half as much again, so that the busiest feed is asked six times at most in its
/// first five minutes.
const HIDDEN_MIN: u64 = 10 * SECOND;
/// When an answer is given up here, for the case that the shell, which is less patient, has lost its timer.
const GIVEN_UP: u64 = patience::TOTAL + SECOND;
/// So many times in a row a feed is looked for that is not there; then only from time to time.
const NOT_FOUND_MAX: u32 = 10;

/// Names one request, so that a late answer to an older one can be told and ignored.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub struct RequestNo(pub u32);

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
    /// What the first pause after the last good answer may have on top of its second.
    spread: u64,
    /// When the next request is due by what the failures have earned, were the page looked at.
    earned: Tick,
    hidden_pause: Option<u64>,
    /// None also when the last answer came before the machine slept: that is longer ago than any pause.
    answered_at: Option<Tick>,
    ended_at: Option<Tick>,
    /// When the schedule last moved: what the wall clock has gained since is time that the machine slept.
    moved: Now,
    offline: bool,
    /// The reasons in force, as bits of [`Aside`].
    aside: u8,
    finished: bool,
    /// Whether the last answer was asked for before its time, to confirm the one before.
    confirming: bool,
    /// Whether a stream tells what is new.
    streaming: bool,
    /// Something has changed that no answer has told yet: another is wanted by then, whatever else moves the schedule.
    wanted: Option<Tick>,
    /// Whether another reader on the page asks for the same feed, and this one only if that one should stop.
    standing_by: bool,
    chance: Chance,
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
            spread: backoff::BASE,
            earned: now.tick,
            hidden_pause: None,
            answered_at: None,
            ended_at: None,
            moved: now,
            offline: false,
            aside: 0,
            finished: false,
            confirming: false,
            streaming: false,
            wanted: None,
            standing_by: false,
            chance: Chance(seed),
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
            Some((_, sent)) => Some(sent.after(GIVEN_UP)),
            None => self.due.filter(|_| self.aside == 0),
        }
    }

    /// How many answers in a row were of no use.
    #[must_use]
    pub fn failures(&self) -> u32 {
        self.failures
    }

    /// Whether what failed `now` leaves the reader behind: not the first time, or more than two pauses after the last good
    /// answer, or the next is more than three off.
    #[must_use]
    pub fn is_late(&self, now: Tick) -> bool {
        let pauses = |n| self.period().saturating_mul(n);
        let soon = |due: Tick| due.since(now) <= pauses(3);
        let fresh = |good: Tick| now.since(good) <= pauses(2);
        let is_first =
            self.failures == 1 && self.due.is_some_and(soon) && self.answered_at.is_some_and(fresh);
        self.failures > 0 && !is_first
    }

    /// Time passed: sends what is due, gives up what took too long.
    pub fn woke(&mut self, now: Now) {
        if let Some((_, sent)) = self.in_flight {
            if now.tick >= sent.after(GIVEN_UP) {
                self.in_flight = None;
                self.failed(Failure::TimedOut, now);
            }
            return;
        }
        self.notice_sleep(now);
        if self.due.is_some_and(|due| now.tick >= due) {
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
            let soon = self.draw(SECOND, SECOND);
            self.due = self.due.map(|due| due.min(now.tick.after(soon)));
        }
    }

    /// Whether the last answer was asked for to confirm the one before.
    #[must_use]
    pub fn is_confirming(&self) -> bool {
        self.confirming
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

    /// A good answer came: to this request, or to another reader of the same feed. False when it is an answer to an older
    /// request and must be ignored.
    #[must_use]
    pub fn answered(&mut self, no: Option<RequestNo>, now: Now) -> bool {
        if !self.accept(no) {
            return false;
        }
        self.failures = 0;
        self.problem = None;
        self.last_checked = Some(now.wall);
        self.answered_at = Some(now.tick);
        self.moved(now);
        if self.in_flight.is_none() {
            // Whoever on the page asked for this one has heard of the same changes.
            self.wanted = self.wanted.filter(|_| no.is_some());
            self.schedule(now);
        }
        true
    }

    /// A useless answer came. False when it must be ignored: it belongs to an older request, our own is still under way, or
    /// the machine slept meanwhile, which breaks every connection and is nobody's failure.
    #[must_use]
    pub fn answered_badly(&mut self, no: Option<RequestNo>, failure: Failure, now: Now) -> bool {
        if !self.accept(no) || self.in_flight.is_some() {
            return false;
        }
        if matches!(failure, Failure::Unreachable | Failure::TimedOut) && self.slept(now) > 0 {
            self.send(now);
            return false;
        }
        self.failed(failure, now);
        true
    }

    /// The page was hidden or shown. Shown again: one request at once if one is overdue by the visible pause. A pause that
    /// the server asked for, or that failures earned, stays what it is, without what was added while nobody looked.
    pub fn hidden(&mut self, hidden: bool, now: Now) {
        if hidden == self.hidden_pause.is_some() {
            return;
        }
        self.hidden_pause = hidden.then(|| self.period().max(HIDDEN_MIN));
        if !hidden && self.failures > 0 {
            self.due = self.due.map(|due| due.min(self.earned));
        }
        self.notice_sleep(now);
        if self.in_flight.is_some() || self.failures > 0 || self.finished || self.offline {
            return;
        }
        match self.answered_at.map(|at| at.after(self.period())) {
            _ if hidden => self.schedule(now),
            Some(due) if now.tick < due => self.plan(due, now),
            _ => self.send(now),
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
        self.offline = earlier.offline;
        self.aside = earlier.aside;
        match &mut self.in_flight {
            Some((no, _)) if !self.offline && self.aside == 0 => *no = RequestNo(self.serial),
            other => self.due = other.take().map(|(_, sent)| sent).filter(|_| !self.offline),
        }
    }

    /// The pause between polls in milliseconds, before jitter.
    #[must_use]
    pub fn period(&self) -> u64 {
        if self.streaming { self.ordinary_period().max(PERIOD_BESIDE_STREAM) } else { self.ordinary_period() }
    }

    fn ordinary_period(&self) -> u64 {
        self.asked_period.or(self.feed_period).unwrap_or(PERIOD).clamp(PERIOD_MIN, PERIOD_MAX)
    }

    fn send(&mut self, now: Now) {
        self.moved = now;
        if self.aside != 0 {
            self.due = Some(now.tick);
            return;
        }
        self.standing_by = false;
        self.serial = self.serial.wrapping_add(1);
        self.in_flight = Some((RequestNo(self.serial), now.tick));
        self.due = None;
        self.wanted = None;
    }

    /// Whether an answer counts: one to the request under way, or any that another reader on the page received.
    fn accept(&mut self, no: Option<RequestNo>) -> bool {
        if no.is_none() {
            self.standing_by = self.in_flight.is_none();
            return true;
        }
        let current = self.request() == no;
        if current {
            self.in_flight = None;
        }
        current
    }

    fn moved(&mut self, now: Now) {
        self.ended_at = Some(now.tick);
        self.moved = now;
    }

    fn failed(&mut self, failure: Failure, now: Now) {
        self.moved(now);
        if self.failures == 0 {
            self.spread = self.first_spread();
        }
        self.failures = self.failures.saturating_add(1);
        self.finished = self.finished || failure.is_final();
        let (least, spread) = match failure {
            Failure::Status { retry_after: Some(wait), .. } => {
                let wait = backoff::told(wait);
                (wait, wait / 10)
            }
            _ if failure.is_refusal() || (failure.is_not_found() && self.failures > NOT_FOUND_MAX) => {
                (backoff::LONGEST, backoff::LONGEST / 10)
            }
            _ => (SECOND, backoff::ceiling(self.spread, self.failures)),
        };
        let pause = self.draw(least, spread);
        self.problem = Some(failure);
        self.earned = now.tick.after(pause);
        // Nobody looks: a server in trouble is asked no more often than one in health.
        let pause = pause.max(self.longer_hidden_pause().unwrap_or(0));
        self.due = (!self.finished && !self.offline).then(|| now.tick.after(pause));
    }

    /// Readers who were served lose their server within one pause, and what returns from a short outage must not meet them
    /// all at once: their retries lie farther apart than their polls did. Who has just come, or slept, came alone.
    fn first_spread(&self) -> u64 {
        let apart = (self.ordinary_period() * 5 / 2).min(backoff::APART);
        if self.answered_at.is_some() { apart } else { backoff::BASE }
    }

    fn schedule(&mut self, now: Now) {
        if self.finished || self.offline {
            self.due = None;
            return;
        }
        let pause = self.longer_hidden_pause().unwrap_or_else(|| self.period());
        let fifth = pause / 5;
        let jittered = self.draw(pause - fifth, 2 * fifth);
        self.plan(now.tick.after(jittered), now);
    }

    /// Asks at `due`, or sooner if another answer is wanted by then.
    fn plan(&mut self, due: Tick, now: Now) {
        let wanted = match self.wanted {
            Some(past) if past <= now.tick => now.tick.after(self.chance.draw(2 * SECOND)),
            wanted => wanted.unwrap_or(due),
        };
        self.due = Some(due.min(wanted));
    }

    /// A pause of at least `least`, and by chance up to `spread` more. Who stands by for another reader waits longer than that
    /// one can: many readers on a page ask as often as one.
    fn draw(&mut self, least: u64, spread: u64) -> u64 {
        let more = if self.standing_by { spread.saturating_add(SECOND) } else { self.chance.draw(spread) };
        least.saturating_add(more)
    }

    /// The pause of a page that is hidden, half as much again each time.
    fn longer_hidden_pause(&mut self) -> Option<u64> {
        let longest = HIDDEN_MAX.max(self.period());
        self.hidden_pause = self.hidden_pause.map(|pause| pause.saturating_add(pause / 2).min(longest));
        self.hidden_pause
    }
}

#[cfg(test)]
#[path = "poll_tests.rs"]
mod tests;

#[cfg(test)]
#[path = "poll_scripts_tests.rs"]
mod scripts;
