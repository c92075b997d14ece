//! The story as server-sent events: what each change says, how a reader resumes, and every way in which a stream ends.

use std::time::Duration;

use newsroom::{Newsroom, Opening, Options, Payload, Script, Step};
use serde_json::{Value, json};

use crate::client::{ask, dist, get, newsroom, post};
use crate::listener::{End, Listener};

const SHORT: Duration = Duration::from_millis(300);
const LONG: Duration = Duration::from_secs(5);

fn read(data: &str) -> Value {
    serde_json::from_str(data).unwrap()
}

#[tokio::test]
async fn a_stream_greets_at_once_and_says_what_it_is() {
    let newsroom = newsroom().await;
    let listener = Listener::greeted(&newsroom, "/stream").await;
    let head = listener.head().to_lowercase();
    for line in
        ["content-type: text/event-stream", "cache-control: no-store", "access-control-allow-origin: *"]
    {
        assert!(head.contains(line), "{line} in {head}");
    }
    assert!(head.starts_with("http/1.0 200"));
}

#[tokio::test]
async fn each_control_is_one_event_with_an_id_that_grows() {
    let newsroom = newsroom().await;
    let mut listener = Listener::greeted(&newsroom, "/stream").await;
    newsroom.push_entry("extra", "A headline", "<p>Words.</p>");
    newsroom.edit("extra", json!({ "title": "Another headline" }));
    newsroom.delete("extra");
    newsroom.patch_feed(json!({ "_liveblog": { "state": "paused" } }));
    newsroom.send_changed();
    let body = listener.until("data: changed\n\n").await;
    assert_eq!(listener.ids(), ["1", "2", "3", "4", "5"]);
    let data = listener.data();
    assert_eq!(read(&data[0])["title"], "A headline");
    assert_eq!(
        (read(&data[1])["title"].as_str(), read(&data[1])["content_html"].as_str()),
        (Some("Another headline"), Some("<p>Words.</p>")),
        "the whole item"
    );
    assert_eq!(read(&data[2])["id"], "extra");
    assert!(read(&data[2])["when"].is_string());
    assert!(body.contains("id: 3\nevent: delete\ndata: "));
    assert_eq!(
        (&read(&data[3])["items"], &read(&data[3])["_liveblog"]),
        (&json!([]), &json!({ "state": "paused", "mode": "delta" }))
    );
    assert_eq!(newsroom.last_event(), 5);
}

#[tokio::test]
async fn an_edit_of_what_is_not_there_says_nothing() {
    let newsroom = newsroom().await;
    newsroom.edit("nobody", json!({ "title": "x" }));
    assert_eq!(newsroom.last_event(), 0);
}

#[tokio::test]
async fn the_story_told_by_events_alone_is_the_story() {
    let newsroom = newsroom().await;
    let mut items = newsroom.feed()["items"].as_array().unwrap().clone();
    let mut listener = Listener::greeted(&newsroom, "/stream").await;
    newsroom.step(3);
    newsroom.step_to(newsroom.beats());
    listener.until("\"state\":\"ended\"").await;
    listener.until("\n\n").await;
    for data in listener.data().iter().map(|data| read(data)) {
        items.retain(|item| item["id"] != data["id"]);
        if data.get("date_published").is_some() {
            items.push(data);
        }
    }
    items.sort_by(|one, two| one["id"].as_str().cmp(&two["id"].as_str()));
    let mut now = newsroom.feed()["items"].as_array().unwrap().clone();
    now.sort_by(|one, two| one["id"].as_str().cmp(&two["id"].as_str()));
    assert_eq!(items, now);
    let last = read(listener.data().last().unwrap());
    assert_eq!((&last["expired"], &last["items"]), (&json!(true), &json!([])));
    assert!(last["_liveblog"]["coverage_end"].is_string());
}

#[tokio::test]
async fn several_beats_at_once_come_in_the_order_of_the_script() {
    let newsroom = newsroom().await;
    let mut listener = Listener::greeted(&newsroom, "/stream").await;
    newsroom.step_to(newsroom.beats());
    let last = newsroom.last_event();
    listener.until(&format!("id: {last}\n")).await;
    listener.until("\"ended\"").await;
    let expected: Vec<String> = (1..=last).map(|id| id.to_string()).collect();
    assert_eq!(listener.ids(), expected);
    let steps = Script::built_in().unwrap().beats.into_iter().flat_map(|beat| beat.steps);
    let published: Vec<String> = steps
        .filter_map(|step| match step {
            Step::Publish(entry) => Some(newsroom.id(&entry.slug)),
            _ => None,
        })
        .collect();
    let mut told: Vec<String> = Vec::new();
    for data in listener.data() {
        let id = read(&data)["id"].as_str().unwrap_or_default().to_owned();
        if published.contains(&id) && !told.contains(&id) {
            told.push(id);
        }
    }
    assert_eq!(told, published);
}

