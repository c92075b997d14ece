//! Keeping what the reader looks at still while the list changes around it.

use std::cell::RefCell;
use std::rc::Rc;

use web_sys::{Element, Node};
use yew::prelude::*;

use crate::browser::{mutations, scroll};
use crate::core::consent::Consent;
use crate::core::listing::Listing;

/// Measures the entry at the top of the screen before a changed listing, or what may be loaded now, reaches the page, and
/// scrolls by as much as it moved after. Browsers anchor by themselves in most cases, then nothing is left to do; Safari does not, and none does for what
/// is inserted while the page is at its very top. The focus of what goes moves to its entry, that of an entry to its neighbour.
///
/// `top` is an element beside the list that is always there.
#[hook]
pub fn use_anchor(list: &NodeRef, top: &NodeRef, listing: &Rc<Listing>, consent: &Rc<Consent>) {
    let drawn = use_mut_ref(|| (listing.clone(), consent.clone()));
    let noted = use_mut_ref(|| None);
    let is_drawn = {
        let drawn = drawn.borrow();
        Rc::ptr_eq(&drawn.0, listing) && Rc::ptr_eq(&drawn.1, consent)
    };
    if !is_drawn {
        // This body runs before the changes reach the page: the last moment to see where things are.
        noted.replace(list.cast::<Element>().map(|list| scroll::place(&list)));
    }
    use_early_hold(top, &noted);
    let now = (listing.clone(), consent.clone());
    use_effect(move || {
        if let Some(place) = noted.take() {
            scroll::hold(&place);
        }
        drawn.replace(now);
    });
}

/// Holds the noted place as soon as the page has changed. On a slow phone yew lets the browser paint between its changes and
/// its effects, and that one frame would show the reader another part of the story. Runs once; the cleanup stops watching.
#[hook]
fn use_early_hold(top: &NodeRef, noted: &Rc<RefCell<Option<scroll::Place>>>) {
    let (top, noted) = (top.clone(), noted.clone());
    use_effect_with((), move |()| {
        let around = top.cast::<Node>().and_then(|top| top.parent_node());
        let watch = around.and_then(|around| {
            mutations::watch(&around, move || {
                // Let go before holding: a focus that moves may call back into the reader.
                let place = noted.borrow().clone();
                if let Some(place) = place {
                    scroll::hold(&place);
                }
            })
        });
        move || drop(watch)
    });
}
