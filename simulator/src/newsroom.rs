//! The model newsroom: what is true at each moment, and the editions in which it has been published.
//!
//! It keeps the contract of `docs/feeds.md`: an id is never used for another entry, a changed entry has a later date, a
//! withdrawn one that is published again has a later date than its tombstone, and an edit does not move an entry.

use std::fmt::Write as _;
use std::rc::Rc;

use live_blog::core::clock::{Timestamp, iso};

use crate::Millis;

/// The wall clock of the newsroom when a run begins: 2026-11-23T08:00:00Z.
pub const EPOCH: i64 = 1_795_420_800_000;
/// Where the feed is.
pub const ADDRESS: &str = "https://paper.example/feed.json";
/// Where its stream is.
pub const STREAM: &str = "https://paper.example/stream";
/// How many tombstones an edition tells.
const STONES_TOLD: usize = 200;

/// How the newsroom publishes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Shape {
    /// All entries; what is gone is absent.
    Whole,
    /// All entries, and tombstones.
    Stones,
    /// The newest entries, tombstones, and older entries on pages of their own.
    Paged {
        /// How many of the newest.
        window: usize,
    },
    /// A list of changes with tombstones, in which absence means nothing.
    Changes,
}

/// An entry as the newsroom has it.
#[derive(Clone, Debug)]
pub struct Post {
    /// Counts up; the id is made of it.
    pub number: u32,
    /// When it was first published.
    pub published: i64,
    /// When it was last changed.
    pub changed: i64,
    /// Counts the changes, and is in the headline.
    pub version: u32,
    /// Kept on top.
    pub pinned: bool,
    /// A key event.
    pub key: bool,
    /// Withdrawn.
    pub gone: bool,
    /// Published with an earlier date, or again: it may have appeared on a page that readers have read already.
    pub late: bool,
    /// How often it was published, as readers hear of it.
    pub publications: u32,
    json: Rc<str>,
}

impl Post {
    /// The entry's id.
    #[must_use]
    pub fn id(&self) -> String {
        id(self.number)
    }

    /// The entry as the feed has it.
    #[must_use]
    pub fn json(&self) -> &str {
        &self.json
    }

    /// The entry's headline, from which its version can be told.
    #[must_use]
    pub fn headline(&self) -> String {
        format!("Post {} in version {}", self.number, self.version)
    }

    fn rendered(mut self) -> Self {
        let mut json = format!(
            r#"{{"id":"{}","title":"{}","date_published":"{}","#,
            self.id(),
            self.headline(),
            date(self.published)
        );
        if self.changed > self.published {
            let _ = write!(json, r#""date_modified":"{}","#, date(self.changed));
        }
        let _ = write!(
            json,
            r#""content_html":"<p>The ferry \u201c{}\u201d is <b>late</b>, caf\u00e9 open 🚢 &amp; so on.</p>","tags":["Harbour"],"_liveblog":{{"key":{},"pinned":{}}}}}"#,
            self.version, self.key, self.pinned
        );
        self.json = Rc::from(json);
        self
    }
}

/// One state of the feed as it was published.
#[derive(Debug)]
pub struct Edition {
    /// When.
    pub at: Millis,
    /// The entries as JSON, with their numbers, in the order of the document.
    pub items: Vec<(u32, Rc<str>)>,
    /// Everything before the items.
    head: String,
}

impl Edition {
    /// The document with these items.
    #[must_use]
    pub fn document<'a>(&self, items: impl Iterator<Item = &'a str>) -> Vec<u8> {
        let mut text = self.head.clone();
        for (place, item) in items.enumerate() {
            if place > 0 {
                text.push(',');
            }
            text.push_str(item);
        }
        text.push_str("]}");
        text.into_bytes()
    }

    /// The document as it was published.
    #[must_use]
    pub fn whole(&self) -> Vec<u8> {
        self.document(self.items.iter().map(|(_, json)| &**json))
    }
}

/// The newsroom.
pub struct Newsroom {
    /// How it publishes.
    pub shape: Shape,
    /// The pause it asks readers to make.
    pub poll_seconds: Option<u64>,
    /// Whether its dates are whole seconds, so that several changes bear the same one.
    pub coarse: bool,
    /// Whether pinned entries stand first in the document.
    pub pinned_first: bool,
    /// Whether a stream tells of withdrawals, too.
    pub streams: bool,
    /// Whether the coverage has ended.
    pub ended: bool,
    /// Whether the feed has ever begun anew.
    pub began_anew: bool,
    /// Every entry there ever was since the feed last began anew, in the order of readers.
    pub posts: Vec<Post>,
    stones: Vec<(u32, i64)>,
    last_number: u32,
    last_stamp: i64,
    editions: Vec<Rc<Edition>>,
}

