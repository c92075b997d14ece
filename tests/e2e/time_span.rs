//! The stretch of time: by name, and brushed on the chart by mouse, touch and keys.

use serde_json::json;

use crate::accessibility::judge;
use crate::stage::{Stage, play};

const ESCAPE: &str = "\u{e00c}";
const PAGE_UP: &str = "\u{e00e}";
const PAGE_DOWN: &str = "\u{e00f}";
const END: &str = "\u{e010}";
const HOME: &str = "\u{e011}";
const LEFT: &str = "\u{e012}";
const RIGHT: &str = "\u{e014}";

const COUNT: &str = "words($('.active .count'))";
/// Where the two ends are, in bars.
const ENDS: &str = "['.from', '.until'].map((end) => Number($(end).getAttribute('aria-valuenow')))";
/// The chip that takes the stretch away.
const CHIP: &str = "$$('.active .chip').length";

/// Opens the drawer of times over all entries.
async fn open(at: &Stage, query: &str) {
    at.open(&format!("page-size=100&{query}")).await;
    at.page.click("button('Time')").await;
    at.page.until("the chart is drawn", "$('.chart')").await;
}

async fn bars(at: &Stage) -> usize {
    at.page.get("return Number($('.until').getAttribute('aria-valuemax'))").await
}

async fn focus(at: &Stage, end: &str) {
    at.page.run(&format!("$('{end}').focus()")).await;
}

async fn ends(at: &Stage) -> (usize, usize) {
    at.page.get(&format!("return {ENDS}")).await
}

/// Whether what is drawn is just what was published between the two ends. The chart ends with the quarter of an hour of the
/// newest entry that there was at first.
async fn shows_what_it_says(at: &Stage) -> bool {
    let script = format!(
        "const quarter = 15 * 60e3;
         const times = $$('.feed [data-entry]').map((one) => Date.parse(one.querySelector('time').dateTime));
         const end = Math.floor(window.newest / quarter) * quarter + quarter;
         const [from, until] = {ENDS}.map((bar) => end + (bar - window.bars) * quarter);
         return times.length > 0 && times.every((time) => from <= time && time < until)
           && times.length === window.all.filter((time) => from <= time && time < until).length"
    );
    at.page.get(&script).await
}

/// Keeps what there is before a choice.
async fn take_stock(at: &Stage) {
    at.page
        .run(
            "window.all = $$('.feed [data-entry]').map((one) => Date.parse(one.querySelector('time').dateTime));
             window.newest = Math.max(...window.all);
             window.bars = Number($('.until').getAttribute('aria-valuemax'))",
        )
        .await;
}

/// A point of the chart, so far along it.
async fn point(at: &Stage, part: f64) -> (f64, f64) {
    at.page.run("$('.chart').scrollIntoView({ block: 'center', behavior: 'instant' })").await;
    let script = format!(
        "const box = $('.chart').getBoundingClientRect();
         return [box.left + box.width * {part}, box.top + box.height / 2]"
    );
    at.page.get(&script).await
}

async fn mouse(at: &Stage, kind: &str, part: f64) {
    let (x, y) = point(at, part).await;
    let params = json!({ "type": kind, "x": x, "y": y, "button": "left", "buttons": 1, "clickCount": 1 });
    at.page.cdp("Input.dispatchMouseEvent", params).await;
}

async fn touch(at: &Stage, kind: &str, points: &[(f64, f64)]) {
    let points: Vec<_> = points.iter().map(|(x, y)| json!({ "x": x, "y": y })).collect();
    at.page.cdp("Input.dispatchTouchEvent", json!({ "type": kind, "touchPoints": points })).await;
}

