//! The feed held against the stream.

use super::streaming::{connection, hear, streaming, told, until_asked};
use super::*;
use crate::core::feed::message::Message;

fn stands(phase: Phase) -> Message {
    Message::Delta { parsed: Rc::new(delta(&[], &[])), phase: Some(phase) }
}

fn ids(script: &Script) -> Vec<String> {
    script.state.timeline.rows().iter().map(|row| row.entry.id.0.to_string()).collect()
}

#[test]
fn what_the_stream_has_just_told_is_not_gone_because_a_cache_lags() {
    let mut script = streaming();
    let lacks_it = || snapshot(&[entry("c", 3), entry("a", 1)]);
    script.answer(lacks_it());
    hear(&mut script, vec![told(delta(&[entry("b", 2)], &[]))]);
    script.answer(lacks_it()).answer(lacks_it());
    assert_eq!(script.shown(), ["c", "b", "a"]);
    // A minute later absence means what it says, and that is asked for.
    for _ in 0..70 {
        script.act(Action::Woke);
    }
    assert!(script.state.request().is_some());
    script.answer(lacks_it()).answer(lacks_it());
    assert_eq!(script.shown(), ["c", "a"]);
}

#[test]
fn what_is_newer_than_all_that_the_feed_has_is_believed_for_five_minutes() {
    let mut script = streaming();
    hear(&mut script, vec![told(delta(&[entry("ghost", 3)], &[]))]);
    for (seconds, there) in [(290, true), (310, false)] {
        for _ in 0..seconds {
            script.act(Action::Woke);
            if script.state.request().is_some() {
                script.answer(snapshot(&[entry("a", 1)]));
            }
        }
        assert_eq!(ids(&script).contains(&"ghost".to_owned()), there);
    }
}

#[test]
fn an_event_does_not_settle_what_a_snapshot_has_put_in_doubt() {
    let mut script = streaming();
    script.answer(snapshot(&[entry("a", 1), entry("b", 2)]));
    script.answer(snapshot(&[entry("a", 1)]));
    assert_eq!(script.shown(), ["b", "a"]);
    hear(&mut script, vec![told(delta(&[edited(&entry("a", 1), "A", 3)], &[]))]);
    script.answer(snapshot(&[edited(&entry("a", 1), "A", 3)]));
    // Beside an event of the last minute absence means nothing; after it the doubt is still there.
    for _ in 0..70 {
        script.act(Action::Woke);
    }
    script.answer(snapshot(&[edited(&entry("a", 1), "A", 3)]));
    script.answer(snapshot(&[edited(&entry("a", 1), "A", 3)]));
    assert_eq!(script.shown(), ["a"]);
}

#[test]
fn the_feed_as_it_was_is_held_against_what_the_stream_has_told_since() {
    let mut script = streaming();
    script.answer(snapshot(&[entry("b", 5), entry("a", 1)]));
    hear(&mut script, vec![told(delta(&[entry("ghost", 3)], &[]))]);
    assert_eq!(ids(&script), ["b", "ghost", "a"]);
    script.reply(Answer::Unchanged);
    assert_eq!(script.state.known(), None);
    assert!(until_asked(&mut script, 70).is_some(), "and not only after five minutes");
    script.answer(snapshot(&[entry("b", 5), entry("a", 1)]));
    assert_eq!(ids(&script), ["b", "a"]);
}

#[test]
fn a_ping_and_the_feed_are_one_way_of_telling() {
    let mut script = streaming();
    for n in 2..=5 {
        let entries: Vec<Entry> =
            (1..=n).map(|at| entry(&format!("e{at}"), at)).chain([entry("a", 1)]).collect();
        for _ in 0..70 {
            script.act(Action::Woke);
        }
        hear(&mut script, vec![Message::Changed]);
        until_asked(&mut script, 3);
        script.answer(snapshot(&entries));
    }
    assert!(script.state.is_streaming());
}

/// Half an hour with a stream that tells an entry every so many seconds, and a feed that is so many behind.
struct HalfHour {
    asked: usize,
    /// For how many seconds something that the stream had told was not there.
    gone: usize,
}

impl HalfHour {
    fn with(every: u64, lag: u64) -> Self {
        let mut script = streaming();
        let (begun, mut asked, mut gone) = (script.at, 0, 0);
        let mut all = vec![(0, entry("a", 1))];
        while script.at < begun + 1_800 {
            if (script.at - begun).is_multiple_of(every) {
                let new = entry(&format!("e{}", all.len()), i64::try_from(all.len() + 1).unwrap());
                all.insert(0, (script.at, new.clone()));
                hear(&mut script, vec![told(delta(&[new], &[]))]);
            }
            script.act(Action::Woke);
            if script.state.request().is_some() {
                asked += 1;
                let known = all.iter().filter(|(at, _)| *at == 0 || at + lag <= script.at);
                script.answer(snapshot(&known.map(|(_, entry)| entry.clone()).collect::<Vec<_>>()));
            }
            gone += usize::from(script.state.timeline.rows().len() < all.len());
        }
        Self { asked, gone }
    }
}

