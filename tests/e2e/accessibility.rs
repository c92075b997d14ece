//! For every reader: judged by axe, walked by keyboard, read at 320 pixels.

use std::env;
use std::fs;
use std::path::PathBuf;

use serde_json::{Value, json};

use crate::stage::{Stage, play};

const TAB: &str = "\u{e004}";

/// Has axe judge the widget, and fails with what it found.
async fn judge(at: &Stage, state: &str) {
    let path = env::var_os("AXE_CORE").map_or_else(
        || {
            PathBuf::from(concat!(
                env!("CARGO_MANIFEST_DIR"),
                "/target/tools/npm-axe-core/node_modules/axe-core/axe.min.js"
            ))
        },
        PathBuf::from,
    );
    let axe = fs::read_to_string(&path).unwrap_or_else(|error| {
        panic!(
            "{} cannot be read ({error}). `cargo xtask test` brings it.",
            path.display()
        )
    });
    // Not through the page: a policy that forbids strangers' scripts must not have to make room for ours.
    at.page
        .cdp("Runtime.evaluate", json!({ "expression": axe }))
        .await;
    let run = "(async () => {
      const found = await axe.run('live-blog', {
        resultTypes: ['violations'],
        runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'],
        // Regions are the page's to draw.
        rules: { region: { enabled: false } },
      });
      const where = (node) => `${node.html.slice(0, 160)} ${node.failureSummary}`;
      const told = (one) => `${one.id}: ${one.help}: ${one.nodes.slice(0, 3).map(where).join(' | ')}`;
      return { passes: found.passes.length, violations: found.violations.map(told) };
    })()";
    let answer = at
        .page
        .cdp(
            "Runtime.evaluate",
            json!({ "expression": run, "awaitPromise": true, "returnByValue": true }),
        )
        .await;
    let found = &answer["result"]["value"];
    assert!(
        found["passes"].as_u64().is_some_and(|n| n > 5),
        "axe looked at something: {answer}"
    );
    assert_eq!(
        found["violations"],
        json!([]),
        "{state}: {:#}",
        found["violations"]
    );
}

async fn demo(at: &Stage) {
    at.page.goto("/").await;
    at.page.until_ready().await;
    // Colours are judged as they are, not on their way.
    at.page
        .until("nothing is in motion", "document.getAnimations().length === 0")
        .await;
}

#[test]
fn axe_finds_nothing_in_the_loaded_reader() {
    play(async |at| {
        demo(at).await;
        judge(at, "loaded").await;
    });
}

#[test]
fn axe_finds_nothing_in_the_dark() {
    play(async |at| {
        at.page.emulate("prefers-color-scheme", "dark").await;
        demo(at).await;
        assert!(
            at.page
                .holds("getComputedStyle(document.body).backgroundColor.match(/\\d+/)[0] < 100")
                .await,
            "it is dark"
        );
        judge(at, "dark").await;
    });
}

#[test]
fn axe_finds_nothing_when_nothing_matches() {
    play(async |at| {
        demo(at).await;
        at.page.type_into("$('input[type=search]')", "xyzzy").await;
        at.page.until("nothing matches", "$('.empty')").await;
        judge(at, "nothing matches").await;
    });
}

#[test]
fn axe_finds_nothing_in_the_panel_and_the_topics() {
    play(async |at| {
        demo(at).await;
        at.page.click("$('.bell')").await;
        at.page.until("the panel is open", "$('.panel')").await;
        at.page.click("radio('My topics')").await;
        at.page.until("topics are listed", "$('.my-topics')").await;
        at.page.click("button('Topics')").await;
        at.page
            .until("nothing is in motion", "document.getAnimations().length === 0")
            .await;
        judge(at, "panel").await;
    });
}

#[test]
fn axe_finds_nothing_when_the_feed_fails() {
    play(async |at| {
        demo(at).await;
        at.news.fault("/feed.json", newsroom::Fault::Status(500, None));
        at.refresh().await;
        at.page.until("it says so", "$('.problem')").await;
        judge(at, "failed").await;
    });
}

#[test]
fn axe_finds_nothing_when_entries_are_held() {
    play(async |at| {
        demo(at).await;
        at.page
            .run("$$('.feed [data-entry]').at(-1).scrollIntoView({ behavior: 'instant' })")
            .await;
        at.page.frames().await;
        at.push(2);
        at.refresh().await;
        at.page.until("they are held", "$('.pill')").await;
        at.page
            .until("nothing is in motion", "document.getAnimations().length === 0")
            .await;
        judge(at, "held").await;
    });
}

#[test]
fn axe_is_not_blind() {
    play(async |at| {
        demo(at).await;
        at.page
            .run("const bad = document.createElement('button'); $('.feed [data-entry]').append(bad)")
            .await;
        let outcome = std::panic::AssertUnwindSafe(judge(at, "planted"));
        let found = caught(outcome.0).await;
        assert!(found.contains("button-name"), "{found}");
    });
}

/// The message with which a future panics.
async fn caught(future: impl Future<Output = ()>) -> String {
    let mut future = std::pin::pin!(future);
    let outcome = std::future::poll_fn(|context| {
        let polled = std::panic::catch_unwind(std::panic::AssertUnwindSafe(|| future.as_mut().poll(context)));
        match polled {
            Ok(std::task::Poll::Pending) => std::task::Poll::Pending,
            Ok(std::task::Poll::Ready(())) => std::task::Poll::Ready(String::new()),
            Err(why) => std::task::Poll::Ready(why.downcast_ref::<String>().cloned().unwrap_or_default()),
        }
    });
    outcome.await
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
            "toggle Topics",
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
        for path in ["/", "/page?page-size=100"] {
            at.page.goto(path).await;
            at.page.until_ready().await;
            at.page.click("$('.bell')").await;
            at.page.until("the panel is open", "$('.panel')").await;
            at.page.click("button('Topics')").await;
            let wide: Vec<String> = at
                .page
                .get(
                    "const scrolls = (node) => node
                    && (['auto', 'scroll'].includes(getComputedStyle(node).overflowX)
                    || scrolls(node.parentElement));\nreturn $$('*').filter((one) => shown(one)
                    && one.getBoundingClientRect().right > innerWidth + 1
                    && !scrolls(one.parentElement)).map((one) => `${one.tagName} ${one.className}`)",
                )
                .await;
            assert_eq!(wide, Vec::<String>::new(), "{path}");
            assert!(
                at.page
                    .holds("document.documentElement.scrollWidth <= innerWidth")
                    .await,
                "{path}"
            );
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
            .get("return $$('button, input[type=search]').filter(shown).filter((one) => { const box = one.getBoundingClientRect();
                return box.width < 24 || box.height < 24 }).map((one) => one.outerHTML.slice(0, 100))")
            .await;
        assert_eq!(small, Vec::<String>::new());
    });
}
