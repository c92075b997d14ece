//! The schema.org type `LiveBlogPosting`, as news sites write it into their pages or offer it as a file.
//!
//! The vocabulary promises little and publishers keep less: bodies declared as text hold HTML or entities, the
//! page's picture and authors are repeated on every update, and many updates have no address of their own.

use std::rc::Rc;

use implicit_clone::unsync::IString;

use super::collect::{Collector, Dates, blank};
use super::fields::{Fields, Wording, address, has, lang, same_names};
use super::pictures::{Pictures, drop_repeated};
use super::{Context, FeedError, Format, Reading, Row, SkipReason, dates};
use crate::core::clock::{DAY, HOUR, Timestamp};
use crate::core::find::occurs;
use crate::core::json::Json;
use crate::core::markup::references::{Place, decode};
use crate::core::model::{About, Body, Entry, EntryId, Phase};
use crate::core::url::SafeUrl;

mod identity;

pub(super) const ROW: Row = Row { sniff, read };

const EXPECTED: &str = "an object with the list liveBlogUpdate";
/// How deep inside one another the nodes of a graph are looked for.
const DEEPEST: u8 = 4;

fn sniff(document: &Json) -> bool {
    find(document, DEEPEST).is_some() || !fragment(document).is_empty()
}

/// The updates alone in the answer of Live Center, which a site's own script puts into a page.
fn fragment(document: &Json) -> &[Json] {
    let updates = document.list("result");
    let is_update = |update: &Json| {
        update.text("@type").is_some_and(|name| name.ends_with("BlogPosting")) && has(update, "datePublished")
    };
    if has(document, "success") && updates.iter().all(is_update) { updates } else { &[] }
}

/// A literal of JSON-LD may be wrapped in an object that tells its language or type, or be in a list of one.
fn literal<'a>(node: &'a Json, key: &str) -> &'a Json {
    let value = match node.get(key) {
        Json::List(list) => list.first().unwrap_or(&Json::Null),
        value => value,
    };
    match value.get("@value") {
        Json::Null => value,
        inside => inside,
    }
}

/// The live blog among the nodes of a document: the first that has updates, or else the first.
fn find(value: &Json, room: u8) -> Option<&Json> {
    if is_live_blog(value.get("@type")) {
        return Some(value);
    }
    let room = room.checked_sub(1)?;
    let inside = match value {
        Json::List(list) => [list.as_slice(), &[], &[]],
        _ => [value.list("@graph"), value.list("mainEntity"), value.list("hasPart")],
    };
    let mut first = None;
    for node in inside.into_iter().flatten().filter_map(|value| find(value, room)) {
        if !node.list("liveBlogUpdate").is_empty() {
            return Some(node);
        }
        first = first.or(Some(node));
    }
    first
}

/// Types are names, names with a prefix, or addresses, alone or in a list.
fn is_live_blog(types: &Json) -> bool {
    types.to_list().iter().any(|name| match name {
        Json::Text(name) => (name.trim().strip_suffix("LiveBlogPosting"))
            .is_some_and(|before| before.is_empty() || before.ends_with(&['/', '#', ':'][..])),
        _ => false,
    })
}

fn read(document: &Json, context: &Context) -> Result<Reading, FeedError> {
    let (page, updates) = match (find(document, DEEPEST), document) {
        (Some(page), _) => (page, updates(page)),
        (None, Json::List(updates)) => (&Json::Null, updates.as_slice()),
        (None, _) if has(document, "result") && has(document, "success") => {
            (&Json::Null, document.list("result"))
        }
        (None, _) if !document.get("liveBlogUpdate").is_null() => (document, updates(document)),
        _ => {
            return Err(FeedError::wrong_shape(Format::LiveBlogPosting, EXPECTED, document));
        }
    };
    let fields = Fields { base: context.base, wording: Wording::Encoded };
    let mut entries = Collector::default();
    let mut about = about(page, fields);
    let updates = entries.objects(updates);
    for ((position, update), id) in updates.iter().zip(identity::ids(&updates, page)) {
        match id {
            Some(id) => entries.add(*position, entry(id, update, page, fields, &about), times(update)),
            None => entries.skip(*position, SkipReason::NoId),
        }
    }
    drop_repeated(entries.entries_mut(), &page_pictures(page, fields));
    about.phase = phase(page, context.now, entries.latest());
    Ok(Reading::of(about, entries))
}

/// The updates of a page; a list of JSON-LD may be wrapped in an object that says whether its order matters.
fn updates(page: &Json) -> &[Json] {
    let updates = page.get("liveBlogUpdate");
    let mut wrapped = ["@list", "@set"].into_iter().map(|key| updates.list(key));
    wrapped.find(|list| !list.is_empty()).unwrap_or(updates.to_list())
}

fn about(page: &Json, fields: Fields) -> About {
    About {
        title: fields.line(literal(page, "headline")).or_else(|| fields.line(literal(page, "name"))),
        home: identity::page_address(page).and_then(|url| fields.url(&Json::Text(url))),
        lang: language(page, None),
        phase: Phase::Live,
        authors: Rc::from(fields.authors(page.get("author"))),
        poll_seconds: None,
    }
}

fn language(node: &Json, usual: Option<&IString>) -> Option<IString> {
    match node.get("inLanguage") {
        language @ Json::Object(_) => lang(language.get("alternateName"), usual),
        language => lang(language, usual),
    }
}

fn page_pictures(page: &Json, fields: Fields) -> Vec<SafeUrl> {
    page.list("image").iter().filter_map(|image| fields.image_url(image)).collect()
}

