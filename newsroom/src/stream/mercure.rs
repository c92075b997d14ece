//! `/.well-known/mercure`: the same events as a Mercure hub gives them, for the one topic that is the feed's address.
//!
//! Both dialects are spoken: `topic=` of the releases so far, `match=` and `match_urlpattern=` of the draft of 1.0.
//! Publishing is the newsroom's own business and has no address.

use std::sync::Arc;

use axum::extract::{RawQuery, Request, State};
use axum::http::{HeaderMap, HeaderName, HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};

use crate::answer::set;
use crate::desk::Desk;
use crate::line::Line;
use crate::query;

use super::Since;
use super::event::Ids;
use super::route::{frozen, last_id, payload};
use super::talk::Talk;

/// Where the hub is.
pub(crate) const HUB: &str = "/.well-known/mercure";
/// The feed, whose address is the topic.
const PATH: &str = "/feed.json";
/// What an event is asked for with that stands before all of them, and answered with where a gap may be.
const EARLIEST: &str = "earliest";

pub(crate) async fn subscribe(
    State(desk): State<Arc<Desk>>,
    RawQuery(query): RawQuery,
    request: Request,
) -> Response {
    let asked = query::pairs(query.as_deref().unwrap_or_default());
    let wanted: Vec<Wanted> = asked.iter().filter_map(Wanted::read).collect();
    if wanted.is_empty() {
        let sentence = "A subscription names a topic, a match or a match_urlpattern.\n";
        return (StatusCode::BAD_REQUEST, sentence).into_response();
    }
    let payload = match payload(&asked, desk.channel.settings().payload) {
        Ok(payload) => payload,
        Err(refused) => return refused,
    };
    let since = last_id(request.headers(), &asked, &["last_event_id", "lastEventID", "Last-Event-ID"]);
    let line = request.extensions().get::<Line>().cloned();
    // An id that nobody here gave is a gap like one that is forgotten: all that is kept is sent.
    let from = since.as_ref().map(|id| Ids::Urn.read(id).map_or(Since::Earliest, Since::Number));
    let seat = desk.channel.join(from);
    let from_id = since.map(|_| seat.before.map_or(EARLIEST.to_owned(), |number| Ids::Urn.write(number)));
    frozen(&desk).await;
    let mut talk = Talk::new(seat, payload, Ids::Urn, line);
    talk.deaf = !wanted.iter().any(|wanted| wanted.is(&desk.origin));
    let mut response = talk.answer();
    if let Some(id) = from_id {
        // The name of the draft, and the one that hubs answer.
        set(response.headers_mut(), HeaderName::from_static("last-event-id"), &id);
        set(response.headers_mut(), HeaderName::from_static("mercure-last-event-id"), &id);
    }
    response
}

/// What the feed's answer says of its hub. `last` is the newest event that the body may already know.
pub(crate) fn announce(headers: &mut HeaderMap, origin: &str, last: u64) {
    let since = match last {
        0 => String::new(),
        last => format!("; last-event-id=\"{}\"", Ids::Urn.write(last)),
    };
    let links = [format!("<{HUB}>; rel=\"mercure\"{since}"), format!("<{}>; rel=\"self\"", topic(origin))];
    for link in links {
        if let Ok(link) = HeaderValue::from_str(&link) {
            headers.append(header::LINK, link);
        }
    }
}

/// The one topic there is.
fn topic(origin: &str) -> String {
    format!("{origin}{PATH}")
}

/// One part of a subscription.
enum Wanted {
    /// This topic, or all of them under a star.
    Exact(String),
    /// Every topic of this form.
    Form(String),
}

impl Wanted {
    fn read((name, value): &(String, String)) -> Option<Wanted> {
        match name.as_str() {
            "topic" if value.contains('{') => Some(Wanted::Form(value.clone())),
            "topic" | "match" => Some(Wanted::Exact(value.clone())),
            "match_urlpattern" | "matchURLPattern" => Some(Wanted::Form(value.clone())),
            _ => None,
        }
    }

    fn is(&self, origin: &str) -> bool {
        match self {
            Wanted::Exact(text) => text == "*" || *text == topic(origin),
            // A form is read as far as one topic needs it: up to its first open place.
            Wanted::Form(text) => {
                let path = text.strip_prefix(origin).unwrap_or(text);
                match path.split_once(['{', '*', ':']) {
                    Some((before, _)) => before.starts_with('/') && PATH.starts_with(before),
                    None => path == PATH,
                }
            }
        }
    }
}
