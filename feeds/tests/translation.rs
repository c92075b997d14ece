//! The widget's side and the module's, put together: what comes out is what the core would have read itself.
#![allow(
    clippy::unwrap_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "a test stops at the first surprise"
)]

#[allow(dead_code, reason = "what is expected of a fixture is another test's concern")]
#[path = "../../tests/common/feed_fixtures.rs"]
mod feed_fixtures;

use live_blog_feeds::answer_to;
use live_blog_feeds::core::clock::Timestamp;
use live_blog_feeds::core::feed::{self, FeedError, Format, Parsed, convert, translation};
use live_blog_feeds::core::json::Json;
use live_blog_feeds::core::markup::tree_of;
use live_blog_feeds::core::model::{Body, Entry};
use live_blog_feeds::core::url::SafeUrl;

/// Noon on 12 March 2026 in UTC.
const NOW: Timestamp = Timestamp(1_773_316_800_000);

fn base() -> SafeUrl {
    SafeUrl::parse("https://news.example/live/feed.json").unwrap()
}

fn json(text: &str) -> Json {
    serde_json::from_str(text).unwrap()
}

fn translated(
    document: &Json,
    named: Option<Format>,
    remembered: Option<Format>,
) -> Result<Parsed, FeedError> {
    let answer = answer_to(&translation::request(document, &base(), named, remembered, NOW));
    translation::received(&json(&answer), &base(), NOW)
}

/// All that a reader and an engineer could see of a document, a line for each thing.
fn seen(parsed: &Parsed) -> String {
    let mut text = String::new();
    for entry in &parsed.entries {
        text += &format!("{:?}\n", Entry { body: Body::Empty, ..entry.clone() });
        tree_of(&entry.body).nodes.iter().for_each(|node| text += &format!("    {node:?}\n"));
    }
    for skip in &parsed.skips {
        text += &format!("{} {skip}\n", skip.position);
    }
    let rest = Parsed { entries: Vec::new(), skips: Vec::new(), ..parsed.clone() };
    text += &format!("{rest:?}\n");
    // How a text is held does not matter.
    text.replace("Static(", "Rc(")
}

#[test]
fn every_fixture_reads_the_same_through_the_module() {
    let mut count = 0;
    for fixture in feed_fixtures::ALL {
        let document = json(fixture.input);
        let folder = Format::from_name(fixture.name.split('/').next().unwrap());
        let directly = feed::read(&document, &base(), feed::detect(&document).or(folder), NOW);
        let through = translated(&document, None, folder);
        match (directly, through) {
            (Ok(directly), Ok(through)) => {
                count += 1;
                let (directly, through) = (seen(&directly), seen(&through));
                for (directly, through) in directly.lines().zip(through.lines()) {
                    assert_eq!(directly, through, "{}", fixture.name);
                }
                assert_eq!(directly.len(), through.len(), "{}", fixture.name);
            }
            (directly, through) => {
                let (directly, through) = (directly.unwrap_err(), through.unwrap_err());
                assert_eq!(directly.to_string(), through.to_string(), "{}", fixture.name);
            }
        }
    }
    assert!(count > 150, "{count} fixtures were read");
}

fn status(id: usize) -> String {
    format!(
        r#"{{"id": "{id}", "uri": "https://social.example/{id}", "content": "<p>Fog</p>", "visibility": "public",
             "created_at": "2026-03-12T10:00:00Z", "account": {{"acct": "a", "url": "https://social.example/@a"}}}}"#
    )
}

#[test]
fn what_is_cut_is_counted_once() {
    let statuses: Vec<String> = (0..10_002).map(status).collect();
    let parsed = translated(&json(&format!("[{}]", statuses.join(","))), None, None).unwrap();
    assert_eq!((parsed.entries.len(), parsed.cut, parsed.more), (10_000, 2, true));
}

#[test]
fn a_body_goes_over_as_it_was_written_unless_its_ends_would_be_lost() {
    let document = json(&format!("[{}]", status(1)));
    let mut parsed = feed::read(&document, &base(), None, NOW).unwrap();
    let converted = |parsed: &Parsed| {
        let feed = convert::json_feed(parsed, Some(&base()));
        let items = feed.list("items").first().map(|item| item.get("content_html").clone());
        (items.unwrap(), feed::read(&feed, &base(), None, NOW).unwrap())
    };
    for (source, verbatim) in [("<p onclick=x()>a</p>", true), (" a<b> b", false), ("<p>a</p>\n", false)] {
        parsed.entries[0].body = Body::Html { source: source.into(), base: base() };
        let (written, again) = converted(&parsed);
        assert_eq!(written == Json::from(source), verbatim, "{source}");
        assert_eq!(tree_of(&again.entries[0].body).nodes, tree_of(&parsed.entries[0].body).nodes, "{source}");
    }
    // Written for another address, it has addresses that only mean something there.
    let elsewhere = SafeUrl::parse("https://elsewhere.example/").unwrap();
    parsed.entries[0].body = Body::Html { source: "<a href='b'>a</a>".into(), base: elsewhere };
    assert_eq!(converted(&parsed).0, Json::from(r#"<a href="https://elsewhere.example/b">a</a>"#));
}

#[test]
fn the_named_format_settles_it_and_the_remembered_one_helps_where_nothing_shows() {
    let statuses = json(&format!("[{}]", status(1)));
    assert_eq!(translated(&statuses, None, None).unwrap().format, Format::Mastodon);
    let named = translated(&statuses, Some(Format::GuardianCapi), None);
    assert_eq!(named.map_or(Format::JsonFeed, |parsed| parsed.format), Format::GuardianCapi);
    let empty = json("[]");
    assert_eq!(translated(&empty, None, Some(Format::RedditLive)).unwrap().format, Format::RedditLive);
    let error = translated(&empty, None, None).unwrap_err().to_string();
    assert_eq!(error, "the document is an empty list, which is no live-blog format that we know");
}

#[test]
fn a_request_that_is_none_is_answered_all_the_same() {
    for request in ["", "\n", "{}\n", "{}\n{}", "{}\n[", "\u{fffd}\n{}", "{\"base\": \"about:blank\"}\n{}"] {
        let error = json(&answer_to(request)).text("error");
        assert!(error.is_some_and(|sentence| sentence.len() > 10), "{request}");
    }
}

#[test]
fn an_answer_that_is_none_is_an_error() {
    for answer in ["null", "{}", "[]", r#"{"feed": 3}"#, r#"{"format": "mastodon"}"#, r#"{"error": "no"}"#] {
        assert!(translation::received(&json(answer), &base(), NOW).is_err(), "{answer}");
    }
}
