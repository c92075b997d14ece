//! The two clocks of the page.

use crate::core::clock::{Now, Tick, Timestamp};

/// Both clocks, read now. Where `performance` is missing the monotonic one stands still, so schedules end and the
/// manual refresh remains.
#[must_use]
pub fn now() -> Now {
    let tick = web_sys::window().and_then(|window| window.performance()).map_or(0.0, |p| p.now());
    // Casts from a float saturate, so a clock that answers nonsense cannot overflow.
    Now { wall: Timestamp(js_sys::Date::now() as i64), tick: Tick(tick as u64) }
}

/// Milliseconds from now until `at`; zero when it has passed.
#[must_use]
pub fn until(at: Tick) -> u32 {
    u32::try_from(at.since(now().tick)).unwrap_or(u32::MAX)
}

/// How much later than UTC the reader's clocks are, in minutes.
#[must_use]
pub fn utc_offset() -> i32 {
    -(js_sys::Date::new_0().get_timezone_offset() as i32)
}

/// Anything random, to spread readers apart. Not for secrets.
#[must_use]
pub fn seed() -> u64 {
    (js_sys::Math::random() * 9_007_199_254_740_992.0) as u64
}
