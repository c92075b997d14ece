//! Entries of one document, gathered: one for each id, all of them dated, no more than anybody keeps.

use std::rc::Rc;

use super::dates::Dated;
use super::error::{Skip, SkipReason, seen};
use crate::core::clock::Timestamp;
use crate::core::json::Json;
use crate::core::model::{Body, Entry, EntryId, Marks};
use crate::core::order::{self, Places};

/// An entry of which only the id is known; [`Collector::add`] dates it.
pub(super) fn blank(id: EntryId) -> Entry {
    Entry {
        id,
        headline: None,
        body: Body::Empty,
        authors: Rc::from([]),
        published: Timestamp::default(),
        approximate: false,
        modified: None,
        marks: Marks::default(),
        topics: Rc::from([]),
        images: Rc::from([]),
        url: None,
        lang: None,
        rank: None,
    }
}

/// How many entries of one document are kept: the newest.
pub(super) const MOST: usize = 10_000;

/// How many of the things that are no entries are named.
const MOST_SKIPS: usize = 20;

/// The three dates an entry may have.
#[derive(Clone, Copy, Default)]
pub(super) struct Dates {
    /// First publication.
    pub(super) published: Option<Dated>,
    /// Last change.
    pub(super) modified: Option<Dated>,
    /// Taken for the first publication when that is missing: an edit must not move the entry.
    pub(super) created: Option<Dated>,
}

impl Dates {
    /// Sets the entry's times. Returns whether there was any: if not, the entry is dated by its neighbours.
    fn apply(self, entry: &mut Entry) -> bool {
        let Some(published) = self.published.or(self.created).or(self.modified) else {
            entry.approximate = true;
            return false;
        };
        entry.published = published.at;
        entry.approximate |= published.approximate;
        entry.modified = self.modified.map(|dated| dated.at).filter(|at| *at > published.at);
        true
    }
}

/// The entries so far.
#[derive(Default)]
pub(super) struct Collector {
    entries: Vec<Entry>,
    /// Beside each entry, whether the feed dated it.
    dated: Vec<bool>,
    places: Places,
    skipped: u32,
    skips: Vec<Skip>,
}

/// The entries at the end.
pub(super) struct Gathered {
    pub(super) entries: Vec<Entry>,
    pub(super) skipped: u32,
    pub(super) skips: Vec<Skip>,
    pub(super) cut: u32,
}

