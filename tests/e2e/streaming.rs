//! Being told instead of asking: what a stream brings, what is asked beside it, and a hub that the feed names.

use std::time::Duration;

use newsroom::{Newsroom, Options, Payload};
use serde_json::json;

use crate::stage::{Stage, dist, play};

/// Longer than any wait that is expected to end.
pub const LONG: Duration = Duration::from_secs(30);
/// Long enough to see that nothing is asked.
pub const A_WHILE: Duration = Duration::from_millis(2_500);

/// Opens `/page` with the newsroom's stream, and waits until it is open and the feed has been asked beside it.
pub async fn listen(at: &Stage, query: &str) {
    at.open(&format!("stream=/stream&{query}")).await;
    until_listening(at).await;
}

/// Waits until the reader says that updates come by a stream, and that it has been told all there is by now.
pub async fn until_listening(at: &Stage) {
    until_transport(at, "stream").await;
    at.page.until_is("words($('.health'))", "Live".to_owned()).await;
}

/// Waits until the last word about it is that updates come this way.
pub async fn until_transport(at: &Stage, transport: &str) {
    let last = "window.__seen.events.filter(({ name }) => name === 'status').at(-1)?.detail.transport";
    at.page.until(&format!("updates come by {transport}"), &format!("{last} === '{transport}'")).await;
}

/// Waits until the feed has been asked so often, and makes sure that it is not asked more.
pub async fn asked_exactly(at: &Stage, times: usize) {
    assert!(at.news.wait_for_requests("/feed.json", times, LONG).await, "the feed is asked {times} times");
    assert!(!at.news.wait_for_requests("/feed.json", times + 1, A_WHILE).await, "and not once more");
}

#[test]
fn the_feed_is_asked_once_after_the_opening_and_signs_of_life_ask_for_nothing() {
    play(async |at| {
        at.news.set_heartbeat(Some(Duration::from_millis(100)));
        listen(at, "").await;
        asked_exactly(at, 2).await;
        for name in ["ping", "heartbeat"] {
            at.news.send_event(Some(name), "{}");
        }
        at.news.send_event(Some("ping"), "");
        asked_exactly(at, 2).await;
        let opened = at.news.last_seen("/stream").unwrap();
        assert_eq!(opened.header("accept"), Some("text/event-stream"), "{opened:?}");
        assert_eq!(opened.query, "", "there is nothing to go on from");
        assert_eq!(at.news.requests("/stream"), 1);
    });
}

#[test]
fn entries_edits_and_withdrawals_come_by_the_stream_alone() {
    play(async |at| {
        for payload in [Payload::Entry, Payload::Feed] {
            at.news.reset();
            at.news.set_payload(payload);
            at.news.forget_requests();
            listen(at, "").await;
            assert!(at.news.wait_for_requests("/feed.json", 2, LONG).await);
            // The feed itself is of no help from here on.
            at.news.serve_snapshot_from(at.news.beat());
            at.push(2);
            at.page.until_is("ids().slice(0, 2).join()", "new-2,new-1".to_owned()).await;
            at.news.edit("new-1", json!({ "title": "The first, as it stands now" }));
            at.page.until("the edit is drawn", "words(entry('new-1')).includes('as it stands now')").await;
            at.news.delete("new-2");
            at.page.until("it is withdrawn", "!entry('new-2')").await;
            at.news.patch_feed(json!({ "_liveblog": { "state": "paused" } }));
            if payload == Payload::Feed {
                at.page.until("the newsroom rests", "words($('.health')) !== 'Live'").await;
            }
            assert_eq!(at.news.requests("/feed.json"), 2, "{payload:?}");
        }
    });
}

#[test]
fn a_word_that_something_changed_asks_the_feed_and_so_does_what_nobody_knows() {
    play(async |at| {
        at.news.set_payload(Payload::Changed);
        listen(at, "").await;
        asked_exactly(at, 2).await;
        at.push(1);
        at.page.until_is("ids()[0]", "new-1".to_owned()).await;
        asked_exactly(at, 3).await;
        for (asked, data) in
            [(4, ""), (5, "{items: [,]}"), (6, "[1, 2]"), (7, "{\"headline\": \"Another's\"}")]
        {
            at.news.send_event(Some("update"), data);
            assert!(at.news.wait_for_requests("/feed.json", asked, LONG).await, "{data}");
            until_answered(at).await;
        }
        assert_eq!(at.news.requests("/stream"), 1, "none of this is the end of a stream");
    });
}

