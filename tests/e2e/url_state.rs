//! The filter in the page's address: written, read, travelled through, shared and remembered.

use serde_json::json;

use crate::accessibility::judge;
use crate::stage::{Stage, play};

const SEARCH: &str = "$('input[type=search]')";
const QUERY: &str = "location.search";
const COUNT: &str = "words($('.count'))";

/// The page's query without what the test itself asks of it.
const OURS: &str = "[...new URLSearchParams(location.search)].filter(([name]) => name.includes('.'))
    .map(([name, value]) => name + '=' + value).join('&')";

async fn is_filtered(at: &Stage) {
    at.page.until("it is filtered", "$('.count') && $$('.feed mark').length").await;
}

#[test]
fn the_filter_goes_into_the_address_and_comes_out_of_it() {
    play(async |at| {
        at.open("url-state&mine=a%20b").await;
        at.page.run("history.replaceState({ mine: 7 }, '')").await;
        at.page.type_into(SEARCH, "grain escort").await;
        at.page.until_is(OURS, "lb.q=grain escort".to_owned()).await;
        at.page.click("$('.filter .toggle')").await;
        at.page.until_is(OURS, "lb.q=grain escort&lb.key=1".to_owned()).await;
        assert!(
            at.page.text(QUERY).await.contains("url-state&mine=a%20b&lb.q=grain%20escort"),
            "the page's own stay"
        );
        assert_eq!(at.page.get::<u32>("return history.state.mine").await, 7, "and so does its state");
        at.page.click("button('Clear')").await;
        at.page.until_is(OURS, String::new()).await;
        assert!(at.page.text(QUERY).await.ends_with("url-state&mine=a%20b"));
    });
}

#[test]
fn a_filtered_link_opens_filtered_says_so_and_leads_to_everything() {
    play(async |at| {
        at.visit("url-state&lb.q=grain&lb.order=oldest").await;
        is_filtered(at).await;
        assert_eq!(at.page.text(&format!("{SEARCH}.value")).await, "grain");
        assert_eq!(at.page.text("words($('.came span'))").await, "This page was opened with a filter.");
        assert!(at.page.holds("$$('.feed time').map((one) => one.dateTime).every((at, n, all) => !n || all[n - 1] <= at)").await);
        judge(at, "a page that was opened with a filter").await;
        at.page.click("$('.came button')").await;
        at.page.until("everything is there", "!$('.came') && !$('.count') && ids().length === 20").await;
        at.page.until_is(OURS, "lb.order=oldest".to_owned()).await;
    });
}

#[test]
fn a_hostile_link_is_read_as_far_as_it_makes_sense() {
    play(async |at| {
        let long = "x".repeat(3_000);
        at.visit(&format!("url-state&lb.q={long}&lb.media=smell&lb.span=%3Cscript%3E&lb.topic=%22%3E%3Cimg%20src=x%3E&lb.key=%ff"))
            .await;
        at.page.until("nothing is found", "$('.empty')").await;
        assert_eq!(at.page.text(&format!("{SEARCH}.value.length")).await, "200");
        assert!(!at.page.holds("$('img[src=x]')").await);
        at.page.click("button('Show all')").await;
        at.page.until_is("ids().length", 20).await;
    });
}

#[test]
fn travelling_in_the_history_brings_the_filter_of_each_place() {
    play(async |at| {
        at.open("url-state").await;
        at.page.type_into(SEARCH, "grain").await;
        at.page.until_is(OURS, "lb.q=grain".to_owned()).await;
        at.page.run("history.pushState(null, '', location.pathname + '?poll=3600&url-state')").await;
        at.page.run("history.pushState(null, '', location.pathname + '?poll=3600&url-state&lb.key=1')").await;
        at.page.back().await;
        at.page.until_is("ids().length", 20).await;
        assert_eq!(at.page.text(&format!("{SEARCH}.value")).await, "");
        at.page.back().await;
        is_filtered(at).await;
        assert_eq!(at.page.text(&format!("{SEARCH}.value")).await, "grain");
        assert!(!at.page.holds("$('.came')").await, "nobody came by a link");
    });
}

