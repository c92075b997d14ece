//! The updates of a live thread on Reddit.

use std::rc::Rc;

use super::collect::{Collector, Dates, blank};
use super::fields::{Fields, Wording, id};
use super::pictures::size;
use super::pieces::Pieces;
use super::{Context, FeedError, Format, Reading, Row, SkipReason, dates};
use crate::core::embed::Embed;
use crate::core::json::Json;
use crate::core::markup::references::{Place, decode};
use crate::core::model::{About, Author, Body, Entry, EntryId, Marks, Part};
use crate::core::url::SafeUrl;

pub(super) const ROW: Row = Row { name: "reddit-live", sniff, read };

const EXPECTED: &str = "a Listing of LiveUpdates";
const SITE: &str = "https://www.reddit.com/";

fn sniff(document: &Json) -> bool {
    let children = document.get("data").list("children");
    is(document, "Listing")
        && children.iter().any(|child| is(child, "LiveUpdate"))
        && children.iter().all(|child| !child.is_object() || is(child, "LiveUpdate"))
}

fn is(thing: &Json, kind: &str) -> bool {
    thing.text("kind").as_deref() == Some(kind)
}

fn read(document: &Json, context: &Context) -> Result<Reading, FeedError> {
    let data = document.get("data");
    let children = match (document, data.get("children")) {
        (Json::List(list), _) | (_, Json::List(list)) => list.as_slice(),
        _ => return Err(FeedError::wrong_shape(Format::RedditLive, EXPECTED, document)),
    };
    // Its bodies link to other pages of the site from its root, wherever the list was copied to.
    let site = SafeUrl::parse(SITE);
    let fields = Fields { base: site.as_ref().unwrap_or(context.base), wording: Wording::Plain };
    let mut entries = Collector::default();
    for (position, child) in entries.objects(children) {
        let update = child.get("data");
        match id(update.get("id"), &Json::Null, &Json::Null).or_else(|| full_name(update)) {
            _ if !is(child, "LiveUpdate") && !child.get("kind").is_null() => {}
            None => entries.skip(position, SkipReason::NoId),
            Some(id) => entries.add(position, entry(id, update, fields), times(update)),
        }
    }
    let after = data.text("after");
    Ok(Reading {
        next: after.and_then(|cursor| context.base.with_query_value("after", &cursor)),
        ..Reading::of(About::default(), entries)
    })
}

/// The id is also the end of the name under which the site pages.
fn full_name(update: &Json) -> Option<EntryId> {
    update.text("name")?.strip_prefix("LiveUpdate_").map(EntryId::from)
}

/// The site's `created` is off by its clock's zone; only the other is in UTC.
fn times(update: &Json) -> Dates {
    Dates { published: dates::read(update.get("created_utc")), ..Dates::default() }
}

fn entry(id: EntryId, update: &Json, fields: Fields) -> Entry {
    let mut entry = Entry {
        authors: author(update.get("author"), fields).into_iter().collect(),
        marks: Marks { struck: update.flag("stricken"), ..Marks::default() },
        ..blank(id)
    };
    let titles = update.list("mobile_embeds");
    let embeds = update.list("embeds").iter().enumerate();
    let below = embeds.filter_map(|(place, frame)| embed(frame, titles.get(place), fields));
    let below = below.map(Part::Embed).collect();
    let images = Rc::from([]);
    Pieces { body: words(update, fields), images, below, warning: None, sensitive: false }
        .place(fields.base, &mut entry);
    entry
}

/// An account, or what is left of it.
fn author(author: &Json, fields: Fields) -> Option<Author> {
    let name = fields.name(if author.is_object() { author.get("name") } else { author })?;
    if name.starts_with('[') {
        return None;
    }
    let sound = name.bytes().all(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'_'));
    let url = if sound { SafeUrl::parse(&[SITE, "user/", &*name].concat()) } else { None };
    Some(Author { name, url, avatar: None })
}

/// The HTML is encoded once more unless the list was asked for raw; the Markdown it was made from reads well enough.
fn words(update: &Json, fields: Fields) -> Body {
    let html = |source: Rc<str>| Body::Html { source, base: fields.base.clone() };
    match (update.text("body_html"), update.text("body")) {
        (Some(encoded), _) if encoded.starts_with("&lt;") => {
            unescaped(update.get("body_html")).to_text().map_or(Body::Empty, html)
        }
        (Some(source), _) => html(source),
        (None, Some(_)) => unescaped(update.get("body")).to_text().map_or(Body::Empty, Body::Text),
        (None, None) => Body::Empty,
    }
}

/// The site's own frame around something, and (in a second list) what it is and where it came from.
fn embed(frame: &Json, told: Option<&Json>, fields: Fields) -> Option<Embed> {
    let told = told.unwrap_or(&Json::Null);
    let address = |value: &Json| fields.url(&unescaped(value));
    let shown = address(if frame.is_object() { frame.get("url") } else { frame })?;
    let page = address(told.get("original_url")).or_else(|| address(told.get("url")));
    let known = page.as_ref().and_then(Embed::of_link).or_else(|| Embed::of_link(&shown));
    let embed = known.unwrap_or_else(|| {
        let embed = Embed::of_frame(&shown);
        Embed { url: page.unwrap_or_else(|| embed.url.clone()), ..embed }
    });
    let size = size(frame);
    Some(Embed { title: fields.line(&unescaped(told.get("title"))), size: size.or(embed.size), ..embed })
}

/// The site writes `&`, `<` and `>` as references in every text, unless it was asked for raw.
fn unescaped(value: &Json) -> Json {
    value.to_text().map_or(Json::Null, |text| {
        let mut decoded = String::with_capacity(text.len());
        decode(&text, Place::Attribute, &mut decoded);
        Json::Text(Rc::from(decoded))
    })
}
