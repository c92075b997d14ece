//! A list of statuses, as Mastodon's interface for programs gives it and many servers beside Mastodon do.

use std::rc::Rc;

use super::collect::{Collector, Dates, blank};
use super::fields::{Fields, Wording, id, lang};
use super::pictures::{Pictures, size};
use super::pieces::{Kind, Pieces, kind};
use super::posts::{lift, poll, post, readable};
use super::{Context, FeedError, Format, Reading, Row, SkipReason, dates};
use crate::core::embed::Embed;
use crate::core::json::Json;
use crate::core::model::{About, Author, Body, Entry, EntryId, Image, Marks, Part};
use crate::core::order::Places;
use crate::core::url::SafeUrl;

pub(super) const ROW: Row = Row { sniff, read };

const EXPECTED: &str = "a list of statuses";

/// The versions of one status have no `uri`, and are no feed.
fn sniff(document: &Json) -> bool {
    matches!(document, Json::List(list) if list.iter().any(is_status))
}

fn is_status(value: &Json) -> bool {
    ["account", "created_at", "uri"].iter().all(|key| !value.get(key).is_null())
}

fn read(document: &Json, context: &Context) -> Result<Reading, FeedError> {
    let statuses = match document {
        Json::List(list) => list.as_slice(),
        single if is_status(single) => single.to_list(),
        _ => return Err(FeedError::wrong_shape(Format::Mastodon, EXPECTED, document)),
    };
    let fields = Fields { base: context.base, wording: Wording::Plain };
    let mut writers = Places::default();
    for (place, status) in statuses.iter().enumerate() {
        if let Some(writer) = status.get("account").text("id") {
            writers.insert(writer, place);
        }
    }
    let mut entries = Collector::default();
    for (position, status) in entries.objects(statuses) {
        match id(status.get("id"), status.get("uri"), status.get("created_at")) {
            None => entries.skip(position, SkipReason::NoId),
            Some(_) if !is_published(status) || !is_addressed_to_all(status, &writers) => {}
            Some(id) => entries.add(position, entry(id, status, fields), times(status)),
        }
    }
    let mut about = About::default();
    // The next page of a timeline may have other authors.
    if !context.base.as_str().contains("/timelines/") {
        lift(entries.entries_mut(), &mut about);
    }
    Ok(Reading::of(about, entries))
}

/// A boost is somebody else's; what only followers may see is nobody's business here.
fn is_published(status: &Json) -> bool {
    let public = status.text("visibility").is_none_or(|who| matches!(&*who, "public" | "unlisted" | "local"));
    public && status.get("reblog").is_null() && status.get("scheduled_at").is_null()
}

/// An answer to somebody who does not write here is conversation; one to a writer continues a thread.
fn is_addressed_to_all(status: &Json, writers: &Places) -> bool {
    status.text("in_reply_to_account_id").is_none_or(|to| writers.contains_key(&to))
}

fn times(status: &Json) -> Dates {
    Dates {
        published: dates::read(status.get("created_at")),
        modified: dates::read(status.get("edited_at")),
        created: None,
    }
}

fn entry(id: EntryId, status: &Json, fields: Fields) -> Entry {
    let mut entry = Entry {
        authors: author(status.get("account"), fields).into_iter().collect(),
        marks: Marks { pinned: status.flag("pinned"), ..Marks::default() },
        topics: Rc::from(fields.topics(status.get("tags"))),
        url: page(status, fields),
        lang: lang(status.get("language"), None),
        ..blank(id)
    };
    pieces(status, fields).place(fields.base, &mut entry);
    entry
}

fn page(status: &Json, fields: Fields) -> Option<SafeUrl> {
    fields.url(status.get("url")).or_else(|| fields.url(status.get("uri")))
}

