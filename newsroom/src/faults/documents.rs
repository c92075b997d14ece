//! Good JSON Feeds that say something odd.

use axum::body::Bytes;
use serde_json::{Value, json};

use super::Fault;
use crate::clock::{self, instant, stamp};
use crate::jsonfeed::put;

/// An hour, in milliseconds.
const SECOND: i64 = 1000;

/// The feed `bytes` as `fault` has it; anything else stays what it is.
pub(super) fn changed(fault: &Fault, bytes: &Bytes) -> Bytes {
    let Ok(mut feed) = serde_json::from_slice::<Value>(bytes) else {
        return bytes.clone();
    };
    match fault {
        Fault::NewIds(word) => rename(&mut feed, word),
        Fault::NoItems => put(&mut feed, "items", json!([])),
        other => {
            if let Some(items) = feed.get_mut("items").and_then(Value::as_array_mut) {
                match other {
                    Fault::Many(count) => fill(items, *count),
                    Fault::Large(bytes) => swell(items, *bytes),
                    _ => *items = std::mem::take(items).into_iter().enumerate().flat_map(twice).collect(),
                }
            }
        }
    }
    let total = feed.get("items").and_then(Value::as_array).map(Vec::len);
    if let (Some(extension), Some(total)) = (feed.get_mut("_liveblog"), total) {
        put(extension, "total", json!(total));
    }
    feed.to_string().into()
}

/// The feed with bytes in its first headline that are no text.
pub(super) fn bad_text(bytes: &[u8]) -> Bytes {
    let items = b"\"items\":".as_slice();
    let title = b"\"title\":\"".as_slice();
    let after = |from: usize, word: &[u8]| {
        let rest = bytes.get(from..)?;
        Some(from + rest.windows(word.len()).position(|part| part == word)? + word.len())
    };
    let at = after(0, items).and_then(|at| after(at, title)).unwrap_or_default();
    let (before, behind) = bytes.split_at_checked(at).unwrap_or((bytes, &[]));
    [before, b"\xff\xc3\xed\xa0\x80 ".as_slice(), behind].concat().into()
}

fn fill(items: &mut Vec<Value>, count: usize) {
    let dates = items.iter().filter_map(|item| item.get("date_published")?.as_str());
    let oldest = dates.filter_map(instant).min().unwrap_or_else(clock::now);
    let oldest = oldest - oldest % 1000;
    for number in items.len()..count {
        let back = i64::try_from(number).unwrap_or_default() * 1000;
        items.push(json!({
            "id": format!("m{number}"), "title": format!("Entry {number}"), "date_published": stamp(oldest - back),
        }));
    }
}

fn swell(items: &mut [Value], bytes: usize) {
    if let Some(first) = items.first_mut() {
        let text = "A long sentence, told again. ";
        put(first, "content_html", json!(format!("<p>{}</p>", text.repeat(bytes / text.len() + 1))));
    }
}

/// An item and an older version of it, which comes first for every other one. An item that was never changed is made one that
/// was, a second after it was published: without a later date nothing tells the newer of two.
fn twice((place, mut item): (usize, Value)) -> [Value; 2] {
    let mut older = item.clone();
    put(&mut older, "title", json!("An older version"));
    if let Some(members) = older.as_object_mut() {
        members.remove("date_modified");
    }
    let published = item.get("date_published").and_then(Value::as_str).and_then(instant);
    if let Some(published) = published.filter(|_| item.get("date_modified").is_none()) {
        put(&mut item, "date_modified", json!(stamp(published + SECOND)));
    }
    if let Some(extension) = older.get_mut("_liveblog") {
        put(extension, "revision", json!("0"));
    }
    if place % 2 == 0 { [item, older] } else { [older, item] }
}

fn rename(feed: &mut Value, word: &str) {
    let new = |id: &mut Value| {
        if let Some(old) = id.as_str() {
            *id = json!(format!("{old}-{word}"));
        }
    };
    let items = feed.get_mut("items").and_then(Value::as_array_mut);
    items.into_iter().flatten().filter_map(|item| item.get_mut("id")).for_each(new);
    for list in ["key_items", "pinned_items"] {
        let ids = feed.get_mut("_liveblog").and_then(|extension| extension.get_mut(list)?.as_array_mut());
        ids.into_iter().flatten().for_each(new);
    }
}
