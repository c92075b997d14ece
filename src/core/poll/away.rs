//! No network, a page that its browser has put aside, and a machine that sleeps: time in which nothing can be asked for.

use super::{Failure, Poll};
use crate::core::clock::{Now, SECOND, Tick};

/// What takes a page out of use for a while, other than being hidden. Nothing may be asked for then.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Aside {
    /// The browser keeps it for a reader who comes back to it.
    Kept = 1,
    /// The browser has frozen it to save power.
    Frozen = 2,
}

impl Poll {
    /// Whether the page has no network.
    #[must_use]
    pub fn is_offline(&self) -> bool {
        self.offline
    }

    /// The browser lost or found its network. Found: one request within two seconds, so that a thousand readers who
    /// leave the same tunnel do not ask at once; but not before a server that was there has said.
    pub fn offline(&mut self, offline: bool, now: Now) {
        if self.offline == offline {
            return;
        }
        self.offline = offline;
        if offline {
            self.in_flight = None;
            self.due = None;
        } else if !self.finished && self.in_flight.is_none() {
            let pause = self.chance.draw(2 * SECOND);
            let soon = now.tick.after(pause);
            let was_told = matches!(self.problem, Some(Failure::Status { retry_after: Some(_), .. }));
            if was_told && self.earned > soon {
                self.due = Some(self.earned);
                return;
            }
            self.failures = 0;
            self.problem = None;
            self.due = Some(soon);
        }
    }

    /// Whether the browser has put the page aside.
    #[must_use]
    pub fn is_aside(&self) -> bool {
        self.aside != 0
    }

    /// The browser put the page aside: what is under way is given up, and is no failure.
    pub fn put_aside(&mut self, why: Aside, now: Now) {
        self.aside |= why as u8;
        if self.in_flight.take().is_some() {
            self.due = Some(now.tick);
        }
    }

    /// The browser brought the page back: what became due meanwhile is asked for, once. A page that was kept for somebody who
    /// went elsewhere asks in any case, unless a failure or the server has earned it a pause.
    pub fn brought_back(&mut self, why: Aside, now: Now) {
        if self.aside & why as u8 == 0 {
            return;
        }
        self.aside &= !(why as u8);
        if why == Aside::Kept && self.failures == 0 {
            self.due = self.due.map(|due| due.min(now.tick));
        }
        if self.aside == 0 {
            self.woke(now);
        }
    }

    /// How long the machine has slept since the schedule moved, in milliseconds, where that is worth noticing. Most browsers
    /// stop the page's clock meanwhile, and with it every timer. A reader who sets the clock looks the same.
    pub(super) fn slept(&self, now: Now) -> u64 {
        let wall = u64::try_from(now.wall.0.saturating_sub(self.moved.wall.0)).unwrap_or(0);
        let gained = wall.saturating_sub(now.tick.since(self.moved.tick));
        if gained > 2 * self.ordinary_period() { gained } else { 0 }
    }

    /// Counts time that the machine slept as passed. Once: then the schedule has moved.
    pub(super) fn notice_sleep(&mut self, now: Now) {
        let slept = self.slept(now);
        if slept > 0 {
            self.moved = now;
            self.due = self.due.map(|at| Tick(at.0.saturating_sub(slept)));
            self.answered_at = None;
        }
    }
}
