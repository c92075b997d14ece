//! A tab: what a test does in it and reads from it.

use std::cell::{Cell, RefCell};
use std::fmt::Debug;
use std::time::{Duration, Instant};

use serde::de::DeserializeOwned;
use serde_json::{Value, json};
use thirtyfour::{WebDriver, WebElement, WindowHandle};

/// How long a condition may take to come true. Long, because a loaded machine is slow; a condition that holds is seen at
/// once.
const PATIENCE: Duration = Duration::from_secs(20);
const GLANCE: Duration = Duration::from_millis(25);

/// Short names for every script, in Firefox too.
const NAMES: &str = include_str!("names.js");

/// A tab of its own in a browser.
pub struct Page {
    browser: WebDriver,
    origin: String,
    provokes: Cell<bool>,
    tolerated: RefCell<Vec<&'static str>>,
}

impl Page {
    /// The fresh tab of a browser.
    pub async fn open(browser: WebDriver, origin: String) -> Page {
        let page = Page { browser, origin, provokes: Cell::new(false), tolerated: RefCell::default() };
        page.before_each_page(include_str!("probe.js")).await;
        page
    }

    /// The browser with a new tab, for the next test: whatever was emulated, scripted or logged ends with the old one.
    pub async fn close(self) -> WebDriver {
        let browser = self.browser;
        let old = browser.window().await.expect("the browser has a tab");
        let new = browser.new_tab().await.expect("the browser opens a tab");
        browser.switch_to_window(old).await.expect("the old tab is there");
        browser.close_window().await.expect("the old tab closes");
        browser.switch_to_window(new).await.expect("the new tab is there");
        browser.browser_log().await.expect("the browser keeps a log");
        browser
    }

    /// Goes to a path of the newsroom, or to a whole address.
    pub async fn goto(&self, path: &str) {
        self.assert_clean(self.provokes.get()).await;
        let address = if path.starts_with('/') { format!("{}{path}", self.origin) } else { path.to_owned() };
        self.browser.goto(address).await.expect("the page opens");
    }

    /// Loads the page again.
    pub async fn reload(&self) {
        self.assert_clean(self.provokes.get()).await;
        self.browser.refresh().await.expect("the page loads again");
    }

    /// Goes back to the page before.
    pub async fn back(&self) {
        self.browser.back().await.expect("there is a page before");
    }

    /// Something on these pages goes wrong on purpose.
    pub fn provokes(&self) {
        self.provokes.set(true);
    }

    /// The browser itself complains with these words about what this test does.
    pub fn tolerates(&self, words: &'static str) {
        self.tolerated.borrow_mut().push(words);
    }
}

/// Doing.
impl Page {
    /// Runs a script before the page's own, on every page from now on.
    pub async fn before_each_page(&self, source: &str) {
        self.cdp("Page.addScriptToEvaluateOnNewDocument", json!({ "source": source })).await;
    }

    /// A command of the Chrome DevTools Protocol.
    pub async fn cdp(&self, method: &str, params: Value) -> Value {
        self.browser.cdp().send_raw(method, params).await.unwrap_or_else(|error| panic!("{method}: {error}"))
    }

    /// What the browser counts of this page, by name, such as `Nodes`; once it has thrown away what it can.
    pub async fn metrics(&self) -> impl Fn(&str) -> f64 + use<> {
        for _ in 0..3 {
            self.frames().await;
            self.cdp("HeapProfiler.collectGarbage", json!({})).await;
        }
        self.cdp("Performance.enable", json!({})).await;
        let metrics = self.cdp("Performance.getMetrics", json!({})).await;
        move |name: &str| {
            let all = metrics["metrics"].as_array().expect("metrics are a list");
            let found = all.iter().find(|one| one["name"] == name);
            found.and_then(|one| one["value"].as_f64()).expect("the browser counts it")
        }
    }

