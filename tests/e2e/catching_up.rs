//! Leaving and coming back: the line, the count, and the way to the first unread.

use serde_json::{Value, json};

use crate::accessibility::judge;
use crate::stage::{Stage, play};

/// Text of the page that fills the screen, so that nothing is read before the test looks.
const BELOW: &str = "paragraphs=60";
/// A page of the same origin without a live blog.
const ELSEWHERE: &str = "/demo/favicon.svg";
const GIST: &str = "words($('.gist'))";
const THE_JUMP: &str = "button('Go to the first unread')";

async fn leave(at: &Stage) {
    at.page.goto(ELSEWHERE).await;
}

/// A visit, three entries meanwhile, of which the second is a key event, and another visit.
async fn come_back_to_three(at: &Stage) {
    at.open(BELOW).await;
    leave(at).await;
    at.push(3);
    at.news.edit("new-2", json!({ "_liveblog": { "key": true } }));
    at.open(BELOW).await;
}

async fn stored(at: &Stage) -> Value {
    let script = "const key = Object.keys(localStorage).find((key) => key.endsWith(':visit'));
        return key ? { key, text: localStorage[key] } : null";
    at.page.get(script).await
}

#[test]
fn a_reader_who_comes_back_finds_a_line_a_count_and_the_way_to_the_first_unread() {
    play(async |at| {
        come_back_to_three(at).await;
        assert_eq!(at.page.text(GIST).await, "3 new since you left, 1 of them a key event");
        let label = at.page.text("words($('.since'))").await;
        assert!(label.starts_with("Since you left, ") && label.len() > 20, "{label}");
        let above = "$('.since').previousElementSibling.dataset.entry";
        assert_eq!(at.page.text(above).await, "new-1");
        assert!(
            at.page.holds("$('.feed').querySelectorAll('.since').length === 1 && !$('.since').role").await,
            "in the feed, and no role that a feed may not have"
        );
        at.page.click(THE_JUMP).await;
        at.page.until("the oldest unread has the focus", "root.activeElement === entry('new-1')").await;
        at.page.until("it is on the screen", "onScreen(entry('new-1')) && onScreen($('.since'))").await;
        at.page.until_is(GIST, "2 new since you left, 1 of them a key event".to_owned()).await;
    });
}

#[test]
fn the_count_falls_as_entries_are_read_and_the_line_stays() {
    play(async |at| {
        come_back_to_three(at).await;
        at.page.run("entry('new-3').scrollIntoView({ behavior: 'instant' })").await;
        at.page.until_is(GIST, "Nothing unread since you left".to_owned()).await;
        assert!(at.page.holds("$('.since')").await);
        at.page.click("button('Go to where you left off')").await;
        at.page.until("it leads to the line", "root.activeElement === entry('new-1')").await;
    });
}

#[test]
fn axe_finds_nothing_in_a_return() {
    play(async |at| {
        come_back_to_three(at).await;
        judge(at, "come back").await;
    });
}

#[test]
fn in_a_hidden_tab_nothing_is_read() {
    play(async |at| {
        come_back_to_three(at).await;
        at.page.set_hidden(true).await;
        at.page.run("entry('new-3').scrollIntoView({ behavior: 'instant' })").await;
        at.page.run("window.waited = 0; setTimeout(() => window.waited = 1, 1600)").await;
        at.page.until("time passes", "window.waited").await;
        assert_eq!(at.page.text(GIST).await, "3 new since you left, 1 of them a key event");
    });
}

#[test]
fn without_news_there_is_no_line_and_a_deleted_entry_leaves_the_count() {
    play(async |at| {
        at.open(BELOW).await;
        leave(at).await;
        at.open(BELOW).await;
        assert!(!at.page.holds("$('.since') || $('.catching-up')").await);
        leave(at).await;
        at.push(2);
        at.open(BELOW).await;
        assert_eq!(at.page.text(GIST).await, "2 new since you left");
        at.news.delete("new-1");
        at.refresh().await;
        at.page.until_is(GIST, "1 new since you left".to_owned()).await;
        assert_eq!(at.page.text("$('.since').previousElementSibling.dataset.entry").await, "new-2");
    });
}

#[test]
fn what_comes_during_the_visit_is_above_the_line_and_not_unread() {
    play(async |at| {
        come_back_to_three(at).await;
        at.news.push_entry("late", "Late news", "<p>It is late.</p>");
        at.refresh().await;
        at.page.until_is("words($('.pill'))", "1 new update".to_owned()).await;
        assert_eq!(at.page.text(GIST).await, "3 new since you left, 1 of them a key event");
        at.page.run("$('.pill').click()").await;
        at.page.until("it is drawn", "ids()[0] === 'late'").await;
        assert_eq!(at.page.text("$('.since').previousElementSibling.dataset.entry").await, "new-1");
    });
}

#[test]
fn the_jump_draws_as_many_entries_as_lie_above_the_line() {
    play(async |at| {
        at.open(BELOW).await;
        leave(at).await;
        at.push(45);
        at.open(BELOW).await;
        assert_eq!(at.page.text(GIST).await, "45 new since you left");
        assert!(at.page.holds("ids().length === 20 && !$('.since')").await);
        at.page.click(THE_JUMP).await;
        at.page.until("the oldest has the focus", "root.activeElement === entry('new-1')").await;
        at.page.until("and is on the screen", "onScreen(entry('new-1')) && onScreen($('.since'))").await;
        at.page.frames().await;
        assert!(at.page.holds("onScreen(entry('new-1'))").await, "it stays there");
    });
}

