//! The view in the page's address and in storage.

use super::*;
use crate::core::link_state::View;
use crate::core::sorting::Order;
use implicit_clone::unsync::IString;

/// A reader on a page with its filter in the address, before the first answer.
fn addressed() -> Script {
    let (config, _) = Config::read(RawConfig {
        src: Some("https://paper.example/feed.json".to_owned()),
        url_state: Some(String::new()),
        ..RawConfig::default()
    });
    Script { state: Rc::new(State::new(config, Prefs::default(), second(0))), at: 0 }
}

fn key_only() -> View {
    View { filter: Filter { key_only: true, ..Filter::default() }, order: None }
}

fn viewed(script: &mut Script, viewed: Viewed) {
    script.act(Action::Viewed(viewed));
}

#[test]
fn the_address_is_read_before_it_is_written() {
    let mut script = addressed();
    assert_eq!(script.state.address_view(), None);
    viewed(&mut script, Viewed::Addressed(None));
    assert_eq!(script.state.address_view(), Some(View::default()));
    script.answer(snapshot(&[key("b", 2), entry("a", 1)]));
    script.act(Action::KeyOnlyToggled).act(Action::OrderChosen(Order::Oldest));
    assert_eq!(script.state.address_view(), Some(View { order: Some(Order::Oldest), ..key_only() }));
    script.act(Action::OrderChosen(Order::Newest));
    assert_eq!(script.state.address_view(), Some(key_only()), "the page's own order needs no word");
}

#[test]
fn a_page_without_the_attribute_has_its_address_left_alone() {
    let mut script = Script::reading(&[entry("a", 1)]);
    viewed(&mut script, Viewed::Addressed(None));
    script.act(Action::KeyOnlyToggled);
    assert_eq!(script.state.address_view(), None);
}

#[test]
fn a_filtered_link_opens_filtered_and_says_so_until_the_filter_changes() {
    let mut script = addressed();
    viewed(&mut script, Viewed::Addressed(Some(key_only())));
    script.answer(snapshot(&[key("b", 2), entry("a", 1)]));
    assert_eq!(script.shown(), ["b"]);
    assert!(script.state.came_filtered());
    assert_eq!(script.state.said.1, None, "nobody had anything else before");
    script.act(Action::FilterSet(Filter::default()));
    assert!(!script.state.came_filtered());
    script.act(Action::KeyOnlyToggled);
    assert!(!script.state.came_filtered(), "this one is the reader's");
}

#[test]
fn travelling_in_the_history_brings_the_view_of_each_page() {
    let mut script = addressed();
    viewed(&mut script, Viewed::Addressed(None));
    script.answer(snapshot(&[key("b", 2), entry("a", 1)]));
    viewed(&mut script, Viewed::Addressed(Some(View { order: Some(Order::Oldest), ..key_only() })));
    assert_eq!((script.shown(), script.state.order), (vec!["b"], Order::Oldest));
    assert!(!script.state.came_filtered(), "the reader was here");
    viewed(&mut script, Viewed::Addressed(None));
    assert_eq!((script.shown(), script.state.order), (vec!["b", "a"], Order::Newest));
}

#[test]
fn a_filter_is_remembered_when_the_reader_wants_it_and_forgotten_when_not() {
    let mut script = Script::reading(&[key("b", 2), entry("a", 1)]);
    viewed(&mut script, Viewed::Recalled(None));
    script.act(Action::KeyOnlyToggled);
    assert_eq!(script.state.view_to_store(), None, "nobody asked");
    viewed(&mut script, Viewed::Remembering(true));
    assert_eq!(script.state.view_to_store(), Some(Some(key_only())));
    viewed(&mut script, Viewed::Stored);
    assert_eq!(script.state.view_to_store(), None);
    script.act(Action::KeyOnlyToggled);
    assert_eq!(script.state.view_to_store(), Some(Some(View::default())));
    viewed(&mut script, Viewed::Remembering(false));
    assert_eq!(script.state.view_to_store(), Some(None));
}

#[test]
fn what_was_remembered_is_there_again_unless_the_address_says_otherwise() {
    let mut script = addressed();
    viewed(&mut script, Viewed::Recalled(Some(key_only())));
    assert_eq!((script.state.filter.key_only, script.state.view_to_store()), (true, None));
    viewed(&mut script, Viewed::Addressed(None));
    assert!(script.state.filter.key_only);
    let text = View { filter: Filter { text: "grain".into(), ..Filter::default() }, order: None };
    let mut script = addressed();
    viewed(&mut script, Viewed::Recalled(Some(key_only())));
    viewed(&mut script, Viewed::Addressed(Some(text.clone())));
    assert_eq!(*script.state.filter, text.filter);
    assert_eq!(script.state.view_to_store(), None, "what a link brought does not replace it");
}

#[test]
fn the_page_sets_a_filter_and_is_not_overruled_by_what_was_remembered() {
    let mut script = addressed();
    viewed(&mut script, Viewed::Set(key_only()));
    let other = View { filter: Filter { text: "grain".into(), ..Filter::default() }, order: None };
    viewed(&mut script, Viewed::Recalled(Some(other)));
    script.answer(snapshot(&[key("b", 2), entry("a", 1)]));
    assert_eq!(script.shown(), ["b"]);
}

