//! New, changed and deleted entries: where they appear, and what stays as it was.

use serde_json::json;

use crate::stage::play;

#[test]
fn a_new_entry_at_the_top_is_put_in_where_the_reader_looks() {
    play(async |at| {
        at.open("").await;
        at.push(1);
        at.refresh().await;
        at.page.until_is("ids()[0]", "new-1".to_owned()).await;
        assert!(!at.page.holds("$('.pill')").await);
        assert!(
            at.page.holds("entry('new-1').classList.contains('fresh')").await,
            "it is set off for a moment"
        );
        let detail = at.page.event("entries").await;
        assert_eq!(detail["added"], json!(["new-1"]));
        at.page.until_is("ids().length", 21).await;
    });
}

#[test]
fn new_entries_out_of_sight_wait_behind_one_button() {
    play(async |at| {
        at.open("paragraphs=10").await;
        at.scroll_to_the_end().await;
        at.push(3);
        at.refresh().await;
        at.page.until_is("words($('.pill'))", "3 new updates".to_owned()).await;
        assert!(!at.page.holds("entry('new-3')").await, "held entries are not drawn");
        at.page.click("$('.pill')").await;
        at.page.until_is("ids().slice(0, 3).join()", "new-3,new-2,new-1".to_owned()).await;
        at.page.until("focus is on the newest", "root.activeElement === entry('new-3')").await;
        at.page.until("which comes into view", "onScreen(entry('new-3'))").await;
        assert!(!at.page.holds("$('.pill')").await);
    });
}

#[test]
fn held_entries_show_themselves_when_the_reader_comes_back_to_the_top() {
    play(async |at| {
        at.open("").await;
        at.scroll_to_the_end().await;
        at.push(2);
        at.refresh().await;
        at.page.until("they are held", "$('.pill')").await;
        at.page.run("scrollTo({ top: 0, behavior: 'instant' })").await;
        at.page.until_is("ids().slice(0, 2).join()", "new-2,new-1".to_owned()).await;
        assert!(!at.page.holds("$('.pill')").await);
    });
}

#[test]
fn a_second_batch_joins_the_first_behind_the_button() {
    play(async |at| {
        at.open("").await;
        at.scroll_to_the_end().await;
        at.news.push_entry("one", "One", "<p>One.</p>");
        at.refresh().await;
        at.page.until_is("words($('.pill'))", "1 new update".to_owned()).await;
        at.news.push_entry("two", "Two", "<p>Two.</p>");
        at.refresh().await;
        at.page.until_is("words($('.pill'))", "2 new updates".to_owned()).await;
    });
}

#[test]
fn an_edit_stays_in_its_place_with_scroll_and_focus_and_says_so() {
    play(async |at| {
        at.open("").await;
        let id: String = at.page.get("return ids()[12]").await;
        at.page
            .run(&format!(
                "entry('{id}').scrollIntoView({{ behavior: 'instant' }});
            entry('{id}').focus(); window.kept = entry('{id}')"
            ))
            .await;
        at.page.frames().await;
        let top: f64 = at.page.get("return kept.getBoundingClientRect().top").await;
        let now = at.news.feed()["items"][0]["date_published"].clone();
        at.news.edit(&id, json!({ "title": "A corrected headline", "date_modified": now }));
        at.refresh().await;
        at.page
            .until_is(
                &format!("words(entry('{id}').querySelector('.headline'))"),
                "A corrected headline".to_owned(),
            )
            .await;
        assert!(
            at.page.holds(&format!("entry('{id}') === kept && root.activeElement === kept")).await,
            "the same element"
        );
        let after: f64 = at.page.get("return kept.getBoundingClientRect().top").await;
        assert!((after - top).abs() <= 0.5, "{top} became {after}");
        at.page
            .until("it says when", "words(kept.querySelector('.mark.updated')).startsWith('Updated ')")
            .await;
        assert_eq!(at.page.text("ids()[12]").await, id, "its place is the same");
        assert!(!at.page.holds("$('.pill')").await, "an edit is nothing new");
    });
}

#[test]
fn a_deleted_entry_goes_and_what_the_reader_looks_at_stays() {
    play(async |at| {
        at.open("").await;
        let (gone, kept): (String, String) = at.page.get("return [ids()[2], ids()[12]]").await;
        at.page
            .run(&format!("window.kept = entry('{kept}'); kept.scrollIntoView({{ behavior: 'instant' }})"))
            .await;
        at.page.frames().await;
        let top: f64 = at.page.get("return kept.getBoundingClientRect().top").await;
        at.news.delete(&gone);
        at.refresh().await;
        at.page.until("it is gone", &format!("!entry('{gone}')")).await;
        at.page.frames().await;
        let after: f64 = at.page.get("return kept.getBoundingClientRect().top").await;
        assert!((after - top).abs() <= 0.5, "{top} became {after}");
        let detail = at.page.event("entries").await;
        assert_eq!(detail["removed"], json!([gone]));
    });
}

#[test]
fn focus_is_not_lost_to_the_page_when_the_entry_that_has_it_is_deleted() {
    play(async |at| {
        at.open("").await;
        let id: String = at.page.get("return ids()[3]").await;
        at.page.run(&format!("entry('{id}').focus()")).await;
        at.news.delete(&id);
        at.refresh().await;
        at.page.until("it is gone", &format!("!entry('{id}')")).await;
        at.page.until("focus is still inside", "document.activeElement === blog && root.activeElement").await;
    });
}

#[test]
fn text_typed_into_the_search_outlives_an_update() {
    play(async |at| {
        at.open("").await;
        at.page.type_into("$('input[type=search]')", "harb").await;
        at.page.until("it is filtered", "$('.count')").await;
        at.news.push_entry("new-1", "A ship in the harbour", "<p>It is grey.</p>");
        at.refresh().await;
        at.page.until("it has arrived", "entry('new-1') || $('.pill')").await;
        at.page.press("our").await;
        at.page.until_is("$('input[type=search]').value", "harbour".to_owned()).await;
    });
}

#[test]
fn the_whole_story_arrives_beat_by_beat_and_its_end_is_told() {
    play(async |at| {
        at.page.hurry().await;
        at.open("page-size=100").await;
        for beat in 1..=at.news.beats() {
            at.news.step_to(beat);
            at.refresh().await;
            at.page.until_is("window.__seen.events.filter((e) => e.name === 'error').length", 0).await;
        }
        at.page.until_is("words($('.health'))", "This live blog has ended".to_owned()).await;
        at.page.run("scrollTo({ top: 0, behavior: 'instant' })").await;
        let told: Vec<String> = at
            .news
            .moment()
            .entries
            .iter()
            .filter(|one| !one.entry.pinned)
            .map(|one| one.id.clone())
            .collect();
        at.page.until("nothing is held", "!$('.pill')").await;
        let mut drawn: Vec<String> = at.page.get("return ids()").await;
        let mut told = told;
        drawn.sort_unstable();
        told.sort_unstable();
        assert_eq!(drawn, told);
    });
}
