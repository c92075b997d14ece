//! Keeping the view in the page's address and in storage.

use yew::prelude::*;

use super::use_effect_with;
use crate::browser::{history, json, storage};
use crate::core::json::Json;
use crate::core::link_state::View;
use crate::core::session::{Action, State, Viewed};
use crate::ui::store::Dispatch;

/// Reads what storage has of the view, then what the address says, now and when the reader travels in the history; writes
/// both when the view changes. The cleanup stops listening.
#[hook]
pub fn use_view(state: &State, dispatch: &Dispatch) {
    let (blog, prefix) = (state.config.blog_key.clone(), state.config.url_state.clone());
    let sender = dispatch.clone();
    use_effect_with(blog.clone(), move |blog| {
        let stored = storage::read_text(&storage::view_key(blog)).and_then(|text| json::parse(&text));
        sender.send(Action::Viewed(Viewed::Recalled(stored.as_ref().map(View::from_json))));
    });
    let sender = dispatch.clone();
    use_effect_with((blog.clone(), prefix.clone()), move |(_, prefix)| {
        let listener = prefix.clone().and_then(|prefix| {
            let read = move || sender.send(Action::Viewed(Viewed::Addressed(history::view(&prefix))));
            read();
            history::on_travel(read)
        });
        move || drop(listener)
    });
    use_effect_with((prefix, state.address_view()), |(prefix, view)| {
        if let (Some(prefix), Some(view)) = (prefix, view) {
            history::write_soon(prefix.clone(), view.clone());
        }
    });
    let sender = dispatch.clone();
    use_effect_with((blog, state.view_to_store()), move |(blog, to_store)| {
        if let Some(view) = to_store {
            storage::keep(
                &storage::view_key(blog),
                view.as_ref().map(View::to_json).as_ref().map(Json::to_string).as_deref(),
            );
            sender.send(Action::Viewed(Viewed::Stored));
        }
    });
}
