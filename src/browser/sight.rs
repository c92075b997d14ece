//! Which part of a list is on the screen, and how tall its entries are.
//!
//! An entry says its place itself: `aria-posinset`, which counts from 1. What is not drawn is a gap as tall as the entries
//! that it stands for.

use std::ops::Range;
use std::rc::Rc;

use web_sys::Element;

use super::marks::entries;
use super::scroll::focused;
use super::scrollers;
use crate::core::model::{Entry, EntryId};
use crate::core::window::{Heights, PER_PIXEL};

/// A little below where an entry stands that was gone to.
const BELOW: f64 = 8.0;

/// What is seen of a list.
#[derive(Debug, PartialEq, Eq)]
pub struct Sight {
    /// The places of the entries on the screen, drawn or not; empty while the page shows no list, as in a tab of its own that is
    /// not open.
    pub seen: Range<usize>,
    /// The place at the reading line, where an entry stands that was gone to; none while the list begins below it.
    pub line: Option<usize>,
    /// Whether the reader is less than a screen away from the end of the list, and still in it; not while they go through it by
    /// keyboard.
    pub end_near: bool,
}

/// Looks where the reader is in a list of these entries.
#[must_use]
pub fn look(list: &Element, all: &[Rc<Entry>], heights: &Heights) -> Sight {
    let view = scrollers::view(list);
    let frame = list.get_bounding_client_rect();
    let rule = Rule { top: frame.top(), drawn: entries(list), all, heights };
    let margin = rule.drawn.first().map(|entry| scrollers::computed(entry, "scroll-margin-top"));
    // A number with a unit behind it, or a keyword, which is no number.
    let margin = margin.map_or(0.0, |margin| js_sys::parse_float(&margin)).max(0.0);
    let line = view.top + margin + BELOW;
    let is_in_it = frame.bottom() > view.top && frame.bottom() < view.bottom + (view.bottom - view.top);
    // Who goes by keyboard gets out of the feed the way they came in: entry by entry, and no more of them on the way.
    let is_walking = || {
        focused(list).is_some_and(|on| {
            let is_inside = list.contains(Some(&on)) && on.matches(":focus-visible") == Ok(true);
            is_inside || on.matches(".more") == Ok(true)
        })
    };
    let is_shown = frame.height() > 0.0;
    Sight {
        seen: if is_shown { rule.place_at(view.top)..rule.place_at(view.bottom) + 1 } else { 0..0 },
        line: (frame.top() <= line).then(|| rule.place_at(line)),
        end_near: is_in_it && !is_walking(),
    }
}

/// Notes how tall the drawn entries are, each with what stands between it and the one before: a day, or the line of the last visit.
/// A list that the page does not show says nothing of that.
pub fn measure(list: &Element, heights: &mut Heights) {
    let frame = list.get_bounding_client_rect();
    if frame.height() <= 0.0 {
        return;
    }
    let children = list.children();
    let mut above = frame.top();
    for child in (0..children.length()).filter_map(|index| children.item(index)) {
        let id = child.get_attribute("data-entry");
        if id.is_none() && child.matches(".unseen") != Ok(true) {
            continue;
        }
        let bottom = child.get_bounding_client_rect().bottom();
        if let Some(id) = id {
            heights.note(&EntryId::from(&*id), parts(bottom - above));
        }
        above = bottom;
    }
    heights.settle();
}

/// What a place is read off.
struct Rule<'a> {
    top: f64,
    drawn: Vec<Element>,
    all: &'a [Rc<Entry>],
    heights: &'a Heights,
}

impl Rule<'_> {
    /// The place of what is drawn at `y`, or would be; at the ends of the list the first or the last.
    fn place_at(&self, y: f64) -> usize {
        let after = self.drawn.partition_point(|entry| entry.get_bounding_client_rect().bottom() <= y);
        let below = self.drawn.get(after);
        let next = below.map_or(self.all.len(), place);
        if below.is_some_and(|entry| entry.get_bounding_client_rect().top() <= y) {
            return next;
        }
        let above = after.checked_sub(1).and_then(|before| self.drawn.get(before));
        let (first, top) = above
            .map_or((0, self.top), |entry| (place(entry) + 1, entry.get_bounding_client_rect().bottom()));
        match self.all.get(first..next).filter(|gap| !gap.is_empty()) {
            Some(gap) => first + self.heights.place_at(gap, parts(y - top)),
            None => next.min(self.all.len().saturating_sub(1)),
        }
    }
}

fn place(entry: &Element) -> usize {
    let written = entry.get_attribute("aria-posinset").and_then(|place| place.parse::<usize>().ok());
    written.unwrap_or_default().saturating_sub(1)
}

fn parts(pixels: f64) -> usize {
    // A number below zero becomes zero.
    (pixels * PER_PIXEL as f64).round() as usize
}
