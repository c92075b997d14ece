//! The way in: every part sends named actions, none holds state of the blog.

use yew::prelude::*;

use crate::core::session::Action;

/// Sends actions to the one reducer. Stable over renders, so it never makes a part draw again.
#[derive(Clone, PartialEq)]
pub struct Dispatch(pub Callback<Action>);

impl Dispatch {
    /// Sends an action now.
    pub fn send(&self, action: Action) {
        self.0.emit(action);
    }

    /// A callback that sends the same action at each event.
    pub fn on<E: 'static>(&self, action: Action) -> Callback<E> {
        let send = self.0.clone();
        Callback::from(move |_: E| send.emit(action.clone()))
    }
}