#[test]
fn a_stretch_is_brushed_by_keys_alone() {
    play(async |at| {
        open(at, "").await;
        take_stock(at).await;
        let n = bars(at).await;
        assert!(n > 20, "{n} quarters of an hour");
        focus(at, ".until").await;
        at.page.press(PAGE_DOWN).await;
        at.page.press(PAGE_DOWN).await;
        at.page.press(LEFT).await;
        at.page.until_is(ENDS, vec![0, n - 9]).await;
        focus(at, ".from").await;
        at.page.press(PAGE_UP).await;
        at.page.press(RIGHT).await;
        at.page.until_is(ENDS, vec![5, n - 9]).await;
        at.page.until_is(CHIP, 1).await;
        assert!(shows_what_it_says(at).await);
        let shown: usize = at.page.get("return ids().length").await;
        at.page
            .until(
                "the chart counts what is shown",
                &format!("words($('.picked')).endsWith(': {shown} update' + ({shown} === 1 ? '' : 's'))"),
            )
            .await;
        assert!(
            at.page.holds("words($('.picked')).startsWith(words($('.active .chip')))").await,
            "by the same name"
        );
        at.page.press(END).await;
        at.page.until_is(ENDS, vec![n - 10, n - 9]).await;
        at.page.press(HOME).await;
        at.page.until_is(ENDS, vec![0, n - 9]).await;
        let said = "$('.until').getAttribute('aria-valuetext')";
        let time = format!("/\\b(1[0-2]|[1-9]):\\d\\d\\s[AP]M$/.exec({said})[0]");
        let told = format!("words($('.picked')).includes({time}.replace(/\\s/, ' '))");
        assert!(at.page.holds(&told).await, "{}", at.page.text(said).await);
        assert!(at.page.holds("root.activeElement === $('.from')").await, "the focus has not moved");
    });
}

#[test]
fn escape_gives_the_stretch_up_and_then_shuts_the_drawer() {
    play(async |at| {
        open(at, "").await;
        focus(at, ".until").await;
        at.page.press(PAGE_DOWN).await;
        at.page.until_is(CHIP, 1).await;
        at.page.press(ESCAPE).await;
        at.page.until_is(CHIP, 0).await;
        assert!(at.page.holds("root.activeElement === $('.until')").await);
        let n = bars(at).await;
        assert_eq!(ends(at).await, (0, n));
        at.page.press(ESCAPE).await;
        at.page.until("the drawer is shut", "!$('.choices')").await;
        assert!(
            at.page.holds("root.activeElement === button('Time')").await,
            "the focus is where it came from"
        );
    });
}

#[test]
fn all_of_the_chart_is_no_choice() {
    play(async |at| {
        open(at, "").await;
        focus(at, ".until").await;
        at.page.press(LEFT).await;
        at.page.until_is(CHIP, 1).await;
        at.page.press(RIGHT).await;
        at.page.until_is(CHIP, 0).await;
    });
}

#[test]
fn a_stretch_is_drawn_with_the_mouse_and_asked_for_when_it_is_let_go() {
    play(async |at| {
        open(at, "").await;
        take_stock(at).await;
        let all: usize = at.page.get("return ids().length").await;
        mouse(at, "mousePressed", 0.3).await;
        mouse(at, "mouseMoved", 0.5).await;
        mouse(at, "mouseMoved", 0.8).await;
        at.page.until("the chart follows", &format!("{ENDS}[1] - {ENDS}[0] > window.bars * 0.4")).await;
        assert_eq!(at.page.text("ids().length").await, all.to_string(), "nothing else does yet");
        assert_eq!(at.page.text(CHIP).await, "0");
        mouse(at, "mouseReleased", 0.8).await;
        at.page.until_is(CHIP, 1).await;
        at.page.until("it is what is shown", &format!("ids().length < {all}")).await;
        assert!(shows_what_it_says(at).await);
        // The end is drawn on from where it is.
        let (from, until) = ends(at).await;
        let n = bars(at).await;
        mouse(at, "mousePressed", until as f64 / n as f64).await;
        mouse(at, "mouseMoved", (until as f64 - 3.0) / n as f64).await;
        mouse(at, "mouseReleased", (until as f64 - 3.0) / n as f64).await;
        at.page.until_is(ENDS, vec![from, until - 3]).await;
        at.page.until("what is shown follows", &format!("{COUNT} && !$('.fresh')")).await;
        assert!(shows_what_it_says(at).await);
        at.page.click("$('.active .chip')").await;
        at.page.until_is("ids().length", all).await;
    });
}

