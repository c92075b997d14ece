//! The newsroom writes one story in the shapes of eight systems; read, they are one story again.

use std::cmp::Reverse;

use live_blog::core::clock::Timestamp;
use live_blog::core::feed::{self, Parsed};
use live_blog::core::json::Json;
use live_blog::core::model::Entry;
use live_blog::core::url::SafeUrl;
use newsroom::{Newsroom, Options};
use serde_json::json;

/// An address in the newsroom with everything on one page, the format that it is, and what that format can say.
struct Shape {
    address: &'static str,
    format: &'static str,
    keys: bool,
    tombstones: bool,
}

const SHAPES: [Shape; 8] = [
    shape("/liveblogposting.json", "live-blog-posting", false, false),
    shape("/guardian.json", "guardian-capi", true, false),
    shape("/superdesk.json?max_results=200", "superdesk", true, true),
    shape("/wordpress-liveblog.json", "wordpress-liveblog", true, true),
    shape("/wordpress-liveblog.json?page=1&per_page=99", "wordpress-liveblog", true, false),
    shape("/wp-posts.json?per_page=100", "wp-posts", false, false),
    shape("/mastodon.json?limit=40", "mastodon", false, false),
    shape("/reddit.json?limit=100", "reddit-live", false, false),
];

const fn shape(address: &'static str, format: &'static str, keys: bool, tombstones: bool) -> Shape {
    Shape { address, format, keys, tombstones }
}

/// The document as a reader has it after fetching: newest first, and in the document's order within an instant.
fn read(news: &Newsroom, address: &str) -> Parsed {
    let document = news.document(address).unwrap().to_string();
    let document: Json = serde_json::from_str(&document).unwrap();
    let base = SafeUrl::parse(&news.at(address)).unwrap();
    let mut parsed = feed::read(&document, &base, None, Timestamp(4_000_000_000_000)).unwrap();
    parsed.entries.sort_by_key(|entry| Reverse(entry.published));
    parsed
}

/// How to know the entry in any shape: its headline, or the first words of its body, or its picture.
fn words(entry: &Entry) -> String {
    let body = format!("{:?}", entry.body);
    let body = body.split_once("<p>").map(|(_, rest)| rest.chars().take(30).collect());
    let headline = entry.headline.as_ref().map(ToString::to_string);
    headline.or(body).unwrap_or_else(|| entry.images[0].url.as_str().rsplit('/').next().unwrap().to_owned())
}

fn at_beats(beats: &[usize], check: impl Fn(&Newsroom, &Parsed, &Shape)) {
    let runtime = tokio::runtime::Builder::new_multi_thread().enable_all().build().unwrap();
    runtime.block_on(async {
        let news = Newsroom::start(Options::still("dist")).await.unwrap();
        for beat in beats {
            news.step_to(*beat);
            let original = read(&news, "/feed.json");
            for shape in &SHAPES {
                check(&news, &original, shape);
            }
        }
    });
}

#[test]
fn every_shape_is_known_by_its_structure_and_read_to_the_same_story() {
    at_beats(&[0, 2, 4, 6], |news, original, shape| {
        let parsed = read(news, shape.address);
        let name = shape.address;
        assert_eq!(parsed.format.name(), shape.format, "{name}");
        assert_eq!((parsed.skipped, &parsed.skips), (0, &Vec::new()), "{name}");
        assert_eq!(parsed.entries.len(), original.entries.len(), "{name}");
        for (ours, theirs) in original.entries.iter().zip(&parsed.entries) {
            let text = format!("{theirs:?}");
            assert!(text.contains(&words(ours)), "{name}: {} is not {text}", words(ours));
            assert_eq!(ours.published.0 / 1000, theirs.published.0 / 1000, "{name}: {}", words(ours));
            assert!(!shape.keys || ours.marks.key == theirs.marks.key, "{name}: {}", words(ours));
            let changed = |entry: &Entry| entry.modified.map(|at| at.0 / 1000);
            let said = shape.format != "reddit-live";
            assert!(!said || changed(ours) == changed(theirs), "{name}: {}", words(ours));
        }
    });
}

#[test]
fn no_shape_lets_an_address_of_the_staff_into_the_model() {
    at_beats(&[4], |news, _, shape| {
        let document = news.document(shape.address).unwrap().to_string();
        let private = ["guardian-capi", "superdesk"].contains(&shape.format);
        assert_eq!(document.contains("@staff.themeridian.example"), private, "{}", shape.address);
        assert!(
            !format!("{:?}", read(news, shape.address)).contains("staff.themeridian"),
            "{}",
            shape.address
        );
    });
}

#[test]
fn what_is_withdrawn_is_an_entry_in_no_shape_and_named_where_shapes_name_it() {
    at_beats(&[4], |news, _, shape| {
        let parsed = read(news, shape.address);
        let shown = parsed.entries.iter().any(|entry| format!("{entry:?}").contains("Reports of shots near"));
        assert!(!shown, "{}", shape.address);
        assert_eq!(parsed.deleted.len(), usize::from(shape.tombstones), "{}", shape.address);
    });
}

#[test]
fn an_entry_pushed_and_edited_in_one_second_has_the_later_words() {
    at_beats(&[0], |news, _, shape| {
        news.reset();
        news.push_entry("bell", "A bell is heard", "<p>Across the water.</p>");
        news.edit("bell", json!({ "title": "A horn is heard" }));
        let parsed = read(news, shape.address);
        let text = format!("{:?}", parsed.entries[0]);
        assert!(
            text.contains("A horn is heard") && text.contains("Across the water."),
            "{}: {text}",
            shape.address
        );
    });
}
