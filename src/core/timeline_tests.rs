#![allow(clippy::unwrap_used, clippy::indexing_slicing, reason = "a failed test is the point of a test")]
use super::*;
use crate::core::model::{Body, Entry, Marks};
use crate::core::sample::{delta, edited, entry, ids, snapshot, timeline};

fn names(ids: &[EntryId]) -> Vec<&str> {
    ids.iter().map(|id| &*id.0).collect()
}

#[test]
fn entries_are_newest_first_whatever_the_order_of_the_feed() {
    assert_eq!(ids(&timeline(&[entry("a", 1), entry("c", 3), entry("b", 2)])), ["c", "b", "a"]);
}

#[test]
fn entries_of_one_minute_keep_the_newsrooms_order_in_both_directions() {
    assert_eq!(ids(&timeline(&[entry("x", 9), entry("b", 5), entry("a", 5)])), ["x", "b", "a"]);
    assert_eq!(ids(&timeline(&[entry("a", 5), entry("b", 5), entry("x", 9)])), ["x", "b", "a"]);
}

#[test]
fn the_same_answer_changes_nothing_and_keeps_the_rows() {
    let batch = snapshot(&[entry("b", 2), entry("a", 1)]);
    let first = timeline(&batch.entries);
    let (second, changes) = first.merged(&batch);
    assert!(changes.is_empty());
    assert!(first.rows().iter().zip(second.rows()).all(|(a, b)| Rc::ptr_eq(a, b)));
}

#[test]
fn an_edit_stays_in_place_even_when_the_feed_moves_its_date() {
    let old = entry("a", 1);
    let moved = Entry { published: Timestamp(99 * 60_000), ..edited(&old, "new words", 9) };
    let (after, changes) = timeline(&[entry("b", 2), old]).merged(&snapshot(&[entry("b", 2), moved]));
    assert_eq!(ids(&after), ["b", "a"]);
    assert_eq!(names(&changes.edited), ["a"]);
    assert!(changes.added.is_empty());
    assert_eq!(after.rows()[1].entry.headline.as_deref(), Some("new words"));
}

#[test]
fn an_edit_that_only_moves_the_date_counts_as_that_version() {
    let old = entry("a", 1);
    let moved =
        Entry { published: Timestamp(9 * 60_000), headline: Some("three".to_owned().into()), ..old.clone() };
    let (known, _) = timeline(std::slice::from_ref(&old)).merged(&snapshot(std::slice::from_ref(&moved)));
    assert!(
        known.merged(&snapshot(std::slice::from_ref(&moved))).1.is_empty(),
        "the same answer again changes nothing"
    );
    let (after, changes) = known.merged(&snapshot(&[edited(&old, "two", 5)]));
    assert!(changes.is_empty());
    assert_eq!(after.rows()[0].entry.headline.as_deref(), Some("three"));
}

#[test]
fn an_older_version_is_ignored() {
    let old = entry("a", 1);
    let new = edited(&old, "newer", 9);
    let (after, changes) =
        timeline(std::slice::from_ref(&new)).merged(&snapshot(&[edited(&old, "older", 5)]));
    assert!(changes.is_empty());
    assert_eq!(after.rows()[0].entry.headline.as_deref(), Some("newer"));
}

#[test]
fn absence_deletes_inside_the_window_of_a_snapshot_and_never_beyond_it() {
    let known = timeline(&[entry("d", 4), entry("c", 3), entry("b", 2), entry("a", 1)]);
    let (after, changes) = known.merged(&snapshot(&[entry("d", 4), entry("b", 2)]));
    assert_eq!(ids(&after), ["d", "b", "a"]);
    assert_eq!(names(&changes.removed), ["c"]);
}

#[test]
fn an_old_pinned_entry_does_not_stretch_the_window() {
    let mut pin = entry("pin", 1);
    pin.marks.pinned = true;
    let known = timeline(&[entry("b", 11), entry("a", 10), pin.clone()]);
    let (after, changes) = known.merged(&snapshot(&[entry("c", 12), entry("b", 11), pin]));
    assert_eq!(ids(&after), ["c", "b", "a", "pin"]);
    assert!(changes.removed.is_empty());
}

