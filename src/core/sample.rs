//! Short ways to make entries, answers and times for the tests of this crate.
#![allow(clippy::unwrap_used, reason = "a failed test is the point of a test")]

use std::rc::Rc;

use super::clock::{Now, SECOND, Tick, Timestamp};
use super::feed::{Format, Mode, Parsed, Tombstone};
use super::model::{About, Author, Body, Entry, EntryId, Marks};
use super::timeline::Timeline;

/// An entry published at a minute of the story, with its id as headline.
pub fn entry(id: &str, minute: i64) -> Entry {
    Entry {
        id: EntryId::from(id),
        headline: Some(id.to_owned().into()),
        body: Body::Empty,
        authors: Rc::default(),
        published: Timestamp(minute * 60_000),
        approximate: false,
        modified: None,
        marks: Marks::default(),
        topics: Rc::default(),
        images: Rc::default(),
        url: None,
        lang: None,
        rank: None,
    }
}

/// An entry with topics.
pub fn about(id: &str, minute: i64, topics: &[&str]) -> Entry {
    Entry { topics: topics.iter().map(|t| (*t).to_owned().into()).collect(), ..entry(id, minute) }
}

/// An entry signed by these.
pub fn by(id: &str, minute: i64, names: &[&str]) -> Entry {
    let author = |name: &&str| Author { name: (*name).to_owned().into(), url: None, avatar: None };
    Entry { authors: names.iter().map(author).collect(), ..entry(id, minute) }
}

/// A key event.
pub fn key(id: &str, minute: i64) -> Entry {
    Entry { marks: Marks { key: true, ..Marks::default() }, ..entry(id, minute) }
}

/// A changed version of an entry.
pub fn edited(entry: &Entry, headline: &str, minute: i64) -> Entry {
    Entry {
        headline: Some(headline.to_owned().into()),
        modified: Some(Timestamp(minute * 60_000)),
        ..entry.clone()
    }
}

/// A snapshot with these entries.
pub fn snapshot(entries: &[Entry]) -> Parsed {
    Parsed {
        format: Format::JsonFeed,
        about: About::default(),
        entries: entries.to_vec(),
        skipped: 0,
        skips: Vec::new(),
        cut: 0,
        deleted: Vec::new(),
        mode: Mode::Snapshot,
        more: false,
        next: None,
        server: None,
        hub: None,
    }
}

/// A change log with these entries and tombstones.
pub fn delta(entries: &[Entry], deleted: &[(&str, Option<i64>)]) -> Parsed {
    let deleted = deleted
        .iter()
        .map(|(id, minute)| Tombstone { id: EntryId::from(*id), when: minute.map(|m| Timestamp(m * 60_000)) })
        .collect();
    Parsed { mode: Mode::Delta, deleted, ..snapshot(entries) }
}

/// A timeline that has received one snapshot.
pub fn timeline(entries: &[Entry]) -> Timeline {
    Timeline::default().merged(&snapshot(entries)).0
}

/// The ids of a timeline's rows, in order.
pub fn ids(timeline: &Timeline) -> Vec<String> {
    timeline.rows().iter().map(|row| row.entry.id.0.to_string()).collect()
}

/// So many seconds after the page was opened.
pub fn second(n: u64) -> Now {
    Now { wall: Timestamp(1_000_000_000_000 + i64::try_from(n * SECOND).unwrap()), tick: Tick(n * SECOND) }
}
