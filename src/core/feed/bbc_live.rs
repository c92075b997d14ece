//! The BBC's live text stream: its answer to a poll, the data of a page, or what the old push service sent. Bodies are trees
//! of blocks.

use std::rc::Rc;

use super::collect::{Collector, Dates, blank};
use super::compose::body_of;
use super::fields::{Fields, Wording, denies, lang};
use super::pictures::{Pictures, drop_repeated};
use super::{Context, FeedError, Format, Reading, Row, SkipReason, dates};
use crate::core::clock::Timestamp;
use crate::core::json::Json;
use crate::core::model::{About, Entry, EntryId, Marks, Part, Phase};

mod blocks;
mod media;

pub(super) const ROW: Row = Row { name: "bbc-live", sniff, read };

const EXPECTED: &str = "a live text stream with the list results";

/// Posts are assets by their names; a page says that it has a stream even when it is empty.
fn sniff(document: &Json) -> bool {
    let page = page(document);
    let is_page = page.get("liveTextStream").is_object() && !page.get("title").is_null();
    let posts = stream(document).map_or(&[][..], |stream| stream.list("results"));
    is_page || posts.iter().any(|post| post.text("urn").is_some_and(|urn| urn.starts_with("asset:")))
}

/// What is said about the whole page; null in the answer to a poll.
fn page(document: &Json) -> &Json {
    let inside = document.get("pageProps");
    let inside = if inside.is_null() { document.get("props").get("pageProps") } else { inside };
    let places = [inside.get("pageData"), document.get("data"), document.get("pageData")];
    places.into_iter().find(|page| page.get("liveTextStream").is_object()).unwrap_or(document)
}

/// The list of posts with its paging.
fn stream(document: &Json) -> Option<&Json> {
    let content = page(document).get("liveTextStream").get("content");
    let pushed = document.list("payload").iter().map(|answer| answer.get("body"));
    let places = [content.get("data"), content, document.get("data"), document];
    let listed = |results: &Json| matches!(results, Json::List(_)) || !results.get("urn").is_null();
    places.into_iter().chain(pushed).find(|place| listed(place.get("results")))
}

fn read(document: &Json, context: &Context) -> Result<Reading, FeedError> {
    let page = page(document);
    let (stream, posts) = match (document, stream(document)) {
        (Json::List(posts), _) => (&Json::Null, posts.as_slice()),
        (_, Some(stream)) => (stream, stream.list("results")),
        (_, None) if page.get("liveTextStream").is_object() => (&Json::Null, &[][..]),
        _ => return Err(FeedError::wrong_shape(Format::BbcLive, EXPECTED, document)),
    };
    let fields = Fields { base: context.base, wording: Wording::Plain };
    let mut entries = Collector::default();
    for (position, post) in entries.objects(posts) {
        if matches!(post.text("type").as_deref(), Some("COMMENT" | "AD" | "ADVERT")) {
            continue;
        }
        match ["urn", "locator", "assetId", "id"].into_iter().find_map(|key| post.text(key)) {
            Some(id) => entries.add(position, entry(EntryId(id), post, fields), times(post)),
            None => entries.skip(position, SkipReason::NoId),
        }
    }
    drop_repeated(entries.entries_mut(), &[]);
    let paging = stream.get("page");
    let index = paging.integer("index").unwrap_or(1);
    let next = paging.integer("total").filter(|total| *total > index).and_then(|_| {
        let key = if context.base.query_value("pageNumber").is_some() { "pageNumber" } else { "page" };
        context.base.with_query_value(key, &index.saturating_add(1).to_string())
    });
    let next = next.filter(|next| next != context.base);
    Ok(Reading { next, ..Reading::of(about(page, fields, context.now), entries) })
}

fn about(page: &Json, fields: Fields, now: Timestamp) -> About {
    About {
        title: fields.line(page.get("title")),
        home: fields.url(page.get("canonicalUrl")).or_else(|| fields.url(page.get("url"))),
        lang: lang(page.get("language"), None),
        phase: phase(page, now),
        authors: Rc::from(fields.authors(page.get("liveTextStream").get("contributors"))),
        poll_seconds: None,
    }
}

/// The planned end is long past on many a page that is still live, so it only counts where the page does not say.
fn phase(page: &Json, now: Timestamp) -> Phase {
    let past = |key| dates::read(page.get(key)).map(|dated| dated.at <= now);
    match page.get("isLive") {
        live if live.to_flag() => Phase::Live,
        live if denies(live) && past("startDateTime") != Some(false) => Phase::Ended,
        _ if past("startDateTime") == Some(false) => Phase::Scheduled,
        _ if past("endDateTime") == Some(true) => Phase::Ended,
        _ => Phase::Live,
    }
}

fn times(post: &Json) -> Dates {
    let of = |keys: &[&str]| {
        let places = [post.get("dates"), post];
        places.iter().find_map(|place| keys.iter().find_map(|key| dates::read(place.get(key))))
    };
    Dates {
        published: of(&["firstPublished", "curated", "dateAdded"]),
        modified: of(&["lastPublished", "lastUpdated"]),
        created: None,
    }
}

fn entry(id: EntryId, post: &Json, fields: Fields) -> Entry {
    let header = blocks::Header::read(post.get("header").get("model").list("blocks"), fields);
    let titles = post.list("titles").iter().map(|title| title.get("title"));
    let titles = titles.chain([post.get("title")]).find_map(|title| fields.line(title));
    let content = post.get("content").get("model").list("blocks");
    let mut parts: Vec<Part> = header.below;
    parts.extend(blocks::parts(if content.is_empty() { post.list("body") } else { content }, fields));
    let mut pictures = Pictures::default();
    for image in post.list("images").iter().filter_map(|image| media::picture(image, fields)) {
        if !parts.iter().any(|part| matches!(part, Part::Image(known) if known.url == image.url)) {
            pictures.add(Some(image));
        }
    }
    Entry {
        headline: header.headline.or(titles),
        body: body_of(parts, fields.base),
        authors: Rc::from(if header.people.is_empty() {
            fields.authors(post.get("contributor"))
        } else {
            header.people
        }),
        marks: Marks { breaking: post.get("options").flag("isBreakingNews"), ..Marks::default() },
        images: pictures.finish(),
        url: fields.url(post.get("link")),
        ..blank(id)
    }
}
