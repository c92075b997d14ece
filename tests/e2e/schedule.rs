//! When the feed is asked, and when not: slow servers, several readers, pages put aside, elements that come and go.

use std::time::{Duration, Instant};

use serde_json::{Value, json};

use crate::stage::{Stage, play};
use crate::tarpit::{Tar, Tarpit};

const LONG: Duration = Duration::from_secs(30);

/// The words and all readers of a page.
const READERS: &str = "[...document.querySelectorAll('live-blog')].map((one) => one.shadowRoot)";

/// Opens a page whose feed is in the tar, and waits until the server has the request.
async fn stuck(at: &Stage, tar: Tar) -> Tarpit {
    let pit = Tarpit::open(tar);
    at.visit(&format!("allow={0}&src={0}/feed.json", pit.origin)).await;
    assert!(pit.is_asked(LONG), "{tar:?}: it asks");
    pit
}

#[test]
fn a_server_that_dawdles_is_left_and_sees_that() {
    play(async |at| {
        at.page.hurry().await;
        // Ten seconds to begin, fifteen to go on, sixty altogether: a tenth of each in a hurry. The loader's request is begun
        // before the wasm counts.
        for (tar, least) in [(Tar::Silent, 950), (Tar::Stalls, 1_450), (Tar::Dribbles, 5_900)] {
            let pit = stuck(at, tar).await;
            let waited = pit.gives_up(LONG).unwrap_or_else(|| panic!("{tar:?}: nobody gives up"));
            assert!(waited >= Duration::from_millis(least), "{tar:?}: {waited:?}");
            assert!(waited <= Duration::from_millis(least) + Duration::from_secs(8), "{tar:?}: {waited:?}");
            assert_eq!(at.page.event("error").await["kind"], "timed-out", "{tar:?}");
            assert!(at.page.holds("fallback()").await, "{tar:?}: the page's own content stays");
            assert!(pit.is_asked(LONG), "{tar:?}: it is tried again");
        }
    });
}

#[test]
fn an_element_that_is_removed_leaves_its_request() {
    play(async |at| {
        for tar in [Tar::Silent, Tar::Dribbles] {
            let pit = stuck(at, tar).await;
            at.page.until("it has begun", "$('[part=\"root\"]').childElementCount").await;
            assert_eq!(pit.gives_up(Duration::from_millis(300)), None, "{tar:?}: it waits");
            at.page.run("blog.remove()").await;
            assert!(pit.gives_up(Duration::from_secs(5)).is_some(), "{tar:?}: nobody waits any more");
        }
    });
}

#[test]
fn readers_of_the_same_feed_share_every_request() {
    play(async |at| {
        at.page.hurry().await;
        at.open("count=3").await;
        let all = format!("{READERS}.every((root) => root.querySelector('.feed [data-entry]'))");
        at.page.until("all are drawn", &all).await;
        assert_eq!(at.news.requests("/feed.json"), 1, "the first answer is for all of them");
        at.page.run("document.querySelectorAll('live-blog').forEach((one) => { one.poll = '5' })").await;
        let began = Instant::now();
        tokio::time::sleep(Duration::from_secs(5)).await;
        // One reader alone pauses for four seconds at least, a tenth of that in a hurry.
        let (asked, most) = (at.news.requests("/feed.json") - 1, began.elapsed().as_millis() / 400 + 1);
        assert!(asked >= 2 && asked as u128 <= most, "{asked} requests, {most} at most");
        // Further down the page it waits behind a button.
        let told = |id: &str| {
            format!(
                "window.__seen.events.filter(({{ name, detail }}) => name === 'entries' && detail.added.includes('{id}')).length"
            )
        };
        at.push(1);
        at.page.until_is(&told("new-1"), 3).await;
        // The one that asked is as likely as not the first: the others take over.
        at.page.run("blog.remove()").await;
        at.news.push_entry("later", "Later", "<p>More of it.</p>");
        at.page.until_is(&told("later"), 2).await;
    });
}

