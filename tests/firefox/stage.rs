//! One test's newsroom and tab in Firefox, and what must be true at the end of every test.

use std::cell::Cell;
use std::env;
use std::fmt::Debug;
use std::path::PathBuf;
use std::time::{Duration, Instant};

use newsroom::{Newsroom, Options};
use serde::de::DeserializeOwned;
use serde_json::{Value, json};
use tokio::sync::{Mutex, MutexGuard};

use crate::bidi::{Firefox, Line, runtime};

const PATIENCE: Duration = Duration::from_secs(20);
const GLANCE: Duration = Duration::from_millis(25);
const NAMES: &str = include_str!("../e2e/names.js");
const PROBE: &str = include_str!("../e2e/probe.js");

/// A newsroom that stands still until told, and a tab.
pub struct Stage<'a> {
    /// What the page reads from.
    pub news: Newsroom,
    line: Mutex<MutexGuard<'a, Line>>,
    tab: String,
    provokes: Cell<bool>,
}

/// Runs one test, then makes sure that no page of it violated a policy, threw, or complained in the console.
pub fn play(test: impl AsyncFnOnce(&Stage<'_>)) {
    let firefox = Firefox::running();
    runtime().block_on(async {
        let dist = env::var_os("LIVE_BLOG_DIST")
            .map_or_else(|| PathBuf::from(concat!(env!("CARGO_MANIFEST_DIR"), "/dist")), PathBuf::from);
        assert!(
            dist.join("live-blog.js").is_file(),
            "there is no built widget. `cargo xtask build` makes it."
        );
        let news = Newsroom::start(Options::still(dist)).await.expect("the newsroom starts");
        let mut line = firefox.turn().await;
        line.told.clear();
        let made = line.ask("browsingContext.create", json!({ "type": "tab" })).await;
        let tab = made["context"].as_str().expect("a tab has a name").to_owned();
        let first = json!({ "functionDeclaration": format!("() => {{ {PROBE} }}"), "contexts": [tab] });
        let script = line.ask("script.addPreloadScript", first).await["script"].clone();
        let size = json!({ "context": tab, "viewport": { "width": 1000, "height": 800 } });
        line.ask("browsingContext.setViewport", size).await;
        let stage = Stage { news, line: Mutex::new(line), tab, provokes: Cell::new(false) };
        test(&stage).await;
        stage.assert_clean().await;
        stage.ask("script.removePreloadScript", json!({ "script": script })).await;
        stage.ask("browsingContext.close", json!({ "context": stage.tab })).await;
    });
}

/// Doing.
impl Stage<'_> {
    async fn ask(&self, method: &str, params: Value) -> Value {
        self.line.lock().await.ask(method, params).await
    }

    /// Opens `/page` with these further attributes and switches, and waits for the entries. Polls are far apart.
    pub async fn open(&self, query: &str) {
        let url = self.news.at(&format!("/page?poll=3600&{query}"));
        let go = json!({ "context": self.tab, "url": url, "wait": "interactive" });
        self.ask("browsingContext.navigate", go).await;
        self.until("entries are drawn", "$('.feed [data-entry]')").await;
        self.frames().await;
    }

    /// This test provokes violations of a policy on purpose.
    pub fn provokes(&self) {
        self.provokes.set(true);
    }

    /// Makes the window this large.
    pub async fn resize(&self, width: u32, height: u32) {
        let size = json!({ "context": self.tab, "viewport": { "width": width, "height": height } });
        self.ask("browsingContext.setViewport", size).await;
    }

    /// What the script returns.
    pub async fn get<T: DeserializeOwned>(&self, script: &str) -> T {
        let expression = format!(
            "(async () => {{ {NAMES}\n return JSON.stringify((await (async () => {{ {script} }})()) ?? null) }})()"
        );
        let run =
            json!({ "expression": expression, "target": { "context": self.tab }, "awaitPromise": true });
        let ran = self.ask("script.evaluate", run).await;
        let text = ran["result"]["value"].as_str();
        let text = text.unwrap_or_else(|| panic!("{script}\n{}", ran["exceptionDetails"]["text"]));
        serde_json::from_str(text).unwrap_or_else(|error| panic!("{script}\n{error}: {text}"))
    }

    /// Whether the expression holds.
    pub async fn holds(&self, expression: &str) -> bool {
        self.get(&format!("return Boolean({expression})")).await
    }

    /// Runs a script for what it does.
    pub async fn run(&self, script: &str) {
        let _: Value = self.get(&format!("{script};\nreturn null")).await;
    }

    /// Waits until the browser has painted twice.
    pub async fn frames(&self) {
        self.run("await new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)))")
            .await;
    }

    /// Clicks as a reader does: with a mouse, in the middle of what is there.
    pub async fn click(&self, expression: &str) {
        self.until(&format!("{expression} is there"), expression).await;
        let (x, y): (f64, f64) = self
            .get(&format!(
                "const it = {expression}; let at = it.getBoundingClientRect();
                 if (at.top < 0 || at.bottom > innerHeight) it.scrollIntoView({{ block: 'center', behavior: 'instant' }});
                 at = it.getBoundingClientRect();
                 return [at.left + at.width / 2, at.top + at.height / 2]"
            ))
            .await;
        let actions = json!([
            { "type": "pointerMove", "x": x.floor(), "y": y.floor() },
            { "type": "pointerDown", "button": 0 }, { "type": "pointerUp", "button": 0 }
        ]);
        self.act(json!({ "type": "pointer", "id": "mouse", "actions": actions })).await;
    }

    /// Presses keys, one after the other, wherever the focus is.
    pub async fn press(&self, keys: &str) {
        let each = keys.chars().flat_map(|key| {
            ["keyDown", "keyUp"].map(|what| json!({ "type": what, "value": key.to_string() }))
        });
        self.act(json!({ "type": "key", "id": "keys", "actions": each.collect::<Vec<Value>>() })).await;
    }

    async fn act(&self, source: Value) {
        self.ask("input.performActions", json!({ "context": self.tab, "actions": [source] })).await;
    }

    /// Has the element ask the feed, and waits until the newsroom has heard of it.
    pub async fn refresh(&self) {
        let wanted = self.news.requests("/feed.json") + 1;
        let until = Instant::now() + PATIENCE;
        loop {
            self.run("blog.refresh()").await;
            if self.news.wait_for_requests("/feed.json", wanted, Duration::from_millis(300)).await {
                return;
            }
            assert!(Instant::now() < until, "the newsroom was never asked");
        }
    }

    /// Puts `count` entries at the top of the feed: `new-1` is the oldest of them.
    pub fn push(&self, count: usize) {
        for n in 1..=count {
            let html = "<p>Two sentences of news. They take a line or so on any screen, and nobody in them exists.</p>";
            self.news.push_entry(&format!("new-{n}"), &format!("News number {n}"), html);
        }
    }
}

