//! An event: what it says, in the form a reader asked for, and its lines on the wire.

use std::str::FromStr;
use std::sync::Arc;

use axum::body::Bytes;
use serde_json::{Value, json};

use crate::clock::{Millis, stamp};
use crate::jsonfeed::put;

const VERSION: &str = "https://jsonfeed.org/version/1.1";

/// One event.
#[derive(Debug, Clone)]
pub(crate) struct Event {
    pub(crate) number: u64,
    pub(crate) what: Arc<What>,
}

/// What happened.
#[derive(Debug)]
pub(crate) enum What {
    /// An item is new or changed; this is the whole of it.
    Entry(Value),
    /// An entry was taken back.
    Delete(String, Millis),
    /// Members of the feed itself were laid over.
    Feed(Value),
    /// Something that no event can say: the story was wound back.
    Changed,
    /// A name and data of the test's own making.
    Own(Option<String>, String),
}

/// What an event carries.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Payload {
    /// The whole item, or `{id, when}` in an event `delete`.
    #[default]
    Entry,
    /// A partial feed.
    Feed,
    /// The word `changed`.
    Changed,
}

impl FromStr for Payload {
    type Err = ();

    fn from_str(text: &str) -> Result<Payload, ()> {
        match text {
            "entry" => Ok(Payload::Entry),
            "feed" => Ok(Payload::Feed),
            "changed" => Ok(Payload::Changed),
            _ => Err(()),
        }
    }
}

/// How events are named to those who come back.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Ids {
    /// 1, 2, 3.
    Plain,
    /// As a Mercure hub makes them.
    Urn,
}

/// The part of every such id before the number.
const URN: &str = "urn:uuid:6d657269-6469-4a6e-8000-";

impl Ids {
    pub(crate) fn write(self, number: u64) -> String {
        match self {
            Ids::Plain => number.to_string(),
            Ids::Urn => format!("{URN}{number:012x}"),
        }
    }

    /// The number of an id that could be one of ours.
    pub(crate) fn read(self, id: &str) -> Option<u64> {
        match self {
            Ids::Plain => id.parse().ok(),
            Ids::Urn => u64::from_str_radix(id.strip_prefix(URN)?, 16).ok(),
        }
    }
}

impl Event {
    /// The lines of this event.
    pub(crate) fn lines(&self, payload: Payload, ids: Ids) -> Bytes {
        let (name, data) = self.what.said(payload);
        let mut lines = format!("id: {}\n", ids.write(self.number));
        if let Some(name) = name {
            lines.push_str(&format!("event: {name}\n"));
        }
        for line in data.split('\n') {
            lines.push_str(&format!("data: {line}\n"));
        }
        lines.push('\n');
        lines.into()
    }
}

impl What {
    fn said(&self, payload: Payload) -> (Option<&str>, String) {
        match (self, payload) {
            (What::Own(name, data), _) => (name.as_deref(), data.clone()),
            (_, Payload::Changed) | (What::Changed, _) => (None, "changed".to_owned()),
            (What::Entry(item), Payload::Entry) => (None, item.to_string()),
            (What::Entry(item), Payload::Feed) => (None, partial(&json!([item]), &Value::Null).to_string()),
            (What::Delete(id, when), Payload::Entry) => {
                (Some("delete"), json!({ "id": id, "when": stamp(*when) }).to_string())
            }
            (What::Delete(id, when), Payload::Feed) => {
                let gone = json!({ "_liveblog": { "deleted": [{ "id": id, "when": stamp(*when) }] } });
                (None, partial(&json!([]), &gone).to_string())
            }
            (What::Feed(patch), _) => (None, partial(&json!([]), patch).to_string()),
        }
    }
}

/// A good item of about this many bytes.
pub(crate) fn big_event(id: &str, bytes: usize, now: Millis) -> What {
    What::Own(
        None,
        json!({
            "id": id, "title": "A long one", "date_published": stamp(now),
            "content_html": format!("<p>{}</p>", "long ".repeat(bytes / 5)),
        })
        .to_string(),
    )
}

/// The lines of an event with a good item whose headline is not UTF-8.
pub(crate) fn broken_text(id: &str) -> Bytes {
    let mut bytes = format!("data: {{\"id\":\"{id}\",\"title\":\"Broken ").into_bytes();
    bytes.extend(b"\xff\xc3\xed\xa0\x80 here\",\"content_html\":\"<p>Words.</p>\"}\n\n");
    bytes.into()
}

/// A feed of these items that says it is not the whole, with `members` over it as they are: a `null` in them stays one.
fn partial(items: &Value, members: &Value) -> Value {
    let mut feed = json!({ "version": VERSION, "items": items });
    let mut extension = json!({});
    for (name, member) in members.as_object().into_iter().flatten() {
        if name == "_liveblog" && member.is_object() {
            extension = member.clone();
        } else {
            put(&mut feed, name, member.clone());
        }
    }
    put(&mut extension, "mode", json!("delta"));
    put(&mut feed, "_liveblog", extension);
    feed
}
