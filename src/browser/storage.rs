//! A reader's choices, kept in `localStorage` where the browser allows it.
//!
//! In sandboxed frames and with cookies blocked, merely naming `localStorage` throws; a full quota throws too. Both are
//! ordinary answers here.

use web_sys::Storage;

use super::json;
use crate::core::prefs::{Prefs, STORED_MAX};

/// Reads the choices for a blog: the default when there are none, they make no sense or storage is blocked.
#[must_use]
pub fn read(blog: &str) -> Prefs {
    read_text(&key(blog)).and_then(|text| parse(&text)).unwrap_or_default()
}

/// Keeps the choices for a blog. False when this browser does not let us.
#[must_use]
pub fn write(blog: &str, prefs: &Prefs) -> bool {
    write_text(&key(blog), &prefs.to_json().to_string())
}

/// The text under a key; none when it is too long to be ours.
#[must_use]
pub fn read_text(key: &str) -> Option<String> {
    local()?.get_item(key).ok().flatten().filter(|text| text.len() <= STORED_MAX)
}

/// Keeps a text under a key. False when this browser does not let us.
#[must_use]
pub fn write_text(key: &str, text: &str) -> bool {
    local().is_some_and(|storage| storage.set_item(key, text).is_ok())
}

/// Reads what another tab stored, as the `storage` event carries it.
#[must_use]
pub fn parse(text: &str) -> Option<Prefs> {
    if text.len() > STORED_MAX {
        return None;
    }
    json::parse(text).map(|stored| Prefs::from_json(&stored))
}

/// The storage key of a blog.
#[must_use]
pub fn key(blog: &str) -> String {
    format!("live-blog:{blog}:prefs")
}

fn local() -> Option<Storage> {
    web_sys::window()?.local_storage().ok().flatten()
}
