//! The command as it is typed: what it prints and how it ends.
#![allow(clippy::unwrap_used, clippy::indexing_slicing, reason = "a test stops at the first surprise")]

use std::io::Write;
use std::path::PathBuf;
use std::process::{Command, Output, Stdio};

use newsroom::{Fault, Newsroom, Options};
use serde_json::Value;

const FEEDS: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/../tests/feeds");

fn fixture(name: &str) -> String {
    format!("{FEEDS}/{name}/input.json")
}

/// Runs it with these words and this on its standard input.
fn fed(words: &[&str], input: &str) -> Output {
    let mut command = Command::new(env!("CARGO_BIN_EXE_inspect"));
    let pipes = command.args(words).stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped());
    let mut child = pipes.spawn().unwrap();
    // It may end without having read anything.
    let _ = child.stdin.take().unwrap().write_all(input.as_bytes());
    child.wait_with_output().unwrap()
}

fn said(words: &[&str]) -> String {
    let output = fed(words, "");
    assert!(output.status.success(), "{words:?}: {}", String::from_utf8_lossy(&output.stderr));
    String::from_utf8(output.stdout).unwrap()
}

fn json(words: &[&str]) -> Value {
    serde_json::from_str(&said(words)).unwrap()
}

/// The complaint, and the exit code that came with it.
fn refused(words: &[&str], input: &str) -> (String, Option<i32>) {
    let output = fed(words, input);
    assert!(output.stdout.is_empty(), "a refusal leaves the output to programs alone");
    (String::from_utf8(output.stderr).unwrap(), output.status.code())
}

fn warns(object: &Value, words: &str) -> bool {
    object["warnings"].as_array().unwrap().iter().any(|warning| warning.as_str().unwrap().contains(words))
}

#[test]
fn json_is_one_object_with_the_promised_members() {
    let object = json(&[&fixture("json-feed/bad-entries"), "--json"]);
    assert_eq!(object["shape"], "json-feed");
    assert!(object["entries"].is_u64() && object["warnings"].is_array());
    let (skipped, skips) = (object["skipped"].as_u64().unwrap(), object["skips"].as_array().unwrap());
    assert!(skipped > 0 && skips.len() as u64 == skipped);
    assert!(skips[0]["position"].is_u64() && skips[0]["reason"].as_str().unwrap().contains("position"));
}

#[test]
fn the_report_names_every_skipped_entry_and_its_reason() {
    let report = said(&[&fixture("json-feed/bad-entries")]);
    assert!(report.contains("shape") && report.contains("json-feed"), "{report}");
    assert!(report.contains("the entry at position") && report.contains("has no id"), "{report}");
}

#[test]
fn a_document_that_is_no_feed_is_refused_with_what_it_is_instead() {
    let mut refusals = 0;
    for case in std::fs::read_dir(format!("{FEEDS}/none")).unwrap() {
        let path: PathBuf = case.unwrap().path().join("input.json");
        for output in ["--json", "--convert"] {
            let (complaint, code) = refused(&[path.to_str().unwrap(), output], "");
            assert_eq!(code, Some(1), "{path:?}");
            assert!(complaint.contains("the document is "), "{complaint}");
        }
        refusals += 1;
    }
    assert!(refusals > 5);
}

#[test]
fn what_is_not_json_is_refused_with_its_beginning() {
    let (complaint, code) = refused(&["-"], "<!doctype html><title>Sign in</title>");
    assert_eq!(code, Some(1));
    assert!(complaint.contains("not JSON") && complaint.contains("<!doctype html>"), "{complaint}");
    assert!(refused(&["-"], "").0.contains("it is empty"));
    assert!(refused(&["/no/such/file.json"], "").0.contains("cannot be read"));
}

#[test]
fn an_empty_list_wants_a_format_and_an_unknown_one_lists_the_names() {
    assert!(refused(&["-"], "[]").0.contains("mastodon"));
    assert!(fed(&["-", "--format", "mastodon", "--json"], "[]").status.success());
    let (complaint, code) = refused(&["-", "--format", "rss"], "[]");
    assert_eq!(code, Some(2));
    assert!(complaint.contains("json-feed") && complaint.contains("scribblelive"), "{complaint}");
}

#[test]
fn relative_addresses_start_from_the_base() {
    let feed =
        r#"{"version":"https://jsonfeed.org/version/1.1","items":[{"id":1,"url":"a","content_text":"A"}]}"#;
    let output = fed(&["-", "--convert", "--base", "https://paper.example/live/"], feed);
    let converted: Value = serde_json::from_slice(&output.stdout).unwrap();
    assert_eq!(converted["items"][0]["url"], "https://paper.example/live/a");
}

#[test]
fn a_feed_without_a_date_or_with_future_ones_is_warned_of() {
    let undated = r#"{"version":"https://jsonfeed.org/version/1.1","items":[{"id":1,"content_text":"A"}]}"#;
    let object: Value = serde_json::from_slice(&fed(&["-", "--json"], undated).stdout).unwrap();
    assert!(warns(&object, "no entry has a date"), "{object}");
    let ahead = undated.replace("\"id\":1", "\"id\":1,\"date_published\":\"2999-01-01T00:00:00Z\"");
    let object: Value = serde_json::from_slice(&fed(&["-", "--json"], &ahead).stdout).unwrap();
    assert!(warns(&object, "in the future"), "{object}");
}

#[tokio::test(flavor = "multi_thread")]
async fn an_address_is_read_as_the_widget_would() {
    let newsroom = Newsroom::start(Options { from: 12, ..Options::still("dist") }).await.unwrap();
    let object = json(&[&newsroom.at("/feed.json"), "--json"]);
    assert_eq!((&object["shape"], &object["skipped"]), (&"json-feed".into(), &0.into()));
    assert!(object["entries"].as_u64().unwrap() > 5);
    assert!(newsroom.last_seen("/feed.json").is_some());

    newsroom.set_cors(false);
    assert!(warns(&json(&[&newsroom.at("/feed.json"), "--json"]), "Access-Control-Allow-Origin"));
    newsroom.set_cors(true);
    assert!(!warns(&json(&[&newsroom.at("/feed.json"), "--json"]), "Access-Control-Allow-Origin"));

    for (fault, words) in [
        (Fault::Status(404, None), "404"),
        (Fault::Html, "<!doctype html>"),
        (Fault::Huge, "8 MiB"),
        (Fault::Bomb, "8 MiB"),
        (Fault::Empty, "it is empty"),
    ] {
        newsroom.fault_times("/feed.json", fault.clone(), 1);
        let (complaint, code) = refused(&[&newsroom.at("/feed.json")], "");
        assert_eq!(code, Some(1), "{fault:?}");
        assert!(complaint.contains(words), "{fault:?}: {complaint}");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn the_next_page_is_known_from_the_link_header_too() {
    let newsroom = Newsroom::start(Options { from: 40, ..Options::still("dist") }).await.unwrap();
    let object = json(&[&newsroom.at("/mastodon.json?limit=2"), "--json"]);
    assert!(object["next"].as_str().unwrap().starts_with(newsroom.origin()), "{object}");
}
