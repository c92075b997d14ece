//! The one timer of the schedule.

use std::cell::RefCell;
use std::rc::Rc;

use gloo::timers::callback::Timeout;
use yew::prelude::*;

use super::use_effect_with;
use crate::browser::clock;
use crate::core::clock::Tick;
use crate::core::session::Action;
use crate::ui::store::Dispatch;

/// Browsers count timers in a signed 32-bit number: a longer wait would fire at once.
const LONGEST: u32 = i32::MAX as u32;

/// Wakes the session at the tick it names. Runs again when the tick changes; the cleanup cancels the timer.
#[hook]
pub fn use_wake(at: Option<Tick>, dispatch: &Dispatch) {
    let dispatch = dispatch.clone();
    use_effect_with(at, move |at| {
        let timer = Timer::default();
        if let Some(at) = *at {
            arm(&timer, at, dispatch);
        }
        // Taken out, because an armed timer holds the cell that holds it.
        move || drop(timer.take())
    });
}

type Timer = Rc<RefCell<Option<Timeout>>>;

/// A timer may fire before its time: clocks are coarse where browsers resist fingerprinting, and long waits are cut. Then it
/// is armed again, since the session takes an early call for nothing and would never ask for another.
fn arm(timer: &Timer, at: Tick, dispatch: Dispatch) {
    let again = Rc::clone(timer);
    let wait = clock::until(at).min(LONGEST);
    let armed = Timeout::new(wait, move || {
        if clock::until(at) > 0 {
            arm(&again, at, dispatch);
        } else {
            dispatch.send(Action::Woke);
        }
    });
    timer.replace(Some(armed));
}