fn author(account: &Json, fields: Fields) -> Option<Author> {
    let name = ["display_name", "username", "acct"].into_iter().find_map(|key| fields.name(account.get(key)));
    let avatar = ["avatar", "avatar_static"].into_iter().find_map(|key| fields.image_url(account.get(key)));
    Some(Author { name: name?, url: fields.url(account.get("url")), avatar })
}

fn pieces(status: &Json, fields: Fields) -> Pieces {
    let mut pictures = Pictures::default();
    let mut below: Vec<Part> = quote(status.get("quote"), fields).into_iter().collect();
    let body = words(status, !below.is_empty(), fields);
    for medium in status.list("media_attachments") {
        let size = size(medium.get("meta").get("original"));
        match kind(medium) {
            Some(Kind::Image) => pictures.add(fields.picture(medium).map(|image| Image { size, ..image })),
            // Of what the server could not fetch it has only the address.
            Some(Kind::Other) => {
                let card = fields.url(medium.get("remote_url")).map(|url| Embed::card(url, None));
                below.extend(card.map(Part::Embed));
            }
            said => {
                let address = fields.url(medium.get("url")).or_else(|| fields.url(medium.get("remote_url")));
                let film = said.zip(address).and_then(|(kind, url)| fields.recording(kind, url, medium));
                below.extend(film.map(|film| Part::Embed(Embed { size, ..film })));
            }
        }
    }
    below.extend(fields.embed(status.get("card")).map(Part::Embed));
    Pieces {
        body,
        images: pictures.finish(),
        below,
        warning: fields.line(status.get("spoiler_text")),
        sensitive: status.flag("sensitive"),
    }
}

fn words(status: &Json, quotes: bool, fields: Fields) -> Body {
    let mut html = String::new();
    if let Some(content) = status.text("content") {
        html.push_str(&readable(&content, quotes));
    }
    let answers = status.get("poll").list("options");
    poll(
        answers.iter().map(|answer| (fields.line(answer.get("title")), answer.integer("votes_count"))),
        &mut html,
    );
    match html.trim() {
        "" => Body::Empty,
        html => Body::Html { source: Rc::from(html), base: fields.base.clone() },
    }
}

/// The quoted status is in the quotation, or (on other servers) is it. One that was not allowed is not there; one that
/// warns, or is a picture, is for the reader to open.
fn quote(quote: &Json, fields: Fields) -> Option<Part> {
    let inside = quote.get("quoted_status");
    let status = if inside.is_null() { quote } else { inside };
    let url = page(status, fields).filter(|_| is_published(status));
    match (status.text("content"), status.text("spoiler_text")) {
        (Some(html), None) if is_published(status) => {
            let credit = author(status.get("account"), fields).map(|author| author.name);
            Some(Part::Quote { html: readable(&html, false), credit, url })
        }
        _ => url.map(|url| Part::Embed(post(url))),
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, reason = "a test stops at the first surprise")]
    use crate::core::clock::Timestamp;
    use crate::core::feed;
    use crate::core::json::Json;
    use crate::core::url::SafeUrl;

    fn authors(address: &str) -> (usize, usize) {
        let status = |id: &str| {
            [r#"{"id": ""#, id, r#"", "uri": "u", "created_at": "2026-03-12T10:00:00Z", "content": "a", "account": {"username": "a"}}"#].concat()
        };
        let list: Json = serde_json::from_str(&["[", &status("1"), ",", &status("2"), "]"].concat()).unwrap();
        let parsed = feed::read(&list, &SafeUrl::parse(address).unwrap(), None, Timestamp(0)).unwrap();
        (parsed.about.authors.len(), parsed.entries.iter().map(|entry| entry.authors.len()).sum())
    }

    #[test]
    fn the_author_of_an_account_is_the_blogs_and_that_of_one_page_of_a_timeline_is_not() {
        assert_eq!(authors("https://social.example/api/v1/accounts/7/statuses"), (1, 0));
        assert_eq!(authors("https://social.example/api/v1/timelines/tag/ferry"), (0, 2));
    }
}
