#![allow(clippy::unwrap_used, clippy::indexing_slicing, reason = "a failed test is the point of a test")]
use super::*;
use crate::core::model::Entry;
use crate::core::sample::{about, entry, key};
use proptest::prelude::*;

fn rows(entries: &[Entry]) -> Vec<Row> {
    entries.iter().cloned().map(Row::from).collect()
}

fn topics(names: &[&str]) -> Set<IString> {
    names.iter().map(|n| IString::from((*n).to_owned())).collect()
}

fn counted(rows: &[Row], filter: &Filter) -> Facets {
    let query = filter.query();
    Facets::count(rows.iter().filter(|row| finds(&query, row)), filter)
}

fn kept(filter: &Filter, rows: &[Row]) -> Vec<String> {
    let query = filter.query();
    rows.iter().filter(|row| filter.fits(row, &query)).map(|row| row.entry.id.0.to_string()).collect()
}

#[test]
fn constraints_combine_and_topics_widen_one_another() {
    let mut key_aid = key("key-aid", 3);
    key_aid.topics = about("", 0, &["Aid"]).topics;
    let rows = rows(&[about("aid", 1, &["Aid"]), about("talks", 2, &["Talks"]), key_aid, entry("plain", 4)]);
    let both = Filter { topics: topics(&["Aid", "Talks"]), ..Filter::default() };
    assert_eq!(kept(&both, &rows), ["aid", "talks", "key-aid"]);
    let key_only = Filter { key_only: true, ..both.clone() };
    assert_eq!(kept(&key_only, &rows), ["key-aid"]);
    let text = Filter { text: "TALK".to_owned().into(), ..both };
    assert_eq!(kept(&text, &rows), ["talks"]);
}

#[test]
fn white_space_is_no_filter_and_dropping_a_constraint_drops_just_that() {
    let blank = Filter { text: "  ".to_owned().into(), ..Filter::default() };
    assert!(blank.is_empty());
    let full = Filter { text: "a".to_owned().into(), key_only: true, topics: topics(&["Aid"]) };
    for constraint in Constraint::ALL {
        let wider = full.without(constraint);
        for other in Constraint::ALL {
            assert_eq!(wider.has(other), other != constraint);
        }
    }
}

#[test]
fn topics_are_listed_by_use_then_name_and_a_chosen_one_stays_at_zero() {
    let rows = rows(&[about("1", 1, &["B", "A"]), about("2", 2, &["B", "B"]), about("3", 3, &["C"])]);
    let filter = Filter { topics: topics(&["Gone"]), ..Filter::default() };
    let facets = counted(&rows, &filter);
    let listed: Vec<_> = facets.topics.iter().map(|t| (t.name.as_str(), t.count, t.chosen)).collect();
    assert_eq!(listed, [("B", 2, false), ("A", 1, false), ("C", 1, false), ("Gone", 0, true)]);
}

proptest! {
    /// Each facet's number is what the reader would see after pressing it alone under the other constraints.
    #[test]
    fn facet_counts_agree_with_filtering(
        entries in prop::collection::vec((prop::bool::ANY, prop::collection::vec(0usize..4, 0..3), "[ab]{1,3}"), 0..20),
        text in "[ab]{0,2}", key_only in prop::bool::ANY, chosen in prop::collection::btree_set(0usize..4, 0..3),
    ) {
        const NAMES: [&str; 4] = ["P", "Q", "R", "S"];
        let rows: Vec<Row> = entries.iter().enumerate().map(|(n, (is_key, of, words))| {
            let of: Vec<&str> = of.iter().map(|t| NAMES[*t]).collect();
            let mut entry = about(&n.to_string(), n as i64, &of);
            entry.marks.key = *is_key;
            entry.headline = Some(words.clone().into());
            Row::from(entry)
        }).collect();
        let chosen: Vec<&str> = chosen.iter().map(|t| NAMES[*t]).collect();
        let filter = Filter { text: text.into(), key_only, topics: topics(&chosen) };
        let facets = counted(&rows, &filter);
        let with_key = Filter { key_only: true, ..filter.clone() };
        prop_assert_eq!(facets.key, kept(&with_key, &rows).len());
        for facet in &facets.topics {
            let alone = Filter { topics: topics(&[facet.name.as_str()]), ..filter.clone() };
            prop_assert_eq!(facet.count, kept(&alone, &rows).len());
        }
    }
}
