//! The same stillness in a box of the page that scrolls by itself, also when it is in the shadow of another element.

use serde_json::json;

use crate::following::{UNANCHORED, assert_still, look_at};
use crate::stage::{Stage, play};

const BLOG: &str = "<live-blog src=\"/feed.json\" poll=\"3600\" notifications></live-blog>";
const WORDS: &str = "<p>Words of the page itself.</p><p>They stand above.</p>";

const SHEET: &str = "<link rel=\"stylesheet\" href=\"/box.css\">";
const CSS: &str = ".pane { height: 400px; overflow: auto; border: 3px solid } .card { overflow: hidden }";

/// Pages with the element in a box: a plain one, and one in another element's shadow.
fn pages() -> [String; 2] {
    let head = format!(
        "<!doctype html><html lang=\"en\"><meta charset=\"utf-8\"><title>A box</title>{SHEET}
         <script type=\"module\" src=\"/live-blog.js\"></script><h1>A page</h1>"
    );
    [
        format!("{head}<div class=\"pane\">{WORDS}<div class=\"card\">{BLOG}</div></div>"),
        format!(
            "{head}<x-frame><template shadowrootmode=\"open\">{SHEET}
             <div class=\"pane\">{WORDS}<slot></slot></div></template>{BLOG}</x-frame>"
        ),
    ]
}

/// Opens each page, with and without the browser's own anchoring.
async fn in_every_box(at: &Stage, test: impl AsyncFn(&Stage, &str)) {
    for css in ["", UNANCHORED] {
        for (n, page) in pages().into_iter().enumerate() {
            at.news.replace("/box.css", "text/css", format!("{CSS} {css}"));
            at.news.replace("/box", "text/html", page);
            at.goto_and_settle("/box").await;
            test(at, &format!("box {n} {css}")).await;
            at.news.reset();
        }
    }
}

#[test]
fn a_box_that_scrolls_the_reader_leaves_the_page_as_long_as_it_was() {
    play(async |at| {
        in_every_box(at, async |at, which| {
            let beyond: f64 = at.page.get("return document.documentElement.scrollHeight - innerHeight").await;
            assert!(beyond <= 0.0, "{which}: {beyond} px to scroll, and nothing there");
        })
        .await;
    });
}

#[test]
fn held_entries_are_put_in_above_and_the_box_goes_to_them() {
    play(async |at| {
        in_every_box(at, async |at, which| {
            // A box that cuts off keeps what sticks to the window from sticking.
            at.page.run("document.querySelector('.card')?.classList.remove('card')").await;
            look_at(at, "$$('.feed [data-entry]')[6]").await;
            at.push(3);
            at.refresh().await;
            at.page.until_is("words($('.pill'))", "3 new updates".to_owned()).await;
            assert_still(at, which).await;
            at.page.click("$('.pill')").await;
            at.page.until("focus is on the newest", "root.activeElement === entry('new-3')").await;
            at.page.until("the box moves to it", "onScreen(entry('new-3'))").await;
        })
        .await;
    });
}

#[test]
fn an_edit_and_a_deletion_above_do_not_move_what_is_in_the_box() {
    play(async |at| {
        in_every_box(at, async |at, which| {
            look_at(at, "$$('.feed [data-entry]')[8]").await;
            let (grows, goes): (String, String) = at.page.get("return [ids()[1], ids()[4]]").await;
            let long = "<p>A paragraph that was not there before, and long enough.</p>".repeat(8);
            at.news.edit(&grows, json!({ "content_html": long, "date_modified": "2030-01-01T00:00:00Z" }));
            at.news.delete(&goes);
            let followed: String = at.page.get("return ids()[8]").await;
            look_at(at, &format!("entry('{followed}')")).await;
            at.refresh().await;
            at.page.until("one has gone", &format!("!entry('{goes}')")).await;
            at.page
                .until("one has grown", &format!("entry('{grows}').querySelectorAll('p').length >= 8"))
                .await;
            assert_still(at, which).await;
        })
        .await;
    });
}

#[test]
fn what_grows_above_by_itself_does_not_move_what_is_in_the_box() {
    play(async |at| {
        in_every_box(at, async |at, which| {
            look_at(at, "$$('.feed [data-entry]')[6]").await;
            at.page.run("$$('.feed [data-entry]')[2].style.paddingBottom = '200px'").await;
            assert_still(at, which).await;
            at.page.run("$$('.feed [data-entry]')[2].style.paddingBottom = ''").await;
            assert_still(at, which).await;
        })
        .await;
    });
}