#[test]
fn on_a_page_of_more_an_odd_date_does_not_stretch_the_window() {
    let known = timeline(&[entry("c", 12), entry("b", 11), entry("a", 10)]);
    let mut page = snapshot(&[entry("c", 12), entry("odd", -900), entry("b", 11)]);
    page.more = true;
    assert!(known.merged(&page).1.removed.is_empty());
}

#[test]
fn an_odd_date_in_a_list_that_moves_on_takes_nothing_away() {
    let known = timeline(&[entry("d", 12), entry("c", 11), entry("b", 10), entry("a", 9)]);
    let (after, changes) = known.merged(&snapshot(&[entry("e", 13), entry("odd", -900), entry("d", 12)]));
    assert!(changes.removed.is_empty());
    assert_eq!(ids(&after), ["e", "d", "c", "b", "a", "odd"]);
}

#[test]
fn the_timeline_keeps_the_newest_hundred_thousand() {
    let batch = |from: usize, to: usize| -> Vec<Entry> {
        (from..to).map(|n| entry(&n.to_string(), n as i64)).collect()
    };
    let known = timeline(&batch(0, ROWS_MAX - 4_000));
    let (after, changes) = known.merged(&delta(&batch(ROWS_MAX - 4_000, ROWS_MAX + 2_000), &[]));
    assert_eq!(after.rows().len(), ROWS_MAX);
    assert_eq!((changes.added.len(), changes.removed.len()), (6_000, 2_000));
    assert_eq!(&*after.rows()[0].entry.id.0, "101999");
}

#[test]
fn absence_means_nothing_in_a_change_log_or_an_empty_answer() {
    let known = timeline(&[entry("b", 2), entry("a", 1)]);
    assert_eq!(ids(&known.merged(&delta(&[entry("c", 3)], &[])).0), ["c", "b", "a"]);
    assert_eq!(ids(&known.merged(&snapshot(&[])).0), ["b", "a"], "one empty answer is a fault");
}

#[test]
fn a_tombstone_takes_an_entry_and_a_stale_answer_cannot_bring_it_back() {
    let a = entry("a", 1);
    let known = timeline(&[entry("b", 2), a.clone()]);
    let (after, changes) = known.merged(&delta(&[], &[("a", Some(5))]));
    assert_eq!(ids(&after), ["b"]);
    assert_eq!(names(&changes.removed), ["a"]);
    let (stale, changes) = after.merged(&snapshot(&[entry("b", 2), a.clone()]));
    assert_eq!(ids(&stale), ["b"]);
    assert!(changes.is_empty());
    let (back, changes) = stale.merged(&snapshot(&[entry("b", 2), edited(&a, "again", 8)]));
    assert_eq!(ids(&back), ["b", "a"]);
    assert_eq!(names(&changes.added), ["a"], "published again, it is news");
}

#[test]
fn a_tombstone_of_an_entry_that_was_never_seen_keeps_it_away() {
    let (after, _) = Timeline::default().merged(&delta(&[], &[("a", None)]));
    assert!(after.merged(&snapshot(&[edited(&entry("a", 1), "late", 9)])).0.rows().is_empty());
}

#[test]
fn added_entries_are_told_newest_first() {
    let known = timeline(&[entry("a", 1)]);
    let (after, changes) = known.merged(&delta(&[entry("b", 2), entry("d", 4), entry("c", 3)], &[]));
    assert_eq!(names(&changes.added), ["d", "c", "b"]);
    let rows: Vec<&str> = after.rows_of(&changes.added).map(|row| &*row.entry.id.0).collect();
    assert_eq!(rows, ["d", "c", "b"]);
}

#[test]
fn the_folded_text_has_headline_body_authors_and_topics() {
    let mut subject = crate::core::sample::about("Tálks", 1, &["Áid"]);
    subject.body = Body::Text(Rc::from("The ENVOY spoke"));
    let row = Row::from(subject);
    for word in ["talks", "envoy spoke", "aid"] {
        assert!(row.folded().contains(word), "{word} in {}", row.folded());
    }
}

