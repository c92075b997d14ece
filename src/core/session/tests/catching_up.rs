//! Leaving and coming back.

use super::*;
use crate::core::clock::{MINUTE, Tick, Timestamp};
use crate::core::feed::Mode;
use crate::core::model::{About, Marks};
use crate::core::url::SafeUrl;
use crate::core::visit::Visit;

const HALF_HOUR: u64 = 30 * 60;

/// What a reader of these entries leaves behind.
fn left_with(entries: &[Entry]) -> Option<Visit> {
    let script = Script::reading(entries);
    script.state.visit_to_store(second(500))
}

/// A reader who comes back to these entries after a visit.
fn back(visit: Option<Visit>, entries: &[Entry]) -> Script {
    let mut script = Script::new(Prefs::default());
    script.act(Action::VisitRecalled(visit)).answer(snapshot(entries));
    script
}

fn stream(minutes: impl DoubleEndedIterator<Item = i64>) -> Vec<Entry> {
    minutes.rev().map(|n| entry(&n.to_string(), n)).collect()
}

fn id(text: &str) -> EntryId {
    EntryId::from(text)
}

fn unread(script: &Script) -> usize {
    script.state.since().map_or(0, |since| since.unread)
}

fn line(script: &Script) -> Option<String> {
    Some(script.state.since()?.line?.0.to_string())
}

#[test]
fn what_came_since_the_last_visit_is_counted_and_a_line_stands_below_it() {
    let visit = left_with(&stream(1..=3));
    let mut now = stream(1..=5);
    now.insert(1, key("k", 4));
    let script = back(visit, &now);
    let since = script.state.since().unwrap();
    assert_eq!((since.unread, since.matching, since.key), (3, 3, 1));
    assert_eq!(since.left, second(500).wall);
    assert_eq!(since.line, Some(id("3")));
    assert!(since.leads);
    assert_eq!(script.pending(), (0, 0), "all of it is drawn");
}

#[test]
fn a_first_visit_and_one_without_news_have_no_line() {
    assert_eq!(back(None, &stream(1..=3)).state.since(), None);
    let visit = left_with(&stream(1..=3));
    assert_eq!(back(visit, &stream(1..=3)).state.since(), None);
}

#[test]
fn nothing_is_remembered_before_the_reader_has_seen_an_entry() {
    assert_eq!(Script::new(Prefs::default()).state.visit_to_store(second(9)), None);
    assert_eq!(left_with(&[]), None);
    let mut script = Script::new(Prefs::default());
    script.hide().answer(snapshot(&stream(1..=3)));
    assert_eq!(script.state.visit_to_store(second(9)), None, "a tab that was never looked at");
    script.act(Action::VisibilityChanged { hidden: false });
    assert!(script.state.visit_to_store(second(9)).is_some());
}

#[test]
fn what_is_held_was_not_had() {
    let mut script = Script::reading(&stream(1..=3));
    script.answer(snapshot(&stream(1..=5)));
    assert_eq!(script.pending(), (2, 2));
    let visit = script.state.visit_to_store(second(500));
    assert_eq!(unread(&back(visit, &stream(1..=5))), 2);
}

#[test]
fn the_time_of_leaving_is_when_the_tab_was_hidden() {
    let mut script = Script::reading(&stream(1..=3));
    script.hide();
    let hidden_at = second(script.at).wall;
    assert_eq!(script.state.visit_to_store(second(9_000)).unwrap().left, hidden_at);
}

#[test]
fn an_entry_is_read_once_it_was_on_the_screen_and_the_line_stays() {
    let mut script = back(left_with(&stream(1..=3)), &stream(1..=6));
    script.act(Action::EntriesSeen(vec![id("5"), id("2"), id("none")]));
    assert_eq!((unread(&script), line(&script).as_deref()), (2, Some("3")));
    script.act(Action::EntriesSeen(vec![id("6"), id("4")]));
    assert_eq!((unread(&script), line(&script).as_deref()), (0, Some("3")));
    assert!(!script.state.watches_reading());
}

#[test]
fn what_arrives_during_the_visit_is_above_the_line_and_not_unread() {
    let mut script = back(left_with(&stream(1..=3)), &stream(1..=4));
    script.at_top().answer(snapshot(&stream(1..=6)));
    assert_eq!(script.shown()[0], "6");
    assert_eq!((unread(&script), line(&script).as_deref()), (1, Some("3")));
}

