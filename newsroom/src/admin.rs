//! `/admin`: the story and the faults from outside, for people with curl and for drivers of other languages.

use std::sync::Arc;

use axum::extract::{RawQuery, State};
use axum::http::{StatusCode, header};
use axum::response::{IntoResponse, Response};
use axum::routing::{get, post};
use axum::{Json, Router};
use serde_json::{Value, json};

use crate::desk::Desk;
use crate::faults::Fault;
use crate::query;
use crate::stream::orders;

/// Relative to `/admin`.
pub(crate) fn router() -> Router<Arc<Desk>> {
    Router::new()
        .route("/state", get(state))
        .route("/reset", post(reset))
        .route("/step", post(step))
        .route("/fault", post(fault))
        .route("/stream", post(stream))
}

async fn state(State(desk): State<Arc<Desk>>) -> Response {
    told(&desk)
}

/// `POST /admin/reset`: the story from its start, without faults or replaced bodies.
async fn reset(State(desk): State<Arc<Desk>>) -> Response {
    desk.reset();
    told(&desk)
}

/// `POST /admin/step?n=3`: three beats on; `n` may be negative; `to=K` goes to beat K.
async fn step(State(desk): State<Arc<Desk>>, RawQuery(query): RawQuery) -> Response {
    let asked = query::pairs(query.as_deref().unwrap_or_default());
    let to = match (query::value(&asked, "to"), query::value(&asked, "n").unwrap_or("1").parse::<isize>()) {
        (Some(to), _) => to.parse().ok(),
        (None, Ok(n)) => Some(desk.beat().saturating_add_signed(n)),
        (None, Err(_)) => None,
    };
    let Some(to) = to else {
        return (StatusCode::BAD_REQUEST, "n and to take whole numbers.\n").into_response();
    };
    desk.step_to(to);
    told(&desk)
}

/// `POST /admin/fault?path=/feed.json&kind=status:503&retry_after=120&times=2`; `kind=none` takes it away.
async fn fault(State(desk): State<Arc<Desk>>, RawQuery(query): RawQuery) -> Response {
    let asked = query::pairs(query.as_deref().unwrap_or_default());
    let path = query::value(&asked, "path").unwrap_or("/feed.json");
    let kind = query::value(&asked, "kind").unwrap_or("none");
    if kind == "none" {
        desk.disarm(Some(path));
        return told(&desk);
    }
    let times = query::value(&asked, "times").map(str::parse::<u32>).transpose();
    match (kind.parse::<Fault>(), times) {
        (Ok(fault), Ok(times)) => {
            let retry_after = query::value(&asked, "retry_after").map(str::to_owned);
            desk.arm(path, fault.with_retry_after(retry_after), times.filter(|times| *times > 0));
            told(&desk)
        }
        (Err(unknown), _) => (StatusCode::BAD_REQUEST, format!("{unknown}\n")).into_response(),
        (_, Err(_)) => (StatusCode::BAD_REQUEST, "times takes a whole number.\n").into_response(),
    }
}

/// `POST /admin/stream?do=end`, and the settings; `stream/orders.rs` has the words.
async fn stream(State(desk): State<Arc<Desk>>, RawQuery(query): RawQuery) -> Response {
    let asked = query::pairs(query.as_deref().unwrap_or_default());
    match orders::follow(&desk, &asked) {
        Ok(()) => told(&desk),
        Err(wrong) => (StatusCode::BAD_REQUEST, format!("{wrong}\n")).into_response(),
    }
}

fn told(desk: &Desk) -> Response {
    let moment = desk.moment();
    let notes = &desk.story.script().beats;
    let note = |beat: usize| notes.get(beat).map_or(Value::Null, |beat| json!(beat.note));
    let state = json!({
        "beat": moment.beat,
        "beats": desk.story.beats(),
        "last": moment.beat.checked_sub(1).map_or(Value::Null, note),
        "next": note(moment.beat),
        "entries": moment.entries.len(),
        "ended": moment.ended.is_some(),
        "csp_reports": desk.reports(),
        "streams": desk.channel.counts().0,
        "streams_most": desk.channel.counts().1,
        "last_event": desk.channel.last(),
    });
    ([(header::CACHE_CONTROL, "no-store")], Json(state)).into_response()
}
