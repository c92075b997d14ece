//! What goes wrong between the newsroom and a reader, and what then comes over the wire.

use std::rc::Rc;

use live_blog::core::clock::Tick;
use live_blog::core::patience::{self, Patience};

use crate::Millis;
use crate::dice::Dice;
use crate::newsroom::{EPOCH, Edition, Newsroom, date};

/// A fault of the server, the network or what stands between.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Fault {
    /// A status without use, and how the server says when to come again.
    Status(u16, Retry),
    /// No connection.
    Refused,
    /// A connection, and never a byte.
    Silent,
    /// The answer comes in portions, with pauses: perhaps too late.
    Slow,
    /// The body breaks off.
    BrokenOff,
    /// The body is cut short, and looks complete.
    CutShort,
    /// A page for people, with status 200.
    LoginPage,
    /// JSON that is no feed.
    OtherJson,
    /// An empty list, which may be any format.
    EmptyList,
    /// A feed without entries.
    NoEntries,
    /// Bytes that are no UTF-8 in the middle.
    BadText,
    /// A byte order mark in front.
    Mark,
    /// UTF-16.
    Utf16,
    /// More than a feed may have.
    TooLarge,
    /// Entries twice, with an older version.
    Doubles,
    /// Things that are no entries, between the entries.
    Junk,
    /// Some entries unreadable.
    Unreadable,
    /// A cache answers with an edition that is this old, in editions.
    Stale(usize),
    /// Caches answer with any of the last editions.
    Shuffled(usize),
    /// The server is down, comes back with errors, and then for a while with what it last had on disk.
    Restart,
}

/// How a server says when to come again.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Retry {
    /// It does not, or the browser hides it.
    Unsaid,
    /// In seconds.
    Seconds(u64),
    /// As a date, beside a `Date` of the same clock, which is wrong by this much.
    Date {
        /// From now, in seconds.
        after: i64,
        /// How wrong the server's clock is, in seconds.
        wrong: i64,
    },
    /// A number that no reader would wait for.
    Absurd,
    /// No number and no date.
    Garbage,
    /// A date that is over.
    Past,
}

/// What comes over the wire.
#[derive(Clone, Debug)]
pub enum Wire {
    /// A response.
    Response {
        /// Its status.
        status: u16,
        /// `Retry-After`, where it is there to be read.
        retry_after: Option<String>,
        /// `Date`, where it is there to be read.
        date: Option<String>,
        /// Its body.
        body: Body,
    },
    /// The connection failed.
    Broken,
    /// Nothing within the time that an answer may take.
    GivenUp,
}

/// A body as the reader's browser gets it.
#[derive(Clone, Debug)]
pub enum Body {
    /// To its end.
    Bytes(Vec<u8>),
    /// It breaks off.
    BrokenOff,
    /// It goes on and on.
    Endless,
}

impl Wire {
    /// A good answer.
    #[must_use]
    pub fn ok(bytes: Vec<u8>) -> Self {
        Self::Response { status: 200, retry_after: None, date: None, body: Body::Bytes(bytes) }
    }

    /// The same with the header `Date`, where there is none.
    #[must_use]
    pub fn dated(mut self, now: Millis) -> Self {
        if let Self::Response { date: made @ None, .. } = &mut self {
            *made = Some(date(EPOCH + i64::try_from(now).unwrap_or(0)));
        }
        self
    }
}

/// Every fault there is, for tables of them; those with a number have it drawn.
pub fn any(dice: &mut Dice) -> Fault {
    match dice.below(30) {
        0..8 => Fault::Status(*dice.pick(&[404, 401, 403, 429, 429, 500, 502, 503, 503, 504]), retry(dice)),
        8..10 => Fault::Refused,
        10 => Fault::Silent,
        11 => Fault::Slow,
        12 => Fault::BrokenOff,
        13 => Fault::CutShort,
        14 => Fault::LoginPage,
        15 => Fault::OtherJson,
        16 => Fault::EmptyList,
        17 => Fault::NoEntries,
        18 => Fault::BadText,
        19 => *dice.pick(&[Fault::Mark, Fault::Utf16]),
        20 => Fault::TooLarge,
        21 => Fault::Doubles,
        22 => Fault::Junk,
        23 => Fault::Unreadable,
        24..26 => Fault::Stale(dice.below(12) + 1),
        26..28 => Fault::Shuffled(dice.below(12) + 2),
        _ => Fault::Restart,
    }
}

/// Any way of saying when to come again.
pub fn retry(dice: &mut Dice) -> Retry {
    match dice.below(8) {
        0 => Retry::Seconds(dice.between(0, 300)),
        1 => Retry::Date { after: i64::try_from(dice.between(1, 300)).unwrap_or(1), wrong: 0 },
        2 => Retry::Date { after: 120, wrong: *dice.pick(&[-7_200, 90, 31_536_000]) },
        3 => Retry::Absurd,
        4 => Retry::Garbage,
        5 => Retry::Past,
        _ => Retry::Unsaid,
    }
}