    /// What the script returns.
    pub async fn get<T: DeserializeOwned>(&self, script: &str) -> T {
        let returned = self.browser.execute(format!("{NAMES}{script}"), Vec::new()).await;
        let returned = returned.unwrap_or_else(|error| panic!("{script}\n{error}"));
        returned.convert().unwrap_or_else(|error| panic!("{script}\n{error}: {}", returned.json()))
    }

    /// What the script gives to its last argument, when it does.
    pub async fn get_later<T: DeserializeOwned>(&self, script: &str) -> T {
        let given = self.browser.execute_async(format!("{NAMES}{script}"), Vec::new()).await;
        let given = given.unwrap_or_else(|error| panic!("{script}\n{error}"));
        given.convert().unwrap_or_else(|error| panic!("{script}\n{error}: {}", given.json()))
    }

    /// What the expression gives as text.
    pub async fn text(&self, expression: &str) -> String {
        self.get(&format!("return String({expression})")).await
    }

    /// Whether the expression holds.
    pub async fn holds(&self, expression: &str) -> bool {
        self.get(&format!("return Boolean({expression})")).await
    }

    /// Runs a script for what it does.
    pub async fn run(&self, script: &str) {
        let _: Value = self.get(&format!("{script};\nreturn null")).await;
    }

    /// The element that the expression gives.
    pub async fn element(&self, expression: &str) -> WebElement {
        self.until(&format!("{expression} is there"), expression).await;
        let found = self.browser.execute(format!("{NAMES}return {expression}"), Vec::new()).await;
        found.and_then(|found| found.element()).unwrap_or_else(|error| panic!("{expression}: {error}"))
    }

    /// Clicks as a reader does: where the element is, scrolled to when it is out of sight.
    pub async fn click(&self, expression: &str) {
        let element = self.element(expression).await;
        self.until_at_rest(&element).await;
        let clicked = element.click().await;
        clicked.unwrap_or_else(|error| panic!("{expression} cannot be clicked: {error}"));
    }

    /// Types into the element.
    pub async fn type_into(&self, expression: &str, text: &str) {
        let typed = self.element(expression).await.send_keys(text).await;
        typed.unwrap_or_else(|error| panic!("{expression} takes no keys: {error}"));
    }

    /// Gives the page a stylesheet of its own, which replaces the last one given.
    pub async fn style(&self, css: &str) {
        let script =
            "const sheet = new CSSStyleSheet(); document.adoptedStyleSheets = [sheet]; sheet.replaceSync";
        self.run(&format!("{script}({})", json!(css))).await;
    }

    /// Presses keys wherever the focus is.
    pub async fn press(&self, keys: &str) {
        let pressed = self.browser.action_chain().send_keys(keys).perform().await;
        pressed.expect("keys are pressed");
    }

    /// Opens a path in another tab of the same browser, does something there, closes it and comes back.
    pub async fn in_another_tab(&self, path: &str, there: impl AsyncFnOnce()) {
        let here = self.browser.window().await.expect("the browser has a tab");
        let other = self.browser.new_tab().await.expect("the browser opens a tab");
        self.browser.switch_to_window(other).await.expect("the other tab is there");
        self.goto(path).await;
        there().await;
        self.browser.close_window().await.expect("the other tab closes");
        self.browser.switch_to_window(here).await.expect("this tab is there");
    }

    /// Opens a path in a further tab of the same browser and goes on there; the others stay open.
    pub async fn open_tab(&self, path: &str) -> WindowHandle {
        let tab = self.browser.new_tab().await.expect("the browser opens a tab");
        self.go_to_tab(&tab).await;
        self.before_each_page(include_str!("probe.js")).await;
        self.goto(path).await;
        tab
    }

    /// Goes on in this tab.
    pub async fn go_to_tab(&self, tab: &WindowHandle) {
        self.browser.switch_to_window(tab.clone()).await.expect("the tab is there");
    }

    /// The tab that a test is in.
    pub async fn tab(&self) -> WindowHandle {
        self.browser.window().await.expect("the browser has a tab")
    }

