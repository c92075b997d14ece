#![allow(clippy::unwrap_used, clippy::indexing_slicing, reason = "a failed test is the point of a test")]
use super::*;
use crate::core::clock::Timestamp;
use crate::core::filter::Filter;
use crate::core::media::MediaKinds;
use crate::core::model::{Body, Entry};
use crate::core::sample::{about, by};
use crate::core::span::Standpoint;
use crate::core::url::SafeUrl;
use proptest::prelude::*;

/// Half past ten on the second day, ten hours after the last visit.
const FROM: Standpoint =
    Standpoint { now: Timestamp(124_200_000), utc_offset: 60, left: Some(Timestamp(88_200_000)) };

fn rows(entries: &[Entry]) -> Vec<Row> {
    entries.iter().cloned().map(Row::from).collect()
}

fn counted(rows: &[Row], filter: &Filter) -> Facets {
    let sieve = Sieve::new(filter, FROM, &[]);
    let moments = || rows.iter().map(|row| row.published);
    let mut counting = Counting::new(&sieve, moments().min().zip(moments().max()));
    for row in rows.iter().filter(|row| sieve.finds(row)) {
        counting.add(row, sieve.misses(row), &sieve);
    }
    counting.facets()
}

fn kept(filter: &Filter, rows: &[Row]) -> usize {
    let sieve = Sieve::new(filter, FROM, &[]);
    rows.iter().filter(|row| sieve.fits(row)).count()
}

fn names(names: &[&str]) -> Set<IString> {
    names.iter().map(|name| IString::from((*name).to_owned())).collect()
}

#[test]
fn topics_are_listed_by_use_then_name_and_a_chosen_one_stays_at_zero() {
    let rows = rows(&[about("1", 1, &["B", "A"]), about("2", 2, &["B", "B"]), about("3", 3, &["C"])]);
    let filter = Filter { topics: names(&["Gone"]), ..Filter::default() };
    let facets = counted(&rows, &filter);
    let listed: Vec<_> = facets.topics.iter().map(|t| (t.name.as_str(), t.count, t.chosen)).collect();
    assert_eq!(listed, [("B", 2, false), ("A", 1, false), ("C", 1, false), ("Gone", 0, true)]);
}

#[test]
fn hundreds_of_names_are_each_counted_once() {
    let name = |n: usize| format!("Topic {}", n % 700);
    let entry = |n: usize| about("x", 1, &[&name(n), &name(n * 7 + 1), &name(n)]);
    let rows = rows(&(0..2_000).map(entry).collect::<Vec<_>>());
    let facets = counted(&rows, &Filter::default());
    for facet in &facets.topics {
        let has = |row: &&Row| row.entry.topics.contains(&facet.name);
        assert_eq!(facet.count, rows.iter().filter(has).count(), "{}", facet.name);
    }
    assert_eq!(facets.topics.len(), 700);
}

#[test]
fn the_chart_keeps_its_room_when_others_narrow_what_is_in_it() {
    let rows = rows(&[about("1", 1, &["A"]), about("2", 100, &["B"]), about("3", 1_000, &["A"])]);
    let all = counted(&rows, &Filter::default()).activity;
    let narrow = counted(&rows, &Filter { topics: names(&["B"]), ..Filter::default() }).activity;
    assert_eq!((all.from, all.step, all.bars.len()), (narrow.from, narrow.step, narrow.bars.len()));
    assert_eq!((all.bars.iter().sum::<u32>(), narrow.bars.iter().sum::<u32>()), (3, 1));
}

const NAMES: [&str; 4] = ["P", "Q", "R", "S"];
const HTML: [&str; 3] = ["<p>ab</p>", "<img src='a.jpg'>", "<audio src='a.mp3'></audio><img src='b.jpg'>"];

fn an_entry() -> impl Strategy<Value = Entry> {
    let facets =
        (any::<bool>(), prop::collection::vec(0usize..4, 0..3), prop::collection::vec(0usize..4, 0..3));
    (facets, 0usize..3, "[ab]{1,3}", 0i64..2_200).prop_map(|((key, topics, authors), html, words, minute)| {
        let of = |picked: &[usize]| picked.iter().map(|place| NAMES[*place]).collect::<Vec<_>>();
        let mut entry = about("x", minute, &of(&topics));
        entry.authors = by("", 0, &of(&authors)).authors;
        entry.marks.key = key;
        entry.headline = Some(words.into());
        let base = SafeUrl::parse("https://paper.test/feed.json").unwrap();
        entry.body = Body::Html { source: HTML[html].into(), base };
        entry
    })
}

fn a_filter() -> impl Strategy<Value = Filter> {
    let some = || prop::collection::btree_set(0usize..4, 0..3);
    (("[ab]{0,2}", any::<bool>()), some(), some(), some(), 0usize..5).prop_map(
        |((text, key_only), topics, authors, media, span)| {
            let of = |picked: &std::collections::BTreeSet<usize>| {
                picked.iter().map(|place| IString::from(NAMES[*place].to_owned())).collect()
            };
            let between = Span::Between(Timestamp(60_000_000), Timestamp(90_000_000));
            Filter {
                pieces: std::rc::Rc::default(),
                text: text.into(),
                key_only,
                topics: of(&topics),
                authors: of(&authors),
                media: media.into_iter().map(|place| MediaKind::ALL[place]).collect(),
                span: [None, Some(Span::LastHour), Some(Span::SinceLeft), Some(Span::Today), Some(between)]
                    [span],
            }
        },
    )
}

proptest! {
    /// Each number is what the reader would see after choosing that alone within its facet, the others as they are.
    #[test]
    fn every_count_is_what_choosing_it_alone_would_give(
        entries in prop::collection::vec(an_entry(), 0..20), filter in a_filter(),
    ) {
        let rows = rows(&entries);
        let facets = counted(&rows, &filter);
        let with = |change: &dyn Fn(&mut Filter)| {
            let mut other = filter.clone();
            change(&mut other);
            kept(&other, &rows)
        };
        prop_assert_eq!(facets.key, with(&|filter| filter.key_only = true));
        for facet in &facets.topics {
            prop_assert_eq!(facet.count, with(&|filter| filter.topics = names(&[&facet.name])));
            prop_assert_eq!(facet.chosen, filter.topics.contains(&facet.name));
        }
        for facet in &facets.authors {
            prop_assert_eq!(facet.count, with(&|filter| filter.authors = names(&[&facet.name])));
        }
        for (count, kind) in facets.media.iter().zip(MediaKind::ALL) {
            prop_assert_eq!(*count, with(&|filter| filter.media = MediaKinds::default().toggled(kind)));
        }
        prop_assert_eq!(facets.last_hour, with(&|filter| filter.span = Some(Span::LastHour)));
        prop_assert_eq!(facets.since_left, Some(with(&|filter| filter.span = Some(Span::SinceLeft))));
        prop_assert_eq!(facets.today, with(&|filter| filter.span = Some(Span::Today)));
        let activity = &facets.activity;
        for (place, count) in activity.bars.iter().enumerate() {
            // What is dated ahead has no bar.
            let bar = Span::Between(activity.start_of(place), activity.start_of(place + 1));
            prop_assert_eq!(*count as usize, with(&|filter| filter.span = Some(bar)));
        }
    }
}
