//! What scrolls the list: the window and every box of the page around it, across shadow boundaries.

use wasm_bindgen::JsCast;
use web_sys::{Element, ScrollBehavior, ScrollToOptions, ShadowRoot};

/// What is seen of the list at most, measured from the top of the window.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct View {
    /// Where it begins.
    pub top: f64,
    /// Where it ends.
    pub bottom: f64,
}

/// What the window and the boxes around the element leave to be seen.
#[must_use]
pub fn view(element: &Element) -> View {
    let window = web_sys::window().and_then(|window| window.inner_height().ok()?.as_f64());
    let mut view = View { top: 0.0, bottom: window.unwrap_or_default() };
    for scroller in around(element) {
        let frame = scroller.get_bounding_client_rect();
        view.top = view.top.max(frame.top() + f64::from(scroller.client_top()));
        view.bottom = view.bottom.min(frame.bottom());
    }
    view
}

/// Scrolls what is around the element by so much, the innermost first: what moved in it is put right in it. `left` tells how
/// much is left to do, since a box at its end cannot go on. Gives back the part
/// of a pixel that is left: browsers scroll by whole ones.
pub fn scroll_by(element: &Element, left: impl Fn() -> f64) -> f64 {
    let root = web_sys::window().and_then(|window| window.document()?.scrolling_element());
    for scroller in around(element).into_iter().chain(root) {
        let by = left();
        if by.abs() < 0.5 {
            return by;
        }
        let options = ScrollToOptions::new();
        options.set_top(by);
        // At once, also on a page that makes its own scrolling smooth.
        options.set_behavior(ScrollBehavior::Instant);
        scroller.scroll_by_with_scroll_to_options(&options);
    }
    // What the page has no room for is given up.
    Some(left()).filter(|left| left.abs() < 1.0).unwrap_or_default()
}

/// Whether what scrolls the element is at its very end, where the browser itself moves up when something shrinks.
#[must_use]
pub fn at_end(element: &Element) -> bool {
    let root = || web_sys::window()?.document()?.scrolling_element();
    around(element).into_iter().next().or_else(root).is_some_and(|scroller| {
        let (seen, all) = (scroller.client_height(), scroller.scroll_height());
        scroller.scroll_top().saturating_add(seen) >= all.saturating_sub(1)
    })
}

/// Whether the browser keeps the element still by itself. Safari cannot, and a page may forbid it.
#[must_use]
pub fn anchor_by_themselves(element: &Element) -> bool {
    let mut next = Some(element.clone());
    while let Some(one) = next {
        if computed(&one, "overflow-anchor") != "auto" {
            return false;
        }
        if scrolls(&one) {
            return true;
        }
        next = parent(&one);
    }
    true
}

/// The boxes of the page that scroll the element, the innermost first. The window is not among them.
fn around(element: &Element) -> Vec<Element> {
    let mut found = Vec::new();
    let mut next = parent(element);
    while let Some(one) = next {
        next = parent(&one);
        if scrolls(&one) {
            found.push(one);
        }
    }
    found
}

/// A box that merely cuts off what is too much is none that a reader scrolls.
fn scrolls(element: &Element) -> bool {
    element.scroll_height() > element.client_height()
        && matches!(&*computed(element, "overflow-y"), "auto" | "scroll")
}

/// What the element's style comes to.
#[must_use]
pub fn computed(element: &Element, property: &str) -> String {
    web_sys::window()
        .and_then(|window| window.get_computed_style(element).ok()?)
        .and_then(|style| style.get_property_value(property).ok())
        .unwrap_or_default()
}

/// What the element is drawn in: the slot it is put into, its parent, or the element whose shadow it is in.
fn parent(element: &Element) -> Option<Element> {
    let slot = element.assigned_slot().map(JsCast::unchecked_into);
    slot.or_else(|| element.parent_element())
        .or_else(|| Some(element.get_root_node().dyn_into::<ShadowRoot>().ok()?.host()))
}
