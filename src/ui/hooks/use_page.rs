//! What the session must know of the page around it.

use std::cell::RefCell;
use std::rc::Rc;

use wasm_bindgen_futures::spawn_local;
use web_sys::Element;
use yew::prelude::*;

use super::use_effect_with;
use crate::browser::channels::system;
use crate::browser::{page, top};
use crate::core::session::Action;
use crate::ui::store::Dispatch;

/// Reports visibility, network, permission, whether the page is put aside, and whether the top of the feed is in view, now and at each change. Runs once;
/// the cleanup stops listening. `top` is an element that stands just above the first entry.
#[hook]
pub fn use_page(top: &NodeRef, dispatch: &Dispatch) {
    let (top, dispatch) = (top.clone(), dispatch.clone());
    use_effect_with((), move |()| {
        let send = |dispatch: &Dispatch| {
            let dispatch = dispatch.clone();
            move |action| dispatch.send(action)
        };
        dispatch.send(Action::VisibilityChanged { hidden: page::is_hidden() });
        dispatch.send(Action::NetworkChanged { offline: page::is_offline() });
        dispatch.send(Action::PermissionSeen(system::permission()));

        let report = send(&dispatch);
        let visibility = page::on_visibility(move |hidden| report(Action::VisibilityChanged { hidden }));
        let report = send(&dispatch);
        let network = page::on_network(move |offline| report(Action::NetworkChanged { offline }));
        let report = send(&dispatch);
        let aside = page::on_aside(move |why, aside| {
            if aside {
                return report(Action::PutAside(why));
            }
            // A page that was put aside may have missed that the network went or came.
            report(Action::NetworkChanged { offline: page::is_offline() });
            report(Action::BroughtBack(why));
        });
        let report = send(&dispatch);
        let focus = page::on_focus(move || report(Action::Woke));
        let report = send(&dispatch);
        let top =
            top.cast::<Element>().and_then(|top| top::watch(&top, move |seen| report(Action::TopSeen(seen))));
        let permission = watch_permission(dispatch);
        move || drop((visibility, network, aside, focus, top, permission.take()))
    });
}

/// The watch arrives later than the effect returns; the cell is where the cleanup finds it.
fn watch_permission(dispatch: Dispatch) -> Rc<RefCell<Option<system::PermissionWatch>>> {
    let cell = Rc::new(RefCell::new(None));
    let slot = Rc::downgrade(&cell);
    spawn_local(async move {
        let watch = system::watch(move |permission| dispatch.send(Action::PermissionSeen(permission))).await;
        if let Some(cell) = slot.upgrade() {
            cell.replace(watch);
        }
    });
    cell
}
