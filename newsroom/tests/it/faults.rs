//! Every fault, as it looks on the wire.

use std::collections::HashSet;
use std::io::Read;
use std::time::{Duration, Instant};

use newsroom::Fault;
use serde_json::Value;

use crate::client::{ask, get, newsroom, post};
use crate::listener::{End, Listener};

const LONG: Duration = Duration::from_secs(5);

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
    for text in [
        "nonsense",
        "status:abc",
        "status:99",
        "delay:",
        "type:",
        "many:x",
        "redirect:302:",
        "redirect:200:/x",
        "slowhead:x",
    ] {
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

#[tokio::test]
async fn a_reset_is_told_from_an_end() {
    let newsroom = newsroom().await;
    let mut listener = Listener::open(&newsroom, "/feed.json?fault=reset", &[]).await;
    assert_eq!((listener.rest(LONG).await, listener.bytes.len()), (End::Reset, 0));
    let mut listener = Listener::open(&newsroom, "/feed.json?fault=close", &[]).await;
    assert_eq!((listener.rest(LONG).await, listener.bytes.len()), (End::Fin, 0));
}

#[tokio::test]
async fn a_slow_head_comes_byte_by_byte() {
    let newsroom = newsroom().await;
    let mut listener = Listener::open(&newsroom, "/feed.json?fault=slowhead:100", &[]).await;
    assert_eq!(listener.rest(Duration::from_millis(1050)).await, End::Silence);
    assert!((5..=12).contains(&listener.bytes.len()), "{}", listener.all());
    assert!("HTTP/1.0 200 OK".starts_with(&listener.all()));
    assert_eq!(get(&newsroom, "/feed.json").await.status, 200, "other connections are not slow");
}

#[tokio::test]
async fn a_slow_body_is_the_right_one_and_then_white_space_for_ever() {
    let newsroom = newsroom().await;
    newsroom.replace("/feed.json", "application/feed+json", "{\"items\":[]}");
    let mut listener = Listener::open(&newsroom, "/feed.json?fault=slowbody:40", &[]).await;
    assert_eq!(listener.rest(Duration::from_millis(100)).await, End::Silence);
    assert!(listener.head().starts_with("HTTP/1.0 200") && listener.body().len() < 16);
    assert_eq!(listener.rest(Duration::from_millis(400)).await, End::Silence);
    assert!(listener.body().starts_with("{\"items\":[]}    "), "{}", listener.body());
}

#[tokio::test]
async fn a_redirect_names_its_address_and_may_be_read_by_other_origins() {
    let newsroom = newsroom().await;
    newsroom.fault("/feed.json", Fault::Redirect(307, "/feed.json".into()));
    let reply = get(&newsroom, "/feed.json").await;
    assert_eq!((reply.status, reply.header("location")), (307, Some("/feed.json")));
    assert_eq!(reply.header("access-control-allow-origin"), Some("*"));
    let reply = get(&newsroom, "/feed.json?fault=redirect:301:http://127.0.0.1:9/x").await;
    assert_eq!((reply.status, reply.header("location")), (301, Some("http://127.0.0.1:9/x")));
}

#[tokio::test]
async fn a_body_may_be_marked_or_in_utf_16_or_no_text() {
    let newsroom = newsroom().await;
    let plain = get(&newsroom, "/feed.json").await;
    let bom = get(&newsroom, "/feed.json?fault=bom").await.body;
    assert_eq!(bom, [b"\xef\xbb\xbf".as_slice(), &plain.body].concat());
    let wide = get(&newsroom, "/feed.json?fault=utf16").await.body;
    let units: Vec<u16> = wide.chunks(2).map(|two| u16::from_le_bytes([two[0], two[1]])).collect();
    assert_eq!((units[0], String::from_utf16(&units[1..]).unwrap()), (0xfeff, plain.text()));
    let bad = get(&newsroom, "/feed.json?fault=badtext").await.body;
    assert!(String::from_utf8(bad.clone()).is_err());
    let read: Value = serde_json::from_str(&String::from_utf8_lossy(&bad)).unwrap();
    let first = read["items"].as_array().unwrap().iter().find_map(|item| item["title"].as_str()).unwrap();
    assert!(first.starts_with('\u{fffd}'), "{first}");
}

#[tokio::test]
async fn a_hundred_thousand_entries_fit_below_the_cap_and_one_may_be_large() {
    let newsroom = newsroom().await;
    let many = get(&newsroom, "/feed.json?fault=many:100000").await;
    assert!((7_000_000..8 * 1024 * 1024).contains(&many.body.len()), "{}", many.body.len());
    let many = many.json();
    let items = many["items"].as_array().unwrap();
    assert_eq!((items.len(), &many["_liveblog"]["total"]), (100_000, &Value::from(100_000)));
    let ids: HashSet<&str> = items.iter().map(|item| item["id"].as_str().unwrap()).collect();
    assert_eq!(ids.len(), items.len());
    assert!(items[99_998]["date_published"].as_str() > items[99_999]["date_published"].as_str());
    let large = get(&newsroom, "/feed.json?fault=large:5000000").await.json();
    assert!(large["items"][0]["content_html"].as_str().unwrap().len() >= 5_000_000);
}

#[tokio::test]
async fn entries_may_come_twice_not_at_all_or_under_new_ids() {
    let newsroom = newsroom().await;
    let plain = newsroom.feed();
    let ids = |feed: &Value| -> Vec<String> {
        feed["items"].as_array().unwrap().iter().map(|item| item["id"].as_str().unwrap().to_owned()).collect()
    };
    let twice = get(&newsroom, "/feed.json?fault=twice").await.json();
    let (once, both) = (ids(&plain), ids(&twice));
    assert_eq!(both, once.iter().flat_map(|id| [id.clone(), id.clone()]).collect::<Vec<_>>());
    let older = |place: usize| twice["items"][place]["title"] == "An older version";
    assert_eq!([older(0), older(1), older(2), older(3)], [false, true, true, false]);
    let none = get(&newsroom, "/feed.json?fault=noitems").await.json();
    assert_eq!((ids(&none).len(), &none["title"]), (0, &plain["title"]));
    let new = get(&newsroom, "/feed.json?fault=newids:b").await.json();
    assert_eq!(ids(&new), once.iter().map(|id| format!("{id}-b")).collect::<Vec<_>>());
    assert!(new["_liveblog"]["key_items"][0].as_str().unwrap().ends_with("-b"));
}

#[tokio::test]
async fn a_stream_is_refused_or_spoiled_as_it_opens() {
    let newsroom = newsroom().await;
    for code in [204, 401, 403, 404, 410, 429, 500, 503] {
        newsroom.fault_times("/stream", Fault::Status(code, Some("7".into())), 1);
        let mut listener = Listener::ask(&newsroom, "1.1", "/stream", &[("Connection", "close")]).await;
        assert_eq!(listener.rest(LONG).await, End::Fin);
        assert!(listener.head().starts_with(&format!("HTTP/1.1 {code} ")), "{}", listener.head());
        assert!(listener.head().contains("retry-after: 7"));
        assert_eq!(listener.body().is_empty(), code == 204, "{}", listener.body());
    }
    assert_eq!(newsroom.seen("/stream").len(), 8);
    let mut wrong = Listener::open(&newsroom, "/stream?fault=type:text/html", &[]).await;
    wrong.until(": hi\n\n").await;
    assert!(wrong.head().contains("content-type: text/html\r\n"));
    let mut bad = Listener::open(&newsroom, "/stream?fault=badjson", &[]).await;
    bad.until("data: {items: [,]}\n\n: hi\n\n").await;
    newsroom.end_streams();
    assert_eq!((bad.rest(LONG).await, wrong.rest(LONG).await), (End::Fin, End::Fin));
    let mut stalled = Listener::open(&newsroom, "/stream?fault=stall", &[]).await;
    assert_eq!(stalled.rest(Duration::from_millis(200)).await, End::Silence);
    assert!(stalled.head().contains("text/event-stream") && stalled.body().is_empty());
    for cut in ["cut", "truncate", "empty"] {
        let mut listener = Listener::open(&newsroom, &format!("/stream?fault={cut}"), &[]).await;
        assert_eq!(listener.rest(LONG).await, End::Fin, "{cut}");
        assert!(!listener.body().contains("}"), "{cut}");
    }
}
