//! JSON Feed 1.0 and 1.1, with our `_liveblog` extension, which `docs/feeds.md` describes.

use std::rc::Rc;

use super::collect::{Collector, Dates, blank};
use super::fields::{Fields, Wording, address, id, lang, same_names, thousandths};
use super::pictures::{Pictures, drop_repeated, shown_in};
use super::pieces::{Kind, Pieces, find, kind};
use super::{Context, FeedError, Format, Mode, Reading, Row, SkipReason, Tombstone, dates};
use crate::core::clock::Timestamp;
use crate::core::embed::Embed;
use crate::core::json::Json;
use crate::core::markup::tree_of;
use crate::core::model::{About, Author, Body, Entry, EntryId, Image, Marks, Part, Phase};

pub(super) const ROW: Row = Row { name: "json-feed", sniff, read };

const EXPECTED: &str = "an object with the list items";
const EXTENSION: &str = "_liveblog";
/// How many embeds of an entry are kept.
const MOST_EMBEDS: usize = 40;

/// The version address is the specification's mark; a bare number in its place needs the items beside it.
fn sniff(document: &Json) -> bool {
    let Some(version) = document.text("version") else {
        return false;
    };
    let items = matches!(document.get("items"), Json::List(_));
    is_version(&version) || (items && matches!(&*version, "1" | "1.0" | "1.1"))
}

fn is_version(version: &str) -> bool {
    let rest = version.strip_prefix("https://").or_else(|| version.strip_prefix("http://"));
    rest.map(|rest| rest.strip_prefix("www.").unwrap_or(rest))
        .is_some_and(|rest| rest.starts_with("jsonfeed.org/version/1"))
}

fn read(document: &Json, context: &Context) -> Result<Reading, FeedError> {
    let items = match (document, document.get("items")) {
        (Json::List(items), _) => items.as_slice(),
        (Json::Object(_), Json::Null) if sniff(document) => &[],
        (_, items @ (Json::List(_) | Json::Object(_))) => items.to_list(),
        _ => return Err(FeedError::wrong_shape(Format::JsonFeed, EXPECTED, document)),
    };
    let fields = Fields { base: context.base, wording: Wording::Plain };
    let extension = document.get(EXTENSION);
    let about = about(document, extension, fields, context.now);
    // Whoever says so has already told the entries' own pictures from the page's and the bodies'.
    let keep_pictures = extension.flag("keep_pictures");
    let mut entries = Collector::default();
    for (position, item) in entries.objects(items) {
        match id(item.get("id"), item.get("url"), item.get("date_published")) {
            None => entries.skip(position, SkipReason::NoId),
            Some(_) if !is_editorial(item) => {}
            Some(id) => entries.add(position, entry(id, item, fields, &about, keep_pictures), times(item)),
        }
    }
    entries.mark(extension.list("key_items"), |entry| entry.marks.key = true);
    entries.mark(extension.list("pinned_items"), |entry| entry.marks.pinned = true);
    let mode = if says(extension, "mode", "delta") { Mode::Delta } else { Mode::Snapshot };
    let next = (document.text("next_url") != document.text("feed_url"))
        .then(|| fields.url(document.get("next_url")))
        .flatten();
    let more = extension.integer("total").and_then(|total| usize::try_from(total).ok());
    let more = more.is_some_and(|total| total > items.len());
    if says(extension, "order", "oldest") {
        entries.reverse();
    } else if says(extension, "order", "editorial") && mode == Mode::Snapshot && next.is_none() && !more {
        rank_by_place(entries.entries_mut());
    }
    // A few changes may well share a picture; only the whole list shows that every entry has it.
    if mode == Mode::Snapshot && !keep_pictures {
        drop_repeated(entries.entries_mut(), &[]);
    }
    Ok(Reading {
        deleted: extension.list("deleted").iter().filter_map(tombstone).collect(),
        mode,
        more,
        next,
        ..Reading::of(about, entries)
    })
}

/// An order of the newsroom's own that is not in numbers is that of the document, counted from its end: what is put in
/// front does not change it.
fn rank_by_place(entries: &mut [Entry]) {
    if entries.iter().all(|entry| entry.rank.is_none()) {
        for (place, entry) in (1..).zip(entries.iter_mut().rev()) {
            entry.rank = Some(place * 1000);
        }
    }
}

fn about(document: &Json, extension: &Json, fields: Fields, now: Timestamp) -> About {
    About {
        title: fields.line(document.get("title")),
        home: fields.url(document.get("home_page_url")),
        lang: lang(document.get("language"), None),
        phase: if document.flag("expired") { Phase::Ended } else { phase(extension, now) },
        authors: Rc::from(authors(document, fields)),
        poll_seconds: extension
            .integer("poll_seconds")
            .and_then(|n| u32::try_from(n).ok())
            .filter(|n| *n > 0),
    }
}

