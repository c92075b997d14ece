//! Minutes in a real browser while everything goes on and much goes wrong. `cargo xtask soak --browser` runs it; it is no part
//! of the ordinary run.
//!
//! The newsroom publishes every other second for ten minutes and then as a busy newsroom does, corrects, and withdraws its oldest,
//! so that the number of entries stays as it is and what grows is a leak. Streams end, break, freeze and are refused; answers fail; the server is away for five seconds now
//! and then. The reader scrolls, searches, filters, opens more and looks at what is held.

use std::collections::{BTreeMap, VecDeque};
use std::env;
use std::time::{Duration, Instant};

use newsroom::Fault;
use serde_json::{Value, json};

use crate::stage::{Stage, play};
use sample::Samples;

pub mod sample;

/// Set by `cargo xtask soak --browser --minutes N`.
const MINUTES: &str = "LIVE_BLOG_SOAK_MINUTES";
/// Entries of ours that are in the feed at the same time.
const ALIVE: usize = 80;
/// How much slower the newsroom is after the first ten minutes: what was a day in them is a day then. Ten thousand entries in
/// three days are one each 26 seconds.
const CALM: u64 = 13;
/// Ten minutes: the stream is answered in the first five. A reader to whom it was refused asks again every five, so that it
/// must be answered again a little before the end.
const ROUND: u64 = 600;
const REFUSED: std::ops::Range<u64> = 300..570;

const KEY_ONLY: &str = "$('button.toggle[aria-pressed]')";

#[test]
#[ignore = "takes ten minutes: `cargo xtask soak --browser` runs it"]
fn for_minutes_on_end_nothing_is_lost_and_nothing_complains() {
    play(async |at| {
        let minutes: u64 = env::var(MINUTES).ok().and_then(|text| text.parse().ok()).unwrap_or(10);
        at.page.before_each_page(sample::WATCH_MEMORY).await;
        at.news.set_heartbeat(Some(Duration::from_secs(10)));
        at.open("stream=/stream&poll=5").await;
        let (mut soak, begun) = (Soak::default(), Instant::now());
        let mut samples = Samples::default();
        for second in 0..minutes * 60 {
            soak.newsroom(at, second);
            soak.faults(at, second);
            soak.reader(at, second).await;
            if second % 15 == 14 {
                samples.take(at, begun.elapsed()).await;
                soak.listen(at).await;
            }
            let next = begun + Duration::from_secs(second + 1);
            tokio::time::sleep(next.saturating_duration_since(Instant::now())).await;
        }
        soak.settle(at).await;
        soak.report(&samples);
        soak.judge(at).await;
    });
}

/// Puts a text into the search field.
pub fn searching(text: &str) -> String {
    format!(
        "const box = $('input[type=search]'); box.value = '{text}';
         box.dispatchEvent(new Event('input', {{ bubbles: true, composed: true }}))"
    )
}

/// What has been done so far, and what the page was told of it.
#[derive(Default)]
struct Soak {
    alive: VecDeque<String>,
    published: u64,
    edits: u64,
    withdrawals: u64,
    faults: u64,
    /// How often each entry was announced to the page.
    told: BTreeMap<String, u32>,
}

impl Soak {
    fn newsroom(&mut self, at: &Stage, second: u64) {
        let pace = if second < ROUND { 1 } else { CALM };
        if second.is_multiple_of(2 * pace) {
            self.published += 1;
            let id = format!("soak-{}", self.published);
            let words = "Two sentences of news about the harbour. They take a line or so on any screen.";
            at.news.push_entry(&id, &format!("Number {}", self.published), &format!("<p>{words}</p>"));
            self.alive.push_front(id);
        }
        if second % if second < ROUND { 3 } else { CALM } == 1 {
            self.edits += 1;
            let place = usize::try_from(self.edits * 7).unwrap() % self.alive.len();
            let title = format!("Corrected for the time {}", self.edits);
            at.news.edit(&self.alive[place], json!({ "title": title }));
        }
        if self.alive.len() > ALIVE {
            self.withdrawals += 1;
            // Mostly the oldest, and now and then one two minutes old: no fault lasts long enough to hide it all that time.
            let place = if self.withdrawals.is_multiple_of(5) { ALIVE - 20 } else { ALIVE };
            at.news.delete(&self.alive.remove(place).expect("there are more"));
        }
    }

    fn faults(&mut self, at: &Stage, second: u64) {
        let round = second % ROUND;
        if round == REFUSED.start {
            at.news.fault("/stream", Fault::Status(503, None));
            at.news.end_streams();
        }
        if round == REFUSED.end {
            at.news.clear_faults();
        }
        // Far enough apart for a stream to prove itself between them: three breaks in a row send the reader to polling.
        if second % 200 == 80 {
            self.faults += 1;
            match second / 200 % 4 {
                0 => at.news.end_streams(),
                1 => at.news.freeze_streams(),
                2 => at.news.restart_streams(),
                _ => at.news.reset_streams(),
            }
        }
        if second % 12 == 5 {
            self.faults += 1;
            let kinds = [
                Fault::Status(503, Some("3".to_owned())),
                Fault::Html,
                Fault::Truncate,
                Fault::Bom,
                Fault::BadJson,
                Fault::Cut,
                Fault::Delay(Duration::from_secs(3)),
                Fault::Reset,
            ];
            let kind = usize::try_from(second / 12).unwrap() % kinds.len();
            at.news.fault_times("/feed.json", kinds[kind].clone(), 1);
        }
        if second % 12 == 9 {
            // What nobody met is over: a reader who asks rarely would meet one each time.
            at.news.clear_faults();
            if REFUSED.contains(&round) {
                at.news.fault("/stream", Fault::Status(503, None));
            }
        }
        match second % 150 {
            105 => {
                self.faults += 1;
                at.news.set_down(true);
            }
            110 => at.news.set_down(false),
            _ => {}
        }
    }

