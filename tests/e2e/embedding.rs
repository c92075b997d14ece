//! The element on a page that knows nothing of us: two lines, attributes, copies, moves.

use newsroom::Fault;

use crate::stage::{dist, play};

const ENTRIES: &str = "$$('.feed [data-entry]').length";

#[test]
fn two_lines_on_a_foreign_page_give_a_working_feed() {
    play(async |at| {
        at.page.goto("/bare").await;
        at.page.until_ready().await;
        at.page.until_is(ENTRIES, 20).await;
        assert!(!at.page.holds("fallback()").await, "the fallback content has made room");
        assert_eq!(at.page.console().await, Vec::<String>::new(), "not a line in the console");
    });
}

#[test]
fn the_demo_page_is_such_a_page_too() {
    play(async |at| {
        at.page.goto("/").await;
        at.page.until_ready().await;
        at.page.until_is(ENTRIES, 20).await;
        assert!(!at.page.holds("shown(document.querySelector('live-blog .fallback'))").await);
        assert_eq!(at.page.console().await, Vec::<String>::new(), "not a line in the console");
    });
}

#[test]
fn fallback_content_stays_in_sight_until_the_first_entries() {
    play(async |at| {
        at.news.fault("/feed.json", Fault::Stall);
        at.visit("").await;
        at.page
            .until(
                "the reader is there, without entries",
                "root?.adoptedStyleSheets.length && $('[part=root]').children.length",
            )
            .await;
        at.page.frames().await;
        assert!(at.page.holds("fallback()").await, "nothing has been drawn that could take its place");
        at.news.clear_faults();
        at.page.reload().await;
        at.page.until_ready().await;
        assert!(!at.page.holds("fallback()").await);
        assert!(
            at.page.holds("blog.querySelector('p')").await,
            "it is out of sight, and still the page's own"
        );
    });
}

#[test]
fn an_element_without_an_address_explains_itself() {
    play(async |at| {
        at.visit("nosrc").await;
        at.page.until("it says what is missing", "words($('[part=root]')).includes('not set up')").await;
        assert!(at.page.holds("fallback()").await, "the page's own content is the better part of it");
        assert_eq!(at.news.requests("/feed.json"), 0);
    });
}

#[test]
fn an_empty_address_is_none() {
    play(async |at| {
        at.visit("src=").await;
        at.page.until("it says what is missing", "words($('[part=root]')).includes('not set up')").await;
        assert!(at.page.holds("fallback()").await);
        assert_eq!(at.news.requests("/page"), 1, "the page itself is not a feed");
    });
}

#[test]
fn a_sentence_alone_is_fallback_content_too() {
    play(async |at| {
        let page =
            "<!doctype html><html lang=en><title>Plain</title><script type=module src=/live-blog.js></script>
            <live-blog src=/feed.json>Read the live blog elsewhere.</live-blog></html>";
        at.news.replace("/plain.html", "text/html", page);
        at.news.fault("/feed.json", Fault::Stall);
        at.page.goto("/plain.html").await;
        at.page
            .until(
                "the reader is there",
                "root?.adoptedStyleSheets.length && $('[part=root]').children.length",
            )
            .await;
        at.page.frames().await;
        assert!(!at.page.holds("$('.skeleton')").await, "not two things in one place");
    });
}

#[test]
fn an_address_that_is_none_is_told_to_reader_and_engineer() {
    play(async |at| {
        at.visit("src=http://").await;
        at.page.until("it says what is wrong", "words($('[part=root]')).includes('not set up')").await;
        let detail = at.page.event("error").await;
        assert_eq!((&detail["kind"], &detail["attribute"]), (&"attribute".into(), &"src".into()), "{detail}");
        assert!(at.page.holds("fallback()").await);
    });
}

#[test]
fn attributes_of_nonsense_are_named_and_replaced_by_their_defaults() {
    play(async |at| {
        at.open("poll=soon&page-size=-4&heading-level=99&filters=maybe&notifications=perhaps").await;
        at.page.until_is(ENTRIES, 20).await;
        let mut named: Vec<String> =
            at.page.events("error").await.iter().map(|e| e["attribute"].to_string()).collect();
        named.sort_unstable();
        let wanted = ["filters", "heading-level", "notifications", "page-size", "poll"]
            .map(|name| format!("\"{name}\""));
        assert_eq!(named, wanted);
        assert!(at.page.holds("$('h3.headline') && $('.filter') && $('.notice')").await);
    });
}

#[test]
fn attributes_shape_the_reader() {
    play(async |at| {
        at.open("page-size=5&heading-level=4&filters=off&notifications=off").await;
        at.page.until_is(ENTRIES, 5).await;
        assert!(at.page.holds("$('h5.headline') && !$('.filter') && !$('.notice') && !$('.bell')").await);
    });
}

#[test]
fn everything_may_lie_in_a_folder_and_addresses_be_relative() {
    play(async |at| {
        for (file, kind) in [
            ("live-blog.js", "text/javascript"),
            ("live-blog-core.js", "text/javascript"),
            ("live-blog-core_bg.wasm", "application/wasm"),
            ("live-blog.css", "text/css"),
        ] {
            let bytes = std::fs::read(dist().join(file)).expect("the build has it");
            at.news.replace(&format!("/paper/assets/v1/{file}"), kind, bytes);
        }
        let page = "<!doctype html><html lang=en><title>Deep</title>
            <script type=module src=../assets/v1/live-blog.js></script>
            <live-blog src=../../feed.json><p>Fallback</p></live-blog></html>";
        at.news.replace("/paper/world/story.html", "text/html", page);
        at.goto_and_settle("/paper/world/story.html").await;
        assert_eq!(at.page.console().await, Vec::<String>::new());
        assert_eq!(at.news.requests("/live-blog-core_bg.wasm"), 0, "nothing is asked of the root");
        // The page's own address may change under it, as in an app that routes by itself.
        at.page
            .run(
                "history.replaceState(null, '', '/elsewhere/deep/er/page');
                 blog.setAttribute('src', '../../../liveblogposting.json')",
            )
            .await;
        let posting = "window.__seen.events.some((one) => one.detail.format === 'live-blog-posting')";
        at.page.until("the other feed is read", posting).await;
    });
}

#[test]
fn loader_and_feed_may_come_from_another_origin() {
    play(async |at| {
        let options = newsroom::Options::still(dist());
        let other = newsroom::Newsroom::start(options).await.expect("a second newsroom starts");
        at.visit(&format!("from={}&src={}", other.origin(), other.at("/feed.json"))).await;
        at.page.until_ready().await;
        assert_eq!(at.news.requests("/live-blog.js"), 0, "nothing of the reader is ours");
        assert_eq!(at.news.requests("/feed.json"), 0);
        assert!(other.csp_reports().is_empty());
    });
}
