//! What parts share of the page itself: ids, switches, and where the focus goes when the element that had it
//! disappears.

use std::fmt::Write as _;

use wasm_bindgen::JsCast;
use web_sys::{Element, FocusOptions, HtmlElement};
use yew::prelude::*;

use crate::core::model::EntryId;
use crate::core::session::Action;
use crate::ui::hooks::{Kept, use_kept};
use crate::ui::store::Dispatch;

/// A DOM id made of `prefix` and an entry's id. Letters and digits stay; anything else is written as its code, so that
/// two entries never share an id and a hostile one cannot break out of a list of ids.
#[must_use]
pub fn dom_id(prefix: &str, entry: &EntryId) -> AttrValue {
    let mut id = String::with_capacity(prefix.len() + entry.0.len() + 1);
    id.push_str(prefix);
    id.push('-');
    for c in entry.0.chars() {
        if c.is_ascii_alphanumeric() {
            id.push(c);
        } else {
            // Writing to a string cannot fail.
            let _ = write!(id, "_{:x}_", c as u32);
        }
    }
    AttrValue::from(id)
}

/// Two with a space between: sentences, or ids for an attribute that takes a list of them.
#[must_use]
pub fn pair(one: &str, other: &str) -> AttrValue {
    let mut pair = one.to_owned();
    pair.push(' ');
    pair.push_str(other);
    AttrValue::from(pair)
}

/// Something that is on or off.
pub type Flag = Kept<bool>;

/// A flag, at first off.
#[hook]
pub fn use_flag() -> Flag {
    use_kept(|| false)
}

/// For a button that disappears with its press: the focus goes to what the selector finds, then the action is sent.
#[must_use]
pub fn leave(dispatch: &Dispatch, (to, action): (&'static str, Action)) -> Callback<MouseEvent> {
    let dispatch = dispatch.clone();
    Callback::from(move |event: MouseEvent| {
        focus_beside(&event, to);
        dispatch.send(action.clone());
    })
}

/// The same for the Escape key.
#[must_use]
pub fn leave_on_escape(dispatch: &Dispatch, (to, action): (&'static str, Action)) -> Callback<KeyboardEvent> {
    let dispatch = dispatch.clone();
    Callback::from(move |event: KeyboardEvent| {
        if event.key() == "Escape" {
            focus_beside(&event, to);
            dispatch.send(action.clone());
        }
    })
}

/// Moves the focus to the first element in the same widget that `selector` finds. For controls that are about to
/// disappear: focus must never fall back to the top of the page.
pub fn focus_beside(event: &Event, selector: &str) {
    let root = event
        .target()
        .and_then(|target| target.dyn_into::<Element>().ok())
        .and_then(|element| element.closest(".reader").ok().flatten());
    let find = |selector: &str| root.as_ref()?.query_selector(selector).ok().flatten();
    // The filter bar may stand elsewhere on the page.
    if let Some(found) = find(selector).or_else(|| find(".top"))
        && let Ok(found) = found.dyn_into::<HtmlElement>()
    {
        focus(&found);
    }
}

/// Focuses without scrolling: the reader's place on the page is the reader's.
pub fn focus(element: &HtmlElement) {
    let options = FocusOptions::new();
    options.set_prevent_scroll(true);
    // A failure leaves the focus where it is, which is the best that can be done.
    let _ = element.focus_with_options(&options);
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ids_of_entries_are_plain_words_and_never_meet() {
        let id = |text: &str| dom_id("h", &EntryId::from(text)).to_string();
        assert_eq!(id("talks7"), "h-talks7");
        assert_eq!(id("a b"), "h-a_20_b");
        assert_eq!(id("a\"><é"), "h-a_22__3e__3c__e9_");
        assert_ne!(id("a_20_b"), id("a b"));
    }
}
