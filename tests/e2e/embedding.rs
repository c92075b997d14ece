//! The element on a page that knows nothing of us: two lines, attributes, copies, moves.

use std::time::Duration;

use crate::stage::play;

const ENTRIES: &str = "$$('.feed [data-entry]').length";

#[test]
fn two_lines_on_a_foreign_page_give_a_working_feed() {
    play(async |at| {
        at.page.goto("/bare").await;
        at.page.until_ready().await;
        at.page.until_is(ENTRIES, 20).await;
        assert!(
            !at.page.holds("fallback()").await,
            "the fallback content has made room"
        );
        assert_eq!(
            at.page.console().await,
            Vec::<String>::new(),
            "not a line in the console"
        );
    });
}

#[test]
fn the_demo_page_is_such_a_page_too() {
    play(async |at| {
        at.page.goto("/").await;
        at.page.until_ready().await;
        at.page.until_is(ENTRIES, 20).await;
        assert!(
            !at.page
                .holds("shown(document.querySelector('live-blog .fallback'))")
                .await
        );
        assert_eq!(
            at.page.console().await,
            Vec::<String>::new(),
            "not a line in the console"
        );
    });
}

#[test]
fn fallback_content_stays_in_sight_until_the_first_entries() {
    play(async |at| {
        at.news.fault("/feed.json", newsroom::Fault::Stall);
        at.visit("").await;
        at.page
            .until(
                "the reader is there, without entries",
                "root?.adoptedStyleSheets.length && $('[part=root]').children.length",
            )
            .await;
        at.page.frames().await;
        assert!(
            at.page.holds("fallback()").await,
            "nothing has been drawn that could take its place"
        );
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
        at.page
            .until(
                "it says what is missing",
                "words($('[part=root]')).includes('not set up')",
            )
            .await;
        assert!(
            at.page.holds("fallback()").await,
            "the page's own content is the better part of it"
        );
        assert_eq!(at.news.requests("/feed.json"), 0);
    });
}

#[test]
fn an_address_that_is_none_is_told_to_reader_and_engineer() {
    play(async |at| {
        at.visit("src=http://").await;
        at.page
            .until(
                "it says what is wrong",
                "words($('[part=root]')).includes('not set up')",
            )
            .await;
        let detail = at.page.event("error").await;
        assert_eq!(
            (&detail["kind"], &detail["attribute"]),
            (&"attribute".into(), &"src".into()),
            "{detail}"
        );
        assert!(at.page.holds("fallback()").await);
    });
}

#[test]
fn attributes_of_nonsense_are_named_and_replaced_by_their_defaults() {
    play(async |at| {
        at.open("poll=soon&page-size=-4&heading-level=99&filters=maybe&notifications=perhaps")
            .await;
        at.page.until_is(ENTRIES, 20).await;
        let mut named: Vec<String> = at
            .page
            .events("error")
            .await
            .iter()
            .map(|e| e["attribute"].to_string())
            .collect();
        named.sort_unstable();
        let wanted = ["filters", "heading-level", "notifications", "page-size", "poll"]
            .map(|name| format!("\"{name}\""));
        assert_eq!(named, wanted);
        assert!(
            at.page
                .holds("$('h3.headline') && $('.filter') && $('.notice')")
                .await
        );
    });
}

#[test]
fn attributes_shape_the_reader() {
    play(async |at| {
        at.open("page-size=5&heading-level=4&filters=off&notifications=off")
            .await;
        at.page.until_is(ENTRIES, 5).await;
        assert!(
            at.page
                .holds("$('h5.headline') && !$('.filter') && !$('.notice') && !$('.bell')")
                .await
        );
    });
}

#[test]
fn another_src_is_another_blog() {
    play(async |at| {
        at.open("page-size=3").await;
        at.page
            .run("blog.setAttribute('src', '/liveblogposting.json')")
            .await;
        let asked = at
            .news
            .wait_for_requests("/liveblogposting.json", 1, Duration::from_secs(20))
            .await;
        assert!(asked, "the new address is read");
        at.page.until_ready().await;
        at.page
            .until_is(
                "window.__seen.events.filter((e) => e.name === 'ready').map((e) => e.detail.format).join()",
                "json-feed,live-blog-posting".to_owned(),
            )
            .await;
    });
}

#[test]
fn a_sub_path_and_an_address_relative_to_the_page_work() {
    play(async |at| {
        at.page.goto("/page?nosrc").await;
        at.page
            .run(
                "history.replaceState(null, '', '/deep/er/page');
            blog.setAttribute('src', '../../feed.json')",
            )
            .await;
        at.page.until_ready().await;
    });
}

