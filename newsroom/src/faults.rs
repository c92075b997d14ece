//! Every way an answer can go wrong, on demand.
//!
//! A fault is armed for a path (`Newsroom::fault`, `POST /admin/fault`) or asked for by the request itself
//! (`/feed.json?fault=status:503&retry_after=120`).

use std::fmt;
use std::str::FromStr;
use std::time::Duration;

use axum::body::{Body, Bytes, to_bytes};
use axum::extract::Request;
use axum::http::{HeaderValue, StatusCode, header};
use axum::middleware::Next;
use axum::response::Response;
use futures_util::{StreamExt, stream};

use crate::answer::{gzip, set};

/// The size of a huge answer: above what a reader should be willing to take.
const HUGE: usize = 9 * 1024 * 1024;

/// What a login wall answers instead of a feed.
const LOGIN: &str = "<!doctype html><html lang=\"en\"><title>Sign in</title><h1>Sign in to the guest network</h1>\
<form><input name=\"attributes\"><script>window.ranFromLoginPage = true</script></form></html>";

/// One way to go wrong.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Fault {
    /// This status with a short text body, and `Retry-After` as given.
    Status(u16, Option<String>),
    /// The right answer, this much later.
    Delay(Duration),
    /// `Content-Length` of the whole body, half of it sent, then the connection ends.
    Truncate,
    /// Half of the body as a complete answer.
    Cut,
    /// A complete answer that is not JSON.
    BadJson,
    /// A login page, 200 and `text/html`.
    Html,
    /// The right body under this content type.
    WrongType(String),
    /// 200 and no bytes.
    Empty,
    /// The right document padded to 9 MB, declared as such.
    Huge,
    /// The same, sent as a few kilobytes of gzip.
    Bomb,
    /// Headers and the first bytes, then nothing.
    Stall,
    /// The connection ends before the first byte.
    Close,
}

/// Marks an answer that the server shall not send: it closes the connection instead.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Hangup;

/// A fault that nobody knows.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct UnknownFault(String);

impl fmt::Display for UnknownFault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(
            f,
            "no fault is called {:?}; there are status:CODE, delay:MS, truncate, cut, badjson, html, type:MIME, empty, \
             huge, bomb, stall and close",
            self.0
        )
    }
}

impl std::error::Error for UnknownFault {}

impl FromStr for Fault {
    type Err = UnknownFault;

    fn from_str(text: &str) -> Result<Fault, UnknownFault> {
        let unknown = || UnknownFault(text.to_owned());
        let (name, value) = text.split_once(':').unwrap_or((text, ""));
        Ok(match name {
            "status" => {
                let code =
                    value.parse().ok().filter(|code| (200..=599).contains(code)).ok_or_else(unknown)?;
                Fault::Status(code, None)
            }
            "delay" => Fault::Delay(Duration::from_millis(value.parse().map_err(|_| unknown())?)),
            "type" if !value.is_empty() => Fault::WrongType(value.to_owned()),
            "truncate" => Fault::Truncate,
            "cut" => Fault::Cut,
            "badjson" => Fault::BadJson,
            "html" => Fault::Html,
            "empty" => Fault::Empty,
            "huge" => Fault::Huge,
            "bomb" => Fault::Bomb,
            "stall" => Fault::Stall,
            "close" => Fault::Close,
            _ => return Err(unknown()),
        })
    }
}

impl Fault {
    /// The same fault with a `Retry-After`, which only a status carries.
    pub fn with_retry_after(self, retry_after: Option<String>) -> Fault {
        match self {
            Fault::Status(code, _) => Fault::Status(code, retry_after),
            other => other,
        }
    }
}

/// Answers `request` as `fault` says.
pub(crate) async fn spoil(fault: Fault, mut request: Request, next: Next) -> Response {
    match fault {
        Fault::Status(code, retry_after) => status(code, retry_after),
        Fault::Html => whole("text/html; charset=utf-8", Bytes::from_static(LOGIN.as_bytes())),
        Fault::Close => {
            let mut response = Response::new(Body::empty());
            response.extensions_mut().insert(Hangup);
            response
        }
        Fault::Delay(how_long) => {
            tokio::time::sleep(how_long).await;
            next.run(request).await
        }
        changed => {
            // The body is changed below, so it must come whole and plain.
            let headers = request.headers_mut();
            for name in [header::ACCEPT_ENCODING, header::IF_NONE_MATCH, header::IF_MODIFIED_SINCE] {
                headers.remove(name);
            }
            let response = next.run(request).await;
            let kind = response.headers().get(header::CONTENT_TYPE).and_then(|value| value.to_str().ok());
            let kind = kind.unwrap_or("application/octet-stream").to_owned();
            let bytes = to_bytes(response.into_body(), usize::MAX).await.unwrap_or_default();
            disturb(changed, &kind, bytes)
        }
    }
}

fn disturb(fault: Fault, kind: &str, bytes: Bytes) -> Response {
    let half = bytes.slice(..bytes.len() / 2);
    match fault {
        Fault::Truncate => {
            let cut = std::io::Error::from(std::io::ErrorKind::ConnectionAborted);
            let length = bytes.len();
            // The pause lets the first half leave before the connection goes.
            let parts = stream::iter([Ok(half)]).chain(stream::once(async move {
                tokio::time::sleep(Duration::from_millis(50)).await;
                Err(cut)
            }));
            let mut response = whole(kind, Body::from_stream(parts));
            response.headers_mut().insert(header::CONTENT_LENGTH, HeaderValue::from(length));
            response
        }
        Fault::Stall => {
            let first = bytes.slice(..bytes.len().min(64));
            let parts = stream::iter([Ok::<_, std::io::Error>(first)]).chain(stream::pending());
            whole(kind, Body::from_stream(parts))
        }
        Fault::Cut => whole(kind, half),
        Fault::BadJson => whole(
            kind,
            Bytes::from_static(b"{\"version\": \"https://jsonfeed.org/version/1.1\", items: [,]}"),
        ),
        Fault::WrongType(kind) => whole(&kind, bytes),
        Fault::Empty => whole(kind, Bytes::new()),
        Fault::Huge => whole(kind, padded(&bytes)),
        Fault::Bomb => {
            let mut response = whole(kind, gzip(&padded(&bytes)));
            set(response.headers_mut(), header::CONTENT_ENCODING, "gzip");
            response
        }
        // Answered before the document was asked for.
        Fault::Status(..) | Fault::Delay(_) | Fault::Html | Fault::Close => whole(kind, bytes),
    }
}

fn status(code: u16, retry_after: Option<String>) -> Response {
    let code = StatusCode::from_u16(code).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR);
    let mut response = whole("text/plain; charset=utf-8", format!("{code}\n"));
    *response.status_mut() = code;
    if let Some(retry_after) = retry_after {
        set(response.headers_mut(), header::RETRY_AFTER, &retry_after);
    }
    response
}

fn whole(kind: &str, body: impl Into<Body>) -> Response {
    let mut response = Response::new(body.into());
    set(response.headers_mut(), header::CONTENT_TYPE, kind);
    set(response.headers_mut(), header::CACHE_CONTROL, "no-store");
    response
}

/// Still the right document: white space may follow JSON, so only its size is wrong.
fn padded(bytes: &[u8]) -> Bytes {
    let mut padded = bytes.to_vec();
    padded.resize(HUGE.max(bytes.len()), b' ');
    padded.into()
}