#[test]
fn a_feed_that_stays_empty_is_believed() {
    let known = timeline(&[entry("b", 2), entry("a", 1)]);
    let (after, _) = known.merged(&snapshot(&[])).0.merged(&snapshot(&[]));
    assert_eq!(ids(&after), ["b", "a"]);
    let (after, changes) = after.merged(&snapshot(&[]));
    assert_eq!((ids(&after).len(), names(&changes.removed)), (0, vec!["b", "a"]));
    let (back, _) = after.merged(&snapshot(&[entry("b", 2), entry("a", 1)]));
    assert_eq!(ids(&back), ["b", "a"], "and can fill again");
}

#[test]
fn a_snapshot_that_lacks_the_newest_must_say_so_twice() {
    let known = timeline(&[entry("c", 3), entry("b", 2), entry("a", 1)]);
    let stale = snapshot(&[entry("b", 2), entry("a", 1)]);
    let (after, changes) = known.merged(&stale);
    assert_eq!(ids(&after), ["c", "b", "a"], "an old page of a cache takes nothing away");
    assert!(changes.is_empty() && after.is_in_doubt());
    let (fresh, changes) = after.merged(&snapshot(&[entry("c", 3), entry("b", 2), entry("a", 1)]));
    assert!(changes.is_empty() && !fresh.is_in_doubt());
    let (gone, changes) = after.merged(&stale);
    assert_eq!((ids(&gone), names(&changes.removed)), (vec!["b".into(), "a".into()], vec!["c"]));
}

#[test]
fn a_page_of_older_entries_settles_no_doubt() {
    let stale = snapshot(&[entry("b", 2)]);
    let (doubting, _) = timeline(&[entry("c", 3), entry("b", 2)]).merged(&stale);
    let (doubting, _) = doubting.merged(&Parsed { mode: Mode::Page, ..snapshot(&[entry("a", 1)]) });
    assert!(doubting.is_in_doubt());
    assert_eq!(ids(&doubting.merged(&stale).0), ["b", "a"]);
}

#[test]
fn a_stale_snapshot_cannot_bring_back_what_a_newer_one_lacked() {
    let old = snapshot(&[entry("b", 2), entry("a", 1)]);
    let known = timeline(&old.entries).merged(&snapshot(&[entry("c", 3), entry("a", 1)])).0;
    assert_eq!(ids(&known), ["c", "a"]);
    let (after, changes) = known.merged(&old);
    assert!(changes.is_empty());
    assert_eq!(ids(&after), ["c", "a"]);
    let (back, changes) =
        after.merged(&snapshot(&[entry("d", 4), entry("c", 3), entry("b", 2), entry("a", 1)]));
    assert_eq!(ids(&back), ["d", "c", "b", "a"], "a newer answer puts it back");
    assert_eq!(
        (names(&changes.added), names(&changes.restored)),
        (vec!["d"], vec!["b"]),
        "and it is not news"
    );
}

#[test]
fn the_newest_once_withdrawn_is_no_sign_that_an_answer_that_has_it_is_newer() {
    let old = snapshot(&[entry("c", 3), entry("b", 2), entry("a", 1)]);
    let now = snapshot(&[entry("b", 2), entry("a", 1)]);
    let known = timeline(&old.entries).merged(&now).0.merged(&now).0;
    assert_eq!(ids(&known), ["b", "a"]);
    let (after, changes) = known.merged(&old);
    assert!(changes.is_empty() && after.is_in_doubt());
    let (back, changes) = after.merged(&old);
    assert_eq!((ids(&back).len(), names(&changes.restored)), (3, vec!["c"]), "said again, it is believed");
}

#[test]
fn a_feed_that_begins_anew_is_one_replacement() {
    let known = timeline(&[entry("2", 2), entry("1", 1)]);
    let (after, changes) = known.merged(&snapshot(&[entry("b", 3), entry("a", 1)]));
    assert!(changes.reset);
    assert_eq!((ids(&after), names(&changes.removed)), (vec!["b".into(), "a".into()], vec!["2", "1"]));
}

#[test]
fn an_old_page_with_other_entries_is_no_new_beginning_unless_it_stays() {
    let known = timeline(&[entry("d", 9), entry("c", 8)]);
    let old = snapshot(&[entry("b", 2), entry("a", 1)]);
    let (after, changes) = known.merged(&old);
    assert!(changes.is_empty() && after.is_in_doubt());
    assert_eq!(ids(&after), ["d", "c"]);
    assert_eq!(ids(&after.merged(&old).0), ["b", "a"]);
}