#[test]
fn loader_and_feed_may_come_from_another_origin() {
    play(async |at| {
        let options = newsroom::Options::still(crate::stage::dist());
        let other = newsroom::Newsroom::start(options)
            .await
            .expect("a second newsroom starts");
        at.visit(&format!("from={}&src={}", other.origin(), other.at("/feed.json")))
            .await;
        at.page.until_ready().await;
        assert_eq!(
            at.news.requests("/live-blog.js"),
            0,
            "nothing of the reader is ours"
        );
        assert_eq!(at.news.requests("/feed.json"), 0);
        assert!(other.csp_reports().is_empty());
    });
}

#[test]
fn two_readers_on_a_page_are_independent() {
    play(async |at| {
        at.open("count=2&page-size=4").await;
        at.page
            .until(
                "both are drawn",
                "[...document.querySelectorAll('live-blog')]
            .every((one) => one.shadowRoot.querySelector('.feed [data-entry]'))",
            )
            .await;
        at.page.type_into("$('input[type=search]')", "corridor").await;
        at.page.until("the first is filtered", "$('.count')").await;
        let second = "document.querySelectorAll('live-blog')[1].shadowRoot";
        assert!(
            at.page
                .holds(&format!(
                    "!{second}.querySelector('.count') && !{second}.querySelector('input').value"
                ))
                .await
        );
        assert_eq!(
            at.news.requests("/live-blog-core_bg.wasm"),
            1,
            "they share one wasm"
        );
    });
}

#[test]
fn an_element_made_by_script_takes_its_properties_from_before_it_was_attached() {
    play(async |at| {
        at.open("").await;
        at.page
            .run(
                "window.made = document.createElement('live-blog'); made.src = '/feed.json';
            made.pageSize = '3'; made.headingLevel = 3; made.filters = 'off'; blog.remove();
            document.body.append(made)",
            )
            .await;
        at.page.until_is(ENTRIES, 3).await;
        assert!(at.page.holds("$('h4.headline') && !$('.filter')").await);
        assert!(
            at.page
                .holds("made.getAttribute('page-size') === '3' && made.pageSize === '3'")
                .await
        );
    });
}

#[test]
fn properties_set_before_the_class_is_known_count() {
    play(async |at| {
        at.page
            .before_each_page(
                "document.addEventListener('readystatechange', () => {
               const blog = document.querySelector('live-blog');
               if (document.readyState !== 'interactive' || customElements.get('live-blog')) return;
               blog.pageSize = '2';
               blog.src = '/feed.json';
               window.early = true;
             }, { once: true })",
            )
            .await;
        at.visit("nosrc").await;
        at.page.until_is(ENTRIES, 2).await;
        assert!(at.page.holds("window.early").await, "they were set before");
    });
}

#[test]
fn a_loader_that_is_loaded_twice_is_one_loader() {
    play(async |at| {
        // Trusted Types would let no script of this test in.
        at.open("csp=none").await;
        at.page
            .run(
                "const again = document.createElement('script'); again.type = 'module';
            again.src = '/live-blog.js?again'; again.onload = () => { window.twice = true };
            document.head.append(again)",
            )
            .await;
        at.page.until("the second copy has run", "window.twice").await;
        assert!(at.page.holds("customElements.get('live-blog').version").await);
        at.page.until_is(ENTRIES, 20).await;
    });
}

#[test]
fn a_removed_element_asks_nothing_and_an_inserted_one_goes_on() {
    play(async |at| {
        at.page.hurry().await;
        at.open("poll=5").await;
        at.page.run("window.kept = blog; blog.remove()").await;
        at.page
            .until(
                "it has put its work down",
                "!kept.shadowRoot.querySelector('[data-entry]')",
            )
            .await;
        let before = at.news.requests("/feed.json");
        // A poll would be due at most six seconds after the last one, which is 0.6 in a hurry.
        let asked = at
            .news
            .wait_for_requests("/feed.json", before + 1, Duration::from_secs(2))
            .await;
        assert!(
            !asked,
            "an element that is not on the page has no business with the feed"
        );
        at.page.run("document.body.append(kept)").await;
        at.page.until_ready().await;
        at.page.until_is(ENTRIES, 20).await;
        assert!(!at.page.holds("fallback()").await);
    });
}

#[test]
fn a_moved_element_keeps_what_the_reader_did() {
    play(async |at| {
        at.open("").await;
        at.page.type_into("$('input[type=search]')", "corridor").await;
        at.page.until("it is filtered", "$('.count')").await;
        let before = at.news.requests("/feed.json");
        at.page
            .run("document.body.prepend(blog); document.body.moveBefore(blog, null)")
            .await;
        at.page.frames().await;
        assert_eq!(at.page.text("$('input[type=search]').value").await, "corridor");
        assert!(at.page.holds("$('.count') && $('.feed [data-entry]')").await);
        assert_eq!(at.news.requests("/feed.json"), before, "nothing began anew");
    });
}
