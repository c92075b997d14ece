//! Asking beside a stream, and for what a stream cannot tell itself.

use super::{HIDDEN_MIN, Poll};
use crate::core::clock::Now;

impl Poll {
    /// A stream tells what is new from now on, or no longer does. Either way something may have been missed: the feed is
    /// asked at once when the stream opens, and within two ordinary pauses when it has closed: a server that goes closes the
    /// streams of all its readers, and theirs would be one and the same pause.
    pub fn streaming(&mut self, streaming: bool, now: Now) {
        if self.streaming == streaming {
            return;
        }
        self.streaming = streaming;
        if streaming {
            // A page that is hidden does not ask more often than one that is looked at.
            self.hidden_pause = self.hidden_pause.map(|pause| pause.max(self.period()));
            self.ask_between(0, 0, now);
        } else {
            // A page that is hidden counts from the ordinary pause, too: the long one was the stream's.
            self.hidden_pause = self.hidden_pause.map(|_| self.period().max(HIDDEN_MIN));
            if self.failures > 0 || self.in_flight.is_some() {
                return;
            }
            if self.hidden_pause.is_some() || self.rests() {
                return self.schedule(now);
            }
            let soon = now.tick.after(self.chance.draw(2 * self.period()));
            self.plan(soon, now);
        }
    }

    /// Something has changed that only the feed can tell: it is asked after `least` milliseconds and up to `spread` more, unless
    /// a failure or the server has earned a longer pause, and again if an answer is under way that may be older.
    pub fn ask_between(&mut self, least: u64, spread: u64, now: Now) {
        let wanted = now.tick.after(least.saturating_add(self.chance.draw(spread)));
        self.wanted = Some(self.wanted.map_or(wanted, |sooner| sooner.min(wanted)));
        if self.in_flight.is_none()
            && self.failures == 0
            && let Some(due) = self.due
        {
            self.due = Some(due.min(wanted));
            self.woke(now);
        }
    }

    /// Whether another answer is wanted for something that has changed.
    #[must_use]
    pub fn is_wanted(&self) -> bool {
        self.wanted.is_some()
    }

    /// Whether the feed is not asked at all: there is no network, nothing more to come, or the page is put aside.
    #[must_use]
    pub fn rests(&self) -> bool {
        self.offline || self.finished || self.is_aside()
    }
}