/// What the extension says, or else what the coverage times mean by now.
fn phase(extension: &Json, now: Timestamp) -> Phase {
    for (state, phase) in [
        ("scheduled", Phase::Scheduled),
        ("live", Phase::Live),
        ("paused", Phase::Paused),
        ("ended", Phase::Ended),
    ] {
        if says(extension, "state", state) {
            return phase;
        }
    }
    let at = |key| dates::read(extension.get(key)).filter(|dated| !dated.approximate).map(|dated| dated.at);
    match (at("coverage_start"), at("coverage_end")) {
        (_, Some(end)) if end <= now => Phase::Ended,
        (Some(start), _) if start > now => Phase::Scheduled,
        _ => Phase::Live,
    }
}

fn says(extension: &Json, key: &str, word: &str) -> bool {
    extension.text(key).is_some_and(|text| text.eq_ignore_ascii_case(word))
}

/// 1.1 has the list `authors`, 1.0 the one `author`, and feeds in the wild mix them.
fn authors(value: &Json, fields: Fields) -> Vec<Author> {
    let authors = fields.authors(value.get("authors"));
    if authors.is_empty() { fields.authors(value.get("author")) } else { authors }
}

/// Readers' comments and advertisements travel in some feeds; they are not entries.
fn is_editorial(item: &Json) -> bool {
    let extension = item.get(EXTENSION);
    !says(extension, "origin", "comment") && !says(extension, "origin", "ad")
}

fn times(item: &Json) -> Dates {
    Dates {
        published: dates::read(item.get("date_published")),
        modified: dates::read(item.get("date_modified")),
        created: dates::read(item.get(EXTENSION).get("created")),
    }
}

fn entry(id: EntryId, item: &Json, fields: Fields, about: &About, keep_pictures: bool) -> Entry {
    let extension = item.get(EXTENSION);
    let html = item.text("content_html");
    let images = pictures(item, html.as_deref().filter(|_| !keep_pictures), fields);
    let body = match (html, item.text("content_text").or_else(|| item.text("summary"))) {
        (Some(source), _) => Body::Html { source, base: fields.base.clone() },
        (None, Some(text)) => Body::Text(text),
        (None, None) => Body::Empty,
    };
    let warning = fields.line(extension.get("warning"));
    let below = embeds(item, &body, fields);
    let sensitive = extension.flag("sensitive");
    let mut entry = Entry {
        headline: fields.line(item.get("title")).or_else(|| fields.line(extension.get("key_label"))),
        authors: signed(item, extension, fields, about),
        approximate: extension.flag("approximate_time"),
        marks: Marks {
            key: extension.flag("key"),
            pinned: extension.flag("pinned"),
            breaking: extension.flag("breaking"),
            summary: extension.flag("summary"),
            struck: extension.flag("struck"),
        },
        topics: Rc::from(fields.topics(item.get("tags"))),
        url: fields.url(item.get("url")).or_else(|| fields.url(item.get("external_url"))),
        lang: lang(item.get("language"), about.lang.as_ref()),
        rank: thousandths(extension.get("rank")),
        ..blank(id)
    };
    Pieces { body, images, below, warning, sensitive }.place(fields.base, &mut entry);
    entry
}

/// Who signs the entry; nobody when they are those who sign the blog.
fn signed(item: &Json, extension: &Json, fields: Fields, about: &About) -> Rc<[Author]> {
    let mut authors = authors(item, fields);
    if authors.is_empty() {
        authors = fields.authors(extension.get("byline"));
    }
    if same_names(&authors, &about.authors) { Rc::from([]) } else { Rc::from(authors) }
}

/// The extension's media first, because they are described; then what the specification has. A picture that the
/// body shows is not shown again beside it.
fn pictures(item: &Json, body: Option<&str>, fields: Fields) -> Rc<[Image]> {
    let mut pictures = Pictures::default();
    // A medium of the extension that does not say what it is counts.
    let media = item.get(EXTENSION).list("media").iter();
    let media = media.filter(|medium| kind(medium).is_none_or(|kind| kind == Kind::Image));
    let attachments = item.list("attachments").iter().filter(|value| kind(value) == Some(Kind::Image));
    for value in media.chain(item.list("image")).chain(attachments) {
        if !shown_in(body, address(value).as_deref()) {
            pictures.add(fields.picture(value));
        }
    }
    pictures.finish()
}

/// Films, recordings and things of other sites, each once, and none that the body has already.
fn embeds(item: &Json, body: &Body, fields: Fields) -> Vec<Part> {
    let extension = item.get(EXTENSION);
    let recording = |medium| fields.recording(kind(medium)?, fields.url(medium)?, medium);
    let media = extension.list("media").iter().chain(item.list("attachments")).filter_map(recording);
    let mut found: Vec<Embed> = Vec::new();
    for embed in extension.list("embeds").iter().filter_map(|said| fields.embed(said)).chain(media) {
        if !found.iter().any(|known| known.url == embed.url) && found.len() < MOST_EMBEDS {
            found.push(embed);
        }
    }
    if !found.is_empty() {
        let body = tree_of(body).nodes;
        found.retain(|embed| find(&body, &|known| known.url == embed.url).is_none());
    }
    found.into_iter().map(Part::Embed).collect()
}

fn tombstone(value: &Json) -> Option<Tombstone> {
    let (id, when) = match value {
        Json::Object(_) => (value.text("id"), dates::read(value.get("when"))),
        id => (id.to_text(), None),
    };
    Some(Tombstone { id: EntryId(id?), when: when.map(|dated| dated.at) })
}
