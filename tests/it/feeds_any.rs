//! Properties of reading that hold for every document, invented by machine.

use std::collections::BTreeSet;

use live_blog::core::clock::Timestamp;
use live_blog::core::feed::{self, Format};
use live_blog::core::json::Json;
use live_blog::core::url::SafeUrl;
use proptest::prelude::*;

/// Keys and words that the adapters look for, so that invented documents get far into them.
const KEYS: &[&str] = &[
    "version",
    "items",
    "Id",
    "Content",
    "Creator",
    "Media",
    "Url",
    "Created",
    "Posts",
    "_items",
    "_meta",
    "_id",
    "_updated",
    "groups",
    "refs",
    "item",
    "item_type",
    "text",
    "meta",
    "post_status",
    "published_date",
    "order",
    "html",
    "original_url",
    "title",
    "id",
    "content_html",
    "content_text",
    "date_published",
    "date_modified",
    "authors",
    "author",
    "name",
    "url",
    "avatar",
    "tags",
    "image",
    "attachments",
    "mime_type",
    "language",
    "_liveblog",
    "state",
    "mode",
    "deleted",
    "when",
    "key_items",
    "pinned",
    "key",
    "media",
    "alt",
    "width",
    "height",
    "byline",
    "origin",
    "@type",
    "@graph",
    "mainEntity",
    "liveBlogUpdate",
    "response",
    "content",
    "blocks",
    "body",
    "requestedBodyBlocks",
    "elements",
    "_type",
    "textTypeData",
    "html",
    "attributes",
    "pinnedPost",
    "keyEvents",
    "format",
    "design",
    "pagination",
    "older",
    "data",
    "results",
    "urn",
    "header",
    "model",
    "type",
    "text",
    "liveTextStream",
    "posts",
    "postId",
    "bodyHTML",
    "event",
    "articleBody",
    "headline",
    "datePublished",
    "dateModified",
    "coverageEndTime",
    "inLanguage",
    "@id",
    "@value",
    "keywords",
    "__proto__",
    "account",
    "created_at",
    "uri",
    "content",
    "spoiler_text",
    "sensitive",
    "media_attachments",
    "poll",
    "options",
    "quote",
    "card",
    "reblog",
    "visibility",
    "orderedItems",
    "object",
    "type",
    "to",
    "attributedTo",
    "attachment",
    "tag",
    "inReplyTo",
    "summary",
    "published",
    "updated",
    "children",
    "kind",
    "data",
    "body",
    "body_html",
    "created_utc",
    "embeds",
    "mobile_embeds",
    "original_url",
    "html",
    "rank",
    "order",
    "warning",
    "total",
];
const WORDS: &[&str] = &[
    "https://jsonfeed.org/version/1.1",
    "LiveBlogPosting",
    "model.dotcomrendering.pageElements.TextBlockElement",
    "?page=with:block-1",
    "asset:1",
    "paragraph",
    "delete-post",
    "BlogPosting",
    "image",
    "embed",
    "open",
    "2026-03-12T10:15:30Z",
    "/Date(0)/",
    "true",
    "ended",
    "delta",
    "comment",
    "image/png",
    "/a.png",
    "#a",
    "<p>a</p>",
    "&lt;p&gt;a&lt;/p&gt;",
    "a &amp; b",
    " ",
    "en",
    "9007199254740993",
    "a@b.example",
    "\u{202e}\u{0}",
    "OrderedCollection",
    "Create",
    "Delete",
    "Tombstone",
    "Note",
    "Listing",
    "LiveUpdate",
    "editorial",
    "oldest",
    "<iframe src='//a.example'>",
    "<span class=\"invisible\">",
];

