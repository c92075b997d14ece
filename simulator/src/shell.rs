//! What the browser's side of the widget does, without a browser: bytes to an answer, as `src/browser/fetch.rs` does it.

use live_blog::core::clock::Timestamp;
use live_blog::core::feed::{self, Format, dates};
use live_blog::core::hash::fnv1a;
use live_blog::core::json::Json;
use live_blog::core::poll::Failure;
use live_blog::core::session::{Answer, Request};

use crate::fault::{Body, Wire};

/// What the session is told of what came over the wire.
#[must_use]
pub fn answer(wire: Wire, request: &Request, remembered: Option<Format>, wall: Timestamp) -> Answer {
    match wire {
        Wire::GivenUp => Answer::Failed(Failure::TimedOut),
        Wire::Broken => Answer::Failed(Failure::Unreachable),
        Wire::Response { status: 200, date, body, .. } => {
            read(body, date, request, remembered, wall).unwrap_or_else(Answer::Failed)
        }
        Wire::Response { status, retry_after: said, date, .. } => {
            Answer::Failed(Failure::Status { code: status, retry_after: retry_after(said, date, wall) })
        }
    }
}

fn read(
    body: Body,
    date: Option<String>,
    request: &Request,
    remembered: Option<Format>,
    wall: Timestamp,
) -> Result<Answer, Failure> {
    let bytes = match body {
        Body::Bytes(bytes) => bytes,
        Body::BrokenOff => return Err(Failure::Unreachable),
        Body::Endless => return Err(Failure::TooLarge),
    };
    let hash = fnv1a(&bytes);
    if request.known == Some(hash) {
        return Ok(Answer::Unchanged);
    }
    let text = String::from_utf8_lossy(&bytes);
    let document: Json =
        serde_json::from_str(text.trim_start_matches('\u{FEFF}')).map_err(|_| Failure::NotJson)?;
    let format = feed::detect(&document).or(remembered);
    let mut parsed = feed::read(&document, &request.url, format, wall).map_err(Failure::NotAFeed)?;
    if let Some(server) = date.and_then(|date| dates::parse(&date)) {
        parsed.told_at(server.at);
    }
    Ok(Answer::Feed(parsed.into(), hash))
}

fn retry_after(said: Option<String>, date: Option<String>, wall: Timestamp) -> Option<u64> {
    let said = said?;
    if let Ok(seconds) = said.trim().parse::<u64>() {
        return Some(seconds.saturating_mul(1_000));
    }
    let at = dates::parse(&said)?.at;
    let now = date.and_then(|date| dates::parse(&date)).map_or(wall, |date| date.at);
    Some(u64::try_from(at.0.saturating_sub(now.0)).unwrap_or(0))
}