#[test]
fn edits_never_count_and_what_is_deleted_leaves_the_count() {
    let old = stream(1..=3);
    let mut now = stream(1..=5);
    now[3] = edited(&old[1], "changed", 9);
    let mut script = back(left_with(&old), &now);
    assert_eq!(unread(&script), 2);
    script.answer(delta(&[], &[("5", None)]));
    assert_eq!((unread(&script), line(&script).as_deref()), (1, Some("3")));
    script.answer(delta(&[], &[("3", None)]));
    assert_eq!(line(&script).as_deref(), Some("2"), "the line stays where it is when what is below goes");
    script.answer(delta(&[], &[("4", None)]));
    assert_eq!(script.state.since(), None);
}

#[test]
fn pinned_entries_do_not_count() {
    let mut now = stream(1..=4);
    now.insert(0, Entry { marks: Marks { pinned: true, ..Marks::default() }, ..entry("p", 9) });
    assert_eq!(unread(&back(left_with(&stream(1..=3)), &now)), 1);
}

#[test]
fn in_the_newsrooms_own_order_there_is_a_count_and_no_line() {
    let ranked = |n: i64| Entry { rank: Some(n), ..entry(&n.to_string(), n) };
    let old: Vec<Entry> = (1..=3).rev().map(ranked).collect();
    let now: Vec<Entry> = (1..=5).rev().map(ranked).collect();
    let script = back(left_with(&old), &now);
    assert_eq!((unread(&script), line(&script)), (2, None));
    assert!(script.state.since().unwrap().leads);
}

#[test]
fn under_a_filter_it_says_how_many_match_and_the_line_stands_below_those() {
    let mut now = vec![entry("6", 6), key("k5", 5), entry("4", 4), key("k2", 2)];
    now.extend(stream(1..=1));
    let mut script = back(left_with(&[key("k2", 2), entry("1", 1)]), &now);
    script.act(Action::KeyOnlyToggled);
    let since = script.state.since().unwrap();
    assert_eq!((since.unread, since.matching, since.line), (3, 1, Some(id("k2"))));
    script.act(Action::FirstUnreadSought);
    assert_eq!(script.sent(|item| *item == Outgoing::GoTo(id("k5"))), 1);
    script.act(Action::KeyOnlyToggled).act(Action::SearchTyped("nothing has this".into()));
    let since = script.state.since().unwrap();
    assert_eq!((since.unread, since.matching, since.line, since.leads), (3, 0, None, false));
}

#[test]
fn the_jump_draws_as_many_as_it_needs_and_what_is_held() {
    let mut script = back(left_with(&stream(1..=9)), &stream(1..=60));
    assert_eq!((script.shown().len(), line(&script)), (20, None));
    script.answer(snapshot(&stream(1..=61)));
    assert_eq!(script.pending(), (1, 1));
    script.act(Action::FirstUnreadSought);
    assert_eq!(script.sent(|item| *item == Outgoing::GoTo(id("10"))), 1);
    assert_eq!((script.shown()[0], line(&script).as_deref()), ("61", Some("9")));
    script.act(Action::EntriesSeen((10..=60).map(|n| id(&n.to_string())).collect()));
    script.act(Action::FirstUnreadSought);
    assert_eq!(script.sent(|item| *item == Outgoing::GoTo(id("10"))), 2, "where the reader left off");
}

#[test]
fn older_pages_are_unread_until_the_line_is_reached() {
    let visit = left_with(&stream(1..=30));
    let page = |minutes: std::ops::RangeInclusive<i64>| {
        let next = SafeUrl::parse(&format!("https://paper.example/{}.json", minutes.start()));
        Parsed { next, ..snapshot(&stream(minutes)) }
    };
    let mut script = Script::new(Prefs::default());
    script.act(Action::VisitRecalled(visit)).answer(page(61..=80));
    assert_eq!((unread(&script), line(&script)), (20, None));
    for (minutes, count) in [(41..=60, 40), (21..=40, 50), (1..=20, 50)] {
        script.act(Action::MoreShown);
        let request = script.state.older_request().unwrap().no;
        script.act(Action::OlderAnswered { request, answer: Answer::Feed(Rc::new(page(minutes)), 1) });
        assert_eq!(unread(&script), count);
    }
    assert_eq!(line(&script).as_deref(), Some("30"));
}

#[test]
fn a_tab_that_comes_back_after_half_an_hour_begins_a_new_visit() {
    let mut script = back(None, &stream(1..=3));
    script.at_top().hide().answer(snapshot(&stream(1..=5)));
    let hidden_at = second(script.at - 2).wall;
    script.at += HALF_HOUR;
    script.act(Action::VisibilityChanged { hidden: false });
    let since = script.state.since().unwrap();
    assert_eq!((since.unread, since.line), (2, Some(id("3"))));
    assert!(since.left >= hidden_at);
    // The poll on return still tells of the time away; the next one does not.
    script.answer(snapshot(&stream(1..=6))).answer(snapshot(&stream(1..=7)));
    assert_eq!((unread(&script), script.shown()[0]), (3, "7"));
}

