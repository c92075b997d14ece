#![allow(clippy::unwrap_used, reason = "a failed test is the point of a test")]
use super::*;
use crate::core::sample::second;
use proptest::prelude::*;

fn started() -> Poll {
    Poll::new(None, 7, second(0))
}

/// The schedule after a good answer to its first request.
fn answered_at(n: u64) -> Poll {
    let mut poll = started();
    assert!(poll.answered(Some(poll.request().unwrap()), second(n)));
    poll
}

fn pause_after(poll: &Poll, n: u64) -> u64 {
    poll.due.unwrap().since(second(n).tick)
}

fn fail(poll: &mut Poll, failure: Failure, n: u64) -> u64 {
    let no = poll.request().unwrap();
    assert!(poll.answered_badly(Some(no), failure, second(n)));
    pause_after(poll, n)
}

#[test]
fn the_first_request_goes_out_at_once() {
    assert_eq!(started().request(), Some(RequestNo(1)));
}

#[test]
fn a_good_answer_plans_the_next_within_a_fifth_of_the_period() {
    for seed in 0..200 {
        let mut poll = Poll::new(Some(10 * SECOND), seed, second(0));
        assert!(poll.answered(Some(poll.request().unwrap()), second(1)));
        let pause = pause_after(&poll, 1);
        assert!((8 * SECOND..=12 * SECOND).contains(&pause), "{pause}");
    }
}

#[test]
fn readers_with_different_seeds_do_not_ask_in_step() {
    let pauses: std::collections::BTreeSet<u64> = (0..100)
        .map(|seed| {
            let mut poll = Poll::new(None, seed, second(0));
            assert!(poll.answered(Some(poll.request().unwrap()), second(0)));
            pause_after(&poll, 0) / 100
        })
        .collect();
    assert!(pauses.len() > 30, "{}", pauses.len());
}

#[test]
fn the_page_overrules_the_feed_and_nobody_asks_more_often_than_every_five_seconds() {
    let mut poll = started();
    poll.feed_period = Some(60 * SECOND);
    assert_eq!(poll.period(), 60 * SECOND);
    poll.ask_every(Some(30 * SECOND), second(0));
    assert_eq!(poll.period(), 30 * SECOND);
    poll.ask_every(Some(1), second(0));
    assert_eq!(poll.period(), PERIOD_MIN);
}

#[test]
fn waking_early_does_nothing_and_waking_on_time_sends() {
    let mut poll = answered_at(1);
    poll.woke(second(5));
    assert_eq!(poll.request(), None);
    poll.woke(second(30));
    assert_eq!(poll.request(), Some(RequestNo(2)));
}

#[test]
fn only_one_request_is_under_way_and_a_late_answer_to_an_older_one_is_ignored() {
    let mut poll = started();
    poll.refresh(second(1));
    assert_eq!(poll.request(), Some(RequestNo(1)));
    poll.woke(second(61));
    assert_eq!(poll.problem, Some(Failure::TimedOut));
    poll.refresh(second(62));
    assert_eq!(poll.request(), Some(RequestNo(2)));
    assert!(!poll.answered(Some(RequestNo(1)), second(63)));
    assert_eq!(poll.request(), Some(RequestNo(2)));
}

#[test]
fn failures_back_off_with_full_jitter_up_to_five_minutes_and_one_success_resets() {
    let mut poll = started();
    let mut at = 0;
    for round in 0..20u32 {
        let pause = fail(&mut poll, Failure::Unreachable, at);
        let ceiling = ((5 * SECOND) << round.min(16)).min(backoff::LONGEST) + SECOND;
        assert!(pause >= SECOND && pause <= ceiling, "round {round}: {pause}");
        at += 400;
        poll.woke(second(at));
    }
    assert!(poll.answered(Some(poll.request().unwrap()), second(at)));
    assert_eq!((poll.failures(), poll.problem.clone()), (0, None));
    assert!(pause_after(&poll, at) <= 18 * SECOND);
}

