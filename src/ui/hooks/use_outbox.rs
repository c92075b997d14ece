//! Delivering what the session sends out.

use std::rc::Rc;

use gloo::timers::callback::Timeout;
use wasm_bindgen_futures::spawn_local;
use web_sys::{Element, HtmlElement};
use yew::prelude::*;

use super::{use_effect_with, use_mut_ref};
use crate::browser::channels::sound::Player;
use crate::browser::channels::system;
use crate::browser::events::{self, Verdict};
use crate::browser::share::{self, Sheet};
use crate::browser::{page, scroll};
use crate::core::json::Json;
use crate::core::link_state;
use crate::core::session::{Action, Outbox, Outgoing, Package, Passing, quote};
use crate::ui::store::Dispatch;

/// For so many milliseconds it is said that something was copied.
const READ: u32 = 5_000;

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

impl Addresses {
    /// What holds all of the widget.
    fn reader(&self) -> Option<Element> {
        self.top.cast::<Element>()?.parent_element()
    }
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
        Outgoing::GoTo(id) => {
            // It may stand above the list: pinned, or outside the filter.
            if let Some(reader) = addresses.reader() {
                scroll::go_to(&reader, id);
            }
        }
        Outgoing::Focus(id) => {
            if let Some(list) = list {
                scroll::focus(&list, id);
            }
        }
        Outgoing::Share(package) => share_out(package.clone(), addresses, dispatch),
        Outgoing::SelectLink => {
            if let Some(reader) = addresses.reader() {
                share::select_field(&reader);
            }
        }
    }
}

/// The page may veto, to pass it on in its own way. What the system's sheet does, it says itself.
fn share_out(package: Package, addresses: &Addresses, dispatch: &Dispatch) {
    let url = match &package.url {
        Some(url) => url.as_str().to_owned(),
        None => link_state::link_to(&page::address(), package.view.as_ref(), &package.id),
    };
    let text = package.quoted.as_ref().map(|attribution| {
        let words = addresses.reader().and_then(|reader| share::selected_text(&reader));
        quote(&words.unwrap_or_default(), attribution, &url)
    });
    let by_sheet = text.is_none() && share::has_sheet();
    let method = if text.is_some() {
        "quote"
    } else if by_sheet {
        "native"
    } else {
        "copy"
    };
    let members = [("id", Json::from(&*package.id.0)), ("url", Json::from(&*url)), ("method", method.into())];
    let detail = Json::object(members);
    if addresses.host.as_ref().is_some_and(|host| events::dispatch(host, "share", &detail) == Verdict::Vetoed)
    {
        return;
    }
    let dispatch = dispatch.clone();
    spawn_local(async move {
        if by_sheet && share::by_sheet(&package.title, &url).await == Sheet::Done {
            return;
        }
        let id = package.id;
        let done = if text.is_some() { Passing::Quoted } else { Passing::Linked };
        let text = text.unwrap_or(url);
        if !share::copy(&text).await {
            return dispatch.send(Action::SharePassed { id, stage: Passing::ByHand(text) });
        }
        dispatch.send(Action::SharePassed { id: id.clone(), stage: done });
        Timeout::new(READ, move || dispatch.send(Action::ShareOver(id))).forget();
    });
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
