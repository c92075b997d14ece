//! New entries wait while the reader is busy, and for nothing longer.

use super::*;

/// Everything that holds, each as what begins it and what ends it.
fn all_holds() -> Vec<(Action, Action)> {
    let in_a = || Some([EntryId::from("a")].into_iter().collect());
    vec![
        (Action::TopSeen(false), Action::TopSeen(true)),
        (Action::VisibilityChanged { hidden: true }, Action::VisibilityChanged { hidden: false }),
        (Action::SelectionSeen(in_a()), Action::SelectionSeen(None)),
        (Action::SelectionSeen(Some(Set::default())), Action::SelectionSeen(None)),
        (Action::MediaSeen(in_a()), Action::MediaSeen(None)),
        (Action::FocusSeen(Some(EntryId::from("a"))), Action::FocusSeen(None)),
        (Action::Paused, Action::Resumed),
    ]
}

fn at_the_top() -> Script {
    let mut script = Script::reading(&[entry("a", 1)]);
    script.at_top();
    script
}

fn using(id: &str) -> Busy {
    Some([EntryId::from(id)].into_iter().collect())
}

#[test]
fn each_hold_alone_keeps_an_entry_waiting_until_it_ends() {
    for (begins, ends) in all_holds() {
        let mut script = at_the_top();
        script.act(begins).answer(delta(&[entry("b", 2)], &[]));
        assert_eq!((script.shown(), script.pending()), (vec!["a"], (1, 1)));
        script.act(ends);
        assert_eq!((script.shown(), script.pending()), (vec!["b", "a"], (0, 0)));
        assert!(script.state.fresh.contains(&EntryId::from("b")));
        assert_eq!(script.sent(|item| matches!(item, Outgoing::Reveal(_))), 0, "nobody asked to go anywhere");
    }
}

#[test]
fn of_two_holds_the_one_that_lasts_counts() {
    let one_each = [0, 1, 2, 4, 5, 6];
    for (first, second) in one_each.into_iter().flat_map(|n| one_each.map(|m| (n, m))) {
        if first == second {
            continue;
        }
        let mut script = at_the_top();
        script.act(all_holds().remove(first).0).act(all_holds().remove(second).0);
        script.answer(delta(&[entry("b", 2)], &[])).act(all_holds().remove(first).1);
        assert_eq!(script.shown(), ["a"], "{second} still holds when {first} ends");
        script.act(all_holds().remove(second).1);
        assert_eq!(script.shown(), ["b", "a"], "{first} and {second} have ended");
    }
}

#[test]
fn the_button_shows_what_waits_and_ends_no_pause() {
    let mut script = at_the_top();
    script.act(Action::Paused).answer(delta(&[entry("b", 2)], &[])).act(Action::PendingShown);
    assert_eq!(script.shown(), ["b", "a"]);
    assert!(script.state.is_paused());
    script.answer(delta(&[entry("c", 3)], &[]));
    assert_eq!((script.shown(), script.pending()), (vec!["b", "a"], (1, 1)));
}

#[test]
fn a_pause_asks_on_and_outlasts_a_change_of_feed_whose_first_answer_is_drawn() {
    let mut script = at_the_top();
    script.act(Action::Paused);
    assert!(script.state.wake_at().is_some());
    let (config, _) = Config::read(RawConfig {
        src: Some("https://paper.example/other.json".to_owned()),
        ..RawConfig::default()
    });
    script.act(Action::Configured { config, prefs: Prefs::default() }).answer(snapshot(&[entry("x", 1)]));
    script.answer(delta(&[entry("y", 2)], &[]));
    assert_eq!((script.shown(), script.pending()), (vec!["x"], (1, 1)));
}

#[test]
fn in_a_pause_no_older_entry_moves_up_into_the_place_of_one_that_went() {
    let many: Vec<Entry> = (0..30).rev().map(|n| entry(&n.to_string(), n)).collect();
    let mut script = Script::reading(&many);
    script.at_top().act(Action::Paused).answer(delta(&[entry("new", 40)], &[("29", None)]));
    assert_eq!((script.shown().len(), script.shown()[18]), (19, "10"));
    script.act(Action::Resumed);
    assert_eq!((script.shown().len(), script.shown()[19]), (20, "10"));
}

