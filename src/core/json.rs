//! Any JSON document, decoded leniently, and the questions adapters ask of it.
//!
//! A hand-written `Deserialize` serves `serde_json` on the host, and `browser::json` walks what the browser's `JSON.parse`
//! gives; [`Json`] is made so that both give the same answers. Feeds drift in their types (a list where
//! one value was promised, `"true"` for `true`), so the accessors coerce and never fail: what is absent, of a
//! foreign type or blank is `None`, an empty slice or `false`.
//!
//! Invariant: what cannot be an exact integer in the browser is not one here either, so a number beyond 2^53
//! reads the same on the host as in the widget.

use std::fmt;
use std::rc::Rc;

use serde::Deserialize;
use serde::de::{DeserializeSeed, Deserializer, Error, MapAccess, SeqAccess, Visitor};

#[cfg(test)]
mod tests;

mod write;

/// A JSON value.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub enum Json {
    /// `null`, or nothing at all.
    #[default]
    Null,
    /// `true` or `false`.
    Bool(bool),
    /// A whole number that a JavaScript number holds exactly.
    Integer(i64),
    /// Any other number.
    Float(Float),
    /// Text, shared so that bodies are not copied on their way into an entry.
    Text(Rc<str>),
    /// An array.
    List(Vec<Json>),
    /// An object with its members as written, repeated keys included; [`Json::get`] finds the last of them.
    Object(Vec<(Box<str>, Json)>),
}

/// A finite number that is not an exact integer, as its bits, so that values can be compared with `Eq`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Float(u64);

/// How many lists and objects may lie inside one another; `serde_json` draws the same line. The browser's
/// parser draws none, and a document deeper than its author could read would exhaust the stack.
pub const DEEPEST: u8 = 127;

/// The largest integer n for which n and n + 1 are different JavaScript numbers.
const LARGEST_SAFE: i64 = (1 << 53) - 1;

const NULL: &Json = &Json::Null;

impl Json {
    /// The member `key` of an object; [`Json::Null`] when there is none or this is no object.
    #[must_use]
    pub fn get(&self, key: &str) -> &Json {
        // From the end, so that the last of repeated keys counts, as in the browser's parser.
        self.members().iter().rev().find(|(name, _)| &**name == key).map_or(NULL, |(_, value)| value)
    }

    /// The member `key` as trimmed text, see [`Json::to_text`].
    #[must_use]
    pub fn text(&self, key: &str) -> Option<Rc<str>> {
        self.get(key).to_text()
    }

    /// Whether the member `key` says yes, see [`Json::to_flag`].
    #[must_use]
    pub fn flag(&self, key: &str) -> bool {
        self.get(key).to_flag()
    }

    /// The member `key` as a whole number, see [`Json::to_integer`].
    #[must_use]
    pub fn integer(&self, key: &str) -> Option<i64> {
        self.get(key).to_integer()
    }

    /// The member `key` as a list, see [`Json::to_list`].
    #[must_use]
    pub fn list(&self, key: &str) -> &[Json] {
        self.get(key).to_list()
    }

    /// The members of an object in written order; empty for anything else.
    #[must_use]
    pub fn members(&self) -> &[(Box<str>, Json)] {
        match self {
            Self::Object(members) => members,
            _ => &[],
        }
    }

    /// Text, or a number in its digits, without white space around it. Blank text is `None`.
    #[must_use]
    pub fn to_text(&self) -> Option<Rc<str>> {
        match self {
            Self::Text(text) => match text.trim() {
                "" => None,
                trimmed if trimmed.len() == text.len() => Some(text.clone()),
                trimmed => Some(Rc::from(trimmed)),
            },
            Self::Integer(number) => Some(Rc::from(number.to_string())),
            Self::Float(number) => Some(Rc::from(number.digits())),
            _ => None,
        }
    }

    /// True for `true`, `"true"`, `1` and `"1"`.
    #[must_use]
    pub fn to_flag(&self) -> bool {
        match self {
            Self::Bool(flag) => *flag,
            Self::Integer(number) => *number == 1,
            Self::Text(text) => text.trim().eq_ignore_ascii_case("true") || text.trim() == "1",
            _ => false,
        }
    }

    /// A number without its fraction, or text that is a whole number.
    #[must_use]
    pub fn to_integer(&self) -> Option<i64> {
        match self {
            Self::Integer(number) => Some(*number),
            Self::Float(number) => Some(number.get() as i64),
            Self::Text(text) => text.trim().parse().ok(),
            _ => None,
        }
    }

    /// The elements of a list; one element for a single value, none for null.
    #[must_use]
    pub fn to_list(&self) -> &[Json] {
        match self {
            Self::List(list) => list,
            Self::Null => &[],
            single => std::slice::from_ref(single),
        }
    }

