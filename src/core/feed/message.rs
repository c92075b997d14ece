//! What an event of a stream means: entries, the notice that one was withdrawn, or only that something has changed.
//!
//! Every event may be understood by halves: what is not ours asks the feed instead, so a publisher may begin with a bare
//! ping and a format that no one knows. `docs/streaming.md` is written for them.

use std::rc::Rc;

use super::{Format, Mode, Parsed, Tombstone, dates, read};
use crate::core::clock::Timestamp;
use crate::core::json::Json;
use crate::core::model::{About, EntryId, Phase};
use crate::core::order::Set;
use crate::core::url::SafeUrl;

/// An event, understood.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Message {
    /// Entries that are new or changed, and notices of those withdrawn.
    Delta {
        /// Always of [`Mode::Delta`].
        parsed: Rc<Parsed>,
        /// How the coverage stands, where the event says so.
        phase: Option<Phase>,
    },
    /// Something has changed, and only the feed can tell what.
    Changed,
}

/// Reads an event; none for a mere sign of life. `parse` reads JSON; addresses start from `base`.
pub fn read_event(
    name: &str,
    data: &str,
    parse: impl FnOnce(&str) -> Option<Json>,
    base: &SafeUrl,
    now: Timestamp,
) -> Option<Message> {
    match name {
        "ping" | "heartbeat" => return None,
        "delete" => return Some(withdrawn(&parse(data).unwrap_or_else(|| data.into()), base, now)),
        _ => {}
    }
    let said = parse(data).unwrap_or_default();
    let extension = said.get("_liveblog");
    Some(if matches!(said.get("items"), Json::List(_)) {
        let phased = said.flag("expired") || !extension.get("state").is_null();
        delta(said.list("items").to_vec(), extension.list("deleted").to_vec(), &said, phased, base, now)
    } else if said.get("id").to_text().is_none() {
        Message::Changed
    } else if said.flag("deleted") || !matches!(extension.get("deleted"), Json::Null | Json::Bool(false)) {
        withdrawn(&said, base, now)
    } else {
        delta(vec![said], Vec::new(), &Json::Null, false, base, now)
    })
}

/// What came at one moment, with neighbours made one where they speak of different entries: each change of the timeline
/// goes over all of its rows, and what a stream has kept for a reader who comes back may be a hundred events.
#[must_use]
pub fn gathered(messages: Vec<Message>) -> Vec<Message> {
    let mut all: Vec<Message> = Vec::with_capacity(messages.len());
    let mut spoken_of = Set::default();
    for message in messages {
        let also: Vec<EntryId> = match &message {
            Message::Delta { parsed, .. } => ids(parsed).cloned().collect(),
            Message::Changed => Vec::new(),
        };
        let is_news = also.iter().all(|id| !spoken_of.contains(id));
        match (all.last_mut(), message) {
            (Some(Message::Delta { parsed, phase: None }), Message::Delta { parsed: next, phase: None })
                if is_news =>
            {
                let (parsed, next) = (Rc::make_mut(parsed), Rc::unwrap_or_clone(next));
                parsed.entries.extend(next.entries);
                parsed.deleted.extend(next.deleted);
                parsed.skipped += next.skipped;
            }
            (_, message) => {
                spoken_of.clear();
                all.push(message);
            }
        }
        also.into_iter().for_each(|id| spoken_of.insert(id));
    }
    all
}

fn ids(parsed: &Parsed) -> impl Iterator<Item = &EntryId> {
    parsed.entries.iter().map(|entry| &entry.id).chain(parsed.deleted.iter().map(|stone| &stone.id))
}

fn withdrawn(said: &Json, base: &SafeUrl, now: Timestamp) -> Message {
    let when = dates::read(said.get("when")).or_else(|| dates::read(said.get("_liveblog").get("deleted")));
    let id = said.text("id").or_else(|| said.to_text());
    let Some(id) = id else { return Message::Changed };
    let tombstone = Tombstone { id: EntryId(id), when: when.map(|dated| dated.at) };
    match delta(Vec::new(), Vec::new(), &Json::Null, false, base, now) {
        Message::Delta { mut parsed, phase } => {
            Rc::make_mut(&mut parsed).deleted.push(tombstone);
            Message::Delta { parsed, phase }
        }
        Message::Changed => Message::Changed,
    }
}

/// The items as the JSON Feed that they are a part of.
fn delta(
    items: Vec<Json>,
    deleted: Vec<Json>,
    said: &Json,
    phased: bool,
    base: &SafeUrl,
    now: Timestamp,
) -> Message {
    let extension = Json::object([
        ("mode", Json::from("delta")),
        ("deleted", Json::List(deleted)),
        ("state", said.get("_liveblog").get("state").clone()),
    ]);
    let document = Json::object([
        ("items", Json::List(items)),
        ("expired", said.get("expired").clone()),
        ("_liveblog", extension),
    ]);
    match read(&document, base, Some(Format::JsonFeed), now) {
        Ok(parsed) if parsed.mode == Mode::Delta => {
            let About { phase, .. } = parsed.about;
            // What cannot be read here may be readable in the feed.
            if parsed.entries.is_empty() && parsed.skipped > 0 {
                return Message::Changed;
            }
            Message::Delta { parsed: Rc::new(parsed), phase: phased.then_some(phase) }
        }
        _ => Message::Changed,
    }
}

#[cfg(test)]
#[path = "message_tests.rs"]
mod tests;