#[test]
fn an_edit_of_what_is_selected_or_plays_waits_and_every_other_edit_does_not() {
    let (a, b) = (entry("a", 1), entry("b", 2));
    for (begins, ends) in [
        (Action::SelectionSeen(using("a")), Action::SelectionSeen(None)),
        (Action::MediaSeen(using("a")), Action::MediaSeen(None)),
    ] {
        let mut script = Script::reading(&[b.clone(), a.clone()]);
        script.act(begins).answer(delta(&[edited(&a, "a2", 5), edited(&b, "b2", 5)], &[]));
        let words = |script: &Script| -> Vec<String> {
            let entries = script.state.listing.entries.iter();
            entries.map(|entry| entry.headline.as_deref().unwrap().to_owned()).collect()
        };
        assert_eq!(words(&script), ["b2", "a"]);
        script.answer(delta(&[edited(&a, "a3", 6)], &[]));
        assert_eq!(words(&script), ["b2", "a"]);
        // Far from the top it is drawn as soon as nothing is in use: it is no new entry.
        script.act(ends);
        assert_eq!(words(&script), ["b2", "a3"]);
    }
}

#[test]
fn the_focus_and_a_pause_keep_no_edit_waiting() {
    let a = entry("a", 1);
    for begins in [Action::FocusSeen(Some(EntryId::from("a"))), Action::Paused] {
        let mut script = at_the_top();
        script.act(begins).answer(delta(&[edited(&a, "a2", 5)], &[]));
        assert_eq!(script.state.listing.entries[0].headline.as_deref(), Some("a2"));
    }
}

#[test]
fn a_deletion_is_applied_whatever_the_reader_does() {
    for (begins, ends) in all_holds() {
        let mut script = at_the_top();
        script.answer(delta(&[edited(&entry("a", 1), "a2", 2)], &[])).act(begins);
        script.answer(delta(&[edited(&entry("a", 1), "a3", 3)], &[]));
        script.answer(delta(&[entry("b", 2)], &[("a", None)]));
        assert!(script.shown().is_empty());
        script.act(ends);
        assert_eq!(script.shown(), ["b"]);
    }
}

#[test]
fn an_entry_that_was_deleted_and_is_published_again_is_drawn_as_it_is_now() {
    let mut script = at_the_top();
    script.act(Action::SelectionSeen(using("a")));
    script.answer(delta(&[edited(&entry("a", 1), "a2", 2)], &[])).answer(delta(&[], &[("a", Some(3))]));
    script.answer(delta(&[edited(&entry("a", 1), "a4", 4)], &[])).act(Action::PendingShown);
    assert_eq!(script.state.listing.entries[0].headline.as_deref(), Some("a4"));
}

#[test]
fn what_a_deletion_took_from_the_page_in_a_pause_it_has_again_after() {
    let mut script = Script::reading(&[entry("a", 1), entry("b", 2), entry("c", 3)]);
    script.act(Action::Paused).answer(delta(&[], &[("b", None)]));
    assert_eq!(script.state.limit, 2);
    script.act(Action::Resumed);
    script.at_top().answer(delta(&[entry("d", 4), entry("e", 5)], &[]));
    assert_eq!(script.shown(), ["e", "d", "c", "a"]);
    assert!(script.state.limit >= script.state.config.page_size);
}

#[test]
fn that_the_focused_entry_went_is_said_even_when_there_is_news() {
    let mut script = Script::reading(&[entry("b", 2), entry("a", 1)]);
    script.act(Action::FocusSeen(Some(EntryId::from("b")))).answer(delta(&[], &[("a", None)]));
    assert_eq!(script.state.said.1, None);
    script.answer(delta(&[entry("c", 3)], &[("b", None)]));
    assert_eq!(script.state.said.1, Some(Said::FocusedRemoved));
}

#[test]
fn what_waits_is_told_as_the_button_counts_it_and_what_is_drawn_by_itself() {
    let mut script = at_the_top();
    script.answer(delta(&[entry("b", 2)], &[])).act(Action::Paused);
    assert_eq!(script.state.said.1, Some(Said::New { count: 1, matching: 1, drawn: true }));
    script.answer(delta(&[entry("c", 3)], &[])).answer(delta(&[entry("d", 4)], &[]));
    assert_eq!(script.state.said.1, Some(Said::New { count: 2, matching: 2, drawn: false }));
}

