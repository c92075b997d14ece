//! Answers that contradict what is known without saying that they are newer: the newest entry gone, a cache's old page.
//! All of it with a feed that has no tombstones, where absence is all there is.

use std::time::Duration;

use serde_json::Value;

use crate::stage::{Stage, play};

const FEED: &str = "/mastodon.json";
const LONG: Duration = Duration::from_secs(20);

/// The ids in the feed as it stands.
fn ids(document: &Value) -> Vec<String> {
    document.as_array().unwrap().iter().map(|one| one["id"].as_str().unwrap().to_owned()).collect()
}

fn now(at: &Stage) -> Value {
    at.news.document("/mastodon.json?limit=40").unwrap()
}

/// The entry that the tests withdraw further down, as the story has it: its place among all.
const DEAD: usize = 4;

fn dead(at: &Stage) -> String {
    at.news.feed()["items"][DEAD]["id"].as_str().unwrap().to_owned()
}

async fn open(at: &Stage) {
    at.push(1);
    at.open("src=/mastodon.json%3Flimit=40").await;
    assert_eq!(at.page.text("ids()[0]").await, ids(&now(at))[0]);
}

/// Has the reader ask, and waits until it has asked, and has asked again by itself where `doubtful`. One call is enough while
/// no answer is on its way, and a second might be heard after the answer to the first.
async fn ask(at: &Stage, doubtful: bool) {
    let before = at.news.requests(FEED);
    at.page.run("blog.refresh()").await;
    assert!(at.news.wait_for_requests(FEED, before + 1, LONG).await, "the newsroom is asked");
    if doubtful {
        assert!(at.news.wait_for_requests(FEED, before + 2, LONG).await, "it asks again by itself");
    } else {
        let again = at.news.wait_for_requests(FEED, before + 2, Duration::from_millis(2_500)).await;
        assert!(!again, "it has no reason to ask again");
    }
}

/// Has a cache answer with an old page, once, which the reader doubts, and the newsroom itself after that.
async fn answer_once(at: &Stage, old: &Value) {
    at.news.replace(FEED, "application/json", old.to_string());
    let asked = at.news.requests(FEED);
    at.page.run("blog.refresh()").await;
    let answered = async || at.news.seen(FEED).get(asked).is_some_and(|seen| seen.status.is_some());
    at.page.until_here("the cache answers", answered).await;
    at.news.restore(FEED);
    assert!(at.news.wait_for_requests(FEED, asked + 2, LONG).await, "it asks again by itself");
    // While that answer is on its way the reader asks for no other.
    let answered = async || at.news.seen(FEED).get(asked + 1).is_some_and(|seen| seen.status.is_some());
    at.page.until_here("the newsroom answers", answered).await;
    at.page
        .until("nothing is on its way", "!$('.refresh')?.disabled && !$('.refresh[aria-disabled=\"true\"]')")
        .await;
    ask(at, false).await;
}

async fn removed(at: &Stage) -> Vec<String> {
    let events = at.page.events("entries").await;
    let removed = events.iter().flat_map(|event| event["removed"].as_array().unwrap());
    removed.map(|id| id.as_str().unwrap().to_owned()).collect()
}

#[test]
fn the_newest_entry_deleted_leaves_within_two_polls_which_are_close_together() {
    play(async |at| {
        open(at).await;
        let newest = ids(&now(at)).remove(0);
        at.news.delete("new-1");
        ask(at, true).await;
        at.page.until("it is gone", &format!("!entry('{newest}')")).await;
        let seen = at.news.seen(FEED);
        let [.., first, second] = &seen[..] else { panic!("two requests: {seen:?}") };
        let pause = second.at - first.at;
        assert!((900..=2_600).contains(&pause), "the second came {pause} ms after the first");
        assert_eq!(removed(at).await, [newest], "and nothing else");
        ask(at, false).await;
    });
}

#[test]
fn an_entry_deleted_further_down_leaves_at_once() {
    play(async |at| {
        open(at).await;
        let older = ids(&now(at)).remove(DEAD);
        at.news.delete(&dead(at));
        ask(at, false).await;
        assert_eq!(removed(at).await, [older]);
    });
}

#[test]
fn an_answer_out_of_a_cache_neither_drops_the_newest_nor_revives_the_dead() {
    play(async |at| {
        open(at).await;
        let old = now(at);
        let buried = ids(&old).remove(DEAD);
        at.news.delete(&dead(at));
        at.until_the_next_second().await;
        at.news.push_entry("newest", "The newest of all", "<p>It stays.</p>");
        let newest = ids(&now(at)).remove(0);
        at.page.run("blog.refresh()").await;
        at.page.until("the newest is there", &format!("entry('{newest}') && !entry('{buried}')")).await;
        let before: Vec<String> = at.page.get("return ids()").await;
        at.page
            .run(
                "window.__seen.events.length = 0; window.flicker = 0;
            new MutationObserver(() => { flicker += Number(Boolean(DEAD) || !NEWEST) })
            .observe($('.feed'), { childList: true, subtree: true })"
                    .replace("DEAD", &format!("entry('{buried}')"))
                    .replace("NEWEST", &format!("entry('{newest}')"))
                    .as_str(),
            )
            .await;

        answer_once(at, &old).await;
        assert_eq!(at.page.get::<Vec<String>>("return ids()").await, before);
        assert_eq!(at.page.get::<u32>("return flicker").await, 0, "not for a moment");
        assert!(at.page.events("entries").await.is_empty(), "and the page is told of nothing");
    });
}

#[test]
fn what_a_second_answer_says_again_is_believed() {
    play(async |at| {
        open(at).await;
        let old = now(at);
        let newest = ids(&old).remove(0);
        at.news.delete("new-1");
        ask(at, true).await;
        at.page.until("it is gone", &format!("!entry('{newest}')")).await;
        // A cache has it still, once.
        at.page.run("window.__seen.events.length = 0").await;
        answer_once(at, &old).await;
        assert!(at.page.events("entries").await.is_empty(), "it was not revived for a moment");
        // The newsroom puts it back as it was, under the old date.
        at.news.replace(FEED, "application/json", old.to_string());
        ask(at, true).await;
        at.page.until("it is back", &format!("entry('{newest}')")).await;
        let restored = at.page.event("entries").await["restored"].clone();
        assert_eq!(restored, serde_json::json!([newest]), "which is no news");
    });
}
