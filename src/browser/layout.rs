//! Doing what scroll anchoring does, for browsers and pages without it: a picture that arrives above what the reader looks at
//! must not push that away.
//!
//! Positions are measured from the top of the reader, so that no scrolling changes them: there is nothing to do while the page
//! scrolls, and a difference between two measurements is what has grown or shrunk in between.

use web_sys::Element;

use super::marks::{Mark, blocks, entries, first_in};
use super::scroll::gliding;
use super::scrollers;

/// Where the things of a list begin, measured from the top of the reader.
#[derive(Debug)]
pub struct Layout {
    list: f64,
    marks: Vec<Mark>,
}

impl Layout {
    /// Measures the list: its entries, and what the entries near the screen consist of. None where the browser keeps things
    /// still by itself.
    #[must_use]
    pub fn of(list: &Element) -> Option<Layout> {
        if scrollers::anchor_by_themselves(list) {
            return None;
        }
        let base = base(list);
        let view = scrollers::view(list);
        // What is farther away will have been measured again before the reader is there, as its pictures load on the way.
        let near = 2.0 * (view.bottom - view.top);
        let mut marks = Vec::new();
        for element in entries(list) {
            let frame = element.get_bounding_client_rect();
            let inside = if frame.bottom() > view.top - near && frame.top() < view.bottom + near {
                blocks(&element)
            } else {
                Vec::new()
            };
            marks.push(Mark { element, top: frame.top() - base });
            marks.extend(inside.into_iter().map(|mark| Mark { top: mark.top - base, ..mark }));
        }
        Some(Layout { list: list.get_bounding_client_rect().top() - base, marks })
    }

    /// Gives the reader back what they saw when this was measured, to the pixel. Not at the top of the list, where what is
    /// new is meant to push the others down. `off` is how much things were off already; gives back how much they still are.
    pub fn keep(&self, list: &Element, off: f64) -> f64 {
        let (base, view) = (base(list), scrollers::view(list));
        if base + self.list >= view.top || gliding() {
            return 0.0;
        }
        let Some(mark) = first_in(&self.marks, base, view) else { return 0.0 };
        let by = mark.element.get_bounding_client_rect().top() - base - mark.top + off;
        // At its end, the page has moved up by itself.
        if by < 0.0 && scrollers::at_end(list) {
            return 0.0;
        }
        // Scrolling moves the reader with its things: what is left to do is told by how far both have gone.
        scrollers::scroll_by(list, || by + self::base(list) - base)
    }
}

fn base(list: &Element) -> f64 {
    list.parent_element().map_or(0.0, |reader| reader.get_bounding_client_rect().top())
}
