//! The reader in Firefox: what it shows, how it filters, and that it needs no mouse.

use crate::stage::play;

/// The keys, as WebDriver writes them.
const TAB: &str = "\u{e004}";
const ENTER: &str = "\u{e007}";
const ESCAPE: &str = "\u{e00c}";

#[test]
fn it_reads_and_shows_the_story() {
    play(async |at| {
        at.open("").await;
        let feed = at.news.feed();
        let items = feed["items"].as_array().unwrap();
        let shown: Vec<String> = at.get("return ids()").await;
        assert!(shown.len() >= 5, "{shown:?}");
        for id in &shown {
            assert!(items.iter().any(|item| item["id"] == id.as_str()), "{id} is in the feed");
        }
        assert!(at.holds("words($('[data-entry] .headline')).length > 3").await);
        assert!(at.holds("[...document.fonts].every((font) => font.status !== 'error')").await);
        let rules: usize = at.get("return root.adoptedStyleSheets[0].cssRules.length").await;
        assert!(rules > 100, "the whole sheet is read: {rules} rules");
    });
}

#[test]
fn it_fits_on_a_phone() {
    play(async |at| {
        at.resize(320, 640).await;
        at.open("notifications").await;
        assert!(at.holds("document.documentElement.scrollWidth <= 320").await);
        assert!(
            at.holds("$$('button').filter(shown).every((one) => one.getBoundingClientRect().right <= 321)")
                .await
        );
    });
}

#[test]
fn the_search_narrows_the_list_and_gives_it_back() {
    play(async |at| {
        at.push(2);
        at.open("").await;
        let all: usize = at.get("return ids().length").await;
        at.run("$('input[type=search]').focus()").await;
        at.press("number 2").await;
        at.until_is("ids().join()", "new-2".to_owned()).await;
        assert!(at.holds("words($('[data-entry=new-2] mark')) !== ''").await, "what is found is marked");
        at.press(ESCAPE).await;
        at.until_is("ids().length", all).await;
    });
}

#[test]
fn the_panel_opens_and_closes_from_the_keyboard() {
    play(async |at| {
        at.open("notifications").await;
        let mut pressed = 0;
        while !at.holds("root.activeElement?.classList.contains('bell')").await {
            at.press(TAB).await;
            pressed += 1;
            assert!(pressed < 40, "the bell is within reach of the Tab key");
        }
        at.press(ENTER).await;
        at.until("the panel is open", "shown($('.panel'))").await;
        at.until("the focus is in it", "$('.panel').contains(root.activeElement)").await;
        at.press(ESCAPE).await;
        at.until("the panel is closed", "!$('.panel')").await;
        at.until("the focus is back", "root.activeElement?.classList.contains('bell')").await;
    });
}

#[test]
fn a_strict_policy_has_nothing_to_report_and_would_report_it() {
    play(async |at| {
        at.open("notifications&embeds=click").await;
        at.push(1);
        at.refresh().await;
        at.until("it is shown", "entry('new-1')").await;
        assert!(at.news.csp_reports().is_empty());
        // It would tell: here is a picture that the policy forbids.
        at.provokes();
        at.run(
            "const one = new Image(); one.src = 'http://forbidden.invalid/x.png'; document.body.append(one)",
        )
        .await;
        at.until("a violation is seen", "window.__seen.violations.length === 1").await;
        at.until_reported().await;
    });
}

#[test]
fn wasm_is_loaded_once_for_two_readers_and_the_second_start_comes_from_the_cache() {
    play(async |at| {
        at.open("count=2").await;
        at.until(
            "both are drawn",
            "[...document.querySelectorAll('live-blog')].every((one) => one.shadowRoot?.querySelector('[data-entry]'))",
        )
        .await;
        assert_eq!(at.news.requests("/live-blog-core_bg.wasm"), 1);
    });
}