impl Newsroom {
    /// A newsroom that has published nothing.
    #[must_use]
    pub fn new(shape: Shape, coarse: bool, pinned_first: bool, poll_seconds: Option<u64>) -> Self {
        let mut newsroom = Self {
            shape,
            poll_seconds,
            coarse,
            pinned_first,
            streams: false,
            ended: false,
            began_anew: false,
            posts: Vec::new(),
            stones: Vec::new(),
            last_number: 0,
            last_stamp: EPOCH,
            editions: Vec::new(),
        };
        newsroom.issue(0);
        newsroom
    }

    /// The entries that readers should have, in their order.
    pub fn alive(&self) -> impl Iterator<Item = &Post> {
        self.posts.iter().filter(|post| !post.gone)
    }

    /// The newest edition.
    #[must_use]
    pub fn edition(&self) -> &Rc<Edition> {
        &self.editions[self.editions.len() - 1]
    }

    /// The edition `back` before the newest, or the first.
    #[must_use]
    pub fn earlier(&self, back: usize) -> &Rc<Edition> {
        &self.editions[(self.editions.len() - 1).saturating_sub(back)]
    }

    /// How many editions there have been and are still kept.
    #[must_use]
    pub fn editions(&self) -> usize {
        self.editions.len()
    }

    /// A moment for a change: later than all before it, unless the dates are too coarse to show that.
    fn stamp(&mut self, now: Millis) -> i64 {
        let wall = EPOCH + i64::try_from(now).unwrap_or(i64::MAX);
        let stamp = if self.coarse { wall - wall % 1_000 } else { wall.max(self.last_stamp + 1) };
        self.last_stamp = stamp;
        stamp
    }

    /// Publishes an entry, dated `earlier` than now. Returns its number.
    pub fn publish(&mut self, now: Millis, earlier: i64) -> u32 {
        let published = self.stamp(now) - earlier;
        self.last_number += 1;
        let number = self.last_number;
        let post = Post {
            number,
            published,
            changed: published,
            version: 1,
            pinned: false,
            key: number.is_multiple_of(7),
            gone: false,
            late: earlier > 0 && now > 0,
            publications: 1,
            json: Rc::from(""),
        };
        self.insert(post.rendered());
        number
    }

    fn insert(&mut self, post: Post) {
        let place = self
            .posts
            .partition_point(|other| (other.published, other.number) > (post.published, post.number));
        self.posts.insert(place, post);
    }

    /// Changes an entry, with a later date.
    pub fn edit(&mut self, place: usize, now: Millis, change: impl FnOnce(&mut Post)) {
        let stamp = self.stamp(now);
        self.change(place, |post| {
            post.version += 1;
            post.changed = stamp.max(post.changed);
            change(post);
        });
    }

    /// Changes an entry without saying when, as some systems do for marks.
    pub fn change(&mut self, place: usize, change: impl FnOnce(&mut Post)) {
        let mut post = self.posts[place].clone();
        change(&mut post);
        self.posts[place] = post.rendered();
    }

    /// Withdraws an entry.
    pub fn withdraw(&mut self, place: usize, now: Millis) {
        let stamp = self.stamp(now);
        self.posts[place].gone = true;
        if self.shape != Shape::Whole || self.streams {
            self.stones.push((self.posts[place].number, stamp));
        }
    }

    /// When an entry was withdrawn, where anybody was told.
    #[must_use]
    pub fn withdrawn_at(&self, number: u32) -> Option<i64> {
        self.stones.iter().filter(|(of, _)| *of == number).map(|(_, when)| *when).max()
    }

    /// Publishes a withdrawn entry again: as it was, where nobody was told that it was withdrawn, else as a later version.
    pub fn restore(&mut self, place: usize, now: Millis, as_it_was: bool) {
        let stamp = self.stamp(now);
        let number = self.posts[place].number;
        let stone = self.withdrawn_at(number);
        self.change(place, |post| {
            post.gone = false;
            post.late = true;
            match stone {
                Some(when) => {
                    post.publications += 1;
                    post.version += 1;
                    post.changed = stamp.max(when + 1_000);
                }
                None if as_it_was => {}
                None => {
                    post.version += 1;
                    post.changed = stamp.max(post.changed);
                }
            }
        });
    }

