//! How the connection stands, as the reader and the page are told.

use super::*;
use crate::core::clock::{DAY, MINUTE, SECOND, Tick, Timestamp};

fn status(code: u16) -> Failure {
    Failure::Status { code, retry_after: None }
}

impl Script {
    /// Waits for the schedule's own request and answers it.
    fn planned(&mut self, answer: Answer) -> &mut Self {
        while self.state.request().is_none() {
            let due = self.state.wake_at().unwrap().0.div_ceil(SECOND);
            self.at = due.max(self.at + 1) - 1;
            self.act(Action::Woke);
        }
        let request = self.state.request().unwrap().no;
        self.act(Action::Answered { request, answer })
    }

    fn fails(&mut self, failure: &Failure, times: u32) -> &mut Self {
        for _ in 0..times {
            self.planned(Answer::Failed(failure.clone()));
        }
        self
    }

    fn stands(&self) -> (Health, Reason) {
        let status = self.state.status();
        (status.health, status.reason)
    }

    /// The details of the status events, oldest first.
    fn told(&self) -> Vec<Json> {
        let items = self.state.outbox().items().iter();
        let details = items.filter_map(|(_, item)| match item {
            Outgoing::Event { name: "status", detail } => Some(detail.clone()),
            _ => None,
        });
        details.collect()
    }
}

fn reading() -> Script {
    Script::reading(&[entry("a", 1)])
}

#[test]
fn one_failure_alone_alarms_nobody_and_the_second_in_a_row_does() {
    let mut script = reading();
    let said = script.state.said.clone();
    script.fails(&status(503), 1);
    assert_eq!(script.stands(), (Health::Live, Reason::Ok));
    assert_eq!(script.state.status().problem, None);
    assert_eq!(script.state.said, said);
    script.fails(&status(503), 1);
    assert_eq!(script.stands(), (Health::Delayed, Reason::ServerError));
    assert_eq!(script.state.status().problem, Some(status(503)));
    assert_eq!(script.state.said.1, Some(Said::Health(Health::Delayed)));
    script.planned(Answer::Unchanged);
    assert_eq!(script.stands(), (Health::Live, Reason::Ok));
}

#[test]
fn one_failure_is_told_when_the_last_good_answer_is_older_than_two_pauses() {
    let mut script = reading();
    script.at += 40;
    script.fails(&status(503), 1);
    assert_eq!(script.stands().0, Health::Delayed);
}

#[test]
fn one_failure_is_told_when_the_next_try_is_farther_than_two_pauses() {
    let wait = |seconds: u64| Failure::Status { code: 429, retry_after: Some(seconds * SECOND) };
    assert_eq!(reading().fails(&wait(120), 1).stands(), (Health::Delayed, Reason::RateLimited));
    assert_eq!(reading().fails(&wait(20), 1).stands(), (Health::Live, Reason::Ok));
    // It stays told while that try runs.
    let mut script = reading();
    script.fails(&wait(120), 1);
    script.at += 140;
    script.act(Action::Woke);
    assert!(script.state.status().checking);
    assert_eq!(script.stands().0, Health::Delayed);
}

#[test]
fn a_reader_who_asks_is_told_of_the_first_failure() {
    let mut script = reading();
    script.act(Action::RefreshPressed).fails(&status(503), 1);
    assert_eq!(script.stands().0, Health::Delayed);
    script.planned(Answer::Unchanged).fails(&status(503), 1);
    assert_eq!(script.stands().0, Health::Live, "the next failure is nobody's question");
}

#[test]
fn a_failure_before_the_first_answer_is_told_at_once() {
    let mut script = Script::new(Prefs::default());
    script.fails(&Failure::Unreachable, 1);
    assert_eq!(script.stands(), (Health::Delayed, Reason::Unreachable));
}

