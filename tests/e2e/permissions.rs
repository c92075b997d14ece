//! Browser notifications in every state of the permission: honest, and never asked for without a click.

use serde_json::{Value, json};

use crate::stage::{Stage, play};

const SWITCH: &str = "$$('.how label')
    .find((one) => words(one) === 'A notification from this browser')?.querySelector('input')";
const HINT: &str = "words($('#system-hint'))";

async fn open_panel(at: &Stage) {
    at.page.click("$('.bell')").await;
    at.page.until("the panel is open", "$('.panel')").await;
}

#[test]
fn the_browser_is_never_asked_without_a_click() {
    play(async |at| {
        at.page.set_permission("prompt").await;
        at.open("").await;
        open_panel(at).await;
        at.page.click("radio('Everything')").await;
        at.page.until("it is saved", "$('.saved')").await;
        at.page.click("button('Close')").await;
        at.page.until("the panel is shut", "!$('.panel')").await;
        at.push(1);
        at.refresh().await;
        at.page.until_is("ids()[0]", "new-1".to_owned()).await;
        at.page.reload().await;
        at.page.until_ready().await;
        assert_eq!(at.page.get::<u32>("return window.__seen.asked").await, 0);
        open_panel(at).await;
        assert_eq!(at.page.text("Notification.permission").await, "default");
        assert!(
            at.page.text(HINT).await.starts_with("Your browser will ask you"),
            "it says what will happen"
        );
    });
}

#[test]
fn a_browser_without_notifications_is_told_as_such() {
    play(async |at| {
        at.page.before_each_page("delete window.Notification").await;
        at.open("").await;
        open_panel(at).await;
        assert_eq!(at.page.text(HINT).await, "This browser cannot show notifications from a web page.");
        assert!(!at.page.holds(SWITCH).await, "no switch that does nothing");
    });
}

#[test]
fn the_readers_own_switch_asks_once_and_a_yes_is_kept() {
    play(async |at| {
        at.page.set_permission("prompt").await;
        // Headless browsers show no question: the answer is given here in its place.
        at.page
            .before_each_page(
                "const given = () => { try { return sessionStorage.given } catch { return undefined } };
                 Object.defineProperty(Notification, 'permission', { get: () => given() ?? 'default' });
                 Notification.requestPermission = async () => {
                   window.__seen.asked += 1;
                   sessionStorage.given = 'granted';
                   return 'granted';
                 };",
            )
            .await;
        at.open("").await;
        open_panel(at).await;
        at.page.click(SWITCH).await;
        at.page.until("the yes counts", &format!("{SWITCH}.checked")).await;
        assert_eq!(at.page.get::<u32>("return window.__seen.asked").await, 1);
        at.page.reload().await;
        at.page.until_ready().await;
        open_panel(at).await;
        assert!(at.page.holds(&format!("{SWITCH}.checked")).await);
    });
}

#[test]
fn a_no_of_the_reader_is_respected_and_explained() {
    play(async |at| {
        at.page.set_permission("prompt").await;
        at.page
            .before_each_page(
                "let given = 'default';
                 Object.defineProperty(Notification, 'permission', { get: () => given });
                 Notification.requestPermission = async () => {
                   window.__seen.asked += 1;
                   given = 'denied';
                   return given;
                 };",
            )
            .await;
        at.open("").await;
        open_panel(at).await;
        at.page.click(SWITCH).await;
        at.page
            .until("it is explained", &format!("{HINT}.startsWith('Your browser blocks notifications')"))
            .await;
        assert!(!at.page.holds(SWITCH).await, "the switch is gone: it could do nothing");
        assert_eq!(at.page.get::<u32>("return window.__seen.asked").await, 1);
    });
}

#[test]
fn the_page_may_veto_the_question() {
    play(async |at| {
        at.page.set_permission("prompt").await;
        at.open("").await;
        at.page
            .run(
                "addEventListener('live-blog:permission',
            (event) => { if (event.detail.state === 'asking') { window.vetoed = true;
            event.preventDefault() } })",
            )
            .await;
        open_panel(at).await;
        at.page.click(SWITCH).await;
        at.page.until("the page was asked", "window.vetoed").await;
        at.page.frames().await;
        assert_eq!(at.page.get::<u32>("return window.__seen.asked").await, 0);
        assert!(!at.page.holds(&format!("{SWITCH}.checked")).await, "the switch says what is true");
    });
}

#[test]
fn a_browser_that_blocks_them_is_explained_with_the_way_out() {
    play(async |at| {
        at.page.set_permission("denied").await;
        at.open("").await;
        open_panel(at).await;
        assert!(at.page.text(HINT).await.starts_with("Your browser blocks notifications"));
        assert!(!at.page.holds(SWITCH).await);
        at.page.set_permission("granted").await;
        at.page.until("the switch is there without a reload", SWITCH).await;
    });
}

#[test]
fn a_permission_that_is_lost_while_the_page_is_open_is_told_at_once() {
    play(async |at| {
        at.page.set_permission("granted").await;
        at.open("").await;
        open_panel(at).await;
        at.page.click(SWITCH).await;
        at.page.until("it is saved", "$('.saved')").await;
        at.page.set_permission("denied").await;
        at.page.until("it says so", "words($('.hint.lost')).startsWith('You asked for notifications')").await;
        assert!(at.page.holds("$('.bell.lost')").await, "the bell has a mark");
        at.page.reload().await;
        at.page.until_ready().await;
        assert!(at.page.holds("$('.bell.lost')").await, "and keeps it");
    });
}

#[test]
fn a_hidden_page_notifies_and_a_page_in_sight_does_not() {
    play(async |at| {
        at.page.set_permission("granted").await;
        at.open("").await;
        open_panel(at).await;
        at.page.click("radio('Everything')").await;
        at.page.click(SWITCH).await;
        at.page.until("it is saved", &format!("$('.saved') && {SWITCH}.checked")).await;
        at.page.click("button('Close')").await;
        at.page.until("the panel is shut", "!$('.panel')").await;
        let shown = "return window.__seen.shown";
        at.news.push_entry("seen", "Seen by the reader", "<p>In plain sight.</p>");
        at.refresh().await;
        at.page.until("it has come", "entry('seen') || $('.pill')").await;
        assert_eq!(at.page.get::<Vec<Value>>(shown).await, Vec::<Value>::new());
        at.page.set_hidden(true).await;
        at.news.push_entry("unseen", "Envoy <b>returns</b>", "<p>She carries <i>two</i> pages.</p>");
        at.refresh().await;
        at.page.until("it is told", "window.__seen.shown.length").await;
        let told: Vec<Value> = at.page.get(shown).await;
        assert_eq!(told.len(), 1, "{told:?}");
        assert!(told[0]["title"].as_str().unwrap().starts_with("Envoy"), "{told:?}");
        assert_eq!(told[0]["body"], "She carries two pages.");
        assert!(told[0]["tag"].as_str().unwrap().ends_with("unseen"), "{told:?}");
        at.news.edit("unseen", json!({ "title": "Envoy returns, corrected" }));
        at.refresh().await;
        at.page.set_hidden(false).await;
        at.page.until("the edit is there", "words(entry('unseen')).includes('corrected')").await;
        assert_eq!(at.page.get::<Vec<Value>>(shown).await.len(), 1, "an edit is no news");
    });
}
