//! What an entry looks like on the page, and how one gets to more of them.

use serde_json::{Value, json};

use crate::stage::play;

#[test]
fn an_entry_shows_headline_time_byline_body_and_topics() {
    play(async |at| {
        at.open("").await;
        let id = at.news.id("velk-words");
        let moment = at.news.moment();
        let told = moment.entries.iter().find(|shown| shown.id == id).unwrap();
        let entry = format!("entry('{id}')");
        let part =
            async |name: &str| at.page.text(&format!("words({entry}.querySelector('[part={name}]'))")).await;
        assert_eq!(part("entry-headline").await, told.entry.title.clone().unwrap());
        assert!(at.page.holds(&format!("words({entry}.querySelector('.by')).startsWith('By ')")).await);
        assert!(at.page.holds(&format!("{entry}.querySelector('p').innerText.length > 20")).await);
        let topics: Vec<String> =
            at.page.get(&format!("return [...{entry}.querySelectorAll('.topic')].map(words)")).await;
        assert_eq!(topics, told.entry.topics);
    });
}

#[test]
fn a_time_is_relative_for_the_eye_and_absolute_for_everyone() {
    play(async |at| {
        at.open("").await;
        let times: Vec<Value> = at
            .page
            .get(
                "return $$('time.when').map((time) => ({ at: time.getAttribute('datetime'),
                full: time.title, all: time.textContent, ago: words(time.querySelector('.ago')) }))",
            )
            .await;
        assert_eq!(times.len(), 21, "twenty entries and the pinned one");
        for time in times {
            let text = |name: &str| time[name].as_str().unwrap().to_owned();
            assert!(text("at").contains('T') && text("at").ends_with('Z'), "{time}");
            assert!(text("full").contains("20") && text("all").contains(&text("full")), "{time}");
            assert!(text("ago").contains("ago") || text("ago").contains("now"), "{time}");
        }
    });
}

#[test]
fn bodies_keep_their_quotes_lists_tables_and_headings() {
    play(async |at| {
        at.news.step_to(at.news.beats());
        at.open("page-size=100").await;
        for kind in ["p", "blockquote", "ul", "strong", "a[href]", "table", "h4, h5"] {
            assert!(
                at.page
                    .holds(&format!(
                        "$$('.feed [data-entry]').some((one) => one.querySelector('.main {kind}'))"
                    ))
                    .await,
                "{kind}"
            );
        }
    });
}

#[test]
fn key_pinned_and_summary_marks_are_words() {
    play(async |at| {
        at.open("").await;
        let key = at.news.id("within-reach");
        assert_eq!(
            at.page.text(&format!("words(entry('{key}').querySelector('.mark.key'))")).await,
            "Key event"
        );
        let pinned = at.news.id("day-so-far");
        assert!(at.page.holds(&format!("$('.pinned [data-entry=\"{pinned}\"]')")).await);
        assert_eq!(at.page.text("words($('.pinned .label')).toLowerCase()").await, "pinned");
        assert!(!at.page.holds(&format!("ids().includes('{pinned}')")).await, "it is not told twice");
    });
}

#[test]
fn pictures_have_words_and_size_and_come_when_they_are_near() {
    play(async |at| {
        at.open("").await;
        let pictures: Vec<Value> = at
            .page
            .get(
                "return $$('figure img').map((img) => ({ alt: img.alt, loading: img.loading,
                sized: img.hasAttribute('width')
                && img.hasAttribute('height'),
                caption: words(img.closest('figure').querySelector('figcaption')) }))",
            )
            .await;
        assert!(pictures.len() > 1, "{pictures:#?}");
        for picture in pictures {
            assert_eq!(picture["loading"], "lazy", "{picture}");
            assert_eq!(picture["sized"], true, "{picture}");
            assert!(picture["alt"].as_str().unwrap().len() > 10, "{picture}");
            assert!(picture["caption"].as_str().unwrap().contains("Jonne Hale"), "{picture}");
        }
        at.page.run("$('figure img').scrollIntoView()").await;
        at.page
            .until("the picture is loaded", "$('figure img').complete && $('figure img').naturalWidth > 0")
            .await;
    });
}

#[test]
fn twenty_entries_at_first_and_the_rest_on_demand_with_focus_on_the_first_new_one() {
    play(async |at| {
        at.open("").await;
        at.page.until_is("ids().length", 20).await;
        at.page.until_is("words($('.more'))", "Show 11 more updates".to_owned()).await;
        // Not by a click, to which a browser scrolls: who scrolls to the end has more without a press.
        at.page.run("$('.more').click()").await;
        at.page.until_is("ids().length", 31).await;
        at.page
            .until("the first new entry has the focus", "root.activeElement === $$('.feed [data-entry]')[20]")
            .await;
        assert!(!at.page.holds("$('.more')").await, "there is no more");
    });
}

#[test]
fn both_formats_tell_the_same_story() {
    play(async |at| {
        at.open("page-size=100").await;
        let headlines = "$$('.feed .headline').map(words)";
        at.page.until("all are drawn", "!$('.unseen')").await;
        let ours: Vec<String> = at.page.get(&format!("return {headlines}")).await;
        at.open("page-size=100&src=/liveblogposting.json").await;
        at.page.until("all are drawn", "!$('.unseen')").await;
        let theirs: Vec<String> = at.page.get(&format!("return {headlines}")).await;
        assert!(ours.len() > 25, "{ours:?}");
        // A posting knows no pins: the pinned entry stands among the others there.
        let pinned: Vec<String> = theirs.iter().filter(|one| !ours.contains(one)).cloned().collect();
        assert!(pinned.len() <= 1, "{pinned:?}");
        let missing: Vec<&String> = ours.iter().filter(|one| !theirs.contains(one)).collect();
        assert!(missing.is_empty(), "{missing:?} of {theirs:?}");
    });
}

#[test]
fn a_feed_without_entries_says_that_coverage_has_not_begun() {
    play(async |at| {
        at.news.patch_feed(json!({ "items": [] }));
        at.visit("").await;
        at.page.until("it says so", "words($('.empty')).startsWith('Coverage has not begun')").await;
        at.page.run("0").await;
        at.news.push_entry("first", "The first entry", "<p>Now it has.</p>");
        at.refresh().await;
        at.page.until_is("ids().join()", "first".to_owned()).await;
    });
}
