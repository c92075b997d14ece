//! A line to other readers on this origin, in this page and in other tabs. It works where storage does not.

use wasm_bindgen::JsCast;
use wasm_bindgen::closure::Closure;
use web_sys::{BroadcastChannel, MessageEvent};

use super::json;
use crate::core::json::Json;

/// The line, open until dropped.
#[must_use = "the line is closed when this is dropped"]
pub struct Channel {
    channel: BroadcastChannel,
    _heard: Closure<dyn FnMut(MessageEvent)>,
}

impl Drop for Channel {
    fn drop(&mut self) {
        self.channel.close();
    }
}

impl Channel {
    /// Opens the line of this name, and calls back with what others say on it. None where the browser has no such thing.
    pub fn open(name: &str, call: impl Fn(Json) + 'static) -> Option<Self> {
        let channel = BroadcastChannel::new(name).ok()?;
        let heard = Closure::<dyn FnMut(MessageEvent)>::new(move |message: MessageEvent| {
            if let Some(said) = json::from_js(&message.data()) {
                call(said);
            }
        });
        channel.set_onmessage(Some(heard.as_ref().unchecked_ref()));
        Some(Self { channel, _heard: heard })
    }

    /// Tells the others.
    pub fn say(&self, said: &Json) {
        // A page that is being left has nobody to tell.
        let _ = self.channel.post_message(&json::to_js(said));
    }
}
