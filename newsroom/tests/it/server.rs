//! What a server or a cache before it does with every answer: its clock, what other origins may read, and a stale copy.

use std::time::{Duration, SystemTime};

use serde_json::json;

use crate::client::{get, newsroom, post};
use crate::listener::{End, Listener};

const YEAR: i64 = 365 * 24 * 60 * 60;

fn seconds_ahead(date: &str) -> f64 {
    let date = httpdate::parse_http_date(date).unwrap();
    match date.duration_since(SystemTime::now()) {
        Ok(ahead) => ahead.as_secs_f64(),
        Err(behind) => -behind.duration().as_secs_f64(),
    }
}

#[tokio::test]
async fn a_skewed_clock_is_so_in_the_header_and_in_every_date() {
    let newsroom = newsroom().await;
    let before = newsroom.feed();
    let tag = get(&newsroom, "/feed.json").await.header("etag").unwrap().to_owned();
    for skew in [10 * YEAR, -10 * YEAR, 90] {
        newsroom.set_skew(skew);
        let reply = get(&newsroom, "/feed.json").await;
        let ahead = seconds_ahead(reply.header("date").unwrap());
        assert!((ahead - skew as f64).abs() < 3.0, "{ahead}");
        assert_ne!(reply.header("etag"), Some(tag.as_str()));
        newsroom.push_entry("extra", "A headline", "<p>Words.</p>");
        let year = |stamp: &serde_json::Value| stamp.as_str().unwrap()[..4].parse::<i64>().unwrap();
        let feed = get(&newsroom, "/feed.json").await.json();
        let (was, is) = (&before["items"][0]["date_published"], &feed["items"][1]["date_published"]);
        assert!((year(is) - year(was) - skew / YEAR).abs() <= 1 && is != was, "{was} {is}");
        assert!((year(&feed["items"][0]["date_published"]) - year(is)).abs() <= 1);
        newsroom.reset();
    }
    let ahead = seconds_ahead(get(&newsroom, "/feed.json").await.header("date").unwrap());
    assert!(ahead.abs() < 3.0, "a reset sets the clock right");
}

#[tokio::test]
async fn heads_may_be_hidden_from_other_origins() {
    let newsroom = newsroom().await;
    newsroom.set_exposed(false);
    let reply = get(&newsroom, "/feed.json").await;
    assert_eq!(reply.header("access-control-allow-origin"), Some("*"));
    assert_eq!(reply.header("access-control-expose-headers"), None);
    newsroom.set_exposed(true);
    let exposed = get(&newsroom, "/feed.json").await;
    let exposed = exposed.header("access-control-expose-headers").unwrap();
    for name in ["Date", "ETag", "Link", "Retry-After", "Mercure-Last-Event-ID"] {
        assert!(exposed.split(", ").any(|known| known == name), "{name} in {exposed}");
    }
}

#[tokio::test]
async fn a_stale_cache_has_the_feed_as_it_was_while_the_story_goes_on() {
    let newsroom = newsroom().await;
    newsroom.step(2);
    let then = newsroom.feed();
    newsroom.step(3);
    newsroom.push_entry("extra", "A headline", "<p>Words.</p>");
    newsroom.delete(then["items"][0]["id"].as_str().unwrap());
    newsroom.serve_snapshot_from(2);
    let stale = get(&newsroom, "/feed.json").await.json();
    assert_eq!(stale, then);
    assert_ne!(newsroom.feed(), then);
    assert_eq!(newsroom.beat(), 5);
    newsroom.serve_present();
    assert_eq!(get(&newsroom, "/feed.json").await.json(), newsroom.feed());
}

#[tokio::test]
async fn the_admin_route_sets_the_server_too() {
    let newsroom = newsroom().await;
    newsroom.step(2);
    post(&newsroom, "/admin/stream?exposed=0&skew=3600&stale=0&hub=1").await;
    let reply = get(&newsroom, "/feed.json").await;
    assert_eq!(reply.header("access-control-expose-headers"), None);
    assert!(seconds_ahead(reply.header("date").unwrap()) > 3590.0);
    assert_eq!(reply.json()["_liveblog"]["cursor"], json!("beat-0"));
    assert!(reply.head.contains("rel=\"mercure\""));
    post(&newsroom, "/admin/stream?cors=0&stale=none").await;
    let reply = get(&newsroom, "/feed.json").await;
    assert_eq!(reply.header("access-control-allow-origin"), None);
    assert_eq!(reply.json()["_liveblog"]["cursor"], json!("beat-2"));
    for wrong in ["skew=x", "stale=x", "hub=2", "cors=yes"] {
        assert_eq!(post(&newsroom, &format!("/admin/stream?{wrong}")).await.status, 400, "{wrong}");
    }
}

#[tokio::test]
async fn an_outage_resets_everything_and_still_counts_who_asks() {
    let newsroom = newsroom().await;
    let mut stream = Listener::greeted(&newsroom, "/stream").await;
    newsroom.set_down(true);
    assert_eq!(stream.rest(Duration::from_secs(5)).await, End::Reset);
    for path in ["/feed.json", "/stream", "/"] {
        let mut listener = Listener::open(&newsroom, path, &[]).await;
        assert_eq!(listener.rest(Duration::from_secs(5)).await, End::Reset, "{path}");
        assert_eq!(newsroom.last_seen(path).unwrap().status, None);
    }
    newsroom.step(1);
    assert_eq!((newsroom.streams_open(), newsroom.last_event()), (0, 1));
    post(&newsroom, "/admin/stream?down=0").await;
    assert_eq!(get(&newsroom, "/feed.json").await.status, 200);
    let mut stream = Listener::greeted(&newsroom, "/stream").await;
    post(&newsroom, "/admin/stream?down=1").await;
    assert_eq!(stream.rest(Duration::from_secs(5)).await, End::Reset);
}
