//! Readers played as scripts, with an explicit clock.
#![allow(clippy::unwrap_used, clippy::indexing_slicing, reason = "a failed test is the point of a test")]

mod catching_up;
mod comparing;
mod consent;
mod holding;
mod linking;
mod older;
mod page;
mod seeking;
mod share;
mod sharing;
mod status;
mod stepping;
mod streaming;
mod telling;
mod viewing;

use std::collections::HashSet;

use super::*;
use crate::core::config::RawConfig;
use crate::core::feed::{FeedError, Parsed};
use crate::core::json::Json;
use crate::core::model::{Entry, Marks, Phase};
use crate::core::poll::Failure;
use crate::core::prefs::What;
use crate::core::sample::{about, delta, edited, entry, key, second, snapshot};
use proptest::prelude::*;

/// A reader played as a script: what happens, second by second.
struct Script {
    state: Rc<State>,
    at: u64,
}

impl Script {
    fn new(prefs: Prefs) -> Self {
        let (config, _) = Config::read(RawConfig {
            src: Some("https://paper.example/feed.json".to_owned()),
            ..RawConfig::default()
        });
        Self { state: Rc::new(State::new(config, prefs, second(0))), at: 0 }
    }

    /// A reader who has received this first answer.
    fn reading(entries: &[Entry]) -> Self {
        let mut script = Self::new(Prefs::default());
        script.answer(snapshot(entries));
        script
    }

    fn act(&mut self, action: Action) -> &mut Self {
        self.at += 1;
        self.state = apply(&self.state, action, second(self.at));
        self
    }

    /// Lets time pass until the next request and answers it.
    fn answer(&mut self, parsed: Parsed) -> &mut Self {
        let hash = u64::from(parsed.skipped) + self.at;
        self.reply(Answer::Feed(Rc::new(parsed), hash))
    }

    fn reply(&mut self, answer: Answer) -> &mut Self {
        if self.state.request().is_none() {
            self.act(Action::RefreshPressed);
        }
        let request = self.state.request().unwrap().no;
        self.act(Action::Answered { request, answer })
    }

    fn at_top(&mut self) -> &mut Self {
        self.act(Action::TopSeen(true))
    }

    fn hide(&mut self) -> &mut Self {
        self.act(Action::VisibilityChanged { hidden: true })
    }

    fn shown(&self) -> Vec<&str> {
        self.state.listing.entries.iter().map(|entry| &*entry.id.0).collect()
    }

    fn pending(&self) -> (usize, usize) {
        (self.state.listing.pending.count, self.state.listing.pending.matching)
    }

    fn sent(&self, wanted: fn(&Outgoing) -> bool) -> usize {
        self.state.outbox().items().iter().filter(|(_, item)| wanted(item)).count()
    }
}

fn is_notice(item: &Outgoing) -> bool {
    matches!(item, Outgoing::Notify(_))
}

#[test]
fn the_first_answer_is_shown_and_told_to_nobody() {
    let mut script =
        Script::new(Prefs { what: What::Everything, sound: true, system: true, ..Prefs::default() });
    script.act(Action::PermissionSeen(Permission::Granted)).hide();
    assert_eq!(script.state.screen(), Screen::Loading);
    script.answer(snapshot(&[entry("b", 2), entry("a", 1)]));
    assert_eq!(script.shown(), ["b", "a"]);
    assert_eq!(script.state.screen(), Screen::Ready);
    assert_eq!(script.pending(), (0, 0));
    assert_eq!(script.state.title_badge(), None);
    assert_eq!(script.sent(is_notice), 0);
    assert_eq!(script.state.said, (0, None));
}

