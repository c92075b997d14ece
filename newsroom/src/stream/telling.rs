//! Which events a change of the feed makes.

use std::collections::HashMap;

use serde_json::{Value, json};

use crate::change::{Change, has_id};
use crate::clock::instant;

use super::What;

/// The event of a control's change, which has already been made in `after`. That one is written only where it is needed:
/// a test may push thousands of entries.
pub(crate) fn of_control(change: &Change, after: impl FnOnce() -> Value) -> Option<What> {
    match change {
        Change::Push(item) => Some(What::Entry(item.clone())),
        Change::Edit(id, ..) => {
            items(&after()).iter().find(|item| has_id(item, id)).map(|item| What::Entry(item.clone()))
        }
        Change::Delete(id, when) => Some(What::Delete(id.clone(), *when)),
        Change::Feed(patch) => Some(What::Feed(patch.clone())),
    }
}

/// The events of a beat, in the order in which its steps put them: new and changed items, what was withdrawn, the end.
pub(crate) fn of_beat(before: &Value, after: &Value) -> Vec<What> {
    let known: HashMap<&str, &Value> =
        items(before).iter().filter_map(|item| Some((item.get("id")?.as_str()?, item))).collect();
    let id = |item: &Value| item.get("id").and_then(Value::as_str).map(str::to_owned);
    let mut told: Vec<What> = items(after)
        .iter()
        .rev()
        .filter(|item| id(item).is_some_and(|id| known.get(id.as_str()) != Some(item)))
        .map(|item| What::Entry(item.clone()))
        .collect();
    let gone = |feed: &Value| feed.pointer("/_liveblog/deleted").and_then(Value::as_array).cloned();
    let earlier = gone(before).unwrap_or_default();
    for stone in gone(after).unwrap_or_default() {
        if !earlier.contains(&stone) {
            let when = stone.get("when").and_then(Value::as_str).and_then(instant).unwrap_or_default();
            told.extend(id(&stone).map(|id| What::Delete(id, when)));
        }
    }
    told.extend(ending(before, after));
    told
}

/// What is said of the feed itself where the coverage has ended.
fn ending(before: &Value, after: &Value) -> Option<What> {
    let member = |feed: &Value, name: &str| feed.pointer(name).cloned().unwrap_or_default();
    let state = member(after, "/_liveblog/state");
    (state != member(before, "/_liveblog/state")).then(|| {
        let end = member(after, "/_liveblog/coverage_end");
        What::Feed(json!({
            "_liveblog": { "state": state, "coverage_end": end },
            "expired": member(after, "/expired"),
        }))
    })
}

fn items(feed: &Value) -> &[Value] {
    feed.get("items").and_then(Value::as_array).map_or(&[], Vec::as_slice)
}
