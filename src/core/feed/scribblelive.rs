//! ScribbleLive: a list of posts, alone, in their event, or in a page of them. Flags are 0 or 1, dates are
//! `/Date(…)/` or UTC without saying so, and a post that was deleted comes once more with the flag set.

use std::rc::Rc;

use implicit_clone::unsync::IString;

use super::collect::{Collector, Dates, blank};
use super::fields::{Fields, Wording, lang};
use super::pictures::shown_in;
use super::{Context, FeedError, Format, Mode, Reading, Row, SkipReason, Tombstone, dates};
use crate::core::clock::Timestamp;
use crate::core::embed::Embed;
use crate::core::json::Json;
use crate::core::model::{About, Body, Entry, EntryId, Image, Marks, Part, Phase};
use crate::core::url::SafeUrl;

pub(super) const ROW: Row = Row { sniff, read };

const EXPECTED: &str = "a list of posts, or an object with the list Posts";

/// Its keys begin with capitals, which is rare; a post has who wrote it and the flags of moderation.
fn sniff(document: &Json) -> bool {
    let is_post = |post: &Json| {
        let flags = ["IsApproved", "IsDeleted", "IsStuck", "IsComment"];
        post.text("Id").is_some()
            && matches!(post.get("Content"), Json::Text(_))
            && post.get("Creator").is_object()
            && flags.iter().any(|flag| !post.get(flag).is_null())
    };
    posts(document).is_some_and(|posts| posts.iter().any(is_post))
}

fn posts(document: &Json) -> Option<&[Json]> {
    match document {
        Json::List(posts) => Some(posts),
        _ => ["Posts", "posts"].iter().find_map(|key| match document.get(key) {
            Json::List(posts) => Some(posts.as_slice()),
            _ => None,
        }),
    }
}

fn read(document: &Json, context: &Context) -> Result<Reading, FeedError> {
    let single = document.text("Id").is_some() && !document.get("Content").is_null();
    let posts = match posts(document) {
        Some(posts) => posts,
        None if single => std::slice::from_ref(document),
        None => return Err(FeedError::wrong_shape(Format::ScribbleLive, EXPECTED, document)),
    };
    let fields = Fields { base: context.base, wording: Wording::Encoded };
    let mut entries = Collector::default();
    let mut deleted = Vec::new();
    for (position, post) in entries.objects(posts) {
        let unapproved = !post.get("IsApproved").is_null() && !post.flag("IsApproved");
        match post.text("Id").map(EntryId) {
            _ if post.flag("IsComment") => {}
            Some(id) if unapproved || post.flag("IsDeleted") => {
                let when = times(post).modified.map(|dated| dated.at);
                deleted.push(Tombstone { id, when });
            }
            None if post.flag("IsDeleted") => {}
            None => entries.skip(position, SkipReason::NoId),
            Some(id) => entries.add(position, entry(id, post, fields), times(post)),
        }
    }
    let changes = !deleted.is_empty() || (single && posts.len() == 1) || asks_for_changes(context.base);
    let total = document.integer("NumPosts").and_then(|total| usize::try_from(total).ok());
    Ok(Reading {
        deleted,
        mode: if changes { Mode::Delta } else { Mode::Snapshot },
        more: total.is_some_and(|total| total > posts.len()),
        next: next(document, context.base),
        ..Reading::of(about(document, fields, context.now), entries)
    })
}

/// Whether the request was for what changed since some moment.
fn asks_for_changes(base: &SafeUrl) -> bool {
    ["Timestamp", "timestamp", "LastModified", "lastModified"]
        .iter()
        .any(|key| base.query_value(key).is_some())
}

/// The next older page, where pages are numbered from zero and the first is the newest.
fn next(document: &Json, base: &SafeUrl) -> Option<SafeUrl> {
    const PAGE: &str = "PageNumber";
    let pages = document.get("pagination");
    let asked = base.query_value(PAGE).and_then(|number| number.parse().ok());
    let number = asked.or_else(|| pages.integer(PAGE)).unwrap_or(0).max(0).saturating_add(1);
    let older = pages.integer("TotalPages").is_some_and(|total| number < total);
    older.then(|| base.with_query_value(PAGE, &number.to_string()))?
}