#[test]
fn news_that_nobody_heard_of_yet_is_counted_in() {
    let drawn = |count| Said::New { count, matching: 1, drawn: true };
    let waiting = Said::New { count: 5, matching: 5, drawn: false };
    assert_eq!(drawn(2).over(Some(&drawn(3))), Said::New { count: 5, matching: 2, drawn: true });
    assert_eq!(waiting.clone().over(Some(&drawn(3))), waiting, "the button says it all");
    assert_eq!(drawn(2).over(Some(&Said::Saved)), drawn(2));
    assert_eq!(waiting.clone().over(Some(&Said::FocusedRemoved)), Said::FocusedRemoved);
    assert_eq!(Said::Saved.over(Some(&waiting)), Said::Saved);
}

#[test]
fn one_thing_is_said_in_five_seconds_and_letters_are_no_things() {
    assert_eq!(Said::wait(None), 1_000, "what comes close together is one thing");
    for (ago, wait) in [(0, 5_000), (1_500, 3_500), (4_500, 1_000), (90_000, 1_000)] {
        assert_eq!(Said::wait(Some(ago)), wait);
    }
    assert!(Said::Matches { matching: 1, total: 2, similar_to: None }.begins_wait_anew());
    assert!(!Said::New { count: 1, matching: 1, drawn: true }.begins_wait_anew());
}

#[test]
fn an_entry_that_went_missing_while_it_waited_waits_again_when_it_is_back() {
    let (a, b, c) = (entry("a", 1), entry("b", 2), entry("c", 3));
    let mut script = Script::reading(std::slice::from_ref(&a));
    script.answer(snapshot(&[c.clone(), b.clone(), a.clone()]));
    script.answer(snapshot(&[c.clone(), a.clone()]));
    assert_eq!(script.pending(), (1, 1));
    script.answer(snapshot(&[c, b, a]));
    script.answer(snapshot(&[entry("c", 3), entry("b", 2), entry("a", 1)]));
    assert_eq!((script.shown(), script.pending()), (vec!["a"], (2, 2)));
}

proptest! {
    /// Whatever happens in whatever order: nothing that the reader has not seen is drawn while anything holds, unless they
    /// asked for it, or it is older than all that was known and goes below it; nothing is lost or drawn twice; and once they are free, all is drawn as it is.
    #[test]
    fn nothing_is_drawn_while_anything_holds_nor_lost_nor_drawn_twice(
        steps in prop::collection::vec((0u8..16, 0i64..12), 0..80),
    ) {
        let mut script = Script::reading(&[entry("0", 0)]);
        let mut seen = HashSet::from(["0".to_owned()]);
        for (step, n) in steps {
            let (id, flag) = (n.to_string(), n % 2 == 0);
            let free = script.state.is_free();
            let oldest = script.state.timeline.rows().last().map(|row| row.entry.published);
            match step {
                0..3 => script.answer(delta(&[entry(&id, n)], &[])),
                3 => script.answer(delta(&[], &[(&id, None)])),
                4 => script.answer(delta(&[edited(&entry(&id, n), "changed", 20 + n)], &[])),
                5 => {
                    let known = script.state.timeline.rows().iter().map(|row| (*row.entry).clone());
                    let some: Vec<Entry> = known.filter(|entry| entry.id.0 != id.as_str().into()).collect();
                    script.answer(snapshot(&some))
                }
                6 => script.act(Action::TopSeen(flag)),
                7 => script.act(Action::VisibilityChanged { hidden: flag }),
                8 => script.act(Action::SelectionSeen(using(&id).filter(|_| flag))),
                9 => script.act(Action::MediaSeen(using(&id).filter(|_| flag))),
                10 => script.act(Action::FocusSeen(Some(EntryId::from(&*id)).filter(|_| flag))),
                11 => script.act(Action::Paused),
                12 => script.act(Action::Resumed),
                13 => script.act(Action::PendingShown),
                14 => script.act(Action::SearchTyped(id.chars().take(usize::from(flag)).collect::<String>().into())),
                _ => script.reply(Answer::Failed(Failure::Unreachable)),
            };
            let state = &script.state;
            let drawn: Vec<String> = state.listing.entries.iter().map(|entry| entry.id.0.to_string()).collect();
            let may_draw = free || state.is_free() || step == 13 || step == 14;
            let goes_below = |entry: &Entry| oldest.is_some_and(|oldest| entry.published < oldest) && !state.is_paused();
            let may_be_drawn = |entry: &Entry| seen.contains(&*entry.id.0) || goes_below(entry);
            prop_assert!(may_draw || state.listing.entries.iter().all(|entry| may_be_drawn(entry)), "{:?} {:?}", step, drawn);
            let unheld = state.timeline.rows().iter().filter(|row| !state.held.contains(&row.entry.id));
            seen.extend(unheld.map(|row| row.entry.id.0.to_string()));
            prop_assert_eq!(drawn.iter().collect::<HashSet<_>>().len(), drawn.len());
            prop_assert_eq!(state.listing.total + state.listing.pending.count, state.timeline.rows().len());
        }
        for (_, ends) in all_holds() {
            script.act(ends);
        }
        script.act(Action::FilterSet(Filter::default()));
        let drawn: Vec<Rc<Entry>> = script.state.listing.entries.clone();
        let all: Vec<Rc<Entry>> = script.state.timeline.rows().iter().map(|row| Rc::clone(&row.entry)).collect();
        prop_assert_eq!(drawn, all);
    }
}

