//! A filter as plain JSON: what the page is told of it, and what it may set.

use std::rc::Rc;

use super::Filter;
use crate::core::clock::{Timestamp, iso};
use crate::core::feed::dates;
use crate::core::json::Json;
use crate::core::media::MediaKind;
use crate::core::order::Set;
use crate::core::span::Span;
use implicit_clone::unsync::IString;

/// What a page or an address may name of one facet.
const NAMES_MAX: usize = 64;
/// Characters of a search text that comes from outside.
pub const TEXT_MAX: usize = 200;

impl Filter {
    /// Its members: `text`, `keyOnly`, `topics`, `authors`, `media`, `span`.
    #[must_use]
    pub fn members(&self) -> Vec<(&'static str, Json)> {
        let names =
            |names: &Set<IString>| Json::List(names.iter().map(|name| Json::from(name.as_str())).collect());
        vec![
            ("text", Json::from(self.text.as_str())),
            ("keyOnly", Json::Bool(self.key_only)),
            ("topics", names(&self.topics)),
            ("authors", names(&self.authors)),
            ("media", Json::List(self.media.iter().map(|kind| Json::from(kind.name())).collect())),
            ("span", self.span.map_or(Json::Null, written)),
        ]
    }

    /// The filter of such an object. What is missing is not asked for; what makes no sense is left out.
    #[must_use]
    pub fn from_json(json: &Json) -> Self {
        let text = |name: &str| json.text(name).unwrap_or_default();
        let names = |name: &str| {
            let names = json.list(name).iter().filter_map(Json::to_text);
            let names = names.filter(|name| !name.trim().is_empty()).take(NAMES_MAX);
            names.map(|name| IString::from(clipped(&name))).collect()
        };
        let media = json.list("media").iter().filter_map(Json::to_text);
        Self {
            text: IString::from(clipped(&text("text"))),
            key_only: json.flag("keyOnly"),
            topics: names("topics"),
            authors: names("authors"),
            pieces: Rc::default(),
            media: media.filter_map(|name| MediaKind::from_name(&name)).collect(),
            span: read(json.get("span")),
        }
    }
}

fn clipped(text: &str) -> String {
    text.chars().take(TEXT_MAX).collect()
}

fn written(span: Span) -> Json {
    match (span, name_of(span)) {
        (_, Some(name)) => Json::from(name),
        (Span::Between(from, until), None) => Json::object([
            ("from", Json::from(iso(from).as_str())),
            ("until", Json::from(iso(until).as_str())),
        ]),
        _ => Json::Null,
    }
}

fn read(span: &Json) -> Option<Span> {
    if let Json::Text(name) = span {
        return of_name(name);
    }
    let moment = |name: &str| Some(dates::parse(&span.text(name)?)?.at);
    between(moment("from")?, moment("until")?)
}

/// The name of a stretch that has one.
#[must_use]
pub fn name_of(span: Span) -> Option<&'static str> {
    match span {
        Span::LastHour => Some("last-hour"),
        Span::SinceLeft => Some("since-left"),
        Span::Today => Some("today"),
        Span::Between(..) => None,
    }
}

/// The stretch of that name.
#[must_use]
pub fn of_name(name: &str) -> Option<Span> {
    [Span::LastHour, Span::SinceLeft, Span::Today].into_iter().find(|span| name_of(*span) == Some(name))
}

/// A stretch between two moments, unless it has no length.
#[must_use]
pub fn between(from: Timestamp, until: Timestamp) -> Option<Span> {
    (from < until).then_some(Span::Between(from, until))
}
