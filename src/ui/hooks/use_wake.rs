//! The one timer of the schedule.

use gloo::timers::callback::Timeout;
use yew::prelude::*;

use crate::browser::clock;
use crate::core::clock::Tick;
use crate::core::session::Action;
use crate::ui::store::Dispatch;

/// Wakes the session at the tick it names. Runs again when the tick changes; the cleanup cancels the timer.
#[hook]
pub fn use_wake(at: Option<Tick>, dispatch: &Dispatch) {
    let dispatch = dispatch.clone();
    use_effect_with(at, move |at| {
        // Browsers count timers in a signed 32-bit number: a longer wait would fire at once.
        let timer = at.map(|at| {
            let wait = clock::until(at).min(i32::MAX as u32);
            Timeout::new(wait, move || dispatch.send(Action::Woke))
        });
        move || drop(timer)
    });
}