    /// The same entries under other ids, as when a newsroom moves to another system.
    pub fn begin_anew(&mut self) {
        let mut posts: Vec<Post> = std::mem::take(&mut self.posts);
        posts.retain(|post| !post.gone);
        self.began_anew = true;
        self.stones.clear();
        for post in posts.into_iter().rev() {
            self.last_number += 1;
            self.insert(Post { number: self.last_number, publications: 1, ..post }.rendered());
        }
    }

    /// Publishes what has changed as the newest edition.
    pub fn issue(&mut self, now: Millis) {
        let total = self.alive().count();
        let items = self.listed();
        let mut head =
            String::from(r#"{"version":"https://jsonfeed.org/version/1.1","title":"The harbour","#);
        if let Some((last, _)) = items.last().filter(|_| items.len() < total) {
            let _ = write!(head, r#""next_url":"{ADDRESS}?below={last}","#);
        }
        let state = if self.ended { "ended" } else { "live" };
        let _ = write!(head, r#""_liveblog":{{"state":"{state}","total":{total},"#);
        if self.shape == Shape::Changes {
            head.push_str(r#""mode":"delta","#);
        }
        if let Some(seconds) = self.poll_seconds {
            let _ = write!(head, r#""poll_seconds":{seconds},"#);
        }
        let silent = self.shape == Shape::Whole;
        let told = if silent { self.stones.len() } else { self.stones.len().saturating_sub(STONES_TOLD) };
        let stones: Vec<String> = self.stones[told..]
            .iter()
            .map(|(number, when)| format!(r#"{{"id":"{}","when":"{}"}}"#, id(*number), date(*when)))
            .collect();
        let _ = write!(head, r#""deleted":[{}]}},"items":["#, stones.join(","));
        self.editions.push(Rc::new(Edition { at: now, items, head }));
        if self.editions.len() > 64 {
            self.editions.remove(0);
        }
    }

    /// The entries that the first page has, in its order.
    fn listed(&self) -> Vec<(u32, Rc<str>)> {
        let most = if let Shape::Paged { window } = self.shape { window } else { usize::MAX };
        let item = |post: &Post| (post.number, Rc::clone(&post.json));
        if !self.pinned_first {
            return self.alive().take(most).map(item).collect();
        }
        // Those that are kept on top are listed whatever their age, beside the newest of the others.
        let pinned = self.alive().filter(|post| post.pinned);
        pinned.chain(self.alive().filter(|post| !post.pinned).take(most)).map(item).collect()
    }

    /// The page of the entries that stand below this one, which may have been withdrawn meanwhile. Pages are named by an entry
    /// and not counted: a counted page loses an entry to who turns it when one above is withdrawn.
    #[must_use]
    pub fn page_below(&self, number: u32) -> Vec<u8> {
        let most = if let Shape::Paged { window } = self.shape { window } else { usize::MAX };
        let place = self.posts.iter().position(|post| post.number == number);
        let below = place.map_or(&[][..], |place| &self.posts[place + 1..]);
        let apart = |post: &Post| self.pinned_first && post.pinned;
        let mut stream = below.iter().filter(|post| !post.gone && !apart(post));
        let items: Vec<&Post> = stream.by_ref().take(most).collect();
        let next = match (items.last(), stream.next()) {
            (Some(last), Some(_)) => format!(r#""next_url":"{ADDRESS}?below={}","#, last.number),
            _ => String::new(),
        };
        let items: Vec<&str> = items.iter().map(|post| &*post.json).collect();
        let version = "https://jsonfeed.org/version/1.1";
        format!(r#"{{"version":"{version}",{next}"items":[{}]}}"#, items.join(",")).into_bytes()
    }
}

/// The id of the entry with this number: one order for numbers and for ids.
fn id(number: u32) -> String {
    format!("p{number:07}")
}

/// ISO 8601 in UTC, with thousandths where there are any.
pub fn date(at: i64) -> String {
    let text = iso(Timestamp(at));
    match at.rem_euclid(1_000) {
        0 => text,
        rest => text.replace('Z', &format!(".{rest:03}Z")),
    }
}
