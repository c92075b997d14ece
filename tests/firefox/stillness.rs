//! Nothing that the reader looks at moves in Firefox, to the pixel.

use serde_json::json;

use crate::stage::{Stage, play};

/// Where the browser keeps things still, and where it is forbidden to, as on pages that say so and in Safari.
const WAYS: [&str; 2] = ["", "&anchor=none"];
const PICTURE: &str =
    "<svg xmlns='http://www.w3.org/2000/svg' width='320' height='240'><path d='M0 0h320v240H0z'/></svg>";

/// Opens the page with a long text above, in this way, and with a picture that has not come in the first entry.
async fn open(at: &Stage<'_>, way: &str) {
    at.news.replace("/picture.svg", "image/svg+xml", PICTURE);
    at.news.push_entry("late", "A picture", &body(1));
    at.open(&format!("paragraphs=20{way}")).await;
}

/// A picture that has not come and says nothing of its size, and this much text.
fn body(paragraphs: usize) -> String {
    let mut html = "<p><img src=\"/nothing.svg\" alt=\"\"></p>".to_owned();
    for n in 0..paragraphs {
        html.push_str(&format!("<p>Paragraph {n}. Words that take a line on a screen of this width.</p>"));
    }
    html
}

/// Brings an entry below the top of the window and follows it, frame by frame.
async fn look_at(at: &Stage<'_>, id: &str) {
    look_at_this(at, &format!("entry('{id}')")).await;
}

async fn look_at_this(at: &Stage<'_>, expression: &str) {
    at.run(&format!(
        "{expression}.scrollIntoView({{ behavior: 'instant' }});
         scrollBy({{ top: -120, behavior: 'instant' }});
         await new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)));
         cancelAnimationFrame(window.following);
         window.measuring?.disconnect();
         window.places = [];
         const top = () => {expression}?.getBoundingClientRect().top ?? -1e6;
         const note = () => {{ places.push(top()); window.following = requestAnimationFrame(note) }};
         note();
         // What is painted is what observers of sizes leave: they come after the frame's scripts.
         window.measuring = new ResizeObserver(() => places.splice(-1, 1, top()));
         measuring.observe($('.reader'))"
    ))
    .await;
    at.frames().await;
}

async fn assert_still(at: &Stage<'_>, what: &str) {
    at.frames().await;
    at.frames().await;
    let path: Vec<f64> = at.get("return places").await;
    assert!((100.0..700.0).contains(&path[0]), "it is on the screen to begin with: {}", path[0]);
    let strayed = path.iter().map(|top| (top - path[0]).abs()).fold(0.0, f64::max);
    let steps: Vec<&[f64]> = path.windows(2).filter(|two| two[0] != two[1]).collect();
    // Firefox scrolls by whole pixels alone, and a line of text is a part of one.
    assert!(strayed < 1.0, "{what}: it moved by {strayed} px: {steps:?}");
}

async fn nth(at: &Stage<'_>, n: usize) -> String {
    at.get(&format!("return ids()[{n}]")).await
}

#[test]
fn new_entries_are_held_and_counted_and_revealing_them_moves_the_focus() {
    play(async |at| {
        for way in WAYS {
            open(at, way).await;
            let followed = nth(at, 6).await;
            look_at(at, &followed).await;
            at.push(3);
            at.refresh().await;
            at.until_is("words($('.pill'))", "3 new updates".to_owned()).await;
            assert_still(at, way).await;
            at.click("$('.pill')").await;
            at.until("focus is on the newest", "root.activeElement === entry('new-3')").await;
            at.until("the page moves to it", "onScreen(entry('new-3'))").await;
            at.news.reset();
        }
    });
}

