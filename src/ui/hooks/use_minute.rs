//! The one ticker: relative times all change together, once a minute.

use gloo::timers::callback::Interval;
use yew::prelude::*;

use crate::browser::clock;
use crate::core::clock::{MINUTE, Timestamp};
use crate::ui::words::Minute;

/// The current minute, beginning with `start`. Runs once; the cleanup stops the ticker.
#[hook]
pub fn use_minute_tick(start: Timestamp) -> Minute {
    let now = use_state_eq(|| start);
    let setter = now.setter();
    use_effect_with((), move |()| {
        let ticker =
            Interval::new(u32::try_from(MINUTE).unwrap_or(60_000), move || setter.set(clock::now().wall));
        move || drop(ticker)
    });
    Minute(*now)
}
