//! The Guardian's Content API: an item with its blocks, as `/{id}?show-blocks=all&format=json` answers, or the content
//! object alone.

use super::collect::{Collector, Dates};
use super::fields::{Fields, Wording, denies, lang};
use super::guardian::{Page, byline, id, mark_keys, mark_pinned, moment};
use super::{Context, FeedError, Format, Mode, Reading, Row};
use crate::core::json::Json;
use crate::core::model::{About, Phase};

pub(super) const ROW: Row = Row { name: "guardian-capi", sniff, read };

const EXPECTED: &str = "a Content API item with blocks.body";

fn sniff(document: &Json) -> bool {
    let known = ["webTitle", "webUrl", "apiUrl", "webPublicationDate", "sectionId"];
    content(document).is_some_and(|content| {
        let body = content.get("blocks").list("body");
        document.get("response").text("status").is_some()
            || known.iter().any(|key| !content.get(key).is_null())
            || body.iter().any(|block| !block.get("bodyHtml").is_null())
    })
}

/// The item, in its envelope or without.
fn content(document: &Json) -> Option<&Json> {
    let places = [document.get("response").get("content"), document.get("content"), document];
    places.into_iter().find(|content| {
        let blocks = content.get("blocks");
        matches!(blocks.get("body"), Json::List(_) | Json::Object(_)) || blocks.get(REQUESTED).is_object()
    })
}

const REQUESTED: &str = "requestedBodyBlocks";

fn read(document: &Json, context: &Context) -> Result<Reading, FeedError> {
    let content = match (content(document), document) {
        (Some(content), _) => content,
        (None, Json::List(_)) => &Json::Null,
        _ => return Err(FeedError::wrong_shape(Format::GuardianCapi, EXPECTED, document)),
    };
    let fields = Fields { base: context.base, wording: Wording::Plain };
    let page = Page { fields, about: about(content, fields), tags: content.list("tags"), times };
    let mut entries = Collector::default();
    let blocks = content.get("blocks");
    let mut mode = Mode::Snapshot;
    match (document, window(blocks)) {
        (Json::List(list), _) => page.add_all(list, &mut entries),
        (_, Some((name, list))) => {
            page.add_all(list, &mut entries);
            // Only the latest blocks are a window that ends with the newest.
            if name != "body" && !name.contains("latest") {
                mode = Mode::Delta;
            }
        }
        // Lists with gaps between them: what is in none of them is not deleted.
        (_, None) => {
            let lists = blocks.get(REQUESTED).members();
            lists.iter().for_each(|(_, list)| page.add_all(list.to_list(), &mut entries));
            if lists.len() > 1 {
                mode = Mode::Delta;
            }
        }
    }
    for (name, list) in blocks.get(REQUESTED).members() {
        if name.contains("key-events") {
            mark_keys(list.to_list(), &mut entries);
        } else if name.contains("pinned") {
            pin(list.to_list(), &page, &mut entries);
        }
    }
    let total = blocks.integer("totalBodyBlocks").and_then(|total| usize::try_from(total).ok());
    let more = total.is_some_and(|total| total > entries.entries_mut().len());
    Ok(Reading { mode, more, ..Reading::of(page.about, entries) })
}

/// The list that is a window on the blog, and its name: all blocks, or else those that were asked for in one piece.
fn window(blocks: &Json) -> Option<(&str, &[Json])> {
    let body = blocks.list("body");
    let requested = blocks.get(REQUESTED).members();
    if !body.is_empty() || requested.is_empty() {
        return Some(("body", body));
    }
    ["latest", "around", "since"].into_iter().find_map(|kind| {
        let found = requested.iter().find(|(name, _)| name.contains(kind));
        found.map(|(name, list)| (&**name, list.to_list()))
    })
}

/// Pinned blocks are entries wherever they stand.
fn pin(blocks: &[Json], page: &Page, entries: &mut Collector) {
    for (position, block) in blocks.iter().enumerate().filter(|(_, block)| block.is_object()) {
        if id(block).is_none_or(|id| !entries.has(&id)) {
            page.add(position, block, entries);
        }
        mark_pinned(block, entries);
    }
}

fn about(content: &Json, fields: Fields) -> About {
    let said = content.get("fields");
    let encoded = Fields { wording: Wording::Encoded, ..fields };
    About {
        title: fields.line(content.get("webTitle")).or_else(|| encoded.line(said.get("headline"))),
        home: fields.url(content.get("webUrl")),
        lang: lang(said.get("lang"), None),
        phase: if denies(said.get("liveBloggingNow")) || denies(said.get("isLive")) {
            Phase::Ended
        } else {
            Phase::Live
        },
        authors: byline(content.list("tags"), said.get("byline"), encoded),
        poll_seconds: None,
    }
}

fn times(block: &Json) -> Dates {
    Dates {
        published: moment(block, &["firstPublishedDate", "publishedDate"]),
        modified: moment(block, &["lastModifiedDate", "publishedDate"]),
        created: moment(block, &["createdDate"]),
    }
}