#[test]
fn new_entries_are_drawn_at_the_top_and_held_elsewhere() {
    let (a, b, c) = (entry("a", 1), entry("b", 2), entry("c", 3));
    let mut top = Script::reading(std::slice::from_ref(&a));
    top.at_top().answer(snapshot(&[b.clone(), a.clone()]));
    assert_eq!(top.shown(), ["b", "a"]);
    assert!(top.state.fresh.contains(&b.id));

    let mut deep = Script::reading(std::slice::from_ref(&a));
    deep.answer(snapshot(&[b.clone(), a.clone()])).answer(snapshot(&[c, b, a]));
    assert_eq!(deep.shown(), ["a"]);
    assert_eq!(deep.pending(), (2, 2));
    deep.act(Action::PendingShown);
    assert_eq!(deep.shown(), ["c", "b", "a"]);
    assert_eq!(deep.sent(|item| *item == Outgoing::Reveal(Some(EntryId::from("c")))), 1);
}

#[test]
fn coming_back_to_the_top_draws_what_was_held() {
    let a = entry("a", 1);
    let mut script = Script::reading(std::slice::from_ref(&a));
    script.answer(snapshot(&[entry("b", 2), a])).at_top();
    assert_eq!(script.shown(), ["b", "a"]);
}

#[test]
fn drawing_what_was_held_pushes_nothing_off_the_end_of_the_page() {
    let many: Vec<Entry> = (0..30).rev().map(|n| entry(&n.to_string(), n)).collect();
    let mut script = Script::reading(&many[5..]);
    assert_eq!(script.shown().len(), 20);
    let last = script.shown()[19].to_owned();
    script.answer(snapshot(&many)).act(Action::PendingShown);
    assert_eq!(script.shown().len(), 25);
    assert_eq!(script.shown()[24], last);
}

#[test]
fn an_edit_or_a_deletion_applies_in_place_and_counts_as_nothing_new() {
    let (a, b) = (entry("a", 1), entry("b", 2));
    let mut script = Script::reading(&[b.clone(), a.clone()]);
    script.answer(snapshot(&[edited(&b, "changed", 5), a]));
    assert_eq!(script.pending(), (0, 0));
    assert_eq!(script.state.listing.entries[0].headline.as_deref(), Some("changed"));
    script.answer(delta(&[], &[("b", None)]));
    assert_eq!(script.shown(), ["a"]);
}

#[test]
fn the_button_counts_what_the_filter_lets_through() {
    let k = key("k", 1);
    let mut script = Script::reading(std::slice::from_ref(&k));
    script.act(Action::KeyOnlyToggled);
    script.answer(snapshot(&[entry("c", 4), key("b", 3), entry("a", 2), k]));
    assert_eq!(script.pending(), (3, 1));
}

#[test]
fn a_failure_keeps_everything_says_so_and_recovers() {
    let mut script = Script::reading(&[entry("a", 1)]);
    script.reply(Answer::Failed(Failure::NotJson));
    assert_eq!(script.shown(), ["a"]);
    assert_eq!(script.state.status().health, Health::Delayed);
    assert_eq!(script.state.status().problem, Some(Failure::NotJson));
    assert!(script.state.wake_at().is_some());
    script.answer(snapshot(&[entry("a", 1)]));
    assert_eq!(script.state.status().health, Health::Live);
}

#[test]
fn a_failure_before_the_first_answer_leaves_the_fallback_in_place() {
    let mut script = Script::new(Prefs::default());
    script.reply(Answer::Failed(Failure::Status { code: 404, retry_after: None }));
    assert_eq!(script.state.screen(), Screen::Unavailable);
}

#[test]
fn an_unchanged_answer_changes_nothing_that_is_drawn() {
    let mut script = Script::reading(&[entry("a", 1)]);
    let (timeline, listing) = (Rc::clone(&script.state.timeline), Rc::clone(&script.state.listing));
    let outbox = Rc::clone(script.state.outbox());
    script.reply(Answer::Unchanged);
    assert!(Rc::ptr_eq(&timeline, &script.state.timeline) && Rc::ptr_eq(&listing, &script.state.listing));
    assert!(Rc::ptr_eq(&outbox, script.state.outbox()));
    // The same entries in other bytes are no change either.
    script.answer(snapshot(&[entry("a", 1)]));
    assert!(Rc::ptr_eq(&timeline, &script.state.timeline) && Rc::ptr_eq(&listing, &script.state.listing));
}

