//! The Guardian's page model, what its pages are drawn from: `/{id}.json?dcr`.

use super::collect::{Collector, Dates};
use super::fields::{Fields, Wording, denies, lang};
use super::guardian::{Page, byline, id, mark_keys, mark_pinned, moment};
use super::{Context, FeedError, Format, Reading, Row};
use crate::core::json::Json;
use crate::core::model::{About, Phase};
use crate::core::url::SafeUrl;

pub(super) const ROW: Row = Row { name: "guardian-dcr", sniff, read };

const EXPECTED: &str = "a page model with the list blocks";

fn sniff(document: &Json) -> bool {
    matches!(document.get("blocks"), Json::List(_)) && document.get("format").text("design").is_some()
}

fn read(document: &Json, context: &Context) -> Result<Reading, FeedError> {
    let blocks = match (document, document.get("blocks")) {
        (Json::List(blocks), _) | (_, Json::List(blocks)) => blocks.as_slice(),
        _ => return Err(FeedError::wrong_shape(Format::GuardianDcr, EXPECTED, document)),
    };
    let fields = Fields { base: context.base, wording: Wording::Plain };
    let page = Page { fields, about: about(document, fields), tags: document.list("tags"), times };
    let mut entries = Collector::default();
    let pinned = document.get("pinnedPost");
    let outside = pinned.is_object() && !blocks.iter().any(|block| id(block) == id(pinned));
    // A pinned post of another page stands on the side of that page, so that the list stays in the order of time.
    let newer = outside && published(Some(pinned)) > published(blocks.first());
    if newer {
        page.add(0, pinned, &mut entries);
    }
    page.add_all(blocks, &mut entries);
    if outside && !newer {
        page.add(blocks.len(), pinned, &mut entries);
    }
    mark_pinned(pinned, &mut entries);
    mark_keys(document.list("keyEvents"), &mut entries);
    let pages = document.get("pagination");
    Ok(Reading {
        more: pages.integer("totalPages") > pages.integer("currentPage"),
        next: pages.text("older").and_then(|older| next(&older, context.base)),
        ..Reading::of(page.about, entries)
    })
}

fn published(block: Option<&Json>) -> Option<i64> {
    times(block?).published.map(|dated| dated.at.0)
}

/// The model names the page where readers find older blocks; the document beside it has the same `page` in its query.
fn next(older: &str, base: &SafeUrl) -> Option<SafeUrl> {
    let page = base.join(older)?;
    let next = match page.query_value("page") {
        Some(value) => base.with_query_value("page", &value.replace("%3A", ":").replace("%3a", ":"))?,
        None => page,
    };
    Some(next).filter(|next| next != base)
}

fn about(document: &Json, fields: Fields) -> About {
    About {
        title: fields.line(document.get("webTitle")).or_else(|| fields.line(document.get("headline"))),
        home: fields.url(document.get("webURL")).or_else(|| fields.url(document.get("canonicalUrl"))),
        lang: lang(document.get("lang"), None),
        phase: phase(document),
        authors: byline(document.list("tags"), document.get("byline"), fields),
        poll_seconds: None,
    }
}

/// A live blog that is over keeps its blocks under another design; an ordinary article never was live.
fn phase(document: &Json) -> Phase {
    let design = document.get("format").text("design");
    let live = design.is_none_or(|design| design.contains("LiveBlog"));
    if live && !denies(document.get("config").get("isLive")) { Phase::Live } else { Phase::Ended }
}

fn times(block: &Json) -> Dates {
    Dates {
        published: moment(block, &["blockFirstPublished", "firstPublished"]),
        modified: moment(block, &["blockLastUpdated", "lastUpdated"]),
        created: moment(block, &["blockCreatedOn", "createdOn"]),
    }
}
