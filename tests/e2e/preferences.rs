//! The notice and the panel: dismissed for good, saved at once, and never in the way of the page.

use serde_json::json;

use crate::stage::{Stage, play};

const ESCAPE: &str = "\u{e00c}";
const PANEL: &str = "$('.panel')";

async fn open_panel(at: &Stage) {
    at.page.click("$('.bell')").await;
    at.page.until("the panel is open", PANEL).await;
}

/// The switch of a channel.
fn switch(label: &str) -> String {
    format!("$$('.how label').find((one) => words(one) === '{label}')?.querySelector('input')")
}

async fn stored(at: &Stage) -> serde_json::Value {
    at.page
        .get(
            "const key = Object.keys(localStorage).find((key) => key.endsWith(':prefs'));\nreturn key
            ? JSON.parse(localStorage[key]) : null",
        )
        .await
}

#[test]
fn a_notice_dismissed_by_its_button_stays_dismissed() {
    play(async |at| {
        at.open("").await;
        assert_eq!(at.page.text("words($('.notice-text'))").await, "Choose what you hear about this story");
        at.page.click("button('Dismiss')").await;
        at.page.until("it is gone", "!$('.notice')").await;
        assert!(at.page.holds("root.activeElement === $('.bell')").await, "the way back has the focus");
        at.page.reload().await;
        at.page.until_ready().await;
        assert!(!at.page.holds("$('.notice')").await, "after a reload too");
        assert!(at.page.holds("shown($('.bell'))").await, "the way back is there");
    });
}

#[test]
fn a_notice_dismissed_by_escape_stays_dismissed() {
    play(async |at| {
        at.open("").await;
        at.page.run("button('Dismiss').focus()").await;
        at.page.press(ESCAPE).await;
        at.page.until("it is gone", "!$('.notice')").await;
        at.page.reload().await;
        at.page.until_ready().await;
        assert!(!at.page.holds("$('.notice')").await);
    });
}

#[test]
fn a_notice_left_alone_comes_again() {
    play(async |at| {
        at.open("").await;
        at.page.reload().await;
        at.page.until_ready().await;
        assert!(at.page.holds("shown($('.notice'))").await);
        assert_eq!(stored(at).await, serde_json::Value::Null, "nothing is stored before the reader acts");
    });
}

#[test]
fn the_panel_takes_the_focus_and_gives_it_back() {
    play(async |at| {
        at.open("").await;
        at.page.click("button('Choose')").await;
        at.page.until("the panel is open", PANEL).await;
        at.page.until("focus is in the panel", "$('.panel').contains(root.activeElement)").await;
        assert!(at.page.holds("!$('.notice') && $('.bell').getAttribute('aria-expanded') === 'true'").await);
        at.page.press(ESCAPE).await;
        at.page.until("the panel is shut", &format!("!{PANEL}")).await;
        assert!(
            at.page.holds("root.activeElement === $('.bell')").await,
            "focus is where one opens it again"
        );
        assert!(at.page.holds("$('.bell').getAttribute('aria-expanded') === 'false'").await);
        at.page.press("\u{e007}").await;
        at.page.until("the bell opens it again, by keyboard", PANEL).await;
        at.page.click("button('Close')").await;
        at.page.until("the panel is shut", &format!("!{PANEL}")).await;
        assert!(at.page.holds("root.activeElement === $('.bell')").await);
    });
}

#[test]
fn the_page_opens_the_panel_by_its_method() {
    play(async |at| {
        at.open("").await;
        at.page.run("blog.openPreferences()").await;
        at.page.until("the panel is open", PANEL).await;
    });
}

#[test]
fn each_choice_is_saved_at_once_and_survives_a_reload() {
    play(async |at| {
        at.open("").await;
        open_panel(at).await;
        for (label, name) in [
            ("Key events", "key-events"),
            ("Everything", "everything"),
            ("Nothing", "nothing"),
            ("My topics", "topics"),
        ] {
            at.page.click(&format!("radio('{label}')")).await;
            at.page.until("it is saved", "$('.saved')").await;
            assert_eq!(stored(at).await["what"], name);
        }
        at.page
            .click("$$('.my-topics label').find((one) => words(one) === 'Aid').querySelector('input')")
            .await;
        at.page.click(&switch("A soft sound")).await;
        at.page.click(&switch("A count in the page title")).await;
        at.page
            .until_here("all is stored", async || {
                let stored = stored(at).await;
                stored["topics"] == json!(["Aid"])
                    && stored["sound"] == true
                    && stored["title_badge"] == false
            })
            .await;
        at.page.reload().await;
        at.page.until_ready().await;
        open_panel(at).await;
        assert!(
            at.page
                .holds(
                    "radio('My topics').checked
            && $$('.my-topics label').find((one) => words(one) === 'Aid').querySelector('input').checked"
                )
                .await
        );
        assert!(
            at.page
                .holds(&format!(
                    "{}.checked && !{}.checked",
                    switch("A soft sound"),
                    switch("A count in the page title")
                ))
                .await
        );
        let sum = at.page.text("words($('.reads-back'))").await;
        assert!(sum.contains("Aid") && sum.contains("a soft sound") && !sum.contains("title"), "{sum}");
    });
}