#[test]
fn a_late_answer_to_an_older_request_is_ignored() {
    let mut script = Script::reading(&[entry("a", 1)]);
    script.act(Action::RefreshPressed);
    let old = script.state.request().unwrap().no;
    script.at += 60;
    script.act(Action::Woke).act(Action::RefreshPressed);
    assert_ne!(script.state.request().unwrap().no, old);
    let late = Answer::Feed(Rc::new(snapshot(&[entry("late", 9)])), 1);
    script.act(Action::Answered { request: old, answer: late });
    assert_eq!(script.shown(), ["a"]);
}

#[test]
fn another_feed_starts_anew_and_an_answer_of_the_old_one_is_ignored() {
    let mut script = Script::reading(&[entry("a", 1)]);
    script.act(Action::RefreshPressed);
    let old = script.state.request().unwrap().no;
    let (config, _) = Config::read(RawConfig {
        src: Some("https://paper.example/other.json".to_owned()),
        ..RawConfig::default()
    });
    script.act(Action::Configured { config, prefs: Prefs::default() });
    assert_eq!(script.state.screen(), Screen::Loading);
    let late = Answer::Feed(Rc::new(snapshot(&[entry("a", 1)])), 1);
    script.act(Action::Answered { request: old, answer: late });
    assert_eq!(script.state.screen(), Screen::Loading);
}

#[test]
fn an_answer_that_never_comes_is_told_to_the_engineer() {
    let mut script = Script::new(Prefs::default());
    script.at = 61;
    script.act(Action::Woke);
    assert_eq!(script.sent(|item| matches!(item, Outgoing::Event { name: "error", .. })), 1);
    assert_eq!(script.state.screen(), Screen::Unavailable);
}

#[test]
fn a_feed_that_was_gone_and_is_back_unchanged_is_asked_again() {
    let mut script = Script::reading(&[entry("a", 1)]);
    script.reply(Answer::Failed(Failure::Status { code: 410, retry_after: None }));
    assert_eq!(script.state.wake_at(), None);
    script.reply(Answer::Unchanged);
    assert_eq!(script.state.status().health, Health::Live);
    assert!(script.state.wake_at().is_some());
}

#[test]
fn the_button_goes_to_the_top_even_when_the_filter_hides_all_that_was_held() {
    let k = key("k", 1);
    let mut script = Script::reading(std::slice::from_ref(&k));
    script.act(Action::KeyOnlyToggled).answer(snapshot(&[entry("b", 2), k])).act(Action::PendingShown);
    assert_eq!(script.sent(|item| *item == Outgoing::Reveal(None)), 1);
}

#[test]
fn the_end_of_the_coverage_stops_the_work() {
    let mut script = Script::reading(&[entry("a", 1)]);
    let mut ended = snapshot(&[entry("a", 1)]);
    ended.about.phase = Phase::Ended;
    script.answer(ended);
    assert_eq!(script.state.status().health, Health::Ended);
    assert_eq!(script.state.wake_at(), None);
}

#[test]
fn entries_that_could_not_be_read_are_counted_and_told_to_the_engineer() {
    let mut script = Script::new(Prefs::default());
    script.answer(Parsed { skipped: 2, cut: 1, ..snapshot(&[entry("a", 1)]) });
    script.answer(Parsed { skipped: 2, cut: 1, ..snapshot(&[entry("a", 1)]) });
    assert_eq!(script.state.skipped, 2);
    let told = script.sent(|item| matches!(item, Outgoing::Event { name: "error", .. }));
    assert_eq!(told, 2, "once of what was skipped and once of what was cut, not at each answer");
}

