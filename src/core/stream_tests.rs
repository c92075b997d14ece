#![allow(clippy::unwrap_used, reason = "a test stops at the first surprise")]
use super::*;
use crate::core::clock::Timestamp;

fn at(millis: u64) -> Now {
    Now { wall: Timestamp(0), tick: Tick(millis) }
}

fn begun() -> Stream {
    let mut stream = Stream::new(7);
    stream.want(Wanted::Yes, at(0));
    stream
}

fn no(stream: &Stream) -> ConnectionNo {
    stream.connection().unwrap().0
}

/// Lets time pass until a connection is wanted; answers with the moment.
fn next(stream: &mut Stream) -> Now {
    let now = at(stream.wake_at().unwrap().0);
    stream.woke(now);
    assert!(stream.connection().is_some());
    now
}

/// Opens and breaks it, so many times; answers with the pauses in milliseconds.
fn break_off(stream: &mut Stream, times: usize, why: Option<&Failure>) -> Vec<u64> {
    let mut now = at(0);
    (0..times)
        .map(|_| {
            assert!(stream.closed(no(stream), why, now));
            let before = now.tick;
            now = next(stream);
            now.tick.since(before)
        })
        .collect()
}

#[test]
fn a_wanted_stream_is_connected_at_once_and_opens() {
    let mut stream = begun();
    let connection = no(&stream);
    assert!(!stream.is_open());
    assert!(stream.opened(connection, at(100)));
    assert!(stream.is_open() && stream.hears(connection));
    assert_eq!(stream.wake_at(), None);
}

#[test]
fn a_late_word_of_an_older_connection_is_ignored() {
    let mut stream = begun();
    let old = no(&stream);
    assert!(stream.closed(old, None, at(0)));
    next(&mut stream);
    assert!(!stream.opened(old, at(9_000)));
    assert!(!stream.closed(old, None, at(9_000)));
    assert!(!stream.hears(old));
}

#[test]
fn it_backs_off_and_after_three_failures_tries_only_from_time_to_time() {
    let pauses = break_off(&mut begun(), 5, Some(&Failure::Status { code: 503, retry_after: None }));
    assert!(pauses[0] >= SECOND && pauses[0] <= 6 * SECOND, "{pauses:?}");
    assert!(pauses[1] >= SECOND && pauses[1] <= 11 * SECOND, "{pauses:?}");
    assert!(pauses[2..].iter().all(|pause| (5 * MINUTE..=6 * MINUTE).contains(pause)), "{pauses:?}");
}

#[test]
fn what_the_server_says_of_the_pause_is_obeyed() {
    let told = Failure::Status { code: 503, retry_after: Some(40 * SECOND) };
    assert!((40 * SECOND..=44 * SECOND).contains(&break_off(&mut begun(), 1, Some(&told))[0]));
    let mut stream = begun();
    stream.retry = Some(20 * SECOND);
    assert!((21 * SECOND..=26 * SECOND).contains(&break_off(&mut stream, 1, None)[0]));
    stream.retry = Some(u64::MAX);
    assert!(break_off(&mut stream, 1, None)[0] <= 6 * MINUTE);
}

#[test]
fn a_minute_of_life_clears_the_record() {
    let mut stream = begun();
    break_off(&mut stream, 2, None);
    assert!(stream.opened(no(&stream), at(0)));
    assert!(stream.closed(no(&stream), None, at(STABLE)));
    assert_eq!(stream.failures(), 1);
}

#[test]
fn a_server_that_has_no_stream_is_not_asked_again() {
    for code in [204, 410] {
        let mut stream = begun();
        assert!(stream.closed(no(&stream), Some(&Failure::Status { code, retry_after: None }), at(0)));
        stream.want(Wanted::No, at(1));
        stream.want(Wanted::Yes, at(2));
        assert_eq!((stream.connection(), stream.wake_at()), (None, None), "{code}");
    }
}

