//! Every fault, as it looks on the wire.

use std::io::Read;
use std::time::{Duration, Instant};

use newsroom::Fault;
use serde_json::Value;

use crate::client::{ask, get, newsroom, post};

#[tokio::test]
async fn a_status_comes_with_its_retry_after() {
    let newsroom = newsroom().await;
    let reply = get(&newsroom, "/feed.json?fault=status:503&retry_after=120").await;
    assert_eq!(reply.status, 503);
    assert_eq!(reply.header("retry-after"), Some("120"));
    assert_eq!(reply.header("access-control-allow-origin"), Some("*"));
    assert_eq!(get(&newsroom, "/feed.json").await.status, 200);
}

#[tokio::test]
async fn a_delay_is_the_right_answer_later() {
    let newsroom = newsroom().await;
    let asked = Instant::now();
    let reply = get(&newsroom, "/feed.json?fault=delay:300").await;
    assert!(asked.elapsed() >= Duration::from_millis(300));
    assert_eq!(reply.json()["items"].as_array().unwrap().len(), newsroom.moment().entries.len());
}

#[tokio::test]
async fn a_truncated_answer_promises_more_than_it_sends() {
    let newsroom = newsroom().await;
    let whole = get(&newsroom, "/feed.json").await.body;
    let reply = get(&newsroom, "/feed.json?fault=truncate").await;
    assert_eq!(reply.header("content-length"), Some(whole.len().to_string().as_str()));
    assert_eq!(reply.body, whole[..whole.len() / 2]);
    assert!(reply.closed);
}

#[tokio::test]
async fn a_cut_answer_is_whole_to_http_and_not_to_json() {
    let newsroom = newsroom().await;
    let reply = get(&newsroom, "/feed.json?fault=cut").await;
    assert_eq!(reply.header("content-length"), Some(reply.body.len().to_string().as_str()));
    assert!(serde_json::from_slice::<Value>(&reply.body).is_err());
}

#[tokio::test]
async fn bad_json_keeps_the_type_and_a_login_page_has_its_own() {
    let newsroom = newsroom().await;
    let bad = get(&newsroom, "/feed.json?fault=badjson").await;
    assert!(bad.header("content-type").unwrap().contains("json"));
    assert!(serde_json::from_slice::<Value>(&bad.body).is_err());
    let login = get(&newsroom, "/feed.json?fault=html").await;
    assert_eq!((login.status, login.header("content-type")), (200, Some("text/html; charset=utf-8")));
    assert!(login.text().contains("<form>"));
}

#[tokio::test]
async fn a_wrong_type_has_the_right_body() {
    let newsroom = newsroom().await;
    let reply = get(&newsroom, "/live-blog-core-0123456789abcdef_bg.wasm?fault=type:text/plain").await;
    assert_eq!(reply.header("content-type"), Some("text/plain"));
    assert_eq!(reply.body, b"\0asm\x01\0\0\0");
}

#[tokio::test]
async fn an_empty_answer_is_200_and_no_bytes() {
    let newsroom = newsroom().await;
    let reply = get(&newsroom, "/feed.json?fault=empty").await;
    assert_eq!((reply.status, reply.body.len()), (200, 0));
}

#[tokio::test]
async fn a_huge_answer_is_right_and_too_large() {
    let newsroom = newsroom().await;
    let reply = get(&newsroom, "/feed.json?fault=huge").await;
    assert_eq!(reply.body.len(), 9 * 1024 * 1024);
    assert!(reply.json()["items"].is_array());
}

#[tokio::test]
async fn a_bomb_is_small_until_it_is_unpacked() {
    let newsroom = newsroom().await;
    let reply = get(&newsroom, "/feed.json?fault=bomb").await;
    assert_eq!(reply.header("content-encoding"), Some("gzip"));
    assert!(reply.body.len() < 64 * 1024);
    let mut text = Vec::new();
    flate2::read::GzDecoder::new(reply.body.as_slice()).read_to_end(&mut text).unwrap();
    assert_eq!(text.len(), 9 * 1024 * 1024);
}

