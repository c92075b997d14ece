//! What readers allow of other sites, kept for the whole origin and shared by all readers on it.

use std::rc::Rc;

use wasm_bindgen::JsCast;
use wasm_bindgen::closure::Closure;
use web_sys::{BroadcastChannel, MessageEvent};

use super::{json, storage};
use crate::core::consent::Keys;

/// The storage key, and the name of the channel between readers on one page and in other tabs.
const NAME: &str = "live-blog:consent";

/// What was allowed before; nothing where storage is blocked.
#[must_use]
pub fn read() -> Keys {
    stored().unwrap_or_default()
}

/// What is stored; none where nothing is, or where storage is blocked.
#[must_use]
pub fn stored() -> Option<Keys> {
    let stored = json::parse(&storage::read_text(NAME)?)?;
    Some(Keys::from_json(&stored))
}

/// A line to the other readers on this origin, open until dropped. It works where storage does not.
pub struct Shared {
    channel: BroadcastChannel,
    _heard: Closure<dyn FnMut(MessageEvent)>,
}

impl Drop for Shared {
    fn drop(&mut self) {
        self.channel.close();
    }
}

impl Shared {
    /// Calls back with what another reader allows.
    pub fn open(call: impl Fn(Keys) + 'static) -> Option<Rc<Self>> {
        let channel = BroadcastChannel::new(NAME).ok()?;
        let heard = Closure::<dyn FnMut(MessageEvent)>::new(move |message: MessageEvent| {
            if let Some(keys) = json::from_js(&message.data()) {
                call(Keys::from_json(&keys));
            }
        });
        channel.set_onmessage(Some(heard.as_ref().unchecked_ref()));
        Some(Rc::new(Self { channel, _heard: heard }))
    }

    /// Tells the others.
    pub fn tell(&self, keys: &Keys) {
        // A page that is being left has nobody to tell.
        let _ = self.channel.post_message(&json::to_js(&keys.to_json()));
    }
}

/// Keeps what is allowed; where the browser does not let us, it holds until the page is left.
pub fn write(keys: &Keys) {
    let _ = storage::write_text(NAME, &keys.to_json().to_string());
}