#[test]
fn a_window_that_has_moved_on_is_no_new_beginning() {
    let known = timeline(&[entry("b", 2), entry("a", 1)]);
    let (after, changes) = known.merged(&snapshot(&[entry("z", 12), entry("y", 11)]));
    assert!(!changes.reset);
    assert_eq!(ids(&after), ["z", "y", "b", "a"]);
}

#[test]
fn an_old_entry_that_was_pinned_meanwhile_is_no_new_beginning() {
    let known = timeline(&[entry("d", 12), entry("c", 11)]);
    let mut pin = entry("old", 1);
    pin.marks.pinned = true;
    let page = Parsed { more: true, ..snapshot(&[pin, entry("y", 22), entry("x", 21)]) };
    let (after, changes) = known.merged(&page);
    assert!(!changes.reset && changes.removed.is_empty(), "{changes:?}");
    assert_eq!(ids(&after), ["y", "x", "d", "c", "old"]);
}

#[test]
fn a_change_that_names_no_rank_leaves_the_newsrooms_order_alone() {
    let ranked = |id: &str, minute, rank| Entry { rank: Some(rank), ..entry(id, minute) };
    let known = timeline(&[ranked("c", 1, 3), ranked("b", 3, 2), ranked("a", 2, 1)]);
    let (after, _) = known.merged(&delta(&[edited(&entry("c", 1), "new words", 9), entry("b", 3)], &[]));
    assert_eq!(ids(&after), ["c", "b", "a"]);
    let (after, changes) = known.merged(&delta(&[entry("newest", 9)], &[]));
    assert_eq!(ids(&after), ["newest", "c", "b", "a"]);
    assert_eq!(names(&changes.added), ["newest"]);
}

#[test]
fn ten_thousand_doubts_are_believed_at_the_second_answer() {
    let all: Vec<Entry> = (0..10_000).rev().map(|n| entry(&format!("an-entry-{n:06}"), n)).collect();
    let (known, stale) = (timeline(&all), snapshot(&all[9_999..]));
    let (doubting, changes) = known.merged(&stale);
    assert_eq!((doubting.rows().len(), changes.removed.len()), (10_000, 0));
    let (after, changes) = doubting.merged(&stale);
    assert_eq!((after.rows().len(), changes.removed.len()), (1, 9_999));
}

#[test]
fn what_could_not_be_read_is_not_taken_for_deleted() {
    let known = timeline(&[entry("c", 3), entry("b", 2), entry("a", 1)]);
    let mut broken = snapshot(&[entry("c", 3), entry("a", 1)]);
    broken.skipped = 1;
    let (after, changes) = known.merged(&broken);
    assert!(changes.is_empty());
    let (after, changes) = after.merged(&broken);
    assert!(changes.is_empty() && ids(&after) == ["c", "b", "a"], "however often it comes");
    let (after, changes) = after.merged(&snapshot(&[entry("c", 3), entry("a", 1)]));
    assert_eq!((ids(&after).len(), names(&changes.removed)), (2, vec!["b"]), "until all of it is read");
    // What was never readable hides nothing.
    let first = Timeline::default()
        .merged(&Parsed { skipped: 1, ..snapshot(&[entry("b", 2), entry("a", 1), entry("0", 0)]) })
        .0;
    assert_eq!(
        ids(&first.merged(&Parsed { skipped: 1, ..snapshot(&[entry("b", 2), entry("0", 0)]) }).0),
        ["b", "0"]
    );
}

#[test]
fn an_older_page_brings_back_what_a_new_beginning_took() {
    let known =
        timeline(&[entry("2", 2), entry("1", 1)]).merged(&snapshot(&[entry("b", 3), entry("x", 2)])).0;
    assert_eq!(ids(&known), ["b", "x"]);
    let page = Parsed { mode: Mode::Page, ..snapshot(&[entry("1", 1)]) };
    assert_eq!(ids(&known.merged(&page).0), ["b", "x", "1"]);
}

#[test]
fn an_order_that_was_is_dropped_by_all() {
    let ranked = |id: &str, minute, rank| Entry { rank: Some(rank), ..entry(id, minute) };
    let known = timeline(&[ranked("b", 2, 1), ranked("a", 1, 2)]);
    assert_eq!(ids(&known.merged(&snapshot(&[entry("c", 3), entry("b", 2)])).0), ["c", "b", "a"]);
}