#[test]
fn a_reader_that_leaves_does_not_take_the_others_answer_with_it() {
    play(async |at| {
        let pit = Tarpit::open(Tar::Stalls);
        at.visit(&format!("count=2&allow={0}&src={0}/feed.json", pit.origin)).await;
        at.page
            .until("both have begun", &format!("{READERS}.every((root) => root.querySelector('.reader'))"))
            .await;
        assert!(pit.is_asked(LONG) && !pit.is_asked(Duration::from_millis(500)), "they ask once");
        at.page.run("blog.remove()").await;
        assert_eq!(pit.gives_up(Duration::from_secs(1)), None, "the other waits");
        at.page.run("document.querySelector('live-blog').remove()").await;
        assert!(pit.gives_up(Duration::from_secs(5)).is_some(), "nobody waits any more");
    });
}

#[test]
fn a_page_that_is_kept_for_later_asks_nothing_and_asks_once_when_it_is_back() {
    play(async |at| {
        at.page.hurry().await;
        at.open("poll=5").await;
        at.page
            .run("window.kept = 0; addEventListener('pageshow', (event) => { kept += event.persisted })")
            .await;
        at.page.goto("/admin/state").await;
        let before = at.news.requests("/feed.json");
        assert!(!at.news.wait_for_requests("/feed.json", before + 1, Duration::from_secs(2)).await);
        at.push(1);
        at.page.back().await;
        at.page.until("it is the very page", "window.kept === 1").await;
        at.page.until_is("ids()[0]", "new-1".to_owned()).await;
        at.page.until("it goes on", "$('.feed')").await;
        let back = at.news.requests("/feed.json");
        assert!(at.news.wait_for_requests("/feed.json", back + 2, LONG).await, "at its pace");
    });
}

#[test]
fn a_network_that_comes_back_while_the_page_is_put_aside_is_noticed() {
    play(async |at| {
        at.page.hurry().await;
        at.open("poll=5").await;
        at.page
            .run("window.net = false; Object.defineProperty(navigator, 'onLine', { get: () => net })")
            .await;
        at.page.run("dispatchEvent(new Event('offline')); document.dispatchEvent(new Event('freeze'))").await;
        at.page.frames().await;
        let before = at.news.requests("/feed.json");
        // Nobody tells a frozen page of its network.
        at.page.run("net = true; document.dispatchEvent(new Event('resume'))").await;
        assert!(at.news.wait_for_requests("/feed.json", before + 1, LONG).await);
    });
}

#[test]
fn a_page_that_is_frozen_asks_nothing_until_it_thaws() {
    play(async |at| {
        at.page.hurry().await;
        at.open("poll=5").await;
        at.page.run("document.dispatchEvent(new Event('freeze'))").await;
        at.page.frames().await;
        let before = at.news.requests("/feed.json");
        at.page.run("blog.refresh()").await;
        assert!(!at.news.wait_for_requests("/feed.json", before + 1, Duration::from_secs(2)).await);
        at.page.run("document.dispatchEvent(new Event('resume'))").await;
        assert!(at.news.wait_for_requests("/feed.json", before + 1, LONG).await);
    });
}

#[test]
fn a_page_that_is_drawn_in_advance_asks_for_nothing_before_it_is_seen() {
    play(async |at| {
        // The driver cannot look into a page that is not shown, so this one is told that it is such a page.
        at.page
            .before_each_page(
                "let early = true;
                 Object.defineProperty(Document.prototype, 'prerendering', { get: () => early });
                 window.activate = () => { early = false; document.dispatchEvent(new Event('prerenderingchange')) }",
            )
            .await;
        at.visit("count=2").await;
        let loaded = at.news.wait_for_requests("/live-blog-core_bg.wasm", 1, LONG).await;
        assert!(loaded, "what is needed to draw it may come");
        assert!(!at.news.wait_for_requests("/feed.json", 1, Duration::from_secs(2)).await);
        assert!(at.page.holds("fallback()").await);
        at.page.run("activate()").await;
        at.page.until_ready().await;
        assert_eq!(at.news.requests("/feed.json"), 1);
    });
}