#[test]
fn each_failure_of_the_matrix_stands_and_goes_on_as_it_should() {
    use Health::{Broken, Delayed};
    let rows: [(Failure, Health, Reason, bool); 15] = [
        (status(404), Delayed, Reason::NotFound, true),
        (status(410), Broken, Reason::Gone, false),
        (status(401), Broken, Reason::Refused, true),
        (status(403), Broken, Reason::Refused, true),
        (status(429), Delayed, Reason::RateLimited, true),
        (status(500), Delayed, Reason::ServerError, true),
        (status(502), Delayed, Reason::ServerError, true),
        (status(503), Delayed, Reason::ServerError, true),
        (status(418), Delayed, Reason::BadStatus, true),
        (Failure::Unreachable, Delayed, Reason::Unreachable, true),
        (Failure::TimedOut, Delayed, Reason::TimedOut, true),
        (Failure::TooLarge, Delayed, Reason::TooLarge, true),
        (Failure::NotJson, Delayed, Reason::NotJson, true),
        (Failure::NotAFeed(FeedError::Told { sentence: "".into() }), Delayed, Reason::NotAFeed, true),
        (Failure::NotLoaded("".into()), Delayed, Reason::Load, true),
    ];
    for (failure, health, reason, goes_on) in rows {
        let mut script = reading();
        script.fails(&failure, if goes_on { 2 } else { 1 });
        assert_eq!(script.stands(), (health, reason), "{failure:?}");
        assert_eq!(script.state.status().next_try.is_some(), goes_on, "{failure:?}");
        assert_eq!(script.state.wake_at().is_some(), goes_on, "{failure:?}");
        assert_eq!(script.shown(), ["a"], "{failure:?}");
        script.reply(Answer::Unchanged);
        assert_eq!(script.stands(), (Health::Live, Reason::Ok), "{failure:?}");
    }
}

#[test]
fn a_refusal_is_told_at_once_and_asked_again_after_five_minutes() {
    let mut script = reading();
    script.fails(&status(403), 1);
    assert_eq!(script.stands().0, Health::Broken);
    let wait = script.state.wake_at().unwrap().since(second(script.at).tick);
    assert!((5 * MINUTE..=6 * MINUTE).contains(&wait), "{wait}");
}

#[test]
fn ten_failures_in_a_row_mean_that_updates_have_stopped_and_it_is_tried_all_the_same() {
    let mut script = reading();
    script.fails(&Failure::Unreachable, 9);
    assert_eq!(script.stands(), (Health::Delayed, Reason::Unreachable));
    script.fails(&Failure::Unreachable, 1);
    assert_eq!(script.stands(), (Health::Broken, Reason::Unreachable));
    assert!(script.state.status().next_try.is_some());
    script.planned(Answer::Unchanged);
    assert_eq!(script.stands().0, Health::Live);
}

#[test]
fn the_next_try_is_the_time_of_the_reader_s_clock_at_which_it_is_due_and_stays_while_it_runs() {
    let mut script = reading();
    script.fails(&status(500), 2);
    let due = script.state.wake_at().unwrap();
    let wall = Timestamp(second(0).wall.0 + i64::try_from(due.0).unwrap());
    assert_eq!(script.state.status().next_try, Some(wall));
    script.at = due.0.div_ceil(SECOND);
    script.act(Action::Woke);
    assert!(script.state.request().is_some());
    assert_eq!(script.state.status().next_try, Some(wall));
}

#[test]
fn losing_the_network_and_finding_it_are_each_told_once() {
    let mut script = reading();
    let offline = |offline| Action::NetworkChanged { offline };
    let said = script.state.said.0;
    script.act(offline(true)).act(offline(true)).act(Action::Woke);
    assert_eq!(script.stands(), (Health::Offline, Reason::Offline));
    assert_eq!(script.state.status().next_try, None, "nothing is tried without a network");
    script.act(offline(false)).act(offline(false));
    assert_eq!(script.stands(), (Health::Live, Reason::Ok));
    script.planned(Answer::Unchanged);
    assert_eq!(script.state.said, (said + 2, Some(Said::Health(Health::Live))));
    let states: Vec<_> = script.told().iter().map(|detail| detail.text("state").unwrap()).collect();
    assert_eq!(states.iter().map(|state| &**state).collect::<Vec<_>>(), ["live", "offline", "live"]);
}

