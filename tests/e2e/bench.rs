//! How long the page works for a reader who searches and filters, at a thousand, ten thousand and a hundred thousand entries.
//! `cargo xtask bench --browser` runs it; it is no part of the ordinary run, and judges nothing: the figures are for
//! `docs/PERFORMANCE.md`.
//!
//! Work is the time from the input event until script, style and layout are done; the wait for the frame is left out. What is
//! put off to later tasks is told beside it, by the browser's own count of the time that its main thread was busy.

use std::fmt::Write as _;

use serde_json::Value;

use crate::soak::sample::{MB, WATCH_MEMORY};
use crate::soak::searching;
use crate::stage::{Stage, play};
use feed::{PAGE, Pages};

mod feed;

/// What readers type, letter by letter: common, rare, two words, a phrase, a slip and something that is not there.
const TYPED: [&str; 6] =
    ["harbour", "lantern keeper", "port halden", "“the lower lock”", "ferryman zu", "harbuor"];

/// When the first entries were drawn.
const WATCH_READY: &str =
    "addEventListener('live-blog:ready', () => { window.__first = performance.now(); }, { once: true })";

/// Does one thing to the page and gives the milliseconds of its work: the task of the event, with the microtasks in which
/// everything is drawn, and the layout that follows.
const WORK: &str = "
  const work = (act) => {
    const began = performance.now();
    act();
    return new Promise((done) => {
      // Before any timer that the act has set.
      scheduler.postTask(() => {
        root.host.getBoundingClientRect();
        done(performance.now() - began);
      }, { priority: 'user-blocking' });
    });
  };
  const rest = () => new Promise((done) => requestIdleCallback(() => requestAnimationFrame(() => done()), { timeout: 2000 }));
";

#[test]
#[ignore = "measures: `cargo xtask bench --browser` runs it"]
fn a_reader_searches_in_a_thousand_ten_thousand_and_a_hundred_thousand_entries() {
    for entries in [1_000, 10_000, 100_000] {
        play(async |at| {
            at.page.before_each_page(WATCH_MEMORY).await;
            at.page.before_each_page(WATCH_READY).await;
            let pages = Pages::of(entries);
            pages.serve(&at.news);
            at.open("src=/big-0.json&page-size=20").await;
            let first: f64 = at.page.get("return window.__first").await;
            walk(at, entries).await;
            at.page.run("scrollTo(0, 0)").await;
            at.page.until("the whole text is ready", "!$('[aria-busy=true]')").await;
            println!("\n{entries} entries, {:.1} MB of feed", pages.bytes() as f64 / MB);
            println!("  first entry drawn after {first:.0} ms");
            // A browser compiles twice, the second time what it has found to matter: a first round is not counted.
            let _ = (strokes(at).await, presses(at).await);
            let busy = at.page.metrics().await("TaskDuration");
            let times = strokes(at).await;
            let until = at.page.metrics().await("TaskDuration");
            report("a keystroke", &times, until - busy);
            let times = presses(at).await;
            report("a facet pressed", &times, at.page.metrics().await("TaskDuration") - until);
            memory(at).await;
        });
    }
}

/// Asks for older pages until all are here, while nothing is found: else each would first be shown to its end.
async fn walk(at: &Stage, entries: usize) {
    at.page.run(&searching("zzzz")).await;
    for page in 1..entries.div_ceil(PAGE) {
        at.page.until("older updates can be had", "button('Show older updates')").await;
        at.page.run("button('Show older updates').click()").await;
        let all = (page + 1) * PAGE;
        let told = format!("words($('.tally')).includes('{}')", all.min(entries));
        at.page.until("the page is here", &told).await;
    }
    at.page.run(&searching("")).await;
}

async fn strokes(at: &Stage) -> Vec<f64> {
    let mut all = Vec::new();
    for words in TYPED {
        let script = format!(
            "const done = arguments[0];
             {WORK}
             const box = $('input[type=search]');
             const times = [];
             const typed = async (text) => {{
               times.push(await work(() => {{
                 box.value = text;
                 box.dispatchEvent(new InputEvent('input', {{ bubbles: true, composed: true }}));
               }}));
               await rest();
             }};
             (async () => {{
               const letters = [...{words:?}];
               for (let n = 1; n <= letters.length; n += 1) await typed(letters.slice(0, n).join(''));
               await typed('');
               done(times);
             }})();"
        );
        all.extend(at.page.get_later::<Vec<f64>>(&script).await);
    }
    all
}

async fn presses(at: &Stage) -> Vec<f64> {
    let script = format!(
        "const done = arguments[0];
         {WORK}
         (async () => {{
           const times = [];
           for (let n = 0; n < 20; n += 1) {{
             times.push(await work(() => $('button.toggle[aria-pressed]').click()));
             await rest();
           }}
           done(times);
         }})();"
    );
    at.page.get_later(&script).await
}

/// `busy`: for how many seconds the main thread was, from the first of them until it rested after the last.
fn report(what: &str, times: &[f64], busy: f64) {
    let mut sorted = times.to_vec();
    sorted.sort_by(f64::total_cmp);
    let at = |share: f64| sorted[((sorted.len() - 1) as f64 * share).round() as usize];
    let mut line = String::new();
    let _ =
        write!(line, "  {what}: median {:.1} ms, 95th of 100 {:.1}, most {:.1}", at(0.5), at(0.95), at(1.0));
    let each = busy * 1_000.0 / sorted.len() as f64;
    println!("{line} ({} times); {each:.1} ms each with what follows and painting", sorted.len());
}

async fn memory(at: &Stage) {
    let metric = at.page.metrics().await;
    let wasm: f64 =
        at.page.get("return window.__memories.reduce((sum, one) => sum + one.buffer.byteLength, 0)").await;
    let drawn: Value = at.page.get("return [$$('*').length, ids().length]").await;
    println!(
        "  {:.1} MB of wasm memory, {:.1} MB of JavaScript's, {} elements for {} entries in the page",
        wasm / MB,
        metric("JSHeapUsedSize") / MB,
        drawn[0],
        drawn[1]
    );
}