    /// True for null and for what is not there.
    #[must_use]
    pub fn is_null(&self) -> bool {
        matches!(self, Self::Null)
    }

    /// True for an object.
    #[must_use]
    pub fn is_object(&self) -> bool {
        matches!(self, Self::Object(_))
    }

    /// A whole number when it is exact in JavaScript, else a [`Float`]; null for what JSON cannot write.
    #[must_use]
    pub fn number(number: f64) -> Self {
        if !number.is_finite() {
            Self::Null
        } else if number.trunc() == number && number.abs() <= LARGEST_SAFE as f64 {
            Self::Integer(number as i64)
        } else {
            Self::Float(Float(number.to_bits()))
        }
    }
}

impl Float {
    /// The number.
    #[must_use]
    pub fn get(self) -> f64 {
        f64::from_bits(self.0)
    }

    /// Decimal digits: all of the whole part, at most six of the fraction. The standard formatter would cost
    /// the widget ten kilobytes, and only ids and version numbers are ever read as text.
    fn digits(self) -> String {
        let number = self.get();
        let mut whole = number.trunc() as i128;
        let mut millionths = ((number - number.trunc()).abs() * 1e6).round() as u32;
        if millionths >= 1_000_000 {
            millionths = 0;
            whole += if number < 0.0 { -1 } else { 1 };
        }
        let mut digits = if number < 0.0 && whole == 0 { String::from("-0") } else { whole.to_string() };
        if millionths > 0 {
            // The million in front keeps the zeros right after the point.
            let fraction = (1_000_000 + millionths).to_string();
            digits.push('.');
            digits.push_str(fraction.get(1..).unwrap_or_default().trim_end_matches('0'));
        }
        digits
    }
}

impl<'de> Deserialize<'de> for Json {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        Node { room: DEEPEST }.deserialize(deserializer)
    }
}

/// A place in the document, and how many more levels may open below it.
#[derive(Clone, Copy)]
struct Node {
    room: u8,
}

impl Node {
    fn below<E: Error>(self) -> Result<Self, E> {
        let room = self.room.checked_sub(1).ok_or_else(|| E::custom("the document is nested too deeply"))?;
        Ok(Self { room })
    }
}

impl<'de> DeserializeSeed<'de> for Node {
    type Value = Json;

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<Json, D::Error> {
        deserializer.deserialize_any(self)
    }
}

impl<'de> Visitor<'de> for Node {
    type Value = Json;

    fn expecting(&self, formatter: &mut fmt::Formatter) -> fmt::Result {
        formatter.write_str("a JSON value")
    }

    fn visit_unit<E>(self) -> Result<Json, E> {
        Ok(Json::Null)
    }

    fn visit_none<E>(self) -> Result<Json, E> {
        Ok(Json::Null)
    }

    fn visit_some<D: Deserializer<'de>>(self, deserializer: D) -> Result<Json, D::Error> {
        self.deserialize(deserializer)
    }

    fn visit_bool<E>(self, flag: bool) -> Result<Json, E> {
        Ok(Json::Bool(flag))
    }

    fn visit_i64<E>(self, number: i64) -> Result<Json, E> {
        if number.unsigned_abs() <= LARGEST_SAFE.unsigned_abs() {
            Ok(Json::Integer(number))
        } else {
            Ok(Json::number(number as f64))
        }
    }

    fn visit_u64<E: Error>(self, number: u64) -> Result<Json, E> {
        match i64::try_from(number) {
            Ok(number) => self.visit_i64(number),
            Err(_) => Ok(Json::number(number as f64)),
        }
    }

    fn visit_f64<E>(self, number: f64) -> Result<Json, E> {
        Ok(Json::number(number))
    }

    fn visit_str<E>(self, text: &str) -> Result<Json, E> {
        Ok(Json::Text(Rc::from(text)))
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut access: A) -> Result<Json, A::Error> {
        let below = self.below()?;
        let mut list = Vec::with_capacity(access.size_hint().unwrap_or(0).min(1024));
        while let Some(value) = access.next_element_seed(below)? {
            list.push(value);
        }
        Ok(Json::List(list))
    }

    fn visit_map<A: MapAccess<'de>>(self, mut access: A) -> Result<Json, A::Error> {
        let below = self.below()?;
        let mut members = Vec::with_capacity(access.size_hint().unwrap_or(0).min(64));
        while let Some(key) = access.next_key::<String>()? {
            members.push((key.into_boxed_str(), access.next_value_seed(below)?));
        }
        Ok(Json::Object(members))
    }
}
