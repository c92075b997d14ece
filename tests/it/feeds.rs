//! Feeds as they are published, read as a reader would see them.
//!
//! `UPDATE_EXPECT=1` rewrites what is expected of the fixtures; read the difference before you keep it.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "a test stops at the first surprise"
)]

use std::collections::BTreeSet;
use std::path::PathBuf;

use live_blog::core::clock::Timestamp;
use live_blog::core::feed::{self, Format, Parsed};
use live_blog::core::json::Json;
use live_blog::core::url::SafeUrl;

#[path = "../common/feed_fixtures.rs"]
mod feed_fixtures;
#[path = "../common/parsed_text.rs"]
mod parsed_text;

#[path = "feeds_any.rs"]
mod any;
#[path = "feeds_corpus.rs"]
mod corpus;
#[path = "feeds_mutated.rs"]
mod mutated;

fn folder() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("tests/feeds")
}

fn read(document: &Json) -> Result<Parsed, feed::FeedError> {
    let base = SafeUrl::parse("https://news.example/live/feed.json").unwrap();
    feed::read(document, &base, None, Timestamp(1_773_316_800_000))
}

#[test]
fn every_fixture_reads_as_expected() {
    let update = std::env::var_os("UPDATE_EXPECT").is_some();
    let mut wrong = Vec::new();
    for fixture in feed_fixtures::ALL {
        let document: Json = serde_json::from_str(fixture.input).expect(fixture.name);
        let text = parsed_text::reading(fixture.name, &document);
        if update {
            std::fs::write(folder().join(fixture.name).join("expected.txt"), text).unwrap();
        } else if text != fixture.expected {
            println!("--- {}: expected\n{}\n--- but read\n{text}", fixture.name, fixture.expected);
            wrong.push(fixture.name);
        }
    }
    assert!(wrong.is_empty(), "fixtures that read otherwise: {wrong:?}");
}

#[test]
fn every_fixture_folder_is_run() {
    let mut folders = BTreeSet::new();
    for format in std::fs::read_dir(folder()).unwrap() {
        let format = format.unwrap().path();
        for case in std::fs::read_dir(&format).unwrap() {
            let case = case.unwrap().path();
            let name = case.strip_prefix(folder()).unwrap();
            folders.insert(name.to_str().unwrap().replace('\\', "/"));
        }
    }
    let run: BTreeSet<String> = feed_fixtures::ALL.iter().map(|fixture| fixture.name.to_owned()).collect();
    assert_eq!(folders, run, "list each folder in tests/common/feed_fixtures.rs");
}

#[test]
fn every_format_has_fixtures_and_no_fixture_has_two_formats() {
    for format in Format::ALL {
        let prefix = format!("{}/", format.name());
        let count = feed_fixtures::ALL.iter().filter(|fixture| fixture.name.starts_with(&prefix)).count();
        assert!(count >= 8, "{prefix} has {count} fixtures");
    }
    for fixture in feed_fixtures::ALL {
        let document: Json = serde_json::from_str(fixture.input).unwrap();
        let detected = feed::detect(&document).map(Format::name);
        let folder = fixture.name.split('/').next().unwrap();
        assert!(detected.is_none_or(|name| name == folder), "{} is taken for {detected:?}", fixture.name);
    }
}

#[test]
fn a_truncated_document_is_no_document() {
    let whole = feed_fixtures::ALL[0].input.trim_end();
    for length in (0..whole.len()).filter(|length| whole.is_char_boundary(*length)) {
        assert!(serde_json::from_str::<Json>(&whole[..length]).is_err(), "cut after {length} bytes");
    }
}
