//! Web Locks: of all the tabs of a browser one has the lock, and when it goes the next has it at once.
//!
//! Called by name, because naming them is an error of its own where a page may not have them: in a sandboxed frame the
//! request is refused, and on an insecure page there is nothing to call.

use std::cell::RefCell;
use std::rc::Rc;

use js_sys::{Function, Object, Promise, Reflect};
use wasm_bindgen::closure::Closure;
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::{JsFuture, spawn_local};
use web_sys::AbortController;

/// A lock, or the wait for it. Given up when dropped.
#[must_use = "the lock is given up when this is dropped"]
pub struct Lock {
    wait: AbortController,
    /// Ends the promise that holds the lock, once there is one.
    release: Rc<RefCell<Option<Function>>>,
    _granted: Closure<dyn FnMut() -> Promise>,
}

impl Drop for Lock {
    fn drop(&mut self) {
        self.wait.abort();
        if let Some(release) = self.release.take() {
            // The function that resolves a promise does not throw.
            let _ = release.call0(&JsValue::NULL);
        }
    }
}

/// Waits for the lock of this name: calls `granted` when it is ours, or `refused` when the browser lets us have none. None
/// where there are no locks at all.
pub fn request(name: &str, granted: impl Fn() + 'static, refused: impl FnOnce() + 'static) -> Option<Lock> {
    let locks = member(&web_sys::window()?.navigator(), "locks")?;
    let request: Function = member(&locks, "request")?.dyn_into().ok()?;
    let wait = AbortController::new().ok()?;
    let options = Object::new();
    Reflect::set(&options, &JsValue::from_str("signal"), &wait.signal()).ok()?;

    let release = Rc::new(RefCell::new(None));
    let slot = Rc::clone(&release);
    let hold = Closure::<dyn FnMut() -> Promise>::new(move || {
        let held = Promise::new(&mut |resolve, _| {
            slot.replace(Some(resolve));
        });
        granted();
        held
    });
    let promise: Promise =
        request.call3(&locks, &JsValue::from_str(name), &options, hold.as_ref()).ok()?.dyn_into().ok()?;
    let asked = Rc::downgrade(&release);
    spawn_local(async move {
        // Our own giving up ends it badly as well; then nobody waits for an answer.
        if JsFuture::from(promise).await.is_err() && asked.strong_count() > 0 {
            refused();
        }
    });
    Some(Lock { wait, release, _granted: hold })
}

fn member(of: &JsValue, name: &str) -> Option<JsValue> {
    Reflect::get(of, &JsValue::from_str(name)).ok().filter(|value| !value.is_undefined() && !value.is_null())
}