#[test]
fn the_coverage_s_own_state_is_the_reason_where_answers_come() {
    for (phase, health, reason) in [
        (Phase::Ended, Health::Ended, Reason::Ended),
        (Phase::Scheduled, Health::Scheduled, Reason::Scheduled),
        (Phase::Paused, Health::Paused, Reason::NewsroomPaused),
    ] {
        let mut script = Script::new(Prefs::default());
        let mut parsed = snapshot(&[entry("a", 1)]);
        parsed.about.phase = phase;
        script.answer(parsed);
        assert_eq!(script.stands(), (health, reason));
        assert_eq!(script.state.said, (0, None), "nothing is said of how it stands when the reader comes");
    }
}

#[test]
fn the_page_is_told_when_something_of_it_changed_and_not_at_each_answer() {
    let mut script = reading();
    script.planned(Answer::Unchanged).planned(Answer::Unchanged).fails(&status(404), 3);
    let told = script.told();
    assert_eq!(told.len(), 2, "live, then delayed");
    let of = |key: &str| told[1].get(key).clone();
    assert_eq!((of("state"), of("reason")), (Json::from("delayed"), Json::from("not-found")));
    assert_eq!((of("transport"), of("paused")), (Json::from("poll"), Json::Bool(false)));
    assert_eq!((of("failures"), of("status")), (Json::from(2), Json::from(404)));
    for key in ["lastChecked", "nextTry"] {
        assert!(told[1].text(key).is_some_and(|at| at.starts_with("2001-09-09T")), "{key}: {}", of(key));
    }
    // Another reason for the same state is news to the page.
    script.fails(&status(503), 1);
    assert_eq!(script.told().len(), 3);
}

#[test]
fn a_feed_over_http_on_a_page_over_https_is_refused_in_words_and_not_asked() {
    let (config, warnings) = Config::read(RawConfig {
        src: Some("http://paper.example/feed.json".to_owned()),
        own: "https://paper.example/story".to_owned(),
        ..RawConfig::default()
    });
    assert_eq!(warnings.len(), 1);
    let state = State::new(config, Prefs::default(), second(0));
    assert_eq!(state.request(), None);
    assert_eq!(state.wake_at(), None);
    assert_eq!((state.screen(), state.status().reason), (Screen::NotSetUp, Reason::Insecure));
}

#[test]
fn every_reason_has_a_name_of_its_own() {
    let names: HashSet<&str> = Reason::ALL.iter().map(|reason| reason.name()).collect();
    assert_eq!(names.len(), Reason::ALL.len());
}

/// A reader whose clock shows `wall` when the page has lived for `seconds`.
fn clocks(wall: i64, seconds: u64) -> Now {
    Now { wall: Timestamp(wall), tick: Tick(seconds * SECOND) }
}

/// What an answer with this date says.
fn dated(server: i64) -> Answer {
    let mut parsed = snapshot(&[entry("a", 1)]);
    parsed.told_at(Timestamp(server));
    Answer::Feed(Rc::new(parsed), 1)
}

fn begun(now: Now) -> Rc<State> {
    let src = Some("https://paper.example/feed.json".to_owned());
    let (config, _) = Config::read(RawConfig { src, ..RawConfig::default() });
    Rc::new(State::new(config, Prefs::default(), now))
}

fn answered(state: &Rc<State>, answer: Answer, now: Now) -> Rc<State> {
    let state = apply(state, Action::RefreshPressed, now);
    let request = state.request().unwrap().no;
    apply(&state, Action::Answered { request, answer }, now)
}

#[test]
fn how_long_ago_is_counted_by_the_server_s_clock_where_the_reader_s_is_wrong() {
    const SERVER: i64 = 1_795_442_530_000;
    let (second, minute, day) = (SECOND as i64, MINUTE as i64, DAY as i64);
    // How far the reader's clock is off, and what is left of it.
    for (off, left) in [
        (0, 0),
        (second, second),
        (-119 * second, -119 * second),
        (119 * second, 119 * second),
        (2 * minute, 0),
        (-2 * minute, 0),
        (60 * minute, 0),
        (-60 * minute, 0),
        (3_652 * day, 0),
        (-3_652 * day, 0),
        (-SERVER, 0),
    ] {
        let now = clocks(SERVER + off, 1);
        let state = answered(&begun(now), dated(SERVER), now);
        assert_eq!(state.by_server(now.wall).0 - SERVER, left, "off by {off}");
        // Without a date in the answer, what is known holds.
        let later = clocks(now.wall.0 + 20 * second, 21);
        let state = answered(&state, Answer::Feed(Rc::new(snapshot(&[entry("b", 2)])), 2), later);
        assert_eq!(state.by_server(now.wall).0 - SERVER, left, "off by {off}");
    }
    let extreme = clocks(i64::MIN, 1);
    let state = answered(&begun(extreme), dated(i64::MAX), extreme);
    let _ = state.by_server(Timestamp(i64::MAX));
}

