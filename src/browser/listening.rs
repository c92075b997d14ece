//! One stream of server-sent events, read with `fetch`: what comes is told as it comes, until dropped.

use std::rc::Rc;

use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::{JsFuture, spawn_local};
use web_sys::{AbortController, Headers, ReadableStreamDefaultReader, RequestCache, RequestInit, Response};

use super::deadline::Deadline;
use super::{body, clock, fetch};
use crate::core::patience;
use crate::core::poll::Failure;
use crate::core::sse::{Event, Reader};
use crate::core::url::SafeUrl;

/// What is told of a stream.
#[derive(Clone, Debug)]
pub enum Told {
    /// The server answered with a stream.
    Opened,
    /// Something came, if only a comment.
    Heard {
        /// What was complete by now.
        events: Rc<[Event]>,
        /// The event to go on from.
        last_id: Rc<str>,
        /// The pause in milliseconds that the server wishes for.
        retry: Option<u64>,
    },
    /// It is over, for this reason or because the server ended it. Nothing is told after this.
    Closed(Option<Failure>),
}

/// A stream under way. It is aborted when this is dropped, and then nothing more is told.
#[must_use = "the stream is aborted when this is dropped"]
pub struct Listening(Rc<Deadline>);

impl Drop for Listening {
    fn drop(&mut self) {
        self.0.give_up();
    }
}

/// Asks for the stream at `url`. `last_id` goes into the header `Last-Event-ID`, which across origins would need a preflight.
pub fn listen(url: &SafeUrl, last_id: Option<&str>, tell: impl Fn(Told) + 'static) -> Listening {
    let controller = AbortController::new().ok();
    let response = ask(url, last_id, controller.as_ref());
    let url = url.clone();
    let deadline = Deadline::start(patience::STREAM, controller);
    // Held weakly: the stream ends with whoever wants it, not with what reads it.
    let wanted = Rc::downgrade(&deadline);
    spawn_local(async move {
        let tell = |told| {
            if wanted.strong_count() > 0 {
                tell(told);
            }
        };
        let heard = || {
            wanted.upgrade().is_some_and(|deadline| {
                deadline.heard();
                true
            })
        };
        let ended = read(&url, response, &heard, &tell).await;
        let late = wanted.upgrade().is_some_and(|deadline| {
            deadline.done();
            deadline.has_passed()
        });
        tell(Told::Closed(if late { Some(Failure::TimedOut) } else { ended.err() }));
    });
    Listening(deadline)
}

fn ask(url: &SafeUrl, last_id: Option<&str>, controller: Option<&AbortController>) -> JsFuture {
    let init = RequestInit::new();
    init.set_cache(RequestCache::NoStore);
    if let Some(controller) = controller {
        init.set_signal(Some(&controller.signal()));
    }
    if let Ok(headers) = Headers::new() {
        // Names and values that cannot be wrong, but for an id with a line break or beyond Latin-1: then the query has it alone.
        let _ = headers.set("Accept", "text/event-stream");
        if let Some(id) = last_id {
            let _ = headers.set("Last-Event-ID", id);
        }
        init.set_headers(&headers);
    }
    let response = match web_sys::window() {
        Some(window) => window.fetch_with_str_and_init(url.as_str(), &init),
        None => js_sys::Promise::reject(&JsValue::NULL),
    };
    JsFuture::from(response)
}

/// Reads until the server ends it, or nobody listens any more.
async fn read(
    url: &SafeUrl,
    response: JsFuture,
    heard: &dyn Fn() -> bool,
    tell: &dyn Fn(Told),
) -> Result<(), Failure> {
    let response: Response =
        response.await.ok().and_then(|value| value.dyn_into().ok()).ok_or(Failure::Unreachable)?;
    if SafeUrl::parse(&response.url()).is_some_and(|led_to| !led_to.is_secure_as(Some(url))) {
        // As with the feed: led on to where anybody in between may have written it.
        return Err(Failure::Unreachable);
    }
    let headers = response.headers();
    if response.status() != 200 {
        let retry_after = fetch::retry_after(&headers, clock::now().wall);
        return Err(Failure::Status { code: response.status(), retry_after });
    }
    let kind = headers.get("Content-Type").ok().flatten().unwrap_or_default();
    if !kind.trim_start().to_ascii_lowercase().starts_with("text/event-stream") {
        return Err(Failure::NotAStream);
    }
    heard();
    tell(Told::Opened);
    let Some(stream) = response.body() else { return Ok(()) };
    let source: ReadableStreamDefaultReader = stream.get_reader().unchecked_into();
    let mut reader = Reader::default();
    while let Some(chunk) = body::next_chunk(&source).await.map_err(|_| Failure::Unreachable)? {
        if !heard() {
            break;
        }
        let mut events = Vec::new();
        let readable = reader.read(&chunk.to_vec(), &mut events);
        tell(Told::Heard {
            events: Rc::from(events),
            last_id: Rc::from(reader.last_id.as_str()),
            retry: reader.retry,
        });
        readable.map_err(|_| Failure::TooLarge)?;
    }
    Ok(())
}