#[test]
fn the_newsrooms_own_order_comes_before_the_time() {
    let ranked = |id: &str, minute, rank| Entry { rank: Some(rank), ..entry(id, minute) };
    let known = timeline(&[ranked("a", 1, 3_000), ranked("b", 2, 2_500), ranked("c", 3, 1_000)]);
    assert_eq!(ids(&known), ["a", "b", "c"]);
    let moved = snapshot(&[ranked("c", 3, 3_500), ranked("a", 1, 3_000), ranked("b", 2, 2_500)]);
    let (after, changes) = known.merged(&moved);
    assert_eq!(ids(&after), ["c", "a", "b"]);
    assert!(changes.is_empty(), "moving an entry is not an edit");
}

#[test]
fn an_old_pinned_entry_in_front_does_not_turn_the_order_round() {
    let pinned = Entry { marks: Marks { pinned: true, ..Marks::default() }, ..entry("p", 1) };
    assert_eq!(ids(&timeline(&[pinned, entry("c", 5), entry("b", 5)])), ["c", "b", "p"]);
}

#[test]
fn of_one_instant_what_an_older_page_brings_stands_below() {
    let known = timeline(&[entry("d", 5), entry("c", 5)]);
    let page = Parsed { mode: Mode::Page, ..snapshot(&[entry("b", 5), entry("a", 5)]) };
    assert_eq!(ids(&known.merged(&page).0), ["d", "c", "b", "a"]);
}

#[test]
fn an_entry_of_the_instant_at_which_a_page_ends_has_merely_left_it() {
    let known = timeline(&[entry("c", 6), entry("b", 5), entry("a", 5)]);
    let (after, changes) =
        known.merged(&Parsed { more: true, ..snapshot(&[entry("d", 7), entry("c", 6), entry("b", 5)]) });
    assert_eq!(ids(&after), ["d", "c", "b", "a"]);
    assert!(changes.removed.is_empty());
}

#[test]
fn a_whole_list_corrects_the_order_of_entries_of_one_instant() {
    let known = timeline(&[entry("a", 5), entry("b", 5), entry("x", 1)]);
    let (after, changes) = known.merged(&snapshot(&[entry("b", 5), entry("a", 5), entry("x", 1)]));
    assert_eq!(ids(&after), ["b", "a", "x"]);
    assert!(changes.is_empty());
}

#[test]
fn a_tombstone_of_an_earlier_version_does_not_keep_away_a_later_one_that_was_merely_absent() {
    let first = entry("a", 2);
    let again = edited(&first, "published again", 8);
    let stone = delta(&[], &[("a", Some(5))]).deleted;
    let beside = |other: Entry, entries: &[Entry]| {
        let entries: Vec<Entry> = [&[other], entries, &[entry("z", 0)]].concat();
        Parsed { deleted: stone.clone(), ..snapshot(&entries) }
    };
    let mut known = timeline(&[first, entry("z", 0)]);
    for batch in [
        beside(entry("n", 8), std::slice::from_ref(&again)),
        // A cache from before it was published again, three times, each a little newer.
        beside(entry("o", 6), &[]),
        beside(entry("o", 6), &[]),
        beside(edited(&entry("o", 6), "o", 7), &[]),
    ] {
        known = known.merged(&batch).0;
    }
    assert!(!ids(&known).contains(&"a".to_owned()));
    let truth = beside(entry("q", 9), std::slice::from_ref(&again));
    let (after, _) = known.merged(&truth);
    assert!(ids(&after.merged(&truth).0).contains(&"a".to_owned()));
}

#[test]
fn what_is_older_than_all_that_was_known_is_no_news() {
    let known = timeline(&[entry("d", 4), entry("c", 3)]);
    // The newest three, of which one was withdrawn: an older one moves up.
    let (_, changes) = known.merged(&snapshot(&[entry("e", 5), entry("c", 3), entry("b", 2), entry("a", 1)]));
    assert_eq!((changes.added.len(), changes.older), (3, 2));
    assert_eq!(changes.news(), [EntryId::from("e")]);
}
