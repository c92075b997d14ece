//! Browser notifications: what is allowed, asking, showing.

use js_sys::{Object, Reflect};
use wasm_bindgen::closure::Closure;
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;
use web_sys::{Notification, NotificationOptions, NotificationPermission, PermissionStatus, Window};

use crate::core::notify::Notice;
use crate::core::session::Permission;

/// What the browser allows now.
#[must_use]
pub fn permission() -> Permission {
    let Some(window) = web_sys::window() else { return Permission::Unsupported };
    if !window.is_secure_context() {
        return Permission::Insecure;
    }
    if !Reflect::has(&window, &JsValue::from_str("Notification")).unwrap_or(false) {
        return Permission::Unsupported;
    }
    match Notification::permission() {
        NotificationPermission::Granted => Permission::Granted,
        // Inside another site's frame the answer is no, whatever the browser calls it.
        _ if is_framed(&window) => Permission::Framed,
        NotificationPermission::Denied => Permission::Denied,
        _ => Permission::NotAsked,
    }
}

/// Asks the reader. Only ever called within the reader's own click. Answers with what is allowed afterwards.
pub async fn ask() -> Permission {
    if let Ok(answer) = Notification::request_permission() {
        // The answer is read from the permission itself, which is the same everywhere.
        let _ = JsFuture::from(answer).await;
    }
    permission()
}

/// Shows a notice; a later one of the same tag replaces it. Clicked, it goes away, the page comes forward and `follow` is
/// called. False when the browser refuses after all.
#[must_use]
pub fn show(notice: &Notice, follow: impl FnOnce() + 'static) -> bool {
    let options = NotificationOptions::new();
    options.set_body(&notice.text);
    options.set_tag(&notice.tag);
    let Ok(shown) = Notification::new_with_options(&notice.title, &options) else { return false };
    let clicked = shown.clone();
    let click = Closure::once_into_js(move || {
        clicked.close();
        if let Some(window) = web_sys::window() {
            // A browser that keeps the focus elsewhere knows why.
            let _ = window.focus();
        }
        follow();
    });
    shown.set_onclick(Some(click.unchecked_ref()));
    true
}

/// Calls back when the reader changes the permission in the browser's own settings, until dropped.
#[must_use = "watching stops when this is dropped"]
pub struct PermissionWatch {
    status: PermissionStatus,
    _call: Closure<dyn FnMut()>,
}

impl Drop for PermissionWatch {
    fn drop(&mut self) {
        self.status.set_onchange(None);
    }
}

/// Starts watching. None where the browser cannot tell.
pub async fn watch(mut call: impl FnMut(Permission) + 'static) -> Option<PermissionWatch> {
    let query = Object::new();
    Reflect::set(&query, &JsValue::from_str("name"), &JsValue::from_str("notifications")).ok()?;
    let answer = web_sys::window()?.navigator().permissions().ok()?.query(&query).ok()?;
    let status: PermissionStatus = JsFuture::from(answer).await.ok()?.dyn_into().ok()?;
    let call = Closure::<dyn FnMut()>::new(move || call(permission()));
    status.set_onchange(Some(call.as_ref().unchecked_ref()));
    Some(PermissionWatch { status, _call: call })
}

/// Whether the page is inside a frame of another origin, where browsers deny notifications whatever the reader said.
fn is_framed(window: &Window) -> bool {
    let top = match window.top() {
        Ok(Some(top)) => top,
        _ => return true,
    };
    Reflect::get(&top, &JsValue::from_str("location"))
        .and_then(|location| Reflect::get(&location, &JsValue::from_str("href")))
        .is_err()
}
