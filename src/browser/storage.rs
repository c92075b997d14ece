//! A reader's choices, kept in `localStorage` where the browser allows it.
//!
//! In sandboxed frames and with cookies blocked, merely naming `localStorage` throws; a full quota throws too. Both are
//! ordinary answers here.

use web_sys::Storage;

use super::json;
use crate::core::clock::Timestamp;
use crate::core::prefs::{Prefs, STORED_MAX};
use crate::core::visit::{self, Visit};

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

/// Reads how the last visit to a blog ended: none when there was none, it makes no sense or storage is blocked.
#[must_use]
pub fn read_visit(blog: &str) -> Option<Visit> {
    let text = read_text(&visit_key(blog)).filter(|text| text.len() <= visit::STORED_MAX)?;
    Visit::from_json(&json::parse(&text)?)
}

/// Keeps the end of a visit, beside what other tabs have kept of theirs. Where the browser does not let us, the next visit is
/// a first one.
pub fn write_visit(blog: &str, visit: &Visit, wall: Timestamp) {
    let joined = read_visit(blog).map(|stored| visit.joined(&stored, wall));
    let _ = write_text(&visit_key(blog), &joined.as_ref().unwrap_or(visit).to_json().to_string());
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

/// The storage key of the view that a reader has had remembered.
#[must_use]
pub fn view_key(blog: &str) -> String {
    format!("live-blog:{blog}:view")
}

/// Keeps a text under a key, or nothing. Where the browser does not let us, the next visit begins without it.
pub fn keep(key: &str, text: Option<&str>) {
    match text {
        Some(text) => {
            let _ = write_text(key, text);
        }
        None => {
            let _ = local().map(|storage| storage.remove_item(key));
        }
    }
}

fn visit_key(blog: &str) -> String {
    format!("live-blog:{blog}:visit")
}

fn local() -> Option<Storage> {
    web_sys::window()?.local_storage().ok().flatten()
}
