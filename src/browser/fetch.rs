//! Fetching the feed: a request in, an [`Answer`] out.
//!
//! The request asks the browser to revalidate (`cache: "no-cache"`) instead of setting `If-None-Match` itself: across
//! origins that header would need a preflight that a plain file host does not answer.

use std::rc::Rc;

use js_sys::Promise;
use wasm_bindgen::prelude::wasm_bindgen;
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;
use web_sys::{AbortController, Headers, RequestCache, RequestInit, Response};

use super::body::{self, NoBody};
use super::deadline::Deadline;
use super::{clock, foreign, json};
use crate::core::clock::Timestamp;
use crate::core::feed::{self, Format, Parsed, dates, link, translation};
use crate::core::hash::fnv1a;
use crate::core::json::Json;
use crate::core::patience;
use crate::core::poll::Failure;
use crate::core::session::Answer;
use crate::core::url::SafeUrl;

#[wasm_bindgen]
extern "C" {
    /// A request that the loader sent before the wasm was there.
    pub type Early;
    /// The answer, for whoever takes it first.
    #[wasm_bindgen(method)]
    fn take(this: &Early) -> Option<Promise>;
    #[wasm_bindgen(method, getter)]
    fn controller(this: &Early) -> AbortController;
}

impl Early {
    /// There is no use for it, unless another reader has taken it.
    pub fn decline(&self) {
        if self.take().is_some() {
            self.controller().abort();
        }
    }
}

/// A request under way.
pub struct Exchange {
    response: Promise,
    deadline: Rc<Deadline>,
}

/// Starts a request, or takes over one that the loader started.
pub fn start(url: &SafeUrl, early: Option<Early>) -> Exchange {
    let early = early.and_then(|early| Some((early.take()?, early.controller())));
    let (response, controller) = match early {
        Some((answer, controller)) => (answer, Some(controller)),
        None => {
            let controller = AbortController::new().ok();
            (ask(url, controller.as_ref()), controller)
        }
    };
    Exchange { response, deadline: Deadline::start(patience::FEED, controller) }
}

fn ask(url: &SafeUrl, controller: Option<&AbortController>) -> Promise {
    let init = RequestInit::new();
    init.set_cache(RequestCache::NoCache);
    if let Some(controller) = controller {
        init.set_signal(Some(&controller.signal()));
    }
    match web_sys::window() {
        Some(window) => window.fetch_with_str_and_init(url.as_str(), &init),
        None => Promise::reject(&JsValue::NULL),
    }
}

/// An answer as it came, not read yet: each reader on the page reads it in its own way.
pub struct Received {
    response: Response,
    /// Where it came from in the end.
    base: SafeUrl,
    bytes: Vec<u8>,
    hash: u64,
}

impl Exchange {
    /// What ends the wait.
    pub fn deadline(&self) -> Rc<Deadline> {
        Rc::clone(&self.deadline)
    }

    /// Waits for the whole answer.
    ///
    /// # Errors
    /// When there is none, it takes too long, is too large, or says that there is no feed.
    pub async fn receive(self, url: &SafeUrl) -> Result<Received, Failure> {
        let received = self.read(url).await;
        self.deadline.done();
        received.map_err(|failure| if self.deadline.has_passed() { Failure::TimedOut } else { failure })
    }

    async fn read(&self, url: &SafeUrl) -> Result<Received, Failure> {
        let response: Response = JsFuture::from(self.response.clone())
            .await
            .ok()
            .and_then(|value| value.dyn_into().ok())
            .ok_or(Failure::Unreachable)?;
        self.deadline.heard();
        let base = SafeUrl::parse(&response.url()).unwrap_or_else(|| url.clone());
        if !base.is_secure_as(Some(url)) {
            // Led on to where anybody in between may have written it. Its body is of no interest.
            self.deadline.give_up();
            return Err(Failure::Unreachable);
        }
        if !response.ok() && response.status() != NOT_MODIFIED {
            let retry_after = retry_after(&response.headers(), clock::now().wall);
            self.deadline.give_up();
            return Err(Failure::Status { code: response.status(), retry_after });
        }
        let bytes = body::read(&response, || self.deadline.heard()).await.map_err(|why| match why {
            NoBody::Broken => Failure::Unreachable,
            NoBody::TooLarge => Failure::TooLarge,
        })?;
        let hash = fnv1a(&bytes);
        Ok(Received { response, base, bytes, hash })
    }
}

/// A browser keeps this answer to itself; a service worker of the page may let it through.
const NOT_MODIFIED: u16 = 304;

/// What is known of the format before the answer is read.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Expected {
    /// As the page says, which settles it.
    pub named: Option<Format>,
    /// As earlier answers had it, for one whose structure does not tell.
    pub remembered: Option<Format>,
}

/// Reads what was received. `known` is the hash of the last body that was read. Whatever goes wrong is an
/// [`Answer::Failed`].
pub async fn answer(received: &Result<Received, Failure>, known: Option<u64>, expected: Expected) -> Answer {
    match received {
        Ok(received) => received.read(known, expected).await.unwrap_or_else(Answer::Failed),
        Err(failure) => Answer::Failed(failure.clone()),
    }
}

impl Received {
    async fn read(&self, known: Option<u64>, expected: Expected) -> Result<Answer, Failure> {
        let not_modified = self.response.status() == NOT_MODIFIED;
        if known.is_some() && (known == Some(self.hash) || not_modified) {
            return Ok(Answer::Unchanged);
        }
        let text = String::from_utf8_lossy(&self.bytes);
        let document = json::parse(text.trim_start_matches('\u{FEFF}')).ok_or(Failure::NotJson)?;
        let mut parsed = parsed(&document, &self.base, expected).await?;
        if let Some(server) = server_clock(&self.response.headers()) {
            parsed.told_at(server);
        }
        // Across origins the header is hidden unless the server exposes it.
        if let Some(header) = self.response.headers().get("Link").ok().flatten() {
            parsed.hub = link::hub(&header, &self.base);
            if parsed.next.is_none() {
                parsed.next = link::next_page(&header, &self.base);
                parsed.more |= parsed.next.is_some();
            }
        }
        Ok(Answer::Feed(parsed.into(), self.hash))
    }
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

/// The server's clock when it answered. What a cache kept for a while is dated when it was made (RFC 9111, section 4.2.3).
fn server_clock(headers: &Headers) -> Option<Timestamp> {
    let header = |name: &str| headers.get(name).ok().flatten();
    let made = dates::parse(&header("Date")?)?.at;
    let age = header("Age").and_then(|age| age.trim().parse::<u32>().ok()).unwrap_or(0);
    Some(Timestamp(made.0.saturating_add(i64::from(age).saturating_mul(1_000))))
}

/// The wait that the server asks for, in milliseconds: seconds or a date (RFC 9110, section 10.2.3), the date measured
/// against the server's own clock where it lets us read it. Across origins both headers are hidden unless exposed.
pub fn retry_after(headers: &Headers, now: Timestamp) -> Option<u64> {
    let header = |name: &str| headers.get(name).ok().flatten();
    let value = header("Retry-After")?;
    if let Ok(seconds) = value.trim().parse::<u64>() {
        return Some(seconds.saturating_mul(1_000));
    }
    let at = dates::parse(&value)?.at;
    let now = header("Date").and_then(|date| dates::parse(&date)).map_or(now, |date| date.at);
    Some(u64::try_from(at.0.saturating_sub(now.0)).unwrap_or(0))
}
