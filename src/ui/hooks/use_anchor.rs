//! Keeping what the reader looks at still while the list changes around it.

use std::rc::Rc;

use web_sys::Element;
use yew::prelude::*;

use crate::browser::scroll;
use crate::core::listing::Listing;

/// Measures the entry at the top of the screen before a changed listing reaches the page, and scrolls by as much as it moved
/// after. Browsers anchor by themselves in most cases, then nothing is left to do; Safari does not, and none does for what
/// is inserted while the page is at its very top.
#[hook]
pub fn use_anchor(list: &NodeRef, listing: &Rc<Listing>) {
    let drawn = use_mut_ref(|| listing.clone());
    let changes = !Rc::ptr_eq(&drawn.borrow(), listing);
    // This body runs before the changes reach the page: the last moment to see where things are.
    let anchor = if changes { list.cast::<Element>().and_then(|list| scroll::anchor(&list)) } else { None };
    let listing = listing.clone();
    // Yew runs effects right after the changes reach the page and before it is painted.
    use_effect(move || {
        if let Some(anchor) = anchor {
            scroll::hold(&anchor);
        }
        drawn.replace(listing);
    });
}
