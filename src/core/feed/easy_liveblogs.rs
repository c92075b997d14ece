//! The Easy Liveblogs plugin for WordPress, `/wp-json/easy-liveblogs/v1/liveblog/{id}`: the whole blog each time.

use std::rc::Rc;

use super::collect::{Collector, Dates, blank};
use super::dates::{self, Dated};
use super::fields::{Fields, Wording, has};
use super::{Context, FeedError, Format, Reading, Row, SkipReason};
use crate::core::json::Json;
use crate::core::model::{About, Body, Entry, EntryId, Phase};

pub(super) const ROW: Row = Row { sniff, read };

const EXPECTED: &str = "an object with the list updates";

/// None of the keys is this plugin's own, so all of them must be there, and on the updates, too.
fn sniff(document: &Json) -> bool {
    let all = |value: &Json, keys: &[&str]| keys.iter().all(|key| has(value, key));
    let Json::List(updates) = document.get("updates") else {
        return false;
    };
    all(document, &["title", "url", "status", "last_update"])
        && (updates.is_empty() || updates.iter().any(|update| all(update, &["id", "datetime", "content"])))
}

fn read(document: &Json, context: &Context) -> Result<Reading, FeedError> {
    let updates = match (document, document.get("updates")) {
        (Json::List(updates), _) => updates.as_slice(),
        (_, updates @ (Json::List(_) | Json::Object(_))) => updates.to_list(),
        _ => return Err(FeedError::wrong_shape(Format::EasyLiveblogs, EXPECTED, document)),
    };
    let fields = Fields { base: context.base, wording: Wording::Encoded };
    let mut entries = Collector::default();
    for (position, update) in entries.objects(updates) {
        match update.text("id") {
            Some(id) => entries.add(position, entry(EntryId(id), update, fields), times(update)),
            None => entries.skip(position, SkipReason::NoId),
        }
    }
    let closed = document.text("status").is_some_and(|status| status.eq_ignore_ascii_case("closed"));
    let about = About {
        title: fields.line(document.get("title")),
        home: fields.url(document.get("url")),
        phase: if closed { Phase::Ended } else { Phase::Live },
        ..About::default()
    };
    Ok(Reading::of(about, entries))
}

/// Older versions of the plugin give the site's own time without its zone; that does not compare with one that has
/// a zone, and a change is only told from the first publication by comparing.
fn times(update: &Json) -> Dates {
    let day_and_time = || {
        let (date, time) = (update.text("date")?, update.text("time").unwrap_or_default());
        dates::parse(&[&*date, " ", &*time].concat())
    };
    let published = dates::read(update.get("datetime")).or_else(day_and_time);
    let same_clock =
        |modified: &Dated| published.is_none_or(|published| published.approximate == modified.approximate);
    Dates { published, modified: dates::read(update.get("modified")).filter(same_clock), created: None }
}

fn entry(id: EntryId, update: &Json, fields: Fields) -> Entry {
    Entry {
        headline: fields.line(update.get("title")),
        body: update
            .text("content")
            .map_or(Body::Empty, |source| Body::Html { source, base: fields.base.clone() }),
        authors: Rc::from(fields.authors(update.get("author"))),
        ..blank(id)
    }
}
