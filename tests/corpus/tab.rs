//! A browser's tab with a newsroom of its own, and what is asked of the page in it.

use std::fs;
use std::time::Duration;

use newsroom::{Newsroom, Options};
use serde::Deserialize;
use serde::de::DeserializeOwned;
use serde_json::{Value, json};
use thirtyfour::WebDriver;

use crate::feed::PICTURE;

/// What the host page says of the widget.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Mode {
    /// None.
    A,
    /// Scripts by nonce alone.
    B,
    /// The same, and no string becomes markup or code.
    T,
    /// The same as the last, and the page lets things of other sites load at once.
    E,
}

impl Mode {
    /// All of them.
    pub const ALL: [Mode; 4] = [Mode::A, Mode::B, Mode::T, Mode::E];

    /// Whether things of other sites load.
    pub fn plays(self) -> bool {
        self == Mode::E
    }

    fn query(self) -> &'static str {
        match self {
            Mode::A => "csp=none",
            Mode::B => "csp=nonce",
            Mode::T => "csp=nonce-types",
            Mode::E => "csp=nonce-types&embeds=allow",
        }
    }
}

/// Something that must not be.
#[derive(Clone, Debug, Deserialize, PartialEq, Eq)]
pub struct Finding {
    /// What kind of thing, one of [`crate::report::KINDS`].
    pub kind: String,
    /// What exactly.
    pub what: String,
    /// The entry that it was seen in, if it was in one.
    pub entry: Option<String>,
}

impl Finding {
    /// One that no page has made.
    pub fn new(kind: &str, what: impl Into<String>) -> Finding {
        Finding { kind: kind.to_owned(), what: what.into(), entry: None }
    }
}

/// How many elements stand on the page that reads many feeds at a time.
pub const MANY: usize = 20;

/// What the tab shows.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Page {
    /// One live blog.
    Blog(Mode),
    /// Several, under the strictest policy.
    Many,
    /// Nothing, for the negative control.
    Control,
}

/// A tab.
pub struct Tab {
    /// What the page reads from.
    pub news: Newsroom,
    /// The class names of the widget's own stylesheet.
    pub known: Vec<String>,
    browser: WebDriver,
    page: Option<Page>,
    reports: usize,
    served: usize,
}

impl Tab {
    /// A new one in a new browser.
    pub async fn open(browser: WebDriver) -> Tab {
        let dist = crate::dist();
        let sheet = fs::read_to_string(dist.join("live-blog.css")).expect("the build has a stylesheet");
        let news = Newsroom::start(Options::still(dist)).await.expect("the newsroom starts");
        let dot = "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"8\" height=\"8\"/>";
        news.replace(PICTURE, "image/svg+xml", dot);
        browser.set_script_timeout(Duration::from_secs(120)).await.expect("the browser takes a time limit");
        let source = concat!(
            include_str!("page/watch.js"),
            include_str!("page/audit.js"),
            include_str!("page/drive.js")
        );
        let params = json!({ "source": source });
        let added = browser.cdp().send_raw("Page.addScriptToEvaluateOnNewDocument", params).await;
        added.expect("the browser takes the detectors");
        Tab { news, known: classes(&sheet), browser, page: None, reports: 0, served: 0 }
    }

    /// Makes sure that the tab shows this page.
    pub async fn show(&mut self, page: Page) {
        if self.page != Some(page) {
            let path = match page {
                Page::Blog(mode) => format!("/page?nosrc&poll=3600&page-size=100&{}", mode.query()),
                Page::Many => format!("/page?nosrc&poll=3600&count={MANY}&{}", Mode::T.query()),
                Page::Control => "/page?nosrc&csp=none".to_owned(),
            };
            self.browser.goto(self.news.at(&path)).await.expect("the page opens");
            self.page = Some(page);
        }
    }

    /// The next page is loaded anew, whatever is there.
    pub fn distrust(&mut self) {
        self.page = None;
    }

    /// Serves bytes under an address that was never used before, and gives its path.
    pub fn serve(&mut self, bytes: Vec<u8>) -> String {
        self.served += 1;
        let path = format!("/corpus/{}.json", self.served);
        self.news.replace(&path, "application/json", bytes);
        path
    }

    /// Has the page do something, by a name in `page/drive.js`. What goes wrong on the way is a finding.
    pub async fn drive<T: DeserializeOwned>(&mut self, name: &str, wish: Value) -> Result<T, Finding> {
        let script = format!(
            "const [wish, done] = arguments;
             window.__watch.drive.{name}(wish).then(done, (error) => done({{ broken: String(error?.stack ?? error) }}))"
        );
        let answer = self.browser.execute_async(script, vec![wish]).await;
        let lost = |error: String| Finding::new("navigations", format!("the page is lost: {error}"));
        let value = answer.map_err(|error| lost(error.to_string()))?.json().clone();
        if let Some(why) = value.get("broken") {
            return Err(lost(why.to_string()));
        }
        serde_json::from_value(value).map_err(|error| lost(error.to_string()))
    }

    /// Runs a script for what it does.
    pub async fn run(&self, script: &str) {
        self.browser.execute(script, Vec::new()).await.unwrap_or_else(|error| panic!("{script}\n{error}"));
    }

    /// What the browser has told the newsroom of violated policies since it was last asked, and whether there is a window
    /// too many.
    pub async fn outside(&mut self) -> Vec<Finding> {
        let reports = self.news.csp_reports();
        let mut found: Vec<Finding> = reports
            .iter()
            .skip(self.reports)
            .map(|report| Finding::new("reports", report["csp-report"]["violated-directive"].to_string()))
            .collect();
        self.reports = reports.len();
        let windows = self.browser.windows().await.map_or(0, |windows| windows.len());
        if windows != 1 {
            found.push(Finding::new("popups", format!("{windows} windows")));
        }
        found
    }

    /// The browser, for whoever opened it.
    pub fn close(self) -> WebDriver {
        self.browser
    }
}

/// The class names in a stylesheet.
fn classes(sheet: &str) -> Vec<String> {
    let named = |part: &str| -> String {
        part.chars().take_while(|c| c.is_ascii_alphanumeric() || matches!(c, '-' | '_')).collect()
    };
    let mut classes: Vec<String> = sheet.split('.').skip(1).map(named).collect();
    classes.retain(|name| name.starts_with(|c: char| c.is_ascii_alphabetic()));
    classes.sort();
    classes.dedup();
    classes
}
