//! The page's address as far as it is about live blogs: its fragment names an entry, its query has a view for each prefix.
//!
//! The address is the page's. It is replaced and never pushed, keeps the page's own state, and is written as seldom as browsers
//! allow: some refuse more than a hundred changes in thirty seconds, and refuse the page's own as well then.

use std::cell::RefCell;

use gloo::events::EventListener;
use gloo::timers::callback::Timeout;
use implicit_clone::unsync::IString;

use crate::core::link_state::View;

use super::page;

/// Between two changes of the address, in milliseconds.
const PAUSE: u32 = 400;

/// Views that are not written yet, by prefix.
#[derive(Default)]
struct Waiting {
    views: Vec<(IString, View)>,
    timer: Option<Timeout>,
}

thread_local! {
    /// One for all readers of a page, which has one address.
    static WAITING: RefCell<Waiting> = RefCell::default();
}

/// What stands behind the `#` of the page's address, with it, as written there; empty when nothing does.
#[must_use]
pub fn fragment() -> String {
    web_sys::window().and_then(|window| window.location().hash().ok()).unwrap_or_default()
}

/// Calls back each time the page goes to another fragment of itself.
#[must_use = "listening stops when this is dropped"]
pub fn on_fragment(call: impl Fn() + 'static) -> Option<EventListener> {
    Some(EventListener::new(&web_sys::window()?.into(), "hashchange", move |_| call()))
}

/// Whether there is at most one live blog on the page, shadow roots aside: then a link can mean no other.
#[must_use]
pub fn is_alone() -> bool {
    let document = web_sys::window().and_then(|window| window.document());
    document.is_none_or(|document| document.get_elements_by_tag_name("live-blog").length() < 2)
}

/// What the page's address says of the view under a prefix.
#[must_use]
pub fn view(prefix: &str) -> Option<View> {
    View::read(&page::address(), prefix)
}

/// Calls back each time the reader travels in the history of the page. A view that was not written yet is newer than the address,
/// and is written instead.
#[must_use = "listening stops when this is dropped"]
pub fn on_travel(call: impl Fn() + 'static) -> Option<EventListener> {
    Some(EventListener::new(&web_sys::window()?.into(), "popstate", move |_| {
        let is_waiting = WAITING.with_borrow(|waiting| waiting.timer.is_some());
        if is_waiting { write() } else { call() }
    }))
}

/// Puts a view into the page's address, soon. One that was just read there is not to be written: the reader may travel on.
pub fn write_soon(prefix: IString, view: View) {
    let address = page::address();
    let is_there = view.written(&address, &prefix) == address;
    WAITING.with_borrow_mut(|waiting| {
        waiting.views.retain(|(other, _)| *other != prefix);
        if !is_there {
            waiting.views.push((prefix, view));
        }
        if waiting.views.is_empty() {
            waiting.timer = None;
        } else if waiting.timer.is_none() {
            waiting.timer = Some(Timeout::new(PAUSE, write));
        }
    });
}

fn write() {
    let waiting = WAITING.take();
    let before = page::address();
    let now =
        waiting.views.iter().fold(before.clone(), |address, (prefix, view)| view.written(&address, prefix));
    if now != before
        && let Some(history) = web_sys::window().and_then(|window| window.history().ok())
        && let Ok(state) = history.state()
    {
        // A browser that refuses, for there were too many, leaves the address as it is. The next change says it all.
        let _ = history.replace_state_with_url(&state, "", Some(&now));
    }
}
