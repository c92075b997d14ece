//! What of a reader's view stands in the page's address: an entry in its fragment, the filter and the order in its query.
//!
//! Addresses are hostile, since anybody may write one: what is too long or does not decode is not there. The query is the
//! page's: every parameter that is not ours stays where it is, as it is written.

use implicit_clone::unsync::IString;

use super::clock::iso;
use super::filter::{Filter, written};
use super::json::Json;
use super::media::MediaKind;
use super::model::EntryId;
use super::sorting::Order;
use super::span::Span;
use super::url::push_encoded;

/// A query that is longer, in bytes, was not written by us.
const QUERY_MAX: usize = 16 * 1024;
/// Nor does one of ours have more parameters.
const PARAMETERS_MAX: usize = 200;
/// Of the two moments of a stretch of time.
const BETWEEN: char = '~';

/// What a reader sees of a blog, as far as an address may say it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct View {
    /// The filter.
    pub filter: Filter,
    /// The order, where it is not the page's own.
    pub order: Option<Order>,
}

impl View {
    /// What the address says under a prefix; none when it says nothing there.
    #[must_use]
    pub fn read(address: &str, prefix: &str) -> Option<Self> {
        let query = query_of(address).filter(|query| query.len() <= QUERY_MAX)?;
        let mut members: Vec<(&str, Json)> = Vec::new();
        let (mut topics, mut authors, mut media) = (Vec::new(), Vec::new(), Vec::new());
        let mut order = None;
        let mut any = false;
        for (name, value) in query.split('&').filter_map(|pair| ours(pair, prefix)).take(PARAMETERS_MAX) {
            let Some(value) = decoded(value, true) else { continue };
            any = true;
            let text = Json::from(value.as_str());
            match name {
                Name::Text => members.push(("text", text)),
                Name::Key => members.push(("keyOnly", Json::Bool(value == "1"))),
                Name::Topic => topics.push(text),
                Name::Author => authors.push(text),
                Name::Media => media.push(text),
                Name::Span => members.push(("span", span_of(&value))),
                Name::Order => order = Order::from_name(&value),
            }
        }
        let lists = [("topics", topics), ("authors", authors), ("media", media)];
        members.extend(lists.map(|(name, list)| (name, Json::List(list))));
        any.then(|| Self { filter: Filter::from_json(&Json::object(members)), order })
    }

    /// The address with this view in it, in place of what it said under the prefix.
    #[must_use]
    pub fn written(&self, address: &str, prefix: &str) -> String {
        let (page, fragment) = match address.find('#') {
            Some(at) => address.split_at(at),
            None => (address, ""),
        };
        let query = query_of(page).unwrap_or_default();
        let kept = query.split('&').filter(|pair| ours(pair, prefix).is_none());
        let mine = self.parameters();
        if mine.is_empty() && kept.clone().count() == query.split('&').count() {
            return address.to_owned();
        }
        let mut written = page.split('?').next().unwrap_or_default().to_owned();
        let mut mark = '?';
        for pair in kept.filter(|pair| !pair.is_empty()) {
            written.push(mark);
            written.push_str(pair);
            mark = '&';
        }
        for (name, value) in mine {
            written.push(mark);
            for piece in [prefix, ".", name.written(), "="] {
                written.push_str(piece);
            }
            push_encoded(&value, &mut written);
            mark = '&';
        }
        written.push_str(fragment);
        written
    }

    /// The form in which the page tells of it, and storage keeps it.
    #[must_use]
    pub fn to_json(&self) -> Json {
        let mut members = self.filter.members();
        members.push(("order", self.order.map_or(Json::Null, |order| Json::from(order.name()))));
        Json::object(members)
    }

    /// Reads that form. What makes no sense is left out.
    #[must_use]
    pub fn from_json(json: &Json) -> Self {
        let order = json.text("order").and_then(|name| Order::from_name(&name));
        Self { filter: Filter::from_json(json), order }
    }

