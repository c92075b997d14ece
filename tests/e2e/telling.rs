//! Telling a reader who looks elsewhere: the count in the title, and silence where silence was chosen.

use serde_json::Value;

use crate::stage::{Stage, play};

/// Chooses to be told of everything, and shuts the panel.
async fn choose_everything(at: &Stage) {
    at.page.click("$('.bell')").await;
    at.page.click("radio('Everything')").await;
    at.page.until("it is saved", "$('.saved')").await;
    at.page.click("button('Close')").await;
    at.page.until("the panel is shut", "!$('.panel')").await;
}

#[test]
fn the_title_counts_what_the_reader_asked_for_and_is_given_back() {
    play(async |at| {
        at.open("paragraphs=10").await;
        choose_everything(at).await;
        at.scroll_to_the_end().await;
        at.push(2);
        at.refresh().await;
        at.page.until_is("document.title", "(2) A host page".to_owned()).await;
        at.news.push_entry("new-3", "News number 3", "<p>More.</p>");
        at.refresh().await;
        at.page.until_is("document.title", "(3) A host page".to_owned()).await;
        at.page.click("$('.pill')").await;
        at.page.until_is("document.title", "A host page".to_owned()).await;
    });
}

#[test]
fn a_page_that_switches_notifications_off_has_none() {
    play(async |at| {
        at.open("").await;
        choose_everything(at).await;
        at.open("notifications=off&paragraphs=10").await;
        at.page.run("blog.openPreferences()").await;
        at.scroll_to_the_end().await;
        at.push(2);
        at.refresh().await;
        at.page.until("they are held", "$('.pill')").await;
        at.page.frames().await;
        assert_eq!(at.page.text("document.title").await, "A host page");
        assert!(!at.page.holds("$('.panel') || $('.notice') || $('.bell')").await);
    });
}

#[test]
fn a_title_that_the_page_changes_meanwhile_is_the_pages_own() {
    play(async |at| {
        at.open("paragraphs=10").await;
        choose_everything(at).await;
        at.scroll_to_the_end().await;
        at.push(1);
        at.refresh().await;
        at.page.until_is("document.title", "(1) A host page".to_owned()).await;
        at.page.run("document.title = 'Another title'").await;
        at.page.run("blog.remove()").await;
        at.page.until_is("document.title", "Another title".to_owned()).await;
        at.page.frames().await;
        assert_eq!(at.page.text("document.title").await, "Another title");
    });
}

#[test]
fn a_reader_who_asked_for_nothing_is_told_nothing() {
    play(async |at| {
        at.open("paragraphs=10").await;
        at.scroll_to_the_end().await;
        at.push(2);
        at.refresh().await;
        at.page.until("they are held", "$('.pill')").await;
        assert_eq!(at.page.text("document.title").await, "A host page");
        assert_eq!(at.page.get::<Vec<Value>>("return window.__seen.shown").await, Vec::<Value>::new());
    });
}
