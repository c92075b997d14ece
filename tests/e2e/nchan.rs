//! A real server of streams, not one of ours: nginx with nchan, by the configuration in `examples/nchan`.

use std::time::Duration;

use serde_json::json;

use crate::nginx::Nginx;
use crate::stage::{Stage, play};
use crate::streaming::{LONG, until_listening, until_transport};

/// Opens `/page` with the stream of nginx, and waits until nginx counts the listener.
async fn listen(at: &Stage, nginx: &Nginx) {
    at.page.hurry().await;
    let origin = nginx.origin();
    at.open(&format!("stream={origin}/stream/blog&allow={origin}")).await;
    until_listening(at).await;
    until_listeners(at, nginx, 1).await;
}

/// In a hurry, 45 seconds of silence are four and a half.
const OFTEN: (&str, &str) = ("nchan_eventsource_ping_interval 15", "nchan_eventsource_ping_interval 1");

async fn until_listeners(at: &Stage, nginx: &Nginx, wanted: u64) {
    at.page.until_here(&format!("{wanted} listen to nginx"), async || nginx.listeners() == wanted).await;
}

/// Pushes an entry into the feed and gives it as the feed has it.
fn push(at: &Stage, id: &str) -> String {
    at.news.push_entry(id, &format!("The entry {id}"), "<p>Told by nginx.</p>");
    item(at, id)
}

fn item(at: &Stage, id: &str) -> String {
    let feed = at.news.feed();
    let items = feed["items"].as_array().unwrap();
    items.iter().find(|item| item["id"] == id).unwrap().to_string()
}

#[test]
fn entries_edits_and_withdrawals_come_through_nginx() {
    play(async |at| {
        let nginx = Nginx::start(&[OFTEN]);
        listen(at, &nginx).await;
        assert!(at.news.wait_for_requests("/feed.json", 2, LONG).await);
        // The feed itself is of no help from here on.
        at.news.serve_snapshot_from(at.news.beat());
        nginx.publish(None, &push(at, "by-post"));
        at.page.until_is("ids()[0]", "by-post".to_owned()).await;
        at.news.edit("by-post", json!({ "title": "Edited since" }));
        nginx.publish(None, &item(at, "by-post"));
        at.page.until("the edit is drawn", "words(entry('by-post')).includes('Edited since')").await;
        nginx.publish(Some("delete"), "by-post");
        at.page.until("it is withdrawn", "!entry('by-post')").await;
        assert_eq!(at.news.requests("/feed.json"), 2, "all of it came by the stream");
        at.news.serve_present();
        nginx.publish(None, "changed");
        assert!(at.news.wait_for_requests("/feed.json", 3, LONG).await, "a bare word asks the feed");
    });
}

#[test]
fn nginx_is_asked_to_go_on_from_the_last_event() {
    play(async |at| {
        let nginx = Nginx::start(&[OFTEN]);
        listen(at, &nginx).await;
        let first = push(at, "first");
        nginx.publish(None, &first);
        at.page.until_is("ids()[0]", "first".to_owned()).await;
        at.page.set_offline(true).await;
        until_listeners(at, &nginx, 0).await;
        // What is published now the feed will not know for a while, as behind a cache.
        at.news.serve_snapshot_from(at.news.beat());
        for id in ["second", "third"] {
            nginx.publish(None, &push(at, id));
        }
        at.page.set_offline(false).await;
        at.page.until_is("ids().slice(0, 3).join()", "third,second,first".to_owned()).await;
    });
}

#[test]
fn nginx_restarts_and_nothing_is_lost() {
    play(async |at| {
        let mut nginx = Nginx::start(&[OFTEN]);
        listen(at, &nginx).await;
        nginx.publish(None, &push(at, "before"));
        at.page.until_is("ids()[0]", "before".to_owned()).await;
        nginx.kill();
        until_transport(at, "poll").await;
        // It was published and is in the feed, and nginx has forgotten it or was not there.
        push(at, "meanwhile");
        nginx.run();
        until_listeners(at, &nginx, 1).await;
        at.page.until_is("ids()[0]", "meanwhile".to_owned()).await;
        nginx.publish(None, &push(at, "after"));
        at.page.until_is("ids()[0]", "after".to_owned()).await;
        until_listening(at).await;
    });
}

#[test]
fn what_nginx_keeps_no_more_comes_with_the_feed() {
    play(async |at| {
        let small = ("nchan_message_buffer_length 500", "nchan_message_buffer_length 2");
        let nginx = Nginx::start(&[OFTEN, small]);
        listen(at, &nginx).await;
        nginx.publish(None, &push(at, "first"));
        at.page.until_is("ids()[0]", "first".to_owned()).await;
        at.page.set_offline(true).await;
        until_listeners(at, &nginx, 0).await;
        for n in 1..=6 {
            nginx.publish(None, &push(at, &format!("missed-{n}")));
        }
        at.page.set_offline(false).await;
        let all = "missed-6,missed-5,missed-4,missed-3,missed-2,missed-1,first";
        at.page.until_is("ids().slice(0, 7).join()", all.to_owned()).await;
    });
}

#[test]
fn a_channel_that_is_deleted_is_listened_to_again() {
    play(async |at| {
        let nginx = Nginx::start(&[OFTEN]);
        listen(at, &nginx).await;
        nginx.publish(None, &push(at, "before"));
        at.page.until_is("ids()[0]", "before".to_owned()).await;
        // nchan numbers its messages by the second and counts anew in a new channel: two of the same second would
        // bear one id, and the listener who has seen it would be passed over.
        tokio::time::sleep(Duration::from_millis(1100)).await;
        nginx.delete_channel();
        until_listeners(at, &nginx, 1).await;
        nginx.publish(None, &push(at, "after"));
        at.page.until_is("ids()[0]", "after".to_owned()).await;
        until_listening(at).await;
    });
}
