//! What keeps new entries waiting, as far as the page knows it.

use std::rc::Rc;

use web_sys::Element;
use yew::prelude::*;

use super::{use_effect_with, use_mut_ref};
use crate::browser::holds;
use crate::core::listing::Listing;
use crate::core::session::Action;
use crate::ui::store::Dispatch;

/// Reports selected text, playing media and the focus inside the reader, at each change. The watch runs once and its cleanup
/// stops it; a changed listing makes it look again, since what went took its hold along. `top` is a child of the reader.
#[hook]
pub fn use_holds(top: &NodeRef, listing: &Rc<Listing>, dispatch: &Dispatch) {
    let watch = use_mut_ref(|| None);
    let (top, dispatch, armed) = (top.clone(), dispatch.clone(), watch.clone());
    use_effect_with((), move |()| {
        let reader = top.cast::<Element>().and_then(|top| top.parent_element());
        armed.replace(reader.and_then(|reader| {
            holds::watch(reader, move |seen| {
                dispatch.send(Action::SelectionSeen(seen.selected));
                dispatch.send(Action::MediaSeen(seen.playing));
                dispatch.send(Action::FocusSeen(seen.focused));
            })
        }));
        move || drop(armed.take())
    });
    use_effect_with(listing.clone(), move |_| {
        if let Some(watch) = &*watch.borrow() {
            watch.look_again();
        }
    });
}
