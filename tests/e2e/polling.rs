//! Asking the feed again: conditionally, patiently, and only while it makes sense.

use std::time::Duration;

use newsroom::Fault;
use serde_json::json;

use crate::failures::answers_of_no_use;
use crate::stage::play;

/// Longer than any wait that is expected to end.
const LONG: Duration = Duration::from_secs(30);
/// Several pauses between polls, in a hurry: nothing has come of a wait this long when nothing will.
const SEVERAL_POLLS: Duration = Duration::from_millis(2_500);

#[test]
fn polls_are_conditional_and_an_unchanged_answer_changes_nothing_on_the_page() {
    play(async |at| {
        at.page.hurry().await;
        at.open("poll=5").await;
        // The hour of the last check and the age of the entries move on with the minute; nothing else may.
        at.page
            .run(
                "window.mutations = [];
                 const told = (node) => (node.closest ? node : node.parentElement)?.closest('.checked, time.when');
                 new MutationObserver((records) => {
                   const others = records.filter((record) => !told(record.target));
                   mutations.push(...others.map((record) => `${record.type} ${record.target.className} ${words(record.target)}`));
                 }).observe(root, { subtree: true, childList: true, attributes: true, characterData: true })",
            )
            .await;
        let before = at.news.requests("/feed.json");
        assert!(at.news.wait_for_requests("/feed.json", before + 6, LONG).await, "it polls");
        for seen in at.news.seen("/feed.json").iter().skip(before).take(5) {
            assert!(seen.header("if-none-match").is_some(), "{seen:?}");
            assert_eq!(seen.status, Some(304), "{seen:?}");
        }
        at.page.frames().await;
        assert_eq!(at.page.get::<Vec<String>>("return mutations").await, Vec::<String>::new());
        // The observer sees what there is to see.
        at.push(1);
        at.page.until("a change is a mutation", "mutations.length").await;
    });
}

#[test]
fn a_change_is_found_by_polling_alone() {
    play(async |at| {
        at.page.hurry().await;
        at.open("poll=5").await;
        at.push(1);
        at.page.until_is("ids()[0]", "new-1".to_owned()).await;
        let seen = at.news.last_seen("/feed.json").unwrap();
        assert_eq!(seen.status, Some(200));
    });
}

#[test]
fn the_page_decides_how_often_and_the_feed_where_the_page_does_not() {
    play(async |at| {
        at.page.hurry().await;
        // The feed asks for five seconds.
        at.page.goto("/page").await;
        at.page.until_ready().await;
        assert!(at.news.wait_for_requests("/feed.json", 2, LONG).await, "the feed's own pause is short");
        at.open("poll=600").await;
        let before = at.news.requests("/feed.json");
        assert!(
            !at.news.wait_for_requests("/feed.json", before + 1, SEVERAL_POLLS).await,
            "the page's is long"
        );
    });
}

#[test]
fn a_failed_poll_says_so_keeps_everything_and_recovers() {
    play(async |at| {
        at.page.hurry().await;
        at.open("").await;
        let before: Vec<String> = at.page.get("return ids()").await;
        for (fault, sentence, kind) in answers_of_no_use() {
            at.news.fault("/feed.json", fault.clone());
            at.page.run("window.__seen.events.length = 0").await;
            at.refresh().await;
            at.page
                .until(
                    &format!("{fault:?} is told"),
                    &format!("words($('.problem')).startsWith({})", json!(sentence)),
                )
                .await;
            let detail = at.page.event("error").await;
            assert_eq!(detail["kind"], kind, "{fault:?}: {detail}");
            assert_eq!(
                at.page.get::<Vec<String>>("return ids()").await,
                before,
                "{fault:?}: everything is kept"
            );
            assert_eq!(at.page.text("words($('.health'))").await, "Updates are delayed", "{fault:?}");
            at.news.clear_faults();
            at.refresh().await;
            at.page.until("it has recovered", "!$('.problem')").await;
            assert_eq!(at.page.text("words($('.health'))").await, "Live");
        }
        assert!(!at.page.holds("window.ranFromLoginPage").await);
    });
}

#[test]
fn a_failed_poll_is_tried_again_without_the_reader() {
    play(async |at| {
        at.page.hurry().await;
        at.open("poll=5").await;
        at.news.fault_times("/feed.json", Fault::Status(503, None), 2);
        at.page.until("it fails", "$('.problem')").await;
        at.page.until("it recovers", "!$('.problem')").await;
    });
}

#[test]
fn a_timer_that_fires_early_does_not_end_the_polling() {
    play(async |at| {
        at.page.hurry().await;
        // Browsers that blur their clocks against tracking do this, by up to a tenth of a second.
        at.page
            .before_each_page(
                "const later = setTimeout; window.setTimeout = (run, ms,
                ...rest) => later(run, ms * 0.8, ...rest)",
            )
            .await;
        at.open("poll=5").await;
        assert!(at.news.wait_for_requests("/feed.json", 4, LONG).await, "it goes on");
    });
}