#[tokio::test]
async fn the_payload_is_chosen_by_the_address_or_by_the_house() {
    let newsroom = newsroom().await;
    let mut feed = Listener::greeted(&newsroom, "/stream?as=feed").await;
    let mut changed = Listener::greeted(&newsroom, "/stream?as=changed").await;
    newsroom.set_payload(Payload::Changed);
    let mut house = Listener::greeted(&newsroom, "/stream").await;
    newsroom.push_entry("extra", "A headline", "<p>Words.</p>");
    newsroom.delete("extra");
    feed.until("\"deleted\"").await;
    let (item, stone) = (read(&feed.data()[0]), read(&feed.data()[1]));
    assert_eq!((&item["items"][0]["id"], &item["_liveblog"]["mode"]), (&json!("extra"), &json!("delta")));
    assert_eq!((&stone["items"], &stone["_liveblog"]["deleted"][0]["id"]), (&json!([]), &json!("extra")));
    for listener in [&mut changed, &mut house] {
        listener.until("id: 2\ndata: changed\n\n").await;
        assert_eq!(listener.data(), ["changed", "changed"]);
    }
    assert_eq!(get(&newsroom, "/stream?as=foreign").await.status, 400);
}

#[tokio::test]
async fn a_reader_resumes_after_the_event_it_names() {
    let newsroom = newsroom().await;
    for word in ["one", "two", "three"] {
        newsroom.send_event(None, word);
    }
    let mut by_query = Listener::open(&newsroom, "/stream?last_event_id=1", &[]).await;
    let mut by_header = Listener::open(&newsroom, "/stream", &[("Last-Event-ID", "1")]).await;
    for listener in [&mut by_query, &mut by_header] {
        listener.until("data: three\n\n").await;
        assert_eq!(listener.data(), ["two", "three"]);
    }
    let mut fresh = Listener::greeted(&newsroom, "/stream").await;
    newsroom.send_event(None, "four");
    fresh.until("data: four\n\n").await;
    assert_eq!(fresh.data(), ["four"], "what was before is not told to who did not ask");
    let seen = newsroom.seen("/stream");
    assert_eq!((seen[0].query.as_str(), seen[0].header("last-event-id")), ("last_event_id=1", None));
    assert_eq!((seen[1].query.as_str(), seen[1].header("last-event-id")), ("", Some("1")));
}

#[tokio::test]
async fn what_the_history_lost_is_not_told_and_nothing_says_so() {
    let newsroom = newsroom().await;
    newsroom.set_history(2);
    for word in ["one", "two", "three", "four"] {
        newsroom.send_event(None, word);
    }
    let mut listener = Listener::open(&newsroom, "/stream?last_event_id=1", &[]).await;
    listener.until("data: four\n\n").await;
    assert_eq!(listener.data(), ["three", "four"]);
    newsroom.forget_history();
    let mut listener = Listener::open(&newsroom, "/stream?last_event_id=1", &[]).await;
    newsroom.wait_for_streams(2, LONG).await;
    newsroom.send_event(None, "five");
    listener.until("data: five\n\n").await;
    assert_eq!(listener.ids(), ["5"], "ids go on");
}

#[tokio::test]
async fn signs_of_life_come_in_the_pause_and_retry_at_the_start() {
    let newsroom = newsroom().await;
    let mut still = Listener::greeted(&newsroom, "/stream").await;
    newsroom.set_heartbeat(Some(Duration::from_millis(20)));
    newsroom.set_retry(Some(1234));
    still.until(": still here\n\n: still here\n\n").await;
    let mut fresh = Listener::greeted(&newsroom, "/stream").await;
    fresh.until("retry: 1234\n\n").await;
    newsroom.set_heartbeat(None);
    let length = {
        assert_eq!(fresh.rest(SHORT).await, End::Silence);
        fresh.bytes.len()
    };
    assert_eq!(fresh.rest(SHORT).await, End::Silence);
    assert_eq!(fresh.bytes.len(), length);
}

