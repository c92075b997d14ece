//! A good guest: no names, no noise, no styles left on the page, and none of the page's taken over.

use crate::stage::{Stage, play};

#[test]
fn the_page_has_no_new_names() {
    play(async |at| {
        at.goto_and_settle("/bare").await;
        let names: Vec<String> = at
            .page
            .get(
                "const before = new Set(window.__seen.before);
            const drivers = /^(cdc_|ret_nodes$)/;
            return Object.keys(window).filter((name) => !before.has(name) && !drivers.test(name))",
            )
            .await;
        assert_eq!(names, Vec::<String>::new());
    });
}

#[test]
fn the_page_keeps_its_looks() {
    play(async |at| {
        at.open("").await;
        assert!(
            at.page
                .holds(
                    "document.adoptedStyleSheets.length === 0
            && document.querySelectorAll('style, link[rel=stylesheet]').length === 0"
                )
                .await
        );
        assert!(
            at.page
                .holds(
                    "!document.documentElement.getAttribute('style')
            && !document.body.getAttribute('style') && !document.body.className"
                )
                .await
        );
        assert_eq!(at.page.text("document.title").await, "A host page");
    });
}

#[test]
fn a_hostile_stylesheet_of_the_page_leaves_the_reader_readable() {
    play(async |at| {
        at.open("").await;
        at.page
            .style(
                "
              * { all: unset !important; display: block !important }
              button, article, input, time, ul, svg { display: none !important }
              p { font-size: 0 !important; color: transparent !important }",
            )
            .await;
        at.page.frames().await;
        for part in [
            ".feed [data-entry]",
            ".headline",
            ".bell",
            "input[type=search]",
            "time",
            ".topics",
            ".more",
            ".main p",
        ] {
            assert!(at.page.holds(&format!("shown($('{part}'))")).await, "{part} is hidden");
        }
        assert!(at.page.holds("parseFloat(getComputedStyle($('.main p')).fontSize) >= 12").await);
        at.page.type_into("$('input[type=search]')", "corridor").await;
        at.page.until("it works", "$('.count')").await;
    });
}

#[test]
fn the_reader_wears_the_pages_typeface_and_colour() {
    play(async |at| {
        at.open("").await;
        at.page.style("body { font-family: monospace; color: rgb(20, 40, 60) }").await;
        at.page.frames().await;
        assert_eq!(at.page.text("getComputedStyle($('.main p')).fontFamily").await, "monospace");
        assert_eq!(at.page.text("getComputedStyle($('.main p')).color").await, "rgb(20, 40, 60)");
    });
}

#[test]
fn parts_can_be_styled_by_the_page() {
    play(async |at| {
        at.open("").await;
        at.page.style("live-blog::part(entry-headline) { color: rgb(200, 0, 0) }").await;
        at.page.until_is("getComputedStyle($('.headline')).color", "rgb(200, 0, 0)".to_owned()).await;
    });
}

#[test]
fn nothing_is_fetched_but_the_reader_the_feed_and_its_pictures() {
    play(async |at| {
        at.open("").await;
        let known = [
            "/page",
            "/page.js",
            "/live-blog.js",
            "/live-blog-core.js",
            "/live-blog-core_bg.wasm",
            "/live-blog.css",
            "/feed.json",
            "/favicon.ico",
        ];
        let others: Vec<String> = at
            .news
            .all_seen()
            .iter()
            .map(|seen| seen.path.clone())
            .filter(|path| !known.contains(&path.as_str()) && !path.starts_with("/demo/img/"))
            .collect();
        assert_eq!(others, Vec::<String>::new());
        assert_eq!(at.news.requests("/feed.json"), 1, "the feed is asked once, from the loader on");
        assert!(at.page.holds("document.cookie === '' && Object.keys(localStorage).length === 0").await);
    });
}

#[test]
fn the_page_sets_colours_and_measures_by_custom_properties() {
    play(async |at| {
        at.open("").await;
        at.page.style("live-blog { --live-blog-text: rgb(1, 2, 3); --live-blog-measure: 200px }").await;
        at.page.until_is("getComputedStyle($('.main p')).color", "rgb(1, 2, 3)".to_owned()).await;
        assert!(at.page.holds("$$('.feed .main p').every((one) => one.offsetWidth <= 200)").await);
    });
}

#[test]
fn readers_that_come_and_go_leave_next_to_nothing_behind() {
    play(async |at| {
        at.open("page-size=3").await;
        at.page.run("blog.remove()").await;
        come_and_go(at, 3).await;
        let before = held(at).await;
        come_and_go(at, 12).await;
        let after = held(at).await;
        // Yew leaves the root and its listeners, a handful of each. A reader that is kept would be hundreds of nodes.
        assert!(
            after.0 - before.0 <= 12.0 * 8.0 && after.1 - before.1 <= 12.0 * 8.0,
            "nodes and listeners: {before:?}, then {after:?}"
        );
    });
}

/// Inserts a reader, waits for its entries and removes it, so many times.
async fn come_and_go(at: &Stage, times: u32) {
    for _ in 0..times {
        at.page
            .run(
                "window.guest = document.createElement('live-blog');
                 guest.src = '/feed.json';
                 guest.pageSize = 3;
                 document.body.append(guest)",
            )
            .await;
        at.page.until_ready().await;
        at.page.run("guest.remove()").await;
        at.page.until("it is taken down", "!guest.shadowRoot.querySelector('[data-entry]')").await;
    }
    at.page.run("guest = undefined").await;
}

/// Nodes and listeners that the browser holds.
async fn held(at: &Stage) -> (f64, f64) {
    let metric = at.page.metrics().await;
    (metric("Nodes"), metric("JSEventListeners"))
}
