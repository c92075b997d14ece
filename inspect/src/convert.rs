//! What was read, written as JSON Feed 1.1 with our extension: reading it again gives the same timeline.

use live_blog::core::clock::{Timestamp, iso};
use live_blog::core::feed::{Mode, Parsed};
use live_blog::core::markup;
use live_blog::core::model::{Author, Body, Entry, Image, Phase};
use live_blog::core::url::SafeUrl;
use serde_json::{Map, Value, json};

/// The document as text, indented.
pub fn json_feed(parsed: &Parsed) -> String {
    let about = &parsed.about;
    let mut extension = Map::new();
    let state = match about.phase {
        Phase::Scheduled => "scheduled",
        Phase::Live => "live",
        Phase::Paused => "paused",
        Phase::Ended => "ended",
    };
    put(&mut extension, "about", Some("https://www.jsonfeed.org/version/1.1/#extensions"));
    put(&mut extension, "state", Some(state));
    put(&mut extension, "mode", Some(if parsed.mode == Mode::Delta { "delta" } else { "snapshot" }));
    put(&mut extension, "poll_seconds", about.poll_seconds);
    put(&mut extension, "source", Some(json!({ "shape": parsed.format.name() })));
    if parsed.more && parsed.next.is_none() {
        put(&mut extension, "total", Some(parsed.entries.len() + parsed.cut.max(1) as usize));
    }
    put(&mut extension, "keep_pictures", Some(true));
    let deleted: Vec<Value> = parsed
        .deleted
        .iter()
        .map(|stone| json!({ "id": &*stone.id.0, "when": stone.when.map(moment) }))
        .collect();
    put(&mut extension, "deleted", some(deleted));

    let mut feed = Map::new();
    put(&mut feed, "version", Some("https://jsonfeed.org/version/1.1"));
    // The specification wants one, blank where there is none.
    put(&mut feed, "title", Some(about.title.as_deref().unwrap_or_default()));
    put(&mut feed, "home_page_url", address(about.home.as_ref()));
    put(&mut feed, "next_url", address(parsed.next.as_ref()));
    put(&mut feed, "language", about.lang.as_deref());
    put(&mut feed, "expired", (about.phase == Phase::Ended).then_some(true));
    put(&mut feed, "authors", some(about.authors.iter().map(author).collect()));
    put(&mut feed, "_liveblog", Some(Value::Object(extension)));
    put(&mut feed, "items", Some(parsed.entries.iter().map(item).collect::<Vec<_>>()));
    serde_json::to_string_pretty(&Value::Object(feed)).unwrap_or_default()
}

fn item(entry: &Entry) -> Value {
    let mut extension = Map::new();
    let marks = entry.marks;
    for (name, set) in [
        ("key", marks.key),
        ("pinned", marks.pinned),
        ("breaking", marks.breaking),
        ("summary", marks.summary),
        ("struck", marks.struck),
        ("approximate_time", entry.approximate),
    ] {
        put(&mut extension, name, set.then_some(true));
    }
    put(&mut extension, "rank", entry.rank.map(|rank| rank as f64 / 1000.0));
    put(&mut extension, "media", some(entry.images.iter().map(medium).collect()));

    let mut item = Map::new();
    put(&mut item, "id", Some(&*entry.id.0));
    put(&mut item, "url", address(entry.url.as_ref()));
    put(&mut item, "title", entry.headline.as_deref());
    let (kind, content) = content(entry);
    put(&mut item, kind, Some(content));
    put(&mut item, "date_published", Some(moment(entry.published)));
    put(&mut item, "date_modified", entry.modified.map(moment));
    put(&mut item, "authors", some(entry.authors.iter().map(author).collect()));
    put(&mut item, "tags", some(entry.topics.iter().map(|topic| json!(&**topic)).collect()));
    put(&mut item, "language", entry.lang.as_deref());
    if !extension.is_empty() {
        put(&mut item, "_liveblog", Some(Value::Object(extension)));
    }
    Value::Object(item)
}

/// The body: the specification wants one of two members, blank where there is nothing to say.
fn content(entry: &Entry) -> (&'static str, String) {
    match &entry.body {
        Body::Text(text) if !text.is_empty() && text.trim() == &**text => ("content_text", text.to_string()),
        body => match markup::write::body(body) {
            // Read as nothing at all, an entry without anything else would be skipped.
            html if html.is_empty() && is_silent(entry) => ("content_html", "<p></p>".to_owned()),
            html if html.is_empty() => ("content_text", html),
            html => ("content_html", with_ends(&html)),
        },
    }
}

fn is_silent(entry: &Entry) -> bool {
    entry.body != Body::Empty && entry.headline.is_none() && entry.images.is_empty() && entry.url.is_none()
}

/// White space at the ends of a member is nobody's intention, unless it is written as a reference.
fn with_ends(html: &str) -> String {
    let inside = html.trim();
    let (start, end) = html.split_once(inside).unwrap_or(("", ""));
    let written = |space: &str| space.chars().map(|c| format!("&#{};", u32::from(c))).collect::<String>();
    [&written(start), inside, &written(end)].concat()
}

fn author(author: &Author) -> Value {
    let mut object = Map::new();
    put(&mut object, "name", Some(&*author.name));
    put(&mut object, "url", address(author.url.as_ref()));
    put(&mut object, "avatar", address(author.avatar.as_ref()));
    Value::Object(object)
}

fn medium(image: &Image) -> Value {
    let mut object = Map::new();
    put(&mut object, "type", Some("image"));
    put(&mut object, "url", address(Some(&image.url)));
    put(&mut object, "alt", Some(&*image.alt).filter(|alt| !alt.is_empty()));
    put(&mut object, "caption", image.caption.as_deref());
    put(&mut object, "credit", image.credit.as_deref());
    put(&mut object, "width", image.size.map(|(width, _)| width));
    put(&mut object, "height", image.size.map(|(_, height)| height));
    Value::Object(object)
}

fn put<T: Into<Value>>(object: &mut Map<String, Value>, name: &str, value: Option<T>) {
    if let Some(value) = value {
        object.insert(name.to_owned(), value.into());
    }
}

fn some(list: Vec<Value>) -> Option<Vec<Value>> {
    Some(list).filter(|list| !list.is_empty())
}

fn address(url: Option<&SafeUrl>) -> Option<&str> {
    url.map(SafeUrl::as_str)
}

/// RFC 3339, with its milliseconds where there are any.
fn moment(at: Timestamp) -> String {
    let seconds = iso(at);
    match at.0.rem_euclid(1_000) {
        0 => seconds,
        millis => seconds.replace('Z', &format!(".{millis:03}Z")),
    }
}