#[test]
fn a_short_look_elsewhere_is_no_new_visit() {
    let mut script = back(None, &stream(1..=3));
    script.at_top().hide().answer(snapshot(&stream(1..=5)));
    script.at += HALF_HOUR - 60;
    script.act(Action::VisibilityChanged { hidden: false });
    assert_eq!(script.state.since(), None);
}

#[test]
fn a_machine_that_slept_counts_by_the_wall_clock() {
    let mut script = back(None, &stream(1..=3));
    script.at_top().hide();
    let asleep = Now {
        wall: Timestamp(second(script.at).wall.0 + i64::try_from(40 * MINUTE).unwrap()),
        tick: Tick(second(script.at).tick.0 + 1),
    };
    script.state = apply(&script.state, Action::VisibilityChanged { hidden: false }, asleep);
    script.answer(snapshot(&stream(1..=5)));
    assert_eq!(unread(&script), 2);
}

#[test]
fn what_another_tab_has_read_meanwhile_is_not_unread_here() {
    let mut script = back(None, &stream(1..=3));
    script.at_top().hide().answer(snapshot(&stream(1..=6)));
    script.at += HALF_HOUR;
    script.act(Action::VisitRecalled(left_with(&stream(1..=5))));
    script.act(Action::VisibilityChanged { hidden: false });
    assert_eq!((unread(&script), line(&script).as_deref()), (1, Some("5")));
}

#[test]
fn a_tab_opened_in_the_background_keeps_counting_until_it_is_looked_at() {
    let mut script = Script::new(Prefs::default());
    script.hide().act(Action::VisitRecalled(left_with(&stream(1..=3))));
    script.answer(snapshot(&stream(1..=4))).answer(snapshot(&stream(1..=6)));
    script.act(Action::VisibilityChanged { hidden: false });
    assert_eq!(unread(&script), 3);
}

#[test]
fn a_feed_that_begins_anew_has_nothing_unread() {
    let mut script = back(left_with(&stream(1..=3)), &stream(1..=5));
    let other: Vec<Entry> = (1..=5).rev().map(|n| entry(&format!("other-{n}"), n + 100)).collect();
    let mixed: Vec<Entry> = other.into_iter().chain([entry("other-0", 2)]).collect();
    script.answer(snapshot(&mixed)).answer(snapshot(&mixed));
    assert_eq!(script.shown()[0], "other-5", "it began anew");
    assert_eq!(script.state.since(), None);
}

#[test]
fn wrong_clocks_change_the_label_and_nothing_else() {
    let years = i64::try_from(10 * 365 * 24 * 60 * MINUTE).unwrap();
    for wall in [0, second(500).wall.0 - years, second(500).wall.0 + years, i64::MAX, i64::MIN] {
        let reading = Script::reading(&stream(1..=3));
        let visit = reading.state.visit_to_store(Now { wall: Timestamp(wall), tick: Tick(1) });
        let script = back(visit, &stream(1..=5));
        let since = script.state.since().unwrap();
        assert_eq!((since.unread, since.line, since.left), (2, Some(id("3")), Timestamp(wall)));
    }
}

fn now_at(minute: i64) -> Timestamp {
    Timestamp(minute * 60_000)
}

#[test]
fn who_comes_late_hears_of_the_last_hour() {
    let mut entries = stream(1..=120);
    entries.insert(0, key("k", 120));
    let script = back(None, &entries);
    let hour = |minute: i64| script.state.last_hour(now_at(minute)).map(|hour| (hour.updates, hour.key));
    assert_eq!(hour(120), Some((62, 1)));
    assert_eq!(hour(150), Some((32, 1)));
    assert_eq!(hour(181), None, "nothing in the last hour");
    assert_eq!(hour(90), Some((92, 1)), "a clock a little behind is never a negative number");
    assert_eq!(hour(59), None, "by a wrong clock nothing is said");
    assert_eq!(hour(0), None);
    let now = script.state.last_hour(Timestamp(i64::MIN));
    assert_eq!((now, script.state.last_hour(Timestamp(i64::MAX))), (None, None));
}

