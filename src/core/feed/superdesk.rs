//! Superdesk Live Blog: the answers of its first interface, where a post has groups of references to items, and of
//! its second, where a post has the items themselves.
//!
//! A page of the blog is a window on the list; the answer to a poll lists changes, and names what was deleted or
//! unpublished among them. Staff profiles are repeated on every post: nothing is read of them but the name that is
//! printed and the portrait.

use std::rc::Rc;

use super::collect::{Collector, Dates, blank};
use super::dates::{self, Dated};
use super::fields::{Fields, Wording, lang, thousandths};
use super::{Context, FeedError, Format, Mode, Reading, Row, SkipReason, Tombstone};
use crate::core::clock::{DAY, Timestamp};
use crate::core::json::Json;
use crate::core::model::{About, Author, Entry, EntryId, Marks, Phase};
use crate::core::url::SafeUrl;

mod items;
#[cfg(test)]
mod tests;

pub(super) const ROW: Row = Row { name: "superdesk", sniff, read };

const EXPECTED: &str = "an object with the list _items";

/// A list with `_items` is any interface built on Eve; its posts tell this one.
fn sniff(document: &Json) -> bool {
    let page = page(holder(document));
    let is_list = |value: &Json| matches!(value, Json::List(_));
    let is_post = |post: &Json| {
        is_list(post.get("groups")) || (post.text("post_status").is_some() && is_list(post.get("items")))
    };
    page.get("_meta").is_object() && page.list("_items").iter().any(is_post)
}

/// The object that may hold the blog beside its posts.
fn holder(document: &Json) -> &Json {
    match document.get("api_response") {
        inside @ Json::Object(_) => inside,
        _ => document,
    }
}

fn page(holder: &Json) -> &Json {
    match holder.get("posts") {
        inside @ Json::Object(_) if holder.get("_items").is_null() => inside,
        _ => holder,
    }
}

fn read(document: &Json, context: &Context) -> Result<Reading, FeedError> {
    let holder = holder(document);
    let page = page(holder);
    let posts = match (page, page.get("_items")) {
        (Json::List(posts), _) => posts.as_slice(),
        (_, posts @ (Json::List(_) | Json::Object(_))) => posts.to_list(),
        _ => return Err(FeedError::wrong_shape(Format::Superdesk, EXPECTED, document)),
    };
    let fields = Fields { base: context.base, wording: Wording::Encoded };
    let about = about([document, holder].map(|value| value.get("blog")), fields);
    let mut reader = Reader {
        fields,
        now: latest(posts).min(Timestamp(context.now.0.saturating_add(DAY as i64))).max(context.now),
        ranks: Ranks::of(posts, page, context.base),
        entries: Collector::default(),
        deleted: Vec::new(),
    };
    reader.list(posts, false);
    // Pinned posts are in a list of their own where the list of posts leaves them out.
    ["stickyPosts", "sticky_posts"].iter().for_each(|key| reader.list(holder.get(key).list("_items"), true));
    let changes = !reader.deleted.is_empty() || asks_for_changes(context.base) || is_by_change(posts);
    if changes {
        // The place of a post that was dragged says nothing without those that it was dragged between.
        reader.entries.entries_mut().iter_mut().for_each(|entry| entry.rank = None);
    }
    Ok(Reading {
        deleted: reader.deleted,
        mode: if changes { Mode::Delta } else { Mode::Snapshot },
        next: next(page, posts.len(), context.base),
        ..Reading::of(about, reader.entries)
    })
}

fn about(blogs: [&Json; 2], fields: Fields) -> About {
    let [blog, inner] = blogs;
    let blog = if blog.is_object() { blog } else { inner };
    let ended = blog.text("blog_status").is_some_and(|status| status.eq_ignore_ascii_case("closed"));
    About {
        title: fields.line(blog.get("title")),
        home: fields.url(blog.get("main_page_url")).or_else(|| fields.url(blog.get("public_url"))),
        lang: lang(blog.get("blog_preferences").get("language"), None),
        phase: if ended { Phase::Ended } else { Phase::Live },
        ..About::default()
    }
}

fn first_date(post: &Json, keys: &[&str]) -> Option<Dated> {
    keys.iter().find_map(|key| dates::read(post.get(key)))
}

/// The content's own date of change is missing on old posts and in the second interface.
fn times(post: &Json) -> Dates {
    Dates {
        published: first_date(post, &["published_date", "firstcreated", "_created"]),
        modified: first_date(post, &["content_updated_date", "_updated"]),
        created: None,
    }
}

/// The last moment that the document knows of: a reader's clock that runs behind makes no post a scheduled one. One of
/// next year is, though, whatever its other dates say, so no more than a day of this is believed.
fn latest(posts: &[Json]) -> Timestamp {
    let changed = posts.iter().filter_map(|post| first_date(post, &["_updated", "content_updated_date"]));
    changed.map(|dated| dated.at).max().unwrap_or_default()
}

/// Whether the request has a query for what changed since some moment.
fn asks_for_changes(base: &SafeUrl) -> bool {
    base.query_value("source").is_some_and(|query| {
        query.contains("updated") && ["%22gt", "\"gt"].iter().any(|after| query.contains(after))
    })
}

