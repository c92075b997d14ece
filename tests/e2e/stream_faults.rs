//! Streams that break, lie, or say nothing: every row of what can go wrong between a server and its readers.

use std::time::Duration;

use newsroom::{Fault, Newsroom, Opening};
use serde_json::Value;

use crate::stage::{Stage, play};
use crate::streaming::{A_WHILE, LONG, listen, until_listening, until_transport};

/// A minute and a half in a hurry: longer than three failures and what lies between them.
const SEVERAL_TRIES: Duration = Duration::from_secs(15);

/// Makes ten seconds one, for the reader and for the signs of life that the newsroom gives.
async fn hurry(at: &Stage) {
    at.page.hurry().await;
    at.news.set_heartbeat(Some(Duration::from_secs(1)));
}

/// The ids that the element has told the page were added, in the order in which it told them.
async fn added(at: &Stage) -> Vec<String> {
    let ids = |event: Value| serde_json::from_value::<Vec<String>>(event["added"].clone()).unwrap();
    at.page.events("entries").await.into_iter().flat_map(ids).collect()
}

#[test]
fn of_a_hundred_entries_over_several_restarts_none_is_lost_and_none_comes_twice() {
    play(async |at| {
        hurry(at).await;
        listen(at, "poll=5&page-size=100").await;
        type Break = fn(&Newsroom);
        let breaks: [Break; 5] = [
            Newsroom::end_streams,
            Newsroom::reset_streams,
            Newsroom::restart_streams,
            |news| {
                news.forget_history();
                news.reset_streams();
            },
            Newsroom::end_streams,
        ];
        let mut wanted = Vec::new();
        for (round, interrupt) in breaks.iter().enumerate() {
            for n in 0..20 {
                if n == 10 {
                    interrupt(&at.news);
                }
                let id = format!("entry-{round}-{n}");
                at.news.push_entry(&id, &format!("Number {n} of round {round}"), "<p>Words.</p>");
                wanted.push(id);
            }
            let last = format!("entry('entry-{round}-19')");
            at.page.until("the round is whole", &last).await;
            // What broke at once again would count as a failure; these are the restarts of days.
            tokio::time::sleep(Duration::from_millis(6_500)).await;
        }
        let mut told = added(at).await;
        told.sort();
        let mut sorted = wanted.clone();
        sorted.sort();
        assert_eq!(told, sorted);
        wanted.reverse();
        assert_eq!(at.page.get::<Vec<String>>("return ids().slice(0, 100)").await, wanted, "in order");
    });
}

#[test]
fn a_connection_that_is_half_open_is_noticed_and_nothing_of_it_is_missed() {
    play(async |at| {
        hurry(at).await;
        listen(at, "").await;
        at.news.freeze_streams();
        at.push(2);
        // Forty-five seconds of silence.
        assert!(at.news.wait_for_requests("/stream", 2, LONG).await, "it is opened again");
        at.page.until_is("ids().slice(0, 2).join()", "new-2,new-1".to_owned()).await;
        assert!(at.news.wait_for_streams(1, LONG).await, "the dead one is closed");
        let seen = at.news.seen("/stream");
        assert!(seen[1].at - seen[0].at >= 4_500, "{seen:?}");
    });
}

#[test]
fn behind_a_proxy_that_gathers_the_reader_polls() {
    play(async |at| {
        hurry(at).await;
        at.news.set_opening(Opening::Buffered);
        at.visit("stream=/stream&poll=5").await;
        at.page.until_ready().await;
        let tries = at.news.wait_for_requests("/stream", 3, Duration::from_secs(60)).await;
        assert!(tries, "it is tried three times");
        assert!(at.news.wait_for_streams(0, LONG).await, "and then given up");
        until_transport(at, "poll").await;
        at.push(1);
        at.page.until_is("ids()[0]", "new-1".to_owned()).await;
    });
}

#[test]
fn two_answers_end_the_streaming_for_good_and_the_feed_is_still_polled() {
    play(async |at| {
        hurry(at).await;
        for code in [204, 410] {
            at.news.reset();
            at.news.fault("/stream", Fault::Status(code, None));
            at.news.forget_requests();
            at.open("stream=/stream&poll=5").await;
            assert!(at.news.wait_for_requests("/stream", 1, LONG).await);
            let before = at.news.requests("/feed.json");
            assert!(at.news.wait_for_requests("/feed.json", before + 3, LONG).await, "{code}: it polls");
            assert!(!at.news.wait_for_requests("/stream", 2, A_WHILE).await, "{code}: it is not asked again");
            at.page.until_is("words($('.health'))", "Live".to_owned()).await;
        }
    });
}

