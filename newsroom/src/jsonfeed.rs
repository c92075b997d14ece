//! A moment as a JSON Feed 1.1 document with the `_liveblog` extension.

use serde_json::{Map, Value, json};

use crate::clock::stamp;
use crate::coverage::link;
use crate::script::Blog;
use crate::story::{Moment, Shown};

/// How often this feed asks to be polled, in seconds.
const POLL_SECONDS: u32 = 5;

/// The document, for a server at `origin`.
pub fn document(blog: &Blog, moment: &Moment, origin: &str) -> Value {
    let mut feed = json!({
        "version": "https://jsonfeed.org/version/1.1",
        "title": blog.title,
        "home_page_url": format!("{origin}/"),
        "feed_url": format!("{origin}/feed.json"),
        "description": blog.description,
        "language": blog.language,
        "authors": [{ "name": blog.paper, "url": format!("{origin}/") }],
        "_liveblog": extension(blog, moment),
        "items": moment.entries.iter().map(|shown| item(blog, shown, origin)).collect::<Vec<_>>(),
    });
    if moment.ended.is_some() {
        put(&mut feed, "expired", json!(true));
    }
    feed
}

fn extension(blog: &Blog, moment: &Moment) -> Value {
    let ids = |wanted: fn(&Shown) -> bool| -> Vec<&str> {
        moment.entries.iter().filter(|shown| wanted(shown)).map(|shown| shown.id.as_str()).collect()
    };
    let deleted: Vec<Value> =
        moment.deleted.iter().map(|gone| json!({ "id": gone.shown.id, "when": stamp(gone.at) })).collect();
    let mut extension = json!({
        "about": "https://themeridian.example/about/live-blog-feed",
        "state": if moment.ended.is_some() { "ended" } else { "live" },
        "coverage_start": stamp(moment.began),
        "mode": "snapshot",
        "order": "newest",
        "cursor": format!("beat-{}", moment.beat),
        "poll_seconds": POLL_SECONDS,
        "total": moment.entries.len(),
        "deleted": deleted,
        "key_items": ids(|shown| shown.entry.key),
        "pinned_items": ids(|shown| shown.entry.pinned),
        "summary_html": blog.standfirst_html,
        "timezone": blog.timezone,
    });
    if let Some(ended) = moment.ended {
        put(&mut extension, "coverage_end", json!(stamp(ended)));
    }
    extension
}

/// An entry as an item of the feed.
pub(crate) fn item(blog: &Blog, shown: &Shown, origin: &str) -> Value {
    let entry = &shown.entry;
    let mut item = json!({
        "id": shown.id,
        "url": link(origin, &shown.id),
        "content_html": entry.html,
        "date_published": stamp(shown.published),
        "tags": entry.topics,
        "_liveblog": item_extension(blog, shown),
    });
    if let Some(title) = &entry.title {
        put(&mut item, "title", json!(title));
    }
    if let Some(modified) = shown.modified {
        put(&mut item, "date_modified", json!(stamp(modified)));
    }
    let authors: Vec<Value> = entry
        .by
        .iter()
        .filter_map(|key| blog.authors.get(key))
        .map(|author| json!({ "name": author.name, "avatar": author.avatar }))
        .collect();
    if !authors.is_empty() {
        put(&mut item, "authors", json!(authors));
    }
    if let Some(picture) = entry.pictures.first().and_then(|key| blog.pictures.get(key)) {
        put(&mut item, "image", json!(picture.file));
    }
    item
}

fn item_extension(blog: &Blog, shown: &Shown) -> Value {
    let entry = &shown.entry;
    let mut extension = json!({ "origin": "editorial", "revision": shown.revision.to_string() });
    let flags = [
        ("key", entry.key),
        ("pinned", entry.pinned),
        ("summary", entry.summary),
        ("breaking", entry.breaking),
    ];
    for (name, on) in flags {
        if on {
            put(&mut extension, name, json!(true));
        }
    }
    if let Some(label) = &entry.key_label {
        put(&mut extension, "key_label", json!(label));
    }
    let media: Vec<Value> = entry
        .pictures
        .iter()
        .filter_map(|key| blog.pictures.get(key))
        .map(|picture| {
            json!({
                "type": "image", "url": picture.file, "mime_type": "image/svg+xml", "width": 1200, "height": 675,
                "alt": picture.alt, "caption": picture.caption, "credit": picture.credit,
            })
        })
        .collect();
    if !media.is_empty() {
        put(&mut extension, "media", json!(media));
    }
    extension
}

/// Sets a member where `value` is an object, and does nothing where it is not.
pub(crate) fn put(value: &mut Value, name: &str, member: Value) {
    if let Some(object) = value.as_object_mut() {
        object.insert(name.to_owned(), member);
    }
}

/// Lays `patch` over `value`: objects member by member, anything else replaced, `null` removed.
pub(crate) fn merge(value: &mut Value, patch: &Value) {
    let Value::Object(changes) = patch else {
        *value = patch.clone();
        return;
    };
    if !value.is_object() {
        *value = Value::Object(Map::new());
    }
    let Some(object) = value.as_object_mut() else {
        return;
    };
    for (name, change) in changes {
        if change.is_null() {
            object.remove(name);
        } else {
            merge(object.entry(name.clone()).or_insert(Value::Null), change);
        }
    }
}