#[tokio::test]
async fn open_streams_are_counted_until_the_reader_leaves() {
    let newsroom = newsroom().await;
    let one = Listener::greeted(&newsroom, "/stream").await;
    let two = Listener::greeted(&newsroom, "/stream").await;
    assert_eq!((newsroom.streams_open(), newsroom.streams_most()), (2, 2));
    drop(one);
    assert!(newsroom.wait_for_streams(1, LONG).await, "{}", newsroom.streams_open());
    drop(two);
    assert!(newsroom.wait_for_streams(0, LONG).await);
    assert_eq!(newsroom.streams_most(), 2);
    newsroom.forget_streams_most();
    assert_eq!(newsroom.streams_most(), 0);
}

#[tokio::test]
async fn an_ordinary_end_is_a_last_chunk_and_a_fin() {
    let newsroom = newsroom().await;
    let mut listener = Listener::ask(&newsroom, "1.1", "/stream", &[]).await;
    listener.until(": hi\n\n").await;
    newsroom.end_streams();
    assert_eq!(listener.rest(LONG).await, End::Fin);
    assert!(listener.body().ends_with("\r\n0\r\n\r\n"));
}

#[tokio::test]
async fn a_reset_is_a_reset() {
    let newsroom = newsroom().await;
    let mut listener = Listener::greeted(&newsroom, "/stream").await;
    newsroom.reset_streams();
    assert_eq!(listener.rest(LONG).await, End::Reset);
    assert!(newsroom.wait_for_streams(0, LONG).await);
    Listener::greeted(&newsroom, "/stream").await;
}

#[tokio::test]
async fn a_frozen_stream_stays_and_says_nothing_and_can_still_be_ended() {
    let newsroom = newsroom().await;
    let mut listener = Listener::greeted(&newsroom, "/stream").await;
    newsroom.set_heartbeat(Some(Duration::from_millis(20)));
    newsroom.freeze_streams();
    listener.rest(SHORT).await;
    let length = listener.bytes.len();
    newsroom.push_entry("extra", "A headline", "<p>Words.</p>");
    assert_eq!(listener.rest(SHORT).await, End::Silence);
    assert_eq!((listener.bytes.len(), newsroom.streams_open()), (length, 1));
    let mut fresh = Listener::open(&newsroom, "/stream?last_event_id=0", &[]).await;
    fresh.until("A headline").await;
    newsroom.reset_streams();
    assert_eq!(listener.rest(LONG).await, End::Reset);
}

#[tokio::test]
async fn new_streams_may_be_frozen_buffered_or_without_end() {
    let newsroom = newsroom().await;
    newsroom.set_opening(Opening::Frozen);
    let mut frozen = Listener::open(&newsroom, "/stream", &[]).await;
    assert_eq!(frozen.rest(SHORT).await, End::Silence);
    assert_eq!((frozen.bytes.len(), newsroom.streams_open()), (0, 1));
    newsroom.set_opening(Opening::Buffered);
    let mut buffered = Listener::open(&newsroom, "/stream", &[]).await;
    newsroom.wait_for_streams(2, LONG).await;
    newsroom.push_entry("extra", "A headline", "<p>Words.</p>");
    assert_eq!(buffered.rest(SHORT).await, End::Silence);
    assert!(buffered.head().contains("text/event-stream") && buffered.body().is_empty());
    newsroom.set_opening(Opening::Endless);
    let mut endless = Listener::open(&newsroom, "/stream", &[]).await;
    endless.rest(Duration::from_secs(1)).await;
    assert!(endless.bytes.len() > 2 * 1024 * 1024, "{}", endless.bytes.len());
    assert_eq!(endless.body().lines().count(), 1);
    assert_eq!(newsroom.streams_open(), 3);
    drop((frozen, buffered, endless));
    assert!(newsroom.wait_for_streams(0, LONG).await, "the newsroom sees that they left");
}

#[tokio::test]
async fn ten_thousand_entries_are_told_in_a_moment_and_none_is_lost() {
    let newsroom = newsroom().await;
    newsroom.set_history(10_000);
    let mut live = Listener::greeted(&newsroom, "/stream").await;
    for number in 0..10_000 {
        newsroom.push_entry(&format!("extra-{number}"), "A headline", "<p>Words.</p>");
    }
    assert_eq!(newsroom.last_event(), 10_000);
    let mut late = Listener::open(&newsroom, "/stream?last_event_id=0", &[]).await;
    let expected: Vec<String> = (1..=10_000).map(|id| id.to_string()).collect();
    for listener in [&mut live, &mut late] {
        listener.until("\nid: 10000\n").await;
        assert_eq!(listener.ids(), expected);
    }
}