async fn until_answered(at: &Stage) {
    let answered = async || at.news.seen("/feed.json").iter().all(|seen| seen.status.is_some());
    at.page.until_here("the feed has answered", answered).await;
    at.page.frames().await;
}

#[test]
fn a_stream_of_single_bytes_is_read_like_any_other() {
    play(async |at| {
        at.news.set_split(true);
        listen(at, "").await;
        let title = "Søndre havn – 三時 – \u{1F6A2} – وصل";
        at.news.push_entry("bytes", title, "<p>Each byte of this came alone.</p>");
        at.page.until("it is whole", &format!("words(entry('bytes')).includes({})", json!(title))).await;
    });
}

#[test]
fn what_has_ended_is_not_listened_to_any_more() {
    play(async |at| {
        // The feed has the last word, a minute after the stream's.
        at.page.hurry().await;
        at.news.set_heartbeat(Some(Duration::from_secs(1)));
        listen(at, "").await;
        at.news.step_to(at.news.beats());
        at.page.until_is("words($('.health'))", "This live blog has ended".to_owned()).await;
        assert!(at.news.wait_for_streams(0, LONG).await, "the stream is closed");
        assert_eq!(at.news.requests("/stream"), 1);
    });
}

#[test]
fn a_stream_is_closed_a_minute_after_the_reader_looks_away_and_opened_when_they_are_back() {
    play(async |at| {
        at.page.hurry().await;
        at.news.set_heartbeat(Some(Duration::from_secs(1)));
        listen(at, "").await;
        at.page.set_hidden(true).await;
        // Six seconds are a minute here.
        assert!(!at.news.wait_for_streams(0, Duration::from_secs(4)).await, "a glance at another tab");
        assert!(at.news.wait_for_streams(0, LONG).await, "nobody is there");
        at.push(1);
        at.page.set_hidden(false).await;
        assert!(at.news.wait_for_streams(1, LONG).await, "somebody is back");
        at.page.until_is("ids()[0]", "new-1".to_owned()).await;
    });
}

#[test]
fn without_a_network_there_is_no_stream() {
    play(async |at| {
        at.page.hurry().await;
        at.news.set_heartbeat(Some(Duration::from_secs(1)));
        listen(at, "").await;
        at.page.set_offline(true).await;
        assert!(at.news.wait_for_streams(0, LONG).await);
        let before = at.news.requests("/stream");
        at.push(1);
        tokio::time::sleep(A_WHILE).await;
        assert_eq!(at.news.requests("/stream"), before);
        at.page.set_offline(false).await;
        at.page.until_is("ids()[0]", "new-1".to_owned()).await;
        assert!(at.news.wait_for_streams(1, LONG).await);
    });
}

#[test]
fn a_page_that_is_kept_for_later_listens_to_nothing_and_again_when_it_is_back() {
    play(async |at| {
        listen(at, "").await;
        at.page
            .run("window.kept = 0; addEventListener('pageshow', (event) => { kept += event.persisted })")
            .await;
        at.page.goto("/admin/state").await;
        assert!(at.news.wait_for_streams(0, LONG).await, "the stream is closed");
        at.push(1);
        at.page.back().await;
        at.page.until("it is the very page", "window.kept === 1").await;
        at.page.until_is("ids()[0]", "new-1".to_owned()).await;
        assert!(at.news.wait_for_streams(1, LONG).await, "and opened again");
        at.news.push_entry("after", "After", "<p>Words.</p>");
        at.page.until_is("ids()[0]", "after".to_owned()).await;
    });
}

#[test]
fn a_reader_who_wants_notifications_is_listened_for_in_the_background_too() {
    play(async |at| {
        at.page.hurry().await;
        at.news.set_heartbeat(Some(Duration::from_secs(1)));
        at.page.set_permission("granted").await;
        listen(at, "").await;
        at.page.click("$('.bell')").await;
        at.page.click("radio('Everything')").await;
        let switch = "$$('.how label').find((one) => words(one) === 'A notification from this browser')";
        at.page.click(&format!("{switch}?.querySelector('input')")).await;
        at.page.until("it is on", &format!("{switch}.querySelector('input').checked")).await;
        at.page.set_hidden(true).await;
        // A minute is six seconds here.
        assert!(!at.news.wait_for_streams(0, Duration::from_secs(9)).await, "the stream stays");
        at.push(1);
        at.page.until("it is told", "__seen.shown.length === 1").await;
    });
}