#[test]
fn the_last_hour_is_for_a_first_visit_to_a_live_blog_that_is_older_than_it() {
    assert_eq!(back(None, &stream(1..=30)).state.last_hour(now_at(30)), None, "it has just begun");
    let again = back(left_with(&stream(1..=3)), &stream(1..=120));
    assert_eq!(again.state.last_hour(now_at(120)), None);
    let mut ended = Script::new(Prefs::default());
    let about = About { phase: Phase::Ended, ..About::default() };
    ended.answer(Parsed { about, ..snapshot(&stream(1..=120)) });
    assert_eq!(ended.state.last_hour(now_at(120)), None);
}

#[test]
fn the_last_hour_is_counted_in_a_newsrooms_own_order_too() {
    let oldest_above = |entry: Entry| Entry { rank: Some(-entry.published.0), ..entry };
    let script = back(None, &stream(1..=120).into_iter().map(oldest_above).collect::<Vec<_>>());
    assert_eq!(script.state.listing.entries.first().map(|entry| &*entry.id.0), Some("1"));
    assert_eq!(script.state.last_hour(now_at(120)).map(|hour| hour.updates), Some(61));
}

/// Which of fifty entries there are, in minutes that may be shared.
fn any_stream() -> impl Strategy<Value = Vec<Entry>> {
    prop::collection::vec(0i64..40, 1..50).prop_map(|minutes| {
        let mut entries: Vec<Entry> =
            minutes.iter().enumerate().map(|(n, minute)| entry(&format!("e{n}"), *minute)).collect();
        entries.sort_by_key(|entry| std::cmp::Reverse(entry.published));
        entries
    })
}

proptest! {
    #[test]
    fn unread_is_exactly_what_was_published_after_the_visit(all in any_stream(), left in 0i64..40) {
        let had: Vec<Entry> = all.iter().filter(|entry| entry.published <= now_at(left)).cloned().collect();
        prop_assume!(!had.is_empty());
        let script = back(left_with(&had), &all);
        let later = all.len() - had.len();
        prop_assert_eq!(unread(&script), later);
        for entry in &all {
            prop_assert_eq!(script.state.is_unread(&entry.id), entry.published > now_at(left));
        }
        let below = all.get(later).filter(|_| later > 0 && later < 20).map(|entry| entry.id.0.to_string());
        prop_assert_eq!(line(&script), below);
    }

    #[test]
    fn the_order_in_which_changes_arrive_does_not_matter(all in any_stream(), had in 1usize..50, seed in any::<u64>()) {
        let had = had.min(all.len());
        let known: Vec<Entry> = all[all.len() - had..].to_vec();
        let visit = left_with(&known);
        let plain = back(visit.clone(), &all);
        let mut shuffled = all.clone();
        let mut state = seed | 1;
        for n in (1..shuffled.len()).rev() {
            state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1);
            shuffled.swap(n, usize::try_from(state >> 33).unwrap() % (n + 1));
        }
        let (first, second) = shuffled.split_at(shuffled.len() / 2);
        let mut script = Script::new(Prefs::default());
        script.hide().act(Action::VisitRecalled(visit));
        for part in [first, second] {
            script.answer(Parsed { mode: Mode::Delta, ..snapshot(part) });
        }
        script.act(Action::VisibilityChanged { hidden: false });
        prop_assert_eq!(unread(&script), unread(&plain));
    }

    #[test]
    fn whatever_happens_the_count_is_of_entries_that_are_there(steps in prop::collection::vec((0u8..9, 0i64..40), 0..40)) {
        let mut script = back(left_with(&stream(0..=9)), &stream(0..=14));
        let mut newest = 14;
        for (step, n) in steps {
            match step {
                0 => { newest += 1; script.answer(snapshot(&stream(0..=newest))); }
                1 => { script.answer(delta(&[], &[(&n.to_string(), None)])); }
                2 => { script.hide(); }
                3 => { script.act(Action::VisibilityChanged { hidden: false }); }
                4 => { script.at += HALF_HOUR; }
                5 => { script.act(Action::EntriesSeen(vec![id(&n.to_string())])); }
                6 => { script.act(Action::FirstUnreadSought); }
                7 => { script.act(Action::KeyOnlyToggled); }
                _ => { script.act(Action::TopSeen(n % 2 == 0)); }
            }
            let there: Vec<&EntryId> = script.state.timeline.rows().iter().map(|row| &row.entry.id).collect();
            let counted = there.iter().filter(|id| script.state.is_unread(id)).count();
            prop_assert_eq!(unread(&script), counted);
            if let Some(since) = script.state.since() {
                prop_assert!(since.matching <= since.unread && since.key <= since.unread);
                prop_assert!(since.line.is_none_or(|line| !script.state.is_unread(&line)));
            }
        }
    }
}
