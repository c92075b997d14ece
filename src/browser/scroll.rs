//! Keeping what the reader looks at where it is, and going where the reader asks.

use std::cell::Cell;

use gloo::timers::callback::Timeout;
use wasm_bindgen::JsCast;
use web_sys::{
    Element, FocusOptions, HtmlElement, ScrollBehavior, ScrollIntoViewOptions, ScrollLogicalPosition,
    ShadowRoot,
};

use super::marks::{Mark, blocks, entries, first_in};
use super::{clock, page, scrollers};
use crate::core::model::EntryId;

/// How long a gentle scroll takes at most, in milliseconds.
const GLIDE: u64 = 1000;

/// A gentle scroll passes so many screens at most.
const GENTLY: f64 = 12.0;

/// After so many milliseconds entries that come into view have their height.
const LAID_OUT: u32 = 100;

thread_local! {
    /// Until when the page scrolls by our wish. One for all readers of a page: it scrolls as one.
    static GLIDES_UNTIL: Cell<u64> = const { Cell::new(0) };
}

/// What the reader looks at and works with, before the list changes.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Place {
    block: Option<Block>,
    entries: Vec<Mark>,
    focus: Option<Focus>,
    off: f64,
}

/// A paragraph or the like in an entry that begins above the screen.
#[derive(Clone, Debug, PartialEq)]
struct Block {
    mark: Mark,
    text: String,
}

/// What has the focus, and who takes over when it goes: the entry that holds it, or else one beside that.
#[derive(Clone, Debug, PartialEq)]
struct Focus {
    on: Element,
    heirs: Vec<Element>,
}

/// Notes the reader's place in the list. `off` is how much it is off already, by less than a pixel: many such would add up.
#[must_use]
pub fn place(list: &Element, off: f64) -> Place {
    let (block, entries) = on_screen(list);
    Place { block, entries, focus: focus_in(list), off }
}

/// Gives the reader their place back, to the pixel. When what had the focus is gone, its entry or a neighbour of that takes
/// over, so that the focus is never thrown to the top of the page. Gives back by how much less than a pixel it is still off.
pub fn hold(place: &Place) -> f64 {
    let anchor = place.anchor();
    let off = anchor.map_or(0.0, |(now, top)| {
        scrollers::scroll_by(&now, || now.get_bounding_client_rect().top() - top + place.off)
    });
    if let Some(focus) = place.focus.as_ref().filter(|focus| !focus.on.is_connected())
        && let Some(heir) = focus.heirs.iter().find(|heir| heir.is_connected())
    {
        focus_on(heir);
    }
    off
}

impl Place {
    /// What must be where it was, and where that is: the block or, when it has gone, the first entry that has not.
    fn anchor(&self) -> Option<(Element, f64)> {
        let entry = self.entries.iter().find(|mark| mark.element.is_connected());
        let entry = entry.map(|mark| (mark.element.clone(), mark.top));
        let block = self.block.as_ref().filter(|block| block.mark.element.is_connected());
        block.map(|block| (block.now(), block.mark.top)).or(entry)
    }
}

impl Block {
    /// The element that shows now what this block showed. An edit that puts a paragraph in lets the elements of others take
    /// over each other's text: a reader reads text.
    fn now(&self) -> Element {
        let is_it = |element: &Element| element.text_content().is_some_and(|text| text == self.text);
        let own = &self.mark.element;
        if !self.text.is_empty()
            && !is_it(own)
            && let Some(entry) = own.closest("[data-entry]").ok().flatten()
            && let Some(other) = blocks(&entry).into_iter().map(|mark| mark.element).find(is_it)
        {
            return other;
        }
        own.clone()
    }
}

