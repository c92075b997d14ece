//! The keys of the feed: from entry to entry, and out of it.

use wasm_bindgen::JsCast;
use web_sys::{Element, HtmlElement};
use yew::prelude::*;

use crate::core::listing::Listing;
use crate::core::model::EntryId;
use crate::core::session::Action;
use crate::ui::store::Dispatch;

/// What needs its own keys.
const OWN_KEYS: &str = "input, textarea, select, video, audio, [contenteditable]";

/// Page Down and Page Up, with `letters` also j and k, go to the entry beside the one that has the focus; Control with Home or
/// End leaves the feed for what stands before or after it. At either end of the feed the keys do what they do on any page.
pub fn entry_keys(dispatch: &Dispatch, listing: &Listing, letters: bool) -> Callback<KeyboardEvent> {
    let last = listing.entries.last().filter(|_| listing.more(1) == 0).map(|last| last.id.clone());
    let first = listing.entries.first().map(|first| first.id.clone());
    let dispatch = dispatch.clone();
    Callback::from(move |event: KeyboardEvent| {
        let Some(target) = event.target_dyn_into::<Element>() else { return };
        if event.alt_key() || event.meta_key() || event.shift_key() || target.matches(OWN_KEYS) == Ok(true) {
            return;
        }
        let key = event.key();
        if event.ctrl_key() {
            match &*key {
                "Home" => leave(&event, &target, ".top"),
                "End" => leave(&event, &target, ".end"),
                _ => {}
            }
            return;
        }
        let on = match &*key {
            "PageDown" => true,
            "PageUp" => false,
            "j" if letters => true,
            "k" if letters => false,
            _ => return,
        };
        let entry = target.closest("[data-entry]").ok().flatten();
        let Some(id) = entry.and_then(|entry| entry.get_attribute("data-entry")) else { return };
        let from = EntryId::from(&*id);
        if Some(&from) != if on { last.as_ref() } else { first.as_ref() } {
            event.prevent_default();
            dispatch.send(Action::Stepped { from, on });
        }
    })
}

/// Puts the focus beside the feed, and lets the page follow it.
fn leave(event: &KeyboardEvent, from: &Element, to: &str) {
    let reader = from.closest(".reader").ok().flatten();
    let beside = reader.and_then(|reader| reader.query_selector(to).ok().flatten());
    if let Some(beside) = beside.and_then(|beside| beside.dyn_into::<HtmlElement>().ok()) {
        event.prevent_default();
        // What cannot take the focus leaves it where it is.
        let _ = beside.focus();
    }
}
