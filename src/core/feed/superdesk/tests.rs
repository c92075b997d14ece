//! What the address of the request tells about the answer; the answers themselves are in `tests/feeds/superdesk`.
#![allow(clippy::unwrap_used, reason = "a test stops at the first surprise")]

use crate::core::clock::Timestamp;
use crate::core::feed::{Format, Mode, Parsed, read};
use crate::core::json::Json;
use crate::core::url::SafeUrl;

const POSTS: &str = r#"{
    "_items": [
        {"_id": "b", "post_status": "open", "published_date": "2026-03-12T10:00:00+00:00", "items": [{"text": "B"}]},
        {"_id": "a", "post_status": "open", "published_date": "2026-03-12T11:00:00+00:00", "items": [{"text": "A"}]}
    ],
    "_meta": {"page": 2, "max_results": 2, "total": 9}
}"#;

fn asked(query: &str) -> Parsed {
    let base = ["https://blog.example/api/v2/client_blogs/56ce/posts", query].concat();
    let posts: Json = serde_json::from_str(POSTS).unwrap();
    let now = Timestamp(1_773_316_800_000);
    read(&posts, &SafeUrl::parse(&base).unwrap(), Some(Format::Superdesk), now).unwrap()
}

#[test]
fn a_query_for_what_changed_is_answered_with_changes() {
    let page =
        r#"?source={"sort":[{"published_date":{"order":"desc"}}],"range":{"_updated":{"lt":"2026-03-12"}}}"#;
    assert_eq!(asked(page).mode, Mode::Snapshot);
    for poll in [
        r#"?source={"query":{"range":{"content_updated_date":{"gt":"2026-03-12T09:00:00Z"}}}}"#,
        "?max_results=25&source=%7B%22range%22%3A%7B%22_updated%22%3A%7B%22gte%22%3A%222026%22%7D%7D%7D",
    ] {
        assert_eq!(asked(poll).mode, Mode::Delta, "{poll}");
    }
}

#[test]
fn the_next_page_is_the_same_request_with_another_number() {
    for (query, next) in [
        ("", "?page=3"),
        ("?page=2&limit=2", "?limit=2&page=3"),
        ("?source=%7B%7D&page=2&max_results=2", "?source=%7B%7D&max_results=2&page=3"),
    ] {
        let found = asked(query).next.unwrap();
        assert!(found.as_str().ends_with(&["/56ce/posts", next].concat()), "{}", found.as_str());
    }
}

#[test]
fn an_editorial_order_counts_from_the_end_so_that_a_new_post_moves_no_other() {
    let ranks = |query| asked(query).entries.iter().map(|entry| entry.rank).collect::<Vec<_>>();
    assert_eq!(ranks("?ordering=editorial&page=2"), [Some(7_000), Some(6_000)]);
    assert_eq!(ranks("?ordering=newest_first"), [None, None]);
}
