//! The status line: how the connection stands, in words for the reader and in names for the page.

use std::time::Duration;

use newsroom::Fault;
use serde_json::{Value, json};

use crate::stage::{Stage, play};

/// Longer than any wait that is expected to end.
const LONG: Duration = Duration::from_secs(30);
/// The word of the line.
const HEALTH: &str = "words($('.health'))";

fn states(events: &[Value]) -> Vec<&str> {
    events.iter().map(|event| event["state"].as_str().unwrap()).collect()
}

async fn until_health(at: &Stage, word: &str) {
    at.page.until_is(HEALTH, word.to_owned()).await;
}

#[test]
fn one_failed_poll_alarms_nobody() {
    play(async |at| {
        at.page.hurry().await;
        at.open("poll=30").await;
        at.news.fault_times("/feed.json", Fault::Status(503, None), 1);
        let before = at.news.requests("/feed.json");
        assert!(at.news.wait_for_requests("/feed.json", before + 2, LONG).await, "it is tried again");
        at.push(1);
        at.page.until_is("ids()[0]", "new-1".to_owned()).await;
        assert_eq!(states(&at.page.events("status").await), ["live"]);
        at.page.until_is("words($('[role=status]'))", "1 new update".to_owned()).await;
    });
}

#[test]
fn the_second_failure_is_told_with_the_time_of_the_next_try() {
    play(async |at| {
        at.page.hurry().await;
        at.open("poll=5").await;
        let before = at.news.requests("/feed.json");
        at.news.fault("/feed.json", Fault::Status(503, None));
        until_health(at, "Updates are delayed").await;
        assert!(at.news.requests("/feed.json") >= before + 2);
        for (words, place) in [("Next try", "words($('.next'))"), ("Checked", "words($('.checked'))")] {
            let told = format!("/^{words} (1[0-2]|[1-9]):\\d\\d:\\d\\d [AP]M/.test({place})");
            assert!(at.page.holds(&told).await, "{}", at.page.text(place).await);
        }
        assert!(
            at.page.holds("words($('.problem')).startsWith('The feed answered with an error (503).')").await
        );
        assert!(at.page.holds("$('.refresh') && ids().length === 20").await, "what is there stays");
        let told = at.page.events("status").await.pop().unwrap();
        let wanted = json!(["delayed", "server-error", "poll", false, 2, 503]);
        let members = ["state", "reason", "transport", "paused", "failures", "status"];
        assert_eq!(json!(members.map(|member| told[member].clone())), wanted, "{told}");
        for time in ["lastChecked", "nextTry"] {
            assert!(told[time].as_str().is_some_and(|time| time.ends_with('Z')), "{told}");
        }
        at.news.clear_faults();
        until_health(at, "Live").await;
        assert!(!at.page.holds("$('.next') || $('.problem')").await);
        let told = at.page.events("status").await;
        assert_eq!(states(&told), ["live", "delayed", "live"], "not at each poll");
        assert_eq!(told[2]["reason"], "ok");
    });
}

#[test]
fn each_answer_of_no_use_has_its_words_and_its_name() {
    play(async |at| {
        let status = |code| Fault::Status(code, None);
        let (late, stopped) = ("Updates are delayed", "Updates have stopped");
        at.open("").await;
        for (fault, word, sentence, reason, is_tried_again) in [
            (status(404), late, "The feed was not found.", "not-found", true),
            (status(410), stopped, "The feed has been closed for good.", "gone", false),
            (status(401), stopped, "The feed may not be read from here.", "refused", true),
            (status(403), stopped, "The feed may not be read from here.", "refused", true),
            (
                Fault::Status(429, Some("120".to_owned())),
                late,
                "The feed asks us to wait.",
                "rate-limited",
                true,
            ),
            (status(500), late, "The feed answered with an error (500).", "server-error", true),
            (status(418), late, "The feed answered with an error (418).", "bad-status", true),
            (Fault::Close, late, "The feed could not be reached.", "unreachable", true),
            (Fault::Html, late, "The feed sent something that is not a live blog.", "not-json", true),
            (Fault::Huge, late, "The feed sent more than can be read.", "too-large", true),
        ] {
            at.news.fault("/feed.json", fault.clone());
            at.refresh().await;
            let told = format!("words($('.problem')).startsWith({})", json!(sentence));
            at.page.until(&format!("{fault:?} is told"), &told).await;
            assert_eq!(at.page.text(HEALTH).await, word, "{fault:?}");
            assert_eq!(at.page.holds("$('.next')").await, is_tried_again, "{fault:?}");
            assert_eq!(at.page.holds("$('.pause')").await, is_tried_again, "{fault:?}");
            assert!(at.page.holds("$('.refresh')").await, "{fault:?}");
            let event = at.page.events("status").await.pop().unwrap();
            assert_eq!(event["reason"], reason, "{fault:?}: {event}");
            at.news.clear_faults();
            at.refresh().await;
            until_health(at, "Live").await;
        }
    });
}

