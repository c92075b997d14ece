//! `/stream`: the story as server-sent events.
//!
//! `as=entry|feed|changed` chooses what an event carries. A reader that comes back names the last event it has, in
//! `Last-Event-ID` or `last_event_id`; one that is not kept any more is answered with what is left, and nothing says so.

use std::sync::Arc;

use axum::extract::{RawQuery, Request, State};
use axum::http::{HeaderMap, StatusCode};
use axum::response::{IntoResponse, Response};

use crate::desk::Desk;
use crate::line::Line;
use crate::query;
use crate::serve::stand_in;

use super::event::{Ids, Payload};
use super::talk::Talk;
use super::{Opening, Since};

pub(crate) async fn stream(
    State(desk): State<Arc<Desk>>,
    RawQuery(query): RawQuery,
    request: Request,
) -> Response {
    let asked = query::pairs(query.as_deref().unwrap_or_default());
    if let Some(response) = stand_in(&desk, "/stream", request.headers()) {
        return response;
    }
    let payload = match payload(&asked, desk.channel.settings().payload) {
        Ok(payload) => payload,
        Err(refused) => return refused,
    };
    let since = last_id(request.headers(), &asked, &["last_event_id"]);
    let since = since.and_then(|id| Ids::Plain.read(&id)).map(Since::Number);
    let line = request.extensions().get::<Line>().cloned();
    let seat = desk.channel.join(since);
    frozen(&desk).await;
    Talk::new(seat, payload, Ids::Plain, line).answer()
}

/// Does not come back where new streams are frozen.
pub(crate) async fn frozen(desk: &Desk) {
    if desk.channel.settings().opening == Opening::Frozen {
        std::future::pending().await
    }
}

/// What the events carry, or the answer to a word that is none of the three.
#[allow(clippy::result_large_err, reason = "the error is the answer, made once a request")]
pub(crate) fn payload(asked: &[(String, String)], house: Payload) -> Result<Payload, Response> {
    match query::value(asked, "as") {
        None => Ok(house),
        Some(word) => word
            .parse()
            .map_err(|()| (StatusCode::BAD_REQUEST, "as is entry, feed or changed.\n").into_response()),
    }
}

/// The last event that the reader has: the header first, then the first of these names in the query.
pub(crate) fn last_id(headers: &HeaderMap, asked: &[(String, String)], names: &[&str]) -> Option<String> {
    let header = headers.get("last-event-id").and_then(|value| value.to_str().ok()).map(str::to_owned);
    let named = || names.iter().find_map(|name| query::value(asked, name)).map(str::to_owned);
    header.or_else(named).filter(|id| !id.is_empty())
}
