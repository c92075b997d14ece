#![allow(clippy::unwrap_used, clippy::indexing_slicing, reason = "a failed test is the point of a test")]
use super::*;
use crate::core::clock::Timestamp;
use crate::core::json::Json;
use crate::core::media::MediaKind;
use crate::core::sample::{about, by, entry, key};
use proptest::prelude::*;

fn names(names: &[&str]) -> Set<IString> {
    names.iter().map(|name| IString::from((*name).to_owned())).collect()
}

fn kept(filter: &Filter, entries: &[Entry]) -> Vec<String> {
    let house = by("", 0, &["The house"]).authors;
    let sieve = Sieve::new(filter, Standpoint::default(), &house);
    let rows = entries.iter().cloned().map(Row::from);
    rows.filter(|row| sieve.fits(row)).map(|row| row.entry.id.0.to_string()).collect()
}

/// A filter with everything in it.
fn full() -> Filter {
    Filter {
        pieces: Rc::default(),
        text: "a".to_owned().into(),
        key_only: true,
        topics: names(&["Aid"]),
        authors: names(&["Ada"]),
        media: MediaKinds::default().toggled(MediaKind::Video),
        span: Some(Span::Today),
    }
}

#[test]
fn constraints_combine_and_topics_widen_one_another() {
    let mut key_aid = key("key-aid", 3);
    key_aid.topics = about("", 0, &["Aid"]).topics;
    let entries = [about("aid", 1, &["Aid"]), about("talks", 2, &["Talks"]), key_aid, entry("plain", 4)];
    let both = Filter { topics: names(&["Aid", "Talks"]), ..Filter::default() };
    assert_eq!(kept(&both, &entries), ["aid", "talks", "key-aid"]);
    let key_only = Filter { key_only: true, ..both.clone() };
    assert_eq!(kept(&key_only, &entries), ["key-aid"]);
    let text = Filter { text: "TALK".to_owned().into(), ..both };
    assert_eq!(kept(&text, &entries), ["talks"]);
}

#[test]
fn what_nobody_signs_is_by_the_authors_of_the_blog() {
    let entries = [by("ada", 1, &["Ada", "Ben"]), by("ben", 2, &["Ben"]), entry("unsigned", 3)];
    let of = |chosen: &[&str]| kept(&Filter { authors: names(chosen), ..Filter::default() }, &entries);
    assert_eq!(of(&["Ada"]), ["ada"]);
    assert_eq!(of(&["Ada", "Ben"]), ["ada", "ben"]);
    assert_eq!(of(&["The house"]), ["unsigned"]);
}

#[test]
fn a_stretch_of_time_ends_before_its_end() {
    let entries = [entry("one", 1), entry("two", 2), entry("three", 3)];
    let span = Some(Span::Between(Timestamp(60_000), Timestamp(180_000)));
    assert_eq!(kept(&Filter { span, ..Filter::default() }, &entries), ["one", "two"]);
}

#[test]
fn white_space_is_no_filter_and_dropping_a_constraint_drops_just_that() {
    let blank = Filter { text: "  ".to_owned().into(), ..Filter::default() };
    assert!(blank.is_empty());
    for constraint in Constraint::ALL {
        let wider = full().without(constraint);
        for other in Constraint::ALL {
            assert_eq!(wider.has(other), other != constraint);
        }
    }
}

#[test]
fn what_makes_no_sense_in_a_filter_of_the_page_is_left_out() {
    let hostile = Json::object([
        ("text", Json::from("x".repeat(10_000).as_str())),
        ("keyOnly", Json::List(vec![])),
        ("topics", Json::List((0..1_000).map(|n| Json::from(n.to_string().as_str())).collect())),
        ("media", Json::List(vec![Json::from("smell"), Json::Null, Json::from("audio")])),
        ("span", Json::object([("from", Json::from("2026-11-23T10:00Z")), ("until", Json::from("now"))])),
    ]);
    let read = Filter::from_json(&hostile);
    assert_eq!((read.text.chars().count(), read.topics.len()), (200, 64));
    assert_eq!(read.media.iter().collect::<Vec<_>>(), [MediaKind::Audio]);
    assert_eq!((read.key_only, read.span), (false, None));
    assert!(Filter::from_json(&Json::Null).is_empty());
}

proptest! {
    #[test]
    fn a_filter_that_is_written_reads_as_it_was(
        text in "(\\S{1,10}( \\S{1,9})?)?", key_only in any::<bool>(), topics in prop::collection::vec("\\S{1,5}", 0..4),
        media in prop::collection::vec(0usize..4, 0..4), span in 0usize..5, from in 0i64..4_000_000_000,
    ) {
        let span = [None, Some(Span::LastHour), Some(Span::SinceLeft), Some(Span::Today),
            written::between(Timestamp(from * 1000), Timestamp(from * 1000 + 900_000))][span];
        let filter = Filter {
            text: text.into(), pieces: Rc::default(), key_only, span,
            authors: topics.iter().skip(1).map(|name| name.clone().into()).collect(),
            topics: topics.into_iter().map(IString::from).collect(),
            media: media.into_iter().map(|kind| MediaKind::ALL[kind]).collect(),
        };
        prop_assert_eq!(Filter::from_json(&Json::object(filter.members())), filter);
    }
}