#[test]
fn losing_the_network_and_finding_it_are_each_told_once() {
    play(async |at| {
        at.page.hurry().await;
        at.open("poll=5").await;
        at.page
            .run(
                "window.heard = [];
             new MutationObserver(() => {
               const said = words($('[role=status]'));
               if (said && heard.at(-1) !== said) heard.push(said);
             }).observe($('[role=status]'), { subtree: true, childList: true, characterData: true })",
            )
            .await;
        at.page.set_offline(true).await;
        until_health(at, "You are offline").await;
        at.page.until("it is said", "heard.includes('You are offline')").await;
        assert!(!at.page.holds("$('.next')").await, "nothing is tried");
        let before = at.news.requests("/feed.json");
        at.page.set_offline(false).await;
        at.page.until("it is said", "heard.includes('Updates are live again')").await;
        assert!(at.news.wait_for_requests("/feed.json", before + 3, LONG).await);
        assert_eq!(
            at.page.get::<Vec<String>>("return heard").await,
            ["You are offline", "Updates are live again"]
        );
        let told = at.page.events("status").await;
        assert_eq!(states(&told), ["live", "offline", "live"]);
        assert_eq!((&told[1]["reason"], &told[1]["nextTry"]), (&json!("offline"), &Value::Null));
    });
}

#[test]
fn what_has_ended_says_so_and_offers_no_pause() {
    play(async |at| {
        at.news.step_to(at.news.beats());
        at.open("").await;
        until_health(at, "This live blog has ended").await;
        assert!(!at.page.holds("$('.pause') || $('.refresh') || $('.next')").await);
        let told = at.page.event("status").await;
        assert_eq!(json!([told["state"], told["reason"], told["nextTry"]]), json!(["ended", "ended", null]));
        assert_eq!(
            at.page.text("words($('[role=status]'))").await,
            "",
            "nothing is announced on the first load"
        );
    });
}

#[test]
fn a_reader_pauses_sees_what_waits_and_resumes() {
    play(async |at| {
        at.open("").await;
        at.page.click("button('Pause')").await;
        until_health(at, "Paused").await;
        let told = at.page.events("status").await.pop().unwrap();
        assert_eq!(
            json!([told["state"], told["reason"], told["paused"]]),
            json!(["live", "reader-paused", true])
        );
        at.push(2);
        at.refresh().await;
        at.page.until_is("words($('.waiting'))", "2 new waiting".to_owned()).await;
        assert!(!at.page.holds("entry('new-1') || entry('new-2')").await);
        assert!(!at.page.holds("button('Pause')").await, "one button, which says what it does");
        at.page.click("button('Resume')").await;
        at.page.until_is("ids()[0]", "new-2".to_owned()).await;
        until_health(at, "Live").await;
        assert!(!at.page.holds("$('.waiting')").await);
    });
}

#[test]
fn the_pause_works_by_keyboard_and_keeps_the_focus() {
    play(async |at| {
        at.open("").await;
        at.page.run("$('.pause').focus()").await;
        for (key, words) in [("\u{E007}", "Resume"), (" ", "Pause"), (" ", "Resume"), ("\u{E007}", "Pause")] {
            at.page.press(key).await;
            at.page.until_is("words(root.activeElement)", words.to_owned()).await;
        }
    });
}

