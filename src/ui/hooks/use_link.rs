//! Following the page's address to an entry.

use yew::prelude::*;

use super::use_effect_with;
use crate::browser::history;
use crate::core::link_state;
use crate::core::session::Action;
use crate::ui::store::Dispatch;

/// Reports the entry that the fragment of the page's address names, now and at each change. Runs once; the cleanup stops
/// listening.
#[hook]
pub fn use_link(dispatch: &Dispatch) {
    let dispatch = dispatch.clone();
    use_effect_with((), move |()| {
        let follow = move || {
            if let Some(id) = link_state::entry_of(&history::fragment()) {
                dispatch.send(Action::LinkFollowed { id, alone: history::is_alone() });
            }
        };
        follow();
        let listener = history::on_fragment(follow);
        move || drop(listener)
    });
}