/// Waiting and judging.
impl Stage<'_> {
    /// Waits until the expression holds in the page.
    pub async fn until(&self, what: &str, expression: &str) {
        let until = Instant::now() + PATIENCE;
        while !self.holds(expression).await {
            if Instant::now() > until {
                let seen: String = self
                    .get("return [location.href, scrollY, words($('[part=root]') ?? document.body).slice(0, 900), JSON.stringify(window.__seen?.problems)].join('\\n')")
                    .await;
                panic!("waited in vain: {what} (until {expression})\n{seen}");
            }
            tokio::time::sleep(GLANCE).await;
        }
    }

    /// Waits until the expression gives this value.
    pub async fn until_is<T: DeserializeOwned + PartialEq + Debug>(&self, expression: &str, wanted: T) {
        let until = Instant::now() + PATIENCE;
        loop {
            let got: T = self.get(&format!("return {expression}")).await;
            if got == wanted {
                return;
            }
            assert!(Instant::now() < until, "{expression} is {got:?}, wanted {wanted:?}");
            tokio::time::sleep(GLANCE).await;
        }
    }

    /// Waits until the browser has reported a violation to the newsroom.
    pub async fn until_reported(&self) {
        let until = Instant::now() + PATIENCE;
        while self.news.csp_reports().is_empty() {
            assert!(Instant::now() < until, "nothing was reported");
            tokio::time::sleep(GLANCE).await;
        }
    }

    async fn assert_clean(&self) {
        let mut wrong: Vec<String> =
            self.get("return [...window.__seen.violations, ...window.__seen.problems]").await;
        let told = std::mem::take(&mut self.line.lock().await.told);
        let errors = told.iter().map(|event| &event["params"]).filter(|entry| entry["level"] == "error");
        wrong.extend(errors.map(|entry| entry["text"].to_string()));
        wrong.extend(self.news.csp_reports().iter().map(Value::to_string));
        assert!(self.provokes.get() || wrong.is_empty(), "the page complains: {wrong:#?}");
    }
}
