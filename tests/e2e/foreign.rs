//! The module of foreign feeds: fetched by whoever needs it, once for the page, and missed without harm.

use std::time::Duration;

use newsroom::Fault;

use crate::stage::{Stage, dist, play};

const MODULE: &str = "/live-blog-feeds.wasm";

#[test]
fn feeds_of_our_own_never_ask_for_the_module() {
    play(async |at| {
        at.open("src=/feed.json&format=JsonFeed").await;
        let posting = "/liveblogposting.json";
        at.open(&format!("src={posting}")).await;
        // An empty list shows no shape; it is read as the answer before it was, and asked for again because it is empty.
        at.news.replace(posting, "application/json", "[]");
        let asked = at.news.requests(posting);
        at.page.run("blog.refresh()").await;
        let again = at.news.wait_for_requests(posting, asked + 2, Duration::from_secs(15)).await;
        assert!(again, "the empty list was read");
        assert_eq!(at.news.requests(MODULE), 0);
    });
}

#[test]
fn six_readers_of_which_four_are_foreign_ask_for_it_once() {
    play(async |at| {
        at.goto_and_settle("/demo/shapes.html").await;
        let all = "[...document.querySelectorAll('live-blog')]
                   .filter((one) => one.shadowRoot?.querySelector('.feed [data-entry]')).length";
        at.page.until_is(all, 6).await;
        assert_eq!(at.news.requests(MODULE), 1);
    });
}

#[test]
fn the_format_attribute_has_it_fetched_while_the_reader_is_on_its_way() {
    play(async |at| {
        at.news.fault("/live-blog-core_bg.wasm", Fault::Delay(Duration::from_millis(1_500)));
        at.visit("src=/guardian.json&format=guardian-capi").await;
        assert!(at.news.wait_for_requests(MODULE, 1, Duration::from_millis(1_000)).await, "early");
        at.page.until_ready().await;
        assert_eq!(at.page.event("ready").await["format"], "guardian-capi");
        assert_eq!(at.news.requests(MODULE), 1, "and not again");
    });
}

/// The reader is told, the engineer too, and the page's own content stays.
async fn is_missed(at: &Stage) {
    at.visit("src=/guardian.json").await;
    let detail = at.page.event("error").await;
    assert_eq!(detail["kind"], "load", "{detail}");
    assert!(detail["message"].as_str().is_some_and(|message| message.len() > 10), "{detail}");
    at.page.frames().await;
    assert!(at.page.holds("fallback() && !$('.feed [data-entry]')").await);
    assert!(at.page.text("words($('.problem'))").await.starts_with("The feed could not be reached."));
}

#[test]
fn a_module_that_is_not_there_is_asked_for_again() {
    play(async |at| {
        at.news.fault(MODULE, Fault::Status(404, None));
        is_missed(at).await;
        at.news.clear_faults();
        at.page.click("$('.refresh')").await;
        at.page.until_ready().await;
        assert!(!at.page.holds("fallback() || $('.problem')").await);
    });
}

#[test]
fn a_module_that_stops_is_replaced_by_a_new_one() {
    play(async |at| {
        // A sound module without anything in it: the first call fails.
        at.news.replace(MODULE, "application/wasm", b"\0asm\x01\0\0\0".to_vec());
        is_missed(at).await;
        at.news.restore(MODULE);
        at.page.click("$('.refresh')").await;
        at.page.until_ready().await;
        assert_eq!(at.news.requests(MODULE), 2);
    });
}

#[test]
fn a_module_of_the_wrong_type_works_all_the_same() {
    play(async |at| {
        at.news.fault(MODULE, Fault::WrongType("application/octet-stream".to_owned()));
        at.open("src=/guardian.json").await;
        assert_eq!(at.page.events("error").await, Vec::<serde_json::Value>::new());
    });
}

#[test]
fn the_module_comes_from_where_the_loader_lies() {
    play(async |at| {
        let options = newsroom::Options::still(dist());
        let other = newsroom::Newsroom::start(options).await.expect("a second newsroom starts");
        at.visit(&format!("from={}&src={}", other.origin(), other.at("/guardian.json"))).await;
        at.page.until_ready().await;
        assert_eq!((at.news.requests(MODULE), other.requests(MODULE)), (0, 1));
        assert!(other.csp_reports().is_empty());
    });
}

#[test]
fn half_a_letter_in_a_foreign_feed_costs_no_entry() {
    play(async |at| {
        let feed = r#"[{"id": "1", "created_at": "2026-03-12T10:00:00Z", "content": "<p>Cut \ud83d</p>", "visibility": "public",
            "uri": "https://social.example/1", "account": {"acct": "a", "url": "https://social.example/@a"}}]"#;
        at.news.replace("/cut.json", "application/json", feed);
        at.open("src=/cut.json").await;
        assert!(at.page.holds("words($('.feed [data-entry]')).includes('Cut \u{fffd}')").await);
    });
}
