#![allow(clippy::unwrap_used, clippy::indexing_slicing, reason = "a failed test is the point of a test")]

use super::*;
use crate::core::model::Marks;
use crate::core::sample::entry;
use proptest::prelude::*;

fn mark(entries: &[Entry]) -> Mark {
    Mark::of(&entries.iter().collect::<Vec<_>>()).unwrap()
}

fn read(text: &str) -> Option<Visit> {
    Visit::from_json(&serde_json::from_str(text).unwrap_or_default())
}

fn pinned(id: &str, minute: i64) -> Entry {
    Entry { marks: Marks { pinned: true, ..Marks::default() }, ..entry(id, minute) }
}

#[test]
fn a_mark_has_what_it_was_made_of_and_all_that_is_older() {
    let mark = mark(&[entry("c", 30), entry("b", 20)]);
    assert!(mark.has(&entry("c", 30)) && mark.has(&entry("b", 20)));
    assert!(mark.has(&entry("on an older page", 19)));
    assert!(!mark.has(&entry("d", 40)));
    assert!(!mark.has(&entry("of the same moment", 30)));
    assert!(!mark.has(&entry("dated back", 25)));
    assert_eq!(Mark::of(&[]), None);
}

#[test]
fn an_entry_of_next_year_does_not_hide_what_comes_after_it() {
    let mark = mark(&[entry("next year", 600_000), entry("a", 10)]);
    assert!(!mark.has(&entry("b", 20)));
    assert!(mark.has(&entry("next year", 600_000)));
}

#[test]
fn a_pinned_entry_of_last_week_does_not_make_older_pages_new() {
    let mark = mark(&[pinned("p", -10_000), entry("b", 20), entry("a", 10)]);
    assert!(mark.has(&entry("on an older page", 5)));
    assert!(mark.has(&pinned("p", -10_000)));
}

#[test]
fn more_entries_of_one_moment_than_can_be_named_are_all_had() {
    let many: Vec<Entry> = (0..60).map(|n| entry(&format!("day-{n}"), 10)).collect();
    let mark = mark(&many);
    assert!(many.iter().all(|entry| mark.has(entry)));
    assert!(!mark.has(&entry("tomorrow", 11)));
}

#[test]
fn the_later_of_two_ends_is_kept_unless_the_clock_has_not_reached_it() {
    let visit = |left: i64, id: &str| Visit { left: Timestamp(left), mark: mark(&[entry(id, left)]) };
    let (mine, theirs) = (visit(10, "a"), visit(20, "b"));
    let joined = mine.joined(&theirs, Timestamp(30));
    assert_eq!(joined.left, Timestamp(20));
    assert!(joined.mark.has(&entry("a", 10)) && joined.mark.has(&entry("b", 20)));
    assert_eq!(mine.joined(&theirs, Timestamp(15)).left, Timestamp(10));
}

#[test]
fn nonsense_in_storage_is_no_visit_and_half_sense_is_half_a_visit() {
    for text in [
        "",
        "{",
        "null",
        "7",
        "[]",
        "{}",
        r#""x""#,
        r#"{"left":1}"#,
        r#"{"left":"1","until":2}"#,
        r#"{"left":1,"until":1e300}"#,
        r#"{"left":9007199254740991,"until":0}"#,
        r#"{"left":1.5,"until":0}"#,
    ] {
        assert_eq!(read(text), None, "{text}");
    }
    let half = read(r#"{"v":99,"left":5,"until":0,"named":[7,1,"x",2,9,null,8,3,4],"more":{}}"#).unwrap();
    assert_eq!(half.mark.named, [(Timestamp(8), 3), (Timestamp(7), 1)]);
    assert_eq!(read(r#"{"left":5,"until":0,"named":{"a":1}}"#).unwrap().mark.named, []);
}

fn blog() -> impl Strategy<Value = Vec<Entry>> {
    prop::collection::vec((0u8..90, -40i64..40), 1..70).prop_map(|rows| {
        let mut entries: Vec<Entry> = Vec::new();
        for (id, minute) in rows {
            let id = format!("{id}");
            if entries.iter().all(|entry| *entry.id.0 != *id) {
                entries.push(entry(&id, minute));
            }
        }
        entries
    })
}

proptest! {
    #[test]
    fn what_was_had_stays_had_through_storage_and_every_join(one in blog(), other in blog()) {
        let (left, wall) = (Timestamp(i64::MAX >> 11), Timestamp(i64::MAX >> 11));
        let visit = |entries: &[Entry]| Visit { left, mark: mark(entries) };
        let (a, b) = (visit(&one), visit(&other));
        let text = a.to_json().to_string();
        prop_assert!(text.len() <= STORED_MAX);
        prop_assert_eq!(read(&text), Some(a.clone()));
        let joined = a.joined(&b, wall);
        prop_assert_eq!(&joined, &b.joined(&a, wall));
        prop_assert_eq!(&joined, &joined.joined(&a, wall));
        for entry in &one {
            prop_assert!(a.mark.has(entry) && joined.mark.has(entry));
        }
    }

    #[test]
    fn what_is_published_after_all_of_it_is_new_unless_the_moment_is_full(had in blog(), minute in 40i64..50) {
        let mark = mark(&had);
        prop_assert!(!mark.has(&entry("later", minute)));
    }

    #[test]
    fn the_order_of_the_entries_does_not_matter(had in blog()) {
        let mut reversed = had.clone();
        reversed.reverse();
        prop_assert_eq!(mark(&had), mark(&reversed));
    }

    #[test]
    fn no_text_in_storage_makes_it_panic(text in ".{0,80}", left in any::<i64>(), until in any::<i64>(),
        named in prop::collection::vec(any::<i64>(), 0..80)) {
        let _ = read(&text);
        let stored = Json::object([
            ("left", Json::from(left)),
            ("until", Json::from(until)),
            ("named", Json::List(named.into_iter().map(Json::from).collect())),
        ]);
        if let Some(visit) = Visit::from_json(&stored) {
            prop_assert!(visit.mark.named.len() <= NAMED_MAX);
            prop_assert!(visit.mark.joined(&visit.mark) == visit.mark);
        }
    }
}
