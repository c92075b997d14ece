//! The host pages: two lines on a foreign page, and an element written by the query.

use crate::client::{get, newsroom};

#[tokio::test]
async fn the_bare_page_has_the_two_lines_and_nothing_of_ours_besides() {
    let newsroom = newsroom().await;
    let text = get(&newsroom, "/bare").await.text();
    assert!(text.contains("<script type=\"module\" src=\"/live-blog.js\"></script>"));
    assert!(text.contains("<live-blog src=\"/feed.json\"><p>"));
    assert_eq!(text.matches("<script").count(), 1);
}

#[tokio::test]
async fn attributes_come_from_the_query_if_they_are_known_and_cannot_break_out() {
    let newsroom = newsroom().await;
    let text = get(&newsroom, "/page?src=/x%22%3E%3Cscript%3E&lang=de&onclick=evil&page-size=5").await.text();
    assert!(
        text.contains("<live-blog src=\"/x&quot;&gt;&lt;script&gt;\" lang=\"de\" page-size=\"5\">"),
        "{text}"
    );
    assert!(!text.contains("onclick"));
}

#[tokio::test]
async fn the_feed_of_the_story_is_the_source_where_none_is_named() {
    let newsroom = newsroom().await;
    assert!(get(&newsroom, "/page").await.text().contains("<live-blog src=\"/feed.json\">"));
    assert!(get(&newsroom, "/page?nosrc").await.text().contains("<live-blog>"));
    let text = get(&newsroom, "/page?count=2&paragraphs=3").await.text();
    assert_eq!((text.matches("<live-blog ").count(), text.matches("Words of the page").count()), (2, 3));
}

#[tokio::test]
async fn the_page_carries_the_story_for_search_engines_where_it_is_asked_to() {
    let newsroom = newsroom().await;
    assert!(!get(&newsroom, "/page").await.text().contains("ld+json"));
    newsroom.push_entry(
        "end",
        "</script><script>evil()</script>",
        "<p>A text that would end the script.</p>",
    );
    let text = get(&newsroom, "/page?posting").await.text();
    let (_, rest) = text.split_once("<script type=\"application/ld+json\">").unwrap();
    let (document, _) = rest.split_once("</script>").unwrap();
    let document: serde_json::Value = serde_json::from_str(document).unwrap();
    assert_eq!(document["liveBlogUpdate"][0]["headline"], "</script><script>evil()</script>");
    assert_eq!(document, newsroom.posting());
}

#[tokio::test]
async fn the_policy_is_chosen_by_the_query() {
    let newsroom = newsroom().await;
    let policy = async |query: &str| {
        let reply = get(&newsroom, &format!("/page?csp={query}")).await;
        reply.header("content-security-policy").map(str::to_owned)
    };
    assert!(policy("strict").await.unwrap().contains("wasm-unsafe-eval"));
    let without = policy("nowasm").await.unwrap();
    assert!(!without.contains("wasm-unsafe-eval") && without.contains("script-src 'self';"));
    assert_eq!(policy("none").await, None);
    let also = policy("strict&allow=http://127.0.0.1:4000").await.unwrap();
    for directive in ["connect-src", "frame-src", "media-src"] {
        assert!(also.contains(&format!("{directive} 'self' http://127.0.0.1:4000;")), "{directive}: {also}");
    }
    assert_eq!(get(&newsroom, "/page?csp=odd").await.status, 400);
}

#[tokio::test]
async fn a_policy_by_nonce_lets_in_the_scripts_of_that_very_answer() {
    let newsroom = newsroom().await;
    let asked = async |query: &str| {
        let reply = get(&newsroom, &format!("/page?csp={query}")).await;
        let policy = reply.header("content-security-policy").map(str::to_owned).unwrap();
        (policy, reply.text())
    };
    let (policy, text) = asked("nonce").await;
    let word = policy.split("'nonce-").nth(1).and_then(|rest| rest.split('\'').next()).unwrap().to_owned();
    assert_eq!(text.matches("<script").count(), text.matches(&format!("nonce=\"{word}\"")).count());
    assert!(!policy.contains("trusted-types") && policy.contains("object-src 'none'; base-uri 'none'"));
    let (again, _) = asked("nonce").await;
    assert!(!again.contains(&word), "each answer has a word of its own");
    let (types, _) = asked("nonce-types").await;
    assert!(types.contains("require-trusted-types-for 'script'; trusted-types 'none'"));
}

#[tokio::test]
async fn the_loader_may_come_from_another_origin_of_this_machine_only() {
    let newsroom = newsroom().await;
    let text = get(&newsroom, "/page?from=http://127.0.0.1:4000").await.text();
    assert!(text.contains("src=\"http://127.0.0.1:4000/live-blog.js\""));
    for other in ["https://example.com", "http://127.0.0.1:4000/x", "http://127.0.0.1:1%20*"] {
        assert_eq!(get(&newsroom, &format!("/page?from={other}")).await.status, 400, "{other}");
    }
}

#[tokio::test]
async fn a_frame_without_an_origin_holds_the_same_page() {
    let newsroom = newsroom().await;
    let text = get(&newsroom, "/framed?lang=de&csp=none").await.text();
    assert!(
        text.contains("sandbox=\"allow-scripts\"") && text.contains("src=\"/page?lang=de&amp;csp=none\"")
    );
}

#[tokio::test]
async fn the_browsers_own_scroll_anchoring_can_be_turned_off() {
    let newsroom = newsroom().await;
    assert!(!get(&newsroom, "/page").await.text().contains("anchor-none"));
    assert!(
        get(&newsroom, "/page?anchor=none")
            .await
            .text()
            .contains("<link rel=\"stylesheet\" href=\"/anchor-none.css\">")
    );
    let style = get(&newsroom, "/anchor-none.css").await;
    assert_eq!(style.header("content-type"), Some("text/css; charset=utf-8"));
    assert!(style.text().contains("overflow-anchor: none"));
    let page = get(&newsroom, "/page?stream=/stream%3Fas=feed").await.text();
    assert!(page.contains("stream=\"/stream?as=feed\""), "{page}");
}
