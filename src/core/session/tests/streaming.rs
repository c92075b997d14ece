//! A stream beside the feed.

use super::*;
use crate::core::feed::link::Hub;
use crate::core::feed::message::Message;
use crate::core::stream::ConnectionNo;
use crate::core::url::SafeUrl;

fn url(text: &str) -> SafeUrl {
    SafeUrl::parse(text).unwrap()
}

/// A reader with this `stream` attribute on a page of the paper, before the first answer.
fn opened(stream: &str) -> Script {
    let mut script = Script::new(Prefs::default());
    let page = "https://paper.example/live".to_owned();
    let (config, _) = Config::read(RawConfig {
        src: Some("https://paper.example/feed.json".to_owned()),
        stream: Some(stream.to_owned()),
        own: page.clone(),
        page,
        ..RawConfig::default()
    });
    script.state = Rc::new(State::new(config, Prefs::default(), second(0)));
    script
}

/// A reader who looks at the top of a feed with the entry `a`, and whose stream is open; the feed was asked again.
pub(super) fn streaming() -> Script {
    let mut script = opened("/events");
    script.at_top().answer(snapshot(&[entry("a", 1)]));
    let no = connection(&script);
    script.act(Action::StreamOpened(no));
    script.answer(snapshot(&[entry("a", 1)]));
    script
}

pub(super) fn connection(script: &Script) -> ConnectionNo {
    script.state.stream().unwrap().no
}

pub(super) fn told(parsed: Parsed) -> Message {
    Message::Delta { parsed: Rc::new(parsed), phase: None }
}

pub(super) fn hear(script: &mut Script, messages: Vec<Message>) {
    let no = connection(script);
    script.act(Action::StreamHeard(no, Heard { messages, ..Heard::default() }));
}

/// Lets time pass until something is asked for, at most so many seconds; answers with how many passed.
pub(super) fn until_asked(script: &mut Script, most: u64) -> Option<u64> {
    (0..=most).find(|_| {
        let asked = script.state.request().is_some();
        if !asked {
            script.act(Action::Woke);
        }
        asked
    })
}

#[test]
fn the_stream_opens_after_the_first_answer_and_the_feed_is_asked_again_at_once() {
    let mut script = opened("/events");
    assert!(script.state.stream().is_none());
    script.answer(snapshot(&[entry("a", 1)]));
    assert_eq!(script.state.stream().unwrap().url, url("https://paper.example/events"));
    assert!(script.state.request().is_none());
    let no = connection(&script);
    script.act(Action::StreamOpened(no));
    assert!(script.state.is_streaming() && script.state.request().is_some());
}

#[test]
fn an_answer_that_is_under_way_when_it_opens_is_not_enough() {
    let mut script = opened("/events");
    script.answer(snapshot(&[entry("a", 1)])).act(Action::RefreshPressed);
    let no = connection(&script);
    script.act(Action::StreamOpened(no));
    script.answer(snapshot(&[entry("a", 1)]));
    assert!(until_asked(&mut script, 3).is_some());
}

#[test]
fn while_it_is_open_the_feed_is_asked_every_five_minutes() {
    let mut script = streaming();
    let pause = until_asked(&mut script, 400).unwrap();
    assert!((235..=365).contains(&pause), "{pause}");
}

#[test]
fn entries_edits_and_withdrawals_come_through_it() {
    let mut script = streaming();
    hear(&mut script, vec![told(delta(&[entry("b", 2)], &[])), told(delta(&[entry("c", 3)], &[]))]);
    assert_eq!(script.shown(), ["c", "b", "a"]);
    hear(&mut script, vec![told(delta(&[edited(&entry("b", 2), "B", 4)], &[("a", Some(5))]))]);
    assert_eq!(script.shown(), ["c", "b"]);
    assert_eq!(script.state.listing.entries[1].headline.as_deref(), Some("B"));
    // Told twice, as after a reopening: nothing happens twice.
    let before = script.sent(|item| matches!(item, Outgoing::Event { name: "entries", .. }));
    hear(&mut script, vec![told(delta(&[entry("c", 3)], &[]))]);
    assert_eq!(script.sent(|item| matches!(item, Outgoing::Event { name: "entries", .. })), before);
}

#[test]
fn entries_from_the_stream_are_held_like_any_others() {
    let mut script = streaming();
    script.act(Action::TopSeen(false));
    hear(&mut script, vec![told(delta(&[entry("b", 2)], &[]))]);
    assert_eq!((script.shown(), script.pending()), (vec!["a"], (1, 1)));
}

