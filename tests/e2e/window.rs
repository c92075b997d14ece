//! A feed of a thousand entries: what is around the screen stands in the page, and nobody can tell.

use serde_json::{Value, json};

use crate::following::{GLIDING, UNANCHORED};
use crate::stage::{Stage, play};

const PAGE_DOWN: &str = "\u{e00f}";
const PAGE_UP: &str = "\u{e00e}";
const CONTROL: &str = "\u{e009}";
const END: &str = "\u{e010}";
const HOME: &str = "\u{e011}";

/// Where the focus is, as an entry's id.
const FOCUSED: &str = "root.activeElement?.dataset.entry ?? ''";
const COUNT: &str = "$$('.feed [data-entry]').length";

/// Entries `e-0` to `e-999`, the newest first, of many heights, over some days.
fn feed(count: usize) -> Value {
    let items: Vec<Value> = (0..count)
        .map(|n| {
            let text = "<p>Rain at the harbour, and the ferry is late again, say those who wait for it.</p>";
            let minutes = 20_000 - 7 * n as i64;
            json!({
                "id": format!("e-{n}"),
                "title": format!("Update {n}"),
                "content_html": text.repeat(1 + n * 7 % 5),
                "date_published": time(minutes),
                "_liveblog": { "key": n % 50 == 30 },
            })
        })
        .collect();
    json!({ "version": "https://jsonfeed.org/version/1.1", "title": "A long story", "items": items })
}

/// So many minutes into November.
fn time(minutes: i64) -> String {
    format!("2025-11-{:02}T{:02}:{:02}:00Z", 1 + minutes / 1440, minutes / 60 % 24, minutes % 60)
}

async fn open(at: &Stage, count: usize, query: &str) {
    at.news.replace("/feed.json", "application/feed+json", feed(count).to_string());
    at.open(&format!("paragraphs=10&{query}")).await;
}

/// Has all of the feed on the list.
async fn all_of_it(at: &Stage, count: usize) {
    open(at, count, "page-size=100").await;
    at.page
        .until_here("all of it is on the list", async || {
            at.page.run("$('.more')?.click()").await;
            at.page.frames().await;
            !at.page.holds("$('.more')").await
        })
        .await;
    at.page.frames().await;
}

async fn assert_small(at: &Stage) {
    let count: usize = at.page.get(&format!("return {COUNT}")).await;
    assert!((40..=200).contains(&count), "{count} entries stand in the page");
}

#[test]
fn of_a_thousand_entries_two_hundred_stand_in_the_page_and_all_are_counted() {
    play(async |at| {
        all_of_it(at, 1000).await;
        for place in [0.0, 0.3, 0.8, 1.0] {
            at.page
                .run(&format!(
                    "const list = $('.feed').getBoundingClientRect();
                     scrollTo({{ top: scrollY + list.top + (list.height - innerHeight) * {place}, behavior: 'instant' }})"
                ))
                .await;
            at.page.until("entries are on the screen", "$$('.feed [data-entry]').some(onScreen)").await;
            at.page.frames().await;
            assert_small(at).await;
            let places: Vec<(usize, usize)> = at
                .page
                .get(
                    "return $$('.feed [data-entry]').map((one) =>
                     [Number(one.ariaPosInSet), Number(one.dataset.entry.slice(2)) + 1])",
                )
                .await;
            assert!(places.iter().all(|(said, is)| said == is), "{places:?}");
            assert!(at.page.holds("$$('[aria-setsize]').every((one) => one.ariaSetSize === '1000')").await);
        }
    });
}

#[test]
fn scrolling_through_them_moves_everything_by_what_was_scrolled_and_no_more() {
    play(async |at| {
        for css in ["", GLIDING] {
            all_of_it(at, 300).await;
            at.page.style(css).await;
            at.page.run("$$('.feed [data-entry]').at(-1).scrollIntoView({ behavior: 'instant' })").await;
            at.page.frames().await;
            for (by, steps) in [(-700, 36), (500, 24)] {
                for step in 0..steps {
                    at.page
                        .run(
                            "window.followed = $$('.feed [data-entry]').find(onScreen);
                             window.was = followed.getBoundingClientRect().top; window.from = scrollY",
                        )
                        .await;
                    at.page.run(&format!("scrollBy({{ top: {by}, behavior: 'instant' }})")).await;
                    at.page.frames().await;
                    at.page.frames().await;
                    let moved: f64 = at.page.get("return followed.getBoundingClientRect().top - was").await;
                    let off = moved + f64::from(by);
                    assert!(off.abs() <= 1.0, "{css} step {step} of {by}: {off} px off");
                }
                assert_small(at).await;
            }
        }
    });
}

#[test]
fn a_leap_into_the_middle_shows_entries_there_and_the_way_back_is_as_long() {
    play(async |at| {
        all_of_it(at, 1000).await;
        at.page.run("scrollTo({ top: 60000, behavior: 'instant' })").await;
        at.page.until("entries are on the screen", "$$('.feed [data-entry]').some(onScreen)").await;
        at.page.frames().await;
        assert!(at.page.holds("!entry('e-0') && !entry('e-999')").await, "the ends are not drawn");
        at.page.run("scrollTo({ top: 0, behavior: 'instant' })").await;
        at.page
            .until("the first is drawn again", "entry('e-0') && $('.feed').firstElementChild.matches('.day')")
            .await;
        assert_small(at).await;
    });
}

