//! Passing entries on: by the system's sheet, the clipboard, or by hand.

use serde_json::{Value, json};

use crate::accessibility::judge;
use crate::stage::{Stage, play};

/// The first entry.
async fn first(at: &Stage) -> String {
    at.page.get("return ids()[0]").await
}

/// What was written to the clipboard, recorded; `outcome` is what becomes of it.
async fn with_clipboard(at: &Stage, outcome: &str) {
    at.page
        .before_each_page(&format!(
            "window.copied = [];
             Object.defineProperty(navigator, 'share', {{ value: undefined, configurable: true }});
             Object.defineProperty(navigator, 'clipboard', {{ value: {{
               writeText: (text) => {{ window.copied.push(text); return {outcome}; }} }}, configurable: true }})"
        ))
        .await;
}

async fn press_share(at: &Stage, id: &str) {
    at.page.click(&format!("entry('{id}').querySelector('.share')")).await;
}

#[test]
fn without_a_sheet_the_link_is_copied_and_that_is_seen_and_heard() {
    play(async |at| {
        with_clipboard(at, "Promise.resolve()").await;
        at.open("").await;
        let id = first(at).await;
        press_share(at, &id).await;
        at.page
            .until_is(&format!("words(entry('{id}').querySelector('.passed'))"), "Link copied".to_owned())
            .await;
        at.page.until_is("words($('[role=status]'))", "Link copied".to_owned()).await;
        let copied: Vec<String> = at.page.get("return window.copied").await;
        let detail = at.page.event("share").await;
        assert_eq!(detail, json!({ "id": id, "url": copied[0], "method": "copy" }));
        at.page.until("it is not said for ever", "!$('.passed')").await;
    });
}

#[test]
fn the_link_that_is_copied_leads_to_the_entry() {
    play(async |at| {
        with_clipboard(at, "Promise.resolve()").await;
        at.open("").await;
        at.news.push(json!({
            "id": "no page/of its own", "title": "A short note", "content_html": "<p>It is short.</p>",
            "date_published": "2030-01-01T00:00:00Z",
        }));
        at.refresh().await;
        let id = "no page/of its own";
        at.page.until("it is there", &format!("entry('{id}') || $('.pill')")).await;
        if at.page.holds("$('.pill')").await {
            at.page.click("$('.pill')").await;
        }
        press_share(at, id).await;
        at.page.until("it is copied", "window.copied.length").await;
        let link = at.page.text("window.copied[0]").await;
        assert!(link.ends_with("#live-blog-no%20page%2Fof%20its%20own"), "{link}");
        assert_eq!(at.page.text(&format!("entry('{id}').querySelector('.own-page').href")).await, link);
    });
}

#[test]
fn the_systems_sheet_comes_first_and_closing_it_is_no_error() {
    play(async |at| {
        at.page
            .before_each_page(
                "window.sheets = [];
                 Object.defineProperty(navigator, 'share', { configurable: true, value: (what) => {
                   window.sheets.push({ ...what, active: navigator.userActivation.isActive });
                   return Promise.reject(new DOMException('closed', 'AbortError'));
                 } })",
            )
            .await;
        at.open("").await;
        let id = first(at).await;
        press_share(at, &id).await;
        at.page.until("the sheet is asked for", "window.sheets.length").await;
        let sheet: Value = at.page.get("return window.sheets[0]").await;
        assert_eq!(sheet["active"], true, "within the click");
        assert_eq!(at.page.event("share").await["method"], "native");
        at.page.frames().await;
        assert!(!at.page.holds("$('.passed, .by-hand')").await, "the reader knows what they did");
    });
}

#[test]
fn where_nothing_may_be_copied_the_link_is_there_to_be_copied_by_hand() {
    play(async |at| {
        with_clipboard(at, "Promise.reject(new DOMException('no', 'NotAllowedError'))").await;
        at.open("").await;
        let id = first(at).await;
        press_share(at, &id).await;
        at.page.until("the field has the focus", "root.activeElement === $('.by-hand')").await;
        let link = at.page.text("window.copied[0]").await;
        assert_eq!(at.page.text("$('.by-hand').value").await, link);
        assert!(
            at.page.holds("$('.by-hand').selectionEnd === $('.by-hand').value.length").await,
            "all of it is selected"
        );
        judge(at, "a link to be copied by hand").await;
        at.page.press("\u{e00c}").await;
        at.page.until("Escape closes it", "!$('.by-hand')").await;
        assert!(
            at.page.holds(&format!("root.activeElement === entry('{id}').querySelector('.share')")).await
        );
    });
}

#[test]
fn a_page_may_pass_entries_on_in_its_own_way() {
    play(async |at| {
        with_clipboard(at, "Promise.resolve()").await;
        at.open("").await;
        at.page.run("blog.addEventListener('live-blog:share', (event) => event.preventDefault())").await;
        let id = first(at).await;
        press_share(at, &id).await;
        at.page.event("share").await;
        at.page.frames().await;
        assert!(at.page.holds("window.copied.length === 0 && !$('.passed')").await);
    });
}

#[test]
fn with_a_filter_in_the_address_the_reader_says_whether_it_goes_along() {
    play(async |at| {
        with_clipboard(at, "Promise.resolve()").await;
        at.open("url-state").await;
        at.page.run("blog.setFilter({ keyOnly: true })").await;
        at.page.until("it is filtered", "$('.count')").await;
        let id: String = at.page.get("return ids()[0]").await;
        press_share(at, &id).await;
        judge(at, "the choice of a link").await;
        at.page.click("button('Link with your filter')").await;
        at.page.until("it is copied", "window.copied.length === 1").await;
        assert!(at.page.text("window.copied[0]").await.contains("lb.key=1#live-blog-"));
        press_share(at, &id).await;
        at.page.click("button('Link to this update')").await;
        at.page.until("it is copied", "window.copied.length === 2").await;
        assert!(!at.page.text("window.copied[1]").await.contains("lb.key"));
        assert!(
            at.page.holds(&format!("root.activeElement === entry('{id}').querySelector('.share')")).await
        );
    });
}

#[test]
fn selected_words_are_copied_with_who_said_them_and_where() {
    play(async |at| {
        with_clipboard(at, "Promise.resolve()").await;
        at.open("").await;
        let select = "const text = $$('.feed [data-entry] [part=entry-body] p')[0];
            getSelection().setBaseAndExtent(text.firstChild, 0, text.firstChild, text.firstChild.length);
            return text.firstChild.textContent.trim()";
        let words: String = at.page.get(select).await;
        at.page.click("button('Copy as quote')").await;
        at.page.until("it is copied", "window.copied.length").await;
        let copied = at.page.text("window.copied[0]").await;
        let lines: Vec<&str> = copied.lines().collect();
        assert_eq!(lines[0], format!("“{words}”"));
        assert!(lines[1].starts_with("— "), "{copied}");
        assert!(lines[2].starts_with("http"), "{copied}");
        assert_eq!(at.page.event("share").await["method"], "quote");
        at.page.until_is("words($('.passed'))", "Quote copied".to_owned()).await;
    });
}