    fn parameters(&self) -> Vec<(Name, String)> {
        let Filter { text, key_only, topics, authors, media, span, .. } = &self.filter;
        let mut parameters = Vec::new();
        let mut add = |name: Name, value: &str| parameters.push((name, value.to_owned()));
        if !text.trim().is_empty() {
            add(Name::Text, text);
        }
        if *key_only {
            add(Name::Key, "1");
        }
        topics.iter().for_each(|topic| add(Name::Topic, topic));
        authors.iter().for_each(|author| add(Name::Author, author));
        media.iter().for_each(|kind: MediaKind| add(Name::Media, kind.name()));
        if let Some(span) = span {
            add(Name::Span, &span_text(*span));
        }
        if let Some(order) = self.order {
            add(Name::Order, order.name());
        }
        parameters
    }
}

/// A parameter of ours, behind the prefix and a dot.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Name {
    Text,
    Key,
    Topic,
    Author,
    Media,
    Span,
    Order,
}

impl Name {
    const ALL: [Self; 7] =
        [Self::Text, Self::Key, Self::Topic, Self::Author, Self::Media, Self::Span, Self::Order];

    fn written(self) -> &'static str {
        match self {
            Self::Text => "q",
            Self::Key => "key",
            Self::Topic => "topic",
            Self::Author => "author",
            Self::Media => "media",
            Self::Span => "span",
            Self::Order => "order",
        }
    }
}

/// What a parameter of ours is called and says; none when it is the page's own.
fn ours<'a>(pair: &'a str, prefix: &str) -> Option<(Name, &'a str)> {
    let (name, value) = pair.strip_prefix(prefix)?.strip_prefix('.')?.split_once('=')?;
    Some((Name::ALL.into_iter().find(|known| known.written() == name)?, value))
}

fn query_of(address: &str) -> Option<&str> {
    address.split('#').next()?.split_once('?').map(|(_, query)| query)
}

fn span_text(span: Span) -> String {
    match (span, written::name_of(span)) {
        (Span::Between(from, until), None) => {
            let mut text = iso(from);
            text.push(BETWEEN);
            text.push_str(&iso(until));
            text
        }
        (_, name) => name.unwrap_or_default().to_owned(),
    }
}

fn span_of(text: &str) -> Json {
    match text.split_once(BETWEEN) {
        Some((from, until)) => Json::object([("from", Json::from(from)), ("until", Json::from(until))]),
        None => Json::from(text),
    }
}

/// Before the id in a fragment.
const FRAGMENT: &str = "#live-blog-";
/// A longer id, in bytes as written, was not written by us.
const ID_MAX: usize = 2_048;

/// The fragment that names an entry, with its `#`.
#[must_use]
pub fn fragment_of(id: &EntryId) -> String {
    let mut fragment = String::from(FRAGMENT);
    push_encoded(&id.0, &mut fragment);
    fragment
}

/// The address of an entry on a page, with this view under its prefix in place of what the address said there.
#[must_use]
pub fn link_to(page: &str, view: Option<&(IString, View)>, id: &EntryId) -> String {
    let mut link = page.split('#').next().unwrap_or_default().to_owned();
    if let Some((prefix, view)) = view {
        link = view.written(&link, prefix);
    }
    link.push_str(&fragment_of(id));
    link
}

/// The entry that a fragment names, when it names one. `#` included, as the browser gives it.
#[must_use]
pub fn entry_of(fragment: &str) -> Option<EntryId> {
    let written = fragment.strip_prefix(FRAGMENT)?;
    if written.is_empty() || written.len() > ID_MAX {
        return None;
    }
    decoded(written, false).map(|id| EntryId::from(id.as_str()))
}

/// What percent-encoded text means; none when that is not UTF-8. In a query, as forms write it, a `+` is a space.
fn decoded(written: &str, is_query: bool) -> Option<String> {
    let digit = |byte: Option<u8>| byte.and_then(|byte| char::from(byte).to_digit(16));
    let mut bytes = Vec::with_capacity(written.len());
    let mut rest = written.bytes();
    while let Some(byte) = rest.next() {
        let mut ahead = rest.clone();
        bytes.push(match byte {
            b'%' => match (digit(ahead.next()), digit(ahead.next())) {
                (Some(high), Some(low)) => {
                    rest = ahead;
                    u8::try_from(high << 4 | low).unwrap_or_default()
                }
                // As browsers read it: a percent sign that encodes nothing stands for itself.
                _ => byte,
            },
            b'+' if is_query => b' ',
            byte => byte,
        });
    }
    String::from_utf8(bytes).ok()
}

mod given;
#[cfg(test)]
mod tests;
