//! The way through the story by its key events.

use crate::stage::{Stage, play};

const FOCUSED: &str = "root.activeElement?.dataset.entry ?? ''";

/// The headlines of the list.
const LISTED: &str = "$$('.point bdi').map(words)";

fn reached() -> &'static str {
    "words($('.point[aria-current=true] bdi'))"
}

/// The ids of the story's key events, newest first, without those that are pinned.
fn key_ids(at: &Stage) -> Vec<String> {
    let entries = at.news.moment().entries;
    let key = entries.iter().filter(|shown| shown.entry.key && !shown.entry.pinned);
    key.map(|shown| shown.id.clone()).collect()
}

#[test]
fn they_are_listed_newest_first_and_a_press_goes_to_one_that_is_not_drawn() {
    play(async |at| {
        at.page.resize(1280, 800).await;
        at.open("").await;
        let ids = key_ids(at);
        assert_eq!(at.page.get::<usize>("return $$('.point').length").await, ids.len());
        let last = ids.last().unwrap();
        assert!(at.page.holds(&format!("!entry('{last}')")).await, "the test needs one that is not drawn");
        at.page.click("$$('.point').at(-1)").await;
        at.page.until_is(FOCUSED, last.clone()).await;
        at.page.until("it is on the screen", &format!("onScreen(entry('{last}'))")).await;
        at.page.until("it is marked", "$$('.point').at(-1).ariaCurrent === 'true'").await;
        assert_eq!(at.page.get::<usize>("return $$('.point[aria-current]').length").await, 1);
    });
}

#[test]
fn the_one_that_the_reader_has_come_to_is_marked_while_scrolling() {
    play(async |at| {
        at.page.resize(1280, 800).await;
        at.open("page-size=100").await;
        at.page.run("scrollTo({ top: 0, behavior: 'instant' })").await;
        at.page.until("none is reached at the top", "!$('.point[aria-current]')").await;
        let all: Vec<String> = at.page.get(&format!("return {LISTED}")).await;
        for (nth, id) in key_ids(at).iter().enumerate() {
            let script = format!("entry('{id}').scrollIntoView({{ behavior: 'instant' }})");
            at.page.run(&script).await;
            at.page.frames().await;
            at.page.run(&script).await;
            at.page.until_is(reached(), all[nth].clone()).await;
        }
        assert!(at.page.holds("$('.points').getBoundingClientRect().top >= 0").await, "it stays in view");
    });
}

#[test]
fn one_outside_the_filter_is_shown_and_said_to_be() {
    play(async |at| {
        at.page.resize(1280, 800).await;
        at.open("").await;
        let id = key_ids(at)[0].clone();
        at.page.type_into("$('[type=search]')", "zzzz").await;
        at.page.until("nothing matches", "!$('.feed')").await;
        at.page.click("$('.point')").await;
        at.page.until_is(FOCUSED, id).await;
        let said = at.page.text("words($('.sought'))").await;
        assert!(said.contains("outside your filter"), "{said}");
    });
}

#[test]
fn on_a_phone_they_are_behind_a_button() {
    play(async |at| {
        at.page.resize(375, 700).await;
        at.open("").await;
        assert!(!at.page.holds("shown($('.points'))").await);
        let toggle = "$('.key-events > .toggle')";
        assert!(at.page.holds(&format!("{toggle}.ariaExpanded === 'false'")).await);
        at.page.click(toggle).await;
        at.page
            .until("the list is open", &format!("shown($('.points')) && {toggle}.ariaExpanded === 'true'"))
            .await;
        at.page.click("$$('.point')[1]").await;
        at.page.until_is(FOCUSED, key_ids(at)[1].clone()).await;
        assert!(at.page.holds("document.documentElement.scrollWidth <= innerWidth").await);
    });
}

#[test]
fn it_is_a_landmark_with_a_name() {
    play(async |at| {
        at.page.resize(1280, 800).await;
        at.open("").await;
        assert_eq!(at.page.text("$('nav').ariaLabel").await, "Timeline of key events");
    });
}
