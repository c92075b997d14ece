//! The things a list consists of, and where each begins.

use wasm_bindgen::JsCast;
use web_sys::{Element, NodeList};

use super::scrollers::View;

/// Something on the page and where it begins.
#[derive(Clone, Debug, PartialEq)]
pub struct Mark {
    /// The thing.
    pub element: Element,
    /// Where it begins.
    pub top: f64,
}

/// The entries of a list.
#[must_use]
pub fn entries(list: &Element) -> Vec<Element> {
    elements(list.query_selector_all("[data-entry]").ok())
}

/// What an entry consists of, as far as it is drawn, from the top of the window.
#[must_use]
pub fn blocks(entry: &Element) -> Vec<Mark> {
    let mut found = Vec::new();
    for element in elements(entry.query_selector_all(".main *").ok()) {
        let frame = element.get_bounding_client_rect();
        if frame.height() > 0.0 {
            found.push(Mark { element, top: frame.top() });
        }
    }
    found
}

/// The first thing that begins in the view, or what fills the view when none does. Marks are in the order of the page, measured
/// from `base`.
pub fn first_in(marks: &[Mark], base: f64, view: View) -> Option<&Mark> {
    let mut before = None;
    for mark in marks.iter().filter(|mark| mark.element.is_connected()) {
        let top = base + mark.top;
        if top >= view.top {
            return if top < view.bottom { Some(mark) } else { before };
        }
        before = Some(mark);
    }
    before
}

fn elements(found: Option<NodeList>) -> Vec<Element> {
    let Some(found) = found else { return Vec::new() };
    (0..found.length()).filter_map(|index| found.item(index)?.dyn_into().ok()).collect()
}
