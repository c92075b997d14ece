//! What has no size until it is there does not move what the reader looks at: neither where the browser anchors nor where
//! we do.

use serde_json::json;

use crate::following::{WAYS, assert_still, look_at};
use crate::stage::{Stage, play};

const PICTURE: &str =
    "<svg xmlns='http://www.w3.org/2000/svg' width='320' height='240'><path d='M0 0h320v240H0z'/></svg>";

/// An entry with a picture that says nothing of its size and has not come, and this much text below it.
fn push(at: &Stage, paragraphs: usize) {
    at.news.replace("/picture.svg", "image/svg+xml", PICTURE);
    at.news.push_entry("late", "A picture", &body(paragraphs));
}

fn body(paragraphs: usize) -> String {
    let mut html = "<p><img src=\"/nothing.svg\" alt=\"\"></p>".to_owned();
    for n in 0..paragraphs {
        html.push_str(&format!("<p>Paragraph {n}. Words that take a line on a screen of this width.</p>"));
    }
    html
}

/// The paragraph with this number, whichever element has it.
fn paragraph(n: usize) -> String {
    format!("$$('.body p').find((one) => one.textContent.startsWith('Paragraph {n}.'))")
}

async fn open(at: &Stage, css: &str) {
    // From the start, as on a real page: what forbids anchoring is asked for when something gets its size.
    let from_the_start = if css.is_empty() { "" } else { "&anchor=none" };
    at.visit(&format!("paragraphs=20{from_the_start}")).await;
    at.page.style(css).await;
    at.page.until_ready().await;
}

/// Lets the picture arrive.
async fn deliver(at: &Stage) {
    let before: f64 = at.page.get("return entry('late').offsetHeight").await;
    at.page.run("$('[data-entry=late] img').src = '/picture.svg'").await;
    at.page.until("it has its size", &format!("entry('late').offsetHeight > {before} + 200")).await;
}

#[test]
fn a_picture_that_arrives_above_the_reader_does_not_move_them() {
    play(async |at| {
        for css in WAYS {
            push(at, 1);
            open(at, css).await;
            look_at(at, "$$('.feed [data-entry]')[4]").await;
            deliver(at).await;
            assert_still(at, css).await;
            at.news.reset();
        }
    });
}

#[test]
fn nor_does_one_in_the_entry_that_they_read_when_it_is_taller_than_the_screen() {
    play(async |at| {
        for css in WAYS {
            push(at, 45);
            open(at, css).await;
            look_at(at, &paragraph(20)).await;
            deliver(at).await;
            assert_still(at, css).await;
            at.news.reset();
        }
    });
}

#[test]
fn a_paragraph_more_in_an_entry_taller_than_the_screen_leaves_the_text_where_it_is() {
    play(async |at| {
        for css in WAYS {
            for above in [true, false] {
                push(at, 45);
                open(at, css).await;
                look_at(at, &paragraph(20)).await;
                let more = "<p>One more.</p><p>It is an addition of the editor's.</p>";
                let html = if above { format!("{more}{}", body(45)) } else { format!("{}{more}", body(45)) };
                at.news
                    .edit("late", json!({ "content_html": html, "date_modified": "2030-01-01T00:00:00Z" }));
                at.refresh().await;
                at.page.until("it is there", "words($('[data-entry=late]')).includes('One more.')").await;
                assert_still(at, &format!("{css} above: {above}")).await;
                at.news.reset();
            }
        }
    });
}

#[test]
fn an_entry_that_goes_from_the_edge_of_the_screen_takes_nothing_else_along() {
    play(async |at| {
        for css in WAYS {
            push(at, 45);
            open(at, css).await;
            let below: String = at.page.get("return ids()[1]").await;
            look_at(at, &format!("entry('{below}')")).await;
            at.news.delete("late");
            at.refresh().await;
            at.page.until("it has gone", "!entry('late')").await;
            assert_still(at, css).await;
            at.news.reset();
        }
    });
}

#[test]
fn what_opens_or_grows_above_the_list_does_not_move_the_reader() {
    play(async |at| {
        for css in WAYS {
            push(at, 1);
            open(at, css).await;
            look_at(at, "$$('.feed [data-entry]')[4]").await;
            for part in ["header", "pinned"] {
                at.page.run(&format!("$('[part={part}]').style.paddingBlockEnd = '90px'")).await;
                assert_still(at, &format!("{part} opens, {css}")).await;
                at.page.run(&format!("$('[part={part}]').style.paddingBlockEnd = ''")).await;
                assert_still(at, &format!("{part} closes, {css}")).await;
            }
            at.news.reset();
        }
    });
}

#[test]
fn at_the_top_of_the_list_what_grows_pushes_the_others_down_as_ever() {
    play(async |at| {
        for css in WAYS {
            push(at, 1);
            open(at, css).await;
            let before: f64 = at.page.get("return scrollY").await;
            deliver(at).await;
            at.page.frames().await;
            assert_eq!(at.page.get::<f64>("return scrollY").await, before, "{css}");
            at.news.reset();
        }
    });
}
