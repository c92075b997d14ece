//! An ActivityPub outbox, or one page of it: activities, of which those that make, change or delete something matter.

use std::rc::Rc;

use super::collect::{Collector, Dates};
use super::error::seen;
use super::fields::{Fields, Wording};
use super::posts::lift;
use super::{Context, FeedError, Format, Mode, Reading, Row, SkipReason, Tombstone, dates};
use crate::core::json::Json;
use crate::core::model::{About, EntryId};
use crate::core::order::Places;

mod object;

pub(super) const ROW: Row = Row { sniff, read };

const EXPECTED: &str = "an OrderedCollection or a page of one";
const COLLECTIONS: &[&str] = &["OrderedCollection", "OrderedCollectionPage"];

fn sniff(document: &Json) -> bool {
    !document.get("@context").is_null() && is_a(document, COLLECTIONS)
}

fn is_a(value: &Json, types: &[&str]) -> bool {
    let is_one = |name: Rc<str>| types.contains(&name.strip_prefix("as:").unwrap_or(&name));
    value.list("type").iter().filter_map(Json::to_text).any(is_one)
}

/// What one item of the list says.
enum Said<'a> {
    /// This is an entry, made or changed by that activity.
    Entry(&'a Json, &'a Json),
    /// This one was deleted.
    Deleted(Option<Tombstone>),
    /// The activity names its object and does not carry it.
    Missing(&'a Json),
    /// Nothing for a reader.
    Nothing,
}

fn read(document: &Json, context: &Context) -> Result<Reading, FeedError> {
    // The first page may come inside the collection.
    let first = document.get("first");
    let page = if items(document).is_none() && first.is_object() { first } else { document };
    let list = match (document, items(page)) {
        (Json::List(list), _) => list.as_slice(),
        (_, Some(list)) => list.to_list(),
        _ if is_a(document, COLLECTIONS) => &[],
        _ => return Err(FeedError::wrong_shape(Format::ActivityPub, EXPECTED, document)),
    };
    let fields = Fields { base: context.base, wording: Wording::Plain };
    let mut entries = Collector::default();
    let items = entries.objects(list);
    let said = items.iter().map(|(position, item)| (*position, said(item)));
    let (mut living, mut deleted, mut mode) = (Vec::new(), Vec::<Tombstone>::new(), Mode::Snapshot);
    for (position, said) in said {
        match said {
            Said::Entry(activity, object) => {
                if is_a(activity, &["Update"]) {
                    mode = Mode::Delta;
                }
                living.push((position, activity, object));
            }
            Said::Deleted(tombstone) => {
                // A list of what happened; what it does not mention may still be there.
                mode = Mode::Delta;
                deleted.extend(tombstone);
            }
            Said::Missing(object) => entries.skip(position, SkipReason::NotAnObject { seen: seen(object) }),
            Said::Nothing => {}
        }
    }
    let mut graves = Places::default();
    for (place, tombstone) in deleted.iter().enumerate() {
        graves.insert(tombstone.id.0.clone(), place);
    }
    for (position, activity, object) in living {
        match object::id(object, activity) {
            None => entries.skip(position, SkipReason::NoId),
            Some(id) if graves.contains_key(&id.0) => {}
            Some(id) => {
                let times = times(activity, object);
                entries.add(position, object::entry(id, object, activity, fields), times);
            }
        }
    }
    let mut about = About { title: fields.line(document.get("name")), ..About::default() };
    lift(entries.entries_mut(), &mut about);
    let whole = is_a(document, &["OrderedCollection"]);
    let total = document.integer("totalItems").and_then(|total| usize::try_from(total).ok());
    let next = reference(page.get("next"))
        .or_else(|| if whole && list.is_empty() && total != Some(0) { reference(first) } else { None });
    Ok(Reading {
        deleted,
        mode,
        more: whole && total.is_some_and(|total| total > list.len()),
        next: next.and_then(|next| context.base.join(&next)).filter(|url| url.origin().is_some()),
        ..Reading::of(about, entries)
    })
}

fn items(page: &Json) -> Option<&Json> {
    ["orderedItems", "items"]
        .into_iter()
        .map(|key| page.get(key))
        .find(|items| matches!(items, Json::List(_) | Json::Object(_)))
}

fn said(item: &Json) -> Said<'_> {
    let object = item.get("object").to_list().first().unwrap_or(item);
    if is_a(item, &["Delete"]) || is_a(object, &["Tombstone"]) {
        return Said::Deleted(tombstone(item, object));
    }
    let is_activity = !item.get("object").is_null();
    let makes = is_a(item, &["Create", "Update"]);
    if makes && (!is_activity || !object.is_object()) {
        return Said::Missing(item.get("object"));
    }
    // A person has an inbox; their new portrait is no news.
    let published = (makes || !is_activity) && object.get("inbox").is_null();
    if published && is_public(item, object) && !object::is_conversation(object, item) {
        Said::Entry(item, object)
    } else {
        Said::Nothing
    }
}

fn tombstone(activity: &Json, object: &Json) -> Option<Tombstone> {
    let when = [object.get("deleted"), activity.get("published"), activity.get("updated")];
    let when = when.into_iter().find_map(dates::read).map(|dated| dated.at);
    Some(Tombstone { id: EntryId(reference(object)?), when })
}

/// Whether it is addressed to everybody, as far as it is addressed at all.
fn is_public(activity: &Json, object: &Json) -> bool {
    for source in [object, activity] {
        let keys = ["to", "cc", "audience"].map(|key| source.get(key));
        if keys.iter().any(|value| !value.is_null()) {
            let mut names = keys.iter().flat_map(|value| value.to_list()).filter_map(reference);
            return names.any(|name| name.ends_with("#Public") || matches!(&*name, "as:Public" | "Public"));
        }
    }
    true
}

/// The date of an activity is that of its object's making or change.
fn times(activity: &Json, object: &Json) -> Dates {
    let at = |key| dates::read(object.get(key));
    let told = dates::read(activity.get("published")).or_else(|| dates::read(activity.get("updated")));
    let (made, changed) = if is_a(activity, &["Update"]) { (None, told) } else { (told, None) };
    Dates { published: at("published").or(made), modified: at("updated").or(changed), created: None }
}

/// The name of a thing: the text itself, or that of the object or link that stands for it.
fn reference(value: &Json) -> Option<Rc<str>> {
    match value {
        Json::Text(_) => value.to_text(),
        Json::Object(_) => value.text("id").or_else(|| value.text("href")),
        Json::List(list) => list
            .iter()
            .find(|value| value.is_object() || value.to_text().is_some())
            .and_then(|value| match value {
                Json::List(_) => None,
                value => reference(value),
            }),
        _ => None,
    }
}
