//! Things of other sites: named and linked before the reader wants them, then loaded under restrictions.

use serde_json::json;

use crate::accessibility::judge;
use crate::site::{FRAMED, LOAD, Site, furnish, open_embeds};
use crate::stage::play;

const TAB: &str = "\u{e004}";
const ENTER: &str = "\u{e007}";

/// Whatever could load something.
const LOADED: &str = "$$('iframe, video, audio, object, embed').length";

/// Addresses beyond the page's own origin that it has asked for.
const ABROAD: &str = "performance.getEntriesByType('resource').map((one) => one.name)
    .filter((name) => new URL(name).origin !== location.origin)";

#[test]
fn before_consent_nothing_is_loaded_and_each_thing_is_named_and_linked() {
    play(async |at| {
        let site = Site::open().await;
        open_embeds(at, &site, "").await;
        at.page.frames().await;
        assert_eq!(at.page.get::<u32>(&format!("return {LOADED}")).await, 0);
        assert_eq!(at.page.get::<Vec<String>>(&format!("return {ABROAD}")).await, Vec::<String>::new());
        assert_eq!(site.asked(), 0);
        let told: Vec<[String; 4]> = at
            .page
            .get(
                "return $$('[part=embed]').map((one) => [one.dataset.embed, words(one.querySelector('.site')),
                 words(one.querySelector('a')), one.querySelector('a').href])",
            )
            .await;
        let film = site.at("/film.mp4");
        let chart = site.at("/frame.svg");
        let wanted = [
            ["asking", "YouTube", "The harbour at dawn", "https://www.youtube.com/watch?v=abc123"],
            ["asking", "X", "Open at X", "https://x.com/harbour/status/123"],
            ["asking", "localhost", "A chart of the tide", &chart],
            ["asking", "localhost", "The gates open", &film],
            ["card", "longreads.example", "A long read about tides", "https://longreads.example/tide"],
        ];
        assert_eq!(told, wanted.map(|row| row.map(str::to_owned)));
        let away = "$$('[part=embed] a').every((one) => one.target === '_blank' && one.relList.contains('noopener'))";
        assert!(at.page.holds(away).await, "links lead out, beside the page");
        assert!(
            at.page.holds("words($('[data-entry=embeds]')).includes('Words of a post.')").await,
            "its words stay"
        );
        assert_eq!(
            at.page.get::<u32>("return $$('[part=embed] button').length").await,
            4,
            "a card has no button"
        );
    });
}

#[test]
fn a_frame_is_loaded_from_the_keyboard_and_kept_within_bounds() {
    play(async |at| {
        let site = Site::open().await;
        at.page
            .before_each_page(
                "window.heard = []; addEventListener('message', ({ data }) => heard.push(data))",
            )
            .await;
        open_embeds(at, &site, "").await;
        at.page
            .until_here("Tab comes to the button", async || {
                at.page.press(TAB).await;
                at.page.holds(&format!("root.activeElement && root.activeElement === {LOAD}")).await
            })
            .await;
        at.page.press(ENTER).await;
        at.page.until("the frame is there", FRAMED).await;
        let attributes: serde_json::Value = at
            .page
            .get(&format!(
                "const one = {FRAMED}; return Object.fromEntries(
                 ['src', 'loading', 'referrerpolicy', 'allow', 'sandbox'].map((name) => [name, one.getAttribute(name)]))"
            ))
            .await;
        let wanted = json!({
            "src": site.at("/frame.svg"), "loading": "lazy", "referrerpolicy": "no-referrer", "allow": "fullscreen",
            "sandbox": "allow-scripts allow-popups allow-popups-to-escape-sandbox allow-forms allow-presentation \
                        allow-same-origin",
        });
        assert_eq!(attributes, wanted);
        at.page.until_is("heard.join()", site.origin.clone()).await;
        assert_eq!(site.asked_for("/frame.svg"), 1);
        at.page
            .until("focus is still in the entry", "$('[data-entry=embeds]').contains(root.activeElement)")
            .await;
    });
}

#[test]
fn consent_for_one_provider_is_none_for_another() {
    play(async |at| {
        let site = Site::open().await;
        open_embeds(at, &site, "").await;
        at.page.click(LOAD).await;
        at.page.until("the frame is there", FRAMED).await;
        let states = "$$('[part=embed]').map((one) => one.dataset.embed).join(' ')";
        assert_eq!(
            at.page.text(states).await,
            "asking asking loaded loaded card",
            "all of localhost, nothing else"
        );
        let abroad: Vec<String> = at.page.get(&format!("return {ABROAD}")).await;
        assert!(abroad.iter().all(|address| address.starts_with(&site.origin)), "{abroad:?}");
    });
}

#[test]
fn a_film_is_fetched_when_it_is_played_and_not_before() {
    play(async |at| {
        let site = Site::open().await;
        open_embeds(at, &site, "").await;
        at.page.click(LOAD).await;
        at.page.until("the film is there", "$('video')").await;
        assert!(at.page.holds("$('video').controls && $('video').ariaLabel === 'The gates open'").await);
        at.page.run("$('video').scrollIntoView()").await;
        at.page.frames().await;
        assert_eq!(site.asked_for("/film.mp4"), 0, "a player alone asks for nothing");
        at.page.run("$('video').play().catch(() => {})").await;
        at.page.until_here("the film is asked for", async || site.asked_for("/film.mp4") > 0).await;
    });
}

#[test]
fn a_frame_of_the_pages_own_host_gets_no_origin() {
    play(async |at| {
        at.page
            .before_each_page(
                "window.heard = []; addEventListener('message', ({ data }) => heard.push(data))",
            )
            .await;
        furnish(&at.news);
        at.news.push_entry(
            "own",
            "A frame of our own",
            "<iframe src=\"/frame.svg\" title=\"Ours\"></iframe>",
        );
        at.open("page-size=1").await;
        at.page.click("$('.load')").await;
        at.page.until("the frame is there", "$('iframe')").await;
        assert!(!at.page.holds("$('iframe').sandbox.contains('allow-same-origin')").await);
        at.page.until_is("heard.join()", "null".to_owned()).await;
    });
}

#[test]
fn nothing_moves_when_a_thing_with_a_shape_is_loaded() {
    play(async |at| {
        let site = Site::open().await;
        for width in [1000, 375, 320] {
            at.page.resize(width, 800).await;
            open_embeds(at, &site, "").await;
            let height = "const [chart, film] = $$('.stage').slice(2);
                return [chart, film].map((one) => one.getBoundingClientRect().height)";
            let before: Vec<f64> = at.page.get(height).await;
            at.page.click(LOAD).await;
            at.page.until("both are there", &format!("{FRAMED} && $('video')")).await;
            assert_eq!(at.page.get::<Vec<f64>>(height).await, before, "at {width} pixels");
            assert!(before.iter().all(|height| *height > 150.0), "{before:?}");
            at.page.run("localStorage.clear()").await;
        }
    });
}

#[test]
fn axe_finds_nothing_in_what_asks_and_in_what_is_loaded() {
    play(async |at| {
        let site = Site::open().await;
        open_embeds(at, &site, "images=click").await;
        judge(at, "asking").await;
        at.page.click(LOAD).await;
        at.page.until("the frame is there", FRAMED).await;
        judge(at, "loaded").await;
        at.open(&format!("page-size=1&embeds=block&allow={}", site.origin)).await;
        judge(at, "cards").await;
    });
}
