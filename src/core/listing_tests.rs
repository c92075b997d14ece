#![allow(clippy::unwrap_used, clippy::indexing_slicing, reason = "a failed test is the point of a test")]
use super::*;
use crate::core::filter::Filter;
use crate::core::model::Marks;
use crate::core::sample::{about, entry, key, timeline};
use crate::core::sorting::Order;
use crate::core::span::Standpoint;
use proptest::prelude::*;

fn listed(timeline: &Timeline, held: &Set<EntryId>, filter: &Filter, limit: usize) -> Listing {
    let sieve = Sieve::new(filter, Standpoint::default(), &[]);
    Listing::of(timeline, held, &sieve, Order::Newest, limit)
}

fn names(entries: &[Rc<Entry>]) -> Vec<&str> {
    entries.iter().map(|entry| &*entry.id.0).collect()
}

fn key_only() -> Filter {
    Filter { key_only: true, ..Filter::default() }
}

#[test]
fn the_page_is_cut_but_everything_is_counted() {
    let timeline = timeline(&[entry("c", 3), entry("b", 2), entry("a", 1)]);
    let listing = listed(&timeline, &Set::default(), &Filter::default(), 2);
    assert_eq!(names(&listing.entries), ["c", "b"]);
    assert_eq!((listing.matching, listing.total), (3, 3));
    assert_eq!(listing.more(20), 1);
}

#[test]
fn pinned_entries_stand_above_and_say_when_the_filter_would_hide_them() {
    let mut pinned = entry("pin", 1);
    pinned.marks.pinned = true;
    let timeline = timeline(&[key("k", 3), entry("b", 2), pinned]);
    let listing = listed(&timeline, &Set::default(), &key_only(), 20);
    assert_eq!(names(&listing.entries), ["k"]);
    assert_eq!(listing.top.len(), 1);
    assert!(listing.top[0].outside);
}

#[test]
fn breaking_news_breaks_through_the_filter_and_stays_in_place_without_one() {
    let breaking = Entry { marks: Marks { breaking: true, ..Marks::default() }, ..entry("now", 9) };
    let timeline = timeline(&[breaking, key("k", 3)]);
    assert!(listed(&timeline, &Set::default(), &Filter::default(), 20).top.is_empty());
    let filtered = listed(&timeline, &Set::default(), &key_only(), 20);
    assert_eq!(&*filtered.top[0].entry.id.0, "now");
    assert_eq!((filtered.matching, filtered.total), (1, 2));
    assert!(filtered.top[0].outside);
}

#[test]
fn held_entries_are_counted_with_and_without_the_filter() {
    let timeline = timeline(&[entry("c", 3), key("b", 2), entry("a", 1)]);
    let held: Set<EntryId> = ["c", "b"].map(EntryId::from).into_iter().collect();
    let listing = listed(&timeline, &held, &key_only(), 20);
    assert_eq!(listing.pending, Pending { count: 2, matching: 1 });
    assert_eq!(listing.total, 1);
}

#[test]
fn an_empty_result_says_what_dropping_each_constraint_would_give() {
    let timeline = timeline(&[about("x", 3, &["Aid"]), key("y", 2)]);
    let mut filter = key_only();
    filter.topics.insert("Aid".to_owned().into());
    let listing = listed(&timeline, &Set::default(), &filter, 20);
    assert_eq!(listing.matching, 0);
    assert_eq!(listing.relaxed, [(Constraint::KeyOnly, 1), (Constraint::Topics, 1)]);
}

#[test]
fn the_counts_of_the_filter_bar_are_those_under_the_search_text() {
    let timeline = timeline(&[key("boat", 3), about("a boat", 2, &["Aid"]), about("a train", 1, &["Aid"])]);
    let filter = Filter { text: "boat".to_owned().into(), ..Filter::default() };
    let facets = listed(&timeline, &Set::default(), &filter, 20).facets;
    assert_eq!((facets.key, facets.topics[0].count), (1, 1));
}

#[test]
fn the_best_matches_come_first_and_the_newest_of_equals() {
    let named = |id: &str, minute: i64, headline: &str| {
        let mut entry = entry(id, minute);
        entry.headline = Some(headline.to_owned().into());
        entry
    };
    let body = |id: &str, minute: i64| Entry { topics: ["Port".into()].into(), ..named(id, minute, "News") };
    let rows =
        [body("e", 5), named("d", 4, "Ports"), named("c", 3, "Port"), body("b", 2), named("a", 1, "Port")];
    let filter = Filter { text: "port".to_owned().into(), ..Filter::default() };
    let sieve = Sieve::new(&filter, Standpoint::default(), &[]);
    for (limit, best) in [(9, vec!["c", "a", "d", "e", "b"]), (1, vec!["c"]), (4, vec!["c", "a", "d", "e"])] {
        let listing = Listing::of(&timeline(&rows), &Set::default(), &sieve, Order::Relevance, limit);
        assert_eq!((names(&listing.entries), listing.matching), (best, 5));
    }
}

