//! The `images` attribute: which pictures are loaded, and what stands in the place of the others.

use serde_json::json;

use crate::site::{Site, furnish};
use crate::stage::{Stage, play};

/// The pictures that are drawn, by their paths and whose they are.
const DRAWN: &str =
    "$$('[data-entry=pictures] img').map((one) => `${new URL(one.src).hostname} ${one.alt}`).join(', ')";
/// The links in the place of others.
const INSTEAD: &str =
    "$$('.no-picture a').map((one) => `${new URL(one.href).hostname} ${words(one)}`).join(', ')";

/// Puts an entry with a picture of ours and two of the site on top, and opens the page.
async fn open_pictures(at: &Stage, site: &Site, query: &str) {
    furnish(&at.news);
    let there = site.at("/picture.svg");
    let html = format!(
        "<p>Three pictures.</p><p><img src=\"/picture.svg?own\" alt=\"Ours\" width=16 height=9></p>
         <p><img src=\"{there}?body\" alt=\"Theirs\" width=16 height=9></p>"
    );
    at.news.push_entry("pictures", "Pictures", &html);
    let media = json!([{ "type": "image", "url": format!("{there}?figure"), "alt": "Theirs, large", "width": 1600, "height": 900 }]);
    at.news.edit("pictures", json!({ "_liveblog": { "media": media } }));
    at.open(&format!("page-size=1&allow={}&{query}", site.origin)).await;
    at.page.until_is("ids()[0]", "pictures".to_owned()).await;
    at.page.run("$('[data-entry=pictures]').scrollIntoView()").await;
    at.page.frames().await;
}

async fn until_asked(at: &Stage, site: &Site, times: usize) {
    at.page.until_here("the site is asked", async || site.asked_for("/picture.svg") == times).await;
}

#[test]
fn all_pictures_are_loaded_where_the_page_says_nothing() {
    play(async |at| {
        let site = Site::open().await;
        open_pictures(at, &site, "").await;
        until_asked(at, &site, 2).await;
        assert_eq!(at.page.text(DRAWN).await, "127.0.0.1 Ours, localhost Theirs, localhost Theirs, large");
        assert!(!at.page.holds("$('.no-picture')").await);
    });
}

#[test]
fn none_is_none_of_ours_either() {
    play(async |at| {
        let site = Site::open().await;
        open_pictures(at, &site, "images=none").await;
        assert!(!at.page.holds("$('img')").await, "portraits and pinned entries included");
        assert_eq!(at.page.text(INSTEAD).await, "127.0.0.1 Ours, localhost Theirs, localhost Theirs, large");
        assert!(!at.page.holds("$('.no-picture button')").await);
        at.page.run("blog.consent = { pictures: true }").await;
        at.page.frames().await;
        assert!(!at.page.holds("$('img')").await, "a consent manager does not overrule the page");
        let pictures = at.news.all_seen().iter().filter(|seen| seen.path.ends_with(".svg")).count();
        assert_eq!((site.asked(), pictures), (0, 0));
    });
}

#[test]
fn those_of_the_pages_own_origin_need_nobodys_word() {
    play(async |at| {
        let site = Site::open().await;
        open_pictures(at, &site, "images=same-origin").await;
        at.page.until("ours is loaded", "$('[data-entry=pictures] img')?.naturalWidth").await;
        assert_eq!(at.page.text(DRAWN).await, "127.0.0.1 Ours");
        assert_eq!(at.page.text(INSTEAD).await, "localhost Theirs, localhost Theirs, large");
        assert!(!at.page.holds("$('.no-picture button')").await);
        assert_eq!(site.asked(), 0);
    });
}

#[test]
fn one_press_loads_all_pictures_and_is_remembered() {
    play(async |at| {
        let site = Site::open().await;
        open_pictures(at, &site, "images=click").await;
        assert_eq!(at.page.text(DRAWN).await, "127.0.0.1 Ours");
        assert_eq!(site.asked(), 0);
        at.page.click("$('.no-picture button')").await;
        at.page.until("none is left out", "!$('.no-picture')").await;
        at.page
            .until("focus is still in the entry", "$('[data-entry=pictures]').contains(root.activeElement)")
            .await;
        until_asked(at, &site, 2).await;
        assert_eq!(at.page.event("consent").await, json!({ "provider": "pictures", "granted": true }));
        at.page.reload().await;
        at.page.until_ready().await;
        assert_eq!(at.page.text(DRAWN).await, "127.0.0.1 Ours, localhost Theirs, localhost Theirs, large");
        at.page.run("blog.consent = { pictures: false }").await;
        at.page.until("the page's no comes first", "$$('.no-picture').length === 2").await;
    });
}
