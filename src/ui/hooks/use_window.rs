//! Keeping what stands in the page to what is around the screen, however long the list is.

use std::cell::RefCell;
use std::ops::Range;
use std::rc::Rc;

use gloo::timers::callback::Timeout;
use web_sys::Element;
use yew::prelude::*;

use super::{Kept, use_effect_with, use_kept, use_mut_ref};
use crate::browser::sight::{self, Sight};
use crate::browser::{scroll, scrolling};
use crate::core::key_events;
use crate::core::listing::Listing;
use crate::core::model::EntryId;
use crate::core::order::Set;
use crate::core::search::Query;
use crate::core::session::{Action, Outgoing, State};
use crate::core::window::{Heights, Span, WHOLE, Window, pixels, spans};
use crate::ui::store::Dispatch;

/// A part of the list as it is drawn.
#[derive(Clone, Debug, PartialEq)]
pub enum Stretch {
    /// The entries at these places.
    Drawn(Range<usize>),
    /// Room of this height, in pixels.
    Gap(AttrValue),
}

/// What is drawn of the list, and where in it the reader is.
#[derive(Clone)]
pub struct Seen {
    /// All of the list, in order. The very same until another part of it is drawn.
    pub stretches: Rc<Vec<Stretch>>,
    /// The key event that the reader has reached.
    pub reached: Option<EntryId>,
    /// Where another query is marked already, and the one that is marked elsewhere until the next drawing.
    pub late: Option<(Range<usize>, Rc<Query>)>,
    shown: Kept<Shown>,
    memory: Rc<RefCell<Memory>>,
}

/// What a look leads to: when it changes, the reader is drawn again.
#[derive(Clone, Default, PartialEq)]
struct Shown {
    /// How often another part of the list was wanted.
    moves: u32,
    reached: Option<EntryId>,
}

impl Shown {
    fn moved(self, again: bool) -> Self {
        Self { moves: self.moves.wrapping_add(u32::from(again)), ..self }
    }
}

/// What was seen at the last look, how tall everything was, and what came of it.
#[derive(Default)]
struct Memory {
    listing: Rc<Listing>,
    window: Window,
    heights: Heights,
    /// Whether more of the window is to be drawn next time.
    grows: bool,
    query: Rc<Query>,
    /// What was looked for before, while that is marked in entries that nobody sees.
    earlier: Option<Rc<Query>>,
    /// What the stretches were made of.
    made: (Range<usize>, Vec<usize>),
    stretches: Rc<Vec<Stretch>>,
}

/// What of the listing is drawn now: around what is on the screen, and around where the reader is taken next. The entry that has
/// the focus and those in use are drawn wherever they are.
#[hook]
pub fn use_window(list: &NodeRef, state: &Rc<State>, query: &Rc<Query>) -> Seen {
    let memory = use_mut_ref(Memory::default);
    let shown = use_kept(Shown::default);
    let reached = shown.get().reached;
    let (stretches, late) = {
        let mut memory = memory.borrow_mut();
        memory.mark(query);
        let stretches = memory.follow(state, list.cast::<Element>().as_ref());
        (stretches, memory.earlier.clone().map(|earlier| (memory.window.seen(), earlier)))
    };
    Seen { stretches, reached, late, shown, memory }
}

/// Looks where the reader is, after each change of the list and in each frame in which something scrolls. To be called after
/// whatever moves the page by the reader's wish. Runs once; the cleanup stops watching.
#[hook]
pub fn use_look(list: &NodeRef, seen: &Seen, state: &Rc<State>, dispatch: &Dispatch) {
    let shown = seen.shown.clone();
    let looks = {
        let (list, shown, memory) = (list.clone(), seen.shown.clone(), seen.memory.clone());
        move || {
            let list = list.cast::<Element>()?;
            let (found, reached, is_behind) = memory.borrow_mut().look(&list)?;
            Some((found, Shown { reached, ..shown.get() }, is_behind))
        }
    };
    let memory = Rc::clone(&seen.memory);
    let show = move |next: Shown, is_behind: bool| {
        memory.borrow_mut().grows |= is_behind;
        shown.set(next.moved(is_behind));
    };
    let (scrolled, look, dispatch) = (show.clone(), looks.clone(), dispatch.clone());
    use_effect_with((), move |()| {
        let watch = scrolling::watch(move || {
            let Some((found, next, is_behind)) = look() else { return };
            scrolled(next, is_behind);
            if found.end_near {
                dispatch.send(Action::EndNeared);
            }
        });
        move || drop(watch)
    });
    let drawing = (Rc::clone(&state.listing), Rc::clone(&seen.stretches), seen.late.is_some());
    use_effect_with(drawing, move |_| {
        // What was drawn comes to the eye first.
        let timer = looks().map(|(_, next, is_behind)| Timeout::new(0, move || show(next, is_behind)));
        move || drop(timer)
    });
}