#[test]
fn retry_after_is_obeyed_and_capped() {
    let busy = |wait| Failure::Status { code: 429, retry_after: Some(wait) };
    let pause = fail(&mut started(), busy(120 * SECOND), 0);
    assert!((120 * SECOND..=132 * SECOND).contains(&pause), "{pause}");
    let pause = fail(&mut started(), busy(u64::MAX), 0);
    assert!((15 * MINUTE..=15 * MINUTE + 90 * SECOND).contains(&pause), "{pause}");
}

#[test]
fn a_refusal_is_tried_again_slowly_and_gone_is_never_tried_again() {
    let refused = Failure::Status { code: 403, retry_after: None };
    let pause = fail(&mut started(), refused, 0);
    assert!((5 * MINUTE..=5 * MINUTE + 30 * SECOND).contains(&pause), "{pause}");
    let mut poll = started();
    let gone = Failure::Status { code: 410, retry_after: None };
    assert!(poll.answered_badly(Some(poll.request().unwrap()), gone, second(0)));
    assert_eq!((poll.due, poll.wake_at()), (None, None));
}

#[test]
fn a_hidden_page_asks_ever_less_and_at_once_when_it_is_seen_again() {
    let mut poll = answered_at(0);
    poll.hidden(true, second(1));
    let mut at = 1;
    let mut pauses = Vec::new();
    for _ in 0..16 {
        pauses.push(pause_after(&poll, at));
        at += 2_000;
        poll.woke(second(at));
        assert!(poll.answered(Some(poll.request().unwrap()), second(at)));
    }
    assert!(pauses.first().unwrap() <= &(27 * SECOND + 1));
    assert!(pauses.last().unwrap() >= &(16 * MINUTE), "{pauses:?}");
    assert!(pauses.iter().all(|pause| *pause <= 24 * MINUTE));
    poll.hidden(false, second(at + 60));
    assert!(poll.request().is_some());
}

#[test]
fn a_shorter_pause_takes_effect_at_once() {
    let mut poll = Poll::new(Some(600 * SECOND), 7, second(0));
    assert!(poll.answered(Some(poll.request().unwrap()), second(1)));
    poll.ask_every(Some(5 * SECOND), second(2));
    assert!(pause_after(&poll, 2) <= 6 * SECOND);
}

#[test]
fn a_page_that_refreshes_at_each_failure_cannot_hammer_the_server() {
    let mut poll = started();
    fail(&mut poll, Failure::Unreachable, 10);
    poll.refresh(second(10));
    assert_eq!((poll.request(), pause_after(&poll, 10)), (None, SECOND));
    poll.refresh(second(11));
    assert!(poll.request().is_some());
}

#[test]
fn coming_back_soon_asks_when_it_is_time_and_not_before() {
    let mut poll = answered_at(10);
    poll.hidden(true, second(11));
    poll.hidden(false, second(12));
    assert_eq!((poll.request(), pause_after(&poll, 10)), (None, PERIOD));
}

#[test]
fn hiding_the_page_does_not_cut_short_what_the_server_asked_for() {
    let mut poll = started();
    let pause = fail(&mut poll, Failure::Status { code: 503, retry_after: Some(600 * SECOND) }, 0);
    poll.hidden(true, second(5));
    assert_eq!(pause_after(&poll, 0), pause);
    poll.hidden(false, second(6));
    assert_eq!((poll.request(), pause_after(&poll, 0)), (None, pause));
}

#[test]
fn offline_stops_and_online_asks_within_two_seconds() {
    let mut poll = answered_at(0);
    poll.offline(true, second(1));
    assert_eq!((poll.request(), poll.wake_at()), (None, None));
    poll.offline(false, second(60));
    assert!(pause_after(&poll, 60) <= 2 * SECOND);
}

#[test]
fn an_ended_feed_is_left_alone_but_the_reader_may_still_ask() {
    let mut poll = answered_at(0);
    poll.set_finished(true, second(0));
    assert_eq!(poll.wake_at(), None);
    poll.hidden(true, second(1));
    poll.hidden(false, second(2));
    assert_eq!(poll.request(), None);
    poll.refresh(second(3));
    assert!(poll.request().is_some());
}