#[test]
fn a_slip_is_forgiven_only_where_no_entry_has_the_word() {
    let rows = timeline(&[key("harbour", 3), about("harbours", 2, &["Aid"])]);
    let forgiving = |text: &str, key_only: bool| {
        let filter = Filter { text: text.to_owned().into(), key_only, ..Filter::default() };
        let sieve = Sieve::new(&filter, Standpoint::default(), &[]);
        let listing = Listing::of(&rows, &Set::default(), &sieve, Order::Newest, 20);
        (listing.matching, listing.loosened)
    };
    assert_eq!(forgiving("harbur", false), (2, true));
    assert_eq!(forgiving("harbour", false), (2, false));
    assert_eq!(forgiving("harbours", true), (0, false), "the filter hides what has the word");
    assert_eq!(forgiving("quay", false), (0, false));
}

proptest! {
    /// The page of the best is the beginning of all in the order of their scores, and of equals the newest come first.
    #[test]
    fn the_best_are_the_first_of_all_sorted_by_score(
        headlines in prop::collection::vec("(ab?c? ?){1,5}", 0..40),
        limit in 0usize..50,
    ) {
        let made = |(place, headline): (usize, &String)| {
            let mut entry = entry(&place.to_string(), 1_000 - i64::try_from(place).unwrap());
            entry.headline = Some(headline.clone().into());
            entry
        };
        let timeline = timeline(&headlines.iter().enumerate().map(made).collect::<Vec<_>>());
        let filter = Filter { text: "ab".to_owned().into(), ..Filter::default() };
        let sieve = Sieve::new(&filter, Standpoint::default(), &[]);
        let mut all: Vec<_> = timeline.rows().iter().filter(|row| sieve.fits(row)).collect();
        all.sort_by_key(|row| std::cmp::Reverse(sieve.relevance(row)));
        let listing = Listing::of(&timeline, &Set::default(), &sieve, Order::Relevance, limit);
        let first: Vec<_> = all.iter().take(limit).map(|row| &*row.entry.id.0).collect();
        prop_assert_eq!((names(&listing.entries), listing.matching), (first, all.len()));
    }

    /// Rows remember what was looked for in them. Whatever that was, and however little each turn looked at, what is listed in
    /// the end is what rows list of which nothing is known.
    #[test]
    fn what_rows_remember_changes_nothing(
        headlines in prop::collection::vec("[ab]{1,7}( [ab]{1,7})?", 1..12),
        typed in prop::collection::vec("(-?[ab]{0,6} ?){1,2}", 1..6),
        keys in prop::collection::vec(any::<bool>(), 6),
        effort in 0usize..40_000,
    ) {
        let made = |(place, headline): (usize, &String)| {
            let mut entry = if place % 3 == 0 { key("x", 1) } else { entry("x", 1) };
            entry.id = EntryId::from(place.to_string().as_str());
            entry.headline = Some(headline.clone().into());
            entry
        };
        let entries: Vec<Entry> = headlines.iter().enumerate().map(made).collect();
        let remembering = timeline(&entries);
        let mut earlier = String::new();
        for (text, key_only) in typed.iter().zip(keys) {
            let filter = Filter { text: text.clone().into(), key_only, ..Filter::default() };
            let mut listing = Listing::default();
            for turn in 0..100 {
                let sieve = Sieve::new(&filter, Standpoint::default(), &[]).within(effort + 1).after(&earlier);
                listing = Listing::of(&remembering, &Set::default(), &sieve, Order::Newest, 5);
                if listing.looking == 0 || (turn == 0 && effort % 2 == 0) {
                    break;
                }
            }
            let sieve = Sieve::new(&filter, Standpoint::default(), &[]);
            let fresh = Listing::of(&timeline(&entries), &Set::default(), &sieve, Order::Newest, 5);
            if listing.looking == 0 {
                listing.facets.media = fresh.facets.media;
                prop_assert_eq!(&listing, &fresh, "{} after {}", text, earlier);
            }
            earlier.clone_from(text);
        }
    }
}
