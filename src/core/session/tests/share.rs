//! Passing entries on.

use super::*;
use crate::core::model::{About, Author};
use crate::core::url::SafeUrl;

fn package(script: &Script) -> Package {
    let found = script.state.outbox().items().iter().rev().find_map(|(_, item)| match item {
        Outgoing::Share(package) => Some(package.clone()),
        _ => None,
    });
    found.unwrap()
}

fn id(text: &str) -> EntryId {
    EntryId::from(text)
}

#[test]
fn an_entry_is_passed_on_by_its_own_page_or_its_place_on_this_one() {
    let own = SafeUrl::parse("https://paper.example/talks/1");
    let mut script = Script::reading(&[Entry { url: own.clone(), ..entry("b", 2) }, entry("a", 1)]);
    script.act(Action::SharePressed(id("b")));
    assert_eq!(
        package(&script),
        Package { id: id("b"), title: "b".to_owned(), url: own, view: None, quoted: None }
    );
    script.act(Action::SharePressed(id("a")));
    assert_eq!(package(&script).url, None);
}

#[test]
fn what_was_done_is_said_beside_the_entry_until_it_is_over() {
    let mut script = Script::reading(&[entry("b", 2), entry("a", 1)]);
    script.act(Action::SharePassed { id: id("a"), stage: Passing::Linked });
    assert_eq!(script.state.sharing().unwrap().id, id("a"));
    assert_eq!(script.state.said.1, Some(Said::Linked));
    script.act(Action::ShareOver(id("b")));
    assert!(script.state.sharing().is_some(), "that is of another");
    script.act(Action::ShareOver(id("a")));
    assert_eq!(script.state.sharing(), None);
}

#[test]
fn what_cannot_be_copied_is_shown_to_be_copied_by_hand() {
    let mut script = Script::reading(&[entry("a", 1)]);
    let link = "https://page.example/#live-blog-a".to_owned();
    script.act(Action::SharePassed { id: id("a"), stage: Passing::ByHand(link) });
    assert!(script.state.outbox().items().iter().any(|(_, item)| *item == Outgoing::SelectLink));
}

#[test]
fn words_are_quoted_with_who_said_them_where() {
    let author = |name: &str| Author { name: name.to_owned().into(), url: None, avatar: None };
    let mut script = Script::new(Prefs::default());
    let about = About {
        title: Some("Talks at Port Halden".into()),
        authors: Rc::from([author("Desk")]),
        ..About::default()
    };
    let signed = Entry { authors: Rc::from([author("Ana Roe"), author("Ben Okri")]), ..entry("b", 2) };
    script.answer(Parsed { about, ..snapshot(&[signed, entry("a", 1)]) });
    script.act(Action::QuotePressed(id("b")));
    assert_eq!(package(&script).quoted.as_deref(), Some("Ana Roe, Ben Okri, Talks at Port Halden"));
    script.act(Action::QuotePressed(id("a")));
    assert_eq!(package(&script).quoted.as_deref(), Some("Desk, Talks at Port Halden"));
    assert_eq!(quote(" We sign.\n", "Desk", "https://a.example/"), "“We sign.”\n— Desk\nhttps://a.example/");
    assert_eq!(quote("We sign.", "", ""), "“We sign.”");
}

#[test]
fn words_of_one_entry_alone_can_be_quoted() {
    let mut script = Script::reading(&[entry("b", 2), entry("a", 1)]);
    let select = |ids: &[&str]| Action::SelectionSeen(Some(ids.iter().map(|text| id(text)).collect()));
    script.act(select(&["a"]));
    assert_eq!(script.state.quotable(), Some(&id("a")));
    script.act(select(&["a", "b"]));
    assert_eq!(script.state.quotable(), None);
    script.act(Action::SelectionSeen(None));
    assert_eq!(script.state.quotable(), None);
    let by_hand = Passing::ByHand("https://a.example/".into());
    script.act(Action::SharePassed { id: id("a"), stage: by_hand }).act(select(&["a"]));
    assert_eq!(script.state.quotable(), None, "the link is what is selected");
    script.act(Action::ShareOver(id("a")));
    assert_eq!(script.state.quotable(), Some(&id("a")));
}

#[test]
fn an_entry_that_went_is_not_passed_on() {
    let mut script = Script::reading(&[entry("a", 1)]);
    script.act(Action::SharePressed(id("x"))).act(Action::QuotePressed(id("x")));
    assert!(!script.state.outbox().items().iter().any(|(_, item)| matches!(item, Outgoing::Share(_))));
}
