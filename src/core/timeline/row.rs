//! One entry in the timeline, with what the filter needs of it in reach.

use std::cell::{Cell, OnceCell};
use std::rc::Rc;

use crate::core::clock::Timestamp;
use crate::core::hash::fnv1a;
use crate::core::markup;
use crate::core::media::{self, MediaKinds};
use crate::core::model::{Author, Body, Entry, Marks, Part};
use crate::core::search::{Folding, Query, Starts};

/// An entry in its place, with what is derived from it on demand.
#[derive(Debug)]
pub struct Row {
    /// The entry.
    pub entry: Rc<Entry>,
    /// The entry's marks: a hundred thousand rows are gone through without a look at their entries.
    pub marks: Marks,
    /// The entry's first publication.
    pub published: Timestamp,
    searched: Cell<u64>,
    names: OnceCell<Names>,
    reading: OnceCell<Reading>,
}

/// The entry's names as numbers, each once: comparing numbers is quick.
#[derive(Clone, Debug)]
struct Names {
    numbers: Box<[u64]>,
    topics: usize,
}

/// What is known of an entry once it was read from one end to the other.
#[derive(Clone, Debug)]
struct Reading {
    folded: Box<str>,
    headline: usize,
    starts: Starts,
    media: MediaKinds,
}

impl PartialEq for Row {
    fn eq(&self, other: &Self) -> bool {
        self.entry == other.entry
    }
}

impl Eq for Row {}

impl From<Entry> for Row {
    fn from(entry: Entry) -> Self {
        Self {
            marks: entry.marks,
            published: entry.published,
            entry: Rc::new(entry),
            searched: Cell::new(0),
            names: OnceCell::new(),
            reading: OnceCell::new(),
        }
    }
}

impl Row {
    /// The same entry with another date or place: what was read in it, and what was found, stays true.
    #[must_use]
    pub fn moved(&self, entry: Entry) -> Self {
        Self {
            searched: self.searched.clone(),
            names: self.names.clone(),
            reading: self.reading.clone(),
            ..Self::from(entry)
        }
    }

    /// Whether the query finds the row. Looked for once: asked again, and after a loosened form of the query, it is known.
    pub fn is_found(&self, query: &Query) -> bool {
        self.known(query, None).unwrap_or_else(|| self.look(query))
    }

    /// The same without a look, where it is known: from the last time, or from an earlier query that this one narrows.
    pub fn known(&self, query: &Query, narrowed: Option<u64>) -> Option<bool> {
        if query.is_empty() {
            return Some(true);
        }
        let (key, answer) = (self.searched.get() & !3, self.searched.get() & 3);
        if key != query.key() {
            return (Some(key) == narrowed && answer & FOUND == 0).then_some(false);
        }
        match (answer, query.is_loose()) {
            (FOUND, _) => Some(true),
            (_, false) => Some(false),
            (0, true) => None,
            (_, true) => Some(answer == LOOSE | FOUND),
        }
    }

    fn look(&self, query: &Query) -> bool {
        let reading = self.reading();
        let found = self.may_match(query) && query.matches(&reading.folded);
        let loose = if query.is_loose() { LOOSE } else { 0 };
        self.searched.set(query.key() | loose | u64::from(found));
        found
    }

    /// Whether the row, which was read, is worth looking at.
    pub fn may_match(&self, query: &Query) -> bool {
        query.may_match(&self.reading().starts)
    }

    /// How well a query that finds the row does so.
    pub fn score(&self, query: &Query) -> u32 {
        let reading = self.reading();
        query.score(&reading.folded, reading.headline)
    }

    /// Whether the entry was read.
    pub fn is_read(&self) -> bool {
        self.reading.get().is_some()
    }

    /// Reads the entry, unless that was done.
    pub fn read(&self) {
        self.reading();
    }

    /// How much there is to read or, when it was read, to look through; in bytes.
    pub fn size(&self) -> usize {
        if let Some(reading) = self.reading.get() {
            return reading.folded.len();
        }
        match &self.entry.body {
            Body::Empty => 0,
            Body::Html { source, .. } | Body::Text(source) => source.len(),
            Body::Parts { parts, .. } => parts.iter().map(size).sum(),
        }
    }

    /// The entry's words, folded for search.
    pub fn folded(&self) -> &str {
        &self.reading().folded
    }

    /// The kinds of media it has.
    pub fn media(&self) -> MediaKinds {
        self.reading().media
    }

    /// The numbers of its topics.
    pub fn topics(&self) -> &[u64] {
        let names = self.names();
        names.numbers.get(..names.topics).unwrap_or_default()
    }

    /// The numbers of its own authors.
    pub fn authors(&self) -> &[u64] {
        let names = self.names();
        names.numbers.get(names.topics..).unwrap_or_default()
    }

    fn names(&self) -> &Names {
        self.names.get_or_init(|| {
            let mut numbers = Vec::with_capacity(self.entry.topics.len() + self.entry.authors.len());
            self.entry.topics.iter().for_each(|topic| add_once(&mut numbers, 0, number(topic)));
            let topics = numbers.len();
            let number_of = |author: &Author| number(&author.name);
            self.entry.authors.iter().for_each(|author| add_once(&mut numbers, topics, number_of(author)));
            Names { numbers: numbers.into_boxed_slice(), topics }
        })
    }

    fn reading(&self) -> &Reading {
        self.reading.get_or_init(|| {
            let entry = &self.entry;
            let mut text = Folding::with_capacity(self.size() + 64);
            text.field(entry.headline.as_deref().unwrap_or_default());
            let headline = text.len();
            if entry.body != Body::Empty {
                text.field(&markup::text_of(&entry.body));
            }
            entry.authors.iter().for_each(|author| text.field(&author.name));
            entry.topics.iter().for_each(|topic| text.field(topic));
            for image in entry.images.iter() {
                text.field(image.caption.as_deref().unwrap_or(&image.alt));
            }
            let folded = text.into_text().into_boxed_str();
            Reading { headline, starts: Starts::of(&folded), media: media::kinds_of(entry), folded }
        })
    }
}

/// The last bits of what a row knows of a query: whether it was found, and whether with a slip, which is looked for only where
/// the query as typed finds nothing.
const FOUND: u64 = 1;
const LOOSE: u64 = 2;

/// The number of a topic or an author. Two names with one number are expected once in many thousand million blogs.
#[must_use]
pub fn number(name: &str) -> u64 {
    fnv1a(name.as_bytes())
}

/// Puts a number in unless it is among those from `from` on.
fn add_once(numbers: &mut Vec<u64>, from: usize, number: u64) {
    if numbers.get(from..).is_some_and(|known| !known.contains(&number)) {
        numbers.push(number);
    }
}

fn size(part: &Part) -> usize {
    match part {
        Part::Html(source) | Part::Text(source) | Part::Quote { html: source, .. } => source.len(),
        Part::Image(_) | Part::Embed(_) => 0,
    }
}

/// The moment of an entry's last change: of two versions the later counts.
#[must_use]
pub fn version(entry: &Entry) -> Timestamp {
    entry.modified.unwrap_or(entry.published)
}

#[cfg(test)]
#[path = "row_tests.rs"]
mod tests;