#[test]
fn a_feed_that_fails_beside_it_delays_nothing_but_a_reader_who_asked_is_told() {
    let mut script = streaming();
    script.reply(Answer::Failed(Failure::Unreachable));
    assert_eq!(script.state.status().health, Health::Delayed);

    // What the stream says in between is no answer to that.
    let mut script = streaming();
    script.act(Action::RefreshPressed);
    hear(&mut script, vec![told(snapshot(&[entry("b", 2)]))]);
    let request = script.state.request().unwrap().no;
    script.act(Action::Answered { request, answer: Answer::Failed(Failure::Unreachable) });
    assert_eq!(script.state.status().health, Health::Delayed);
    script.reply(Answer::Unchanged);
    assert_eq!(script.state.status().health, Health::Live);

    let mut script = streaming();
    until_asked(&mut script, 400);
    script.reply(Answer::Failed(Failure::Unreachable));
    assert_eq!(script.state.status().health, Health::Live);
}

#[test]
fn a_bare_ping_asks_the_feed_within_two_seconds() {
    let mut script = streaming();
    hear(&mut script, vec![Message::Changed]);
    assert!(until_asked(&mut script, 3).is_some());
}

#[test]
fn when_it_breaks_the_feed_is_asked_at_its_ordinary_pace_until_it_is_back() {
    let mut script = streaming();
    let no = connection(&script);
    script.act(Action::StreamClosed(no, None));
    assert!(!script.state.is_streaming() && script.state.stream().is_none());
    script.act(Action::VisibilityChanged { hidden: false });
    let mut asked = None;
    for second in 0..20 {
        script.act(Action::Woke);
        if script.state.request().is_some() {
            asked = asked.or(Some(second));
        }
    }
    assert!(asked.is_some_and(|second| second <= 18), "{asked:?}");
    assert!(script.state.stream().is_some_and(|now| now.no != no));
}

#[test]
fn a_reopening_goes_on_from_the_last_event_by_query_and_on_the_own_origin_by_header() {
    for (address, header) in [("/events?t=1", true), ("https://hub.example/events?t=1", false)] {
        let mut script = opened(address);
        script.answer(snapshot(&[entry("a", 1)]));
        let no = connection(&script);
        assert!(script.state.stream().unwrap().last_id.is_none());
        script.act(Action::StreamOpened(no));
        let heard = Heard { last_id: Some("17:0".into()), ..Heard::default() };
        script.act(Action::StreamHeard(no, heard)).act(Action::StreamClosed(no, None));
        for _ in 0..20 {
            script.act(Action::Woke);
        }
        let again = script.state.stream().unwrap();
        let asked = again.address(again.last_id.as_deref());
        assert!(asked.as_str().ends_with("/events?t=1&last_event_id=17:0"), "{}", asked.as_str());
        assert_eq!(again.is_own(), header, "{address}");
    }
}

#[test]
fn a_stream_that_another_tab_gives_over_is_compared_with_the_feed() {
    let mut script = streaming();
    let no = connection(&script);
    assert!(script.state.request().is_none());
    script.act(Action::StreamOpened(no));
    assert!(script.state.is_streaming() && until_asked(&mut script, 3).is_some());
}

#[test]
fn a_late_word_of_an_old_connection_is_nothing() {
    let mut script = streaming();
    let no = connection(&script);
    script.act(Action::StreamClosed(no, None));
    let message = told(delta(&[entry("z", 9)], &[]));
    script.act(Action::StreamHeard(no, Heard { messages: vec![message], ..Heard::default() }));
    assert_eq!(script.shown(), ["a"]);
}

#[test]
fn a_stream_that_says_too_little_gives_way_to_polling() {
    let mut script = streaming();
    for n in 2..=4 {
        let entries: Vec<Entry> =
            (1..=n).map(|at| entry(&format!("e{at}"), at)).chain([entry("a", 1)]).collect();
        until_asked(&mut script, 400);
        script.answer(snapshot(&entries));
    }
    assert!(!script.state.is_streaming());
    let pause = until_asked(&mut script, 400).unwrap();
    assert!(pause <= 18, "{pause}");
}

#[test]
fn it_closes_when_offline_ended_or_long_out_of_sight() {
    let mut script = streaming();
    script.act(Action::NetworkChanged { offline: true });
    assert!(script.state.stream().is_none() && !script.state.is_streaming());

    let mut script = streaming();
    let ended = Message::Delta { parsed: Rc::new(delta(&[], &[])), phase: Some(Phase::Ended) };
    hear(&mut script, vec![ended]);
    assert_eq!(script.state.status().health, Health::Ended);
    // Something before it may not have been heard: the feed has the last word, once its caches know the end, too.
    let mut last = snapshot(&[entry("a", 1)]);
    until_asked(&mut script, 3);
    script.answer(last.clone());
    assert_eq!(script.state.status().health, Health::Ended, "a cache lags");
    assert!(script.state.stream().is_some());
    last.about.phase = Phase::Ended;
    assert!(until_asked(&mut script, 70).is_some());
    script.answer(last);
    assert!(script.state.stream().is_none());
    assert_eq!(script.state.wake_at(), None);

    let mut script = streaming();
    script.hide();
    assert!(script.state.is_streaming());
    for _ in 0..61 {
        script.act(Action::Woke);
    }
    assert!(script.state.stream().is_none());
}