#[test]
fn under_a_filter_the_count_says_what_matches_and_the_jump_goes_there() {
    play(async |at| {
        come_back_to_three(at).await;
        at.page.run("button('Key events').click()").await;
        at.page.until_is(GIST, "3 new since you left, 1 of them matches your filter".to_owned()).await;
        assert_eq!(at.page.text("$('.since').previousElementSibling.dataset.entry").await, "new-2");
        at.page.click(THE_JUMP).await;
        at.page.until("it goes to the match", "root.activeElement === entry('new-2')").await;
    });
}

#[test]
fn a_tab_that_was_hidden_for_half_an_hour_comes_back_to_a_new_visit() {
    play(async |at| {
        at.page
            .before_each_page(
                "const wall = Date.now; window.skipped = 0; Date.now = () => wall() + window.skipped",
            )
            .await;
        at.open(BELOW).await;
        at.page.set_hidden(true).await;
        at.push(2);
        at.page.run("window.skipped = 29 * 60000").await;
        at.page.set_hidden(false).await;
        at.refresh().await;
        at.page.until_is("words($('.pill'))", "2 new updates".to_owned()).await;
        assert!(!at.page.holds("$('.since')").await, "too short");
        at.page.set_hidden(true).await;
        at.page.run("window.skipped = 60 * 60000").await;
        at.page.set_hidden(false).await;
        at.page.until_is(GIST, "2 new since you left".to_owned()).await;
        at.page.click(THE_JUMP).await;
        at.page.until("what was held is drawn", "root.activeElement === entry('new-1') && $('.since')").await;
    });
}

#[test]
fn what_was_read_in_another_tab_is_not_unread_here() {
    play(async |at| {
        at.open(BELOW).await;
        at.push(2);
        at.page
            .in_another_tab(&format!("/page?poll=3600&{BELOW}"), async || {
                at.page.until_ready().await;
                leave(at).await;
            })
            .await;
        leave(at).await;
        at.news.push_entry("late", "Late news", "<p>It is late.</p>");
        at.open(BELOW).await;
        assert_eq!(at.page.text(GIST).await, "1 new since you left");
        assert_eq!(at.page.text("$('.since').previousElementSibling.dataset.entry").await, "late");
    });
}

#[test]
fn a_reader_taken_off_the_page_is_a_visit_that_ended() {
    play(async |at| {
        at.open(BELOW).await;
        at.page.run("const one = blog; one.remove(); window.one = one").await;
        at.page
            .until("it is remembered", "Object.keys(localStorage).some((key) => key.endsWith(':visit'))")
            .await;
        at.push(1);
        at.page.run("document.body.append(window.one)").await;
        at.page.until_is(GIST, "1 new since you left".to_owned()).await;
    });
}

#[test]
fn whatever_lies_in_storage_it_is_a_first_visit_and_nothing_breaks() {
    play(async |at| {
        at.open(BELOW).await;
        assert_eq!(stored(at).await, Value::Null, "nothing is stored before the reader leaves");
        leave(at).await;
        let visit = stored(at).await;
        let (key, text) = (visit["key"].as_str().unwrap(), visit["text"].as_str().unwrap());
        assert!(text.len() <= 1024, "{text}");
        let long = "x".repeat(20_000);
        let far = "{\"v\":1,\"left\":8640000000000001,\"until\":0,\"named\":[]}";
        for hostile in ["", "{", "null", "[]", "42", "\"yes\"", "{\"left\":\"now\",\"until\":{}}", far, &long]
        {
            at.page.run(&format!("localStorage[{}] = {}", json!(key), json!(hostile))).await;
            at.open(BELOW).await;
            assert!(!at.page.holds("$('.since')").await, "{hostile:.60}");
            leave(at).await;
        }
        // What has the right form and makes no sense is a line in an odd place, and nothing worse.
        let odd = "{\"v\":9,\"left\":-5,\"until\":-5,\"named\":[1,\"<b>\",null,3,[],{}]}";
        at.page.run(&format!("localStorage[{}] = {}", json!(key), json!(odd))).await;
        at.open(BELOW).await;
        assert!(at.page.holds("$('.gist') && !$('.since') && !$('.gist b')").await);
    });
}

#[test]
fn with_storage_forbidden_every_visit_is_a_first_one() {
    play(async |at| {
        for _ in 0..2 {
            at.page.goto("/framed?poll=3600").await;
            at.page.enter_frame().await;
            at.page.until_ready().await;
            assert!(!at.page.holds("$('.since')").await);
            assert!(at.page.holds("window.violations.length === 0 && window.problems.length === 0").await);
            at.push(1);
        }
    });
}

#[test]
fn who_comes_for_the_first_time_hears_of_the_last_hour() {
    play(async |at| {
        at.open(BELOW).await;
        let before = at.page.text(GIST).await;
        let number =
            |text: &str| text.split(' ').next().and_then(|n| n.parse::<u32>().ok()).unwrap_or_default();
        at.push(2);
        at.news.edit("new-2", json!({ "_liveblog": { "key": true } }));
        at.page.run("localStorage.clear()").await;
        leave(at).await;
        at.page.run("localStorage.clear()").await;
        at.open(BELOW).await;
        let text = at.page.text(GIST).await;
        assert!(text.contains("updates in the last hour") && text.contains("key event"), "{text}");
        assert_eq!(number(&text), number(&before) + 2, "{before} / {text}");
        assert!(!at.page.holds("$('.since')").await);
    });
}
