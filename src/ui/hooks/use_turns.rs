//! Turns of looking at entries, each in a task of its own.

use gloo::timers::callback::Timeout;
use yew::prelude::*;

use super::use_effect_with;
use crate::core::session::Action;
use crate::ui::store::Dispatch;

/// Lets the session look at some more entries when the browser has drawn and heard what waits. Runs again with each turn.
#[hook]
pub fn use_turns(turn: Option<u32>, dispatch: &Dispatch) {
    let dispatch = dispatch.clone();
    use_effect_with(turn, move |turn| {
        let timer = turn.map(|_| Timeout::new(0, move || dispatch.send(Action::TurnCame)));
        move || drop(timer)
    });
}
