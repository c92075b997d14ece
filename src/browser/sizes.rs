//! Being told that something on the page has another size, before it is painted.

use wasm_bindgen::JsCast;
use wasm_bindgen::closure::Closure;
use web_sys::{Element, ResizeObserver};

/// Watches an element until dropped.
#[must_use = "watching stops when this is dropped"]
pub struct SizeWatch {
    observer: ResizeObserver,
    _call: Closure<dyn FnMut()>,
}

impl Drop for SizeWatch {
    fn drop(&mut self) {
        self.observer.disconnect();
    }
}

/// Calls back soon, and each time the element has another size. None where the browser refuses.
pub fn watch(element: &Element, call: impl FnMut() + 'static) -> Option<SizeWatch> {
    let call = Closure::<dyn FnMut()>::new(call);
    let observer = ResizeObserver::new(call.as_ref().unchecked_ref()).ok()?;
    observer.observe(element);
    Some(SizeWatch { observer, _call: call })
}