#[test]
fn two_live_blogs_keep_to_their_prefixes() {
    play(async |at| {
        at.open("url-state=one").await;
        at.page
            .run(
                "const other = document.createElement('live-blog');
                 other.setAttribute('src', blog.getAttribute('src'));
                 other.setAttribute('url-state', 'two');
                 document.body.append(other);
                 window.other = other",
            )
            .await;
        at.page.until("the other is drawn", "other.shadowRoot.querySelector('.feed [data-entry]')").await;
        at.page.run("blog.setFilter({ text: 'grain' }); other.setFilter({ keyOnly: true })").await;
        let both = format!("({OURS}).split('&').sort().join(' ')");
        at.page.until_is(&both, "one.q=grain two.key=1".to_owned()).await;
    });
}

#[test]
fn the_address_is_changed_as_seldom_as_the_strictest_browser_allows() {
    play(async |at| {
        at.page
            .before_each_page(
                "window.replaced = 0;
                 const replace = history.replaceState.bind(history);
                 history.replaceState = (...how) => { window.replaced += 1; replace(...how); }",
            )
            .await;
        at.open("url-state").await;
        at.page
            .run(
                "window.typed = 0;
                 const typing = setInterval(() => {
                   blog.setFilter({ text: 'g'.repeat(window.typed % 7 + 1) + window.typed });
                   window.typed += 1;
                   if (window.typed === 120) clearInterval(typing);
                 }, 10)",
            )
            .await;
        at.page.until_is("window.typed", 120).await;
        at.page.until("the last is written", "location.search.endsWith('119')").await;
        let replaced: u32 = at.page.get("return window.replaced").await;
        assert!(replaced <= 8, "{replaced} in under two seconds");
    });
}

#[test]
fn without_the_attribute_the_address_is_left_alone() {
    play(async |at| {
        at.open("lb.q=grain").await;
        assert!(!at.page.holds("$('.count')").await);
        let before = at.page.text("location.href").await;
        at.page.type_into(SEARCH, "escort").await;
        is_filtered(at).await;
        tokio::time::sleep(std::time::Duration::from_millis(600)).await;
        assert_eq!(at.page.text("location.href").await, before);
    });
}

#[test]
fn a_remembered_filter_is_there_again_until_it_is_forgotten() {
    play(async |at| {
        at.open("").await;
        at.page.type_into(SEARCH, "grain").await;
        is_filtered(at).await;
        at.page.click("button('Remember this filter')").await;
        at.page.until("it is on", "$('.remember[aria-pressed=true]')").await;
        let count = at.page.text(COUNT).await;
        at.page.reload().await;
        is_filtered(at).await;
        assert_eq!(at.page.text(COUNT).await, count);
        at.page.click("$('.remember')").await;
        at.page.until("it is off", "$('.remember[aria-pressed=false]')").await;
        at.page
            .until("it is forgotten", "!Object.keys(localStorage).some((key) => key.endsWith(':view'))")
            .await;
        at.page.reload().await;
        at.page.until_ready().await;
        assert!(!at.page.holds("$('.count')").await);
    });
}

#[test]
fn a_chosen_topic_is_followed_with_one_press() {
    play(async |at| {
        at.open("").await;
        at.page.run("blog.setFilter({ topics: ['Aid'] })").await;
        at.page.click("button('Follow Aid')").await;
        at.page.until("the panel says how", "$('.panel, [part=panel]')").await;
        let prefs = at.page.event("preferences").await;
        assert_eq!((&prefs["what"], &prefs["topics"]), (&json!("topics"), &json!(["Aid"])));
        assert!(!at.page.holds("button('Follow')").await);
    });
}