#[test]
fn a_link_goes_with_the_filter_or_without_as_the_reader_says() {
    let mut script = addressed();
    viewed(&mut script, Viewed::Addressed(None));
    script.answer(snapshot(&[key("b", 2), entry("a", 1)]));
    let id = EntryId::from("b");
    let last = |script: &Script| {
        let (_, item) = script.state.outbox().items().last().unwrap().clone();
        match item {
            Outgoing::Share(package) => package.view.unwrap().1,
            _ => panic!("nothing was passed on"),
        }
    };
    script.act(Action::SharePressed(id.clone()));
    assert_eq!(last(&script), View::default(), "without a filter there is nothing to choose");
    script.act(Action::KeyOnlyToggled).act(Action::SharePressed(id.clone()));
    assert_eq!(script.state.sharing().unwrap().stage, Passing::Choosing);
    script.act(Action::SharePressed(id.clone()));
    assert_eq!(script.state.sharing(), None, "a second press takes the first back");
    script.act(Action::ShareChosen { id: id.clone(), filtered: true });
    assert_eq!((last(&script), script.state.sharing()), (key_only(), None));
    script.act(Action::ShareChosen { id, filtered: false });
    assert_eq!(last(&script), View::default());
}

#[test]
fn following_a_topic_chooses_topics_for_who_had_chosen_nothing() {
    let mut script = Script::reading(&[about("a", 1, &["Aid"])]);
    script.act(Action::TopicToggled("Aid".into()));
    let to_follow =
        |script: &Script| script.state.topics_to_follow().map(ToString::to_string).collect::<Vec<_>>();
    assert_eq!(to_follow(&script), ["Aid"]);
    script.act(Action::TopicFollowed("Aid".into()));
    assert_eq!((script.state.prefs.what, to_follow(&script).len()), (What::Topics, 0));
    assert!(script.state.panel_open, "it says how the reader will be told");
    assert!(script.state.prefs.topics.contains(&"Aid".into()));
    script.act(Action::WhatChosen(What::KeyEvents));
    assert_eq!(to_follow(&script), [""; 0], "who is told of key events would not be told of a topic too");
}

#[test]
fn a_link_within_the_page_does_not_make_the_filter_of_a_link_the_readers_own() {
    let mut script = addressed();
    viewed(&mut script, Viewed::Recalled(Some(View::default())));
    viewed(&mut script, Viewed::Addressed(Some(key_only())));
    for answered in [false, true] {
        viewed(&mut script, Viewed::Addressed(Some(key_only())));
        assert!(script.state.came_filtered(), "answered: {answered}");
        assert_eq!(script.state.view_to_store(), None, "it is somebody else's");
        script.answer(snapshot(&[key("b", 2), entry("a", 1)]));
    }
    viewed(&mut script, Viewed::Addressed(None));
    viewed(&mut script, Viewed::Addressed(Some(key_only())));
    assert!(!script.state.came_filtered());
}

#[test]
fn a_link_within_the_page_changes_nothing_of_a_search_that_was_parted() {
    let mut script = addressed();
    viewed(&mut script, Viewed::Addressed(None));
    script.answer(snapshot(&[entry("b", 2), entry("a", 1)]));
    let text = IString::from("東京駅".to_owned());
    script.act(Action::SearchTyped(text.clone()));
    script.act(Action::TextParted { text, pieces: vec!["東京".into(), "駅".into()] });
    let before = Rc::clone(&script.state);
    let view = script.state.address_view();
    viewed(&mut script, Viewed::Addressed(view));
    assert!(script.state == before, "nothing is said, sent or looked for anew");
}

#[test]
fn a_view_that_is_set_is_told_once_whatever_is_other_about_it() {
    let mut script = Script::reading(&[key("b", 2), entry("a", 1)]);
    let told = |script: &Script| script.sent(|item| matches!(item, Outgoing::Event { name: "filter", .. }));
    viewed(&mut script, Viewed::Set(View { order: Some(Order::Oldest), ..key_only() }));
    assert_eq!((script.shown(), script.state.order, told(&script)), (vec!["b"], Order::Oldest, 1));
    viewed(&mut script, Viewed::Set(View { order: Some(Order::Newest), ..key_only() }));
    assert_eq!((script.state.order, told(&script)), (Order::Newest, 2));
    viewed(&mut script, Viewed::Set(View { order: Some(Order::Newest), ..key_only() }));
    assert_eq!(told(&script), 2, "nothing changed");
}

#[test]
fn what_the_page_sets_comes_before_what_is_remembered_also_when_it_is_nothing() {
    let mut script = addressed();
    viewed(&mut script, Viewed::Set(View::default()));
    viewed(&mut script, Viewed::Recalled(Some(key_only())));
    script.answer(snapshot(&[key("b", 2), entry("a", 1)]));
    assert_eq!(script.shown(), ["b", "a"]);
    assert!(script.state.remembers_filter(), "which the reader still wants");
}
