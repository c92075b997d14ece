//! The reader's clock beside the server's.

use super::State;
use crate::core::clock::{MINUTE, Now, Timestamp};

/// What a cache, a slow line or a careless clock may add: the reader's clock is believed as far as this.
const SKEW: u64 = 2 * MINUTE;

impl State {
    /// The moment that the reader's clock shows as `wall`, by the clock of the feed's server where the two differ by more than
    /// caches and slow lines explain. How long ago something was is told from here.
    #[must_use]
    pub fn by_server(&self, wall: Timestamp) -> Timestamp {
        Timestamp(wall.0.saturating_add(self.clock_offset))
    }

    /// The server told its time in an answer.
    pub(super) fn clock_told(&mut self, server: Option<Timestamp>, now: Now) {
        let Some(server) = server else { return };
        let gap = server.0.saturating_sub(now.wall.0);
        self.clock_offset = if gap.unsigned_abs() >= SKEW { gap } else { 0 };
    }

    /// Before each action. The reader's clock was set, or the computer slept: the next answer is read for its date even if it
    /// says nothing else. Not while one is awaited, since another question would begin the request anew.
    pub(super) fn clock_seen(&mut self, now: Now) {
        let beside = clock_beside(now);
        if self.clock_beside.abs_diff(beside) >= SKEW && self.poll.request().is_none() {
            self.clock_beside = beside;
            self.answer_hash = None;
        }
    }
}

/// How far the reader's clock stands from the page's monotonic one: constant until one of them is set or stands still.
pub(super) fn clock_beside(now: Now) -> i64 {
    now.wall.0.saturating_sub(i64::try_from(now.tick.0).unwrap_or(i64::MAX))
}
