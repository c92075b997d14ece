//! Whether the top of the feed is in view.

use wasm_bindgen::JsCast;
use wasm_bindgen::closure::Closure;
use web_sys::{Element, IntersectionObserver, IntersectionObserverEntry};

/// Watches an element until dropped.
#[must_use = "watching stops when this is dropped"]
pub struct TopWatch {
    observer: IntersectionObserver,
    _call: Closure<dyn FnMut(js_sys::Array)>,
}

impl Drop for TopWatch {
    fn drop(&mut self) {
        self.observer.disconnect();
    }
}

/// Calls back with whether the element is in view, now and at each change. None where the browser cannot tell: then new
/// entries wait behind the button, which is the safe side.
pub fn watch(element: &Element, mut call: impl FnMut(bool) + 'static) -> Option<TopWatch> {
    let call = Closure::<dyn FnMut(js_sys::Array)>::new(move |entries: js_sys::Array| {
        // Several changes may come at once; the last one is how things stand.
        if let Ok(last) = entries.pop().dyn_into::<IntersectionObserverEntry>() {
            call(last.is_intersecting());
        }
    });
    let observer = IntersectionObserver::new(call.as_ref().unchecked_ref()).ok()?;
    observer.observe(element);
    Some(TopWatch { observer, _call: call })
}
