//! Odd answers to a reader who has entries on the screen: some are read all the same, the others change nothing.

use std::time::Duration;

use newsroom::{Fault, Newsroom, Options};
use serde_json::Value;

use crate::stage::{Stage, dist, play};

const FEED: &str = "/feed.json";
const LONG: Duration = Duration::from_secs(20);

/// What is drawn, in order.
async fn drawn(at: &Stage) -> Vec<String> {
    at.page.get("return ids()").await
}

/// Publishes an entry, spoils the answers that would tell it, and has the reader ask.
async fn publish_behind(at: &Stage, id: &str, fault: Fault) {
    at.news.push_entry(id, "Told in an odd way", "<p>Words.</p>");
    at.news.fault(FEED, fault);
    at.refresh().await;
}

#[test]
fn an_answer_that_is_odd_is_read_all_the_same() {
    play(async |at| {
        at.open("").await;
        let kind = |name: &str| Fault::WrongType(name.to_owned());
        for (n, fault) in [
            Fault::Bom,
            Fault::BadText,
            Fault::Twice,
            kind("text/plain"),
            kind("application/octet-stream"),
            Fault::Delay(Duration::from_millis(400)),
        ]
        .into_iter()
        .enumerate()
        {
            let (id, before) = (format!("odd-{n}"), drawn(at).await.len());
            publish_behind(at, &id, fault.clone()).await;
            at.page.until_is("ids()[0]", id.clone()).await;
            let after = drawn(at).await;
            assert_eq!(after.len(), before + 1, "{fault:?}");
            assert_eq!(after.iter().filter(|one| **one == id).count(), 1, "{fault:?}");
            assert!(!at.page.holds("words($('.feed')).includes('An older version')").await, "{fault:?}");
            assert!(!at.page.holds("$('.problem')").await, "{fault:?}");
            at.news.clear_faults();
        }
    });
}

#[test]
fn an_answer_that_is_none_changes_nothing_and_the_next_good_one_tells_everything() {
    play(async |at| {
        at.open("").await;
        for (n, fault) in [
            Fault::Utf16,
            Fault::Truncate,
            Fault::Cut,
            Fault::BadJson,
            Fault::Empty,
            Fault::Html,
            Fault::Close,
            Fault::Reset,
            Fault::Bomb,
            Fault::Redirect(302, FEED.to_owned()),
        ]
        .into_iter()
        .enumerate()
        {
            let (id, before) = (format!("none-{n}"), drawn(at).await);
            publish_behind(at, &id, fault.clone()).await;
            at.page.until(&format!("{fault:?} is told"), "$('.problem')").await;
            assert_eq!(drawn(at).await, before, "{fault:?}");
            at.news.clear_faults();
            at.refresh().await;
            at.page.until_is("ids()[0]", id).await;
            at.page.until("it is well again", "!$('.problem')").await;
        }
    });
}

#[test]
fn a_feed_that_has_moved_is_followed_also_to_another_origin_that_shares_it() {
    play(async |at| {
        at.page.tolerates("blocked by CORS policy");
        let other = Newsroom::start(Options::still(dist())).await.expect("another newsroom starts");
        at.open(&format!("allow={}", other.origin())).await;
        for (code, to) in [(301, "/moved.json".to_owned()), (307, other.at("/moved.json"))] {
            let id = format!("moved-{code}");
            at.news.push_entry(&id, "Told elsewhere", "<p>Words.</p>");
            let document = at.news.feed().to_string();
            at.news.replace("/moved.json", "application/feed+json", document.clone());
            other.replace("/moved.json", "application/feed+json", document);
            at.news.fault(FEED, Fault::Redirect(code, to));
            at.refresh().await;
            at.page.until_is("ids()[0]", id).await;
        }
        let before = drawn(at).await;
        other.set_cors(false);
        other.replace("/moved.json", "application/feed+json", at.news.feed().to_string() + " ");
        at.refresh().await;
        at.page.until("what is not shared cannot be read", "$('.problem')").await;
        assert_eq!(drawn(at).await, before);
    });
}

#[test]
fn a_feed_without_entries_is_believed_when_it_has_said_so_three_times() {
    play(async |at| {
        at.open("").await;
        let before = drawn(at).await;
        at.news.fault(FEED, Fault::NoItems);
        for _ in 0..2 {
            at.refresh().await;
            at.page.until("the answer has come", "!$('.refresh')?.disabled").await;
            at.page.frames().await;
            assert_eq!(drawn(at).await, before);
        }
        at.refresh().await;
        at.page.until_is("ids().length", 0).await;
        at.news.clear_faults();
        at.refresh().await;
        at.page.until_is("ids()[0]", before[0].clone()).await;
    });
}

#[test]
fn a_feed_that_begins_anew_is_one_replacement() {
    play(async |at| {
        at.open("").await;
        let before = drawn(at).await;
        at.news.fault(FEED, Fault::NewIds("anew".to_owned()));
        at.refresh().await;
        at.page.until_is("ids()[0]", format!("{}-anew", before[0])).await;
        let after = drawn(at).await;
        assert_eq!(after.len(), before.len());
        assert!(after.iter().all(|id| id.ends_with("-anew")), "{after:?}");
        let told = at.page.events("entries").await;
        assert!(told.len() <= 2, "one event for the first answer and one for this: {told:?}");
    });
}

#[test]
fn of_a_hundred_thousand_entries_the_newest_ten_thousand_are_kept_and_a_page_of_them_is_drawn() {
    play(async |at| {
        at.open("").await;
        at.news.fault(FEED, Fault::Many(100_000));
        at.news.push_entry("first-of-many", "The first of many", "<p>Words.</p>");
        let asked = at.news.requests(FEED);
        at.page.run("blog.refresh()").await;
        assert!(at.news.wait_for_requests(FEED, asked + 1, LONG).await);
        at.page.until_is("ids()[0]", "first-of-many".to_owned()).await;
        let shown = drawn(at).await.len();
        assert!(shown <= 21, "{shown}");
        let all: Vec<Value> = at.page.events("entries").await;
        let told = all.last().map_or(0, |last| last["added"].as_array().map_or(0, Vec::len));
        assert!((9_000..=10_000).contains(&told), "{told}");
    });
}