#[test]
fn any_other_answer_is_tried_again_three_times_and_then_left_for_polling() {
    play(async |at| {
        hurry(at).await;
        let status = |code| Fault::Status(code, None);
        for fault in [
            status(401),
            status(403),
            status(404),
            status(429),
            status(500),
            status(503),
            Fault::Html,
            Fault::WrongType("application/json".to_owned()),
            Fault::Empty,
            Fault::Close,
            Fault::Reset,
            Fault::Truncate,
        ] {
            at.news.reset();
            at.news.fault("/stream", fault.clone());
            at.news.forget_requests();
            at.open("stream=/stream&poll=5").await;
            assert!(at.news.wait_for_requests("/stream", 3, LONG).await, "{fault:?}: it is tried again");
            // A browser repeats by itself what broke off on a connection that it had kept.
            if !matches!(fault, Fault::Close | Fault::Reset) {
                assert!(
                    !at.news.wait_for_requests("/stream", 4, A_WHILE).await,
                    "{fault:?}: it is left alone"
                );
                let seen = at.news.seen("/stream");
                assert!(seen[1].at - seen[0].at >= 100, "{fault:?}: a second at least lies between");
            }
            let before = at.news.requests("/feed.json");
            assert!(at.news.wait_for_requests("/feed.json", before + 2, LONG).await, "{fault:?}: it polls");
            at.page.until_is("words($('.health'))", "Live".to_owned()).await;
        }
    });
}

#[test]
fn a_stream_that_was_given_up_is_taken_up_again_when_it_works() {
    play(async |at| {
        hurry(at).await;
        listen(at, "poll=5").await;
        at.news.fault("/stream", Fault::Status(503, None));
        at.news.end_streams();
        let (opened, seen) = (1, at.news.requests("/stream"));
        assert_eq!(seen, opened);
        assert!(at.news.wait_for_requests("/stream", opened + 2, SEVERAL_TRIES).await, "it is tried");
        until_transport(at, "poll").await;
        at.push(1);
        at.page.until_is("ids()[0]", "new-1".to_owned()).await;
        at.news.clear_faults();
        // Five minutes are half of one here.
        assert!(at.news.wait_for_streams(1, Duration::from_secs(60)).await, "it is tried from time to time");
        until_listening(at).await;
        let transports: Vec<Value> =
            at.page.events("status").await.iter().map(|event| event["transport"].clone()).collect();
        assert_eq!(transports, ["poll", "stream", "poll", "stream"]);
    });
}

#[test]
fn a_stream_that_says_when_to_come_back_is_obeyed() {
    play(async |at| {
        hurry(at).await;
        at.news.fault_times("/stream", Fault::Status(429, Some("40".to_owned())), 1);
        listen(at, "").await;
        let seen = at.news.seen("/stream");
        let waited = seen[1].at - seen[0].at;
        assert!(waited >= 4_000, "after {waited} ms in a hurry");
    });
}

#[test]
fn what_a_server_has_forgotten_comes_with_the_feed() {
    play(async |at| {
        hurry(at).await;
        listen(at, "").await;
        at.push(1);
        at.page.until_is("ids()[0]", "new-1".to_owned()).await;
        at.news.fault("/stream", Fault::Status(503, None));
        at.news.end_streams();
        until_transport(at, "poll").await;
        at.news.push_entry("missed", "Missed", "<p>Nobody listened.</p>");
        at.news.delete("new-1");
        at.news.forget_history();
        at.news.clear_faults();
        at.page.until_is("ids()[0]", "missed".to_owned()).await;
        at.page.until("the withdrawal too", "!entry('new-1')").await;
        until_listening(at).await;
    });
}

#[test]
fn an_event_that_is_too_large_costs_the_stream_and_not_the_memory() {
    play(async |at| {
        hurry(at).await;
        listen(at, "").await;
        at.news.set_history(0);
        at.news.send_big_event("large", 10 << 20);
        let detail = at.page.event("error").await;
        assert_eq!(detail["kind"], "too-large", "{detail}");
        assert!(at.news.wait_for_requests("/stream", 2, LONG).await, "it is opened again");
        at.push(1);
        at.page.until_is("ids()[0]", "new-1".to_owned()).await;
        assert!(!at.page.holds("entry('large')").await);
        assert!(at.page.holds("ids().length >= 20").await, "everything is kept");
    });
}

#[test]
fn a_line_without_an_end_is_cut_off_and_the_reader_polls() {
    play(async |at| {
        hurry(at).await;
        at.news.set_opening(Opening::Endless);
        at.visit("stream=/stream&poll=5").await;
        at.page.until_ready().await;
        let heap = "performance.memory.usedJSHeapSize / 1048576";
        let before: f64 = at.page.get(&format!("return {heap}")).await;
        assert!(at.news.wait_for_requests("/stream", 3, LONG).await, "it is tried three times");
        assert!(at.news.wait_for_streams(0, LONG).await, "each is cut off");
        let after: f64 = at.page.get(&format!("return {heap}")).await;
        assert!(after - before < 16.0, "{before} MiB before, {after} MiB after");
        until_transport(at, "poll").await;
        at.push(1);
        at.page.until_is("ids()[0]", "new-1".to_owned()).await;
    });
}

#[test]
fn bytes_that_are_no_text_are_no_reason_to_break_off() {
    play(async |at| {
        listen(at, "").await;
        at.news.send_broken_text("torn");
        at.page.until("the rest of it is read", "words(entry('torn')).includes('here')").await;
        assert_eq!((at.news.requests("/stream"), at.news.streams_open()), (1, 1));
    });
}
