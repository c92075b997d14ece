//! Pages of older entries, doubts and new beginnings.

use super::*;
use crate::core::model::Author;
use crate::core::sorting::Order;
use crate::core::url::SafeUrl;

fn url(text: &str) -> SafeUrl {
    SafeUrl::parse(text).unwrap()
}

fn page(entries: &[Entry], next: Option<&str>) -> Parsed {
    Parsed { next: next.map(url), more: next.is_some(), ..snapshot(entries) }
}

/// A reader of a feed with another page.
fn paged() -> Script {
    let mut script = Script::new(Prefs::default());
    script.answer(page(&[entry("d", 4), entry("c", 3)], Some("https://paper.example/feed.json?page=2")));
    script
}

fn older(script: &mut Script, answer: Answer) {
    let request = script.state.older_request().unwrap().no;
    script.act(Action::OlderAnswered { request, answer });
}

fn feed(parsed: Parsed) -> Answer {
    Answer::Feed(Rc::new(parsed), 1)
}

#[test]
fn a_page_of_older_entries_is_read_on_demand_and_is_no_news() {
    let mut script = paged();
    assert!(script.state.older_request().is_none());
    assert_eq!(script.state.older_pages(), OlderPages::There);
    script.act(Action::MoreShown);
    assert_eq!(script.state.older_request().unwrap().url, url("https://paper.example/feed.json?page=2"));
    assert_eq!(script.state.older_pages(), OlderPages::Coming);
    older(&mut script, feed(page(&[entry("b", 2), entry("a", 1)], None)));
    assert_eq!(script.shown(), ["d", "c", "b", "a"]);
    assert_eq!((script.pending(), script.state.title_badge()), ((0, 0), None));
    assert_eq!(script.state.older_pages(), OlderPages::None);
}

#[test]
fn the_first_page_keeps_what_older_pages_brought() {
    let mut script = paged();
    script.act(Action::MoreShown);
    older(
        &mut script,
        feed(page(&[entry("b", 2), entry("a", 1)], Some("https://paper.example/feed.json?page=3"))),
    );
    script
        .at_top()
        .answer(page(&[entry("e", 5), entry("d", 4)], Some("https://paper.example/feed.json?page=2")));
    assert_eq!(script.shown(), ["e", "d", "c", "b", "a"]);
    script.act(Action::MoreShown);
    assert_eq!(script.state.older_request().unwrap().url, url("https://paper.example/feed.json?page=3"));
}

#[test]
fn who_signs_an_older_page_signs_its_entries_and_no_others() {
    let mut script = paged();
    script.act(Action::MoreShown);
    let mut second = page(&[entry("b", 2)], None);
    second.about.authors = Rc::from([Author { name: "Ana".into(), url: None, avatar: None }]);
    older(&mut script, feed(second));
    let names = |place: usize| script.state.listing.entries[place].authors.len();
    assert_eq!((names(0), names(2)), (0, 1));
}

#[test]
fn pages_that_lead_in_a_circle_come_to_an_end() {
    let mut script = paged();
    script.act(Action::MoreShown);
    older(&mut script, feed(page(&[entry("b", 2)], Some("https://paper.example/feed.json?page=3"))));
    script.act(Action::MoreShown);
    older(&mut script, feed(page(&[entry("a", 1)], Some("https://paper.example/feed.json?page=2"))));
    assert_eq!(script.state.older_pages(), OlderPages::None);
    let mut script = Script::new(Prefs::default());
    script.answer(page(&[entry("a", 1)], Some("https://paper.example/feed.json")));
    assert_eq!(script.state.older_pages(), OlderPages::None, "nor to the first page");
}

#[test]
fn pages_that_bring_nothing_new_are_passed_over_but_not_for_ever() {
    let mut script = paged();
    script.act(Action::MoreShown);
    for number in 3..6 {
        let next = format!("https://paper.example/feed.json?page={number}");
        older(&mut script, feed(page(&[entry("c", 3)], Some(&next))));
    }
    assert!(script.state.older_request().is_none());
    assert_eq!(script.state.older_pages(), OlderPages::There);
}

#[test]
fn an_older_page_that_does_not_come_can_be_asked_for_again() {
    let mut script = paged();
    script.act(Action::MoreShown);
    older(&mut script, Answer::Failed(Failure::Unreachable));
    assert_eq!(script.state.older_pages(), OlderPages::Failed);
    assert_eq!(script.shown(), ["d", "c"]);
    script.act(Action::MoreShown);
    older(&mut script, feed(page(&[entry("b", 2)], None)));
    assert_eq!(script.shown(), ["d", "c", "b"]);
}

#[test]
fn a_page_on_an_insecure_address_is_not_followed() {
    let mut script = Script::new(Prefs::default());
    script.answer(page(&[entry("a", 1)], Some("http://elsewhere.example/feed.json?page=2")));
    assert_eq!(script.state.older_pages(), OlderPages::None);
}