#[test]
fn more_entries_come_by_the_page_and_the_focus_goes_to_the_first_of_them() {
    let many: Vec<Entry> = (0..50).rev().map(|n| entry(&n.to_string(), n)).collect();
    let mut script = Script::reading(&many);
    assert_eq!(script.shown().len(), 20);
    script.act(Action::MoreShown);
    assert_eq!(script.shown().len(), 40);
    assert_eq!(script.sent(|item| *item == Outgoing::Focus(EntryId::from("29"))), 1);
    script.act(Action::SearchTyped("1".to_owned().into()));
    assert!(script.shown().len() <= 20);
}

#[test]
fn switching_the_filter_bar_off_leaves_no_filter_on() {
    let mut script = Script::reading(&[key("k", 2), entry("a", 1)]);
    script.act(Action::KeyOnlyToggled);
    let mut config = (*script.state.config).clone();
    config.filters = false;
    script.act(Action::Configured { config, prefs: Prefs::default() });
    assert_eq!(script.shown(), ["k", "a"]);
}

#[test]
fn an_action_that_changes_nothing_gives_back_the_same_state() {
    let mut script = Script::reading(&[entry("a", 1)]);
    script.act(Action::NoticeDismissed).act(Action::Stored { kept: true });
    for action in [
        Action::Woke,
        Action::PendingShown,
        Action::FilterSet(Filter::default()),
        Action::SearchTyped("".to_owned().into()),
        Action::NoticeDismissed,
        Action::PanelClosed,
        Action::NetworkChanged { offline: false },
        Action::VisibilityChanged { hidden: false },
        Action::TopSeen(false),
        Action::WhatChosen(What::Nothing),
        Action::Delivered(999),
    ] {
        let next = apply(&script.state, action, second(script.at));
        assert!(Rc::ptr_eq(&next, &script.state));
    }
}

#[test]
fn a_delivery_changes_nothing_that_anybody_sees() {
    let mut script = Script::reading(&[entry("a", 1), entry("b", 1)]);
    script.act(Action::SearchTyped("a".to_owned().into()));
    let (before, id) = (Rc::clone(&script.state), script.state.outbox().items()[0].0);
    script.act(Action::Delivered(id));
    assert!(script.state != before && script.state.differs_in_outbox_alone(&before));
    script.act(Action::PanelOpened);
    assert!(!script.state.differs_in_outbox_alone(&before));
}

proptest! {
    /// Whatever happens in whatever order, no entry is lost between the timeline, the page and the button.
    #[test]
    fn every_entry_is_drawn_held_or_on_a_later_page(steps in prop::collection::vec((0u8..9, 0i64..40), 0..50)) {
        let mut script = Script::reading(&[entry("start", 1)]);
        for (step, n) in steps {
            match step {
                0 => script.answer(delta(&[entry(&n.to_string(), n)], &[])),
                1 => script.answer(delta(&[], &[(&n.to_string(), None)])),
                2 => script.act(Action::PendingShown),
                3 => script.act(Action::TopSeen(n % 2 == 0)),
                4 => script.act(Action::VisibilityChanged { hidden: n % 2 == 0 }),
                5 => script.act(Action::KeyOnlyToggled),
                6 => script.reply(Answer::Failed(Failure::Unreachable)),
                7 => script.act(Action::SearchTyped(n.to_string().into())),
                _ => script.act(Action::MoreShown),
            };
            let state = &script.state;
            let rows = state.timeline.rows().len();
            prop_assert_eq!(state.listing.total + state.listing.pending.count + state.listing.top.len(), rows);
            prop_assert!(state.listing.entries.len() <= state.listing.matching);
            let known: HashSet<EntryId> = state.timeline.rows().iter().map(|row| row.entry.id.clone()).collect();
            prop_assert!(state.held.iter().all(|id| known.contains(id)));
        }
    }
}
