//! What an activity is about, as an entry.

use std::rc::Rc;

use implicit_clone::unsync::IString;

use super::{is_a, reference};
use crate::core::embed::Embed;
use crate::core::feed::collect::blank;
use crate::core::feed::fields::{Fields, Wording, lang};
use crate::core::feed::pictures::Pictures;
use crate::core::feed::pieces::{Kind, Pieces, kind, kind_called};
use crate::core::feed::posts::{poll, post, readable};
use crate::core::json::Json;
use crate::core::model::{Author, Body, Entry, EntryId, Image, Part};
use crate::core::url::SafeUrl;

/// Where servers put the address of a quoted post.
const QUOTED: [&str; 4] = ["quote", "quoteUrl", "quoteUri", "_misskey_quote"];

/// The object's own name; what wraps it has one of its own, which changes with every change.
pub(super) fn id(object: &Json, activity: &Json) -> Option<EntryId> {
    let own = object.text("id").or_else(|| address(object.get("url"), ""));
    own.or_else(|| activity.text("id")).map(EntryId)
}

/// Whether it answers somebody else. Servers name a post below its author, or at least on the author's host.
pub(super) fn is_conversation(object: &Json, activity: &Json) -> bool {
    let actor = reference(object.get("attributedTo")).or_else(|| reference(activity.get("actor")));
    let (Some(actor), Some(to)) = (actor, reference(object.get("inReplyTo"))) else {
        return false;
    };
    let below = |name: &str| name.strip_prefix(&*actor).is_some_and(|rest| rest.starts_with('/'));
    if object.text("id").is_some_and(|id| below(&id)) {
        return !below(&to);
    }
    let host = |name: &str| SafeUrl::parse(name).and_then(|url| url.host().map(str::to_owned));
    host(&actor) != host(&to)
}

pub(super) fn entry(id: EntryId, object: &Json, activity: &Json, fields: Fields) -> Entry {
    let (words, language) = in_language(object, "content");
    let mut authors = people(object.get("attributedTo"), fields);
    if authors.is_empty() {
        authors = people(activity.get("actor"), fields);
    }
    let mut entry = Entry {
        headline: in_language(object, "name").0.and_then(|name| fields.line(&Json::Text(name))),
        authors: Rc::from(authors),
        topics: topics(object.get("tag"), fields),
        url: address(object.get("url"), "text/html").and_then(|url| fields.url(&Json::Text(url))),
        lang: language.and_then(|tag| lang(&Json::Text(tag), None)),
        ..blank(id)
    };
    pieces(object, words, fields).place(fields.base, &mut entry);
    // A name that says nothing is no entry, though it is an address.
    if entry.url.is_none()
        && (entry.headline.is_some() || entry.body != Body::Empty || !entry.images.is_empty())
    {
        entry.url = fields.url(object.get("id"));
    }
    entry
}

/// The text under `key`, and its language where it is also among those of the map beside it.
fn in_language(object: &Json, key: &str) -> (Option<Rc<str>>, Option<Rc<str>>) {
    let text = object.text(key);
    let map = object.get(&[key, "Map"].concat()).members();
    let found = match &text {
        Some(text) => map.iter().find(|(_, value)| value.to_text().as_ref() == Some(text)),
        None => map.iter().find(|(_, value)| value.to_text().is_some()),
    };
    let language = found.map(|(language, _)| Rc::from(&**language));
    (text.or_else(|| found.and_then(|(_, value)| value.to_text())), language)
}

fn pieces(object: &Json, words: Option<Rc<str>>, fields: Fields) -> Pieces {
    let mut pictures = Pictures::default();
    let mut below = Vec::new();
    let quoted = QUOTED.into_iter().find_map(|key| reference(object.get(key)));
    if let Some(url) = quoted.as_ref().and_then(|url| fields.url(&Json::Text(url.clone()))) {
        below.push(Part::Embed(post(url)));
    }
    // A film or a picture that is itself what was posted.
    if is_a(object, &["Video", "Audio", "Image"]) {
        let kind = object.list("type").first().and_then(kind_called);
        attach(object, kind, fields, &mut pictures, &mut below);
    }
    for attachment in object.list("attachment").iter().chain(object.list("image")) {
        let kind =
            if is_a(attachment, &["PropertyValue"]) { None } else { kind(attachment).or(Some(Kind::Other)) };
        attach(attachment, kind, fields, &mut pictures, &mut below);
    }
    let sensitive = object.flag("sensitive");
    let encoded = Fields { wording: Wording::Encoded, ..fields };
    let summary = in_language(object, "summary").0;
    // The summary of a short post is what stands before it, that of a long one what it is about.
    let warns = sensitive || is_a(object, &["Note", "Question"]);
    let (warning, about) = if warns { (summary, None) } else { (None, summary) };
    Pieces {
        body: body(object, words.or(about), quoted.is_some(), fields),
        images: pictures.finish(),
        below,
        warning: warning.and_then(|text| encoded.line(&Json::Text(text))),
        sensitive,
    }
}

