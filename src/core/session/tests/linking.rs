//! Entries that somebody asks for by name, wherever they are.

use super::*;
use crate::core::model::Body;
use crate::core::sorting::Order;
use crate::core::url::SafeUrl;

fn seek(script: &mut Script, id: &str) {
    script.act(Action::EntrySought(EntryId::from(id)));
}

fn found(script: &Script) -> Option<Found> {
    script.state.sought().map(|sought| sought.found)
}

/// Where the reader was taken, by the last item of its kind.
fn taken_to(script: &Script) -> Option<String> {
    script.state.outbox().items().iter().rev().find_map(|(_, item)| match item {
        Outgoing::GoTo(id) => Some(id.0.to_string()),
        _ => None,
    })
}

/// The states of the entry-view events so far.
fn told(script: &Script) -> Vec<String> {
    let details = script.state.outbox().items().iter().filter_map(|(_, item)| match item {
        Outgoing::Event { name: "entry-view", detail } => detail.text("state"),
        _ => None,
    });
    details.map(|state| state.to_string()).collect()
}

fn many(count: i64) -> Vec<Entry> {
    (0..count).rev().map(|n| entry(&format!("e{n}"), n)).collect()
}

#[test]
fn an_entry_on_the_page_is_gone_to_and_nothing_is_said() {
    let mut script = Script::reading(&many(3));
    seek(&mut script, "e1");
    assert_eq!((taken_to(&script).as_deref(), found(&script)), (Some("e1"), None));
    assert_eq!(told(&script), ["shown"]);
}

#[test]
fn an_entry_below_what_is_drawn_is_drawn() {
    let mut script = Script::reading(&many(90));
    seek(&mut script, "e10");
    assert_eq!(taken_to(&script).as_deref(), Some("e10"));
    assert_eq!(script.shown().len(), 90, "down to it, and a page more");
    assert_eq!(found(&script), None);
}

#[test]
fn an_entry_that_waits_behind_the_button_is_released() {
    let mut script = Script::reading(&[entry("a", 1)]);
    script.answer(snapshot(&[entry("b", 2), entry("a", 1)]));
    assert_eq!(script.pending(), (1, 1));
    seek(&mut script, "b");
    assert_eq!((script.shown(), taken_to(&script).as_deref()), (vec!["b", "a"], Some("b")));
}

#[test]
fn an_entry_outside_the_filter_is_shown_by_itself_until_the_filter_goes() {
    let mut script = Script::reading(&[key("b", 2), entry("a", 1)]);
    script.act(Action::KeyOnlyToggled);
    seek(&mut script, "a");
    let sought = script.state.sought().unwrap();
    assert_eq!((sought.found, sought.entry.unwrap().id.clone()), (Found::Outside, EntryId::from("a")));
    assert_eq!(script.shown(), ["b"], "the filter holds");
    assert_eq!(script.state.said.1, Some(Said::Sought(Found::Outside)));
    script.act(Action::SoughtUnfiltered);
    assert_eq!((script.shown(), found(&script)), (vec!["b", "a"], None));
    assert_eq!(told(&script), ["outside-filter", "shown"]);
    assert_eq!(taken_to(&script).as_deref(), Some("a"));
}

#[test]
fn what_is_outside_no_more_is_not_drawn_twice() {
    let mut script = Script::reading(&[key("b", 2), entry("a", 1)]);
    script.act(Action::KeyOnlyToggled);
    seek(&mut script, "a");
    script.act(Action::KeyOnlyToggled);
    assert_eq!((script.shown(), found(&script)), (vec!["b", "a"], None));
}

#[test]
fn a_withdrawn_entry_is_said_to_be_withdrawn_until_that_was_read() {
    let mut script = Script::reading(&[entry("b", 2), entry("a", 1)]);
    script.answer(delta(&[], &[("a", None)]));
    seek(&mut script, "a");
    assert_eq!((found(&script), told(&script)), (Some(Found::Withdrawn), vec!["withdrawn".to_owned()]));
    script.act(Action::SoughtDismissed);
    assert_eq!(found(&script), None);
}

#[test]
fn a_shown_entry_that_is_withdrawn_while_outside_the_filter_says_so() {
    let mut script = Script::reading(&[key("b", 2), entry("a", 1)]);
    script.act(Action::KeyOnlyToggled);
    seek(&mut script, "a");
    script.answer(delta(&[], &[("a", None)]));
    assert_eq!(script.state.sought(), Some(Sought { found: Found::Withdrawn, entry: None }));
}

#[test]
fn what_is_asked_for_before_the_first_answer_waits_for_it() {
    let mut script = Script::new(Prefs::default());
    seek(&mut script, "a");
    assert_eq!((found(&script), told(&script)), (None, vec![]));
    script.answer(snapshot(&[entry("b", 2), entry("a", 1)]));
    assert_eq!(taken_to(&script).as_deref(), Some("a"));
}

#[test]
fn an_entry_that_the_feed_does_not_have_is_unknown() {
    let mut script = Script::reading(&[entry("a", 1)]);
    seek(&mut script, "x");
    assert_eq!((found(&script), told(&script)), (Some(Found::Unknown), vec!["unknown".to_owned()]));
}

