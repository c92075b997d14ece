#![allow(clippy::unwrap_used, clippy::indexing_slicing, reason = "a failed test is the point of a test")]
use super::*;
use crate::core::model::Marks;
use crate::core::sample::{about, entry, key, timeline};

fn names(entries: &[Rc<Entry>]) -> Vec<&str> {
    entries.iter().map(|entry| &*entry.id.0).collect()
}

fn key_only() -> Filter {
    Filter { key_only: true, ..Filter::default() }
}

#[test]
fn the_page_is_cut_but_everything_is_counted() {
    let timeline = timeline(&[entry("c", 3), entry("b", 2), entry("a", 1)]);
    let listing = Listing::of(&timeline, &Set::default(), &Filter::default(), 2);
    assert_eq!(names(&listing.entries), ["c", "b"]);
    assert_eq!((listing.matching, listing.total), (3, 3));
    assert_eq!(listing.more(20), 1);
}

#[test]
fn pinned_entries_stand_above_and_say_when_the_filter_would_hide_them() {
    let mut pinned = entry("pin", 1);
    pinned.marks.pinned = true;
    let timeline = timeline(&[key("k", 3), entry("b", 2), pinned]);
    let listing = Listing::of(&timeline, &Set::default(), &key_only(), 20);
    assert_eq!(names(&listing.entries), ["k"]);
    assert_eq!(listing.top.len(), 1);
    assert!(listing.top[0].outside);
}

#[test]
fn breaking_news_breaks_through_the_filter_and_stays_in_place_without_one() {
    let breaking = Entry { marks: Marks { breaking: true, ..Marks::default() }, ..entry("now", 9) };
    let timeline = timeline(&[breaking, key("k", 3)]);
    assert!(Listing::of(&timeline, &Set::default(), &Filter::default(), 20).top.is_empty());
    let filtered = Listing::of(&timeline, &Set::default(), &key_only(), 20);
    assert_eq!(&*filtered.top[0].entry.id.0, "now");
    assert_eq!((filtered.matching, filtered.total), (1, 2));
    assert!(filtered.top[0].outside);
}

#[test]
fn held_entries_are_counted_with_and_without_the_filter() {
    let timeline = timeline(&[entry("c", 3), key("b", 2), entry("a", 1)]);
    let held: Set<EntryId> = ["c", "b"].map(EntryId::from).into_iter().collect();
    let listing = Listing::of(&timeline, &held, &key_only(), 20);
    assert_eq!(listing.pending, Pending { count: 2, matching: 1 });
    assert_eq!(listing.total, 1);
}

#[test]
fn an_empty_result_says_what_dropping_each_constraint_would_give() {
    let timeline = timeline(&[about("x", 3, &["Aid"]), key("y", 2)]);
    let mut filter = key_only();
    filter.topics.insert("Aid".to_owned().into());
    let listing = Listing::of(&timeline, &Set::default(), &filter, 20);
    assert_eq!(listing.matching, 0);
    assert_eq!(listing.relaxed, [(Constraint::KeyOnly, 1), (Constraint::Topics, 1)]);
}

#[test]
fn the_counts_of_the_filter_bar_are_those_under_the_search_text() {
    let timeline = timeline(&[key("boat", 3), about("a boat", 2, &["Aid"]), about("a train", 1, &["Aid"])]);
    let filter = Filter { text: "boat".to_owned().into(), ..Filter::default() };
    let facets = Listing::of(&timeline, &Set::default(), &filter, 20).facets;
    assert_eq!((facets.key, facets.topics[0].count), (1, 1));
}