#[tokio::test]
async fn a_restart_forgets_and_ends_and_a_reset_of_the_story_does_so_too() {
    for restart in [Newsroom::restart_streams as fn(&Newsroom), Newsroom::reset] {
        let newsroom = newsroom().await;
        newsroom.send_event(None, "one");
        let mut listener = Listener::greeted(&newsroom, "/stream").await;
        restart(&newsroom);
        assert_eq!(listener.rest(LONG).await, End::Fin);
        let mut back = Listener::open(&newsroom, "/stream?last_event_id=0", &[]).await;
        back.until(": hi").await;
        newsroom.send_event(None, "two");
        back.until("data: two\n\n").await;
        assert_eq!(back.data(), ["two"]);
    }
}

#[tokio::test]
async fn odd_events_are_sent_as_they_are() {
    let newsroom = newsroom().await;
    let mut listener = Listener::greeted(&newsroom, "/stream").await;
    newsroom.send_event(Some("ping"), "one\ntwo");
    newsroom.send_raw("data: raw\r\n\r\n");
    newsroom.send_broken_text("broken");
    let body = listener.until("here\"").await;
    assert!(body.contains("id: 1\nevent: ping\ndata: one\ndata: two\n\n"));
    assert!(body.contains("data: raw\r\n\r\n"));
    assert!(String::from_utf8(listener.bytes.clone()).is_err());
    newsroom.send_big_event("big", 10_000_000);
    listener.rest(Duration::from_secs(2)).await;
    assert!(listener.bytes.len() > 10_000_000);
    assert!(listener.body().ends_with("\n\n"));
}

#[tokio::test]
async fn split_bytes_come_one_by_one_and_are_the_same() {
    let newsroom = newsroom().await;
    newsroom.set_split(true);
    let mut listener = Listener::ask(&newsroom, "1.1", "/stream", &[]).await;
    newsroom.wait_for_streams(1, LONG).await;
    newsroom.send_raw("data: äß\n\n");
    listener.rest(SHORT).await;
    let chunks = listener.bytes.split(|byte| *byte == b'\r').filter(|part| part == b"\n1").count();
    assert_eq!(chunks, ": hi\n\ndata: äß\n\n".len(), "{}", listener.all());
}

#[tokio::test]
async fn the_admin_route_orders_the_streams_about() {
    let newsroom = newsroom().await;
    let mut listener = Listener::greeted(&newsroom, "/stream").await;
    let told = post(&newsroom, "/admin/stream?retry=9&heartbeat=20&history=1&as=changed").await.json();
    assert_eq!(told["streams"], 1);
    listener.until(": still here").await;
    post(&newsroom, "/admin/stream?send=hello&event=ping").await;
    listener.until("event: ping\ndata: hello\n\n").await;
    post(&newsroom, "/admin/stream?do=end").await;
    assert_eq!(listener.rest(LONG).await, End::Fin);
    let mut next = Listener::greeted(&newsroom, "/stream").await;
    next.until("retry: 9").await;
    post(&newsroom, "/admin/stream?do=reset").await;
    assert_eq!(next.rest(LONG).await, End::Reset);
    post(&newsroom, "/admin/stream?opening=buffered").await;
    assert_eq!(Listener::open(&newsroom, "/stream", &[]).await.rest(SHORT).await, End::Silence);
    for wrong in ["do=nothing", "opening=x", "heartbeat=x", "history=-1", "as=x", "do=big:x"] {
        assert_eq!(post(&newsroom, &format!("/admin/stream?{wrong}")).await.status, 400, "{wrong}");
    }
}

#[tokio::test]
async fn a_replaced_stream_is_answered_to_the_byte() {
    let newsroom = newsroom().await;
    newsroom.replace("/stream", "text/event-stream", "\u{feff}data: one\rdata: two\r\r");
    let reply = ask(&newsroom, "GET", "/stream", &[]).await;
    assert_eq!((reply.status, reply.header("content-type")), (200, Some("text/event-stream")));
    assert_eq!(reply.text(), "\u{feff}data: one\rdata: two\r\r");
}

#[tokio::test]
async fn stopping_the_newsroom_ends_its_streams() {
    let newsroom = Newsroom::start(Options::still(dist())).await.unwrap();
    let mut listener = Listener::greeted(&newsroom, "/stream").await;
    drop(newsroom);
    assert_ne!(listener.rest(LONG).await, End::Silence);
}