/// Whether the posts stand in the order of change and in no other: no page of a blog does.
fn is_by_change(posts: &[Json]) -> bool {
    let sorted = |key: fn(&Json) -> Option<i64>| {
        let steps = || posts.iter().zip(posts.iter().skip(1)).map(|(a, b)| key(a).zip(key(b)));
        let all = |fits: fn(i64, i64) -> bool| steps().all(|step| step.is_some_and(|(a, b)| fits(a, b)));
        all(|a, b| a >= b) || all(|a, b| a <= b)
    };
    let changed = sorted(|post| first_date(post, &["_updated"]).map(|dated| dated.at.0))
        || sorted(|post| first_date(post, &["content_updated_date"]).map(|dated| dated.at.0));
    changed
        && !sorted(|post| times(post).published.map(|dated| dated.at.0))
        && !sorted(|post| thousandths(post.get("order")))
}

/// The next older page. The interface's own link starts from its root, so only the number in it is of use.
fn next(page: &Json, count: usize, base: &SafeUrl) -> Option<SafeUrl> {
    let meta = page.get("_meta");
    let positive = |key| meta.integer(key).filter(|number| *number > 0);
    let number = positive("page").unwrap_or(1);
    let link = page.get("_links").get("next").text("href");
    let size = positive("max_results").or(i64::try_from(count).ok())?;
    if count == 0 || (link.is_none() && number.saturating_mul(size) >= positive("total").unwrap_or(0)) {
        return None;
    }
    let linked = link.and_then(|link| base.join(&link)?.query_value("page").map(str::to_owned));
    base.with_query_value("page", &linked.unwrap_or_else(|| number.saturating_add(1).to_string()))
}

/// How the newsroom's own order is told, if it has one.
enum Ranks {
    /// It is the order of time.
    None,
    /// By `order`, which is a whole number until somebody drags a post between two others.
    Order,
    /// By the place in the list, counted from the end of the blog, so that a new post moves no other.
    Place(i64),
}

impl Ranks {
    fn of(posts: &[Json], page: &Json, base: &SafeUrl) -> Self {
        if posts.iter().any(|post| matches!(post.get("order"), Json::Float(_))) {
            return Self::Order;
        }
        if base.query_value("ordering") != Some("editorial") {
            return Self::None;
        }
        let meta = page.get("_meta");
        let number = |key| meta.integer(key).unwrap_or(0);
        let before = (number("page") - 1).max(0).saturating_mul(number("max_results"));
        Self::Place(number("total").saturating_sub(before))
    }

    fn rank(&self, post: &Json, position: usize) -> Option<i64> {
        match self {
            Self::None => None,
            Self::Order => thousandths(post.get("order")),
            Self::Place(from) => {
                Some(from.saturating_sub(i64::try_from(position).ok()?).saturating_mul(1000))
            }
        }
    }
}

/// What a post is to a reader.
enum Standing {
    Shown,
    /// It was deleted, or is no longer or not yet open.
    Withdrawn,
    /// A reader's comment, an advertisement, or a post of tomorrow.
    NoEntry,
}

struct Reader<'a> {
    fields: Fields<'a>,
    now: Timestamp,
    ranks: Ranks,
    entries: Collector,
    deleted: Vec<Tombstone>,
}

impl Reader<'_> {
    fn list(&mut self, posts: &[Json], pinned: bool) {
        for (position, post) in self.entries.objects(posts) {
            let id = ["_id", "guid"].iter().find_map(|key| post.text(key)).map(EntryId);
            match (self.standing(post), id) {
                (Standing::NoEntry, _) | (Standing::Withdrawn, None) => {}
                (Standing::Withdrawn, Some(id)) => {
                    let when = first_date(post, &["_updated", "unpublished_date", "content_updated_date"]);
                    self.deleted.push(Tombstone { id, when: when.map(|dated| dated.at) });
                }
                (Standing::Shown, None) => self.entries.skip(position, SkipReason::NoId),
                (Standing::Shown, Some(id)) => self.post(position, id, post, pinned),
            }
        }
    }

    fn standing(&self, post: &Json) -> Standing {
        let status = post.text("post_status");
        let is = |word: &str| status.as_ref().is_some_and(|status| status.eq_ignore_ascii_case(word));
        if is("comment") || is("ad") {
            Standing::NoEntry
        } else if post.flag("deleted") || (status.is_some() && !is("open")) {
            Standing::Withdrawn
        } else if first_date(post, &["published_date"]).is_some_and(|published| published.at > self.now) {
            Standing::NoEntry
        } else {
            Standing::Shown
        }
    }

    fn post(&mut self, position: usize, id: EntryId, post: &Json, pinned: bool) {
        let items = items::of(post);
        if items::are_advertisements(&items) {
            return;
        }
        let entry = Entry {
            body: items::body(&items, self.fields),
            authors: Rc::from(authors(post, &items, self.fields)),
            marks: Marks {
                key: post.flag("lb_highlight") || post.flag("highlight"),
                pinned: pinned || post.flag("sticky"),
                ..Marks::default()
            },
            topics: Rc::from(self.fields.topics(post.get("tags"))),
            rank: self.ranks.rank(post, position),
            ..blank(id)
        };
        self.entries.add(position, entry, times(post));
    }
}

/// Who signs: the author at the newsroom that the post was taken over from, or who published it.
fn authors(post: &Json, items: &[&Json], fields: Fields) -> Vec<Author> {
    let syndicated = items.iter().map(|item| item.get("syndicated_creator"));
    for person in syndicated.chain([post.get("publisher")]) {
        let name = if person.is_object() { person.get("display_name") } else { person };
        let mut authors = fields.authors(name);
        if let Some(author) = authors.first_mut() {
            author.avatar = fields.image_url(person.get("picture_url"));
            return authors;
        }
    }
    let bylines = [post.get("byline"), post.get("publisher").get("byline")];
    bylines
        .into_iter()
        .map(|byline| fields.authors(byline))
        .find(|authors| !authors.is_empty())
        .unwrap_or_default()
}
