//! Pauses that no two readers share: chance as a value, and how long to wait after failures.
//!
//! Readers of one blog lose their server at the same moment. What spreads them again is full jitter (AWS Architecture
//! Blog, "Exponential Backoff And Jitter"): not a little noise on a fixed pause, but a pause drawn from all of it.

use super::clock::{MINUTE, SECOND};

/// The ceiling of the first pause for a reader alone.
pub const BASE: u64 = 5 * SECOND;
/// The ceiling of the first pause for readers who lose their server together: a thousand who come back within it, and a second,
/// are at most fifty in each second.
pub const APART: u64 = 45 * SECOND;
/// However many failures there were, the next try is not later than this (and a second).
pub const LONGEST: u64 = 5 * MINUTE;
const RETRY_AFTER_MAX: u64 = 15 * MINUTE;

/// A source of numbers: splitmix64 (Steele, Lea and Flood, 2014). The seed comes from outside, so a test knows what comes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Chance(pub u64);

impl Chance {
    /// A number from 0 up to and including `most`.
    pub fn draw(&mut self, most: u64) -> u64 {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        z ^= z >> 31;
        most.checked_add(1).map_or(z, |span| z % span)
    }
}

/// The pause in milliseconds after so many failures in a row: a second, and anything up to a ceiling that begins with `base`
/// and doubles with each of them.
pub fn after_failures(base: u64, failures: u32, chance: &mut Chance) -> u64 {
    SECOND.saturating_add(chance.draw(ceiling(base, failures)))
}

/// What the pause after so many failures may have on top of its second, when the first may have `base`; in milliseconds.
#[must_use]
pub fn ceiling(base: u64, failures: u32) -> u64 {
    let doublings = failures.saturating_sub(1).min(16);
    base.saturating_mul(1 << doublings).min(LONGEST)
}

/// The pause for a server that said how long to wait: as told, up to a quarter of an hour, and up to a tenth more.
pub fn as_told(retry_after: u64, chance: &mut Chance) -> u64 {
    let wait = told(retry_after);
    wait.saturating_add(chance.draw(wait / 10))
}

/// What is heeded of a wait that the server asks for. "Now" from a server in trouble is no reason to hammer it.
#[must_use]
pub fn told(retry_after: u64) -> u64 {
    retry_after.clamp(BASE, RETRY_AFTER_MAX)
}
