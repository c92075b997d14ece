//! Posts of a WordPress site, `/wp-json/wp/v2/posts`, newest first, a page at a time. Names of people and topics and
//! the addresses of pictures are there only when the address asks for `_embed`.

use std::rc::Rc;

use implicit_clone::unsync::IString;

use super::collect::{Collector, Dates, blank};
use super::fields::{Fields, Wording, address, has};
use super::pictures::{Pictures, drop_repeated, shown_in};
use super::{Context, FeedError, Format, Mode, Reading, Row, SkipReason, dates};
use crate::core::json::Json;
use crate::core::model::{About, Author, Body, Entry, EntryId, Image, Marks};
use crate::core::url::SafeUrl;

#[cfg(test)]
mod tests;

pub(super) const ROW: Row = Row { sniff, read };

const EXPECTED: &str = "a list of posts with title.rendered and content.rendered";
/// How many posts WordPress lists when it is not asked for another number.
const PAGE: usize = 10;

/// Comments have content without a title, and files a title without content.
fn sniff(document: &Json) -> bool {
    matches!(document, Json::List(_)) && document.to_list().iter().any(is_post)
}

fn is_post(value: &Json) -> bool {
    let rendered = |key| matches!(value.get(key).get("rendered"), Json::Text(_));
    has(value, "date_gmt") && rendered("title") && (rendered("content") || rendered("excerpt"))
}

fn read(document: &Json, context: &Context) -> Result<Reading, FeedError> {
    let posts = match document {
        Json::List(posts) => posts.as_slice(),
        post if is_post(post) => std::slice::from_ref(post),
        _ => return Err(FeedError::wrong_shape(Format::WpPosts, EXPECTED, document)),
    };
    let fields = Fields { base: context.base, wording: Wording::Encoded };
    let mut entries = Collector::default();
    for (position, post) in entries.objects(posts) {
        match post.text("id") {
            _ if !is_public(post) => {}
            Some(id) => entries.add(position, entry(EntryId(id), post, fields), times(post)),
            None => entries.skip(position, SkipReason::NoId),
        }
    }
    // Asked for what was changed since, WordPress is silent about what was not.
    let is_log = context.base.query_value("modified_after").is_some();
    if !is_log {
        drop_repeated(entries.entries_mut(), &[]);
    }
    Ok(Reading {
        mode: if is_log { Mode::Delta } else { Mode::Snapshot },
        next: next(posts.len(), context.base),
        ..Reading::of(About::default(), entries)
    })
}

/// Drafts, scheduled and private posts are listed to those who may edit them; one behind a password to everybody.
fn is_public(post: &Json) -> bool {
    let published = post.text("status").is_none_or(|status| status.eq_ignore_ascii_case("publish"));
    published && !post.get("content").flag("protected") && !post.get("excerpt").flag("protected")
}

/// The times in UTC where they are given; both of the site's own clock otherwise, because two clocks do not compare.
fn times(post: &Json) -> Dates {
    let (published, modified) = (dates::utc(post.get("date_gmt")), dates::utc(post.get("modified_gmt")));
    let local = dates::read(post.get("date"));
    if published.is_some() || local.is_none() {
        return Dates { published, modified, created: dates::read(post.get("modified")) };
    }
    Dates { published: local, modified: dates::read(post.get("modified")), created: None }
}

fn entry(id: EntryId, post: &Json, fields: Fields) -> Entry {
    let embedded = post.get("_embedded");
    let source = ["content", "excerpt"].into_iter().find_map(|key| rendered(post.get(key)).to_text());
    let mut pictures = Pictures::default();
    let featured = embedded.list("wp:featuredmedia").first();
    let picture = featured.and_then(|media| picture(media, fields));
    pictures.add(
        picture
            .or_else(|| fields.picture(post.get("jetpack_featured_media_url")))
            .filter(|picture| !is_shown(source.as_deref(), picture.url.as_str())),
    );
    Entry {
        headline: fields.line(rendered(post.get("title"))),
        body: source.map_or(Body::Empty, |source| Body::Html { source, base: fields.base.clone() }),
        authors: Rc::from(authors(embedded, fields)),
        marks: Marks { pinned: post.flag("sticky"), ..Marks::default() },
        topics: Rc::from(fields.topics(&Json::List(topics(embedded)))),
        images: pictures.finish(),
        url: fields.url(post.get("link")),
        ..blank(id)
    }
}

/// The text that WordPress made of a field, which is an object that may hold what was typed, too.
fn rendered(field: &Json) -> &Json {
    if field.is_object() { field.get("rendered") } else { field }
}

fn authors(embedded: &Json, fields: Fields) -> Vec<Author> {
    let mut authors = Vec::new();
    for person in embedded.list("author") {
        // The page that lists what they wrote; `url` is whatever they call their home.
        let page = fields.url(person.get("link"));
        let portraits = person.get("avatar_urls").members().iter();
        // Smallest first.
        let avatar = portraits.rev().find_map(|(_, url)| fields.image_url(url));
        authors.extend(fields.authors(person).into_iter().map(|author| Author {
            url: page.clone().or(author.url),
            avatar: avatar.clone().or(author.avatar),
            ..author
        }));
    }
    authors
}

/// Categories and tags. A post that nobody filed is in a category that says so.
fn topics(embedded: &Json) -> Vec<Json> {
    let is_topic = |term: &&Json| {
        let taxonomy = term.text("taxonomy");
        taxonomy.is_none_or(|taxonomy| matches!(&*taxonomy, "category" | "post_tag"))
            && term.text("slug").is_none_or(|slug| &*slug != "uncategorized")
    };
    let terms = embedded.list("wp:term").iter().flat_map(Json::to_list);
    terms.filter(is_topic).map(|term| term.get("name").clone()).collect()
}

fn picture(media: &Json, fields: Fields) -> Option<Image> {
    let kind = media.text("media_type").or_else(|| media.text("mime_type"));
    let url =
        address(media.get("source_url")).filter(|_| kind.is_none_or(|kind| kind.starts_with("image")))?;
    let details = media.get("media_details");
    let line = |value: &Json| fields.line(value);
    let mut image = fields.picture(&Json::object([
        ("url", Json::Text(url)),
        ("width", details.get("width").clone()),
        ("height", details.get("height").clone()),
    ]))?;
    image.alt = line(media.get("alt_text")).unwrap_or(IString::Static(""));
    image.caption = line(rendered(media.get("caption")));
    image.credit = line(details.get("image_meta").get("credit"));
    Some(image)
}

/// Whether the text shows the picture, perhaps in another of the sizes that WordPress makes of each, which have the
/// width and height in their names.
fn is_shown(body: Option<&str>, address: &str) -> bool {
    let (name, _) = address.rsplit_once('.').unwrap_or((address, ""));
    let name = name.strip_suffix("-scaled").unwrap_or(name);
    ["-", "."].into_iter().any(|after| shown_in(body, Some(&[name, after].concat())))
}

/// A full page is rarely the last. The total is in a header, which browsers hide across origins.
fn next(count: usize, base: &SafeUrl) -> Option<SafeUrl> {
    let asked = |key| base.query_value(key).and_then(|text| text.parse::<usize>().ok());
    let full = asked("per_page").filter(|size| *size > 0).unwrap_or(PAGE);
    if count < full {
        return None;
    }
    match asked("offset") {
        Some(offset) => base.with_query_value("offset", &offset.saturating_add(count).to_string()),
        None => {
            base.with_query_value("page", &asked("page").unwrap_or(1).max(1).saturating_add(1).to_string())
        }
    }
}
