//! Nothing that the reader looks at moves when something arrives: measured, to half a pixel.

use serde_json::json;

use crate::stage::{Stage, play};

/// Follows an entry on the screen: where its top is at each frame, and right after each change of the reader's tree.
const FOLLOW: &str = "
const inView = (one) => one.getBoundingClientRect().top >= 60 && one.getBoundingClientRect().top < innerHeight - 100;
window.followed = $$('.feed [data-entry]').find(inView);
window.tops = []; window.changes = [];
const note = (list) => list.push(followed.getBoundingClientRect().top);
const frame = () => { note(tops); if (!window.stopped) requestAnimationFrame(frame) };
note(tops);
requestAnimationFrame(frame);
new MutationObserver((records) => {
  if (records.some((record) => [...record.addedNodes].some((node) => node.matches?.('[data-entry]')))) note(changes);
}).observe(root, { subtree: true, childList: true });
";

async fn scroll_to_the_middle(at: &Stage) {
    at.page
        .run(
            "$$('.feed [data-entry]')[10].scrollIntoView({ behavior: 'instant' });
        scrollBy({ top: -120, behavior: 'instant' })",
        )
        .await;
    at.page.frames().await;
}

/// What Safari does: what is put in above pushes everything down, unless we hold it.
const UNANCHORED: &str = "html { overflow-anchor: none }";
/// Many pages have this for their own links; it must not make us glide.
const GLIDING: &str = "html { overflow-anchor: none; scroll-behavior: smooth }";

/// How far the followed entry has been from where it was at first, in pixels.
async fn strayed(at: &Stage, list: &str) -> f64 {
    at.page.get(&format!("return Math.max(0, ...{list}.map((top) => Math.abs(top - tops[0])))")).await
}

#[test]
fn a_live_update_is_held_without_moving_the_reader_by_a_pixel() {
    play(async |at| {
        at.open("paragraphs=20").await;
        scroll_to_the_middle(at).await;
        at.page.run(FOLLOW).await;
        for n in 0..3 {
            at.news.push_entry(&format!("new-{n}"), "News", "<p>It takes a line.</p>");
            at.refresh().await;
            let shown = if n == 0 { "1 new update".to_owned() } else { format!("{} new updates", n + 1) };
            at.page.until_is("words($('.pill'))", shown).await;
            at.page.frames().await;
        }
        let strayed = strayed(at, "tops").await;
        assert!(strayed <= 0.5, "it moved by {strayed} px");
    });
}

#[test]
fn held_entries_are_put_in_above_the_reader_before_the_page_moves() {
    play(async |at| {
        // Yew lets the browser paint after 16 ms of work: in a hurry, as on a slow phone, it always does.
        at.page.hurry().await;
        for css in ["", UNANCHORED, GLIDING] {
            at.open("paragraphs=20").await;
            at.page.style(css).await;
            scroll_to_the_middle(at).await;
            at.push(5);
            at.refresh().await;
            at.page.until("they are held", "$('.pill')").await;
            at.page.frames().await;
            at.page.run(FOLLOW).await;
            at.page.click("$('.pill')").await;
            at.page.until("they are put in", "changes.length").await;
            let strayed = strayed(at, "changes").await;
            assert!(strayed <= 0.5, "{css}: it moved by {strayed} px when they were put in");
            at.page.until("focus is on the newest", "root.activeElement === entry('new-5')").await;
            at.page.until("the page moves to it in its own time", "onScreen(entry('new-5'))").await;
            at.news.reset();
        }
    });
}

#[test]
fn entries_released_on_coming_back_to_the_top_do_not_push_the_reader_away() {
    play(async |at| {
        at.open("paragraphs=20").await;
        scroll_to_the_middle(at).await;
        at.push(4);
        at.refresh().await;
        at.page.until("they are held", "$('.pill')").await;
        at.page
            .run("scrollBy({ top: $('.top').getBoundingClientRect().top - 100, behavior: 'instant' })")
            .await;
        at.page.until_is("ids()[0]", "new-4".to_owned()).await;
        assert!(!at.page.holds("$('.pill')").await);
        at.page.until("the newest is in view", "onScreen(entry('new-4'))").await;
    });
}

#[test]
fn with_reduced_motion_the_page_goes_there_at_once() {
    play(async |at| {
        at.page.emulate("prefers-reduced-motion", "reduce").await;
        at.open("paragraphs=20").await;
        scroll_to_the_middle(at).await;
        at.push(2);
        at.refresh().await;
        at.page.until("they are held", "$('.pill')").await;
        at.page
            .run("window.places = []; addEventListener('scroll', () => places.push(Math.round(scrollY)))")
            .await;
        at.page.click("$('.pill')").await;
        at.page.until("focus is on the newest", "root.activeElement === entry('new-2')").await;
        at.page.until("it is in view", "onScreen(entry('new-2'))").await;
        at.page.frames().await;
        let places: Vec<i64> = at.page.get("return [...new Set(places)]").await;
        assert!(places.len() <= 2, "one jump, not a journey: {places:?}");
    });
}

#[test]
fn an_edit_above_the_reader_that_grows_does_not_move_them() {
    play(async |at| {
        at.open("paragraphs=20").await;
        scroll_to_the_middle(at).await;
        at.page.run(FOLLOW).await;
        let id: String = at.page.get("return ids()[1]").await;
        let long = "<p>A paragraph that was not there before, and is long enough to be seen.</p>".repeat(8);
        at.news.edit(&id, json!({ "content_html": long, "date_modified": "2030-01-01T00:00:00Z" }));
        at.refresh().await;
        at.page.until("it has grown", &format!("entry('{id}').querySelectorAll('p').length >= 8")).await;
        at.page.frames().await;
        let strayed: f64 =
            at.page.get("return Math.abs(followed.getBoundingClientRect().top - tops[0])").await;
        assert!(strayed <= 0.5, "it moved by {strayed} px");
    });
}

#[test]
fn a_browser_that_does_not_anchor_by_itself_is_helped() {
    play(async |at| {
        // Yew lets the browser paint after 16 ms of work: in a hurry, as on a slow phone, it always does.
        at.page.hurry().await;
        for css in [UNANCHORED, GLIDING] {
            at.open("paragraphs=20").await;
            at.page.style(css).await;
            scroll_to_the_middle(at).await;
            at.page.run(FOLLOW).await;
            let (grows, goes): (String, String) = at.page.get("return [ids()[1], ids()[4]]").await;
            let long =
                "<p>A paragraph that was not there before, and is long enough to be seen.</p>".repeat(8);
            let edit = json!({ "content_html": long, "date_modified": "2030-01-01T00:00:00Z" });
            at.news.edit(&grows, edit);
            at.news.delete(&goes);
            at.refresh().await;
            at.page.until("one has gone", &format!("!entry('{goes}')")).await;
            let grown = format!("entry('{grows}').querySelectorAll('p').length >= 8");
            at.page.until("one has grown", &grown).await;
            at.page.frames().await;
            let strayed = strayed(at, "tops").await;
            let path = at.page.text("JSON.stringify([...new Set(tops)])").await;
            assert!(strayed <= 0.5, "{css}: it moved by {strayed} px: {path}");
            at.news.reset();
        }
    });
}