#[test]
fn entries_put_in_above_do_not_move_the_reader() {
    play(async |at| {
        for way in WAYS {
            open(at, way).await;
            let followed = nth(at, 6).await;
            look_at(at, &followed).await;
            at.push(3);
            at.refresh().await;
            at.until("they are held", "$('.pill')").await;
            // Where it is in the task that puts them in, and then at each frame until the page is sent to them.
            at.run(
                "window.put = [];
                 new MutationObserver((all) => {
                   if (all.some((one) => [...one.addedNodes].some((node) => node.matches?.('[data-entry]'))))
                     put.push(places.at(-1), entry(ids()[9]).getBoundingClientRect().top);
                 }).observe(root, { subtree: true, childList: true })",
            )
            .await;
            at.click("$('.pill')").await;
            at.until("they are put in", "put.length").await;
            let put: Vec<f64> = at.get("return put").await;
            assert!((put[0] - put[1]).abs() <= 0.5, "{way}: {put:?}");
            at.news.reset();
        }
    });
}

#[test]
fn an_edit_and_a_deletion_above_do_not_move_the_reader() {
    play(async |at| {
        for way in WAYS {
            open(at, way).await;
            let (grows, goes, followed) = (nth(at, 1).await, nth(at, 4).await, nth(at, 8).await);
            look_at(at, &followed).await;
            let long =
                "<p>A paragraph that was not there before, and is long enough to be seen.</p>".repeat(8);
            at.news.edit(&grows, json!({ "content_html": long, "date_modified": "2030-01-01T00:00:00Z" }));
            at.news.delete(&goes);
            at.refresh().await;
            at.until("one has gone", &format!("!entry('{goes}')")).await;
            at.until("one has grown", &format!("entry('{grows}').querySelectorAll('p').length >= 8")).await;
            assert_still(at, way).await;
            at.news.reset();
        }
    });
}

#[test]
fn a_picture_that_arrives_above_does_not_move_the_reader() {
    play(async |at| {
        for way in WAYS {
            open(at, way).await;
            // Nearer than in Chromium: Firefox loads no picture that is farther from the screen than this.
            let followed = nth(at, 3).await;
            look_at(at, &followed).await;
            let before: f64 = at.get("return entry('late').offsetHeight").await;
            at.run("$('[data-entry=late] img').src = '/picture.svg'").await;
            at.until("it has its size", &format!("entry('late').offsetHeight > {before} + 200")).await;
            assert_still(at, way).await;
            at.news.reset();
        }
    });
}

#[test]
fn what_changes_in_an_entry_taller_than_the_screen_leaves_its_text_where_it_is() {
    play(async |at| {
        for way in WAYS {
            open(at, way).await;
            at.news
                .edit("late", json!({ "content_html": body(45), "date_modified": "2029-01-01T00:00:00Z" }));
            at.refresh().await;
            at.until("it is long", "entry('late').offsetHeight > 900").await;
            look_at_this(at, "$$('.body p').find((one) => one.textContent.startsWith('Paragraph 18.'))")
                .await;
            at.run("$('[data-entry=late] img').src = '/picture.svg'").await;
            at.until("it has its size", "$('[data-entry=late] img').offsetHeight > 200").await;
            assert_still(at, &format!("a picture, {way}")).await;
            let html = format!("<p>One above.</p>{}<p>One more.</p>", body(45));
            at.news.edit("late", json!({ "content_html": html, "date_modified": "2030-01-01T00:00:00Z" }));
            at.refresh().await;
            at.until("it is there", "$('[data-entry=late]').textContent.includes('One more.')").await;
            assert_still(at, &format!("an edit, {way}")).await;
            at.news.reset();
        }
    });
}

#[test]
fn an_entry_deleted_while_it_has_the_focus_gives_it_to_its_neighbour() {
    play(async |at| {
        open(at, "").await;
        let (goes, next) = (nth(at, 2).await, nth(at, 3).await);
        at.run(&format!("entry('{goes}').focus()")).await;
        at.news.delete(&goes);
        at.refresh().await;
        at.until("it has gone", &format!("!entry('{goes}')")).await;
        at.until("its neighbour has the focus", &format!("root.activeElement === entry('{next}')")).await;
    });
}
