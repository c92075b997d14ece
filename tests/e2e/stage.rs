//! One test's newsroom and tab, and what must be true at the end of every test.

use std::cell::Cell;
use std::env;
use std::path::PathBuf;
use std::time::{Duration, SystemTime, UNIX_EPOCH};

use newsroom::{Newsroom, Options};

use crate::browser::{Driver, runtime};
use crate::page::Page;

/// A newsroom that stands still until told, and a tab of a real browser.
pub struct Stage {
    /// What the page reads from.
    pub news: Newsroom,
    /// The tab.
    pub page: Page,
    provokes: Cell<bool>,
}

/// Runs one test, then makes sure that no page of it violated a policy, threw, or complained in the console.
pub fn play(test: impl AsyncFnOnce(&Stage)) {
    let driver = Driver::running();
    runtime().block_on(async {
        let news = Newsroom::start(Options::still(dist())).await.expect("the newsroom starts");
        let (browser, _seat) = driver.browser().await;
        let page = Page::open(browser, news.origin().to_owned()).await;
        let stage = Stage { news, page, provokes: Cell::new(false) };
        test(&stage).await;
        stage.page.assert_clean(stage.provokes.get()).await;
        let reports = stage.news.csp_reports();
        assert!(stage.provokes.get() || reports.is_empty(), "the browser reported violations: {reports:#?}");
        driver.give_back(stage.page.close().await);
    });
}

impl Stage {
    /// Opens `/page` with these further attributes and switches, and waits for the entries. Polls are far apart, so that
    /// a test decides itself when the feed is asked.
    pub async fn open(&self, query: &str) {
        self.visit(query).await;
        self.page.until_ready().await;
    }

    /// Opens `/page` without waiting for anything.
    pub async fn visit(&self, query: &str) {
        let poll = if query.contains("poll=") { "" } else { "poll=3600&" };
        self.page.goto(&format!("/page?{poll}{query}")).await;
    }

    /// Opens a path and waits until entries are drawn.
    pub async fn goto_and_settle(&self, path: &str) {
        self.page.goto(path).await;
        self.page.until_ready().await;
    }

    /// Scrolls the last entry into view, so that the top of the feed is out of it.
    pub async fn scroll_to_the_end(&self) {
        let script = "$$('.feed [data-entry]').at(-1).scrollIntoView({ behavior: 'instant' })";
        self.page.run(script).await;
        self.page.frames().await;
    }

    /// This test provokes violations of a policy or errors in the console on purpose.
    pub fn provokes(&self) {
        self.provokes.set(true);
        self.page.provokes();
    }

    /// Has the element ask the feed, and waits until the newsroom has heard of it. While an answer is on its way the
    /// element asks for no other, so it may take more than one call; but within a second of an answer it asks when that second
    /// is over, and a further call would have it ask twice.
    pub async fn refresh(&self) {
        let wanted = self.news.requests("/feed.json") + 1;
        let asked = async || {
            self.page.run("blog.refresh()").await;
            self.news.wait_for_requests("/feed.json", wanted, Duration::from_millis(1_500)).await
        };
        self.page.until_here("the newsroom is asked", asked).await;
    }

    /// Waits until the second is over: some shapes have dates of whole seconds, and only a later one is newer.
    pub async fn until_the_next_second(&self) {
        let second = || SystemTime::now().duration_since(UNIX_EPOCH).map(|since| since.as_secs()).unwrap();
        let before = second();
        self.page.until_here("the second is over", async || second() > before).await;
    }

    /// Puts `count` entries at the top of the feed: `new-1` is the oldest of them.
    pub fn push(&self, count: usize) {
        for n in 1..=count {
            let html = "<p>Two sentences of news. They take a line or so on any screen, and nobody in them exists.</p>";
            self.news.push_entry(&format!("new-{n}"), &format!("News number {n}"), html);
        }
    }
}

/// The folder with the built widget.
pub fn dist() -> PathBuf {
    let dist = env::var_os("LIVE_BLOG_DIST")
        .map_or_else(|| PathBuf::from(concat!(env!("CARGO_MANIFEST_DIR"), "/dist")), PathBuf::from);
    assert!(
        dist.join("live-blog.js").is_file(),
        "there is no built widget in {}. `cargo xtask build` makes it.",
        dist.display()
    );
    dist
}
