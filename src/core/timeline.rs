//! The entries of a blog in order, and what a new answer does to them.
//!
//! Invariant: an entry id occurs once. Invariant: rows are newest first by first publication; an edit never moves
//! a row. Invariant: an older version never replaces a newer one, and what a tombstone took stays away until a
//! version newer than the tombstone comes.

use std::cell::OnceCell;
use std::rc::Rc;

use super::clock::Timestamp;
use super::feed::{Mode, Parsed, Tombstone};
use super::markup;
use super::model::{Body, Entry, EntryId};
use super::order::{self, Places};
use super::search;

/// How many entries, and how many tombstones, are kept: a page that is open for days must not fill the tab.
pub const ROWS_MAX: usize = 10_000;

/// An entry in its place, with what is derived from it on demand.
#[derive(Debug)]
pub struct Row {
    /// The entry.
    pub entry: Rc<Entry>,
    folded: OnceCell<Box<str>>,
}

impl PartialEq for Row {
    fn eq(&self, other: &Self) -> bool {
        self.entry == other.entry
    }
}

impl Eq for Row {}

impl From<Entry> for Row {
    fn from(entry: Entry) -> Self {
        Self { entry: Rc::new(entry), folded: OnceCell::new() }
    }
}

impl Row {
    /// The entry's words, folded for search. Made at the first search, since most readers never search.
    pub fn folded(&self) -> &str {
        self.folded.get_or_init(|| {
            let entry = &self.entry;
            let mut text = entry.headline.as_deref().unwrap_or_default().to_owned();
            let mut add = |piece: &str| {
                text.push('\n');
                text.push_str(piece);
            };
            if entry.body != Body::Empty {
                add(&markup::text_of(&entry.body));
            }
            entry.authors.iter().for_each(|author| add(&author.name));
            entry.topics.iter().for_each(|topic| add(topic));
            for image in entry.images.iter() {
                add(image.caption.as_deref().unwrap_or(&image.alt));
            }
            search::fold(&text).into_boxed_str()
        })
    }
}

/// All entries that the reader may see.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Timeline {
    rows: Vec<Rc<Row>>,
    tombstones: Vec<Tombstone>,
}

/// What an answer changed.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Changes {
    /// Entries that were not there, newest first.
    pub added: Vec<EntryId>,
    /// Entries with a new version.
    pub edited: Vec<EntryId>,
    /// Entries that went.
    pub removed: Vec<EntryId>,
}

impl Changes {
    /// Whether the answer changed nothing.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.added.is_empty() && self.edited.is_empty() && self.removed.is_empty()
    }
}

impl Timeline {
    /// Rows, newest first.
    #[must_use]
    pub fn rows(&self) -> &[Rc<Row>] {
        &self.rows
    }

    /// The rows of these entries, which stand in the order of the timeline, as [`Changes::added`] does: one walk finds all.
    pub fn rows_of(&self, ids: &[EntryId]) -> impl Iterator<Item = &Rc<Row>> {
        let mut wanted = ids.iter().peekable();
        self.rows.iter().filter(move |row| wanted.next_if(|id| **id == row.entry.id).is_some())
    }

    /// This timeline after an answer, and what changed. When nothing did, the rows are the very same.
    #[must_use]
    pub fn merged(&self, batch: &Parsed) -> (Self, Changes) {
        let buried = self.buried_by(batch);
        let arriving = arriving(batch, &buried);
        let known = places(self.rows.iter().map(|row| row.entry.id.clone()));
        let arrived = places(arriving.iter().map(|entry| entry.id.clone()));

        let mut changes = Changes::default();
        let mut rows: Vec<Rc<Row>> = Vec::with_capacity(self.rows.len() + arriving.len());
        for entry in &arriving {
            let row = known.get(&entry.id.0).and_then(|place| self.rows.get(*place));
            rows.push(match row {
                None => Rc::new(Row::from((*entry).clone())),
                Some(row) if replaces(entry, &row.entry) => {
                    changes.edited.push(entry.id.clone());
                    // First publication is what it was when the reader first saw the entry; a date that moved later is a
                    // change of that time, or an older version could come and replace it.
                    let published = row.entry.published;
                    let moved = (entry.published > published).then_some(entry.published);
                    let modified = entry.modified.max(moved);
                    Rc::new(Row::from(Entry { published, modified, ..(*entry).clone() }))
                }
                Some(row) => Rc::clone(row),
            });
        }
        let oldest = window(&arriving, batch.more);
        for row in self.rows.iter().filter(|row| !arrived.contains_key(&row.entry.id.0)) {
            if buried.has(&row.entry) || is_absent(row, batch.mode, oldest) {
                changes.removed.push(row.entry.id.clone());
            } else {
                rows.push(Rc::clone(row));
            }
        }
        order::sort(&mut rows, |a, b| b.entry.published.cmp(&a.entry.published));
        let cut = places(rows.drain(rows.len().min(ROWS_MAX)..).map(|row| row.entry.id.clone()));
        if !cut.is_empty() {
            // An entry that nobody could keep was never there; one that was makes room for the newer.
            let gone = self.rows.iter().map(|row| &row.entry.id).filter(|id| cut.contains_key(&id.0));
            changes.removed.extend(gone.cloned());
            changes.edited.retain(|id| !cut.contains_key(&id.0));
        }
        let ids = rows.iter().map(|row| &row.entry.id);
        changes.added = ids.filter(|id| !known.contains_key(&id.0)).cloned().collect();
        if changes.is_empty() {
            rows.clone_from(&self.rows);
        }
        (Self { rows, tombstones: buried.tombstones }, changes)
    }

