//! Invented entries of the size of real posts, the same in every run.

use std::rc::Rc;
use std::time::Duration;

use live_blog::core::clock::Timestamp;
use live_blog::core::feed::{Format, Mode, Parsed};
use live_blog::core::filter::{Filter, Sieve};
use live_blog::core::listing::Listing;
use live_blog::core::model::{About, Author, Body, Entry, EntryId, Marks};
use live_blog::core::order::Set;
use live_blog::core::sorting::Order;
use live_blog::core::span::Standpoint;
use live_blog::core::timeline::Timeline;
use live_blog::core::url::SafeUrl;

/// How many entries the benches are run with.
pub const SIZES: [usize; 3] = [1_000, 10_000, 100_000];

/// How long each bench runs before it is measured.
pub const WARM_UP: Duration = Duration::from_millis(300);

/// How long each is measured.
pub const MEASURING: Duration = Duration::from_secs(1);

const SYLLABLES: [&str; 32] = [
    "ka", "lo", "mi", "ter", "an", "sta", "po", "rt", "hal", "den", "ing", "er", "the", "con", "ver", "re",
    "de", "si", "on", "al", "ti", "me", "ne", "ra", "li", "vik", "or", "un", "pro", "ga", "sen", "bu",
];

/// Words in other scripts, one in a while.
const ELSEWHERE: [&str; 6] = ["переговоры", "λιμάνι", "المرفأ", "港口開放", "बंदरगाह", "négociées"];

const TOPICS: usize = 60;
const AUTHORS: usize = 20;
const WORDS: usize = 6_000;

/// An endless row of numbers, which one number begins.
#[derive(Debug)]
pub struct Chance(u64);

impl Chance {
    /// Begins a row.
    #[must_use]
    pub fn new(seed: u64) -> Self {
        Self(seed | 1)
    }

    /// A number below `limit`.
    pub fn below(&mut self, limit: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        (self.0 >> 11) as usize % limit.max(1)
    }

    /// The same, lower numbers more often: so words, topics and authors are used.
    pub fn common(&mut self, limit: usize) -> usize {
        let limit = self.below(limit) + 1;
        self.below(limit)
    }
}

/// A hundred words or so, with the elements that posts have; entries have between a fifth and twice as many.
fn body(chance: &mut Chance, words: &[String]) -> String {
    let mut html = String::from("<p>");
    for nth in 0..20 + chance.common(180) {
        if nth > 0 {
            html.push_str(match chance.below(24) {
                0 => ".</p><p>",
                1 | 2 => ", ",
                3 => " <a href=\"https://paper.test/story\">",
                _ => " ",
            });
        }
        let word = match chance.below(40) {
            0 => ELSEWHERE.get(chance.below(ELSEWHERE.len())).copied().unwrap_or_default(),
            _ => words.get(chance.common(words.len())).map_or("", String::as_str),
        };
        html.push_str(word);
    }
    html.push_str("</a></p>");
    html
}

fn vocabulary(chance: &mut Chance) -> Vec<String> {
    let syllable = |chance: &mut Chance| SYLLABLES.get(chance.below(SYLLABLES.len())).copied().unwrap_or("");
    (0..WORDS).map(|_| (0..1 + chance.below(4)).map(|_| syllable(chance)).collect()).collect()
}

/// So many entries, newest first, two a minute; `since` parts the ids and the times of one call from those of another.
#[must_use]
pub fn entries(count: usize, since: usize) -> Vec<Entry> {
    let mut chance = Chance::new(0x9E37_79B9_7F4A_7C15);
    let words = vocabulary(&mut chance);
    let base = SafeUrl::parse("https://paper.test/feed.json");
    let mut chance = Chance::new(since as u64 * 2 + 77);
    let entry = |nth: usize| {
        let headline: Vec<&str> =
            (0..8).filter_map(|_| Some(words.get(chance.common(WORDS))?.as_str())).collect();
        let source: Rc<str> = body(&mut chance, &words).into();
        let body = base.clone().map_or(Body::Empty, |base| Body::Html { source, base });
        let topics =
            (0..1 + chance.below(3)).map(|_| format!("Topic {}", chance.common(TOPICS)).into()).collect();
        let author =
            Author { name: format!("Author {}", chance.common(AUTHORS)).into(), url: None, avatar: None };
        Entry {
            id: EntryId::from(format!("entry-{}", since + nth).as_str()),
            headline: Some(headline.join(" ").into()),
            body,
            authors: [author].into(),
            published: Timestamp((since + nth) as i64 * 30_000),
            approximate: false,
            modified: None,
            marks: Marks { key: chance.below(12) == 0, ..Marks::default() },
            topics,
            images: Rc::default(),
            url: None,
            lang: None,
            rank: None,
        }
    };
    let mut entries: Vec<Entry> = (0..count).map(entry).collect();
    entries.reverse();
    entries
}

/// What a feed with these entries says.
#[must_use]
pub fn answer(entries: Vec<Entry>, mode: Mode) -> Parsed {
    Parsed {
        format: Format::JsonFeed,
        about: About::default(),
        entries,
        skipped: 0,
        skips: Vec::new(),
        cut: 0,
        deleted: Vec::new(),
        mode,
        more: false,
        next: None,
        server: None,
        hub: None,
    }
}

/// A timeline of so many entries.
#[must_use]
pub fn timeline(count: usize) -> Timeline {
    Timeline::default().merged(&answer(entries(count, 0), Mode::Snapshot)).0
}

/// Reads every entry, as a browser does when somebody comes near the search.
pub fn read(timeline: &Timeline) {
    timeline.rows().iter().for_each(|row| row.read());
}

/// The first page of what a filter leaves, after a search for `earlier`.
#[must_use]
pub fn listed(timeline: &Timeline, filter: &Filter, earlier: &str, order: Order) -> Listing {
    let from = Standpoint { now: Timestamp(4_000_000_000), utc_offset: 0, left: None };
    let sieve = Sieve::new(filter, from, &[]).after(earlier);
    Listing::of(timeline, &Set::default(), &sieve, order, 20)
}