    /// Closes this tab, as a reader does, and goes on in that one.
    pub async fn close_tab(&self, then: &WindowHandle) {
        self.assert_clean(self.provokes.get()).await;
        self.browser.close_window().await.expect("the tab closes");
        self.go_to_tab(then).await;
    }

    /// Makes scripts, reading and clicking work inside the first frame of the page.
    pub async fn enter_frame(&self) {
        self.browser.enter_frame(0).await.expect("the page has a frame");
    }

    /// Says what the browser shall answer for notifications on this origin: `granted`, `denied` or `prompt`.
    pub async fn set_permission(&self, setting: &str) {
        let permission = json!({ "name": "notifications" });
        let params = json!({ "permission": permission, "setting": setting, "origin": self.origin });
        self.cdp("Browser.setPermission", params).await;
    }

    /// Emulates a media feature, such as `prefers-color-scheme`.
    pub async fn emulate(&self, feature: &str, value: &str) {
        let params = json!({ "features": [{ "name": feature, "value": value }] });
        self.cdp("Emulation.setEmulatedMedia", params).await;
    }

    /// Takes the network away, or gives it back.
    pub async fn set_offline(&self, offline: bool) {
        let params =
            json!({ "offline": offline, "latency": 0, "downloadThroughput": -1, "uploadThroughput": -1 });
        self.cdp("Network.enable", json!({})).await;
        self.cdp("Network.emulateNetworkConditions", params).await;
    }

    /// Makes time run ten times as fast on every page from now on: its timers and the clocks it reads. A poll each five
    /// seconds becomes one each half second.
    pub async fn hurry(&self) {
        self.before_each_page(
            "const began = Date.now(), wall = Date.now, tick = performance.now.bind(performance);
             const wait = setTimeout, repeat = setInterval;
             window.setTimeout = (run, ms, ...rest) => wait(run, Math.ceil(ms / 10) + 1, ...rest);
             window.setInterval = (run, ms, ...rest) => repeat(run, Math.ceil(ms / 10) + 1, ...rest);
             Date.now = () => began + (wall() - began) * 10;
             performance.now = () => tick() * 10",
        )
        .await;
    }

    /// Makes the window this large, as a phone or a monitor would be.
    pub async fn resize(&self, width: u32, height: u32) {
        let params = json!({ "width": width, "height": height, "deviceScaleFactor": 1, "mobile": false });
        self.cdp("Emulation.setDeviceMetricsOverride", params).await;
    }

    /// Hides the page as a tab in the background is hidden, or shows it again. Headless browsers have no background, so
    /// the page is told what a real one would tell it.
    pub async fn set_hidden(&self, hidden: bool) {
        let state = if hidden { "hidden" } else { "visible" };
        self.run(&format!(
            "Object.defineProperty(document, 'visibilityState', {{ configurable: true, get: () => '{state}' }});
             Object.defineProperty(document, 'hidden', {{ configurable: true, get: () => {hidden} }});
             document.dispatchEvent(new Event('visibilitychange'))"
        ))
        .await;
    }
}

/// Waiting: always for a condition, never for a time.
impl Page {
    /// Waits until the expression holds in the page.
    pub async fn until(&self, what: &str, expression: &str) {
        let until = Instant::now() + PATIENCE;
        while !self.holds(expression).await {
            if Instant::now() > until {
                self.give_up(&format!("{what} (until {expression})")).await;
            }
            tokio::time::sleep(GLANCE).await;
        }
    }

    /// Waits until the condition holds on this side.
    pub async fn until_here(&self, what: &str, mut condition: impl AsyncFnMut() -> bool) {
        let until = Instant::now() + PATIENCE;
        while !condition().await {
            if Instant::now() > until {
                self.give_up(what).await;
            }
            tokio::time::sleep(GLANCE).await;
        }
    }

    /// Waits until the script returns this value.
    pub async fn until_is<T: DeserializeOwned + PartialEq + Debug>(&self, script: &str, wanted: T) {
        let until = Instant::now() + PATIENCE;
        loop {
            let got: T = self.get(&format!("return {script}")).await;
            if got == wanted {
                return;
            }
            if Instant::now() > until {
                self.give_up(&format!("{script} is {got:?}, wanted {wanted:?}")).await;
            }
            tokio::time::sleep(GLANCE).await;
        }
    }

