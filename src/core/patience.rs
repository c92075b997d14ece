//! How long to wait for an answer, or for the rest of it: limits as values, without a clock.
//!
//! The shell tells what it hears, asks when to give up, and keeps one timer for that.

use super::clock::{SECOND, Tick};

/// The longest that the answer of a feed may take. The largest body that is read (8 MiB) takes a slow phone (1.6 Mbit/s) 42
/// seconds: the 30 that are usual would let such a phone begin, fail and begin again for ever.
pub const TOTAL: u64 = 60 * SECOND;

/// How long something may take, in milliseconds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Limits {
    /// Until the answer begins.
    pub header: u64,
    /// From one portion of it to the next.
    pub idle: u64,
    /// Altogether; none for an answer that has no end.
    pub total: Option<u64>,
}

/// For the answer of a feed.
pub const FEED: Limits = Limits { header: 10 * SECOND, idle: 15 * SECOND, total: Some(TOTAL) };
/// For a stream, whose server says something, if only that it is there, every half minute.
pub const STREAM: Limits = Limits { header: 10 * SECOND, idle: 45 * SECOND, total: None };

/// The wait for one answer.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Patience {
    limits: Limits,
    ends: Tick,
    quiet: Tick,
}

impl Patience {
    /// The wait begins.
    #[must_use]
    pub fn new(limits: Limits, now: Tick) -> Self {
        let ends = Tick(limits.total.map_or(u64::MAX, |total| now.after(total).0));
        Self { limits, ends, quiet: now.after(limits.header) }
    }

    /// The answer began, or went on.
    pub fn heard(&mut self, now: Tick) {
        self.quiet = now.after(self.limits.idle);
    }

    /// When it ends, unless more is heard.
    #[must_use]
    pub fn ends_at(&self) -> Tick {
        self.ends.min(self.quiet)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Seconds after the start at which the wait ends, when something is heard at these seconds.
    fn ends(limits: Limits, heard: &[u64]) -> u64 {
        let second = |n: u64| Tick(7_000 + n * SECOND);
        let mut patience = Patience::new(limits, second(0));
        heard.iter().for_each(|at| patience.heard(second(*at)));
        patience.ends_at().since(second(0)) / SECOND
    }

    #[test]
    fn an_answer_has_so_long_to_begin_to_go_on_and_to_end() {
        for (limits, heard, expected) in [
            (FEED, &[][..], 10),
            (FEED, &[9], 24),
            (FEED, &[9, 20, 31], 46),
            (FEED, &[9, 20, 31, 40, 50], 60),
            (STREAM, &[], 10),
            (STREAM, &[1], 46),
            (STREAM, &[1, 40, 80, 3_600], 3_645),
        ] {
            assert_eq!(ends(limits, heard), expected);
        }
    }

    #[test]
    fn a_clock_at_its_end_gives_up_no_sooner() {
        let mut patience = Patience::new(FEED, Tick(u64::MAX - 5));
        patience.heard(Tick(u64::MAX));
        assert_eq!(patience.ends_at(), Tick(u64::MAX));
    }
}
