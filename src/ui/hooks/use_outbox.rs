//! Delivering what the session sends out.

use std::rc::Rc;

use wasm_bindgen_futures::spawn_local;
use web_sys::{Element, HtmlElement};
use yew::prelude::*;

use crate::browser::channels::{sound, system};
use crate::browser::events::{self, Verdict};
use crate::browser::scroll;
use crate::core::json::Json;
use crate::core::session::{Action, Outbox, Outgoing, Permission};
use crate::ui::store::Dispatch;

/// Delivers each item once, oldest first, after the page shows what led to it. Runs when the outbox changes; there is
/// nothing to clean up, since what was delivered is delivered.
#[hook]
pub fn use_outbox(outbox: &Rc<Outbox>, host: &Option<HtmlElement>, list: &NodeRef, dispatch: &Dispatch) {
    let (host, list, dispatch) = (host.clone(), list.clone(), dispatch.clone());
    use_effect_with(outbox.clone(), move |outbox| {
        for (id, item) in outbox.items() {
            dispatch.send(Action::Delivered(*id));
            deliver(item, host.as_ref(), list.cast::<Element>().as_ref(), &dispatch);
        }
    });
}

fn deliver(item: &Outgoing, host: Option<&HtmlElement>, list: Option<&Element>, dispatch: &Dispatch) {
    match item {
        Outgoing::Event { name, detail } => {
            if let Some(host) = host {
                events::dispatch(host, name, detail);
            }
        }
        Outgoing::Notify(notice) => {
            if !system::show(notice) {
                dispatch.send(Action::PermissionSeen(Permission::Unsupported));
            }
        }
        Outgoing::Sound => sound::play(),
        Outgoing::AskPermission => ask(host, dispatch),
        Outgoing::Reveal(id) => {
            if let Some(list) = list {
                scroll::reveal(list, id);
            }
        }
        Outgoing::Focus(id) => {
            if let Some(list) = list {
                scroll::focus(list, id);
            }
        }
    }
}

/// The page may veto the question, to ask in its own way; then nothing changes.
fn ask(host: Option<&HtmlElement>, dispatch: &Dispatch) {
    let detail = Json::object([("state", Json::from("asking"))]);
    let verdict = host.map_or(Verdict::GoOn, |host| events::dispatch(host, "permission", &detail));
    let dispatch = dispatch.clone();
    match verdict {
        Verdict::Vetoed => dispatch.send(Action::PermissionSeen(system::permission())),
        Verdict::GoOn => {
            spawn_local(async move { dispatch.send(Action::PermissionSeen(system::ask().await)) });
        }
    }
}