#[tokio::test]
async fn a_stall_sends_headers_and_then_nothing() {
    let newsroom = newsroom().await;
    let reply = get(&newsroom, "/feed.json?fault=stall").await;
    assert_eq!(reply.status, 200);
    assert!(!reply.closed, "the connection is still open");
    assert!(reply.body.len() < 200);
}

#[tokio::test]
async fn a_closed_connection_has_no_answer_at_all() {
    let newsroom = newsroom().await;
    let reply = get(&newsroom, "/feed.json?fault=close").await;
    assert_eq!((reply.status, reply.body.len(), reply.closed), (0, 0, true));
}

#[tokio::test]
async fn an_armed_fault_is_spent_after_its_times() {
    let newsroom = newsroom().await;
    newsroom.fault_times("/feed.json", Fault::Status(429, Some("5".into())), 2);
    let statuses = [get(&newsroom, "/feed.json").await, get(&newsroom, "/feed.json").await].map(|r| r.status);
    assert_eq!(statuses, [429, 429]);
    assert_eq!(get(&newsroom, "/feed.json").await.status, 200);
}

#[tokio::test]
async fn an_armed_fault_without_times_stays_until_cleared() {
    let newsroom = newsroom().await;
    newsroom.fault("/live-blog.js", Fault::Status(404, None));
    for _ in 0..3 {
        assert_eq!(get(&newsroom, "/live-blog.js").await.status, 404);
    }
    assert_eq!(get(&newsroom, "/feed.json").await.status, 200, "elsewhere all is well");
    newsroom.clear_faults();
    assert_eq!(get(&newsroom, "/live-blog.js").await.status, 200);
}

#[tokio::test]
async fn a_fault_is_not_hidden_by_a_304_nor_by_compression() {
    let newsroom = newsroom().await;
    let whole = get(&newsroom, "/feed.json").await;
    let tag = whole.header("etag").unwrap();
    newsroom.fault("/feed.json", Fault::Cut);
    for header in [("If-None-Match", tag), ("Accept-Encoding", "br")] {
        let reply = ask(&newsroom, "GET", "/feed.json", &[header]).await;
        assert_eq!(
            (reply.status, reply.body.as_slice()),
            (200, &whole.body[..whole.body.len() / 2]),
            "{header:?}"
        );
    }
}

#[tokio::test]
async fn an_unknown_fault_is_said_and_not_ignored() {
    let newsroom = newsroom().await;
    for text in ["nonsense", "status:abc", "status:99", "delay:", "type:"] {
        let reply = get(&newsroom, &format!("/feed.json?fault={text}")).await;
        assert_eq!(reply.status, 400, "{text}");
        assert!(reply.text().contains("no fault is called"), "{text}");
    }
    assert_eq!(post(&newsroom, "/admin/fault?kind=nonsense").await.status, 400);
}

#[tokio::test]
async fn stopping_the_newsroom_ends_a_stalled_answer() {
    let newsroom = newsroom().await;
    let address = newsroom.origin().strip_prefix("http://").unwrap().to_owned();
    let stalled = tokio::spawn(async move {
        use tokio::io::{AsyncReadExt, AsyncWriteExt};
        let mut stream = tokio::net::TcpStream::connect(&address).await.unwrap();
        stream.write_all(b"GET /feed.json?fault=stall HTTP/1.1\r\nHost: x\r\n\r\n").await.unwrap();
        let mut bytes = Vec::new();
        let _ = stream.read_to_end(&mut bytes).await;
        bytes.len()
    });
    assert!(newsroom.wait_for_requests("/feed.json", 1, Duration::from_secs(5)).await);
    drop(newsroom);
    let ended = tokio::time::timeout(Duration::from_secs(5), stalled).await;
    assert!(ended.is_ok(), "the connection ends with the newsroom");
}
