//! Keeping what the reader looks at where it is, and going where the reader asks.

use wasm_bindgen::JsCast;
use web_sys::{Element, FocusOptions, HtmlElement, ScrollBehavior, ScrollIntoViewOptions, ScrollLogicalPosition};

use super::page;
use crate::core::model::EntryId;

/// An entry on the screen and how far below the top of the window it begins.
#[derive(Clone, Debug, PartialEq)]
pub struct Anchor {
    element: Element,
    top: f64,
}

/// The first entry of the list that is at least partly on the screen. None when there is none, or when the reader looks at
/// the top of the list, where new entries are meant to push the others down.
#[must_use]
pub fn anchor(list: &Element) -> Option<Anchor> {
    if list.get_bounding_client_rect().top() >= 0.0 {
        return None;
    }
    let entries = list.query_selector_all("[data-entry]").ok()?;
    (0..entries.length())
        .filter_map(|index| entries.item(index)?.dyn_into::<Element>().ok())
        .find(|entry| entry.get_bounding_client_rect().bottom() > 0.0)
        .map(|element| Anchor { top: element.get_bounding_client_rect().top(), element })
}

/// Scrolls by as much as the anchor has moved, to the pixel. An anchor that left the page is let go.
pub fn hold(anchor: &Anchor) {
    if !anchor.element.is_connected() {
        return;
    }
    let moved = anchor.element.get_bounding_client_rect().top() - anchor.top;
    if moved.abs() >= 0.5
        && let Some(window) = web_sys::window()
    {
        window.scroll_by_with_x_and_y(0.0, moved);
    }
}

/// Brings the top of the list into view and puts the focus on an entry.
pub fn reveal(list: &Element, id: &EntryId) {
    let options = ScrollIntoViewOptions::new();
    options.set_block(ScrollLogicalPosition::Start);
    options.set_behavior(if page::prefers_less_motion() { ScrollBehavior::Auto } else { ScrollBehavior::Smooth });
    focus(list, id);
    list.scroll_into_view_with_scroll_into_view_options(&options);
}

/// Puts the focus on an entry; the page stays where it is.
pub fn focus(list: &Element, id: &EntryId) {
    let Ok(entries) = list.query_selector_all("[data-entry]") else { return };
    let found = (0..entries.length())
        .filter_map(|index| entries.item(index)?.dyn_into::<HtmlElement>().ok())
        .find(|entry| entry.get_attribute("data-entry").as_deref() == Some(&*id.0));
    if let Some(entry) = found {
        let options = FocusOptions::new();
        options.set_prevent_scroll(true);
        // An element that cannot take the focus is no reason to stop.
        let _ = entry.focus_with_options(&options);
    }
}
