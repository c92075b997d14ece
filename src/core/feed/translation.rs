//! Between the widget and the module of foreign feeds: a request with the document, an answer with the same as a JSON Feed.
//!
//! Both are text, because the two modules share no memory. The JSON Feed is the one that [`super::convert`] writes; what such a
//! feed has no words for stands beside it in the answer.
//!
//! Invariant: what is received is what [`super::read`] would give, but for bodies that are already written as HTML.

use implicit_clone::unsync::IString;

use super::{FeedError, Format, Parsed, Skip, SkipReason};
use crate::core::clock::Timestamp;
use crate::core::json::Json;
use crate::core::url::SafeUrl;

/// What the module is asked: one line about the document, and the document.
#[must_use]
pub fn request(
    document: &Json,
    base: &SafeUrl,
    named: Option<Format>,
    remembered: Option<Format>,
    now: Timestamp,
) -> String {
    let name = |format: Option<Format>| format.map_or(Json::Null, |format| Json::from(format.name()));
    let about = Json::object([
        ("base", Json::from(base.as_str())),
        ("named", name(named)),
        ("remembered", name(remembered)),
        ("now", Json::from(now.0)),
    ]);
    let mut text = about.to_string();
    text.push('\n');
    text.push_str(&document.to_string());
    text
}

/// What the module has answered, read.
///
/// # Errors
///
/// When it says that the document is of no use, or its answer is none.
pub fn received(answer: &Json, base: &SafeUrl, now: Timestamp) -> Result<Parsed, FeedError> {
    if let Some(sentence) = answer.text("error") {
        return Err(FeedError::Told { sentence: IString::from(sentence) });
    }
    let parsed = super::read(answer.get("feed"), base, Some(Format::JsonFeed), now)?;
    let count = |key: &str| answer.integer(key).and_then(|count| u32::try_from(count).ok()).unwrap_or(0);
    Ok(Parsed {
        format: answer.text("format").and_then(|name| Format::from_name(&name)).unwrap_or(parsed.format),
        skipped: count("skipped"),
        skips: answer.list("skips").iter().filter_map(skip).collect(),
        cut: count("cut"),
        more: answer.flag("more"),
        ..parsed
    })
}

fn skip(told: &Json) -> Option<Skip> {
    let position = told.integer("position").and_then(|position| u32::try_from(position).ok())?;
    Some(Skip { position, reason: SkipReason::Told { sentence: IString::from(told.text("sentence")?) } })
}

/// The module's side: the answer to a request whose two parts have been decoded.
#[cfg(feature = "foreign")]
#[must_use]
pub fn answer(about: &Json, document: &Json) -> Json {
    let format = |key: &str| about.text(key).and_then(|name| Format::from_name(&name));
    let now = Timestamp(about.integer("now").unwrap_or_default());
    let Some(base) = about.text("base").and_then(|base| SafeUrl::parse(&base)) else {
        return refused("the feed has no address");
    };
    let format = format("named").or_else(|| super::detect(document)).or_else(|| format("remembered"));
    let parsed = match super::read(document, &base, format, now) {
        Ok(parsed) => parsed,
        Err(error) => return refused(&error.to_string()),
    };
    let number = |count: u32| Json::from(i64::from(count));
    let skips = parsed.skips.iter().map(|skip| {
        Json::object([
            ("position", number(skip.position)),
            ("sentence", Json::from(skip.to_string().as_str())),
        ])
    });
    Json::object([
        ("format", Json::from(parsed.format.name())),
        ("skipped", number(parsed.skipped)),
        ("skips", Json::List(skips.collect())),
        ("cut", number(parsed.cut)),
        ("more", Json::Bool(parsed.more)),
        ("feed", super::convert::json_feed(&parsed, Some(&base))),
    ])
}

/// The answer about a document that cannot be read.
#[cfg(feature = "foreign")]
#[must_use]
pub fn refused(sentence: &str) -> Json {
    Json::object([("error", Json::from(sentence))])
}