#[test]
fn what_has_the_focus_stays_however_far_the_reader_scrolls() {
    play(async |at| {
        all_of_it(at, 600).await;
        at.page.run("scrollTo({ top: 0, behavior: 'instant' }); entry('e-3').focus()").await;
        at.page.frames().await;
        at.page.run("scrollTo({ top: document.body.scrollHeight, behavior: 'instant' })").await;
        at.page.until("the last is drawn", "entry('e-599')").await;
        at.page.until_is(FOCUSED, "e-3".to_owned()).await;
        assert!(at.page.holds("!entry('e-2') && !entry('e-4')").await, "its neighbours have gone");
        assert_small(at).await;
        at.page.press(PAGE_DOWN).await;
        at.page.until_is(FOCUSED, "e-4".to_owned()).await;
        at.page.until("the page follows", "onScreen(entry('e-4'))").await;
    });
}

#[test]
fn keys_go_from_entry_to_entry_beyond_what_is_drawn_and_out_of_the_feed() {
    play(async |at| {
        open(at, 300, "page-size=5").await;
        at.page.run("entry('e-0').focus()").await;
        for n in 1..=12 {
            at.page.press(PAGE_DOWN).await;
            at.page.until_is(FOCUSED, format!("e-{n}")).await;
            at.page.until("it is on the screen", &format!("onScreen(entry('e-{n}'))")).await;
        }
        at.page.press(PAGE_UP).await;
        at.page.until_is(FOCUSED, "e-11".to_owned()).await;
        at.page.press("j").await;
        assert!(at.page.holds(&format!("{FOCUSED} === 'e-11'")).await, "letters are off");
        at.page.run("blog.setAttribute('keys', 'jk')").await;
        at.page
            .until_here("a letter goes on", async || {
                at.page.press("j").await;
                at.page.holds(&format!("{FOCUSED} === 'e-12'")).await
            })
            .await;
        at.page.press("k").await;
        at.page.until_is(FOCUSED, "e-11".to_owned()).await;
        at.page.type_into("entry('e-11')", &format!("{CONTROL}{END}")).await;
        at.page.until("the focus is behind the feed", "root.activeElement?.matches('.end')").await;
        at.page.type_into("entry('e-11')", &format!("{CONTROL}{HOME}")).await;
        at.page.until("the focus is before the feed", "root.activeElement?.matches('.top')").await;
    });
}

#[test]
fn near_the_end_more_comes_by_itself_and_the_focus_stays_where_it_is() {
    play(async |at| {
        open(at, 300, "page-size=10").await;
        at.page.frames().await;
        assert_eq!(
            at.page.get::<usize>(&format!("return {COUNT}")).await,
            10,
            "none before the reader moves"
        );
        at.scroll_to_the_end().await;
        at.page.until("more is there", &format!("{COUNT} >= 20")).await;
        assert!(at.page.holds("root.activeElement === null").await);
        let requests = at.news.requests("/feed.json");
        assert_eq!(requests, 1, "and nobody was asked");
    });
}

#[test]
fn how_many_there_are_is_not_said_while_there_are_older_pages() {
    play(async |at| {
        at.open("src=/feed.json%3Flimit=5%26page=1").await;
        assert!(at.page.holds("$$('.feed [data-entry]').every((one) => one.ariaSetSize === '-1')").await);
    });
}

#[test]
fn a_link_leads_deep_into_them() {
    play(async |at| {
        open(at, 1000, "").await;
        at.page.run("blog.showEntry('e-700')").await;
        at.page.until_is(FOCUSED, "e-700".to_owned()).await;
        at.page.until("it is at the top", "Math.abs(entry('e-700').getBoundingClientRect().top) < 150").await;
        at.page.frames().await;
        assert_small(at).await;
        assert!(at.page.holds("onScreen(entry('e-700'))").await);
    });
}

#[test]
fn an_answer_far_above_moves_nothing_that_is_on_the_screen() {
    play(async |at| {
        for css in ["", UNANCHORED] {
            all_of_it(at, 500).await;
            at.page.style(css).await;
            at.page.run("scrollTo({ top: 40000, behavior: 'instant' })").await;
            at.page.until("entries are on the screen", "$$('.feed [data-entry]').some(onScreen)").await;
            at.page.frames().await;
            at.page.run("blog.pause(); window.followed = $$('.feed [data-entry]').find(onScreen); window.was = followed.getBoundingClientRect().top").await;
            let mut feed = feed(500);
            feed["items"].as_array_mut().unwrap().remove(4);
            feed["items"][0]["content_html"] = json!("<p>Another text altogether.</p>".repeat(20));
            feed["items"][0]["date_modified"] = json!("2025-11-29T00:00:00Z");
            at.news.replace("/feed.json", "application/feed+json", feed.to_string());
            at.refresh().await;
            at.page.until("one has gone", "$('[aria-setsize]').ariaSetSize === '499'").await;
            at.page.frames().await;
            let moved: f64 = at.page.get("return followed.getBoundingClientRect().top - was").await;
            assert!(moved.abs() <= 0.5, "{css}: {moved} px");
        }
    });
}
