//! What can be wrong with a document or with one entry, in words for the engineer who runs the feed.

use std::fmt;

use implicit_clone::unsync::IString;

use super::Format;
use crate::core::json::Json;

/// Why a document gave no entries at all.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum FeedError {
    /// The answer is not JSON.
    NotJson {
        /// What the decoder said.
        detail: IString,
    },
    /// JSON, but none of the formats.
    NotAFeed {
        /// What it is instead.
        seen: IString,
    },
    /// Not the format that the attribute or an earlier answer says it is.
    WrongShape {
        /// That format.
        format: Format,
        /// What makes a document one.
        expected: &'static str,
        /// What it is instead.
        seen: IString,
    },
    /// As the module of foreign feeds says it.
    Told {
        /// Its sentence, which is one of the above.
        sentence: IString,
    },
}

impl FeedError {
    /// The document is not what `format` asks for.
    pub(super) fn wrong_shape(format: Format, expected: &'static str, document: &Json) -> Self {
        Self::WrongShape { format, expected, seen: seen(document) }
    }
}

impl fmt::Display for FeedError {
    fn fmt(&self, formatter: &mut fmt::Formatter) -> fmt::Result {
        match self {
            Self::NotJson { detail } => write!(formatter, "the answer is not JSON: {detail}"),
            Self::NotAFeed { seen } => {
                write!(formatter, "the document is {seen}, which is no live-blog format that we know")
            }
            Self::WrongShape { format, expected, seen } => {
                let name = format.name();
                write!(formatter, "a document in the format {name} is {expected}, but this is {seen}")
            }
            Self::Told { sentence } => formatter.write_str(sentence),
        }
    }
}

impl std::error::Error for FeedError {}

/// Something in the place of an entry that could not be one.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Skip {
    /// Its place in the document, counted from zero.
    pub position: u32,
    /// What is wrong with it.
    pub reason: SkipReason,
}

/// Why something is not an entry.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum SkipReason {
    /// Not an object.
    NotAnObject {
        /// What it is instead.
        seen: IString,
    },
    /// Nothing tells it from other entries.
    NoId,
    /// No headline, no body, no picture and no address.
    NothingToShow,
    /// As the module of foreign feeds says it.
    Told {
        /// Its sentence, which is one of the above and names the position.
        sentence: IString,
    },
}

impl fmt::Display for Skip {
    fn fmt(&self, formatter: &mut fmt::Formatter) -> fmt::Result {
        let position = self.position;
        match &self.reason {
            SkipReason::NotAnObject { seen } => {
                write!(formatter, "the entry at position {position} is {seen}, not an object")
            }
            SkipReason::NoId => write!(formatter, "the entry at position {position} has no id"),
            SkipReason::NothingToShow => {
                write!(
                    formatter,
                    "the entry at position {position} has no headline, body, picture or address"
                )
            }
            SkipReason::Told { sentence } => formatter.write_str(sentence),
        }
    }
}

/// How many keys are named.
const KEYS: usize = 8;
/// How much of a key is quoted.
const LETTERS: usize = 32;

/// What a value looks like, in a few words.
pub(super) fn seen(value: &Json) -> IString {
    let words = match value {
        Json::Null => "null",
        Json::Bool(_) => "true or false",
        Json::Integer(_) | Json::Float(_) => "a number",
        Json::Text(_) => "text",
        Json::List(list) => match list.first() {
            None => "an empty list",
            Some(Json::Object(_)) => return members("a list that begins with an object", list.first()),
            Some(_) => "a list without objects at its beginning",
        },
        Json::Object(members) if members.is_empty() => "an empty object",
        Json::Object(_) => return members("an object", Some(value)),
    };
    IString::from(words)
}

fn members(what: &str, value: Option<&Json>) -> IString {
    let members = value.map_or(&[][..], Json::members);
    let mut words = String::from(what);
    for (index, (key, _)) in members.iter().take(KEYS).enumerate() {
        words.push_str(if index == 0 { " with the keys " } else { ", " });
        words.extend(key.chars().filter(|letter| !letter.is_control()).take(LETTERS));
    }
    if members.len() > KEYS {
        words.push_str(" and others");
    }
    IString::from(words)
}