fn about(event: &Json, fields: Fields, now: Timestamp) -> About {
    let closed = !event.get("IsLive").is_null() && !event.flag("IsLive");
    let ahead = dates::utc(event.get("Start")).is_some_and(|start| start.at > now);
    let website = event.list("Websites").first();
    About {
        title: fields.line(event.get("Title")),
        home: website.and_then(|website| fields.url(website.get("Url"))),
        // Some events name their language in English.
        lang: lang(event.get("Language"), None).filter(|tag| tag.len() < 6),
        phase: match (closed, ahead) {
            (true, true) => Phase::Scheduled,
            (true, false) => Phase::Ended,
            (false, _) => Phase::Live,
        },
        ..About::default()
    }
}

fn times(post: &Json) -> Dates {
    let first = |keys: [&str; 2]| keys.iter().find_map(|key| dates::utc(post.get(key)));
    Dates {
        published: first(["Created", "CreatedDate"]),
        modified: first(["LastModified", "LastModifiedDate"]),
        created: None,
    }
}

fn entry(id: EntryId, post: &Json, fields: Fields) -> Entry {
    let creator = post.get("Creator");
    let mut authors = fields.authors(if creator.is_object() { creator.get("Name") } else { creator });
    if let Some(author) = authors.first_mut() {
        author.avatar = fields.image_url(creator.get("Avatar"));
    }
    Entry {
        body: body(post, fields),
        authors: Rc::from(authors),
        marks: Marks {
            // The older interface has a flag for it, the newer a rank before all others.
            pinned: post.flag("IsStuck") || post.integer("Rank") == Some(0),
            ..Marks::default()
        },
        ..blank(id)
    }
}

/// The media, each with its caption, then what was written; of a post without either, what it was taken from.
fn body(post: &Json, fields: Fields) -> Body {
    let content = post.text("Content");
    let caption = post.get("Caption");
    // What was written to a picture is its caption, unless it needs more than a line.
    let is_line = content.as_deref().is_some_and(|content| !content.contains('<'));
    let caption = if caption.is_null() && is_line { post.get("Content") } else { caption };
    let media = post.list("Media").iter().filter(|medium| {
        let address = medium.text("Url");
        address.is_some() && !shown_in(content.as_deref(), address.as_deref())
    });
    let mut parts: Vec<Part> = media.filter_map(|medium| piece(medium, caption, fields)).collect();
    match content {
        Some(source) if parts.is_empty() => return Body::Html { source, base: fields.base.clone() },
        Some(source) if !is_line || caption != post.get("Content") => parts.push(Part::Html(source)),
        _ => {}
    }
    if parts.is_empty() {
        let source = post.text("Source").filter(|source| source.starts_with("http"));
        let url = source.and_then(|source| SafeUrl::parse(&source));
        parts.extend(
            url.map(|url| Part::Embed(Embed::of_link(&url).unwrap_or_else(|| Embed::card(url, None)))),
        );
    }
    match parts.as_slice() {
        [] => Body::Empty,
        _ => Body::Parts { parts: Rc::from(parts), base: fields.base.clone() },
    }
}

fn piece(medium: &Json, caption: &Json, fields: Fields) -> Option<Part> {
    let address = medium.get("Url");
    let caption = fields.line(caption);
    let kind = medium.text("Type").unwrap_or_default();
    let url = fields.url(address)?;
    Some(match (&*kind.to_ascii_lowercase(), fields.image_url(address)) {
        ("video", _) => Part::Embed(Embed { title: caption, ..Embed::video(url) }),
        ("audio", _) => Part::Embed(Embed { title: caption, ..Embed::audio(url) }),
        (_, Some(url)) => {
            Part::Image(Image { url, alt: IString::Static(""), caption, credit: None, size: None })
        }
        // A picture that may not be loaded can still be gone to.
        (_, None) => Part::Embed(Embed::card(url, caption)),
    })
}
