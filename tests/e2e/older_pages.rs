//! Older entries on pages of their own: on demand, in order, once, and back on their feet after a failure.

use newsroom::{Fault, Newsroom, Options};
use serde_json::Value;

use crate::stage::{Stage, dist, play};

const ENTER: &str = "\u{e007}";
const OLDER: &str = "button('Show older updates')";

/// The ids of a document's entries in its order, without those that are pinned, which stand in a block of their own.
fn ids(entries: &Value, pinned: &str) -> Vec<String> {
    let id = |one: &Value| one["id"].as_str().map_or_else(|| one["id"].to_string(), str::to_owned);
    let entries = entries.as_array().unwrap().iter();
    entries.filter(|one| one.pointer(pinned) != Some(&Value::Bool(true))).map(id).collect()
}

fn feed_ids(at: &Stage) -> Vec<String> {
    ids(&at.news.feed()["items"], "/_liveblog/pinned")
}

async fn drawn(at: &Stage) -> Vec<String> {
    at.page.get("return ids()").await
}

/// The queries under which a path was asked for.
fn queries(news: &Newsroom, path: &str) -> Vec<String> {
    news.seen(path).into_iter().map(|seen| seen.query).collect()
}

async fn open(at: &Stage) {
    at.open("src=/feed.json%3Flimit=5%26page=1").await;
}

/// Goes to the end, page by page: each press asks once and brings something.
async fn walk_to_the_end(at: &Stage, news: &Newsroom, path: &str, wanted: &[String]) {
    assert!(drawn(at).await.len() <= 5, "the first page alone");
    let mut pages = 1;
    while at.page.holds(OLDER).await {
        let before = drawn(at).await;
        // By key: a pointer can miss a button that a picture above it, just loaded, has moved.
        at.page.run(&format!("{OLDER}.focus()")).await;
        at.page.press(ENTER).await;
        at.page.until("more is there", &format!("ids().length > {}", before.len())).await;
        // The focus goes to the first that came, and must not leave the button after the next press.
        let first = format!("root.activeElement?.dataset.entry === ids()[{}]", before.len());
        at.page.until("the first that came has the focus", &first).await;
        pages += 1;
        assert_eq!(news.requests(path), pages, "one request for each page");
        assert_eq!(drawn(at).await[..before.len()], before, "what was there has not moved");
    }
    assert_eq!(drawn(at).await, wanted);
    assert!(pages >= 6, "{pages}");
    assert!(!at.page.holds("$('.more')").await, "no button leads nowhere");
}

#[test]
fn a_page_is_asked_for_when_the_reader_wants_it_and_not_before() {
    play(async |at| {
        open(at).await;
        at.scroll_to_the_end().await;
        at.page.frames().await;
        assert_eq!(queries(&at.news, "/feed.json"), ["limit=5&page=1"]);
        let before = drawn(at).await;
        at.page.click(OLDER).await;
        at.page.until("more is there", &format!("ids().length > {}", before.len())).await;
        assert_eq!(queries(&at.news, "/feed.json"), ["limit=5&page=1", "limit=5&page=2"]);
        let first = format!("root.activeElement?.dataset.entry === ids()[{}]", before.len());
        at.page.until("the first that came has the focus", &first).await;
        assert_eq!(at.page.text("words($('[role=status]'))").await, "", "older entries are no news");
        let added = at.page.event("entries").await["added"].clone();
        assert_eq!(added.as_array().unwrap().len(), 5, "the page is told, pinned ones included");
    });
}

#[test]
fn every_page_comes_in_order_and_the_last_one_takes_the_button_with_it() {
    play(async |at| {
        open(at).await;
        walk_to_the_end(at, &at.news, "/feed.json", &feed_ids(at)).await;
    });
}

