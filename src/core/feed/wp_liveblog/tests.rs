//! What depends on the address, which every fixture has in common.
#![allow(clippy::unwrap_used, reason = "a test stops at the first surprise")]

use crate::core::clock::Timestamp;
use crate::core::feed::{self, Format, Mode};
use crate::core::url::SafeUrl;

fn next(document: &str, address: &str) -> Option<String> {
    let document = serde_json::from_str(document).unwrap();
    let base = SafeUrl::parse(address).unwrap();
    let parsed = feed::read(&document, &base, Some(Format::WordPressLiveblog), Timestamp(0)).unwrap();
    assert_eq!(parsed.more, parsed.next.is_some());
    assert_eq!(parsed.mode, Mode::Snapshot);
    parsed.next.map(|next| next.as_str().to_owned())
}

#[test]
fn the_next_page_is_asked_for_where_this_one_was() {
    const PAGE: &str = r#"{"entries": [], "page": "2", "pages": 3, "total": 15}"#;
    for (address, expected) in [
        (
            "https://news.example/wp-json/liveblog/v1/57/get-entries/2/2977-1773309600",
            "https://news.example/wp-json/liveblog/v1/57/get-entries/3/2977-1773309600",
        ),
        (
            "https://news.example/?rest_route=/liveblog/v1/57/get-entries/2/latest&x=1",
            "https://news.example/?rest_route=/liveblog/v1/57/get-entries/3/latest&x=1",
        ),
        ("https://news.example/get-entries/2", "https://news.example/get-entries/3"),
        ("https://news.example/live.json?page=2", "https://news.example/live.json?page=3"),
    ] {
        assert_eq!(next(PAGE, address).as_deref(), Some(expected));
    }
    for last in [
        r#""page": 3, "pages": 3"#,
        r#""page": 9223372036854775807, "pages": 3"#,
        r#""page": 1, "pages": false"#,
    ] {
        let document = [r#"{"entries": [], "total": 15, "#, last, "}"].concat();
        assert_eq!(next(&document, "https://news.example/get-entries/3/latest"), None, "{last}");
    }
}

#[test]
fn what_is_below_is_asked_for_by_the_oldest_time() {
    const BELOW: &str = r#"{"index": 1, "entries": [
        {"id": 2, "render": "b", "timestamp": "1773309700"}, {"id": 1, "render": "a", "timestamp": 1773309600}]}"#;
    let address = "https://news.example/wp-json/liveblog/v1/57/lazyload/1773310000/0/";
    let expected = "https://news.example/wp-json/liveblog/v1/57/lazyload/1773309600/0/";
    assert_eq!(next(BELOW, address).as_deref(), Some(expected));
    assert_eq!(next(BELOW, expected), None, "the same address again would never end");
    assert_eq!(next(BELOW, "https://news.example/live.json"), None);
    assert_eq!(next(r#"{"index": 1, "entries": []}"#, address), None);
}
