//! Fetching the feed: a request in, an [`Answer`] out.
//!
//! The request asks the browser to revalidate (`cache: "no-cache"`) instead of setting `If-None-Match` itself: across
//! origins that header would need a preflight that a plain file host does not answer.

use js_sys::Promise;
use wasm_bindgen::JsCast;
use wasm_bindgen_futures::JsFuture;
use web_sys::{AbortController, Headers, RequestCache, RequestInit, Response};

use super::body::{self, NoBody};
use super::{clock, foreign, json};
use crate::core::clock::Timestamp;
use crate::core::feed::{self, Format, Parsed, dates, link, translation};
use crate::core::hash::fnv1a;
use crate::core::json::Json;
use crate::core::poll::Failure;
use crate::core::session::{Answer, Request};
use crate::core::url::SafeUrl;

/// Aborts the request when dropped.
#[must_use = "the request is aborted when this is dropped"]
pub struct Abort(Option<AbortController>);

impl Drop for Abort {
    fn drop(&mut self) {
        if let Some(controller) = &self.0 {
            controller.abort();
        }
    }
}

/// Starts a request. `early` is an answer that the loader asked for before the wasm was there.
pub fn start(request: &Request, early: Option<Promise>) -> (Promise, Abort) {
    if let Some(answer) = early {
        return (answer, Abort(None));
    }
    let controller = AbortController::new().ok();
    let init = RequestInit::new();
    init.set_cache(RequestCache::NoCache);
    if let Some(controller) = &controller {
        init.set_signal(Some(&controller.signal()));
    }
    let answer = match web_sys::window() {
        Some(window) => window.fetch_with_str_and_init(request.url.as_str(), &init),
        None => Promise::reject(&wasm_bindgen::JsValue::NULL),
    };
    (answer, Abort(controller))
}

/// What is known of the format before the answer is read.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Expected {
    /// As the page says, which settles it.
    pub named: Option<Format>,
    /// As earlier answers had it, for one whose structure does not tell.
    pub remembered: Option<Format>,
}

/// Waits for the response and reads it. Whatever goes wrong is an [`Answer::Failed`].
pub async fn answer(response: Promise, request: &Request, expected: Expected) -> Answer {
    match read(response, request, expected).await {
        Ok(answer) => answer,
        Err(failure) => Answer::Failed(failure),
    }
}

async fn read(response: Promise, request: &Request, expected: Expected) -> Result<Answer, Failure> {
    let response: Response = JsFuture::from(response)
        .await
        .ok()
        .and_then(|value| value.dyn_into().ok())
        .ok_or(Failure::Unreachable)?;
    if !response.ok() {
        let retry_after = retry_after(&response.headers(), clock::now().wall);
        return Err(Failure::Status { code: response.status(), retry_after });
    }
    let bytes = body::read(&response).await.map_err(|why| match why {
        NoBody::Broken => Failure::Unreachable,
        NoBody::TooLarge => Failure::TooLarge,
    })?;
    let hash = fnv1a(&bytes);
    if request.known == Some(hash) {
        return Ok(Answer::Unchanged);
    }
    let text = String::from_utf8_lossy(&bytes);
    let document = json::parse(text.trim_start_matches('\u{FEFF}')).ok_or(Failure::NotJson)?;
    let base = SafeUrl::parse(&response.url()).unwrap_or_else(|| request.url.clone());
    let mut parsed = parsed(&document, &base, expected).await?;
    if parsed.next.is_none() {
        // Across origins the header is hidden unless the server exposes it.
        let header = response.headers().get("Link").ok().flatten();
        parsed.next = header.and_then(|header| link::next_page(&header, &base));
        parsed.more |= parsed.next.is_some();
    }
    Ok(Answer::Feed(parsed.into(), hash))
}

/// Reads the document here when its format is read here. What is not recognised, or is said to be foreign, may be read by the
/// module of foreign feeds; a feed of our own never asks for that.
async fn parsed(document: &Json, base: &SafeUrl, expected: Expected) -> Result<Parsed, Failure> {
    let now = clock::now().wall;
    let Expected { named, remembered } = expected;
    let read = |format| feed::read(document, base, format, now).map_err(Failure::NotAFeed);
    match named.or_else(|| feed::detect(document)) {
        shown if feed::READS_FOREIGN => return read(shown.or(remembered)),
        Some(format) if format.is_read_here() => return read(Some(format)),
        Some(_) => {}
        None => {
            // It shows no shape: it is as earlier answers were, unless that makes no sense either.
            if let Some(Ok(parsed)) =
                remembered.filter(|format| format.is_read_here()).map(|one| read(Some(one)))
            {
                return Ok(parsed);
            }
        }
    }
    let request = translation::request(document, base, named, remembered, now);
    foreign::translated(&request, base, now).await
}

/// The wait that the server asks for, in milliseconds: seconds or a date (RFC 9110, section 10.2.3), the date measured
/// against the server's own clock where it lets us read it. Across origins both headers are hidden unless exposed.
fn retry_after(headers: &Headers, now: Timestamp) -> Option<u64> {
    let header = |name: &str| headers.get(name).ok().flatten();
    let value = header("Retry-After")?;
    if let Ok(seconds) = value.trim().parse::<u64>() {
        return Some(seconds.saturating_mul(1_000));
    }
    let at = dates::parse(&value)?.at;
    let now = header("Date").and_then(|date| dates::parse(&date)).map_or(now, |date| date.at);
    Some(u64::try_from(at.0.saturating_sub(now.0)).unwrap_or(0))
}
