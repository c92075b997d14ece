//! The filter bar: search, key events, topics, and the way back to everything.

use serde_json::json;

use crate::stage::{Stage, play};

const COUNT: &str = "words($('.count'))";
const SEARCH: &str = "$('input[type=search]')";

async fn total(at: &Stage) -> usize {
    at.news.moment().entries.iter().filter(|shown| !shown.entry.pinned).count()
}

#[test]
fn typing_narrows_the_feed_and_marks_what_was_found() {
    play(async |at| {
        at.open("").await;
        at.page.type_into(SEARCH, "CORRIDÓR").await;
        at.page.until("there is a count", "$('.count')").await;
        at.page
            .until(
                "only entries with the word are left",
                "ids().length > 0
            && $$('.feed [data-entry]').every((one) => one.textContent.toLowerCase().includes('corridor'))",
            )
            .await;
        at.page
            .until(
                "each is marked, in any case",
                "$$('.feed mark').length
            && $$('.feed mark').every((one) => one.textContent.toLowerCase() === 'corridor')",
            )
            .await;
        let unmarked = "$$('.feed [data-entry]').filter((one) => !one.querySelector('mark'))
            .every((one) => [...one.querySelectorAll('.topics, figcaption')]
              .some((place) => words(place).includes('corridor')))";
        assert!(at.page.holds(unmarked).await, "an entry without a mark was found by its topic or caption");
        let shown: usize = at.page.get("return ids().length").await;
        at.page.until_is(COUNT, format!("{shown} of {} updates", total(at).await)).await;
        let detail = at.page.event("filter").await;
        assert_eq!(detail["matching"], shown, "{detail}");
    });
}

#[test]
fn words_in_any_order_must_all_be_there() {
    play(async |at| {
        at.open("").await;
        at.page.type_into(SEARCH, "grain escort").await;
        at.page
            .until(
                "both words are in every entry",
                "ids().length > 0
            && $$('.feed [data-entry]').every((one) => ['grain',
            'escort'].every((word) => one.textContent.toLowerCase().includes(word)))",
            )
            .await;
    });
}

#[test]
fn key_events_are_a_switch_with_a_count() {
    play(async |at| {
        at.open("").await;
        let toggle = "button('Key events')";
        assert_eq!(at.page.text(&format!("words({toggle}.querySelector('.n'))")).await, "4");
        at.page.click(toggle).await;
        at.page.until_is("ids().length", 4).await;
        assert!(
            at.page.holds("$$('.feed [data-entry]').every((one) => one.querySelector('.mark.key'))").await
        );
        assert!(at.page.holds("$('.bar .toggle[aria-pressed=true]')").await);
        at.page.click("$('.bar .toggle[aria-pressed=true]')").await;
        at.page.until_is("ids().length", 20).await;
    });
}

#[test]
fn topics_have_counts_and_combine_and_their_chips_take_them_away() {
    play(async |at| {
        at.open("page-size=100").await;
        at.page.click("button('Topics')").await;
        let count = "const chip = $$('.topics-panel .chip').find((one) => words(one).startsWith('Aid'));
            return Number(words(chip.querySelector('.n')))";
        let aid: usize = at.page.get(count).await;
        assert!(aid > 1);
        at.page.click("$$('.topics-panel .chip').find((one) => words(one).startsWith('Aid'))").await;
        at.page.until_is("ids().length", aid).await;
        at.page.click("$$('.topics-panel .chip').find((one) => words(one).startsWith('Culture'))").await;
        at.page.until("a second topic widens", &format!("ids().length > {aid}")).await;
        at.page.click("$$('.active .chip').find((one) => words(one) === 'Culture')").await;
        at.page.until_is("ids().length", aid).await;
        assert!(
            at.page.holds("root.activeElement === $('.filter')").await,
            "focus is not lost with the chip"
        );
        at.page.click("button('Clear')").await;
        at.page.until_is("ids().length", total(at).await).await;
        assert!(!at.page.holds("$('.active')").await);
    });
}

#[test]
fn a_topic_beneath_an_entry_is_a_switch_of_the_filter() {
    play(async |at| {
        at.open("").await;
        let id = at.news.id("launch-away");
        at.page.click(&format!("entry('{id}').querySelector('.topic')")).await;
        let topic = at.news.moment().entries.iter().find(|one| one.id == id).unwrap().entry.topics[0].clone();
        at.page
            .until(
                "its chip is there",
                &format!("$$('.active .chip').some((one) => words(one) === '{topic}')"),
            )
            .await;
        at.page
            .until(
                "others are gone",
                &format!(
                    "$$('.feed [data-entry]')
            .every((one) => [...one.querySelectorAll('.topic')].some((each) => words(each) === '{topic}'))"
                ),
            )
            .await;
    });
}

