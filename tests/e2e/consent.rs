//! Who decides what is loaded from other sites: the reader, the page, its consent manager.

use serde_json::{Value, json};

use crate::site::{FRAMED, LOAD, Site, open_embeds};
use crate::stage::{Stage, play};

const STATES: &str = "$$('[part=embed]').map((one) => one.dataset.embed).join(' ')";
const STOP: &str = "button('Stop loading from localhost')";

async fn stored(at: &Stage) -> Value {
    let text: String = at.page.text("localStorage['live-blog:consent']").await;
    serde_json::from_str(&text).unwrap_or(Value::Null)
}

async fn states(at: &Stage, wanted: &str) {
    at.page.until_is(STATES, wanted.to_owned()).await;
}

#[test]
fn what_a_reader_allows_is_remembered_and_can_be_taken_back() {
    play(async |at| {
        let site = Site::open().await;
        open_embeds(at, &site, "").await;
        at.page.click(LOAD).await;
        at.page.until("the frame is there", FRAMED).await;
        assert_eq!(stored(at).await, json!(["localhost"]));
        at.page.reload().await;
        at.page.until_ready().await;
        states(at, "asking asking loaded loaded card").await;
        at.page.click(STOP).await;
        states(at, "asking asking asking asking card").await;
        at.page.until("focus is in the entry", "$('[data-entry=embeds]').contains(root.activeElement)").await;
        at.page.until_here("it is forgotten", async || stored(at).await == json!([])).await;
        at.page.reload().await;
        at.page.until_ready().await;
        states(at, "asking asking asking asking card").await;
    });
}

#[test]
fn all_readers_on_a_page_hear_it_at_once() {
    play(async |at| {
        let site = Site::open().await;
        open_embeds(at, &site, "count=2").await;
        let second = "document.querySelectorAll('live-blog')[1].shadowRoot";
        at.page.until("the second is drawn", &format!("{second}.querySelector('[data-embed]')")).await;
        at.page.click(LOAD).await;
        at.page.until("the second loads it too", &format!("{second}.querySelector('iframe')")).await;
        at.page.click(STOP).await;
        at.page.until("and stops with the first", &format!("!{second}.querySelector('iframe')")).await;
        assert!(!at.page.holds("$('iframe')").await);
    });
}

#[test]
fn another_tab_hears_it_too() {
    play(async |at| {
        let site = Site::open().await;
        open_embeds(at, &site, "").await;
        let path = format!("/page?poll=3600&page-size=1&allow={}", site.origin);
        at.page
            .in_another_tab(&path, async || {
                at.page.until_ready().await;
                at.page.click(LOAD).await;
                at.page.until("the frame is there", FRAMED).await;
            })
            .await;
        at.page.until("here too", FRAMED).await;
    });
}

#[test]
fn a_page_may_load_all_or_none() {
    play(async |at| {
        let site = Site::open().await;
        // No policy: what a page lets in wholesale is not on this machine.
        open_embeds(at, &site, "csp=none&embeds=allow").await;
        states(at, "loaded loaded loaded loaded card").await;
        assert!(!at.page.holds("$('[part=embed] button')").await, "there is nothing for the reader to say");
        assert_eq!(stored(at).await, Value::Null, "and nothing to remember");
        at.page.run("blog.embeds = 'block'").await;
        states(at, "card card card card card").await;
        at.page.run("blog.consent = { '*': true }").await;
        at.page.frames().await;
        states(at, "card card card card card").await;
        at.page.run("blog.consent = null; blog.embeds = null").await;
        states(at, "asking asking asking asking card").await;
    });
}

#[test]
fn a_consent_manager_is_obeyed_from_before_the_class_is_known() {
    play(async |at| {
        let site = Site::open().await;
        at.page
            .before_each_page(
                "document.addEventListener('readystatechange', () => {
                   const blog = document.querySelector('live-blog');
                   if (document.readyState !== 'interactive' || customElements.get('live-blog')) return;
                   blog.consent = { youtube: true, '*': false };
                   window.early = true;
                 }, { once: true })",
            )
            .await;
        open_embeds(at, &site, "csp=none").await;
        assert!(at.page.holds("window.early").await, "it was set before");
        states(at, "loaded card card card card").await;
        let film = "https://www.youtube-nocookie.com/embed/abc123";
        assert_eq!(at.page.text("$('iframe').src").await, film);
        assert!(
            !at.page.holds("$('[part=embed] button')").await,
            "what the page says is not the reader's to change"
        );
        assert_eq!(site.asked(), 0);
    });
}