#[test]
fn a_machine_that_slept_asks_once_when_it_wakes() {
    play(async |at| {
        at.open("poll=600").await;
        let before = at.news.requests("/feed.json");
        at.page
            .run("const wall = Date.now; Date.now = () => wall() + 3_600_000; window.dispatchEvent(new Event('focus'))")
            .await;
        assert!(at.news.wait_for_requests("/feed.json", before + 1, Duration::from_secs(5)).await, "at once");
        at.page.frames().await;
        at.page.run("window.dispatchEvent(new Event('focus'))").await;
        assert!(
            !at.news.wait_for_requests("/feed.json", before + 2, Duration::from_secs(2)).await,
            "and once"
        );
    });
}

#[test]
fn the_console_has_one_hint_for_a_feed_of_another_origin_that_cannot_be_read() {
    play(async |at| {
        at.page.hurry().await;
        let options = newsroom::Options::still(crate::stage::dist());
        let other = newsroom::Newsroom::start(options).await.expect("a second newsroom starts");
        other.set_cors(false);
        at.page.tolerates("blocked by CORS policy");
        at.visit(&format!("count=2&poll=5&allow={}&src={}", other.origin(), other.at("/feed.json"))).await;
        assert!(other.wait_for_requests("/feed.json", 3, LONG).await, "it is tried again");
        at.page.frames().await;
        let console = at.page.console().await;
        let hints = console.iter().filter(|line| line.contains("Access-Control-Allow-Origin.")).count();
        assert_eq!(hints, 1, "{console:#?}");
    });
}

/// Counts who listens to the page itself: what an element adds there, it must take away.
const COUNT_LISTENERS: &str = "window.listeners = 0;
    const { addEventListener: add, removeEventListener: remove } = EventTarget.prototype;
    const counted = (target) => target === window || target === document;
    EventTarget.prototype.addEventListener = function (...given) {
      if (counted(this)) listeners += 1;
      return add.apply(this, given);
    };
    EventTarget.prototype.removeEventListener = function (...given) {
      if (counted(this)) listeners -= 1;
      return remove.apply(this, given);
    };";

#[test]
fn elements_that_come_and_go_leave_nothing_behind() {
    // `LIVE_BLOG_MOUNTS=1000` takes some minutes.
    let mounts: u32 = std::env::var("LIVE_BLOG_MOUNTS").ok().and_then(|n| n.parse().ok()).unwrap_or(30);
    play(async |at| {
        at.open("page-size=3").await;
        at.page.run(COUNT_LISTENERS).await;
        let before = come_and_go(at, 10).await;
        let after = come_and_go(at, mounts).await;
        assert!(at.page.holds("listeners === 0").await, "none on the page itself");
        // Yew keeps the empty root of every reader that ever was, with a listener on it for each kind of event that a part wants
        // to hear: click, keydown, focusin, pointerover, change and input. The browser keeps a few things too.
        let mounts = i64::from(mounts);
        for (kind, most) in [("nodes", mounts + 100), ("jsEventListeners", 6 * mounts + 10)] {
            let grown = after[kind].as_i64().unwrap() - before[kind].as_i64().unwrap();
            assert!(grown <= most, "{kind} after {mounts} mounts: {before} then {after}");
        }
    });
}

/// Mounts and removes so many readers, one after another, and counts what the page has then.
async fn come_and_go(at: &Stage, times: u32) -> Value {
    for _ in 0..times {
        at.page
            .run(
                "window.passing = document.createElement('live-blog');
                 passing.src = '/feed.json'; passing.poll = '3600'; passing.pageSize = '3';
                 document.body.append(passing)",
            )
            .await;
        at.page.until("it is drawn", "passing.shadowRoot.querySelector('.feed [data-entry]')").await;
        at.page.run("passing.remove()").await;
        at.page.until("it is gone", "!passing.shadowRoot.querySelector('[data-entry]')").await;
    }
    at.page.run("window.passing = null").await;
    for _ in 0..3 {
        at.page.cdp("HeapProfiler.collectGarbage", json!({})).await;
        at.page.frames().await;
    }
    at.page.cdp("Memory.getDOMCounters", json!({})).await
}
