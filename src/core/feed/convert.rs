//! What was read, written as JSON Feed 1.1 with our extension: reading it again gives the same timeline.

use crate::core::clock::{Timestamp, iso};
use crate::core::feed::{Mode, Parsed};
use crate::core::json::Json;
use crate::core::markup;
use crate::core::model::{Author, Body, Entry, Image, Phase};
use crate::core::url::SafeUrl;

/// The document. Bodies that were written for `verbatim` stay as they are, for whoever reads the document at that address;
/// all others are written out from their trees, with whole addresses and without what the policy drops.
#[must_use]
pub fn json_feed(parsed: &Parsed, verbatim: Option<&SafeUrl>) -> Json {
    let about = &parsed.about;
    let mut extension = Members::default();
    let state = match about.phase {
        Phase::Scheduled => "scheduled",
        Phase::Live => "live",
        Phase::Paused => "paused",
        Phase::Ended => "ended",
    };
    extension.put("about", Some("https://www.jsonfeed.org/version/1.1/#extensions"));
    extension.put("state", Some(state));
    extension.put("mode", Some(if parsed.mode == Mode::Delta { "delta" } else { "snapshot" }));
    extension.put("poll_seconds", about.poll_seconds.map(i64::from));
    extension.put("source", Some(Json::object([("shape", Json::from(parsed.format.name()))])));
    if parsed.more && parsed.next.is_none() {
        let total = parsed.entries.len().saturating_add(parsed.cut.max(1) as usize);
        extension.put("total", i64::try_from(total).ok());
    }
    extension.put("keep_pictures", Some(Json::Bool(true)));
    let deleted = parsed.deleted.iter().map(|stone| {
        let mut object = Members::default();
        object.put("id", Some(&*stone.id.0));
        object.put("when", stone.when.map(moment).as_deref());
        object.finish()
    });
    extension.put("deleted", some(deleted));

    let mut feed = Members::default();
    feed.put("version", Some("https://jsonfeed.org/version/1.1"));
    // The specification wants one, blank where there is none.
    feed.put("title", Some(about.title.as_deref().unwrap_or_default()));
    feed.put("home_page_url", about.home.as_ref().map(SafeUrl::as_str));
    feed.put("next_url", parsed.next.as_ref().map(SafeUrl::as_str));
    feed.put("language", about.lang.as_deref());
    feed.put("expired", (about.phase == Phase::Ended).then_some(Json::Bool(true)));
    feed.put("authors", some(about.authors.iter().map(author)));
    feed.put("_liveblog", Some(extension.finish()));
    feed.put("items", Some(Json::List(parsed.entries.iter().map(|entry| item(entry, verbatim)).collect())));
    feed.finish()
}

fn item(entry: &Entry, verbatim: Option<&SafeUrl>) -> Json {
    let mut extension = Members::default();
    let marks = entry.marks;
    for (name, set) in [
        ("key", marks.key),
        ("pinned", marks.pinned),
        ("breaking", marks.breaking),
        ("summary", marks.summary),
        ("struck", marks.struck),
        ("approximate_time", entry.approximate),
    ] {
        extension.put(name, set.then_some(Json::Bool(true)));
    }
    extension.put("rank", entry.rank.map(|rank| Json::number(rank as f64 / 1000.0)));
    extension.put("media", some(entry.images.iter().map(medium)));

    let mut item = Members::default();
    item.put("id", Some(&*entry.id.0));
    item.put("url", entry.url.as_ref().map(SafeUrl::as_str));
    item.put("title", entry.headline.as_deref());
    let (kind, content) = content(entry, verbatim);
    item.put(kind, Some(content));
    item.put("date_published", Some(moment(entry.published).as_str()));
    item.put("date_modified", entry.modified.map(moment).as_deref());
    item.put("authors", some(entry.authors.iter().map(author)));
    item.put("tags", some(entry.topics.iter().map(|topic| Json::from(&**topic))));
    item.put("language", entry.lang.as_deref());
    if !extension.0.is_empty() {
        item.put("_liveblog", Some(extension.finish()));
    }
    item.finish()
}

/// The body: the specification wants one of two members, blank where there is nothing to say.
fn content(entry: &Entry, verbatim: Option<&SafeUrl>) -> (&'static str, Json) {
    let is_whole = |text: &str| !text.is_empty() && text.trim() == text;
    match &entry.body {
        Body::Text(text) if is_whole(text) => ("content_text", Json::Text(text.clone())),
        Body::Html { source, base } if Some(base) == verbatim && is_whole(source) => {
            ("content_html", Json::Text(source.clone()))
        }
        body => match markup::write::body(body) {
            // Read as nothing at all, an entry without anything else would be skipped.
            html if html.is_empty() && is_silent(entry) => ("content_html", Json::from("<p></p>")),
            html if html.is_empty() => ("content_text", Json::from("")),
            html => ("content_html", Json::from(with_ends(&html).as_str())),
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

fn author(author: &Author) -> Json {
    let mut object = Members::default();
    object.put("name", Some(&*author.name));
    object.put("url", author.url.as_ref().map(SafeUrl::as_str));
    object.put("avatar", author.avatar.as_ref().map(SafeUrl::as_str));
    object.finish()
}

fn medium(image: &Image) -> Json {
    let mut object = Members::default();
    object.put("type", Some("image"));
    object.put("url", Some(image.url.as_str()));
    object.put("alt", Some(&*image.alt).filter(|alt| !alt.is_empty()));
    object.put("caption", image.caption.as_deref());
    object.put("credit", image.credit.as_deref());
    object.put("width", image.size.map(|(width, _)| i64::from(width)));
    object.put("height", image.size.map(|(_, height)| i64::from(height)));
    object.finish()
}

/// An object in the making; what is not there is not written.
#[derive(Default)]
struct Members<'a>(Vec<(&'a str, Json)>);

impl<'a> Members<'a> {
    fn put<T: Into<Json>>(&mut self, name: &'a str, value: Option<T>) {
        self.0.extend(value.map(|value| (name, value.into())));
    }

    fn finish(self) -> Json {
        Json::object(self.0)
    }
}

fn some(list: impl Iterator<Item = Json>) -> Option<Json> {
    let list: Vec<Json> = list.collect();
    Some(list).filter(|list| !list.is_empty()).map(Json::List)
}

/// RFC 3339, with its milliseconds where there are any.
fn moment(at: Timestamp) -> String {
    let seconds = iso(at);
    match at.0.rem_euclid(1_000) {
        0 => seconds,
        millis => seconds.replace('Z', &format!(".{millis:03}Z")),
    }
}
