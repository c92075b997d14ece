//! The one ticker: relative times all change together, once a minute.

use gloo::timers::callback::Interval;
use yew::prelude::*;

use super::{use_effect_with, use_kept};
use crate::browser::clock;
use crate::core::clock::{MINUTE, Timestamp};
use crate::core::session::Action;
use crate::ui::store::Dispatch;
use crate::ui::words::Minute;

/// The current minute, beginning with `start`; each wakes the session, which notices then, if not before, that the machine
/// has slept. Runs once; the cleanup stops the ticker.
#[hook]
pub fn use_minute_tick(start: Timestamp, dispatch: &Dispatch) -> Minute {
    let now = use_kept(|| start);
    let (setter, dispatch) = (now.clone(), dispatch.clone());
    use_effect_with((), move |()| {
        let ticker = Interval::new(u32::try_from(MINUTE).unwrap_or(60_000), move || {
            setter.set(clock::now().wall);
            dispatch.send(Action::Woke);
        });
        move || drop(ticker)
    });
    Minute(now.get())
}
