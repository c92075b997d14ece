//! Making a JSON document: for storage and for the details of events.

use std::fmt::{self, Display, Formatter, Write};
use std::rc::Rc;

use serde::ser::{Serialize, Serializer};

use super::Json;

impl From<&str> for Json {
    fn from(text: &str) -> Self {
        Self::Text(Rc::from(text))
    }
}

impl From<i64> for Json {
    fn from(number: i64) -> Self {
        Self::Integer(number)
    }
}

impl Json {
    /// An object with these members, in this order.
    pub fn object<'a>(members: impl Into<Vec<(&'a str, Json)>>) -> Self {
        // One list, whatever the number of members: a loop for each length would be code for each length.
        Self::of_members(members.into())
    }

    fn of_members(members: Vec<(&str, Json)>) -> Self {
        Self::Object(members.into_iter().map(|(name, value)| (Box::from(name), value)).collect())
    }
}

/// For what the browser hands to the page.
impl Serialize for Json {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match self {
            Self::Null => serializer.serialize_unit(),
            Self::Bool(flag) => serializer.serialize_bool(*flag),
            Self::Integer(number) => serializer.serialize_f64(*number as f64),
            Self::Float(number) => serializer.serialize_f64(number.get()),
            Self::Text(text) => serializer.serialize_str(text),
            Self::List(items) => serializer.collect_seq(items),
            Self::Object(members) => {
                serializer.collect_map(members.iter().map(|(name, value)| (&**name, value)))
            }
        }
    }
}

/// The document as JSON text (RFC 8259), without white space.
impl Display for Json {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        match self {
            Self::Null => f.write_str("null"),
            Self::Bool(true) => f.write_str("true"),
            Self::Bool(false) => f.write_str("false"),
            Self::Integer(number) => write!(f, "{number}"),
            Self::Float(number) => f.write_str(&number.digits()),
            Self::Text(text) => quoted(text, f),
            Self::List(items) => separated(f, '[', items, ']', |item, f| item.fmt(f)),
            Self::Object(members) => separated(f, '{', members, '}', |(name, value), f| {
                quoted(name, f)?;
                f.write_char(':')?;
                value.fmt(f)
            }),
        }
    }
}

fn separated<'f, T>(
    f: &mut Formatter<'f>,
    open: char,
    items: &[T],
    close: char,
    mut write: impl FnMut(&T, &mut Formatter<'f>) -> fmt::Result,
) -> fmt::Result {
    f.write_char(open)?;
    for (index, item) in items.iter().enumerate() {
        if index > 0 {
            f.write_char(',')?;
        }
        write(item, f)?;
    }
    f.write_char(close)
}

fn quoted(text: &str, f: &mut Formatter<'_>) -> fmt::Result {
    f.write_char('"')?;
    for c in text.chars() {
        match c {
            '"' => f.write_str("\\\"")?,
            '\\' => f.write_str("\\\\")?,
            c if u32::from(c) < 0x20 => write!(f, "\\u{:04x}", u32::from(c))?,
            c => f.write_char(c)?,
        }
    }
    f.write_char('"')
}
