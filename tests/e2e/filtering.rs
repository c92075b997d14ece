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
        let count = "const chip = $$('#topics .chip').find((one) => words(one).startsWith('Aid'));
            return Number(words(chip.querySelector('.n')))";
        let aid: usize = at.page.get(count).await;
        assert!(aid > 1);
        at.page.click("$$('#topics .chip').find((one) => words(one).startsWith('Aid'))").await;
        at.page.until_is("ids().length", aid).await;
        at.page.click("$$('#topics .chip').find((one) => words(one).startsWith('Culture'))").await;
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

#[test]
fn authors_and_media_narrow_too_and_one_drawer_is_open_at_a_time() {
    play(async |at| {
        at.open("page-size=100").await;
        at.page.click("button('Authors')").await;
        let chip = "$('#authors .chip')";
        let most: usize = at.page.get(&format!("return Number(words({chip}.querySelector('.n')))")).await;
        let name = at.page.text(&format!("words({chip}.querySelector('bdi'))")).await;
        at.page.click(chip).await;
        at.page.until_is("ids().length", most).await;
        let signed = format!(
            "$$('.feed [data-entry]').every((one) => words(one.querySelector('.by')).includes('{name}'))"
        );
        assert!(at.page.holds(&signed).await);
        at.page.click("button('Media')").await;
        at.page.until("the other is shut", "!$('#authors') && $('#media')").await;
        let pictures = "$$('#media .chip').find((one) => words(one).startsWith('Pictures'))";
        let both: usize = at.page.get(&format!("return Number(words({pictures}.querySelector('.n')))")).await;
        assert!(0 < both && both < most, "the count is under the author: {both} of {most}");
        at.page.click(pictures).await;
        at.page.until_is("ids().length", both).await;
        assert!(at.page.holds("$$('.feed [data-entry]').every((one) => one.querySelector('img'))").await);
        at.page.run(&format!("{pictures}.focus()")).await;
        at.page.press("\u{e00c}").await;
        at.page.until("Escape shuts it", "!$('#media') && root.activeElement === button('Media')").await;
        at.page.until_is("$$('.active .chip').map(words)", vec![name, "Pictures".to_owned()]).await;
    });
}

#[test]
fn of_many_topics_the_most_used_are_shown_and_any_can_be_found() {
    play(async |at| {
        let tags: Vec<String> =
            ["Zürich".to_owned()].into_iter().chain((1..=30).map(|n| format!("Quay {n}"))).collect();
        at.news.push(json!({
            "id": "tags", "title": "Many topics", "content_html": "<p>All of them.</p>", "tags": tags,
            "date_published": at.news.feed()["_liveblog"]["coverage_start"],
        }));
        at.open("page-size=100").await;
        at.page.click("button('Topics')").await;
        at.page.until_is("$$('#topics .chip').length", 12).await;
        let counts = "$$('#topics .chip .n').map((one) => Number(words(one)))";
        let counts: Vec<u32> = at.page.get(&format!("return {counts}")).await;
        assert!(counts.is_sorted_by(|a, b| a >= b), "{counts:?}");
        at.page.click("button('Show all')").await;
        at.page.until("all are there", "$$('#topics .chip').length > 31").await;
        at.page.click("button('Show less')").await;
        at.page.until_is("$$('#topics .chip').length", 12).await;
        at.page.type_into("$('#topics input')", "ZUR").await;
        at.page.until_is("$$('#topics .chip').map(words)", vec!["Zürich 1".to_owned()]).await;
        assert!(at.page.holds("root.activeElement === $('#topics input')").await);
        at.page.click("$('#topics .chip')").await;
        at.page.until_is("ids()", vec!["tags".to_owned()]).await;
        at.page.type_into("$('#topics input')", "xyz").await;
        at.page.until("none has that name", "words($('#topics .hint')).includes('ZURxyz')").await;
        at.page.run("root.activeElement.blur()").await;
        at.page.click("button('Topics')").await;
        at.page.click("button('Topics')").await;
        at.page
            .until("chosen, it is among the first", "$$('#topics .chip[aria-pressed=true]').length === 1")
            .await;
        assert_eq!(at.page.text("$('#topics input').value").await, "");
    });
}

#[test]
fn the_order_is_a_choice_and_the_best_match_one_where_there_is_a_text() {
    play(async |at| {
        at.open("page-size=100").await;
        let newest: Vec<String> = at.page.get("return ids()").await;
        let choose = |order: &str| {
            format!(
                "const one = $('select.order'); one.value = '{order}'; one.dispatchEvent(new Event('change', {{ bubbles: true }}))"
            )
        };
        let offered = "$$('select.order option').map((one) => one.value)";
        at.page.until_is(offered, vec!["newest".to_owned(), "oldest".to_owned()]).await;
        at.page.run(&choose("oldest")).await;
        let oldest: Vec<String> = newest.iter().rev().cloned().collect();
        at.page.until_is("ids()", oldest).await;
        at.page.type_into(SEARCH, "harbour").await;
        at.page.until("there is a third", &format!("{offered}.length === 3")).await;
        assert_eq!(at.page.text("$('select.order').value").await, "oldest", "the choice stays");
        at.page.run(&choose("relevance")).await;
        at.page
            .until(
                "what has it in the headline is first",
                "words($('.feed .headline')).toLowerCase().includes('harbour')",
            )
            .await;
        at.page.click("$('.active .chip')").await;
        at.page.until_is("ids()", newest).await;
        assert_eq!(
            at.page.text("$('select.order').value").await,
            "newest",
            "without a text there is no match"
        );
    });
}

#[test]
fn on_a_phone_the_bar_is_one_line_until_more_is_asked_for() {
    play(async |at| {
        at.page.resize(375, 700).await;
        at.open("").await;
        let tall = "$('.bar').getBoundingClientRect().height";
        assert!(at.page.holds(&format!("{tall} <= 56")).await, "{}", at.page.text(tall).await);
        assert!(at.page.holds("!button('Authors')").await);
        at.page.click("button('More filters')").await;
        at.page
            .until("there they are", "button('Authors') && button('Time') && shown($('select.order'))")
            .await;
        at.page.click("button('More filters')").await;
        at.page.until("there they were", "!button('Authors')").await;
    });
}

#[test]
fn words_of_a_script_without_spaces_are_found_in_any_order() {
    play(async |at| {
        at.news.push_entry("port", "港口將於週二開放", "<p>交通部說。</p>");
        at.open("").await;
        at.page.type_into("$('input[type=search]')", "開放港口").await;
        at.page.until_is("ids()", vec!["port".to_owned()]).await;
        let marked = "$$('.feed mark').map((mark) => mark.textContent)";
        at.page.until_is(marked, vec!["港口".to_owned(), "開放".to_owned()]).await;
    });
}
