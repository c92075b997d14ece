//! What readers allow of other sites, kept for the whole origin and shared by all readers on it.

use super::broadcast::Channel;
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

/// Opens a line to the other readers on this origin, and calls back with what they allow.
pub fn share(call: impl Fn(Keys) + 'static) -> Option<Channel> {
    Channel::open(NAME, move |said| call(Keys::from_json(&said)))
}

/// Tells the others.
pub fn tell(line: &Channel, keys: &Keys) {
    line.say(&keys.to_json());
}

/// Keeps what is allowed; where the browser does not let us, it holds until the page is left.
pub fn write(keys: &Keys) {
    let _ = storage::write_text(NAME, &keys.to_json().to_string());
}
