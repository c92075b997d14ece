//! The other shapes over the wire: types, validators, paging headers, and what a control changes in all of them.

use serde_json::json;

use crate::client::{ask, get, newsroom};

const SHAPES: [&str; 7] = [
    "/liveblogposting.json",
    "/guardian.json",
    "/superdesk.json",
    "/wordpress-liveblog.json",
    "/wp-posts.json",
    "/mastodon.json",
    "/reddit.json",
];

#[tokio::test]
async fn each_is_json_with_a_tag_and_is_not_sent_twice() {
    let newsroom = newsroom().await;
    for path in SHAPES {
        let first = get(&newsroom, path).await;
        assert_eq!(first.status, 200, "{path}");
        assert!(first.header("content-type").unwrap().contains("json"), "{path}");
        let tag = first.header("etag").unwrap().to_owned();
        let second = ask(&newsroom, "GET", path, &[("If-None-Match", &tag)]).await;
        assert_eq!((second.status, second.body.len()), (304, 0), "{path}");
        assert_eq!(second.header("link"), first.header("link"), "{path}: the next page is still known");
        newsroom.push_entry(path, "Another entry", "<p>Words.</p>");
        let third = ask(&newsroom, "GET", path, &[("If-None-Match", &tag)]).await;
        assert_eq!(third.status, 200, "{path}");
        assert!(third.text().contains("Another entry"), "{path}");
    }
}

#[tokio::test]
async fn an_edit_is_in_all_of_them_and_a_deleted_entry_is_read_in_none() {
    let newsroom = newsroom().await;
    newsroom.push_entry("one", "First words", "<p>Body of one.</p>");
    newsroom.push_entry("two", "Second words", "<p>Body of two.</p>");
    newsroom.edit("two", json!({ "title": "Corrected words" }));
    newsroom.delete("one");
    for path in SHAPES {
        let text = get(&newsroom, path).await.text();
        assert!(text.contains("Corrected words") && !text.contains("Second words"), "{path}");
        if path == "/superdesk.json" {
            assert!(
                text.contains("First words") && text.contains("\"deleted\":true"),
                "it keeps them, marked"
            );
        } else {
            assert!(!text.contains("First words"), "{path}");
        }
    }
}

#[tokio::test]
async fn other_origins_may_read_the_headers_that_pages_are_told_in() {
    let newsroom = newsroom().await;
    let reply = get(&newsroom, "/wp-posts.json?per_page=5&page=2").await;
    assert_eq!(reply.json().as_array().unwrap().len(), 5);
    let link = reply.header("link").unwrap();
    assert!(link.contains("page=1>; rel=\"prev\", <") && link.contains("page=3>; rel=\"next\""), "{link}");
    let exposed = reply.header("access-control-expose-headers").unwrap();
    for name in ["Link", "X-WP-Total", "X-WP-TotalPages", "ETag"] {
        assert!(exposed.split(", ").any(|known| known == name), "{name} in {exposed}");
    }
    let refused = get(&newsroom, "/wp-posts.json?page=99").await;
    assert_eq!((refused.status, &refused.json()["code"]), (400, &json!("rest_post_invalid_page_number")));
}

#[tokio::test]
async fn the_feed_comes_in_pages_to_those_who_ask() {
    let newsroom = newsroom().await;
    let whole = newsroom.feed();
    let (mut path, mut items) = ("/feed.json?limit=9".to_owned(), Vec::new());
    for _ in 0..9 {
        let page = get(&newsroom, &path).await.json();
        assert_eq!(page["_liveblog"], whole["_liveblog"], "what is said of the whole is said on each page");
        items.extend(page["items"].as_array().unwrap().clone());
        let Some(next) = page["next_url"].as_str() else { break };
        path = next.strip_prefix(newsroom.origin()).unwrap().to_owned();
    }
    assert_eq!(json!(items), whole["items"]);
    assert!(get(&newsroom, "/feed.json").await.json().get("next_url").is_none());
}

#[tokio::test]
async fn faults_and_replaced_bodies_are_theirs_too() {
    let newsroom = newsroom().await;
    for path in SHAPES {
        assert_eq!(get(&newsroom, &format!("{path}?fault=status:503")).await.status, 503, "{path}");
        newsroom.replace(path, "application/json", "[]");
        assert_eq!(get(&newsroom, path).await.text(), "[]", "{path}");
    }
}
