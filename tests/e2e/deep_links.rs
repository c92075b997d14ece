//! Links to entries: on the page, beyond what is drawn, behind the button, filtered, withdrawn and unknown.

use serde_json::json;

use crate::accessibility::judge;
use crate::stage::{Stage, play};

/// Where the focus is, as an entry's id.
const FOCUSED: &str = "root.activeElement?.dataset.entry ?? ''";

async fn visit(at: &Stage, query: &str, id: &str) {
    at.page.goto(&format!("/page?poll=3600&{query}#live-blog-{id}")).await;
}

/// The id of an entry so many places down the feed.
fn id_at(at: &Stage, place: usize) -> String {
    let entries = at.news.moment().entries;
    entries.iter().filter(|shown| !shown.entry.pinned).nth(place).unwrap().id.clone()
}

async fn is_at_the_top(at: &Stage, id: &str) {
    let top = format!("Math.abs(entry('{id}').getBoundingClientRect().top) < innerHeight / 3");
    at.page.until("it is at the top of the window", &top).await;
}

#[test]
fn a_link_leads_to_an_entry_beyond_what_is_drawn() {
    play(async |at| {
        let id = id_at(at, 30);
        visit(at, "", &id).await;
        at.page.until_is(FOCUSED, id.clone()).await;
        is_at_the_top(at, &id).await;
        assert_eq!(at.page.event("entry-view").await, json!({ "id": id, "state": "shown" }));
        assert!(!at.page.holds("$('.sought')").await, "there is nothing to explain");
    });
}

#[test]
fn a_change_of_the_fragment_and_show_entry_lead_there_too() {
    play(async |at| {
        at.open("").await;
        let (far, near) = (id_at(at, 25), id_at(at, 3));
        at.page.run(&format!("location.hash = '#live-blog-{far}'")).await;
        at.page.until_is(FOCUSED, far).await;
        at.page.run(&format!("blog.showEntry('{near}')")).await;
        at.page.until_is(FOCUSED, near.clone()).await;
        is_at_the_top(at, &near).await;
    });
}

#[test]
fn show_entry_before_there_is_a_reader_is_remembered() {
    play(async |at| {
        at.open("").await;
        let id = id_at(at, 30);
        at.page
            .run(&format!(
                "const other = document.createElement('live-blog');
                 other.setAttribute('src', blog.getAttribute('src'));
                 other.id = 'other';
                 document.body.append(other);
                 other.showEntry('{id}')"
            ))
            .await;
        at.page
            .until_is("document.querySelector('#other').shadowRoot.activeElement?.dataset.entry ?? ''", id)
            .await;
    });
}

#[test]
fn an_entry_outside_the_filter_is_shown_with_a_sentence_and_a_way_back() {
    play(async |at| {
        at.open("").await;
        let id = id_at(at, 30);
        at.page.type_into("$('input[type=search]')", "xyzzy").await;
        at.page.until("nothing is found", "$('.empty')").await;
        at.page.run(&format!("location.hash = '#live-blog-{id}'")).await;
        at.page
            .until_is("words($('.sought .label'))", "This update is outside your filter.".to_owned())
            .await;
        at.page.until_is(FOCUSED, id.clone()).await;
        assert!(at.page.holds(&format!("$('.sought [data-entry=\"{id}\"] .mark.outside')")).await);
        assert_eq!(at.page.event("entry-view").await["state"], "outside-filter");
        at.page.until_is("words($('[role=status]'))", "This update is outside your filter.".to_owned()).await;
        judge(at, "an entry outside the filter").await;
        at.page.click("button('Show all')").await;
        at.page.until("it stands among the others", &format!("ids().includes('{id}')")).await;
        at.page.until_is(FOCUSED, id).await;
        assert!(!at.page.holds("$('.sought')").await);
        assert_eq!(at.page.text("$('input[type=search]').value").await, "");
    });
}

#[test]
fn a_withdrawn_entry_says_so_until_that_is_dismissed() {
    play(async |at| {
        at.open("").await;
        let id = id_at(at, 5);
        at.news.delete(&id);
        at.refresh().await;
        at.page.until("it is gone", &format!("!ids().includes('{id}')")).await;
        at.page.run(&format!("location.hash = '#live-blog-{id}'")).await;
        at.page.until_is("words($('.sought .label'))", "That update was withdrawn.".to_owned()).await;
        assert_eq!(at.page.event("entry-view").await, json!({ "id": id, "state": "withdrawn" }));
        judge(at, "a withdrawn entry").await;
        at.page.click("$('.sought .quiet')").await;
        at.page.until("the sentence is gone", "!$('.sought')").await;
        assert!(at.page.holds("root.activeElement === $('.top')").await, "the focus is not lost with it");
    });
}

#[test]
fn an_entry_that_is_not_in_the_feed_is_owned_up_to() {
    play(async |at| {
        visit(at, "", "no%20such%2Fentry").await;
        let words = "We cannot find that update. Here are the newest.";
        at.page.until_is("words($('.sought .label'))", words.to_owned()).await;
        assert_eq!(at.page.event("entry-view").await, json!({ "id": "no such/entry", "state": "unknown" }));
        at.page.until("the newest are there", "ids().length === 20").await;
    });
}

#[test]
fn a_held_entry_is_released_for_its_link() {
    play(async |at| {
        at.open("paragraphs=60").await;
        at.scroll_to_the_end().await;
        at.news.push_entry("new-1", "A ship in the harbour", "<p>It is grey.</p>");
        at.refresh().await;
        at.page.until("it waits", "$('.pill')").await;
        at.page.run("location.hash = '#live-blog-new-1'").await;
        at.page.until_is(FOCUSED, "new-1".to_owned()).await;
    });
}

#[test]
fn of_two_live_blogs_only_the_one_that_knows_the_entry_reacts() {
    play(async |at| {
        at.open("").await;
        at.page
            .run(
                "const other = document.createElement('live-blog');
                 other.setAttribute('src', blog.getAttribute('src') + '?other');
                 document.body.append(other);
                 window.other = other",
            )
            .await;
        at.page.until("the other is drawn", "other.shadowRoot.querySelector('.feed [data-entry]')").await;
        at.page.run("location.hash = '#live-blog-no-such'").await;
        at.page.frames().await;
        let id = id_at(at, 2);
        at.page.run(&format!("location.hash = '#live-blog-{id}'")).await;
        at.page.until("somebody shows it", "document.activeElement?.localName === 'live-blog'").await;
        assert!(!at.page.holds("$('.sought') || other.shadowRoot.querySelector('.sought')").await);
    });
}