#[test]
fn the_page_pauses_and_resumes_by_method() {
    play(async |at| {
        at.open("").await;
        at.page.run("blog.pause(); blog.pause()").await;
        until_health(at, "Paused").await;
        at.push(1);
        at.refresh().await;
        at.page.until_is("words($('.waiting'))", "1 new waiting".to_owned()).await;
        at.page.run("blog.resume()").await;
        at.page.until_is("ids()[0]", "new-1".to_owned()).await;
        let paused: Vec<bool> =
            at.page.events("status").await.iter().map(|event| event["paused"].as_bool().unwrap()).collect();
        assert_eq!(paused, [false, true, false], "once for each change");
    });
}

#[test]
fn the_line_fits_a_narrow_column_in_both_directions_and_its_buttons_a_thumb() {
    play(async |at| {
        for (width, lang) in [(280, "en"), (280, "ar"), (280, "fr"), (375, "en"), (375, "ar")] {
            at.page.resize(width, 800).await;
            at.open(&format!("lang={lang}")).await;
            at.page.until("it speaks", &format!("$('.reader').lang === '{lang}'")).await;
            at.news.fault("/feed.json", Fault::Status(503, None));
            at.page.run("blog.pause()").await;
            at.refresh().await;
            at.page
                .until("the line is as full as it can be", "$('.next') && $('.pause') && $('.bell')")
                .await;
            let outside: Vec<String> = at
                .page
                .get(
                    "const line = $('.status').getBoundingClientRect();
                     const out = (box) => box.left < line.left - 0.5 || box.right > line.right + 0.5;
                     const all = $$('.status *').filter((node) => node.getClientRects().length && !node.closest('button > span'));
                     return all.filter((node) => out(node.getBoundingClientRect())).map((node) => node.outerHTML)",
                )
                .await;
            assert_eq!(outside, Vec::<String>::new(), "{width} {lang}");
            assert!(
                at.page.holds("document.documentElement.scrollWidth <= innerWidth").await,
                "{width} {lang}: the page scrolls sideways"
            );
            let small: Vec<String> = at
                .page
                .get(
                    "const boxes = $$('.status button').map((one) => [words(one), one.getBoundingClientRect()]);
                     const small = boxes.filter(([, box]) => box.width < 44 || box.height < 44);
                     return small.map(([name, box]) => `${name} ${box.width} ${box.height}`)",
                )
                .await;
            assert_eq!(small, Vec::<String>::new(), "{width} {lang}");
            at.news.clear_faults();
        }
    });
}

#[test]
fn how_long_ago_is_right_on_a_computer_whose_clock_is_not() {
    play(async |at| {
        const AGO: &str =
            "words($('.feed article:last-of-type time.when .ago') ?? $$('time.when .ago').at(-1))";
        at.open("").await;
        let right = at.page.text(AGO).await;
        assert!(right.contains("ago"), "{right}");
        for (hours, sign) in [(87_660, '-'), (87_660, '+'), (1, '-'), (1, '+')] {
            at.page
                .before_each_page(&format!(
                    "window.__real ??= Date.now.bind(Date); Date.now = () => window.__real() {sign} {hours} * 3600000"
                ))
                .await;
            at.open("").await;
            let told = at.page.text(AGO).await;
            // The test itself may have taken a minute.
            let number = |text: &str| text.split(' ').next().and_then(|n| n.parse::<i64>().ok());
            let unit = |text: &str| text.split(' ').nth(1).map(str::to_owned);
            assert_eq!(unit(&told), unit(&right), "{sign}{hours} h: {told}, not {right}");
            let gap = number(&told).zip(number(&right)).map(|(told, right)| told - right);
            assert!(gap.is_some_and(|gap| (0..=2).contains(&gap)), "{sign}{hours} h: {told}, not {right}");
        }
    });
}

#[test]
fn a_stream_is_named_as_the_way_that_updates_come() {
    play(async |at| {
        at.open("stream=/stream").await;
        at.page
            .until("it is told", "__seen.events.some(({ name, detail }) => name === 'status' && detail.transport === 'stream')")
            .await;
        until_health(at, "Live").await;
    });
}
