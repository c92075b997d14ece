//! What a control changes in the story, laid over the feed each time it is written.

use serde_json::{Value, json};

use crate::clock::{Millis, stamp};
use crate::jsonfeed::{merge, put};

/// A change made by a control and not by the story, in the terms of `/feed.json`.
pub(crate) enum Change {
    Push(Value),
    Edit(String, Value, Millis),
    Delete(String, Millis),
    Feed(Value),
}

/// So many of the last withdrawals are told. Who was away for longer than those took finds the others absent.
const TOMBSTONES: usize = 200;

impl Change {
    pub(crate) fn apply(&self, feed: &mut Value) {
        match self {
            Change::Push(item) => {
                if let Some(items) = items(feed) {
                    items.insert(0, item.clone());
                }
            }
            Change::Edit(id, patch, _) => {
                let found = items(feed).and_then(|items| items.iter_mut().find(|item| has_id(item, id)));
                if let Some(item) = found {
                    merge(item, patch);
                }
            }
            Change::Delete(id, when) => {
                if let Some(items) = items(feed) {
                    items.retain(|item| !has_id(item, id));
                }
                let tombstones = feed.pointer_mut("/_liveblog/deleted").and_then(Value::as_array_mut);
                if let Some(tombstones) = tombstones {
                    tombstones.push(json!({ "id": id, "when": stamp(*when) }));
                    tombstones.drain(..tombstones.len().saturating_sub(TOMBSTONES));
                }
            }
            Change::Feed(patch) => merge(feed, patch),
        }
        let total = items(feed).map_or(0, |items| items.len());
        if let Some(extension) = feed.get_mut("_liveblog") {
            put(extension, "total", json!(total));
        }
    }
}

fn items(feed: &mut Value) -> Option<&mut Vec<Value>> {
    feed.get_mut("items").and_then(Value::as_array_mut)
}

pub(crate) fn has_id(item: &Value, id: &str) -> bool {
    item.get("id").and_then(Value::as_str) == Some(id)
}
