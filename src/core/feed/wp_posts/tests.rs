//! What depends on the address, which every fixture has in common.
#![allow(clippy::unwrap_used, reason = "a test stops at the first surprise")]

use crate::core::clock::Timestamp;
use crate::core::feed::{self, Format, Mode, Parsed};
use crate::core::url::SafeUrl;

fn read(posts: usize, address: &str) -> Parsed {
    let post = |id: usize| {
        format!(r#"{{"id": {id}, "date_gmt": "2026-03-12T10:00:00", "title": {{"rendered": "A"}}}}"#)
    };
    let list: Vec<String> = (0..posts).map(post).collect();
    let document = serde_json::from_str(&["[", &list.join(","), "]"].concat()).unwrap();
    let base = SafeUrl::parse(address).unwrap();
    feed::read(&document, &base, Some(Format::WpPosts), Timestamp(0)).unwrap()
}

fn next(posts: usize, query: &str) -> Option<String> {
    let parsed = read(posts, &["https://news.example/wp-json/wp/v2/posts", query].concat());
    let next = parsed.next?;
    Some(next.as_str().split_once('?').unwrap().1.to_owned())
}

#[test]
fn a_full_page_is_followed_by_the_next() {
    for (posts, query, expected) in [
        (10, "", Some("page=2")),
        (9, "", None),
        (5, "?per_page=5&categories=4&_embed=1", Some("per_page=5&categories=4&_embed=1&page=2")),
        (5, "?page=7&per_page=5", Some("per_page=5&page=8")),
        (5, "?per_page=5&offset=5", Some("per_page=5&offset=10")),
        (10, "?per_page=0&page=none", Some("per_page=0&page=2")),
        (10, "?per_page=100", None),
        (0, "", None),
    ] {
        assert_eq!(next(posts, query).as_deref(), expected, "{posts} posts, {query}");
    }
}

#[test]
fn only_a_list_of_changes_is_silent_about_the_others() {
    let mode = |query: &str| read(1, &["https://news.example/posts", query].concat()).mode;
    assert_eq!(mode("?after=2026-03-12T00:00:00"), Mode::Snapshot);
    assert_eq!(mode("?modified_after=2026-03-12T00:00:00"), Mode::Delta);
}
