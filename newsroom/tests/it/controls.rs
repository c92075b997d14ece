//! The controls: the story moved by hand, entries and bodies put in, requests counted.

use std::time::Duration;

use newsroom::{Newsroom, Options};
use serde_json::json;

use crate::client::{ask, dist, get, newsroom, post};

#[tokio::test]
async fn a_pushed_entry_is_on_top_and_moves_the_tag() {
    let newsroom = newsroom().await;
    let before = get(&newsroom, "/feed.json").await;
    newsroom.push_entry("extra-1", "A headline", "<p>Words.</p>");
    let reply = get(&newsroom, "/feed.json").await;
    assert_ne!(reply.header("etag"), before.header("etag"));
    assert_ne!(reply.header("last-modified"), before.header("last-modified"));
    let feed = reply.json();
    assert_eq!(feed["items"][0]["id"], "extra-1");
    assert_eq!(feed["_liveblog"]["total"], newsroom.moment().entries.len() + 1);
}

#[tokio::test]
async fn a_push_may_be_anything() {
    let newsroom = newsroom().await;
    newsroom.push(json!(null));
    newsroom.push(json!({ "id": 9_007_199_254_740_993_i64 }));
    let feed = get(&newsroom, "/feed.json").await.json();
    assert_eq!(feed["items"][0]["id"], 9_007_199_254_740_993_i64);
    assert!(feed["items"][1].is_null());
}

#[tokio::test]
async fn an_edit_lays_members_over_and_null_takes_them_away() {
    let newsroom = newsroom().await;
    let id = newsroom.id("within-reach");
    newsroom.edit(&id, json!({ "title": "Changed", "image": null, "_liveblog": { "revision": "9" } }));
    let feed = newsroom.feed();
    let item = feed["items"].as_array().unwrap().iter().find(|item| item["id"] == id.as_str()).unwrap();
    assert_eq!(item["title"], "Changed");
    assert!(item.get("image").is_none());
    assert_eq!(item["_liveblog"]["revision"], "9");
    assert_eq!(item["_liveblog"]["key"], true, "what the patch does not name stays");
}

#[tokio::test]
async fn a_deletion_leaves_a_tombstone() {
    let newsroom = newsroom().await;
    let id = newsroom.id("bread");
    newsroom.delete(&id);
    let feed = newsroom.feed();
    assert!(feed["items"].as_array().unwrap().iter().all(|item| item["id"] != id.as_str()));
    assert_eq!(feed["_liveblog"]["deleted"][0]["id"], id.as_str());
}

#[tokio::test]
async fn the_last_two_hundred_deletions_are_told() {
    let newsroom = newsroom().await;
    for n in 0..250 {
        let id = format!("short-lived-{n}");
        newsroom.push_entry(&id, "Short-lived", "<p>Words.</p>");
        newsroom.delete(&id);
    }
    let feed = newsroom.feed();
    let told = feed["_liveblog"]["deleted"].as_array().unwrap();
    assert_eq!(told.len(), 200);
    assert_eq!(told[199]["id"], "short-lived-249");
}

#[tokio::test]
async fn the_feed_itself_can_be_patched() {
    let newsroom = newsroom().await;
    newsroom.patch_feed(json!({ "_liveblog": { "state": "paused" } }));
    let feed = newsroom.feed();
    assert_eq!(feed["_liveblog"]["state"], "paused");
    assert_eq!(feed["_liveblog"]["mode"], "snapshot");
}

#[tokio::test]
async fn a_replaced_body_is_answered_to_the_byte_until_restored() {
    let newsroom = newsroom().await;
    for path in ["/feed.json", "/live-blog.js", "/not-there.json"] {
        newsroom.replace(path, "text/x-odd", b"\xef\xbb\xbf{\xff".to_vec());
        let reply = get(&newsroom, path).await;
        assert_eq!((reply.status, reply.header("content-type")), (200, Some("text/x-odd")), "{path}");
        assert_eq!(reply.body, b"\xef\xbb\xbf{\xff");
        newsroom.restore(path);
        assert_ne!(get(&newsroom, path).await.body, b"\xef\xbb\xbf{\xff");
    }
}

#[tokio::test]
async fn requests_are_counted_with_their_headers_and_answers() {
    let newsroom = newsroom().await;
    get(&newsroom, "/feed.json?a=b").await;
    ask(&newsroom, "GET", "/feed.json", &[("If-None-Match", "\"x\"")]).await;
    get(&newsroom, "/nothing").await;
    assert_eq!(newsroom.requests("/feed.json"), 2);
    assert_eq!(newsroom.seen("/feed.json")[0].query, "a=b");
    let last = newsroom.last_seen("/feed.json").unwrap();
    assert_eq!(last.header("if-none-match"), Some("\"x\""));
    assert_eq!(last.status, Some(200));
    assert_eq!(newsroom.last_seen("/nothing").unwrap().status, Some(404));
    assert_eq!(newsroom.all_seen().len(), 3);
    newsroom.forget_requests();
    assert_eq!(newsroom.requests("/feed.json"), 0);
}