fn body(object: &Json, words: Option<Rc<str>>, quotes: bool, fields: Fields) -> Body {
    let plain = object.text("mediaType").is_some_and(|kind| matches!(&*kind, "text/plain" | "text/markdown"));
    if let (true, Some(text)) = (plain, &words) {
        return Body::Text(text.clone());
    }
    let mut html = words.map_or(String::new(), |words| String::from(&*readable(&words, quotes)));
    let answers = object.list("oneOf").iter().chain(object.list("anyOf"));
    let votes = |answer: &Json| answer.get("replies").integer("totalItems");
    poll(answers.map(|answer| (fields.line(answer.get("name")), votes(answer))), &mut html);
    match html.trim() {
        "" => Body::Empty,
        html => Body::Html { source: Rc::from(html), base: fields.base.clone() },
    }
}

/// A picture, a film, a recording, or a link to anything else.
fn attach(value: &Json, kind: Option<Kind>, fields: Fields, pictures: &mut Pictures, below: &mut Vec<Part>) {
    let mime = match kind {
        None => return,
        Some(Kind::Image) => "image/",
        Some(Kind::Video) => "video/",
        Some(Kind::Audio) => "audio/",
        Some(Kind::Other) => "",
    };
    let own = if value.is_object() { value.get("url") } else { value };
    let address = address(own, mime).or_else(|| value.text("href")).map(Json::Text);
    let name = || ["name", "summary"].into_iter().find_map(|key| fields.line(value.get(key)));
    match (kind, address) {
        (Some(Kind::Image), Some(address)) => {
            let described = |url| Image { alt: name().unwrap_or_default(), ..fields.described(url, value) };
            pictures.add(fields.image_url(&address).map(described));
        }
        (Some(kind), Some(address)) => {
            let url = fields.url(&address);
            let known = url.as_ref().and_then(Embed::of_link);
            let file = || url.clone().and_then(|url| fields.recording(kind, url, value));
            let card = || url.clone().map(|url| Embed::card(url, name()));
            below.extend(known.or_else(file).or_else(card).map(Part::Embed));
        }
        _ => {}
    }
}

/// The address in a text, a link, or the first link of the MIME type among several; without one the first of all.
fn address(value: &Json, mime: &str) -> Option<Rc<str>> {
    match value {
        Json::List(links) => {
            let fits = |link: &&Json| link.text("mediaType").is_some_and(|kind| kind.starts_with(mime));
            let link =
                links.iter().find(fits).or_else(|| links.iter().find(|link| !matches!(link, Json::List(_))));
            link.and_then(|link| address(link, mime))
        }
        Json::Object(_) => value.text("href").or_else(|| value.text("url")),
        _ => value.to_text(),
    }
}

fn topics(tags: &Json, fields: Fields) -> Rc<[IString]> {
    let hashtags = tags.to_list().iter().filter(|tag| is_a(tag, &["Hashtag"]));
    let names = hashtags.filter_map(|tag| tag.text("name"));
    let names = names.map(|name| Json::Text(Rc::from(name.trim_start_matches('#')))).collect();
    Rc::from(fields.topics(&Json::List(names)))
}

fn people(value: &Json, fields: Fields) -> Vec<Author> {
    value.to_list().iter().filter_map(|value| person(value, fields)).take(20).collect()
}

/// Who wrote it; often only an address, which ends in the name of the account.
fn person(value: &Json, fields: Fields) -> Option<Author> {
    let address = address(value.get("url"), "text/html").or_else(|| reference(value));
    let url = address.and_then(|address| fields.url(&Json::Text(address)));
    let name = ["name", "preferredUsername"].into_iter().find_map(|key| fields.name(value.get(key)));
    let account = || {
        let end = url.as_ref()?.as_str().trim_end_matches('/').rsplit('/').next()?.trim_start_matches('@');
        let is_name = end.bytes().any(|byte| !byte.is_ascii_digit()) && !end.contains(['?', '=', '#']);
        let end = if is_name { fields.name(&Json::from(end)) } else { None };
        Some(end.unwrap_or(IString::from(url.as_ref()?.host()?.to_owned())))
    };
    Some(Author { name: name.or_else(account)?, avatar: fields.image_url(value.get("icon")), url })
}
