//! The same events as a Mercure hub gives them.

use std::time::Duration;

use crate::client::{get, newsroom};
use crate::listener::{End, Listener};

const SHORT: Duration = Duration::from_millis(200);

/// A line of the head, in lower case, without its name.
fn header(listener: &Listener, name: &str) -> Option<String> {
    let head = listener.head();
    head.lines().find_map(|line| line.strip_prefix(&format!("{name}: ")).map(str::to_owned))
}

#[tokio::test]
async fn the_feed_names_its_hub_and_topic_when_told_to() {
    let newsroom = newsroom().await;
    assert_eq!(get(&newsroom, "/feed.json").await.header("link"), None);
    let hub = get(&newsroom, "/feed.json?hub").await.head;
    assert!(hub.contains("link: </.well-known/mercure>; rel=\"mercure\"\r\n"), "{hub}");
    assert!(hub.contains(&format!("link: <{}/feed.json>; rel=\"self\"", newsroom.origin())));
    newsroom.set_hub(true);
    newsroom.push_entry("extra", "A headline", "<p>Words.</p>");
    let hub = get(&newsroom, "/feed.json").await.head;
    assert!(hub.contains("rel=\"mercure\"; last-event-id=\"urn:uuid:"), "{hub}");
    assert!(hub.contains("access-control-expose-headers: ETag, Last-Modified, Link"));
}

#[tokio::test]
async fn both_dialects_subscribe_alone_and_together() {
    let newsroom = newsroom().await;
    let topic = format!("{}/feed.json", newsroom.origin());
    let mut listeners = Vec::new();
    for asked in [
        format!("topic={topic}"),
        format!("match={topic}"),
        format!("match={topic}&topic={topic}"),
        format!("topic=https%3A%2F%2Felsewhere.example%2F&topic={}", topic.replace(':', "%3A")),
        "topic=*".to_owned(),
        "topic=%2F%7Bname%7D.json".to_owned(),
        format!("match_urlpattern={}/*", newsroom.origin()),
        "match_urlpattern=/:name.json".to_owned(),
    ] {
        listeners.push(Listener::greeted(&newsroom, &format!("/.well-known/mercure?{asked}")).await);
    }
    let mut deaf =
        Listener::greeted(&newsroom, "/.well-known/mercure?topic=https://elsewhere.example/").await;
    newsroom.push_entry("extra", "A headline", "<p>Words.</p>");
    for listener in &mut listeners {
        listener.until("A headline").await;
        assert!(listener.ids()[0].starts_with("urn:uuid:"), "{:?}", listener.ids());
        assert_eq!(header(listener, "mercure-last-event-id"), None, "nothing was asked for");
    }
    assert_eq!(deaf.rest(SHORT).await, End::Silence);
    assert!(deaf.ids().is_empty());
    assert_eq!(newsroom.streams_open(), 9);
}

#[tokio::test]
async fn a_subscription_without_a_topic_is_refused() {
    let newsroom = newsroom().await;
    for asked in ["", "?last_event_id=earliest", "?topics=*"] {
        assert_eq!(get(&newsroom, &format!("/.well-known/mercure{asked}")).await.status, 400, "{asked}");
    }
    assert_eq!(newsroom.streams_open(), 0);
}

#[tokio::test]
async fn what_is_known_is_resumed_and_confirmed_and_what_is_not_is_a_gap() {
    let newsroom = newsroom().await;
    for word in ["one", "two", "three"] {
        newsroom.send_event(None, word);
    }
    let hub = "/.well-known/mercure?topic=*";
    let mut all = Listener::open(&newsroom, &format!("{hub}&last_event_id=earliest"), &[]).await;
    all.until("data: three\n\n").await;
    assert_eq!(header(&all, "mercure-last-event-id").as_deref(), Some("earliest"));
    let first = all.ids()[0].clone();
    for (path, headers) in [
        (format!("{hub}&last_event_id={first}"), vec![]),
        (format!("{hub}&lastEventID={first}"), vec![]),
        (format!("{hub}&last_event_id={first}&lastEventID={first}"), vec![]),
        (hub.to_owned(), vec![("Last-Event-ID", first.as_str())]),
        (format!("{hub}&lastEventID=other"), vec![("Last-Event-ID", first.as_str())]),
    ] {
        let mut listener = Listener::open(&newsroom, &path, &headers).await;
        listener.until("data: three\n\n").await;
        assert_eq!(listener.data(), ["two", "three"], "{path}");
        assert_eq!(header(&listener, "mercure-last-event-id"), Some(first.clone()), "{path}");
    }
    newsroom.set_history(1);
    for unknown in [first.as_str(), "urn:uuid:00000000-0000-4000-8000-000000000000", "nonsense"] {
        let mut listener = Listener::open(&newsroom, &format!("{hub}&last_event_id={unknown}"), &[]).await;
        listener.until("data: three\n\n").await;
        assert_eq!(listener.data(), ["three"], "{unknown}");
        assert_eq!(header(&listener, "mercure-last-event-id").as_deref(), Some("earliest"), "{unknown}");
    }
}

#[tokio::test]
async fn the_id_in_the_link_resumes_where_the_feed_stands() {
    let newsroom = newsroom().await;
    newsroom.set_hub(true);
    newsroom.send_event(None, "one");
    let head = get(&newsroom, "/feed.json").await.head;
    let id = head.split("last-event-id=\"").nth(1).unwrap().split('"').next().unwrap().to_owned();
    newsroom.send_event(None, "two");
    let path = format!("/.well-known/mercure?match=*&last_event_id={id}&lastEventID={id}");
    let mut listener = Listener::open(&newsroom, &path, &[]).await;
    listener.until("data: two\n\n").await;
    assert_eq!(listener.data(), ["two"]);
    assert_eq!(header(&listener, "mercure-last-event-id"), Some(id));
}