#[test]
fn a_page_that_does_not_come_is_told_and_can_be_asked_for_again() {
    play(async |at| {
        open(at).await;
        let before = drawn(at).await;
        for (fault, kind) in [
            (Fault::Status(500, None), "status"),
            (Fault::BadJson, "not-json"),
            (Fault::Close, "unreachable"),
        ] {
            at.news.fault("/feed.json", fault.clone());
            at.page.run("window.__seen.events.length = 0").await;
            at.page.click("$('.more')").await;
            let failed = "button('Older updates could not be loaded. Try again')";
            at.page
                .until(&format!("{fault:?} is told"), &format!("{failed} && window.__seen.events.length"))
                .await;
            assert_eq!(at.page.event("error").await["kind"], kind, "{fault:?}");
            assert_eq!(drawn(at).await, before, "nothing is lost");
            assert_eq!(at.page.text("words($('.health'))").await, "Live", "the feed itself is well");
            at.news.clear_faults();
        }
        at.page.click("$('.more')").await;
        at.page.until("it came", &format!("ids().length > {} && {OLDER}", before.len())).await;
        assert_eq!(drawn(at).await, feed_ids(at)[..drawn(at).await.len()]);
    });
}

#[test]
fn polls_of_the_first_page_keep_the_older_ones() {
    play(async |at| {
        open(at).await;
        let first = drawn(at).await.len();
        at.page.click(OLDER).await;
        at.page.until("more is there", &format!("ids().length > {first}")).await;
        let before = drawn(at).await;
        // New entries wait while the focus is in one, where the button left it.
        at.page.run("root.activeElement?.blur(); scrollTo(0, 0)").await;
        at.push(7);
        at.refresh().await;
        at.page.until_is("ids()[0]", "new-7".to_owned()).await;
        // Seven pushed entries fill the first page and more: between it and the rest two were never asked for.
        let after = drawn(at).await;
        assert_eq!(after[after.len() - before.len()..], before, "all that was read is still there");
        at.news.delete(&before[0]);
        at.refresh().await;
        at.page.until("what is withdrawn leaves", &format!("!entry('{}')", before[0])).await;
        assert_eq!(drawn(at).await[after.len() - before.len()..], before[1..]);
        assert!(at.page.holds(OLDER).await, "and the way on is there");
    });
}

#[test]
fn mastodon_names_the_next_page_in_a_header() {
    play(async |at| {
        at.open("src=/mastodon.json%3Flimit=5").await;
        let all = ids(&at.news.document("/mastodon.json?limit=40").unwrap(), "/pinned");
        walk_to_the_end(at, &at.news, "/mastodon.json", &all).await;
        let queries = queries(&at.news, "/mastodon.json");
        assert!(queries[1..].iter().all(|query| query.contains("max_id=")), "{queries:?}");
    });
}

#[test]
fn pages_of_another_origin_come_too() {
    play(async |at| {
        let other = Newsroom::start(Options::still(dist())).await.expect("another newsroom starts");
        let encoded = |path: &str| other.at(path).replace('?', "%3F").replace('&', "%26");
        let (mastodon, posts) = (encoded("/mastodon.json?limit=5"), encoded("/wp-posts.json?per_page=5"));
        at.open(&format!("allow={}&src={mastodon}", other.origin())).await;
        let all = ids(&other.document("/mastodon.json?limit=40").unwrap(), "/pinned");
        walk_to_the_end(at, &other, "/mastodon.json", &all).await;
        at.open(&format!("allow={}&src={posts}", other.origin())).await;
        let all = ids(&other.document("/wp-posts.json?per_page=100").unwrap(), "/sticky");
        walk_to_the_end(at, &other, "/wp-posts.json", &all).await;
        assert_eq!(at.news.requests("/mastodon.json") + at.news.requests("/wp-posts.json"), 0);
    });
}

#[test]
fn posts_of_wordpress_come_page_by_page() {
    play(async |at| {
        at.open("src=/wp-posts.json%3Fper_page=5").await;
        let all = ids(&at.news.document("/wp-posts.json?per_page=100").unwrap(), "/sticky");
        walk_to_the_end(at, &at.news, "/wp-posts.json", &all).await;
    });
}