#[test]
fn a_clock_at_the_end_of_time_does_not_overflow() {
    let end = Now { wall: Timestamp(i64::MAX), tick: Tick(u64::MAX) };
    let mut poll = Poll::new(Some(u64::MAX), u64::MAX, end);
    assert!(poll.answered(Some(poll.request().unwrap()), end));
    assert_eq!(poll.due, Some(Tick(u64::MAX)));
}

proptest! {
    /// Whatever happens in whatever order: never two requests at once, never a plan in the past, and never a dead end
    /// unless the feed is finished or the network is gone.
    #[test]
    fn the_schedule_never_dies(seed in any::<u64>(), steps in prop::collection::vec((0u8..8, 0u64..100), 0..60)) {
        let mut poll = Poll::new(None, seed, second(0));
        let mut at = 0;
        for (step, later) in steps {
            at += later;
            let now = second(at);
            match (step, poll.request()) {
                (0, _) => poll.woke(now),
                (1, Some(no)) => prop_assert!(poll.answered(Some(no), now)),
                (2, Some(no)) => prop_assert!(poll.answered_badly(Some(no), Failure::NotJson, now)),
                (3, _) => poll.refresh(now),
                (4, _) => poll.hidden(later % 2 == 0, now),
                (5, _) => poll.offline(later % 2 == 0, now),
                (6, Some(RequestNo(no))) => prop_assert!(!poll.answered(Some(RequestNo(no + 1)), now)),
                _ => {}
            }
            prop_assert!(poll.request().is_none() || poll.due.is_none());
            prop_assert!(poll.is_offline() || poll.wake_at().is_some());
        }
    }
}

#[test]
fn who_comes_back_waits_for_what_failures_have_earned_and_not_for_what_being_hidden_added() {
    let mut poll = answered_at(1);
    poll.hidden(true, second(2));
    poll.due = Some(second(600).tick);
    for n in 0..6 {
        poll.hidden_pause = Some(20 * MINUTE);
        poll.refresh(second(600 + n * 10));
        fail(&mut poll, Failure::NotJson, 600 + n * 10);
    }
    assert!(pause_after(&poll, 650) >= 20 * MINUTE);
    poll.hidden(false, second(651));
    assert!(pause_after(&poll, 651) <= 161 * SECOND, "{}", pause_after(&poll, 651));
}

#[test]
fn what_has_changed_is_asked_for_soon_whatever_else_moves_the_schedule() {
    let mut poll = answered_at(1);
    poll.streaming(true, second(2));
    assert!(poll.answered(Some(poll.request().unwrap()), second(3)));
    poll.ask_between(SECOND, SECOND, second(10));
    for hidden in [true, false] {
        poll.hidden(hidden, second(10));
        assert!(pause_after(&poll, 10) <= 2 * SECOND, "{hidden} {}", pause_after(&poll, 10));
    }
    poll.streaming(false, second(10));
    assert!(pause_after(&poll, 10) <= 2 * SECOND);
    // Asked for once is enough, and an answer to another reader on the page is as good as one to this.
    poll.woke(second(12));
    assert!(poll.answered(Some(poll.request().unwrap()), second(13)));
    assert!(pause_after(&poll, 13) >= 12 * SECOND);
    poll.ask_between(SECOND, SECOND, second(14));
    assert!(poll.answered(None, second(14)));
    assert!(pause_after(&poll, 14) >= 12 * SECOND);
}

#[test]
fn a_stream_that_closes_behind_a_hidden_page_leaves_it_the_ordinary_pauses() {
    let mut poll = answered_at(1);
    poll.streaming(true, second(2));
    assert!(poll.answered(Some(poll.request().unwrap()), second(3)));
    poll.hidden(true, second(4));
    assert!(pause_after(&poll, 4) >= 6 * MINUTE);
    poll.streaming(false, second(64));
    assert!(pause_after(&poll, 64) <= 28 * SECOND, "{}", pause_after(&poll, 64));
}