#[test]
fn a_consent_manager_may_change_its_mind_and_its_no_is_never_overruled() {
    play(async |at| {
        let site = Site::open().await;
        open_embeds(at, &site, "").await;
        at.page.run("blog.consent = { localhost: true }").await;
        states(at, "asking asking loaded loaded card").await;
        assert!(!at.page.holds(STOP).await);
        at.page.run("blog.consent = null").await;
        states(at, "asking asking asking asking card").await;
        at.page.click(LOAD).await;
        states(at, "asking asking loaded loaded card").await;
        at.page.run("blog.consent = { localhost: false, x: 'yes' }").await;
        states(at, "asking asking card card card").await;
        assert_eq!(
            at.page.text("JSON.stringify(blog.consent)").await,
            "{\"localhost\":false}",
            "nonsense is left out"
        );
        at.page.run("blog.consent = {}").await;
        states(at, "asking asking loaded loaded card").await;
    });
}

#[test]
fn the_page_hears_it_first_and_may_veto() {
    play(async |at| {
        let site = Site::open().await;
        open_embeds(at, &site, "").await;
        at.page.run("window.veto = (event) => event.preventDefault(); addEventListener('live-blog:consent', veto)").await;
        at.page.click(LOAD).await;
        assert_eq!(at.page.event("consent").await, json!({ "provider": "localhost", "granted": true }));
        at.page.frames().await;
        states(at, "asking asking asking asking card").await;
        assert!(
            at.page.holds(&format!("root.activeElement === {LOAD}")).await,
            "the reader is where they were"
        );
        assert_eq!((stored(at).await, site.asked()), (Value::Null, 0));
        at.page.run("removeEventListener('live-blog:consent', veto)").await;
        at.page.click(LOAD).await;
        states(at, "asking asking loaded loaded card").await;
        at.page.run("addEventListener('live-blog:consent', veto)").await;
        at.page.click(STOP).await;
        at.page
            .until(
                "the page is asked",
                "window.__seen.events.filter((e) => e.name === 'consent').length === 3",
            )
            .await;
        assert_eq!(at.page.event("consent").await, json!({ "provider": "localhost", "granted": false }));
        at.page.frames().await;
        states(at, "asking asking loaded loaded card").await;
    });
}

#[test]
fn with_storage_forbidden_it_holds_until_the_page_is_left() {
    play(async |at| {
        let site = Site::open().await;
        crate::site::push_embeds(at, &site);
        let path = format!("/framed?poll=3600&page-size=1&allow={}", site.origin);
        at.page.goto(&path).await;
        at.page.enter_frame().await;
        at.page.until_ready().await;
        assert!(
            at.page.holds("(() => { try { return !localStorage } catch { return true } })()").await,
            "it is forbidden"
        );
        at.page.click(LOAD).await;
        states(at, "asking asking loaded loaded card").await;
        at.page.until_here("it is loaded", async || site.asked_for("/frame.svg") == 1).await;
        assert!(at.page.holds("window.violations.length === 0 && window.problems.length === 0").await);
        at.page.goto(&path).await;
        at.page.enter_frame().await;
        at.page.until_ready().await;
        states(at, "asking asking asking asking card").await;
    });
}

#[test]
fn whatever_lies_in_storage_allows_nothing_that_it_does_not_name() {
    play(async |at| {
        let site = Site::open().await;
        open_embeds(at, &site, "").await;
        for hostile in [
            "",
            "{",
            "null",
            "42",
            "\"else\"",
            "{\"localhost\":true}",
            "[[\"localhost\"],7,null,{}]",
            "[\"*\"]",
        ] {
            at.page.run(&format!("localStorage['live-blog:consent'] = {}", json!(hostile))).await;
            at.page.reload().await;
            at.page.until_ready().await;
            let told: String = at.page.text(STATES).await;
            assert_eq!(told, "asking asking asking asking card", "{hostile}");
        }
    });
}