#[test]
fn two_readers_on_a_page_listen_to_one_stream() {
    play(async |at| {
        at.visit("stream=/stream&count=2").await;
        let each = |what: &str| {
            format!(
                "[...document.querySelectorAll('live-blog')].every(({{ shadowRoot: at }}) => at.querySelector({what}))"
            )
        };
        at.page.until("both are drawn", &each("'.feed [data-entry]'")).await;
        assert!(at.news.wait_for_streams(1, LONG).await);
        assert!(at.news.wait_for_requests("/feed.json", 2, LONG).await);
        at.push(1);
        let told =
            "__seen.events.filter(({ name, detail }) => name === 'entries' && detail.added[0] === 'new-1')";
        at.page.until_is(&format!("{told}.length"), 2).await;
        assert_eq!((at.news.streams_most(), at.news.requests("/stream")), (1, 1));
        at.page.run("blog.remove()").await;
        assert!(!at.news.wait_for_streams(0, A_WHILE).await, "the other still listens");
        at.page.run("document.querySelector('live-blog').remove()").await;
        assert!(at.news.wait_for_streams(0, LONG).await, "the last one closes it");
    });
}

#[test]
fn a_stream_of_another_origin_is_resumed_without_asking_for_leave() {
    play(async |at| {
        let other = Newsroom::start(Options::still(dist())).await.expect("another newsroom starts");
        at.page.hurry().await;
        other.set_heartbeat(Some(Duration::from_secs(1)));
        at.open(&format!("stream={}&allow={}", other.at("/stream"), other.origin())).await;
        until_listening(at).await;
        other.push_entry("from-there", "From there", "<p>Words.</p>");
        at.page.until_is("ids()[0]", "from-there".to_owned()).await;
        other.end_streams();
        assert!(other.wait_for_requests("/stream", 2, LONG).await, "it is opened again");
        let seen = other.seen("/stream");
        assert!(seen.iter().all(|seen| seen.method == "GET"), "{seen:?}");
        let again = seen.last().unwrap();
        assert_eq!(again.query, format!("last_event_id={}", other.last_event()));
        assert_eq!(again.header("last-event-id"), None, "it would need a preflight");
    });
}

#[test]
fn a_hub_is_found_spoken_to_in_both_dialects_and_gone_on_with() {
    play(async |at| {
        const HUB: &str = "/.well-known/mercure";
        at.page.hurry().await;
        at.news.set_heartbeat(Some(Duration::from_secs(1)));
        at.news.set_hub(true);
        at.push(1);
        at.open("stream=mercure").await;
        until_listening(at).await;
        let topic = at.news.at("/feed.json");
        let first = at.news.last_seen(HUB).unwrap();
        for part in [format!("match={topic}"), format!("topic={topic}")] {
            assert!(first.query.split('&').any(|known| known == part), "{part} in {}", first.query);
        }
        assert!(first.query.contains("last_event_id=urn"), "from the event that the feed names: {first:?}");
        at.news.push_entry("by-the-hub", "By the hub", "<p>Words.</p>");
        at.page.until_is("ids()[0]", "by-the-hub".to_owned()).await;
        at.news.end_streams();
        assert!(at.news.wait_for_requests(HUB, 2, LONG).await, "it is opened again");
        let again = at.news.last_seen(HUB).unwrap();
        let last = format!("{:012x}", at.news.last_event());
        for name in ["last_event_id=", "lastEventID="] {
            let id = again.query.split('&').find_map(|part| part.strip_prefix(name));
            assert!(id.is_some_and(|id| id.ends_with(&last)), "{name} in {}", again.query);
        }
    });
}

#[test]
fn a_feed_that_names_no_hub_is_polled() {
    play(async |at| {
        at.page.hurry().await;
        at.open("stream=mercure&poll=5").await;
        assert!(at.news.wait_for_requests("/feed.json", 4, LONG).await);
        assert_eq!(at.news.requests("/.well-known/mercure"), 0);
        assert_eq!(at.page.event("status").await["transport"], "poll");
    });
}
