//! Events of the element, for the page.

use wasm_bindgen::JsValue;
use web_sys::{CustomEvent, CustomEventInit, EventTarget};

use super::json;
use crate::core::json::Json;

/// Whether the page lets the default go on.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Verdict {
    /// Nobody minds.
    GoOn,
    /// A listener called `preventDefault`.
    Vetoed,
}

/// Dispatches `live-blog:{name}` on the element: bubbling, crossing shadow roots, cancelable, its detail plain JSON.
pub fn dispatch(host: &EventTarget, name: &str, detail: &Json) -> Verdict {
    let init = CustomEventInit::new();
    init.set_bubbles(true);
    init.set_composed(true);
    init.set_cancelable(true);
    init.set_detail(&json::to_js(detail));
    match CustomEvent::new_with_event_init_dict(&format!("live-blog:{name}"), &init) {
        Ok(event) if host.dispatch_event(&event) == Ok(false) => Verdict::Vetoed,
        _ => Verdict::GoOn,
    }
}

/// Tells the engineer in the console.
pub fn warn(text: &str) {
    let call = || {
        let console = js_sys::Reflect::get(&js_sys::global(), &JsValue::from_str("console")).ok()?;
        let warn = js_sys::Reflect::get(&console, &JsValue::from_str("warn")).ok()?;
        js_sys::Function::from(warn).call1(&console, &JsValue::from_str(text)).ok()
    };
    // A page without a console has nobody to tell.
    let _ = call();
}