#[test]
fn a_server_that_says_when_to_come_back_is_obeyed() {
    play(async |at| {
        at.page.hurry().await;
        at.open("").await;
        at.news.fault_times("/feed.json", Fault::Status(429, Some("50".to_owned())), 1);
        at.refresh().await;
        at.page.until("it fails", "$('.problem')").await;
        let before = at.news.requests("/feed.json");
        assert!(!at.news.wait_for_requests("/feed.json", before + 1, SEVERAL_POLLS).await, "not before");
        assert!(at.news.wait_for_requests("/feed.json", before + 1, LONG).await, "and not never");
        let seen = at.news.seen("/feed.json");
        let waited = seen[before].at - seen[before - 1].at;
        assert!(waited >= 5_000, "after {waited} ms in a hurry");
        at.page.until("it recovers", "!$('.problem')").await;
    });
}

#[test]
fn a_feed_that_has_ended_is_not_asked_again_but_by_the_reader() {
    play(async |at| {
        at.news.step_to(at.news.beats());
        at.page.hurry().await;
        at.open("poll=5").await;
        at.page.until_is("words($('.health'))", "This live blog has ended".to_owned()).await;
        let before = at.news.requests("/feed.json");
        assert!(
            !at.news.wait_for_requests("/feed.json", before + 1, SEVERAL_POLLS).await,
            "its work is done"
        );
        assert!(!at.page.holds("$('.refresh')").await, "there is nothing to refresh");
    });
}

#[test]
fn a_feed_that_is_gone_for_good_is_left_alone() {
    play(async |at| {
        at.page.hurry().await;
        at.open("poll=5").await;
        at.news.fault("/feed.json", Fault::Status(410, None));
        at.refresh().await;
        at.page.until_is("words($('.health'))", "Updates have stopped".to_owned()).await;
        let before = at.news.requests("/feed.json");
        assert!(!at.news.wait_for_requests("/feed.json", before + 1, SEVERAL_POLLS).await);
        assert!(at.page.holds("ids().length === 20").await, "what is there stays");
    });
}

#[test]
fn a_feed_that_was_gone_and_is_back_is_polled_again() {
    play(async |at| {
        at.page.hurry().await;
        at.open("poll=5").await;
        at.news.fault_times("/feed.json", Fault::Status(410, None), 1);
        at.page.until_is("words($('.health'))", "Updates have stopped".to_owned()).await;
        at.page.click("$('.refresh')").await;
        at.page.until_is("words($('.health'))", "Live".to_owned()).await;
        let before = at.news.requests("/feed.json");
        let goes_on = at.news.wait_for_requests("/feed.json", before + 2, LONG).await;
        assert!(goes_on, "it says Live, so it is");
    });
}

#[test]
fn the_refresh_button_asks_at_once_and_the_line_says_when() {
    play(async |at| {
        at.open("").await;
        assert!(at.page.holds("/^Checked \\d/.test(words($('.checked')))").await);
        at.push(1);
        at.page.click("$('.refresh')").await;
        at.page.until_is("ids()[0]", "new-1".to_owned()).await;
    });
}

#[test]
fn without_a_network_it_says_so_asks_nothing_and_comes_back_by_itself() {
    play(async |at| {
        at.page.hurry().await;
        at.open("poll=5").await;
        at.page.set_offline(true).await;
        at.page.until_is("words($('.health'))", "You are offline".to_owned()).await;
        let before = at.news.requests("/feed.json");
        assert!(!at.news.wait_for_requests("/feed.json", before + 1, SEVERAL_POLLS).await);
        assert!(at.page.holds("ids().length === 20").await, "what is there stays");
        at.push(1);
        at.page.set_offline(false).await;
        at.page.until_is("ids()[0]", "new-1".to_owned()).await;
        at.page.until_is("words($('.health'))", "Live".to_owned()).await;
    });
}

#[test]
fn a_hidden_page_asks_less_and_asks_at_once_when_it_is_seen_again() {
    play(async |at| {
        at.page.hurry().await;
        at.open("poll=5").await;
        let hidden_at = at.news.requests("/feed.json");
        at.page.set_hidden(true).await;
        // Pauses of 15, 22.5 and 33.75 seconds, each up to a fifth shorter; in sight none is longer than six.
        assert!(at.news.wait_for_requests("/feed.json", hidden_at + 3, LONG).await, "it does not stop");
        let seen = at.news.seen("/feed.json");
        let pause = seen[hidden_at + 2].at - seen[hidden_at + 1].at;
        assert!(pause >= 2_500, "the third pause in hiding was {pause} ms in a hurry");
        at.push(1);
        let before = at.news.requests("/feed.json");
        at.page.set_hidden(false).await;
        assert!(
            at.news.wait_for_requests("/feed.json", before + 1, Duration::from_secs(5)).await,
            "it asks at once"
        );
        at.page.until_is("ids()[0]", "new-1".to_owned()).await;
    });
}

#[test]
fn an_entry_that_cannot_be_read_is_counted_and_the_others_stand() {
    play(async |at| {
        at.news.push(json!({ "id": "broken", "content_html": 7, "date_published": [] }));
        at.news.push(json!("not an entry at all"));
        at.open("").await;
        at.page.until("the count is told", "words($('.problem')).includes('could not be read')").await;
        at.page.until("the others are there", "ids().length >= 19").await;
        let detail = at.page.event("error").await;
        assert_eq!(detail["kind"], "skipped-entries", "{detail}");
    });
}
