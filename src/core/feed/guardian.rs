//! What the Guardian's two documents have in common, the Content API's and the page model: blocks with an id, marks and
//! typed elements.

use std::rc::Rc;

use super::collect::{Collector, Dates, blank};
use super::compose::body_of;
use super::dates;
use super::error::SkipReason;
use super::fields::{Fields, MOST_AUTHORS, denies, same_names};
use crate::core::json::Json;
use crate::core::model::{About, Author, Body, Entry, EntryId, Marks};
use crate::core::url::SafeUrl;

mod elements;

/// No page has more tags; each name of a block is looked for among them.
const MOST_TAGS: usize = 256;

/// A page of blocks.
pub(super) struct Page<'a> {
    pub(super) fields: Fields<'a>,
    pub(super) about: About,
    /// The page's tags: the people who write a block are named there.
    pub(super) tags: &'a [Json],
    /// When a block was published and changed.
    pub(super) times: fn(&Json) -> Dates,
}

impl Page<'_> {
    /// Takes a block as an entry, unless it is withdrawn or not yet out.
    pub(super) fn add(&self, position: usize, block: &Json, entries: &mut Collector) {
        if denies(block.get("published")) {
            return;
        }
        match id(block) {
            Some(id) => entries.add(position, self.entry(id, block), (self.times)(block)),
            None => entries.skip(position, SkipReason::NoId),
        }
    }

    /// Takes every block of the list that can be one.
    pub(super) fn add_all(&self, blocks: &[Json], entries: &mut Collector) {
        for (position, block) in entries.objects(blocks) {
            self.add(position, block, entries);
        }
    }

    fn entry(&self, id: EntryId, block: &Json) -> Entry {
        let attributes = block.get("attributes");
        let authors = people(block.list("contributors"), self.tags, self.fields);
        let mut entry = Entry {
            headline: self
                .fields
                .line(block.get("title"))
                .or_else(|| self.fields.line(attributes.get("title"))),
            body: self.body(block),
            authors: if same_names(&authors, &self.about.authors) { Rc::from([]) } else { Rc::from(authors) },
            marks: Marks {
                key: attributes.flag("keyEvent"),
                pinned: attributes.flag("pinned"),
                summary: attributes.flag("summary"),
                ..Marks::default()
            },
            ..blank(id)
        };
        if entry.headline.is_some() || entry.body != Body::Empty {
            entry.url = permalink(self.about.home.as_ref(), &entry.id);
        }
        entry
    }

    /// The elements where all of them can be shown, or else the HTML, which has what they lack.
    fn body(&self, block: &Json) -> Body {
        let (parts, whole) = elements::read(block.list("elements"), self.fields);
        match (block.text("bodyHtml"), block.text("bodyTextSummary")) {
            (Some(source), _) if !whole || parts.is_empty() => {
                Body::Html { source, base: self.fields.base.clone() }
            }
            (None, Some(text)) if parts.is_empty() => Body::Text(text),
            _ => body_of(parts, self.fields.base),
        }
    }
}

/// The id as it is in the block; links and the lists of key events write `block-` before it.
pub(super) fn id(block: &Json) -> Option<EntryId> {
    let id = if block.is_object() { block.text("id") } else { block.to_text() }?;
    match id.strip_prefix("block-") {
        Some("") => None,
        Some(id) => Some(EntryId(Rc::from(id))),
        None => Some(EntryId(id)),
    }
}

/// Where the page shows one block.
fn permalink(home: Option<&SafeUrl>, id: &EntryId) -> Option<SafeUrl> {
    let plain = id.0.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'-');
    home.filter(|_| plain)?.join(&["?page=with:block-", &id.0, "#block-", &id.0].concat())
}

/// The blocks of a list of key events that are on the page are key events; a summary is listed among them without being
/// one.
pub(super) fn mark_keys(listed: &[Json], entries: &mut Collector) {
    let is_key = |block: &&Json| {
        let attributes = block.get("attributes");
        !attributes.flag("summary") || attributes.flag("keyEvent")
    };
    let ids: Vec<Json> = listed.iter().filter(is_key).filter_map(id).map(|id| Json::Text(id.0)).collect();
    entries.mark(&ids, |entry| entry.marks.key = true);
}

/// The block, or the one that this id names, is pinned.
pub(super) fn mark_pinned(block: &Json, entries: &mut Collector) {
    let id = id(block).map(|id| Json::Text(id.0));
    entries.mark(id.as_slice(), |entry| entry.marks.pinned = true);
}

/// Who writes the page: the line that is printed, or the contributors among the tags where it says no more than they do.
pub(super) fn byline(tags: &[Json], line: &Json, fields: Fields) -> Rc<[Author]> {
    let mut people = Vec::new();
    for tag in tags {
        let is_person = tag.text("type").is_some_and(|kind| kind.eq_ignore_ascii_case("contributor"));
        if is_person && people.len() < MOST_AUTHORS {
            people.extend(person(tag, fields));
        }
    }
    let printed = fields.authors(line);
    Rc::from(if printed.is_empty() || same_names(&printed, &people) { people } else { printed })
}

/// The people who write a block: objects with their names, or the ids of their tags. An id that no tag explains is not
/// for readers.
fn people(contributors: &[Json], tags: &[Json], fields: Fields) -> Vec<Author> {
    let mut people = Vec::new();
    for contributor in contributors.iter().take(MOST_AUTHORS) {
        people.extend(match contributor.to_text() {
            None => person(contributor, fields),
            Some(id) => match tags.iter().take(MOST_TAGS).find(|tag| tag.text("id").as_ref() == Some(&id)) {
                Some(tag) => person(tag, fields),
                None if id.contains('/') => None,
                None => fields.name(contributor).map(|name| Author { name, url: None, avatar: None }),
            },
        });
    }
    people
}

/// A tag or a contributor as an author.
fn person(value: &Json, fields: Fields) -> Option<Author> {
    Some(Author {
        name: ["name", "webTitle", "title"].iter().find_map(|key| fields.name(value.get(key)))?,
        url: fields.url(value.get("webUrl")),
        avatar: ["imageUrl", "bylineImageUrl"].iter().find_map(|key| fields.image_url(value.get(key))),
    })
}

/// A moment as text or number, or both in an object.
pub(super) fn moment(block: &Json, keys: &[&str]) -> Option<dates::Dated> {
    keys.iter().find_map(|key| {
        let value = block.get(key);
        dates::read(value)
            .or_else(|| dates::read(value.get("iso8601")))
            .or_else(|| dates::read(value.get("dateTime")))
    })
}
