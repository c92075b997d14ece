//! Keeping what the reader looks at still while the list changes around it.

use std::cell::RefCell;
use std::rc::Rc;

use web_sys::{Element, Node};
use yew::prelude::*;

use super::{Stretch, use_effect_with, use_mut_ref};
use crate::browser::layout::Layout;
use crate::browser::{mutations, scroll, sizes};
use crate::core::consent::Consent;
use crate::core::listing::Listing;

/// Measures the entry at the top of the screen before a changed listing, another part of it, or what may be loaded now, reaches the page, and
/// scrolls by as much as it moved after. Browsers anchor by themselves in most cases, then nothing is left to do; Safari does not, and none does for what
/// is inserted while the page is at its very top. The focus of what goes moves to its entry, that of an entry to its neighbour.
///
/// `top` is an element beside the list that is always there.
#[hook]
pub fn use_anchor(list: &NodeRef, top: &NodeRef, now: &Drawing) {
    let drawn = use_mut_ref(|| now.clone());
    let noted = use_mut_ref(|| None);
    let measured = use_own_anchor(list, top);
    if *drawn.borrow() != *now {
        // This body runs before the changes reach the page: the last moment to see where things are.
        noted.replace(list.cast::<Element>().map(|list| scroll::place(&list, *measured.off.borrow())));
    }
    use_early_hold(top, &noted, &measured);
    let now = now.clone();
    use_effect(move || {
        if let Some(place) = noted.take() {
            measured.hold(&place);
        }
        drawn.replace(now);
    });
}

/// What decides where everything stands.
#[derive(Clone)]
pub struct Drawing {
    /// The entries.
    pub listing: Rc<Listing>,
    /// Which of them stand in the page.
    pub stretches: Rc<Vec<Stretch>>,
    /// What may be loaded.
    pub consent: Rc<Consent>,
}

/// By identity: whatever changes is made anew.
impl PartialEq for Drawing {
    fn eq(&self, other: &Self) -> bool {
        Rc::ptr_eq(&self.listing, &other.listing)
            && Rc::ptr_eq(&self.stretches, &other.stretches)
            && Rc::ptr_eq(&self.consent, &other.consent)
    }
}

/// Where things were when they last had another size; nothing where the browser keeps them still.
#[derive(Clone)]
struct Measured {
    list: NodeRef,
    layout: Rc<RefCell<Option<Layout>>>,
    /// By how much less than a pixel the reader's place is off: browsers scroll by whole ones.
    off: Rc<RefCell<f64>>,
}

impl Measured {
    /// Holds a place. What has moved for it has moved: it is not to be put right a second time.
    fn hold(&self, place: &scroll::Place) {
        self.off.replace(scroll::hold(place));
        if self.layout.borrow().is_some() {
            self.again();
        }
    }

    fn again(&self) {
        let now = self.list.cast::<Element>().and_then(|list| Layout::of(&list));
        self.layout.replace(now);
    }
}

/// Keeps things still when something gets another size by itself, a picture that arrives or a panel that opens: where the
/// browser does not. Runs once; the cleanup stops watching.
#[hook]
fn use_own_anchor(list: &NodeRef, top: &NodeRef) -> Measured {
    let measured = use_mut_ref(|| None);
    let off = use_mut_ref(|| 0.0);
    let measured = Measured { list: list.clone(), layout: measured, off };
    let (watched, top) = (measured.clone(), top.clone());
    use_effect_with((), move |()| {
        let around = top.cast::<Element>().and_then(|top| top.parent_element());
        let watch = around.and_then(|around| {
            sizes::watch(&around, move || {
                let before = watched.layout.take();
                if let Some((before, list)) = before.zip(watched.list.cast::<Element>()) {
                    let off = *watched.off.borrow();
                    watched.off.replace(before.keep(&list, off));
                }
                watched.again();
            })
        });
        move || drop(watch)
    });
    measured
}

/// Holds the noted place as soon as the page has changed. On a slow phone yew lets the browser paint between its changes and
/// its effects, and that one frame would show the reader another part of the story. Runs once; the cleanup stops watching.
#[hook]
fn use_early_hold(top: &NodeRef, noted: &Rc<RefCell<Option<scroll::Place>>>, measured: &Measured) {
    let (top, noted, measured) = (top.clone(), noted.clone(), measured.clone());
    use_effect_with((), move |()| {
        let around = top.cast::<Node>().and_then(|top| top.parent_node());
        let watch = around.and_then(|around| {
            mutations::watch(&around, move || {
                // Let go before holding: a focus that moves may call back into the reader.
                let place = noted.borrow().clone();
                if let Some(place) = place {
                    measured.hold(&place);
                }
            })
        });
        move || drop(watch)
    });
}
