//! Delivering what the session sends out.

use std::rc::Rc;

use wasm_bindgen_futures::spawn_local;
use web_sys::{Element, HtmlElement};
use yew::prelude::*;

use crate::browser::channels::sound::Player;
use crate::browser::channels::system;
use crate::browser::events::{self, Verdict};
use crate::browser::scroll;
use crate::core::json::Json;
use crate::core::session::{Action, Outbox, Outgoing};
use crate::ui::store::Dispatch;

/// Where deliveries go.
#[derive(Clone)]
pub struct Addresses {
    /// The element; events are dispatched on it.
    pub host: Option<HtmlElement>,
    /// The list of entries.
    pub list: NodeRef,
    /// What stands just above it.
    pub top: NodeRef,
}

/// Delivers each item once, oldest first, after the page shows what led to it. Runs when the outbox changes; there is
/// nothing to clean up, since what was delivered is delivered. The player goes with the reader.
#[hook]
pub fn use_outbox(outbox: &Rc<Outbox>, addresses: Addresses, dispatch: &Dispatch) {
    let player = use_mut_ref(Player::default);
    let dispatch = dispatch.clone();
    use_effect_with(outbox.clone(), move |outbox| {
        for (id, item) in outbox.items() {
            dispatch.send(Action::Delivered(*id));
            match item {
                Outgoing::Sound => player.borrow_mut().play(),
                item => deliver(item, &addresses, &dispatch),
            }
        }
    });
}

fn deliver(item: &Outgoing, addresses: &Addresses, dispatch: &Dispatch) {
    let list = addresses.list.cast::<Element>();
    match item {
        Outgoing::Event { name, detail } => {
            if let Some(host) = &addresses.host {
                events::dispatch(host, name, detail);
            }
        }
        Outgoing::Notify(notice) => {
            let (sender, entry) = (dispatch.clone(), notice.entry.clone());
            if !system::show(notice, move || sender.send(Action::NoticeFollowed(entry))) {
                dispatch.send(Action::NotificationFailed);
            }
        }
        Outgoing::Sound => {}
        Outgoing::Consent { key, granted } => {
            let detail =
                Json::object([("provider", Json::from(key.as_str())), ("granted", Json::Bool(*granted))]);
            let host = addresses.host.as_ref();
            let verdict = host.map_or(Verdict::GoOn, |host| events::dispatch(host, "consent", &detail));
            if verdict == Verdict::GoOn {
                dispatch.send(Action::ConsentGiven { key: key.clone(), granted: *granted });
            }
        }
        Outgoing::AskPermission => ask(addresses.host.as_ref(), dispatch),
        Outgoing::Reveal(Some(id)) => {
            if let Some(list) = list {
                scroll::focus(&list, id);
                scroll::bring(&list);
            }
        }
        Outgoing::Reveal(None) => {
            if let Some(top) = addresses.top.cast::<Element>() {
                scroll::focus_on(&top);
                scroll::bring(&top);
            }
        }
        Outgoing::Focus(id) => {
            if let Some(list) = list {
                scroll::focus(&list, id);
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