#[test]
fn out_of_sight_it_stays_for_who_wants_notifications_of_something() {
    for (what, stays) in [(What::Everything, true), (What::KeyEvents, true), (What::Nothing, false)] {
        let mut script = streaming();
        let prefs = Prefs { what, system: true, ..Prefs::default() };
        script.act(Action::PrefsReread(Rc::new(prefs)));
        script.act(Action::PermissionSeen(Permission::Granted)).hide();
        for _ in 0..61 {
            script.act(Action::Woke);
        }
        assert_eq!(script.state.stream().is_some(), stays, "{what:?}");
    }
}

#[test]
fn a_hub_is_believed_where_the_feed_or_the_page_lives() {
    for (hub, believed) in [
        ("https://paper.example/.well-known/mercure", true),
        ("https://evil.example/.well-known/mercure", false),
    ] {
        let mut script = opened("mercure");
        let hub = Hub {
            url: url(hub),
            topic: "https://paper.example/feed.json".into(),
            last_id: Some("urn:uuid:1".into()),
        };
        script.answer(Parsed { hub: Some(hub), ..snapshot(&[entry("a", 1)]) });
        let connection =
            script.state.stream().map(|to| to.address(to.last_id.as_deref()).as_str().to_owned());
        let expected = "https://paper.example/.well-known/mercure?match=https://paper.example/feed.json\
                        &topic=https://paper.example/feed.json&last_event_id=urn:uuid:1&lastEventID=urn:uuid:1";
        assert_eq!(connection.as_deref(), believed.then_some(expected));
    }
}

#[test]
fn another_stream_in_the_attribute_is_another_connection() {
    let mut script = streaming();
    let before = connection(&script);
    let mut config = (*script.state.config).clone();
    config.stream = crate::core::config::Source::At(url("https://paper.example/other"));
    script.act(Action::Configured { config, prefs: Prefs::default() });
    for _ in 0..3 {
        script.act(Action::Woke);
    }
    let after = script.state.stream().unwrap();
    assert_ne!(after.no, before);
    assert_eq!(after.url, url("https://paper.example/other"));
}

#[test]
fn a_server_that_refuses_is_told_to_the_engineer_once_and_again_when_it_is_given_up() {
    let mut script = opened("/events");
    script.answer(snapshot(&[entry("a", 1)]));
    let errors = |script: &Script| {
        script.sent(|item| match item {
            Outgoing::Event { name: "error", detail } => {
                detail.text("kind").as_deref() == Some("not-a-stream")
            }
            _ => false,
        })
    };
    let mut told = Vec::new();
    for _ in 0..4 {
        let no = connection(&script);
        script.act(Action::StreamClosed(no, Some(Failure::NotAStream)));
        told.push(errors(&script));
        for _ in 0..400 {
            script.act(Action::Woke);
            if script.state.stream().is_some() {
                break;
            }
        }
    }
    assert_eq!(told, [1, 1, 2, 2]);
}

#[test]
fn what_comes_at_one_moment_is_announced_as_one() {
    let mut script = streaming();
    let one = |id: &str, minute| told(delta(&[entry(id, minute)], &[]));
    hear(&mut script, vec![one("b", 2), one("c", 3)]);
    assert_eq!(script.state.said.1, Some(Said::New { count: 2, matching: 2, drawn: true }));
    script.act(Action::Paused);
    hear(&mut script, vec![one("d", 4), one("e", 5)]);
    assert_eq!(script.state.said.1, Some(Said::New { count: 2, matching: 2, drawn: false }));
    assert_eq!(script.shown(), ["c", "b", "a"]);
}

#[test]
fn an_event_does_not_hurry_what_is_in_doubt() {
    let mut script = streaming();
    script.answer(snapshot(&[]));
    assert!(until_asked(&mut script, 3).is_some());
    script.answer(snapshot(&[]));
    for n in 2..10 {
        hear(&mut script, vec![told(delta(&[entry(&n.to_string(), n)], &[]))]);
        assert_eq!(until_asked(&mut script, 5), None);
    }
}

#[test]
fn a_hub_that_is_known_need_not_be_named_again_for_an_attribute_that_comes_late() {
    let mut script = opened("/events");
    let hub = Hub {
        url: url("https://paper.example/hub"),
        topic: "https://paper.example/feed.json".into(),
        last_id: None,
    };
    script.answer(Parsed { hub: Some(hub), ..snapshot(&[entry("a", 1)]) });
    let mut config = (*script.state.config).clone();
    config.stream = crate::core::config::Source::Hub;
    script.act(Action::Configured { config, prefs: Prefs::default() });
    script.reply(Answer::Unchanged);
    for _ in 0..3 {
        script.act(Action::Woke);
    }
    assert!(
        script.state.stream().is_some_and(|to| to.url.as_str().starts_with("https://paper.example/hub?"))
    );
}
