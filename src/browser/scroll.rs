//! Keeping what the reader looks at where it is, and going where the reader asks.

use wasm_bindgen::JsCast;
use web_sys::{
    Element, FocusOptions, HtmlElement, ScrollBehavior, ScrollIntoViewOptions, ScrollLogicalPosition,
    ScrollToOptions, ShadowRoot,
};

use super::page;
use crate::core::model::EntryId;

/// What the reader looks at and works with, before the list changes.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Place {
    anchor: Option<Anchor>,
    focus: Option<Focus>,
}

/// An entry on the screen and how far below the top of the window it begins.
#[derive(Clone, Debug, PartialEq)]
struct Anchor {
    element: Element,
    top: f64,
}

/// What has the focus, and who takes over when it goes: the entry that holds it, or else one beside that.
#[derive(Clone, Debug, PartialEq)]
struct Focus {
    on: Element,
    heirs: Vec<Element>,
}

/// Notes the reader's place in the list.
#[must_use]
pub fn place(list: &Element) -> Place {
    Place { anchor: anchor(list), focus: focus_in(list) }
}

/// Gives the reader their place back, to the pixel. When what had the focus is gone, its entry or a neighbour of that takes
/// over, so that the focus is never thrown to the top of the page.
pub fn hold(place: &Place) {
    if let Some(anchor) = place.anchor.as_ref().filter(|anchor| anchor.element.is_connected()) {
        let moved = anchor.element.get_bounding_client_rect().top() - anchor.top;
        if moved.abs() >= 0.5
            && let Some(window) = web_sys::window()
        {
            let by = ScrollToOptions::new();
            by.set_top(moved);
            // At once, also on a page that makes its own scrolling smooth.
            by.set_behavior(ScrollBehavior::Instant);
            window.scroll_by_with_scroll_to_options(&by);
        }
    }
    if let Some(focus) = place.focus.as_ref().filter(|focus| !focus.on.is_connected())
        && let Some(heir) = focus.heirs.iter().find(|heir| heir.is_connected())
    {
        focus_on(heir);
    }
}

/// The first entry of the list that is at least partly on the screen. None when there is none, or when the reader looks at
/// the top of the list, where new entries are meant to push the others down.
fn anchor(list: &Element) -> Option<Anchor> {
    if list.get_bounding_client_rect().top() >= 0.0 {
        return None;
    }
    let element = entries(list).into_iter().find(|entry| entry.get_bounding_client_rect().bottom() > 0.0)?;
    Some(Anchor { top: element.get_bounding_client_rect().top(), element })
}

fn focus_in(list: &Element) -> Option<Focus> {
    let shadow: ShadowRoot = list.get_root_node().dyn_into().ok()?;
    let on = shadow.active_element()?;
    let entry = on.closest("[data-entry]").ok().flatten()?;
    let all = entries(list);
    // An entry above the list has no neighbours.
    let at = all.iter().position(|other| *other == entry);
    let beside = [at.and_then(|at| at.checked_add(1)), at.and_then(|at| at.checked_sub(1))];
    let neighbours = beside.into_iter().flatten().filter_map(|at| all.get(at).cloned());
    let heirs = std::iter::once(entry).chain(neighbours).collect();
    Some(Focus { on, heirs })
}

fn entries(list: &Element) -> Vec<Element> {
    let Ok(found) = list.query_selector_all("[data-entry]") else { return Vec::new() };
    (0..found.length()).filter_map(|index| found.item(index)?.dyn_into().ok()).collect()
}

/// Brings an element to the top of the window, gently unless the reader wants less motion.
pub fn bring(element: &Element) {
    let options = ScrollIntoViewOptions::new();
    options.set_block(ScrollLogicalPosition::Start);
    options.set_behavior(if page::prefers_less_motion() {
        ScrollBehavior::Instant
    } else {
        ScrollBehavior::Smooth
    });
    element.scroll_into_view_with_scroll_into_view_options(&options);
}

/// Puts the focus on an entry; the page stays where it is.
pub fn focus(list: &Element, id: &EntryId) {
    let all = entries(list);
    let found = all.iter().find(|entry| entry.get_attribute("data-entry").as_deref() == Some(&*id.0));
    if let Some(entry) = found {
        focus_on(entry);
    }
}

/// Puts the focus on an element; the page stays where it is.
pub fn focus_on(element: &Element) {
    let Some(element) = element.dyn_ref::<HtmlElement>() else { return };
    let options = FocusOptions::new();
    options.set_prevent_scroll(true);
    // An element that cannot take the focus is no reason to stop.
    let _ = element.focus_with_options(&options);
}
