//! The Liveblog plugin for WordPress, `/wp-json/liveblog/v1/{post}/…`: a log of changes between two moments, pages of
//! whole entries, what is loaded on the way down, or a bare list of key events.
//!
//! Invariant: a log may tell of one entry several times, and only the last change of each leaves this file. `render` is
//! what readers are shown; `content` is what the editor typed and is never read.

use std::borrow::Cow;
use std::rc::Rc;

use super::collect::{Collector, Dates, blank};
use super::dates::{self, Dated};
use super::fields::{Fields, Wording, has};
use super::{Context, FeedError, Format, Mode, Reading, Row, SkipReason, Tombstone};
use crate::core::json::Json;
use crate::core::model::{About, Body, Entry, EntryId, Marks};
use crate::core::order::Places;
use crate::core::url::SafeUrl;

mod rendered;
#[cfg(test)]
mod tests;

use rendered::Rendered;

pub(super) const ROW: Row = Row { sniff, read };

const EXPECTED: &str = "an object with the list entries, or a list of key events";

/// The log says how far it reaches, even when nothing happened; a page says which it is; the rest must look like
/// entries of this plugin.
fn sniff(document: &Json) -> bool {
    let any = |list: &[Json], keys: &[&str]| list.iter().any(|row| keys.iter().all(|key| has(row, key)));
    let key_events = |list| any(list, &["id", "css_classes", "entry_time"]);
    match (document, document.get("entries")) {
        (Json::List(list), _) => key_events(list),
        (_, entries @ (Json::List(_) | Json::Object(_))) => {
            let list = &*listed(entries);
            let looks_right = key_events(list) || any(list, &["id", "render", "timestamp"]);
            has(document, "latest_timestamp")
                || (has(document, "pages") && (looks_right || (list.is_empty() && has(document, "page"))))
                || (has(document, "index") && looks_right)
        }
        _ => false,
    }
}

fn read(document: &Json, context: &Context) -> Result<Reading, FeedError> {
    let rows = match (document, document.get("entries")) {
        (Json::List(rows), _) => Cow::Borrowed(rows.as_slice()),
        (_, Json::Null) if has(document, "latest_timestamp") => Cow::Borrowed(&[][..]),
        (_, rows @ (Json::List(_) | Json::Object(_))) => listed(rows),
        _ => return Err(FeedError::wrong_shape(Format::WordPressLiveblog, EXPECTED, document)),
    };
    let rows = &*rows;
    // Titles and names are stored as they stand in HTML.
    let fields = Fields { base: context.base, wording: Wording::Encoded };
    let key_events = matches!(document, Json::List(_));
    let mut entries = Collector::default();
    let mut deleted = Vec::new();
    for change in folded(rows, &mut entries) {
        if change.is_withdrawal() {
            deleted.push(Tombstone { id: change.id, when: change.changed.map(|dated| dated.at) });
            continue;
        }
        let mut entry = entry(change.id, change.row, fields);
        // Whatever is listed as a key event is one, unless it says otherwise.
        entry.marks.key |= key_events && change.row.get("key_event").is_null();
        let dates = Dates { published: change.first, modified: change.changed, created: None };
        entries.add(change.position, entry, dates);
    }
    let about = About {
        poll_seconds: document
            .integer("refresh_interval")
            .and_then(|n| u32::try_from(n).ok())
            .filter(|n| *n > 0),
        ..About::default()
    };
    // Only a page or the list of key events says by silence that an entry is gone.
    let alone = has(document, "nextTimestamp") || has(document, "previousTimestamp");
    let is_log = has(document, "latest_timestamp") || alone;
    Ok(Reading {
        deleted,
        mode: if is_log { Mode::Delta } else { Mode::Snapshot },
        next: if is_log { None } else { next(document, rows, context.base) },
        ..Reading::of(about, entries)
    })
}

/// The rows of a list. One that a site's own filter has taken rows out of is written by PHP as an object whose keys are
/// the places that are left.
fn listed(rows: &Json) -> Cow<'_, [Json]> {
    let members = rows.members();
    let is_place = |key: &str| !key.is_empty() && key.bytes().all(|byte| byte.is_ascii_digit());
    if !members.is_empty() && members.iter().all(|(key, _)| is_place(key)) {
        return members.iter().map(|(_, row)| row.clone()).collect();
    }
    Cow::Borrowed(rows.to_list())
}

