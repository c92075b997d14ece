//! For every reader: judged by axe, walked by keyboard, read at 320 pixels.

use std::env;
use std::fs;

use serde_json::{Value, json};

use crate::stage::{Stage, play};

const TAB: &str = "\u{e004}";
const ENTER: &str = "\u{e007}";
const ESCAPE: &str = "\u{e00c}";
const DOWN: &str = "\u{e015}";

/// Has axe judge the reader, and fails with what it finds.
pub async fn judge(at: &Stage, state: &str) {
    let found = findings(at).await;
    assert_eq!(found, Vec::<String>::new(), "{state}");
}

/// What axe has to say against the reader.
async fn findings(at: &Stage) -> Vec<String> {
    // Colours are judged as they are, not on their way.
    at.page.until("nothing is in motion", "document.getAnimations().length === 0").await;
    let brought =
        concat!(env!("CARGO_MANIFEST_DIR"), "/target/tools/npm-axe-core/node_modules/axe-core/axe.min.js");
    let path = env::var("AXE_CORE").unwrap_or_else(|_| brought.to_owned());
    let axe = fs::read_to_string(&path)
        .unwrap_or_else(|error| panic!("{path} cannot be read ({error}). `cargo xtask test` brings it."));
    // Not through the page: a policy that forbids strangers' scripts must not have to make room for ours.
    at.page.cdp("Runtime.evaluate", json!({ "expression": axe })).await;
    let params = json!({ "expression": JUDGE, "awaitPromise": true, "returnByValue": true });
    let answer = at.page.cdp("Runtime.evaluate", params).await;
    let (passes, found) = serde_json::from_value::<(u32, Vec<String>)>(answer["result"]["value"].clone())
        .unwrap_or_else(|error| panic!("axe does not answer: {error}: {answer}"));
    assert!(passes > 5, "axe has looked at something");
    found
}

const JUDGE: &str = "(async () => {
  const { passes, violations } = await axe.run('live-blog', {
    resultTypes: ['violations'],
    runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'],
    // Regions are the page's to draw.
    rules: { region: { enabled: false } },
  });
  const where = (node) => `${node.html.slice(0, 160)} ${node.failureSummary}`;
  const told = (one) => `${one.id}: ${one.help}: ${one.nodes.slice(0, 3).map(where).join(' | ')}`;
  return [passes.length, violations.map(told)];
})()";

#[test]
fn axe_finds_nothing_in_the_loaded_reader() {
    play(async |at| {
        at.goto_and_settle("/").await;
        judge(at, "loaded").await;
    });
}

#[test]
fn axe_finds_nothing_in_the_dark() {
    play(async |at| {
        at.page.emulate("prefers-color-scheme", "dark").await;
        at.goto_and_settle("/").await;
        assert!(
            at.page.holds("getComputedStyle(document.body).backgroundColor.match(/\\d+/)[0] < 100").await,
            "it is dark"
        );
        judge(at, "dark").await;
    });
}

#[test]
fn axe_finds_nothing_when_nothing_matches() {
    play(async |at| {
        at.goto_and_settle("/").await;
        at.page.type_into("$('input[type=search]')", "xyzzy").await;
        at.page.until("nothing matches", "$('.empty')").await;
        judge(at, "nothing matches").await;
    });
}

#[test]
fn axe_finds_nothing_in_the_panel_and_the_topics() {
    play(async |at| {
        at.goto_and_settle("/").await;
        at.page.click("$('.bell')").await;
        at.page.until("the panel is open", "$('.panel')").await;
        at.page.click("radio('My topics')").await;
        at.page.until("topics are listed", "$('.my-topics')").await;
        at.page.click("button('Topics')").await;
        judge(at, "panel").await;
    });
}

#[test]
fn axe_finds_nothing_when_the_feed_fails() {
    play(async |at| {
        at.goto_and_settle("/").await;
        at.news.fault("/feed.json", newsroom::Fault::Status(500, None));
        at.refresh().await;
        at.page.until("it says so", "$('.problem')").await;
        judge(at, "failed").await;
    });
}

#[test]
fn axe_finds_nothing_when_entries_are_held() {
    play(async |at| {
        at.goto_and_settle("/").await;
        at.scroll_to_the_end().await;
        at.push(2);
        at.refresh().await;
        at.page.until("they are held", "$('.pill')").await;
        judge(at, "held").await;
    });
}

