//! A page that carries its own live blog for search engines, and a reader without an address on it.

use serde_json::{Value, json};

use crate::stage::{Stage, play};

/// The page's own live blog, and how it is written down. A script's text is changed through its node: a page whose policy
/// forbids strangers' scripts lets no text be set on the element.
const POSTING: &str = "const script = document.querySelector('script[type=\"application/ld+json\"]');
const posting = JSON.parse(script.firstChild.data);
const write = () => { script.firstChild.data = JSON.stringify(posting) };
";

/// Puts a script of structured data into the page's head. A policy against strings that become code counts that as one, so
/// these pages have none.
async fn add_script(at: &Stage, text: &str) {
    let script = "const added = document.createElement('script'); added.type = 'application/ld+json';
        added.id = 'added'; added.append(document.createTextNode(TEXT)); document.head.prepend(added)";
    at.page.run(&script.replace("TEXT", &json!(text).to_string())).await;
}

async fn requests_for_feeds(at: &Stage) -> usize {
    at.news.all_seen().iter().filter(|seen| seen.path.ends_with(".json")).count()
}

const NOT_SET_UP: &str = "words($('[part=root]')).includes('not set up')";

#[test]
fn the_pages_own_live_blog_is_shown_without_asking_for_a_feed() {
    play(async |at| {
        at.open("nosrc&posting").await;
        let detail = at.page.event("ready").await;
        assert_eq!(detail["format"], "live-blog-posting");
        let posting = at.news.posting();
        let updates = posting["liveBlogUpdate"].as_array().unwrap();
        assert_eq!(detail["entries"], updates.len());
        let first = updates[0]["identifier"].as_str().unwrap();
        assert!(at.page.holds(&format!("ids().length === 20 && {}", json!(first))).await);
        let headlines = "$$('.feed .headline').map(words)";
        let drawn: Vec<String> = at.page.get(&format!("return {headlines}")).await;
        let written: Vec<&str> = updates.iter().filter_map(|one| one["headline"].as_str()).collect();
        assert!(drawn.iter().all(|one| written.contains(&one.as_str())) && drawn.len() > 5, "{drawn:?}");
        assert!(!at.page.holds("fallback()").await);
        assert_eq!(at.page.text("words($('.health'))").await, "Live");
        assert_eq!(requests_for_feeds(at).await, 0);
        assert_eq!(at.page.console().await, Vec::<String>::new(), "not a line in the console");
    });
}

#[test]
fn a_changed_script_adds_edits_and_removes() {
    play(async |at| {
        at.open("nosrc&posting").await;
        let before: Vec<String> = at.page.get("return ids()").await;
        let now = "new Date().toISOString()";
        at.page
            .run(&format!(
                "{POSTING} const updates = posting.liveBlogUpdate;
                 const of = (id) => updates.findIndex((one) => id.includes(one.identifier) || id === one['@id']);
                 const [edited, removed] = [updates[of(ids()[1])], updates[of(ids()[3])]];
                 edited.headline = 'As it is told now'; edited.dateModified = {now};
                 updates.splice(updates.indexOf(removed), 1);
                 updates.unshift({{ '@type': 'BlogPosting', '@id': '#new', headline: 'Just in',
                   articleBody: 'A sentence.', datePublished: {now} }});
                 write()"
            ))
            .await;
        at.page.until_is("words($$('.feed .headline')[0])", "Just in".to_owned()).await;
        let after: Vec<String> = at.page.get("return ids()").await;
        assert_eq!(after[1..4], before[..3], "the others are where they were");
        assert_eq!(after[4], before[4], "and one has gone");
        let edited = format!("words(entry({}).querySelector('.headline'))", json!(before[1]));
        assert_eq!(at.page.text(&edited).await, "As it is told now");
        let events = at.page.events("entries").await;
        let said = |what: &str| -> Vec<&Value> {
            events.iter().flat_map(|one| one[what].as_array().unwrap()).collect()
        };
        assert_eq!(said("added"), [&json!(after[0])]);
        assert_eq!((said("edited"), said("removed")), (vec![&json!(before[1])], vec![&json!(before[3])]));
        assert_eq!(requests_for_feeds(at).await, 0);
    });
}

#[test]
fn the_newest_entry_leaves_as_soon_as_the_page_leaves_it_out() {
    play(async |at| {
        at.open("nosrc&posting").await;
        let before: Vec<String> = at.page.get("return ids()").await;
        at.page
            .run(&format!(
                "{POSTING} posting.liveBlogUpdate.shift(); posting.liveBlogUpdate.shift(); write()"
            ))
            .await;
        at.page.until("they are gone", &format!("!entry({})", json!(before[0]))).await;
    });
}

#[test]
fn a_script_that_comes_later_is_found() {
    play(async |at| {
        at.visit("nosrc&csp=none").await;
        at.page.until("it says what is missing", NOT_SET_UP).await;
        assert!(at.page.holds("fallback()").await);
        let posting = at.news.posting();
        add_script(
            at,
            &json!({ "@context": "https://schema.org", "@graph": [{ "@type": "WebPage" }, posting] })
                .to_string(),
        )
        .await;
        at.page.until_ready().await;
        assert!(!at.page.holds(&format!("fallback() || {NOT_SET_UP}")).await);
        at.page.run("document.getElementById('added').remove()").await;
        at.page.frames().await;
        assert!(at.page.holds("ids().length === 20").await, "what is there stays when the script goes");
    });
}

#[test]
fn a_broken_script_beside_it_and_others_that_are_no_live_blog_are_passed_over() {
    play(async |at| {
        at.open("nosrc&posting&csp=none").await;
        for other in ["{ not JSON", "", "null", "[]", "{\"@type\":\"NewsArticle\",\"headline\":\"Another\"}"]
        {
            add_script(at, other).await;
            at.page.frames().await;
            assert_eq!(at.page.get::<u32>("return ids().length").await, 20, "{other}");
        }
        at.page.run(&format!("{}{}", "const all = document.querySelectorAll('script[type=\"application/ld+json\"]');
            const script = all[all.length - 1]; const posting = JSON.parse(script.firstChild.data);
            posting.liveBlogUpdate[0].headline = 'Still heard'; posting.liveBlogUpdate[0].dateModified = new Date().toISOString();",
            "script.firstChild.data = JSON.stringify(posting)")).await;
        at.page.until("a change is still seen", "words($('[part=root]')).includes('Still heard')").await;
    });
}

#[test]
fn a_page_without_one_shows_its_own_content_and_says_what_is_missing() {
    play(async |at| {
        at.visit("nosrc&csp=none").await;
        at.page.until("it says so", NOT_SET_UP).await;
        for other in ["{ not JSON", "{\"@type\":\"NewsArticle\",\"headline\":\"Another\"}"] {
            add_script(at, other).await;
            at.page.frames().await;
            assert!(
                at.page.holds(&format!("{NOT_SET_UP} && fallback() && !$('[data-entry]')")).await,
                "{other}"
            );
        }
    });
}

#[test]
fn an_address_comes_before_what_the_page_carries() {
    play(async |at| {
        at.open("posting").await;
        assert_eq!(at.page.event("ready").await["format"], "json-feed");
        at.page.run(&format!("{POSTING} posting.liveBlogUpdate.length = 1; write()")).await;
        at.page.frames().await;
        assert!(at.page.holds("ids().length === 20").await);
        at.page.run("blog.removeAttribute('src')").await;
        at.page.until_is("$$('[data-entry]').length", 1).await;
        assert_eq!(at.page.event("ready").await["format"], "live-blog-posting");
    });
}
