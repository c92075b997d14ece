//! The turning points of the story in short, and where among them the reader is.

use std::rc::Rc;

use implicit_clone::unsync::IString;

use super::clock::Timestamp;
use super::markup;
use super::model::{Entry, EntryId};
use super::order::Set;
use super::timeline::Timeline;

/// More would be a list to search in, and for that there is the filter.
const LISTED: usize = 30;

/// What stands for an entry without a headline has at most so many characters.
const WORDS: usize = 80;

/// The newest key events.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct KeyEvents {
    /// At most thirty, in the order of the timeline.
    pub listed: Vec<KeyEvent>,
    /// How many there are.
    pub total: usize,
}

/// A turning point.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct KeyEvent {
    /// The entry.
    pub id: EntryId,
    /// When it was published.
    pub published: Timestamp,
    /// Its headline, or else its first words; empty when it has no words at all.
    pub title: IString,
}

impl KeyEvents {
    /// The key events that are drawn or could be. Pinned ones are at the top of everything as it is.
    #[must_use]
    pub fn of(timeline: &Timeline, held: &Set<EntryId>) -> Self {
        let mut found = Self::default();
        for row in timeline.rows() {
            let entry = &row.entry;
            if !entry.marks.key || entry.marks.pinned || held.contains(&entry.id) {
                continue;
            }
            found.total += 1;
            if found.listed.len() < LISTED {
                let (id, published) = (entry.id.clone(), entry.published);
                found.listed.push(KeyEvent { id, published, title: title(entry) });
            }
        }
        found
    }
}

/// The key event that the reader has reached: the last at or above this place of the list.
#[must_use]
pub fn reached(entries: &[Rc<Entry>], place: usize) -> Option<&EntryId> {
    let above = entries.get(..=place.min(entries.len().checked_sub(1)?))?;
    above.iter().rev().find(|entry| entry.marks.key).map(|entry| &entry.id)
}

fn title(entry: &Entry) -> IString {
    if let Some(headline) = &entry.headline {
        return headline.clone();
    }
    let text = markup::text_of(&entry.body);
    let picture = entry.images.first().map(|image| image.caption.as_ref().unwrap_or(&image.alt));
    let text = if text.trim().is_empty() { picture.map_or("", |words| words.as_str()) } else { &text };
    IString::from(first_words(text))
}

/// As many whole words as there is room for; of a word that is too long by itself, its beginning.
fn first_words(text: &str) -> String {
    let mut words = String::new();
    let mut room = WORDS;
    for word in text.split_whitespace() {
        let length = word.chars().count() + usize::from(!words.is_empty());
        if length > room {
            if words.is_empty() {
                words.extend(word.chars().take(room));
            }
            words.push('…');
            break;
        }
        room -= length;
        if !words.is_empty() {
            words.push(' ');
        }
        words.push_str(word);
    }
    words
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, clippy::indexing_slicing, reason = "a failed test is the point of a test")]
    use super::*;
    use crate::core::model::Body;
    use crate::core::sample::{entry, key, timeline};

    fn ids(found: &KeyEvents) -> Vec<&str> {
        found.listed.iter().map(|event| &*event.id.0).collect()
    }

    #[test]
    fn key_events_are_listed_newest_first_without_what_waits_or_is_pinned() {
        let mut pinned = key("pin", 9);
        pinned.marks.pinned = true;
        let timeline = timeline(&[key("d", 5), pinned, key("c", 3), entry("b", 2), key("a", 1)]);
        let held = [EntryId::from("d")].into_iter().collect();
        assert_eq!(ids(&KeyEvents::of(&timeline, &held)), ["c", "a"]);
        assert_eq!(KeyEvents::of(&timeline, &Set::default()).total, 3);
    }

    #[test]
    fn thirty_are_listed_and_all_are_counted() {
        let all: Vec<Entry> = (0..40).map(|n| key(&n.to_string(), n)).collect();
        let found = KeyEvents::of(&timeline(&all), &Set::default());
        assert_eq!((found.listed.len(), found.total), (30, 40));
        assert_eq!(&*found.listed[0].id.0, "39");
    }

    #[test]
    fn an_entry_without_a_headline_is_named_by_its_first_words() {
        let named = |text: &str| {
            let body = Body::Text(text.into());
            title(&Entry { headline: None, body, ..key("a", 1) }).to_string()
        };
        assert_eq!(named("  The bridge\n is open. "), "The bridge is open.");
        let long = named(&"harbour ".repeat(20));
        assert!(long.starts_with("harbour harbour") && long.ends_with(" harbour…"), "{long}");
        assert!(long.chars().count() <= WORDS + 1);
        assert_eq!(named(&"é".repeat(200)).chars().count(), WORDS + 1);
        assert_eq!(named(" "), "");
    }

    #[test]
    fn the_reader_has_reached_the_last_key_event_at_or_above_the_line() {
        let entries: Vec<Rc<Entry>> =
            [entry("e", 5), key("d", 4), entry("c", 3), key("b", 2)].map(Rc::new).to_vec();
        let at = |place| reached(&entries, place).map(|id| id.0.to_string());
        assert_eq!(at(0), None);
        assert_eq!(at(1).as_deref(), Some("d"));
        assert_eq!(at(2).as_deref(), Some("d"));
        assert_eq!(at(9).as_deref(), Some("b"));
        assert_eq!(reached(&[], 0), None);
    }
}
