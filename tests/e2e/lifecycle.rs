//! The element as an object of the page: made, moved, removed, disposed of, called at any time.

use std::time::Duration;

use newsroom::Fault;

use crate::stage::play;

const ENTRIES: &str = "$$('.feed [data-entry]').length";

#[test]
fn fallback_content_comes_back_for_another_feed_that_fails() {
    play(async |at| {
        at.open("").await;
        at.page.run("blog.setAttribute('src', '/nowhere.json')").await;
        at.page.until("it says so", "$('.problem')").await;
        assert!(at.page.holds("fallback()").await);
        at.page.run("blog.setAttribute('src', '/feed.json')").await;
        at.page.until_ready().await;
        assert!(!at.page.holds("fallback()").await);
    });
}

#[test]
fn the_page_may_call_the_element_from_within_its_events() {
    play(async |at| {
        at.page
            .before_each_page(
                "addEventListener('live-blog:error', ({ target }) => { target.refresh(); target.openPreferences() });
                 addEventListener('live-blog:ready', ({ target }) => { target.pageSize = '7' })",
            )
            .await;
        at.open("page-size=-4").await;
        at.page.until_is(ENTRIES, 20).await;
        at.page.run("blog.pageSize = 'many'").await;
        at.page.until("the panel is opened", "$('.panel')").await;
        at.page
            .run("addEventListener('live-blog:error', ({ target }) => target.dispose()); blog.pageSize = 'none'")
            .await;
        at.page.until("it is taken down", "!$('[data-entry]')").await;
        assert!(at.page.holds("fallback()").await, "and nothing was thrown: the stage looks at that");
    });
}

#[test]
fn an_element_disposed_of_before_it_began_does_not_begin() {
    play(async |at| {
        let late = Duration::from_millis(700);
        at.news.fault("/live-blog-core_bg.wasm", Fault::Delay(late));
        at.visit("").await;
        at.page.until("the class is known", "customElements.get('live-blog')").await;
        at.page.run("blog.dispose()").await;
        let arrived = "performance.getEntriesByType('resource')
            .some((one) => one.name.endsWith('.wasm') && one.responseEnd)";
        at.page.until("the wasm has come", arrived).await;
        at.page
            .run(
                "window.other = document.createElement('live-blog');
                 other.src = '/feed.json';
                 document.body.append(other)",
            )
            .await;
        at.page.until("another begins", "other.shadowRoot.querySelector('[data-entry]')").await;
        assert!(at.page.holds("!$('[data-entry]') && fallback()").await);
    });
}

#[test]
fn another_src_is_another_blog() {
    play(async |at| {
        at.open("page-size=3").await;
        at.page.run("blog.setAttribute('src', '/liveblogposting.json')").await;
        let asked = at.news.wait_for_requests("/liveblogposting.json", 1, Duration::from_secs(20)).await;
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
        assert_eq!(at.news.requests("/live-blog-core_bg.wasm"), 1, "they share one wasm");
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
        assert!(at.page.holds("made.getAttribute('page-size') === '3' && made.pageSize === '3'").await);
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
        at.page.until("it has put its work down", "!kept.shadowRoot.querySelector('[data-entry]')").await;
        let before = at.news.requests("/feed.json");
        // A poll would be due at most six seconds after the last one, which is 0.6 in a hurry.
        let asked = at.news.wait_for_requests("/feed.json", before + 1, Duration::from_secs(2)).await;
        assert!(!asked, "an element that is not on the page has no business with the feed");
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
        at.page.run("document.body.prepend(blog); document.body.moveBefore(blog, null)").await;
        at.page.frames().await;
        assert_eq!(at.page.text("$('input[type=search]').value").await, "corridor");
        assert!(at.page.holds("$('.count') && $('.feed [data-entry]')").await);
        assert_eq!(at.news.requests("/feed.json"), before, "nothing began anew");
    });
}