#[tokio::test]
async fn waiting_for_requests_ends_when_they_come_or_the_time_is_up() {
    let newsroom = newsroom().await;
    assert!(!newsroom.wait_for_requests("/feed.json", 1, Duration::from_millis(50)).await);
    get(&newsroom, "/feed.json").await;
    assert!(newsroom.wait_for_requests("/feed.json", 1, Duration::from_secs(5)).await);
}

#[tokio::test]
async fn two_newsrooms_are_two_origins_with_the_same_story() {
    let (one, two) = Newsroom::pair(Options::still(dist())).await.unwrap();
    assert_ne!(one.origin(), two.origin());
    assert_eq!(one.id("pledges"), two.id("pledges"));
    one.step(3);
    assert_eq!((one.beat(), two.beat()), (3, 0));
}

#[tokio::test]
async fn the_story_moves_by_itself_at_a_speed_and_stays_at_its_end() {
    let options = Options { speed: 1600.0, ..Options::still(dist()) };
    let newsroom = Newsroom::start(options).await.unwrap();
    let ended = async {
        while newsroom.beat() < newsroom.beats() {
            tokio::time::sleep(Duration::from_millis(5)).await;
        }
    };
    tokio::time::timeout(Duration::from_secs(20), ended).await.unwrap();
    assert!(newsroom.moment().ended.is_some());
}

#[tokio::test]
async fn a_late_start_has_played_its_beats_one_after_another() {
    let options = Options { from: 6, ..Options::still(dist()) };
    let newsroom = Newsroom::start(options).await.unwrap();
    let moment = newsroom.moment();
    assert_eq!(moment.beat, 6);
    assert!(moment.entries[0].published > moment.entries[1].published + 7000);
}

#[tokio::test]
async fn the_admin_routes_step_wind_back_and_reset() {
    let newsroom = newsroom().await;
    let told = post(&newsroom, "/admin/step?n=3").await.json();
    assert_eq!(told["beat"], 3);
    assert_eq!(post(&newsroom, "/admin/step").await.json()["beat"], 4);
    assert_eq!(post(&newsroom, "/admin/step?n=-2").await.json()["beat"], 2);
    assert_eq!(post(&newsroom, "/admin/step?to=999").await.json()["beat"], newsroom.beats());
    assert_eq!(post(&newsroom, "/admin/step?n=x").await.status, 400);
    assert_eq!(post(&newsroom, "/admin/reset").await.json()["beat"], 0);
    assert_eq!(get(&newsroom, "/admin/state").await.json()["beats"], newsroom.beats());
    assert_eq!(get(&newsroom, "/admin/step").await.status, 405, "reading changes nothing");
}

#[tokio::test]
async fn the_admin_route_arms_and_disarms_faults() {
    let newsroom = newsroom().await;
    post(&newsroom, "/admin/fault?path=/feed.json&kind=status:503&retry_after=7&times=1").await;
    let reply = get(&newsroom, "/feed.json").await;
    assert_eq!((reply.status, reply.header("retry-after")), (503, Some("7")));
    assert_eq!(get(&newsroom, "/feed.json").await.status, 200);
    post(&newsroom, "/admin/fault?path=/feed.json&kind=empty").await;
    post(&newsroom, "/admin/fault?path=/feed.json&kind=none").await;
    assert!(!get(&newsroom, "/feed.json").await.body.is_empty());
}

#[tokio::test]
async fn reports_of_violations_are_kept() {
    let newsroom = newsroom().await;
    let address = newsroom.origin().strip_prefix("http://").unwrap();
    let body = r#"{"csp-report":{"violated-directive":"img-src"}}"#;
    let request = format!(
        "POST /csp-report HTTP/1.1\r\nHost: {address}\r\nConnection: close\r\nContent-Type: application/csp-report\r\n\
         Content-Length: {}\r\n\r\n{body}",
        body.len()
    );
    use tokio::io::{AsyncReadExt, AsyncWriteExt};
    let mut stream = tokio::net::TcpStream::connect(address).await.unwrap();
    stream.write_all(request.as_bytes()).await.unwrap();
    stream.read_to_end(&mut Vec::new()).await.unwrap();
    assert_eq!(newsroom.csp_reports()[0]["csp-report"]["violated-directive"], "img-src");
}