#[test]
fn a_finger_along_the_chart_brushes_and_down_the_page_scrolls() {
    play(async |at| {
        at.page.resize(375, 700).await;
        at.page.cdp("Emulation.setTouchEmulationEnabled", json!({ "enabled": true })).await;
        at.open("page-size=100&paragraphs=9").await;
        at.page.click("button('More filters')").await;
        at.page.click("button('Time')").await;
        at.page.until("the chart is drawn", "$('.chart')").await;
        take_stock(at).await;
        let (x, y) = point(at, 0.3).await;
        let before: f64 = at.page.get("return scrollY").await;
        touch(at, "touchStart", &[(x, y)]).await;
        for step in 1..=12 {
            touch(at, "touchMove", &[(x, y - f64::from(step) * 12.0)]).await;
        }
        touch(at, "touchEnd", &[]).await;
        at.page.until("the page has scrolled", &format!("scrollY > {before} + 40")).await;
        assert_eq!(at.page.text(CHIP).await, "0", "and nothing was chosen");
        assert!(at.page.holds("!$('.range')").await);
        let (x, y) = point(at, 0.2).await;
        touch(at, "touchStart", &[(x, y)]).await;
        for step in 1..=12 {
            touch(at, "touchMove", &[(x + f64::from(step) * 12.0, y)]).await;
        }
        touch(at, "touchEnd", &[]).await;
        at.page.until_is(CHIP, 1).await;
        assert!(shows_what_it_says(at).await);
        at.page.cdp("Emulation.setTouchEmulationEnabled", json!({ "enabled": false })).await;
    });
}

#[test]
fn time_goes_from_right_to_left_where_words_do() {
    play(async |at| {
        open(at, "").await;
        at.page.run("document.documentElement.dir = 'rtl'").await;
        take_stock(at).await;
        let n = bars(at).await;
        focus(at, ".from").await;
        at.page.press(LEFT).await;
        at.page.until_is(ENDS, vec![1, n]).await;
        at.page.press(RIGHT).await;
        at.page.until_is(ENDS, vec![0, n]).await;
        mouse(at, "mousePressed", 0.975).await;
        mouse(at, "mouseReleased", 0.975).await;
        at.page.until_is(ENDS, vec![0, 1]).await;
        assert!(shows_what_it_says(at).await, "the earliest is on the right");
        let is_right = "$('.from').getBoundingClientRect().right > $('.until').getBoundingClientRect().right";
        assert!(at.page.holds(is_right).await);
    });
}

#[test]
fn the_last_hour_and_today_are_chips_with_the_count_they_give() {
    play(async |at| {
        open(at, "").await;
        let chip = "$$('#time .chip').find((one) => words(one).startsWith('Last hour'))";
        let hour: usize = at.page.get(&format!("return Number(words({chip}.querySelector('.n')))")).await;
        assert!(hour > 0);
        at.page.click(chip).await;
        at.page.until_is("ids().length", hour).await;
        at.page.until_is("words($('.active .chip'))", "Last hour".to_owned()).await;
        assert!(at.page.holds("!button('Since you left')").await, "this is a first visit");
        at.page.click("button('Today')").await;
        at.page.until_is("words($('.active .chip'))", "Today".to_owned()).await;
        at.page.click("button('Today')").await;
        at.page.until_is(CHIP, 0).await;
    });
}

#[test]
fn axe_finds_nothing_in_the_chart() {
    play(async |at| {
        open(at, "").await;
        judge(at, "times").await;
        focus(at, ".until").await;
        at.page.press(PAGE_DOWN).await;
        at.page.until_is(CHIP, 1).await;
        judge(at, "a stretch").await;
        at.page.emulate("prefers-color-scheme", "dark").await;
        judge(at, "a stretch in the dark").await;
    });
}