#[test]
fn turning_all_off_is_one_press() {
    play(async |at| {
        at.open("").await;
        open_panel(at).await;
        at.page.click("radio('Everything')").await;
        at.page.click(&switch("A soft sound")).await;
        at.page.click("button('Turn all off')").await;
        at.page.until_is("words($('.reads-back'))", "You will hear nothing.".to_owned()).await;
        let stored = stored(at).await;
        assert_eq!((&stored["what"], &stored["sound"]), (&json!("nothing"), &json!(false)));
    });
}

#[test]
fn choices_of_one_blog_are_not_those_of_another() {
    play(async |at| {
        at.open("").await;
        at.page.click("button('Dismiss')").await;
        at.page.until("it is gone", "!$('.notice')").await;
        at.open("src=/liveblogposting.json").await;
        assert!(at.page.holds("shown($('.notice'))").await);
    });
}

#[test]
fn whatever_lies_in_storage_the_reader_works_with_its_defaults() {
    play(async |at| {
        at.open("").await;
        at.page.click("button('Dismiss')").await;
        at.page
            .until("it is stored", "Object.keys(localStorage).some((key) => key.endsWith(':prefs'))")
            .await;
        let key: String =
            at.page.get("return Object.keys(localStorage).find((key) => key.endsWith(':prefs'))").await;
        let long = "x".repeat(20_000);
        for hostile in [
            "",
            "{",
            "null",
            "[]",
            "42",
            "\"yes\"",
            "{\"v\":99,\"what\":\"shout\",\"topics\":\"Aid\",\"sound\":\"on\",\"notice_dismissed\":1}",
            "{\"__proto__\":{\"notice_dismissed\":true},\"topics\":[[],{},null,7]}",
            &long,
        ] {
            at.page.run(&format!("localStorage[{}] = {}", json!(key), json!(hostile))).await;
            at.page.reload().await;
            at.page.until_ready().await;
            assert!(at.page.holds("shown($('.notice'))").await, "{hostile:.80}");
            open_panel(at).await;
            assert!(
                at.page
                    .holds(&format!("radio('Nothing').checked && !{}.checked", switch("A soft sound")))
                    .await,
                "{hostile:.80}"
            );
        }
    });
}

#[test]
fn with_storage_forbidden_everything_works_and_it_says_that_choices_are_not_kept() {
    play(async |at| {
        at.page.goto("/framed?poll=3600").await;
        at.page.enter_frame().await;
        at.page.until_ready().await;
        at.page.until_is("ids().length", 20).await;
        assert!(
            at.page.holds("(() => { try { return !localStorage } catch { return true } })()").await,
            "it is forbidden"
        );
        open_panel(at).await;
        at.page.click("radio('Everything')").await;
        at.page
            .until("it says so", "words($('.panel-foot')).startsWith('Your choice holds until you leave')")
            .await;
        assert!(at.page.holds("radio('Everything').checked").await, "and yet it counts");
        assert!(at.page.holds("window.violations.length === 0 && window.problems.length === 0").await);
    });
}

#[test]
fn a_full_storage_is_told_and_nothing_breaks() {
    play(async |at| {
        at.open("").await;
        at.page
            .run(
                "for (const size of [1 << 20, 1 << 14, 1 << 8, 1]) for (let n = 0; ;
            n += 1) { try { localStorage[`fill-${size}-${n}`] = 'x'.repeat(size) } catch { break } }",
            )
            .await;
        open_panel(at).await;
        at.page.click("radio('Everything')").await;
        at.page
            .until("it says so", "words($('.panel-foot')).startsWith('Your choice holds until you leave')")
            .await;
    });
}

#[test]
fn another_tab_is_followed() {
    play(async |at| {
        at.open("").await;
        at.page.click("button('Dismiss')").await;
        at.page
            .until("it is stored", "Object.keys(localStorage).some((key) => key.endsWith(':prefs'))")
            .await;
        open_panel(at).await;
        // Another page of the same origin, in a frame of this one.
        at.page
            .run(
                "const other = document.createElement('iframe'); other.src = '/demo/favicon.svg';
            other.onload = () => { const key = Object.keys(localStorage).find((key) => key.endsWith(':prefs'));
            other.contentWindow.localStorage[key] = JSON.stringify({ v: 1, what: 'everything',
            notice_dismissed: true, sound: true }) }; document.body.append(other)",
            )
            .await;
        at.page
            .until(
                "the panel shows it",
                &format!("radio('Everything').checked && {}.checked", switch("A soft sound")),
            )
            .await;
    });
}