#[test]
fn axe_is_not_blind() {
    play(async |at| {
        at.goto_and_settle("/").await;
        at.page
            .run("const bad = document.createElement('button'); $('.feed [data-entry]').append(bad)")
            .await;
        let found = findings(at).await;
        assert!(found.iter().any(|one| one.starts_with("button-name")), "{found:?}");
    });
}

#[test]
fn tab_reaches_every_control_and_leaves_the_reader_again() {
    play(async |at| {
        at.open("page-size=2").await;
        let mut reached: Vec<String> = Vec::new();
        for _ in 0..60 {
            at.page.press(TAB).await;
            let here = "const one = root.activeElement;
                return document.activeElement === blog ? `${one.className || one.type} ${words(one)}`.trim()
                : `page ${words(document.activeElement)}`";
            let here: String = at.page.get(here).await;
            if here == "page Another page" {
                break;
            }
            reached.push(here);
        }
        let order = [
            "refresh",
            "bell",
            "link Choose",
            "link quiet Dismiss",
            "search",
            "toggle Key events",
            "toggle drawer Topics",
            "toggle drawer Authors",
            "toggle drawer Time",
            "order Newest first",
            "more Show",
        ];
        let places: Vec<usize> = order
            .iter()
            .map(|wanted| {
                reached
                    .iter()
                    .position(|one| one.starts_with(wanted))
                    .unwrap_or_else(|| panic!("{wanted} is not reached: {reached:#?}"))
            })
            .collect();
        assert!(places.is_sorted(), "{places:?} of {reached:#?}");
        assert!(reached.len() < 60, "there is a way out: {reached:#?}");
    });
}

#[test]
fn the_panel_is_opened_used_and_left_without_a_mouse() {
    play(async |at| {
        at.open("page-size=2").await;
        let here = "root.activeElement";
        at.page
            .until_here("Tab comes to the bell", async || {
                at.page.press(TAB).await;
                at.page.holds(&format!("{here} === $('.bell')")).await
            })
            .await;
        at.page.press(ENTER).await;
        at.page.until("focus is in the panel", &format!("$('.panel')?.contains({here})")).await;
        at.page
            .until_here("Tab comes to the first question", async || {
                at.page.press(TAB).await;
                at.page.holds(&format!("{here}?.type === 'radio'")).await
            })
            .await;
        at.page.press(DOWN).await;
        at.page.until("an arrow chooses the next", "radio('Key events').checked").await;
        at.page
            .until_here("Tab comes to the switches", async || {
                at.page.press(TAB).await;
                at.page.holds(&format!("{here}?.role === 'switch'")).await
            })
            .await;
        let was = at.page.holds(&format!("{here}.checked")).await;
        at.page.press(" ").await;
        at.page.until("Space switches", &format!("{here}.checked === {}", !was)).await;
        at.page.press(ESCAPE).await;
        at.page.until("Escape leaves", &format!("!$('.panel') && {here} === $('.bell')")).await;
    });
}

#[test]
fn focus_is_seen_wherever_it_is() {
    play(async |at| {
        at.open("page-size=2").await;
        let mut walked = 0;
        for _ in 0..40 {
            at.page.press(TAB).await;
            let bare: Value = at
                .page
                .get(
                    "const one = root.activeElement; if (!one) return null;
                    const near = [one,
                    one.closest('label')].filter(Boolean).map((node) => getComputedStyle(node));
                    return near.some((style) => style.outlineStyle !== 'none'
                    && parseFloat(style.outlineWidth) >= 2
                    || style.boxShadow !== 'none') ? 'ok' : one.outerHTML",
                )
                .await;
            if bare.is_null() {
                break;
            }
            assert_eq!(bare, "ok", "focus cannot be seen");
            walked += 1;
        }
        assert!(walked > 5, "{walked}");
    });
}