    /// Waits until the first entries are drawn and two frames have passed, so that observers have seen them.
    pub async fn until_ready(&self) {
        self.until("entries are drawn", "$('.feed [data-entry]')").await;
        self.frames().await;
    }

    /// Waits until the browser has painted twice.
    pub async fn frames(&self) {
        let script =
            "const done = arguments[0]; requestAnimationFrame(() => requestAnimationFrame(() => done(null)))";
        self.browser.execute_async(script, Vec::new()).await.expect("the page paints");
    }

    /// Scrolls to an element and waits until it stays where it is: the driver looks where it stands and then presses there,
    /// and a picture that has just loaded may have moved it in between. One that never rests is pressed all the same.
    async fn until_at_rest(&self, element: &WebElement) {
        let place = "const one = arguments[0]; one.scrollIntoView({ block: 'nearest', behavior: 'instant' });
            return JSON.stringify(one.getBoundingClientRect())";
        let mut before = String::new();
        for _ in 0..30 {
            let element = element.to_json().expect("an element has a name");
            let Ok(now) = self.browser.execute(place, vec![element]).await else { return };
            let now = now.json().to_string();
            if now == before {
                return;
            }
            before = now;
            self.frames().await;
        }
    }

    async fn give_up(&self, what: &str) -> ! {
        let state = self
            .text(
                "[location.href, scrollY, words(document.body).slice(-300), words($('[part=root]')).slice(0, 1500),
                  JSON.stringify({ ...window.__seen, before: undefined })].join('\\n')",
            )
            .await;
        let log = self.browser.browser_log().await.unwrap_or_default();
        panic!("waited in vain: {what}\n{state}\n{log:#?}");
    }
}

/// Judging.
impl Page {
    /// The events of the element so far, by name, with their details.
    pub async fn events(&self, name: &str) -> Vec<Value> {
        self.get(&format!(
            "const named = window.__seen.events.filter((event) => event.name === '{name}');
            return named.map((event) => event.detail)"
        ))
        .await
    }

    /// Waits for an event of the element and gives its detail.
    pub async fn event(&self, name: &str) -> Value {
        let some = format!("window.__seen.events.some((event) => event.name === '{name}')");
        self.until(&format!("live-blog:{name} is dispatched"), &some).await;
        self.events(name).await.pop().expect("it was seen a moment ago")
    }

    /// Whatever the page has complained about: violated policies, errors nobody caught, errors in the console. What the
    /// browser itself writes there about an answer that is an error is the newsroom's doing, and left out.
    pub async fn complaints(&self) -> Vec<String> {
        let mut complaints: Vec<String> = self
            .get(
                "const seen = window.__seen ?? { violations: [],
                problems: [] };\nreturn [...seen.violations, ...seen.problems]",
            )
            .await;
        let log = self.browser.browser_log().await.expect("the browser keeps a log");
        complaints.extend(
            log.into_iter()
                .filter(|line| line.level == "SEVERE" && line.source.as_deref() != Some("network"))
                .map(|line| line.message),
        );
        complaints.retain(|line| !self.tolerated.borrow().iter().any(|words| line.contains(words)));
        complaints
    }

    /// Every line of the console, of any kind. The icon of the page is the page's own affair.
    pub async fn console(&self) -> Vec<String> {
        let log = self.browser.browser_log().await.expect("the browser keeps a log");
        let lines = log.into_iter().map(|line| format!("{} {}", line.level, line.message));
        lines.filter(|line| !line.contains("/favicon.ico")).collect()
    }

    /// Fails when there is any complaint, unless this test provokes them.
    pub async fn assert_clean(&self, provokes: bool) {
        let complaints = self.complaints().await;
        assert!(provokes || complaints.is_empty(), "the page complains: {complaints:#?}");
    }
}
