//! The same story from the feeds of other systems: the page of six readers, and the two shapes that are not on it.

use std::collections::BTreeSet;

use serde_json::{Value, json};

use crate::stage::{Stage, play};

/// Names for scripts on a page of several readers.
const READERS: &str = "const readers = [...document.querySelectorAll('live-blog')];
const rows = (reader) => [...(reader.shadowRoot?.querySelectorAll('.feed [data-entry]') ?? [])].map(words);
";

/// How each reader on the page names the shape that it found, in the order of the page.
const FORMATS: [&str; 6] =
    ["json-feed", "guardian-capi", "superdesk", "live-blog-posting", "wordpress-liveblog", "mastodon"];

/// What the first five rows of every reader must contain: headlines, and first words where there is none.
fn newest(at: &Stage) -> Vec<String> {
    let feed = at.news.feed();
    let items = feed["items"].as_array().unwrap();
    let pinned = |item: &&Value| item["_liveblog"]["pinned"] == true;
    let words = |item: &Value| match item["title"].as_str() {
        Some(title) => title.to_owned(),
        None => {
            let html = item["content_html"].as_str().unwrap().trim_start_matches("<p>");
            html.chars().take_while(|c| *c != '<' && *c != '&').take(40).collect()
        }
    };
    items.iter().filter(|item| !pinned(item)).take(5).map(words).collect()
}

/// Opens the page of six, tall enough that every reader is on the screen and nothing waits behind a button.
async fn open_the_page(at: &Stage) {
    at.page.resize(1400, 8000).await;
    at.goto_and_settle("/demo/shapes.html").await;
}

/// Has every reader ask until the condition, in which `row(n)` is the first row of the n-th, holds for all six.
async fn until_all(at: &Stage, what: &str, holds: &str) {
    let script = format!(
        "{READERS}readers.forEach((one) => one.refresh());
         return readers.length === 6 && readers.every((reader) => {{ const all = rows(reader); return {holds} }})"
    );
    at.page.until_here(what, async || at.page.get(&script).await).await;
}

#[test]
fn six_readers_tell_the_same_story_from_six_shapes() {
    play(async |at| {
        open_the_page(at).await;
        let wanted = json!(newest(at));
        assert_eq!(wanted.as_array().unwrap().len(), 5);
        let holds = format!("{wanted}.every((one, n) => (all[n] ?? '').includes(one))");
        until_all(at, "the same five entries are on top everywhere", &holds).await;
        let found: BTreeSet<String> = at
            .page
            .events("ready")
            .await
            .iter()
            .map(|detail| detail["format"].as_str().unwrap().to_owned())
            .collect();
        assert_eq!(found, FORMATS.map(str::to_owned).into(), "each found its own shape");
        let heads: Vec<String> =
            at.page.get("return [...document.querySelectorAll('.shape h2')].map(words)").await;
        assert_eq!(heads.len(), 6);
        assert_eq!(at.page.console().await, Vec::<String>::new(), "not a line in the console");
    });
}

#[test]
fn what_is_published_edited_and_withdrawn_is_so_in_all_six() {
    play(async |at| {
        open_the_page(at).await;
        until_all(at, "all are there", "all.length >= 5").await;
        at.news.push_entry("bell", "A bell is heard", "<p>Across the water, twice.</p>");
        until_all(at, "the new entry is on top", "(all[0] ?? '').includes('A bell is heard')").await;
        at.news.edit("bell", json!({ "title": "A horn is heard" }));
        until_all(at, "the entry is corrected in its place", "(all[0] ?? '').includes('A horn is heard')")
            .await;
        let old =
            format!("{READERS}return readers.some((one) => rows(one).some((row) => row.includes('A bell')))");
        assert!(!at.page.get::<bool>(&old).await, "no reader keeps the first version beside the second");
        at.news.delete("bell");
        until_all(at, "it is withdrawn", "all.length >= 5 && !all.some((row) => row.includes('is heard'))")
            .await;
    });
}

#[test]
fn the_story_plays_on_in_all_six_through_its_own_withdrawal() {
    play(async |at| {
        open_the_page(at).await;
        at.news.step_to(4);
        let wanted = json!(newest(at));
        // Beats that are played in one go publish in one second; where only ids tell which of two is the later, the order is
        // another.
        let holds = format!("{wanted}.every((one) => all.slice(0, 5).some((row) => row.includes(one)))");
        until_all(at, "four beats later they agree again", &holds).await;
        let gone = "!all.some((row) => row.includes('Reports of shots near'))";
        until_all(at, "nobody shows the withdrawn entry", gone).await;
    });
}

#[test]
fn the_page_fits_a_phone_and_its_list_of_names_leads_to_each_reader() {
    play(async |at| {
        at.page.resize(375, 800).await;
        at.goto_and_settle("/demo/shapes.html").await;
        // What is drawn after the jump may move its goal.
        until_all(at, "all are there", "all.length >= 5").await;
        assert!(at.page.holds("document.documentElement.scrollWidth <= 375").await, "nothing sticks out");
        at.page.click("document.querySelector('.shapes-list a[href=\"#superdesk\"]')").await;
        at.page
            .until(
                "the heading is below the list and on the screen",
                "onScreen(document.getElementById('superdesk-name'))",
            )
            .await;
        let under = "document.querySelector('.shapes-list').getBoundingClientRect().bottom
                     <= document.getElementById('superdesk-name').getBoundingClientRect().top";
        assert!(at.page.holds(under).await, "and not hidden under it");
    });
}

#[test]
fn wordpress_posts_and_a_reddit_thread_tell_it_too() {
    play(async |at| {
        for feed in ["/wp-posts.json", "/reddit.json"] {
            at.open(&format!("src={feed}")).await;
            let wanted = json!(newest(at));
            let same =
                format!("{wanted}.every((one, n) => words($$('.feed [data-entry]')[n]).includes(one))");
            at.page.until(&format!("{feed} has the same entries"), &same).await;
            assert!(
                !at.page.holds("words($('[part=root]')).includes('&lt;')").await,
                "decoded once, and not twice"
            );
            assert!(!at.page.holds("words($('[part=root]')).includes('&#82')").await);
        }
    });
}

#[test]
fn older_pages_come_on_demand_from_every_shape_that_has_pages() {
    play(async |at| {
        let total = at.news.feed()["items"].as_array().unwrap().len();
        for feed in [
            "/feed.json%3Flimit=10",
            "/superdesk.json%3Fmax_results=10",
            "/wp-posts.json%3Fper_page=10",
            "/mastodon.json%3Flimit=10",
            "/reddit.json%3Flimit=10",
        ] {
            at.open(&format!("page-size=10&src={feed}")).await;
            // Pinned entries are in a block of their own.
            let all = format!("$$('[data-entry]').length >= {total}");
            let more = async || {
                at.page.run("$('.more')?.click()").await;
                at.page.holds(&all).await
            };
            at.page.until_here(&format!("every entry of {feed} can be reached"), more).await;
            let once = "new Set($$('.feed [data-entry]').map((one) => one.dataset.entry)).size === $$('.feed [data-entry]').length";
            assert!(at.page.holds(once).await, "{feed}: none of them twice");
        }
    });
}