#[test]
fn a_link_that_may_mean_another_reader_on_the_page_is_left_to_it() {
    let mut script = Script::reading(&[entry("a", 1)]);
    script.act(Action::LinkFollowed { id: EntryId::from("x"), alone: false });
    assert_eq!((found(&script), told(&script)), (None, vec![]));
    script.act(Action::LinkFollowed { id: EntryId::from("a"), alone: false });
    assert_eq!(told(&script), ["shown"]);
    script.act(Action::LinkFollowed { id: EntryId::from("x"), alone: true });
    assert_eq!(found(&script), Some(Found::Unknown));
}

/// A page of a feed that always has another.
fn page(entries: &[Entry], no: u32) -> Parsed {
    let next = SafeUrl::parse(&format!("https://paper.example/feed.json?page={no}"));
    Parsed { next, more: true, ..snapshot(entries) }
}

fn older(script: &mut Script, answer: Answer) {
    let request = script.state.older_request().unwrap().no;
    script.act(Action::OlderAnswered { request, answer });
}

#[test]
fn older_pages_are_asked_until_the_entry_is_there() {
    let mut script = Script::new(Prefs::default());
    script.answer(page(&[entry("d", 40)], 2));
    seek(&mut script, "b");
    assert_eq!(found(&script), Some(Found::Looking));
    older(&mut script, Answer::Feed(Rc::new(page(&[entry("c", 30)], 3)), 1));
    assert_eq!((found(&script), taken_to(&script)), (Some(Found::Looking), None), "nobody is led elsewhere");
    older(&mut script, Answer::Feed(Rc::new(page(&[entry("b", 20)], 4)), 2));
    assert_eq!((found(&script), taken_to(&script).as_deref()), (None, Some("b")));
    assert!(script.state.older_request().is_none(), "and no further");
}

#[test]
fn older_pages_are_asked_a_few_times_and_not_for_ever() {
    let mut script = Script::new(Prefs::default());
    script.answer(page(&[entry("start", 1000)], 2));
    seek(&mut script, "x");
    let mut asked = 0;
    while script.state.older_request().is_some() {
        asked += 1;
        let brought = entry(&format!("o{asked}"), 1000 - asked);
        let no = u32::try_from(asked).unwrap() + 2;
        older(&mut script, Answer::Feed(Rc::new(page(&[brought], no)), 1));
    }
    assert_eq!((asked, found(&script)), (5, Some(Found::Unknown)));
}

#[test]
fn an_older_page_that_does_not_come_ends_the_looking() {
    let mut script = Script::new(Prefs::default());
    script.answer(page(&[entry("d", 40)], 2));
    seek(&mut script, "b");
    older(&mut script, Answer::Failed(Failure::Unreachable));
    assert_eq!((found(&script), told(&script)), (Some(Found::Unknown), vec!["unknown".to_owned()]));
}

#[test]
fn a_notification_leads_to_its_entry_even_outside_the_filter() {
    let mut script = Script::reading(&[key("b", 2), entry("a", 1)]);
    script.act(Action::NoticeFollowed(EntryId::from("a")));
    assert_eq!(found(&script), None);
    script.act(Action::KeyOnlyToggled).act(Action::NoticeFollowed(EntryId::from("a")));
    assert_eq!((found(&script), taken_to(&script).as_deref()), (Some(Found::Outside), Some("a")));
}

#[test]
fn where_the_oldest_come_first_those_behind_the_button_do_not_push_an_entry_off_the_page() {
    let mut script = Script::reading(&many(100));
    script.act(Action::OrderChosen(Order::Oldest));
    script.answer(snapshot(&many(125)));
    assert_eq!(script.pending(), (25, 25));
    seek(&mut script, "e40");
    assert_eq!((found(&script), told(&script)), (None, vec!["shown".to_owned()]));
    assert!(script.shown().contains(&"e40"));
}

/// A reader who searches for a word that one entry has, far down, among many to be read.
fn searching(then: impl Fn(&mut Script)) -> Script {
    let filler = "the boats came back to the harbour and ".repeat(100);
    let body = |n: i64| if n == 5 { [&*filler, "ferry"].concat() } else { filler.clone() };
    let long = |n: i64| Entry { body: Body::Text(body(n).into()), ..entry(&format!("e{n}"), n) };
    let mut script = Script::new(Prefs::default());
    script.act(Action::SearchTyped("ferry".to_owned().into()));
    script.act(Action::LinkFollowed { id: EntryId::from("e5"), alone: true });
    script.answer(snapshot(&(1..=60).rev().map(long).collect::<Vec<_>>()));
    assert!(script.state.listing.looking > 0);
    assert_eq!((told(&script), script.shown()), (vec![], vec![]), "nobody knows yet where it stands");
    then(&mut script);
    while script.state.turn().is_some() {
        script.act(Action::TurnCame);
    }
    script
}

#[test]
fn a_link_into_a_search_waits_until_the_search_has_come_so_far() {
    let script = searching(|_| {});
    assert_eq!((found(&script), told(&script)), (None, vec!["shown".to_owned()]));
    assert_eq!((taken_to(&script).as_deref(), script.shown()), (Some("e5"), vec!["e5"]));
}

#[test]
fn a_link_that_waits_for_a_search_is_gone_to_when_the_search_is_given_up() {
    let script = searching(|script| {
        script.act(Action::FilterSet(Filter::default()));
    });
    assert_eq!((taken_to(&script).as_deref(), told(&script).len()), (Some("e5"), 1));
    let script = searching(|script| {
        script.act(Action::LinkFollowed { id: EntryId::from("e59"), alone: true });
    });
    assert_eq!(
        (taken_to(&script).as_deref(), told(&script)),
        (Some("e59"), vec!["outside-filter".to_owned()])
    );
}