impl Collector {
    /// The elements that can be entries because they are objects, with their positions; the others are counted.
    pub(super) fn objects<'a>(&mut self, list: &'a [Json]) -> Vec<(usize, &'a Json)> {
        let mut objects = Vec::with_capacity(list.len());
        for (position, element) in list.iter().enumerate() {
            if element.is_object() {
                objects.push((position, element));
            } else {
                self.skip(position, SkipReason::NotAnObject { seen: seen(element) });
            }
        }
        objects
    }

    /// Counts something that is not an entry.
    pub(super) fn skip(&mut self, position: usize, reason: SkipReason) {
        let position = u32::try_from(position).unwrap_or(u32::MAX);
        self.skipped = self.skipped.saturating_add(1);
        // Things of one kind are looked at before those of another, so they do not come in the order of the document.
        let place = self.skips.iter().position(|skip| position < skip.position).unwrap_or(self.skips.len());
        self.skips.insert(place, Skip { position, reason });
        self.skips.truncate(MOST_SKIPS);
    }

    /// Takes an entry. Of several with one id the last changed stays, in the place of the first; of those changed
    /// at the same time the last in the document, with the marks of all.
    pub(super) fn add(&mut self, position: usize, mut entry: Entry, dates: Dates) {
        let silent = entry.headline.is_none() && entry.body == Body::Empty && entry.images.is_empty();
        if silent && entry.url.is_none() {
            self.skip(position, SkipReason::NothingToShow);
            return;
        }
        let dated = dates.apply(&mut entry);
        let version = |entry: &Entry, dated: bool| dated.then(|| entry.modified.unwrap_or(entry.published));
        if let Some(place) = self.places.get(&entry.id.0).copied()
            && let (Some(kept), Some(kept_dated)) = (self.entries.get_mut(place), self.dated.get_mut(place))
        {
            let (arriving, known) = (version(&entry, dated), version(kept, *kept_dated));
            if arriving == known {
                // A pinned entry or key event may be listed apart, with a copy in the list that does not say so.
                entry.marks.pinned |= kept.marks.pinned;
                entry.marks.key |= kept.marks.key;
            }
            if arriving >= known {
                *kept = entry;
                *kept_dated = dated;
            }
            return;
        }
        self.places.insert(entry.id.0.clone(), self.entries.len());
        self.entries.push(entry);
        self.dated.push(dated);
    }

    /// The entries so far, for what can only be decided when all are there.
    pub(super) fn entries_mut(&mut self) -> &mut [Entry] {
        &mut self.entries
    }

    /// The latest publication or change of any entry that the feed dated.
    pub(super) fn latest(&self) -> Option<Timestamp> {
        let dated = self.entries.iter().zip(&self.dated).filter(|(_, dated)| **dated);
        dated.map(|(entry, _)| entry.modified.unwrap_or(entry.published)).max()
    }

    /// Whether an entry with this id is among them.
    #[cfg(feature = "foreign")]
    pub(super) fn has(&self, id: &EntryId) -> bool {
        self.places.contains_key(&id.0)
    }

    /// Marks the entries that `ids` names.
    pub(super) fn mark(&mut self, ids: &[Json], mark: fn(&mut Entry)) {
        for id in ids.iter().filter_map(Json::to_text) {
            let place = self.places.get(&id);
            if let Some(entry) = place.and_then(|place| self.entries.get_mut(*place)) {
                mark(entry);
            }
        }
    }

    /// Turns the entries round, for a feed that says it begins with the oldest: entries of one instant are then in the same
    /// order as everywhere. Nothing can be added or marked afterwards.
    pub(super) fn reverse(&mut self) {
        self.entries.reverse();
        self.dated.reverse();
        self.places = Places::default();
    }

    /// Dates what is undated and keeps the newest.
    pub(super) fn finish(mut self, now: Timestamp) -> Gathered {
        self.date_the_undated(now);
        let cut = self.entries.len().saturating_sub(MOST);
        if cut > 0 {
            self.keep_the_newest();
        }
        Gathered {
            entries: self.entries,
            skipped: self.skipped,
            skips: self.skips,
            cut: u32::try_from(cut).unwrap_or(u32::MAX),
        }
    }

    /// An entry without a date stands where the feed put it: it takes the time of the dated entry before it, or
    /// else of the first after it. Only a document without any date is dated by the reader's clock, which
    /// changes from one poll to the next.
    fn date_the_undated(&mut self, now: Timestamp) {
        let mut dated = self.entries.iter().zip(&self.dated).filter(|(_, dated)| **dated);
        let mut nearest = dated.next().map_or(now, |(entry, _)| entry.published);
        for (entry, dated) in self.entries.iter_mut().zip(&self.dated) {
            if *dated {
                nearest = entry.published;
            } else {
                entry.published = nearest;
            }
        }
    }

    fn keep_the_newest(&mut self) {
        let published = |place: usize| self.entries.get(place).map(|entry| entry.published);
        // Newest first; of entries with one time the first in the document stay.
        let order = order::order(self.entries.len(), &|a, b| published(b).cmp(&published(a)));
        let mut keep = vec![false; self.entries.len()];
        for place in order.into_iter().take(MOST) {
            if let Some(keep) = keep.get_mut(place) {
                *keep = true;
            }
        }
        let mut keep = keep.into_iter();
        self.entries.retain(|_| keep.next().unwrap_or(false));
    }
}