    async fn reader(&self, at: &Stage, second: u64) {
        match second % 40 {
            3 | 23 => at.page.run("scrollTo(0, document.documentElement.scrollHeight * 0.6)").await,
            6 | 26 => at.page.run("scrollBy(0, -400)").await,
            9 => at.page.run("$('.more')?.click()").await,
            12 | 30 => at.page.run("$('.pill')?.click(); scrollTo(0, 0)").await,
            15 => at.page.run(&searching("corrected")).await,
            19 => at.page.run(&searching("")).await,
            33 => at.page.run(&format!("{KEY_ONLY}?.click()")).await,
            36 => at.page.run(&format!("if ({KEY_ONLY}?.ariaPressed === 'true') {KEY_ONLY}.click()")).await,
            _ => {}
        }
    }

    /// Takes from the page what it has recorded, so that the records do not grow.
    async fn listen(&mut self, at: &Stage) {
        let events: Vec<Value> = at
            .page
            .get(
                "if (window.liveBlogEvents) liveBlogEvents.length = 0; return window.__seen.events.splice(0)",
            )
            .await;
        for event in
            events.iter().filter(|event| event["name"] == "entries" && event["detail"]["reset"] != true)
        {
            for id in event["detail"]["added"].as_array().into_iter().flatten().filter_map(Value::as_str) {
                *self.told.entry(id.to_owned()).or_default() += 1;
            }
        }
    }

    /// All is well from now on; waits until the reader has heard of the last entry, and has everything drawn.
    async fn settle(&mut self, at: &Stage) {
        at.news.clear_faults();
        at.news.set_down(false);
        self.published += 1;
        let last = format!("soak-{}", self.published);
        at.news.push_entry(&last, "The last", "<p>Words.</p>");
        self.alive.push_front(last.clone());
        at.page.run(&searching("")).await;
        at.page
            .run(&format!("scrollTo(0, 0); if ({KEY_ONLY}?.ariaPressed === 'true') {KEY_ONLY}.click()"))
            .await;
        let until = Instant::now() + Duration::from_secs(60);
        while !self.told.contains_key(&last) && Instant::now() < until {
            at.page.run("blog.refresh()").await;
            tokio::time::sleep(Duration::from_secs(3)).await;
            self.listen(at).await;
        }
        at.page.run("$('.pill')?.click(); scrollTo(0, 0)").await;
        while at.page.holds("$('.more')").await && Instant::now() < until {
            at.page.run("$('.more')?.click()").await;
            at.page.frames().await;
        }
    }

    fn report(&self, samples: &Samples) {
        println!("{samples}");
        println!(
            "| published, corrected, withdrawn | {}, {}, {} |",
            self.published, self.edits, self.withdrawals
        );
        println!("| streams broken and answers spoiled | {} |", self.faults);
    }

    /// Every entry was announced, once, and what is drawn is what the newsroom has. Complaints fail the test by themselves.
    async fn judge(&self, at: &Stage) {
        let ours = |n: &u64| format!("soak-{n}");
        let lost: Vec<String> =
            (1..=self.published).map(|n| ours(&n)).filter(|id| !self.told.contains_key(id)).collect();
        let doubled: Vec<&String> =
            self.told.iter().filter(|(_, times)| **times > 1).map(|(id, _)| id).collect();
        let feed = at.news.feed();
        let text = |value: &Value| value.as_str().unwrap_or_default().to_owned();
        let items = feed["items"].as_array().expect("a feed has items");
        let wanted: Vec<(String, String)> = items
            .iter()
            .map(|item| (text(&item["id"]), text(&item["title"])))
            .filter(|(id, _)| id.starts_with("soak-"))
            .collect();
        let drawn: Vec<(String, String)> = at
            .page
            .get(
                "return $$('.feed [data-entry]').filter((one) => one.dataset.entry.startsWith('soak-'))
                   .map((one) => [one.dataset.entry, words(one.querySelector('.headline'))])",
            )
            .await;
        println!("| lost, announced twice | {}, {} |", lost.len(), doubled.len());
        println!("| drawn at the end as the newsroom has it | {} of {} |", drawn.len(), wanted.len());
        assert!(lost.is_empty(), "never announced: {lost:?}");
        assert!(doubled.is_empty(), "announced twice: {doubled:?}");
        assert_eq!(drawn, wanted, "what is drawn is not what the newsroom has");
    }
}
