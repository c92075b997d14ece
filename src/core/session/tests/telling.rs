//! What readers are told, and what they chose.

use super::*;
use crate::core::prefs::Channel;

#[test]
fn a_browser_that_shows_nothing_is_not_believed_again() {
    let mut script = Script::reading(&[entry("a", 1)]);
    script.act(Action::PermissionSeen(Permission::Granted)).act(Action::NotificationFailed);
    assert_eq!(script.state.permission, Permission::Unsupported);
    script.act(Action::PermissionSeen(Permission::Granted));
    assert_eq!(script.state.permission, Permission::Unsupported);
}

#[test]
fn a_page_without_notifications_tells_nothing_whatever_was_chosen_before() {
    let (config, _) = Config::read(RawConfig {
        src: Some("https://paper.example/feed.json".to_owned()),
        notifications: Some("off".to_owned()),
        ..RawConfig::default()
    });
    let prefs = Prefs { what: What::Everything, sound: true, system: true, ..Prefs::default() };
    let mut script = Script { state: Rc::new(State::new(config, prefs, second(0))), at: 0 };
    script.act(Action::PermissionSeen(Permission::Granted)).answer(snapshot(&[entry("a", 1)])).hide();
    script.answer(delta(&[entry("b", 2)], &[])).act(Action::PanelOpened);
    assert_eq!((script.sent(is_notice), script.state.title_badge()), (0, None));
    assert_eq!(script.sent(|item| *item == Outgoing::Sound), 0);
    assert!(!script.state.panel_open);
}

#[test]
fn a_hidden_reader_is_told_what_they_asked_for_and_nothing_else() {
    let prefs = Prefs {
        what: What::Topics,
        topics: ["Aid".to_owned().into()].into_iter().collect(),
        system: true,
        sound: true,
        ..Prefs::default()
    };
    let mut script = Script::new(prefs);
    script.act(Action::PermissionSeen(Permission::Granted)).answer(snapshot(&[entry("a", 1)])).hide();
    script.answer(snapshot(&[about("talks", 2, &["Talks"]), entry("a", 1)]));
    assert_eq!((script.sent(is_notice), script.state.title_badge()), (0, None));
    script.answer(delta(&[about("aid", 3, &["Aid"])], &[]));
    assert_eq!(script.sent(is_notice), 1);
    assert_eq!(script.sent(|item| *item == Outgoing::Sound), 1);
    assert_eq!(script.state.title_badge(), Some(1));
    script.at_top().act(Action::VisibilityChanged { hidden: false });
    assert_eq!(script.state.title_badge(), None);
}

#[test]
fn what_was_deleted_before_anybody_saw_it_is_not_counted() {
    let mut script = Script::new(Prefs { what: What::Everything, ..Prefs::default() });
    script.answer(snapshot(&[entry("a", 1)])).hide().answer(delta(&[entry("b", 2)], &[]));
    assert_eq!(script.state.title_badge(), Some(1));
    script.answer(delta(&[], &[("b", None)]));
    assert_eq!((script.state.title_badge(), script.pending()), (None, (0, 0)));
}

#[test]
fn nobody_is_notified_of_what_they_are_looking_at_or_of_an_edit() {
    let prefs = Prefs { what: What::Everything, system: true, sound: true, ..Prefs::default() };
    let mut script = Script::new(prefs);
    let a = entry("a", 1);
    script
        .act(Action::PermissionSeen(Permission::Granted))
        .answer(snapshot(std::slice::from_ref(&a)))
        .at_top();
    script.answer(delta(&[entry("b", 2)], &[]));
    assert_eq!((script.sent(is_notice), script.sent(|item| *item == Outgoing::Sound)), (0, 0));
    script.hide().answer(delta(&[edited(&a, "changed", 9)], &[]));
    assert_eq!((script.sent(is_notice), script.state.title_badge()), (0, None));
}

#[test]
fn the_browser_is_asked_only_by_the_readers_switch_and_the_switch_follows_the_answer() {
    let ask = |item: &Outgoing| *item == Outgoing::AskPermission;
    let mut script = Script::reading(&[entry("a", 1)]);
    script.act(Action::PermissionSeen(Permission::NotAsked)).act(Action::PanelOpened);
    script.act(Action::WhatChosen(What::Everything));
    assert_eq!(script.sent(ask), 0);
    script.act(Action::ChannelSwitched(Channel::System, true));
    assert_eq!(script.sent(ask), 1);
    assert!(!script.state.prefs.system);
    script.act(Action::PermissionSeen(Permission::Granted));
    assert!(script.state.prefs.system);
    script.act(Action::PermissionSeen(Permission::Denied));
    assert!(script.state.lost_permission());
    script.act(Action::ChannelSwitched(Channel::System, false));
    assert!(!script.state.lost_permission());
}

#[test]
fn a_refused_or_impossible_permission_switches_nothing_on() {
    for permission in [Permission::Unsupported, Permission::Insecure, Permission::Framed, Permission::Denied]
    {
        let mut script = Script::reading(&[entry("a", 1)]);
        script.act(Action::PermissionSeen(permission)).act(Action::ChannelSwitched(Channel::System, true));
        assert!(!script.state.prefs.system);
        assert_eq!(script.sent(|item| *item == Outgoing::AskPermission), 0);
    }
}

#[test]
fn a_choice_is_stored_at_once_and_confirmed_or_owned_up_to() {
    let mut script = Script::reading(&[entry("a", 1)]);
    assert!(script.state.offers_notice() && script.state.to_store().is_none());
    script.act(Action::NoticeDismissed);
    assert!(!script.state.offers_notice());
    assert!(script.state.to_store().unwrap().notice_dismissed);
    script.act(Action::Stored { kept: true });
    assert!(script.state.to_store().is_none());
    assert_eq!(script.state.keeping, Keeping::Saved);
    script.act(Action::WhatChosen(What::KeyEvents)).act(Action::Stored { kept: false });
    script.act(Action::WhatChosen(What::Everything)).act(Action::Stored { kept: false });
    assert_eq!(script.state.keeping, Keeping::NotKept);
    assert_eq!(script.state.prefs.what, What::Everything);
    let told = script.sent(|item| matches!(item, Outgoing::Event { name: "error", .. }));
    assert_eq!(told, 1, "the engineer is told once, not at each choice");
}
