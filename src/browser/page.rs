//! The page around the widget: seen or hidden, on or off line, its address and language.

use gloo::events::EventListener;
use wasm_bindgen::{JsCast, JsValue};
use web_sys::{Element, EventTarget, VisibilityState};

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