/// The entries that are at least partly on the screen; of the first, when it begins above, what comes first in it. Nothing when
/// the reader looks at the top of the list, where new entries are meant to push the others down.
fn on_screen(list: &Element) -> (Option<Block>, Vec<Mark>) {
    let view = scrollers::view(list);
    let mut seen: Vec<Mark> = Vec::new();
    if list.get_bounding_client_rect().top() >= view.top {
        return (None, seen);
    }
    for element in entries(list) {
        let frame = element.get_bounding_client_rect();
        if frame.top() >= view.bottom {
            break;
        }
        if frame.bottom() > view.top {
            seen.push(Mark { top: frame.top(), element });
        }
    }
    let cut = seen.first().filter(|mark| mark.top < view.top);
    let block = cut.and_then(|cut| {
        let mark = first_in(&blocks(&cut.element), 0.0, view)?.clone();
        Some(Block { text: mark.element.text_content().unwrap_or_default(), mark })
    });
    (block, seen)
}

fn focus_in(list: &Element) -> Option<Focus> {
    let on = focused(list)?;
    let entry = on.closest("[data-entry]").ok().flatten()?;
    let all = entries(list);
    // An entry above the list has no neighbours.
    let at = all.iter().position(|other| *other == entry);
    let beside = [at.and_then(|at| at.checked_add(1)), at.and_then(|at| at.checked_sub(1))];
    let neighbours = beside.into_iter().flatten().filter_map(|at| all.get(at).cloned());
    let heirs = std::iter::once(entry).chain(neighbours).collect();
    Some(Focus { on, heirs })
}

/// What has the focus in the shadow root of the list.
#[must_use]
pub fn focused(list: &Element) -> Option<Element> {
    let shadow: ShadowRoot = list.get_root_node().dyn_into().ok()?;
    shadow.active_element()
}

/// Brings an element to the top of the window, gently unless the reader wants less motion.
pub fn bring(element: &Element) {
    let away = element.get_bounding_client_rect().top().abs();
    let view = scrollers::view(element);
    to_the_top(
        element,
        // On a longer way there is nothing to be seen but gaps.
        if page::prefers_less_motion() || away > GENTLY * (view.bottom - view.top) {
            ScrollBehavior::Instant
        } else {
            GLIDES_UNTIL.set(clock::now().tick.0.saturating_add(GLIDE));
            ScrollBehavior::Smooth
        },
    );
}

fn to_the_top(element: &Element, behavior: ScrollBehavior) {
    let options = ScrollIntoViewOptions::new();
    options.set_block(ScrollLogicalPosition::Start);
    options.set_behavior(behavior);
    element.scroll_into_view_with_scroll_into_view_options(&options);
}

/// Whether the page may still be on its way to where [`bring`] sent it; scrolling it now would stop it there.
#[must_use]
pub fn gliding() -> bool {
    clock::now().tick.0 < GLIDES_UNTIL.get()
}

/// Puts the focus on an entry; the page stays where it is.
pub fn focus(list: &Element, id: &EntryId) {
    if let Some(entry) = entry_of(list, id) {
        focus_on(&entry);
    }
}

/// Brings an entry to the top of the window and puts the focus on it. At once, for it may be far away, and once more when the
/// entries on the way, whose height was only guessed, have been laid out.
pub fn go_to(list: &Element, id: &EntryId) {
    let Some(entry) = entry_of(list, id) else { return };
    focus_on(&entry);
    to_the_top(&entry, ScrollBehavior::Instant);
    Timeout::new(LAID_OUT, move || {
        // Unless the reader has gone on since.
        if entry.is_connected() && entry.matches(":focus-within") == Ok(true) {
            to_the_top(&entry, ScrollBehavior::Instant);
        }
    })
    .forget();
}

fn entry_of(list: &Element, id: &EntryId) -> Option<Element> {
    entries(list).into_iter().find(|entry| entry.get_attribute("data-entry").as_deref() == Some(&*id.0))
}

/// Puts the focus on an element; the page stays where it is.
pub fn focus_on(element: &Element) {
    let Some(element) = element.dyn_ref::<HtmlElement>() else { return };
    let options = FocusOptions::new();
    options.set_prevent_scroll(true);
    // An element that cannot take the focus is no reason to stop.
    let _ = element.focus_with_options(&options);
}