impl Memory {
    /// Another query is marked first in what the reader sees. To be called before [`Self::follow`].
    fn mark(&mut self, query: &Rc<Query>) {
        if self.grows {
            self.earlier = None;
        }
        if self.query != *query {
            let before = std::mem::replace(&mut self.query, Rc::clone(query));
            self.earlier.get_or_insert(before);
        }
    }

    /// The list as it is drawn next. Runs before any change reaches the page: the last moment to see how tall things are.
    fn follow(&mut self, state: &State, list: Option<&Element>) -> Rc<Vec<Stretch>> {
        let entries = &state.listing.entries;
        let is_other = !Rc::ptr_eq(&self.listing, &state.listing);
        let before = if is_other {
            self.window = self.window.carried(&self.listing.entries, entries);
            std::mem::replace(&mut self.listing, Rc::clone(&state.listing))
        } else {
            Rc::clone(&self.listing)
        };
        let drawn = before.entries.get(self.made.0.clone()).unwrap_or_default();
        let begun = |window: &Window| {
            let drawn: Set<EntryId> = drawn.iter().map(|entry| entry.id.clone()).collect();
            window.begun(|place| entries.get(place).is_some_and(|entry| drawn.contains(&entry.id)))
        };
        let grows = std::mem::take(&mut self.grows) || is_other;
        let mut places = if grows { begun(&self.window) } else { self.made.0.clone() };
        for id in state.outbox().items().iter().filter_map(|(_, item)| aim(item)) {
            let place = entries.iter().position(|entry| entry.id == *id);
            if let Some(place) = place.filter(|place| !places.contains(place)) {
                self.window = self.window.reaching(place, entries.len());
                places = begun(&self.window);
            }
        }
        let is_long = entries.len() > WHOLE;
        // Of a short list too, while it is drawn in steps.
        let is_whole = places.len() == entries.len();
        let made = (places, if is_whole { Vec::new() } else { kept(state, list) });
        if is_other || made != self.made {
            if let Some(list) = list.filter(|_| is_long) {
                sight::measure(list, &mut self.heights);
            }
            self.made = made;
            self.draw();
        }
        Rc::clone(&self.stretches)
    }

    fn draw(&mut self) {
        let entries = &self.listing.entries;
        let stretch = |span: Span| match span {
            Span::Drawn(places) => Stretch::Drawn(places),
            Span::Gap(places) => {
                let height = self.heights.sum(entries.get(places).unwrap_or_default());
                Stretch::Gap(AttrValue::from(pixels(height)))
            }
        };
        let spans = spans(&self.made.0, entries.len(), &self.made.1);
        let stretches: Vec<Stretch> = spans.into_iter().map(stretch).collect();
        if *self.stretches != stretches {
            self.stretches = Rc::new(stretches);
        }
    }

    /// Looks where the reader is: what they see, the key event they have reached, and whether more is to be drawn. None while there is
    /// nothing to see.
    fn look(&mut self, list: &Element) -> Option<(Sight, Option<EntryId>, bool)> {
        let entries = &self.listing.entries;
        if entries.is_empty() {
            return None;
        }
        let found = sight::look(list, entries, &self.heights);
        self.window = self.window.seeing(found.seen.clone(), entries.len());
        let reached = found.line.and_then(|line| key_events::reached(entries, line)).cloned();
        Some((found, reached, self.earlier.is_some() || self.window.drawn() != self.made.0))
    }
}

/// The entry that a delivery needs on the page.
fn aim(item: &Outgoing) -> Option<&EntryId> {
    match item {
        Outgoing::Reveal(Some(id)) | Outgoing::Focus(id) | Outgoing::GoTo(id) => Some(id),
        _ => None,
    }
}

/// The places of what has the focus and what is in use.
fn kept(state: &State, list: Option<&Element>) -> Vec<usize> {
    let focused = list.and_then(scroll::focused).and_then(|on| on.closest("[data-entry]").ok().flatten());
    let focused = focused.and_then(|entry| entry.get_attribute("data-entry"));
    let ids = focused.map(|id| EntryId::from(&*id)).into_iter().chain(state.in_use());
    ids.filter_map(|id| state.listing.entries.iter().position(|entry| entry.id == id)).collect()
}

#[cfg(test)]
#[path = "use_window_tests.rs"]
mod tests;