#[test]
fn a_topic_given_up_in_a_pause_brings_back_a_whole_page() {
    let mut many: Vec<Entry> = (0..30).rev().map(|n| entry(&n.to_string(), n)).collect();
    many[4].topics = vec!["storm".into()].into();
    let mut script = Script::reading(&many);
    script.at_top().act(Action::TopicToggled("storm".into())).act(Action::Paused);
    script.answer(delta(&[entry("new", 40)], &[]));
    assert_eq!(script.shown(), ["25"]);
    script.act(Action::TopicToggled("storm".into()));
    assert_eq!(script.shown().len(), 20);
}

#[test]
fn an_older_entry_that_moves_up_into_the_list_is_neither_announced_nor_held() {
    for free in [true, false] {
        let mut script = Script::reading(&[entry("c", 3), entry("b", 2)]);
        script.act(Action::TopSeen(free));
        script
            .answer(snapshot(&[entry("c", 3), entry("a", 1)]))
            .answer(snapshot(&[entry("c", 3), entry("a", 1)]));
        assert_eq!((script.shown(), script.pending()), (vec!["c", "a"], (0, 0)));
        assert!(script.state.fresh.is_empty() && script.state.unseen.is_empty());
        assert!(!matches!(script.state.said.1, Some(Said::New { .. })));
    }
}

#[test]
fn a_list_that_grows_by_ten_thousand_of_the_past_draws_no_more_than_before() {
    let many: Vec<Entry> = (0..10_000).rev().map(|n| entry(&n.to_string(), n)).collect();
    let mut script = Script::reading(&many[..40]);
    script.at_top();
    let drawn = script.shown().len();
    script.answer(snapshot(&many));
    assert_eq!((script.shown().len(), script.state.timeline.rows().len()), (drawn, 10_000));
}

#[test]
fn what_is_older_is_told_by_its_time_where_its_place_does_not_tell() {
    let pinned = || Entry { marks: Marks { pinned: true, ..Marks::default() }, ..entry("p", 0) };
    let ranked = |id: &str, at, rank| Entry { rank: Some(rank), ..entry(id, at) };
    // An old entry that is pinned stands at the end of the list.
    let mut script = Script::reading(&[entry("c", 3), entry("b", 2), pinned()]);
    let moved_up = snapshot(&[entry("c", 3), entry("a", 1), pinned()]);
    script.answer(moved_up.clone()).answer(moved_up);
    assert_eq!(script.pending(), (0, 0));
    // Editors put their newest at the bottom.
    let mut script = Script::reading(&[ranked("b", 2, 20), ranked("a", 1, 10)]);
    script.answer(snapshot(&[ranked("b", 2, 30), ranked("a", 1, 20), ranked("c", 3, 10)]));
    assert_eq!(script.pending(), (1, 1));
    // One of the same moment comes by itself: its id puts it below.
    let mut script = Script::reading(&[entry("k", 1)]);
    script.answer(delta(&[entry("b", 1)], &[]));
    assert_eq!(script.pending(), (1, 1));
}