#[test]
fn beside_a_stream_that_never_rests_the_feed_is_compared_every_five_minutes_or_twice_where_it_lags() {
    for (every, lag, least, most) in
        [(30, 0, 5, 8), (5, 30, 8, 16), (47, 90, 8, 16), (20, 120, 8, 21), (20, 300, 8, 21)]
    {
        let half_hour = HalfHour::with(every, lag);
        assert!((least..=most).contains(&half_hour.asked), "{} times, {lag} s behind", half_hour.asked);
        assert_eq!(half_hour.gone, 0, "{lag} s behind");
    }
}

#[test]
fn what_the_feed_does_not_have_any_more_goes_also_beside_a_stream_that_never_rests() {
    let mut script = streaming();
    script.answer(snapshot(&[entry("b", 2), entry("a", 1), entry("0", 0)]));
    hear(&mut script, vec![told(delta(&[entry("c", 3)], &[]))]);
    script.act(Action::RefreshPressed).answer(snapshot(&[entry("b", 2), entry("0", 0)]));
    assert_eq!(script.shown(), ["c", "b", "0"]);
}

#[test]
fn a_feed_that_does_not_know_the_end_yet_is_asked_for_the_last_word() {
    let mut script = streaming();
    hear(&mut script, vec![stands(Phase::Ended)]);
    assert!(script.state.known().is_some() && until_asked(&mut script, 3).is_some());
    script.reply(Answer::Unchanged);
    assert!(until_asked(&mut script, 70).is_some(), "the end is not the last word yet");
}

#[test]
fn a_cache_that_still_says_ended_does_not_end_what_goes_on() {
    let mut script = streaming();
    hear(&mut script, vec![stands(Phase::Ended)]);
    hear(&mut script, vec![stands(Phase::Live)]);
    assert!(until_asked(&mut script, 3).is_some());
    let mut old = snapshot(&[entry("a", 1)]);
    old.about.phase = Phase::Ended;
    script.answer(old);
    assert_eq!(script.state.about.phase, Phase::Live);
    assert!(script.state.stream().is_some() && until_asked(&mut script, 70).is_some());
}

#[test]
fn a_feed_that_lags_has_neither_lost_everything_nor_begun_anew() {
    for old in [snapshot(&[]), snapshot(&[entry("y", 4)])] {
        let mut script = streaming();
        for _ in 0..4 {
            script.answer(snapshot(&[]));
        }
        assert!(ids(&script).is_empty());
        hear(&mut script, vec![told(delta(&[entry("z", 5)], &[]))]);
        for _ in 0..4 {
            script.answer(old.clone());
        }
        assert!(ids(&script).contains(&"z".to_owned()));
    }
}

#[test]
fn pings_that_come_while_an_answer_is_on_its_way_do_not_make_a_stream_mute() {
    let mut script = streaming();
    for _ in 0..70 {
        script.act(Action::Woke);
    }
    let mut all = vec![entry("a", 1)];
    for n in 1..5 {
        hear(&mut script, vec![Message::Changed]);
        until_asked(&mut script, 3).unwrap();
        hear(&mut script, vec![Message::Changed]);
        for n in [2 * n, 2 * n + 1] {
            all.insert(0, entry(&n.to_string(), n));
            script.answer(snapshot(&all));
            let _ = until_asked(&mut script, 3);
        }
        assert!(script.state.is_streaming(), "given up after {n}");
    }
}

#[test]
fn an_event_told_again_brings_nothing_back_in_any_company() {
    let gone = || {
        let mut script = streaming();
        hear(&mut script, vec![told(delta(&[entry("x", 3)], &[]))]);
        for _ in 0..310 {
            script.act(Action::Woke);
        }
        for _ in 0..3 {
            script.answer(snapshot(&[entry("b", 4), entry("a", 1)]));
        }
        assert_eq!(ids(&script), ["b", "a"]);
        script
    };
    let (again, new) = (told(delta(&[entry("x", 3)], &[])), told(delta(&[entry("y", 5)], &[])));
    let (mut at_once, mut one_by_one) = (gone(), gone());
    hear(&mut at_once, vec![again.clone(), new.clone()]);
    hear(&mut one_by_one, vec![again]);
    hear(&mut one_by_one, vec![new]);
    assert_eq!(ids(&at_once), ids(&one_by_one));
    assert_eq!(ids(&at_once), ["y", "b", "a"]);
}

#[test]
fn a_hidden_page_beside_a_stream_asks_no_more_often_than_one_that_is_looked_at() {
    let mut script = streaming();
    let prefs = Prefs { what: What::Everything, system: true, ..Prefs::default() };
    script.act(Action::PrefsReread(Rc::new(prefs)));
    script.act(Action::PermissionSeen(Permission::Granted)).hide();
    for _ in 0..3 {
        let no = connection(&script);
        script.act(Action::StreamClosed(no, None));
        while script.state.stream().is_none() {
            script.act(Action::Woke);
        }
        let no = connection(&script);
        script.act(Action::StreamOpened(no));
        // Another may have been under way.
        while until_asked(&mut script, 3).is_some() {
            script.answer(snapshot(&[entry("a", 1)]));
        }
        assert!(until_asked(&mut script, 200).is_none());
    }
}
