//! What `--convert` writes gives the same timeline when it is read again: every fixture, and entries made up at random.
#![allow(clippy::unwrap_used, clippy::panic, reason = "a test stops at the first surprise")]

#[path = "../src/convert.rs"]
mod convert;
#[allow(dead_code, reason = "what is expected of a fixture is another test's concern")]
#[path = "../../tests/common/feed_fixtures.rs"]
mod feed_fixtures;
#[path = "converting/made_up.rs"]
mod made_up;

use std::fmt::Write;

use live_blog::core::clock::Timestamp;
use live_blog::core::feed::{self, Format, Parsed};
use live_blog::core::markup;
use live_blog::core::model::{Body, Entry};
use live_blog::core::timeline::Timeline;
use live_blog::core::url::SafeUrl;
use proptest::prelude::*;

/// Where the fixtures come from.
const BASE: &str = "https://news.example/live/feed.json";
/// Where the converted document is read from instead.
const ELSEWHERE: &str = "http://127.0.0.1:8080/converted/feed.json";
/// Noon on 12 March 2026 in UTC.
const NOW: Timestamp = Timestamp(1_773_316_800_000);

fn read(text: &str, base: &str, format: Option<Format>) -> Result<Parsed, String> {
    let document = serde_json::from_str(text).map_err(|error| error.to_string())?;
    let format = feed::detect(&document).or(format);
    feed::read(&document, &SafeUrl::parse(base).unwrap(), format, NOW).map_err(|error| error.to_string())
}

/// All that a reader could see of a document, a line for each thing.
fn seen(parsed: &Parsed) -> String {
    let Parsed { about, mode, more, next, deleted, .. } = parsed;
    let mut text = format!("{about:?}\n{mode:?}, more {more}, next {next:?}\ndeleted {deleted:?}\n");
    for row in Timeline::default().merged(parsed).0.rows() {
        let entry = Entry { body: Body::Empty, ..(*row.entry).clone() };
        writeln!(text, "{entry:?}").unwrap();
        for node in markup::tree_of(&row.entry.body).nodes {
            writeln!(text, "    {node:?}").unwrap();
        }
    }
    // How a text is held does not matter.
    text.replace("Static(", "Rc(")
}

/// What differs between a document and its conversion, read at the same address and at another.
fn difference(parsed: &Parsed) -> Option<String> {
    let text = convert::json_feed(parsed);
    let first = seen(parsed);
    for base in [BASE, ELSEWHERE] {
        let again = match read(&text, base, None) {
            Ok(again) => again,
            Err(error) => return Some(format!("refused: {error}\n{text}")),
        };
        if again.format != Format::JsonFeed || again.skipped > 0 {
            return Some(format!("{} with {:?} from\n{text}", again.format.name(), again.skips));
        }
        let second = seen(&again);
        if first != second {
            let pairs = first.lines().zip(second.lines());
            let (was, is) = pairs.into_iter().find(|(was, is)| was != is).unwrap_or(("", ""));
            let counts = (first.lines().count(), second.lines().count());
            return Some(format!("at {base}, {counts:?} lines\n  was {was}\n  is  {is}"));
        }
    }
    None
}

#[test]
fn every_fixture_is_the_same_timeline_after_its_conversion() {
    let mut faults = Vec::new();
    let mut converted = 0;
    for fixture in feed_fixtures::ALL {
        let format = Format::from_name(fixture.name.split('/').next().unwrap());
        let Ok(parsed) = read(fixture.input, BASE, format) else { continue };
        converted += 1;
        if let Some(difference) = difference(&parsed) {
            faults.push(format!("{}: {difference}", fixture.name));
        }
    }
    assert!(converted > 150, "{converted} fixtures were read");
    assert!(faults.is_empty(), "{} of {converted}\n{}", faults.len(), faults.join("\n"));
}

#[test]
fn a_conversion_converts_to_itself() {
    for fixture in feed_fixtures::ALL {
        let format = Format::from_name(fixture.name.split('/').next().unwrap());
        let Ok(parsed) = read(fixture.input, BASE, format) else { continue };
        let first = convert::json_feed(&parsed);
        let second = convert::json_feed(&read(&first, BASE, None).unwrap());
        let without_source = |text: &str| {
            let mut value: serde_json::Value = serde_json::from_str(text).unwrap();
            value["_liveblog"]["source"].take();
            value
        };
        assert_eq!(without_source(&first), without_source(&second), "{}", fixture.name);
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 400, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn any_entries_are_the_same_timeline_after_their_conversion(parsed in made_up::parsed()) {
        let difference = difference(&parsed);
        prop_assert!(difference.is_none(), "{}", difference.unwrap_or_default());
    }
}
