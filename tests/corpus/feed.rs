//! Payloads as a feed: each in all seven fields that a newsroom's system lets a stranger's text into.

use serde_json::{Value, json};

use crate::cases::Payload;

/// A body, a headline, a name, a summary, an address, a picture and a topic.
pub const FIELDS: usize = 7;

/// A picture of the newsroom's own.
pub const PICTURE: &str = "/corpus/dot.svg";

/// The feed, and the ids of its entries in their order. Two entries carry a payload, because a summary is read only where
/// there is no body. Each has something good to show besides, so that none is passed over because its payload is nothing.
pub fn feed(payloads: &[&Payload]) -> (Value, Vec<String>) {
    let mut items = Vec::new();
    for (n, Payload { text, .. }) in payloads.iter().enumerate() {
        items.push(json!({
            "id": format!("b{n}"), "title": format!("Body {n}"), "content_html": text,
            "date_published": date(items.len()),
        }));
        items.push(json!({
            "id": format!("r{n}"), "title": text, "authors": [{ "name": text }], "summary": text,
            "external_url": text, "image": text, "tags": [text], "date_published": date(items.len()),
            "attachments": [{ "url": PICTURE, "mime_type": "image/svg+xml" }],
        }));
    }
    let ids = items.iter().map(|item| item["id"].as_str().unwrap().to_owned()).collect();
    (whole(items), ids)
}

/// Which payload an entry carries.
pub fn payload_of(entry: &str) -> Option<usize> {
    entry.get(1..)?.parse().ok()
}

/// A feed of good entries, `g0` to `g8`, as text in two halves between which something may be put.
pub fn nine() -> (String, String) {
    let good: Vec<String> = (0..9)
        .map(|n| {
            let item = json!({
                "id": format!("g{n}"), "title": format!("Good {n}"), "content_html": "<p>All is well.</p>",
                "date_published": date(n),
            });
            item.to_string()
        })
        .collect();
    let text = whole(Vec::new()).to_string();
    let (start, end) = text.split_once("[]").unwrap();
    (format!("{start}[{},", good[..4].join(",")), format!(",{}]{end}", good[4..].join(",")))
}

fn whole(items: Vec<Value>) -> Value {
    json!({ "version": "https://jsonfeed.org/version/1.1", "title": "Under test", "items": items })
}

/// One second before the entry above.
fn date(place: usize) -> String {
    let seconds = 86_399 - place;
    format!("2026-03-01T{:02}:{:02}:{:02}Z", seconds / 3600, seconds / 60 % 60, seconds % 60)
}
