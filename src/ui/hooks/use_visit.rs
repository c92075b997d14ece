//! What is remembered of a visit, and what the reader has on the screen.

use std::rc::Rc;

use web_sys::Element;
use yew::prelude::*;

use super::{Stretch, use_effect_with, use_mut_ref};

use crate::browser::{clock, page, seen, storage};
use crate::core::session::{Action, State};
use crate::ui::store::Dispatch;

/// Tells the session of the last visit to the blog, at first and when the page is shown again; stores this one when the page
/// is hidden or left, or the reader is taken off it, and at no other time. Runs when the blog changes; the cleanup stops listening.
///
/// Nothing may run after a page was left, so the state is asked at that very moment and not one drawing later.
#[hook]
pub fn use_visit(state: &Rc<State>, dispatch: &Dispatch) {
    let latest = use_mut_ref(|| Rc::clone(state));
    latest.replace(Rc::clone(state));
    let dispatch = dispatch.clone();
    use_effect_with(state.config.blog_key.clone(), move |blog| {
        let blog = blog.clone();
        let recall = {
            let blog = blog.clone();
            move || dispatch.send(Action::VisitRecalled(storage::read_visit(&blog)))
        };
        let leave = move || {
            let state = latest.borrow();
            let now = clock::now();
            if state.config.blog_key == blog
                && let Some(visit) = state.visit_to_store(now)
            {
                storage::write_visit(&blog, &visit, now.wall);
            }
        };
        recall();
        let leaving = leave.clone();
        let shown = page::on_visibility(move |hidden| if hidden { leaving() } else { recall() });
        let left = page::on_left(leave.clone());
        move || {
            drop((shown, left));
            leave();
        }
    });
}

/// Reports unread entries that the reader has had on the screen. The watch lives while there are any and the page is
/// visible; entries join it as they are drawn.
#[hook]
pub fn use_seen(list: &NodeRef, state: &Rc<State>, stretches: &Rc<Vec<Stretch>>, dispatch: &Dispatch) {
    let watch = use_mut_ref(|| None::<seen::SeenWatch>);
    let watching = state.watches_reading();
    let (slot, dispatch) = (watch.clone(), dispatch.clone());
    use_effect_with(watching, move |watching| {
        if *watching {
            slot.replace(seen::watch(move |ids| dispatch.send(Action::EntriesSeen(ids))));
        }
        move || drop(slot.take())
    });
    let (list, state) = (list.clone(), Rc::clone(state));
    use_effect_with((watching, Rc::clone(&state.listing), Rc::clone(stretches)), move |_| {
        if let Some(watch) = &*watch.borrow()
            && let Some(list) = list.cast::<Element>()
        {
            watch.observe(&list, |id| state.is_unread(id));
        }
    });
}