#[test]
fn nothing_found_says_so_and_each_way_out_leads_out() {
    play(async |at| {
        at.open("").await;
        at.page.click("button('Key events')").await;
        at.page.until_is("ids().length", 4).await;
        at.page.type_into(SEARCH, "onions").await;
        at.page
            .until(
                "it says what was asked for",
                "words($('.empty p')) === 'Nothing matches “onions” + Key events.'",
            )
            .await;
        assert_eq!(at.page.text("ids().length").await, "0");
        at.page.click("button('Look beyond key events')").await;
        at.page.until("the word alone is found", "ids().length > 0 && $$('.feed mark').length > 0").await;
        at.page.type_into(SEARCH, "xyzzy").await;
        at.page.until("nothing again", "$('.empty')").await;
        at.page.click("button('Show all')").await;
        at.page.until_is("ids().length", 20).await;
        assert_eq!(at.page.text(&format!("{SEARCH}.value")).await, "", "the field is empty too");
        assert!(
            at.page.holds("root.activeElement === $('.filter')").await,
            "focus is not lost with the button"
        );
    });
}

#[test]
fn pinned_entries_are_never_hidden_by_a_filter() {
    play(async |at| {
        at.open("").await;
        at.page.type_into(SEARCH, "xyzzy").await;
        at.page.until("nothing is found", "$('.empty')").await;
        assert!(
            at.page.holds("$('.pinned [data-entry] .mark.outside')").await,
            "and it says why it is there"
        );
    });
}

#[test]
fn breaking_news_is_not_silenced_by_a_filter() {
    play(async |at| {
        at.open("").await;
        at.page.type_into(SEARCH, "xyzzy").await;
        at.page.until("nothing is found", "$('.empty')").await;
        at.news.push(json!({
            "id": "flash", "title": "Breaking", "content_html": "<p>It is signed.</p>",
            "date_published": at.news.feed()["_liveblog"]["coverage_start"], "_liveblog": { "breaking": true },
        }));
        at.refresh().await;
        at.page
            .until(
                "it is told all the same",
                "$('.pinned [data-entry=flash] .mark.outside') || words($('.pill')).startsWith('1 new')",
            )
            .await;
    });
}

#[test]
fn held_entries_are_counted_under_the_filter() {
    play(async |at| {
        at.open("paragraphs=60").await;
        at.page.type_into(SEARCH, "harbour").await;
        at.page.until("it is filtered", "$('.count')").await;
        at.scroll_to_the_end().await;
        at.news.push_entry("new-1", "A ship in the harbour", "<p>It is grey.</p>");
        at.news.push_entry("new-2", "Bread", "<p>It is brown.</p>");
        at.news.push_entry("new-3", "Cheese", "<p>It is yellow.</p>");
        at.refresh().await;
        at.page.until_is("words($('.pill'))", "3 new, 1 matches your filter".to_owned()).await;
        at.page.click("$('.pill')").await;
        at.page.until_is("ids()[0]", "new-1".to_owned()).await;
        assert!(!at.page.holds("ids().includes('new-2') || ids().includes('new-3')").await);
    });
}

#[test]
fn a_button_that_brings_nothing_to_see_does_not_lose_the_focus() {
    play(async |at| {
        at.open("paragraphs=60").await;
        at.page.type_into(SEARCH, "harbour").await;
        at.page.until("it is filtered", "$('.count')").await;
        at.scroll_to_the_end().await;
        at.news.push_entry("new-1", "Bread", "<p>It is brown.</p>");
        at.refresh().await;
        at.page.until_is("words($('.pill'))", "1 new, 0 match your filter".to_owned()).await;
        at.page.click("$('.pill')").await;
        at.page.until("the button is gone", "!$('.pill')").await;
        at.page.until("focus is still inside", "document.activeElement === blog && root.activeElement").await;
    });
}

#[test]
fn without_a_filter_bar_nobody_is_led_into_a_filter() {
    play(async |at| {
        at.open("").await;
        at.page.type_into(SEARCH, "harbour").await;
        at.page.until("it is filtered", "$('.count')").await;
        at.page.run("blog.setAttribute('filters', 'off')").await;
        at.page.until_is("ids().length", 20).await;
        assert!(!at.page.holds("$('.filter') || $('.feed mark')").await);
        assert!(!at.page.holds("$('.feed button.topic')").await, "a topic is a word there");
    });
}