#[test]
fn who_looks_elsewhere_keeps_it_for_a_minute() {
    let mut stream = begun();
    assert!(stream.opened(no(&stream), at(0)));
    stream.want(Wanted::Briefly, at(10_000));
    assert_eq!(stream.wake_at(), Some(Tick(70_000)));
    stream.woke(at(69_999));
    assert!(stream.is_open());
    stream.woke(at(70_000));
    assert_eq!((stream.connection(), stream.wake_at()), (None, None));
    stream.want(Wanted::Yes, at(100_000));
    assert!(next(&mut stream).tick <= Tick(102_000));
}

#[test]
fn who_comes_back_in_time_finds_it_open() {
    let mut stream = begun();
    assert!(stream.opened(no(&stream), at(0)));
    stream.want(Wanted::Briefly, at(10_000));
    stream.want(Wanted::Yes, at(60_000));
    assert!(stream.is_open());
    assert_eq!(stream.wake_at(), None);
}

#[test]
fn without_a_network_there_is_no_connection() {
    let mut stream = begun();
    stream.want(Wanted::No, at(5));
    assert_eq!((stream.connection(), stream.wake_at()), (None, None));
}

#[test]
fn a_reopening_goes_on_from_the_last_event() {
    let mut stream = begun();
    assert_eq!(stream.connection().unwrap().1, None);
    assert!(stream.opened(no(&stream), at(0)));
    stream.last_id = Some(IString::from("41"));
    assert_eq!(stream.connection().unwrap().1, None, "what stands is not asked anew for each event");
    assert!(stream.closed(no(&stream), None, at(5)));
    next(&mut stream);
    assert_eq!(stream.connection().unwrap().1.unwrap().as_str(), "41");
}

#[test]
fn a_stream_that_says_too_little_is_given_up() {
    let mut stream = begun();
    assert!(stream.opened(no(&stream), at(0)));
    assert!(!stream.compared(true, at(STABLE - 1)), "too young to judge");
    assert!(!stream.compared(true, at(STABLE)));
    assert!(!stream.compared(false, at(STABLE)));
    assert!(!stream.compared(true, at(STABLE)));
    assert!(stream.compared(true, at(STABLE)));
    assert!(!stream.is_open());
    assert!(stream.wake_at().unwrap() >= Tick(STABLE + RETRY));
}

#[test]
fn who_comes_back_waits_for_what_the_server_asked_and_not_for_what_failures_earned() {
    let told = Failure::Status { code: 503, retry_after: Some(10 * MINUTE) };
    for (why, earliest, latest) in
        [(&told, 10 * MINUTE, 11 * MINUTE), (&Failure::NotAStream, 9, 9 + 2 * SECOND)]
    {
        let mut stream = begun();
        assert!(stream.closed(no(&stream), Some(why), at(0)));
        stream.want(Wanted::No, at(5));
        stream.want(Wanted::Yes, at(9));
        let now = next(&mut stream).tick.0;
        assert!((earliest..=latest).contains(&now), "{now}");
    }
}

#[test]
fn a_thousand_readers_whose_server_goes_do_not_come_back_at_once() {
    for away in [0, 10, 30, 60] {
        let mut seconds = [0; 1_000];
        for seed in 0..1_000 {
            let mut stream = Stream::new(seed);
            stream.want(Wanted::Yes, at(0));
            assert!(stream.opened(no(&stream), at(1_000)));
            let mut now = at(300_000);
            assert!(stream.closed(no(&stream), None, now));
            loop {
                now = next(&mut stream);
                let after = now.tick.since(at(300_000).tick);
                if after >= away * SECOND {
                    *seconds.get_mut(usize::try_from(after / SECOND).unwrap()).unwrap() += 1;
                    break;
                }
                assert!(stream.closed(no(&stream), Some(&Failure::Unreachable), now));
            }
        }
        let busiest = seconds.iter().max().unwrap();
        assert!(*busiest <= 50, "{busiest} in one second after {away} s");
    }
}