#[test]
fn what_is_in_doubt_is_asked_again_soon_and_read_even_when_the_bytes_are_the_same() {
    let mut script = Script::reading(&[entry("b", 2), entry("a", 1)]);
    script.answer(snapshot(&[entry("a", 1)]));
    assert_eq!(script.shown(), ["b", "a"]);
    let soon = script.state.wake_at().unwrap();
    assert!(soon <= second(script.at + 2).tick, "asked again within two seconds");
    script.at = soon.0.div_ceil(1_000);
    script.act(Action::Woke);
    assert_eq!(script.state.request().unwrap().known, None);
    script.answer(snapshot(&[entry("a", 1)]));
    assert_eq!(script.shown(), ["a"]);
}

#[test]
fn a_feed_that_stays_in_doubt_is_asked_before_its_time_once_in_a_pause() {
    let mut script = Script::reading(&[entry("b", 2), entry("a", 1)]);
    let pause = |script: &Script| script.state.wake_at().unwrap().since(second(script.at).tick);
    let mut soon = Vec::new();
    for _ in 0..2 {
        script.answer(snapshot(&[]));
        soon.push(pause(&script) <= 2_000);
        assert_eq!(script.shown(), ["b", "a"]);
    }
    assert_eq!(soon, [true, false], "an empty feed is not believed within seconds");
    script.answer(snapshot(&[entry("b", 2), entry("a", 1)]));
    assert!(pause(&script) > 2_000);
    script.answer(snapshot(&[entry("a", 1)]));
    assert!(pause(&script) <= 2_000, "the next doubt is another one");
}

#[test]
fn a_feed_that_begins_anew_replaces_everything_and_tells_nobody() {
    let mut script = Script::reading(&[entry("2", 2), entry("1", 1)]);
    script.act(Action::WhatChosen(What::Everything)).hide();
    script.answer(snapshot(&[entry("y", 3), entry("x", 1)]));
    assert_eq!(script.shown(), ["y", "x"]);
    assert_eq!((script.pending(), script.state.title_badge()), ((0, 0), None));
    assert_eq!(script.sent(is_notice), 0);
    let is_entries = |item: &Outgoing| matches!(item, Outgoing::Event { name: "entries", .. });
    assert_eq!(script.sent(is_entries), 1);
}

/// A reader who has read the second page, and then is away while the feed moves on by more than a page.
fn away_and_back(first: Parsed) -> Script {
    let mut script = paged();
    script.act(Action::MoreShown);
    older(&mut script, feed(page(&[entry("b", 2), entry("a", 1)], None)));
    script.answer(first);
    script
}

#[test]
fn a_gap_between_the_first_page_and_what_was_known_is_read_when_more_is_asked_for() {
    let next = "https://paper.example/feed.json?page=2";
    let mut script = away_and_back(page(&[entry("i", 9), entry("h", 8)], Some(next)));
    script.act(Action::PendingShown);
    assert_eq!(script.state.older_pages(), OlderPages::There);
    script.act(Action::MoreShown);
    older(&mut script, feed(page(&[entry("g", 7), entry("f", 6)], None)));
    assert_eq!(script.shown(), ["i", "h", "g", "f", "d", "c", "b", "a"]);
}

#[test]
fn a_page_that_joins_what_was_known_leaves_no_gap() {
    let next = "https://paper.example/feed.json?page=2";
    let script = away_and_back(page(&[entry("e", 5), entry("d", 4)], Some(next)));
    assert_eq!(script.state.older_pages(), OlderPages::None);
}

#[test]
fn the_last_answer_of_all_is_asked_again_when_it_is_in_doubt() {
    let mut script = Script::reading(&[entry("b", 5), entry("a", 1)]);
    let mut last = snapshot(&[entry("a", 1)]);
    last.about.phase = Phase::Ended;
    script.answer(last.clone());
    assert_eq!((script.shown(), script.state.wake_at().is_some()), (vec!["b", "a"], true));
    script.answer(last);
    assert_eq!((script.shown(), script.state.wake_at()), (vec!["a"], None));
}

#[test]
fn with_the_oldest_first_an_older_page_comes_before_the_others_and_the_reader_goes_there() {
    let mut script = paged();
    script.act(Action::OrderChosen(Order::Oldest)).act(Action::MoreShown);
    let sent = script.state.outbox().items().len();
    older(&mut script, feed(page(&[entry("b", 2), entry("a", 1)], None)));
    assert_eq!(script.shown(), ["a", "b", "c", "d"]);
    let sent: Vec<&Outgoing> =
        script.state.outbox().items().iter().skip(sent).map(|(_, item)| item).collect();
    assert!(matches!(sent.last(), Some(Outgoing::GoTo(id)) if *id.0 == *"a"), "{sent:?}");
}