fn json() -> impl Strategy<Value = Json> {
    let words =
        prop_oneof![prop::sample::select(WORDS).prop_map(Json::from), ".{0,8}".prop_map(|w| Json::from(&*w))];
    let number =
        any::<f64>().prop_map(|n| serde_json::from_str(&serde_json::to_string(&n).unwrap()).unwrap());
    let leaf = prop_oneof![
        Just(Json::Null),
        any::<bool>().prop_map(Json::Bool),
        any::<i64>().prop_map(|n| serde_json::from_str(&n.to_string()).unwrap()),
        number,
        words,
    ];
    leaf.prop_recursive(6, 64, 8, |inner| {
        let key = prop_oneof![9 => prop::sample::select(KEYS).prop_map(Box::from), 1 => ".{0,4}".prop_map(Box::from)];
        prop_oneof![
            prop::collection::vec(inner.clone(), 0..8).prop_map(Json::List),
            prop::collection::vec((key, inner), 0..12).prop_map(Json::Object),
        ]
    })
}

fn object(members: Vec<(&'static str, Json)>) -> Json {
    Json::object(members)
}

fn ids(parsed: &feed::Parsed) -> Vec<&str> {
    parsed.entries.iter().map(|entry| &*entry.id.0).collect()
}

proptest! {
    #[test]
    fn no_document_stops_the_reader(document in json()) {
        let base = SafeUrl::parse("https://news.example/feed").unwrap();
        for format in Format::ALL.iter().map(|format| Some(*format)).chain([None]) {
            for now in [0, i64::MIN, i64::MAX, 1_773_316_800_000] {
                if let Ok(parsed) = feed::read(&document, &base, format, Timestamp(now)) {
                    let unique: BTreeSet<&str> = ids(&parsed).into_iter().collect();
                    prop_assert_eq!(unique.len(), parsed.entries.len(), "an id is given twice");
                }
            }
        }
    }

    #[test]
    fn every_item_with_an_id_is_read_whatever_its_other_members_are(
        items in prop::collection::vec(prop::collection::vec((prop::sample::select(KEYS), json()), 0..8), 0..12),
        strangers in prop::collection::vec(json(), 0..4),
    ) {
        let mut expected = Vec::new();
        let mut list = Vec::new();
        for (index, members) in items.into_iter().enumerate() {
            let own = members.into_iter().filter(|(key, _)| !matches!(*key, "id" | "_liveblog"));
            let id = format!("entry-{index}");
            let well_formed = [("content_text", Json::from("text")), ("id", Json::from(&*id))];
            list.push(object(own.chain(well_formed).collect()));
            expected.push(id);
        }
        list.extend(strangers.into_iter().filter(|stranger| stranger.text("id").is_none()));
        let total = list.len();
        let version = Json::from("https://jsonfeed.org/version/1.1");
        let parsed = super::read(&object(vec![("version", version), ("items", Json::List(list))])).unwrap();
        prop_assert_eq!(ids(&parsed), expected.iter().map(String::as_str).collect::<Vec<_>>());
        prop_assert_eq!(parsed.skipped as usize, total - expected.len());
    }

    #[test]
    fn every_update_that_says_when_is_read_and_keeps_its_id(
        updates in prop::collection::vec(prop::collection::vec((prop::sample::select(KEYS), json()), 0..8), 1..12),
    ) {
        let mut list = Vec::new();
        for (index, members) in updates.into_iter().enumerate() {
            let own = members.into_iter().filter(|(key, _)| !matches!(*key, "url" | "@id" | "datePublished"));
            let headline = ("headline", Json::from("The same headline"));
            let date = Json::from(1_773_310_530 + index as i64);
            list.push(object(own.chain([("datePublished", date), headline]).collect()));
        }
        let page = |list: Vec<Json>| {
            object(vec![("@type", Json::from("LiveBlogPosting")), ("liveBlogUpdate", Json::List(list))])
        };
        let whole = super::read(&page(list.clone())).unwrap();
        prop_assert_eq!(whole.entries.len(), list.len());
        // Without the newest update the others are still who they were.
        let shorter = super::read(&page(list.split_off(1))).unwrap();
        prop_assert_eq!(&ids(&whole)[1..], &ids(&shorter)[..]);
    }
}