/// The end is often planned, so it counts only when it is past and nothing was published well after it. One
/// without a time or a zone may mean any hour up to the end of that day, anywhere.
fn phase(page: &Json, now: Timestamp, latest: Option<Timestamp>) -> Phase {
    let past = |end: &dates::Dated| {
        let slack = if end.approximate { (DAY + 14 * HOUR) as i64 } else { 0 };
        end.at.0.saturating_add(slack) <= now.0
    };
    let overtaken =
        |end: &dates::Dated| latest.is_some_and(|latest| latest.0 > end.at.0.saturating_add(DAY as i64));
    let start = dates::read(literal(page, "coverageStartTime"));
    match dates::read(literal(page, "coverageEndTime")) {
        Some(end) if past(&end) && !overtaken(&end) => Phase::Ended,
        _ if latest.is_none() && start.is_some_and(|start| !start.approximate && start.at > now) => {
            Phase::Scheduled
        }
        _ => Phase::Live,
    }
}

fn times(update: &Json) -> Dates {
    Dates {
        published: dates::read(literal(update, "datePublished")),
        modified: dates::read(literal(update, "dateModified")),
        created: dates::read(literal(update, "dateCreated")),
    }
}

fn entry(id: EntryId, update: &Json, page: &Json, fields: Fields, about: &About) -> Entry {
    let body = ["articleBody", "description", "text"].into_iter().find_map(|key| paragraphs(update, key));
    let authors = fields.authors(update.get("author"));
    let topics =
        if update.get("keywords") == page.get("keywords") { &Json::Null } else { update.get("keywords") };
    // Several pictures are the crops of one, for search engines; a reader needs one of them.
    let mut pictures = Pictures::default();
    pictures.add(update.list("image").first().and_then(|image| fields.picture(image)));
    let url = address(update.get("url")).filter(|url| Some(url) != identity::page_address(page).as_ref());
    Entry {
        headline: fields.line(literal(update, "headline")).or_else(|| fields.line(literal(update, "name"))),
        body: body.map_or(Body::Empty, |text| body_of(&text, fields.base)),
        authors: if same_names(&authors, &about.authors) { Rc::from([]) } else { Rc::from(authors) },
        topics: Rc::from(fields.topics(topics)),
        images: pictures.finish(),
        url: url.and_then(|url| fields.url(&Json::Text(url))),
        lang: language(update, about.lang.as_ref()),
        ..blank(id)
    }
}

/// The text of a body, whose paragraphs may be a list.
fn paragraphs(update: &Json, key: &str) -> Option<Rc<str>> {
    let parts: Vec<Rc<str>> = match update.get(key) {
        Json::List(parts) if parts.len() > 1 => parts.iter().filter_map(Json::to_text).collect(),
        _ => return literal(update, key).to_text(),
    };
    (!parts.is_empty()).then(|| parts.join("\n\n").into())
}

/// HTML when there is a tag in it. Otherwise text with entities, unless those hide the tags: then the text was
/// encoded once more on its way into the page, and what was encoded is HTML.
fn body_of(text: &Rc<str>, base: &SafeUrl) -> Body {
    let html = |source: Rc<str>| Body::Html { source, base: base.clone() };
    if has_tag(text) {
        return html(text.clone());
    }
    if !text.contains('&') {
        return Body::Text(text.clone());
    }
    let mut decoded = String::new();
    decode(text, Place::Text, &mut decoded);
    match decoded.trim() {
        "" => Body::Empty,
        trimmed if has_tag(trimmed) => html(Rc::from(trimmed)),
        trimmed => Body::Text(Rc::from(trimmed)),
    }
}

/// Whether a tag of body HTML is written out in full; "5 < 6" and "if a <b and c> d" are text.
fn has_tag(text: &str) -> bool {
    text.split('<').skip(1).any(|after| {
        let Some((inside, _)) = after.split_once('>') else {
            return false;
        };
        let inside = inside.strip_prefix('/').unwrap_or(inside);
        let end = inside.find(|letter: char| !letter.is_ascii_alphanumeric()).unwrap_or(inside.len());
        let (name, rest) = inside.split_at(end);
        let rest = rest.trim();
        (rest.is_empty() || rest == "/" || rest.contains('=')) && is_body_tag(name)
    })
}

fn is_body_tag(name: &str) -> bool {
    const NAMES: &str = " a abbr article aside audio b bdi blockquote br center cite code dd del details div dl dt \
        em embed figcaption figure font h1 h2 h3 h4 h5 h6 header hr i iframe img ins li main mark object ol p \
        picture pre q s script section small source span strike strong style sub summary sup svg table tbody td \
        tfoot th thead time tr tt u ul video ";
    let name = [" ", &name.to_ascii_lowercase(), " "].concat();
    name.len() > 2 && occurs(NAMES, &name)
}

#[cfg(test)]
mod tests {
    use super::has_tag;

    #[test]
    fn only_a_whole_known_tag_makes_text_html() {
        for html in ["<p>a", "a</p>", "a<br/>b", "a<BR />b", "<a href='x'>b</a>", "1 < 2 <b>c</b>"] {
            assert!(has_tag(html), "{html}");
        }
        for text in
            ["", "<", "5 < 6", "5 < 6 > 4", "if a <b and c> d", "<p", "<>", "</>", "<envoy>", "&lt;p&gt;"]
        {
            assert!(!has_tag(text), "{text}");
        }
    }
}
