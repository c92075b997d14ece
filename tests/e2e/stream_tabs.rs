//! One stream for all tabs of a browser, and a tab that may not share.

use std::time::{Duration, Instant};

use newsroom::Fault;
use thirtyfour::WindowHandle;

use crate::stage::{Stage, play};
use crate::streaming::{A_WHILE, LONG, listen, until_listening};

const PATH: &str = "/page?poll=3600&stream=/stream";

/// The first tab, which listens, and `more` that follow it.
async fn tabs(at: &Stage, more: usize) -> Vec<WindowHandle> {
    listen(at, "").await;
    stay_in_sight(at).await;
    let mut tabs = vec![at.page.tab().await];
    for _ in 0..more {
        tabs.push(at.page.open_tab(PATH).await);
        at.page.until_ready().await;
        until_listening(at).await;
        stay_in_sight(at).await;
    }
    tabs
}

/// As if each tab were in a window of its own: after a minute in the background it would leave the stream to others.
async fn stay_in_sight(at: &Stage) {
    at.page.set_hidden(false).await;
}

/// Waits until every tab has this entry on top.
async fn until_all_have(at: &Stage, tabs: &[WindowHandle], id: &str) {
    for tab in tabs {
        at.page.go_to_tab(tab).await;
        at.page.until_is("ids()[0]", id.to_owned()).await;
    }
}

/// Closes all tabs but the last.
async fn close_all_but_one(at: &Stage, tabs: &[WindowHandle]) {
    let (last, others) = tabs.split_last().unwrap();
    for tab in others {
        at.page.go_to_tab(tab).await;
        at.page.close_tab(last).await;
    }
}

#[test]
fn four_tabs_listen_to_one_stream_and_all_hear_the_same() {
    play(async |at| {
        let tabs = tabs(at, 3).await;
        assert_eq!((at.news.streams_open(), at.news.streams_most()), (1, 1));
        at.push(3);
        until_all_have(at, &tabs, "new-3").await;
        at.news.delete("new-3");
        until_all_have(at, &tabs, "new-2").await;
        assert_eq!((at.news.streams_most(), at.news.requests("/stream")), (1, 1));
        // The first answer and the one after the opening, for each: what came later came by the stream.
        assert_eq!(at.news.requests("/feed.json"), 8);
        close_all_but_one(at, &tabs).await;
    });
}

#[test]
fn when_the_tab_that_listens_is_closed_another_takes_over_within_two_seconds() {
    play(async |at| {
        let tabs = tabs(at, 2).await;
        at.push(1);
        until_all_have(at, &tabs, "new-1").await;
        let (leader, others) = tabs.split_first().unwrap();
        at.page.go_to_tab(leader).await;
        let before = Instant::now();
        at.page.close_tab(&others[0]).await;
        assert!(at.news.wait_for_requests("/stream", 2, LONG).await, "another takes over");
        // Closing through the driver is part of what is measured, and a loaded machine is slow.
        let took = before.elapsed();
        println!("another tab took over after {} ms", took.as_millis());
        assert!(took < Duration::from_secs(8), "{took:?}");
        let seen = at.news.last_seen("/stream").unwrap();
        let last = at.news.last_event();
        assert_eq!(seen.query, format!("last_event_id={last}"), "it goes on where the other left off");
        assert!(at.news.wait_for_streams(1, LONG).await);
        at.news.push_entry("after", "After", "<p>The other tab is gone.</p>");
        until_all_have(at, others, "after").await;
        assert_eq!(at.news.requests("/stream"), 2, "one of them");
        close_all_but_one(at, others).await;
    });
}

#[test]
fn what_no_tab_heard_while_another_took_over_comes_to_all_of_them() {
    play(async |at| {
        let tabs = tabs(at, 2).await;
        let (leader, others) = tabs.split_first().unwrap();
        at.news.set_history(0);
        at.news.fault_times("/stream", Fault::Delay(Duration::from_secs(3)), 1);
        at.page.go_to_tab(leader).await;
        at.page.close_tab(&others[0]).await;
        assert!(at.news.wait_for_requests("/stream", 2, LONG).await, "another takes over");
        assert_eq!(at.news.streams_open(), 0, "and is not there yet");
        at.push(1);
        until_all_have(at, others, "new-1").await;
        close_all_but_one(at, others).await;
    });
}

#[test]
fn tabs_that_have_lost_their_stream_do_not_ask_one_after_another() {
    play(async |at| {
        let tabs = tabs(at, 3).await;
        at.news.fault_times("/stream", Fault::Status(503, None), 1);
        at.news.end_streams();
        // Each waits for a second at least.
        let at_once = at.news.wait_for_requests("/stream", 2, Duration::from_millis(900)).await;
        assert!(!at_once, "the stream has failed for all of them");
        assert!(at.news.wait_for_requests("/stream", 2, LONG).await, "it is tried again");
        assert!(at.news.wait_for_streams(1, LONG).await, "and again");
        at.push(1);
        until_all_have(at, &tabs, "new-1").await;
        assert_eq!(at.news.streams_most(), 1);
        close_all_but_one(at, &tabs).await;
    });
}

#[test]
fn a_tab_that_is_hidden_for_long_gives_the_stream_over() {
    play(async |at| {
        at.page.hurry().await;
        at.news.set_heartbeat(Some(Duration::from_secs(1)));
        listen(at, "").await;
        stay_in_sight(at).await;
        let first = at.page.tab().await;
        let second = at.page.open_tab("/bare").await;
        at.page.hurry().await;
        at.page.goto(PATH).await;
        at.page.until_ready().await;
        until_listening(at).await;
        stay_in_sight(at).await;
        at.page.go_to_tab(&first).await;
        at.page.set_hidden(true).await;
        assert!(at.news.wait_for_requests("/stream", 2, LONG).await, "the other takes over");
        assert!(at.news.wait_for_streams(1, LONG).await);
        at.page.go_to_tab(&second).await;
        at.push(1);
        at.page.until_is("ids()[0]", "new-1".to_owned()).await;
        at.page.close_tab(&first).await;
    });
}

#[test]
fn in_a_sandboxed_frame_each_listens_alone() {
    play(async |at| {
        at.page.goto(&PATH.replace("/page", "/framed")).await;
        at.page.enter_frame().await;
        at.page.until_ready().await;
        assert!(at.news.wait_for_streams(1, LONG).await, "it listens");
        assert!(
            at.page.holds("(() => { try { return !localStorage } catch { return true } })()").await,
            "what is shared is forbidden here"
        );
        assert!(at.news.wait_for_requests("/feed.json", 2, LONG).await);
        at.push(1);
        at.page.until_is("ids()[0]", "new-1".to_owned()).await;
        assert!(!at.news.wait_for_requests("/feed.json", 3, A_WHILE).await, "it came by the stream");
        assert!(at.page.holds("window.violations.length === 0 && window.problems.length === 0").await);
    });
}