/// What a log says about an entry in the end.
struct Change<'a> {
    id: EntryId,
    position: usize,
    row: &'a Json,
    /// First publication, from whichever version tells it.
    first: Option<Dated>,
    changed: Option<Dated>,
}

impl Change<'_> {
    /// Deleted, or made a draft again, which some versions of the plugin can do.
    fn is_withdrawal(&self) -> bool {
        let is = |text: &str, word| text.eq_ignore_ascii_case(word);
        self.row.text("type").is_some_and(|text| is(&text, "delete"))
            || self.row.text("status").is_some_and(|text| !is(&text, "publish"))
    }
}

/// The last change of each entry, in the order in which they are first named. The later wins; of two in one second
/// the one further down, because a log is written from the top.
fn folded<'a>(rows: &'a [Json], entries: &mut Collector) -> Vec<Change<'a>> {
    let mut changes: Vec<Change> = Vec::new();
    let mut places = Places::default();
    for (position, row) in entries.objects(rows) {
        let Some(id) = row.text("id").filter(|id| &**id != "0") else {
            entries.skip(position, SkipReason::NoId);
            continue;
        };
        let (first, changed) = (dates::read(row.get("entry_time")), dates::read(row.get("timestamp")));
        let change = Change { id: EntryId(id.clone()), position, row, first, changed };
        match places.get(&id).and_then(|place| changes.get_mut(*place)) {
            None => {
                places.insert(id, changes.len());
                changes.push(change);
            }
            Some(known) => {
                let first = change.first.or(known.first).or(known.changed);
                let older = |at: Option<Dated>, than: Option<Dated>| {
                    at.zip(than).is_some_and(|(at, than)| at.at < than.at)
                };
                if older(change.changed, known.changed) {
                    known.first = known.first.or(first);
                } else {
                    *known = Change { first, ..change };
                }
            }
        }
    }
    changes
}

fn entry(id: EntryId, row: &Json, fields: Fields) -> Entry {
    let classes = row.text("css_classes").unwrap_or_default();
    let source = ["render", "html", "key_event_content"].into_iter().find_map(|key| row.text(key));
    let rendered = source.map(|source| Rendered::read(&source, &classes));
    let marked = |key: &str, command: &str| {
        row.flag(key)
            || classes.split_ascii_whitespace().any(|class| class == command)
            || rendered
                .as_ref()
                .is_some_and(|rendered| rendered.commands.iter().any(|known| **known == *command))
    };
    let marks = Marks {
        key: marked("key_event", "type-key"),
        pinned: marked("pinned", "type-pin"),
        ..Marks::default()
    };
    Entry {
        headline: fields.line(row.get("headline")),
        authors: Rc::from(rendered::authors(row, fields)),
        marks,
        topics: rendered.as_ref().map_or(Rc::from([]), |rendered| Rc::from(fields.topics(&rendered.topics))),
        body: rendered.map_or(Body::Empty, |rendered| match &*rendered.html {
            "" => Body::Empty,
            _ => Body::Html { source: rendered.html, base: fields.base.clone() },
        }),
        url: fields.url(row.get("share_link")),
        ..blank(id)
    }
}

/// The next older page, or what is to be loaded below the oldest entry. Both are asked for in the path.
fn next(document: &Json, rows: &[Json], base: &SafeUrl) -> Option<SafeUrl> {
    if let Some(page) = document.integer("page") {
        let next =
            page.checked_add(1).filter(|next| document.integer("pages").is_some_and(|last| *next <= last))?;
        let next = next.to_string();
        return with_number_after(base, "/get-entries/", &next)
            .or_else(|| base.with_query_value("page", &next));
    }
    let oldest = rows.iter().filter_map(|row| row.integer("timestamp")).min()?;
    with_number_after(base, "/lazyload/", &oldest.to_string())
}

/// The address with another number in the place after `name`.
fn with_number_after(base: &SafeUrl, name: &str, number: &str) -> Option<SafeUrl> {
    let (before, after) = base.as_str().split_once(name)?;
    let rest = after.trim_start_matches(|letter: char| letter.is_ascii_digit());
    SafeUrl::parse(&[before, name, number, rest].concat())
}