    /// All tombstones, the answer's included; of two for one entry the later counts.
    fn buried_by(&self, batch: &Parsed) -> Buried {
        let mut tombstones = self.tombstones.clone();
        let mut graves = places(tombstones.iter().map(|stone| stone.id.clone()));
        for stone in &batch.deleted {
            match graves.get(&stone.id.0).and_then(|place| tombstones.get_mut(*place)) {
                Some(known) => known.when = known.when.max(stone.when),
                None => {
                    graves.insert(Rc::clone(&stone.id.0), tombstones.len());
                    tombstones.push(stone.clone());
                }
            }
        }
        // Dropping the oldest leaves the graves pointing astray: they are counted anew.
        if tombstones.len() > ROWS_MAX {
            tombstones.drain(..tombstones.len() - ROWS_MAX);
            graves = places(tombstones.iter().map(|stone| stone.id.clone()));
        }
        Buried { tombstones, graves }
    }
}

/// The oldest moment of which a snapshot speaks. A pinned entry stands outside the order of time; and where older entries
/// are on a page of their own, an entry with an odd date does not stretch the window: its last entry ends it.
fn window(arriving: &[&Entry], more: bool) -> Option<Timestamp> {
    let mut dated = arriving.iter().filter(|entry| !entry.marks.pinned).map(|entry| entry.published);
    if more { dated.next_back() } else { dated.min() }
}

/// Whether a row that the answer does not carry is deleted by that. A snapshot speaks only for the span of time that it
/// covers: what is older than its oldest entry has merely left the page. An empty answer covers nothing.
fn is_absent(row: &Row, mode: Mode, oldest: Option<Timestamp>) -> bool {
    mode == Mode::Snapshot && oldest.is_some_and(|oldest| row.entry.published >= oldest)
}

/// The answer's living entries, newest first where the feed orders them the other way round, so that entries of one
/// instant keep the newsroom's order.
fn arriving<'a>(batch: &'a Parsed, buried: &Buried) -> Vec<&'a Entry> {
    let mut entries: Vec<&Entry> = batch.entries.iter().filter(|entry| !buried.has(entry)).collect();
    if let (Some(first), Some(last)) = (entries.first(), entries.last())
        && first.published < last.published
    {
        entries.reverse();
    }
    entries
}

/// The entries that the newsroom has withdrawn.
struct Buried {
    tombstones: Vec<Tombstone>,
    graves: Places,
}

impl Buried {
    /// Whether this version of the entry is withdrawn; a later one is a new publication.
    fn has(&self, entry: &Entry) -> bool {
        let stone = self.graves.get(&entry.id.0).and_then(|place| self.tombstones.get(*place));
        stone.is_some_and(|stone| stone.when.is_none_or(|when| version(entry) <= when))
    }
}

fn places(ids: impl Iterator<Item = EntryId>) -> Places {
    let mut places = Places::new();
    for (place, id) in ids.enumerate() {
        places.insert(id.0, place);
    }
    places
}

fn version(entry: &Entry) -> Timestamp {
    entry.modified.unwrap_or(entry.published)
}

/// Whether the arriving entry is another version, and not an older one. A feed that never says when it changed an
/// entry is believed.
fn replaces(arriving: &Entry, known: &Entry) -> bool {
    let as_known = Entry { published: known.published, modified: known.modified, ..arriving.clone() };
    let same = as_known == *known && version(arriving) <= version(known);
    !same && version(arriving) >= version(known)
}

#[cfg(test)]
#[path = "timeline_tests.rs"]
mod tests;
