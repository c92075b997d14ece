//! Keeping what the reader looks at still while the list changes around it.

use std::rc::Rc;

use web_sys::Element;
use yew::prelude::*;

use crate::browser::scroll;
use crate::core::listing::Listing;

/// Measures the entry at the top of the screen before a changed listing reaches the page, and scrolls by as much as it moved
/// after. Browsers anchor by themselves in most cases, then nothing is left to do; Safari does not, and none does for what
/// is inserted while the page is at its very top. The focus of an entry that goes moves to its neighbour.
#[hook]
pub fn use_anchor(list: &NodeRef, listing: &Rc<Listing>) {
    let drawn = use_mut_ref(|| listing.clone());
    let changes = !Rc::ptr_eq(&drawn.borrow(), listing);
    // This body runs before the changes reach the page: the last moment to see where things are.
    let place = if changes { list.cast::<Element>().map(|list| scroll::place(&list)) } else { None };
    let listing = listing.clone();
    // Yew runs effects right after the changes reach the page and before it is painted.
    use_effect(move || {
        if let Some(place) = place {
            scroll::hold(&place);
        }
        drawn.replace(listing);
    });
}