#[test]
fn the_feed_has_its_roles_names_and_places() {
    play(async |at| {
        at.open("").await;
        let feed = "$('.feed').role === 'feed' && $('.feed').ariaBusy === 'false'";
        assert!(at.page.holds(feed).await);
        let name = "$('.feed').ariaLabel
            ?? root.getElementById($('.feed').getAttribute('aria-labelledby')).textContent";
        assert_eq!(at.page.text(name).await, "Live updates");
        let places: Vec<String> = at
            .page
            .get("return $$('.feed [data-entry]').map((one) => `${one.ariaPosInSet}/${one.ariaSetSize}`)")
            .await;
        let wanted: Vec<String> = (1..=20).map(|n| format!("{n}/31")).collect();
        assert_eq!(places, wanted);
        assert!(
            at.page
                .holds(
                    "$$('[data-entry]').every((one) => one.tagName === 'ARTICLE'
            && one.getAttribute('aria-labelledby').split(' ').every((id) => root.getElementById(id)))"
                )
                .await
        );
        at.page.click("button('Key events')").await;
        let wanted: Vec<String> = (1..=4).map(|n| format!("{n}/4")).collect();
        at.page
            .until_is(
                "$$('.feed [data-entry]').map((one) => `${one.ariaPosInSet}/${one.ariaSetSize}`)",
                wanted,
            )
            .await;
    });
}

#[test]
fn one_polite_region_speaks_and_not_on_the_first_load() {
    play(async |at| {
        at.open("").await;
        assert!(
            at.page
                .holds(
                    "$$('[aria-live], [role=status], [role=alert], [role=log]').length === 1
            && $('[role=status]').ariaLive === 'polite'"
                )
                .await
        );
        assert_eq!(at.page.text("$('[role=status]').textContent").await, "");
        at.page
            .run(
                "window.heard = [];
            new MutationObserver(() => { const said = $('[role=status]').textContent;
            if (said) heard.push(said) }).observe($('[role=status]'), { subtree: true, childList: true,
            characterData: true })",
            )
            .await;
        at.push(3);
        at.refresh().await;
        at.page.until_is("heard.join()", "3 new updates".to_owned()).await;
    });
}

#[test]
fn nothing_scrolls_sideways_on_the_narrowest_phone() {
    play(async |at| {
        at.page.resize(320, 640).await;
        let word = "unbreakable".repeat(20);
        let row = format!("<tr>{}</tr>", "<td>A cell of some width</td>".repeat(12));
        let body = format!(
            "<p>{word}</p><table>{row}{row}</table><pre>{word}</pre><ul><li>{word}</li></ul>
             <p><a href=\"https://a.example/\">https://a.example/{word}</a></p>
             <img src=\"/demo/img/harbour-dawn.svg\" width=\"4000\" height=\"200\" alt=\"{word}\">"
        );
        at.news.push(json!({
            "id": "wide", "title": word, "content_html": body, "date_published": "2026-11-23T02:00:00Z",
            "authors": [{ "name": word }], "tags": [word],
        }));
        for (path, direction) in [("/", "ltr"), ("/page?page-size=100", "ltr"), ("/page", "rtl")] {
            at.goto_and_settle(path).await;
            at.page.run(&format!("document.documentElement.dir = '{direction}'")).await;
            at.page.click("$('.bell')").await;
            at.page.until("the panel is open", "$('.panel')").await;
            at.page.click("button('Topics')").await;
            let wide: Vec<String> = at
                .page
                .get(
                    "const scrolls = (node) => node && (['auto', 'scroll'].includes(getComputedStyle(node).overflowX)
                       || scrolls(node.parentElement));
                     const sticksOut = ({ left, right }) => left < -1 || right > innerWidth + 1;
                     const wide = $$('*').filter((one) => shown(one) && !one.closest('.vh')
                       && sticksOut(one.getBoundingClientRect()) && !scrolls(one.parentElement));
                     return wide.map((one) => `${one.tagName} ${one.className}`)",
                )
                .await;
            assert_eq!(wide, Vec::<String>::new(), "{path} {direction}");
            let fits = "document.documentElement.scrollWidth <= innerWidth";
            assert!(at.page.holds(fits).await, "{path} {direction}");
        }
    });
}

#[test]
fn controls_are_large_enough_to_be_hit() {
    play(async |at| {
        at.page.resize(375, 700).await;
        at.open("").await;
        let small: Vec<String> = at
            .page
            .get(
                "const isSmall = (box) => box.width < 24 || box.height < 24;
                 const controls = $$('button, input[type=search]').filter(shown);
                 const small = controls.filter((one) => isSmall(one.getBoundingClientRect()));
                 return small.map((one) => one.outerHTML.slice(0, 100))",
            )
            .await;
        assert_eq!(small, Vec::<String>::new());
    });
}