/// What an edge answers now, and how long it takes beyond the ordinary.
pub fn answer(
    newsroom: &Newsroom,
    fault: Option<Fault>,
    since: Millis,
    now: Millis,
    dice: &mut Dice,
) -> (Wire, Millis) {
    let newest = newsroom.edition();
    let Some(fault) = fault else { return (Wire::ok(newest.whole()), 0) };
    let wire = match fault {
        Fault::Status(code, retry) => status(code, retry, now),
        Fault::Refused => Wire::Broken,
        Fault::Silent => return (Wire::GivenUp, patience::FEED.header),
        Fault::Slow => return slow(newest.whole(), dice),
        Fault::BrokenOff => with(Body::BrokenOff),
        Fault::CutShort => {
            let whole = newest.whole();
            let cut = dice.below(whole.len());
            Wire::ok(whole[..cut].to_vec())
        }
        Fault::LoginPage => Wire::ok(b"<!doctype html><title>Log in</title><form></form>".to_vec()),
        Fault::OtherJson => Wire::ok(br#"{"error":{"code":7,"message":"no such channel"}}"#.to_vec()),
        Fault::EmptyList => Wire::ok(b"[]".to_vec()),
        Fault::NoEntries => Wire::ok(newest.document(std::iter::empty())),
        Fault::BadText => Wire::ok(bad_text(newest.whole(), dice)),
        Fault::Mark => Wire::ok([b"\xEF\xBB\xBF".to_vec(), newest.whole()].concat()),
        Fault::Utf16 => {
            let text = String::from_utf8_lossy(&newest.whole()).into_owned();
            Wire::ok(text.encode_utf16().flat_map(u16::to_le_bytes).collect())
        }
        Fault::TooLarge => with(Body::Endless),
        Fault::Doubles => Wire::ok(doubled(newsroom, dice)),
        Fault::Junk => Wire::ok(spoiled(newest, dice, false)),
        Fault::Unreadable => Wire::ok(spoiled(newest, dice, true)),
        Fault::Stale(back) => Wire::ok(newsroom.earlier(back).whole()),
        Fault::Shuffled(back) => Wire::ok(newsroom.earlier(dice.below(back)).whole()),
        Fault::Restart => restart(newsroom, since, now, dice),
    };
    (wire, 0)
}

/// An answer in portions, and the browser's patience with it.
fn slow(bytes: Vec<u8>, dice: &mut Dice) -> (Wire, Millis) {
    let mut patience = Patience::new(patience::FEED, Tick(0));
    let mut at = dice.between(500, 12_000);
    for _ in 0..dice.between(1, 8) {
        if Tick(at) >= patience.ends_at() {
            return (Wire::GivenUp, patience.ends_at().0);
        }
        patience.heard(Tick(at));
        at += dice.between(500, 16_000);
    }
    (Wire::ok(bytes), at)
}

fn with(body: Body) -> Wire {
    Wire::Response { status: 200, retry_after: None, date: None, body }
}

fn status(status: u16, retry: Retry, now: Millis) -> Wire {
    let wall = EPOCH + i64::try_from(now).unwrap_or(0);
    let (retry_after, date) = match retry {
        Retry::Unsaid => (None, None),
        Retry::Seconds(seconds) => (Some(seconds.to_string()), None),
        Retry::Date { after, wrong } => {
            let server = wall + wrong * 1_000;
            (Some(date(server + after * 1_000)), Some(date(server)))
        }
        Retry::Absurd => (Some("1000000000".to_owned()), None),
        Retry::Garbage => (Some("soon".to_owned()), None),
        Retry::Past => (Some(date(wall - 60_000)), Some(date(wall))),
    };
    Wire::Response { status, retry_after, date, body: Body::Bytes(b"<h1>Sorry</h1>".to_vec()) }
}

/// A third of the time each: nobody listens, errors, what was on disk.
fn restart(newsroom: &Newsroom, since: Millis, now: Millis, dice: &mut Dice) -> Wire {
    match now.saturating_sub(since) {
        0..5_000 => Wire::Broken,
        5_000..12_000 => status(*dice.pick(&[502, 503]), Retry::Unsaid, now),
        _ => Wire::ok(newsroom.earlier(4).whole()),
    }
}

/// Three bytes of the headlines' words become what no encoding has.
fn bad_text(mut bytes: Vec<u8>, dice: &mut Dice) -> Vec<u8> {
    let words: Vec<usize> = bytes
        .windows(8)
        .enumerate()
        .filter(|(_, text)| text.starts_with(b"ferry "))
        .map(|(at, _)| at)
        .collect();
    for _ in 0..3 {
        if !words.is_empty() {
            bytes[*dice.pick(&words)] = 0xFF;
        }
    }
    bytes
}

/// Some entries stand twice, the second time as an earlier edition had them.
fn doubled(newsroom: &Newsroom, dice: &mut Dice) -> Vec<u8> {
    let (newest, older) = (newsroom.edition(), newsroom.earlier(dice.below(8)));
    let mut items: Vec<Rc<str>> = newest.items.iter().map(|(_, json)| Rc::clone(json)).collect();
    for (number, json) in &older.items {
        if dice.percent(50) && newest.items.iter().any(|(known, _)| known == number) {
            items.insert(dice.below(items.len() + 1), Rc::clone(json));
        }
    }
    newest.document(items.iter().map(|json| &**json))
}

/// Things that are no entries stand between the entries, or in place of some.
fn spoiled(newest: &Edition, dice: &mut Dice, instead: bool) -> Vec<u8> {
    let junk = ["null", "7", "\"entry\"", "{}", "[]", r#"{"id":"","title":"?"}"#];
    let mut items: Vec<Rc<str>> = Vec::new();
    for (_, json) in &newest.items {
        let spoil = dice.percent(20);
        if spoil {
            items.push(Rc::from(*dice.pick(&junk)));
        }
        if !spoil || !instead {
            items.push(Rc::clone(json));
        }
    }
    newest.document(items.iter().map(|json| &**json))
}
