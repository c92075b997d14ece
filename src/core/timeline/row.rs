//! One entry in the timeline.

use std::cell::OnceCell;
use std::rc::Rc;

use crate::core::clock::Timestamp;
use crate::core::markup;
use crate::core::model::{Body, Entry};
use crate::core::search;

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

/// The moment of an entry's last change: of two versions the later counts.
pub(super) fn version(entry: &Entry) -> Timestamp {
    entry.modified.unwrap_or(entry.published)
}
