//! The page around the widget: seen or hidden, on or off line, its address and language.

use gloo::events::EventListener;
use wasm_bindgen::{JsCast, JsValue};
use web_sys::{Element, EventTarget, VisibilityState};

use crate::core::poll::Aside;

/// Whether the reader cannot see the page now.
#[must_use]
pub fn is_hidden() -> bool {
    document().is_some_and(|document| document.visibility_state() == VisibilityState::Hidden)
}

/// Whether the browser says that it has no network. Only a hint.
#[must_use]
pub fn is_offline() -> bool {
    web_sys::window().is_some_and(|window| !window.navigator().on_line())
}

/// The address that relative addresses on the page start from.
#[must_use]
pub fn base() -> String {
    document().and_then(|document| document.base_uri().ok().flatten()).unwrap_or_default()
}

/// The page's own address, whatever relative addresses on it start from.
#[must_use]
pub fn address() -> String {
    document().and_then(|document| document.url().ok()).unwrap_or_default()
}

/// The language of the element: its own or its nearest ancestor's `lang`, else the browser's.
#[must_use]
pub fn lang_of(element: &Element) -> Option<String> {
    element
        .closest("[lang]")
        .ok()
        .flatten()
        .and_then(|ancestor| ancestor.get_attribute("lang"))
        .filter(|lang| !lang.is_empty())
        .or_else(|| web_sys::window()?.navigator().language())
}

/// Whether the reader prefers less motion.
#[must_use]
pub fn prefers_less_motion() -> bool {
    web_sys::window()
        .and_then(|window| window.match_media("(prefers-reduced-motion: reduce)").ok().flatten())
        .is_some_and(|query| query.matches())
}

/// Calls back each time the page is hidden or shown.
#[must_use = "listening stops when this is dropped"]
pub fn on_visibility(mut call: impl FnMut(bool) + 'static) -> Option<EventListener> {
    let document: EventTarget = document()?.unchecked_into();
    Some(EventListener::new(&document, "visibilitychange", move |_| call(is_hidden())))
}

/// Calls back each time the page is left: for another, or put aside. There may be no time after it.
#[must_use = "listening stops when this is dropped"]
pub fn on_left(call: impl Fn() + 'static) -> Option<EventListener> {
    let window = web_sys::window()?;
    Some(EventListener::new(&window, "pagehide", move |_| call()))
}

/// Calls back each time the browser loses or finds its network.
#[must_use = "listening stops when these are dropped"]
pub fn on_network(call: impl Fn(bool) + Clone + 'static) -> Vec<EventListener> {
    let Some(window) = web_sys::window() else { return Vec::new() };
    let listen = |name: &'static str, offline: bool| {
        let call = call.clone();
        EventListener::new(&window, name, move |_| call(offline))
    };
    vec![listen("offline", true), listen("online", false)]
}

/// Calls back each time the browser puts the page aside (true), or brings it back, and why. There is no listener for the end
/// of a page: it would keep the page from being kept.
#[must_use = "listening stops when these are dropped"]
pub fn on_aside(call: impl Fn(Aside, bool) + Clone + 'static) -> Vec<EventListener> {
    let (Some(window), Some(document)) = (web_sys::window(), document()) else { return Vec::new() };
    let listen = |target: &EventTarget, name: &'static str, why: Aside, aside: bool| {
        let call = call.clone();
        EventListener::new(target, name, move |event| {
            let kept = || js_sys::Reflect::get(event, &JsValue::from_str("persisted"));
            // A page that is left for good, or shown for the first time, says so with the same events.
            if why != Aside::Kept || kept().is_ok_and(|kept| kept.is_truthy()) {
                call(why, aside);
            }
        })
    };
    vec![
        listen(&window, "pagehide", Aside::Kept, true),
        listen(&window, "pageshow", Aside::Kept, false),
        listen(&document, "freeze", Aside::Frozen, true),
        listen(&document, "resume", Aside::Frozen, false),
    ]
}

/// Calls back when the reader turns to the page: the moment a machine that slept is used again.
#[must_use = "listening stops when this is dropped"]
pub fn on_focus(call: impl Fn() + 'static) -> Option<EventListener> {
    Some(EventListener::new(&web_sys::window()?.into(), "focus", move |_| call()))
}

/// Calls back with the new text when another tab changes the storage key.
#[must_use = "listening stops when this is dropped"]
pub fn on_stored(key: String, call: impl Fn(String) + 'static) -> Option<EventListener> {
    let window = web_sys::window()?;
    Some(EventListener::new(&window, "storage", move |event| {
        let field = |name: &str| js_sys::Reflect::get(event, &JsValue::from_str(name)).ok()?.as_string();
        if field("key").as_deref() == Some(key.as_str())
            && let Some(text) = field("newValue")
        {
            call(text);
        }
    }))
}

fn document() -> Option<web_sys::Document> {
    web_sys::window()?.document()
}
