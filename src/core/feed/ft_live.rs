//! The Financial Times' live posts, as its pages hold them, and the events that its stream sends about them. Posts from the
//! time of WordPress have other names for the same fields.

use std::rc::Rc;

use super::collect::{Collector, Dates, blank};
use super::fields::{Fields, Wording};
use super::{Context, FeedError, Format, Mode, Reading, Row, SkipReason, Tombstone, dates};
use crate::core::json::Json;
use crate::core::model::{About, Body, Entry, EntryId, Marks, Phase};

pub(super) const ROW: Row = Row { name: "ft-live", sniff, read };

const EXPECTED: &str = "an object with the list posts";

/// Many systems have posts with a title; only these say with these names when one appeared and whether it broke the news.
fn sniff(document: &Json) -> bool {
    let says = |post: &Json, keys: [&str; 2]| keys.iter().any(|key| !post.get(key).is_null());
    let is_post = |post: &Json| {
        id(post).is_some()
            && says(post, ["bodyHTML", "content"])
            && says(post, ["publishedDate", "publishedTimestamp"])
            && (says(post, ["isBreakingNews", "articleUrl"]) || says(post, ["standout", "standout"]))
    };
    matches!(document.get("posts"), Json::List(posts) if posts.iter().any(is_post))
}

fn read(document: &Json, context: &Context) -> Result<Reading, FeedError> {
    let posts = match (document, document.get("posts")) {
        (Json::List(posts), _) | (_, Json::List(posts)) => posts.as_slice(),
        _ => return Err(FeedError::wrong_shape(Format::FtLive, EXPECTED, document)),
    };
    let fields = Fields { base: context.base, wording: Wording::Plain };
    let mut entries = Collector::default();
    let mut deleted = Vec::new();
    let mut mode = Mode::Snapshot;
    for (position, item) in entries.objects(posts) {
        let event = item.text("event");
        let post = if event.is_some() { item.get("data") } else { item };
        if event.is_some() {
            mode = Mode::Delta;
            // Events about the stream itself carry no post.
            if !post.is_object() {
                continue;
            }
        }
        match (id(post), event.as_deref()) {
            (None, _) => entries.skip(position, SkipReason::NoId),
            (Some(id), Some("delete-post")) => deleted.push(Tombstone { id, when: None }),
            (Some(id), _) => entries.add(position, entry(id, post, fields), times(post)),
        }
    }
    let page = [document].into_iter().chain(posts).find_map(|value| fields.url(value.get("articleUrl")));
    let about = About {
        title: fields.line(document.get("title")),
        home: page,
        phase: Phase::Live,
        authors: Rc::from(fields.authors(document.get("byline"))),
        ..About::default()
    };
    Ok(Reading { deleted, mode, ..Reading::of(about, entries) })
}

fn id(post: &Json) -> Option<EntryId> {
    post.text("id").or_else(|| post.text("postId")).map(EntryId)
}

fn times(post: &Json) -> Dates {
    let first = |keys: [&str; 2]| keys.into_iter().find_map(|key| dates::read(post.get(key)));
    Dates {
        published: dates::read(post.get("firstPublishedDate")),
        modified: first(["publishedDate", "publishedTimestamp"]),
        created: None,
    }
}

fn entry(id: EntryId, post: &Json, fields: Fields) -> Entry {
    let html = post.text("bodyHTML").or_else(|| post.text("content"));
    let plain = id.0.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'-');
    let page = fields.url(post.get("articleUrl")).filter(|_| plain);
    let wording = if post.get("postId").is_null() { Wording::Plain } else { Wording::Encoded };
    let mut entry = Entry {
        headline: Fields { wording, ..fields }.line(post.get("title")),
        body: html.map_or(Body::Empty, |source| Body::Html { source, base: fields.base.clone() }),
        authors: Rc::from(fields.authors(post.get("byline"))),
        marks: Marks {
            breaking: post.flag("isBreakingNews") || post.get("standout").flag("breakingNews"),
            ..Marks::default()
        },
        ..blank(id)
    };
    if entry.headline.is_some() || entry.body != Body::Empty {
        entry.url = page.and_then(|page| page.join(&["#post-", &entry.id.0].concat()));
    }
    entry
}