#[test]
fn a_clock_that_is_set_while_the_page_is_open_is_noticed_with_the_next_answer() {
    const SERVER: i64 = 1_795_442_530_000;
    let at = |seconds: i64| SERVER + seconds * SECOND as i64;
    let state = answered(&begun(clocks(at(0), 0)), dated(at(0)), clocks(at(0), 0));
    let state = answered(&state, Answer::Unchanged, clocks(at(20), 20));
    assert!(state.answer_hash.is_some(), "a clock that runs as it should costs nothing");
    // The reader sets it an hour ahead; summer time sets nothing, since these are not hours of any zone.
    let ahead = |seconds: i64| at(seconds) + 3_600_000;
    let state = apply(&state, Action::Woke, clocks(ahead(40), 40));
    let request = state.request().unwrap();
    assert_eq!(request.known, None, "the next answer is read, whatever it says");
    let action = Action::Answered { request: request.no, answer: dated(at(41)) };
    let state = apply(&state, action, clocks(ahead(41), 41));
    assert_eq!(state.by_server(Timestamp(ahead(41))).0, at(41));
    assert_eq!(state.answer_hash, Some(1), "once");
}

#[test]
fn a_change_dated_years_ahead_is_shown_and_gives_way_to_the_next() {
    let (day, now) = (24 * 60, 24 * 60 * 365);
    let known = entry("a", 1);
    let (ahead, later) = (edited(&known, "dated ahead", now + 3_650 * day), edited(&known, "put right", now));
    let mut script = Script::reading(&[entry("b", 2), known.clone()]);
    for (version, headline) in [(ahead, "dated ahead"), (later, "put right")] {
        let mut parsed = snapshot(&[entry("b", 2), version]);
        parsed.told_at(Timestamp(now * 60_000));
        script.answer(parsed);
        assert_eq!(script.shown(), ["b", "a"], "a change moves nothing");
        assert_eq!(script.state.listing.entries[1].headline.as_deref(), Some(headline));
    }
}

#[test]
fn a_pause_of_the_reader_is_the_reason_where_all_is_well_and_its_count_is_told() {
    let mut script = reading();
    let before = script.told().len();
    script.at_top().act(Action::Paused).act(Action::Paused);
    assert_eq!(script.stands(), (Health::Live, Reason::ReaderPaused));
    script.answer(snapshot(&[entry("b", 2), entry("a", 1)]));
    let status = script.state.status();
    assert_eq!((status.paused, status.waiting), (true, 1));
    script.fails(&Failure::Unreachable, 2);
    assert_eq!(script.stands(), (Health::Delayed, Reason::Unreachable), "trouble matters more");
    assert!(script.state.status().paused);
    script.planned(Answer::Unchanged).act(Action::Resumed);
    assert_eq!(script.stands(), (Health::Live, Reason::Ok));
    assert_eq!(script.shown(), ["b", "a"]);
    let of = |detail: &Json| (detail.text("reason").unwrap().to_string(), detail.flag("paused"));
    let told: Vec<_> = script.told()[before..].iter().map(of).collect();
    let wanted = [("reader-paused", true), ("unreachable", true), ("reader-paused", true), ("ok", false)];
    assert_eq!(told, wanted.map(|(reason, paused)| (reason.to_owned(), paused)));
}

#[test]
fn while_the_newsroom_itself_sends_a_feed_that_fails_delays_nothing() {
    let mut script = streaming::streaming();
    assert_eq!(script.state.status().transport, Transport::Stream);
    script.fails(&status(503), 3);
    assert_eq!(script.stands(), (Health::Live, Reason::Ok));
    let no = streaming::connection(&script);
    script.act(Action::StreamClosed(no, None));
    assert_eq!(script.state.status().transport, Transport::Poll);
    assert_eq!(script.stands(), (Health::Delayed, Reason::ServerError));
}
