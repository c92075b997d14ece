//! Every way an answer can go wrong, on demand.
//!
//! A fault is armed for a path (`Newsroom::fault`, `POST /admin/fault`) or asked for by the request itself
//! (`/feed.json?fault=status:503&retry_after=120`).
//!
//! - `bodies`: an answer's bytes gone wrong; `documents`: good JSON that says something odd; `streams`: what of this an
//!   open stream can have

mod bodies;
mod documents;
mod streams;

use std::fmt;
use std::str::FromStr;
use std::time::Duration;

use axum::body::{Body, Bytes, to_bytes};
use axum::extract::Request;
use axum::http::{StatusCode, header};
use axum::middleware::Next;
use axum::response::Response;

use self::bodies::disturb;
use crate::answer::set;
use crate::line::Line;

/// What a login wall answers instead of a feed.
const LOGIN: &str = "<!doctype html><html lang=\"en\"><title>Sign in</title><h1>Sign in to the guest network</h1>\
<form><input name=\"attributes\"><script>window.ranFromLoginPage = true</script></form></html>";

/// Every fault by the name that a query has for it.
const NAMES: &str = "status:CODE, delay:MS, truncate, cut, badjson, html, type:MIME, empty, huge, bomb, stall, close, \
                     reset, slowhead:MS, slowbody:MS, redirect:CODE:URL, bom, utf16, badtext, many:N, large:BYTES, \
                     twice, noitems and newids:WORD";

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
    /// The connection ends by a reset before the first byte.
    Reset,
    /// A byte of the answer, its head first, and then none for this long.
    SlowHead(Duration),
    /// The whole head, then four bytes of the body at a time with this pause between, and after them white space for
    /// ever.
    SlowBody(Duration),
    /// This status and address; a path that leads to itself is a loop.
    Redirect(u16, String),
    /// The right body behind a byte order mark.
    Bom,
    /// The right body in UTF-16 with its mark.
    Utf16,
    /// The right body but for bytes in the first headline that are not UTF-8.
    BadText,
    /// This many entries in all, a second apart, those of the story first. A hundred thousand of them are just below
    /// 8 MiB.
    Many(usize),
    /// The right body, its first entry this many bytes long.
    Large(usize),
    /// Every entry twice, the other an older version with the headline "An older version", before it or behind it.
    Twice,
    /// The right body without its entries.
    NoItems,
    /// Every entry under a new id that ends in this.
    NewIds(String),
}

/// Marks an answer that the server shall not send: it closes the connection instead.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Hangup;

/// A fault that nobody knows.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct UnknownFault(String);

impl fmt::Display for UnknownFault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "no fault is called {:?}; there are {NAMES}", self.0)
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
            "reset" => Fault::Reset,
            "slowbody" => Fault::SlowBody(milliseconds(value, 1000).ok_or_else(unknown)?),
            "redirect" => redirect(value).ok_or_else(unknown)?,
            "bom" => Fault::Bom,
            "utf16" => Fault::Utf16,
            "badtext" => Fault::BadText,
            "many" => Fault::Many(value.parse().map_err(|_| unknown())?),
            "large" => Fault::Large(value.parse().map_err(|_| unknown())?),
            "twice" => Fault::Twice,
            "noitems" => Fault::NoItems,
            "newids" => Fault::NewIds(value.to_owned()),
            "slowhead" => Fault::SlowHead(milliseconds(value, 500).ok_or_else(unknown)?),
            _ => return Err(unknown()),
        })
    }
}

/// That many milliseconds, or as many as are usual where nothing is said.
fn milliseconds(text: &str, usual: u64) -> Option<Duration> {
    let millis = if text.is_empty() { usual } else { text.parse().ok()? };
    Some(Duration::from_millis(millis))
}

fn redirect(text: &str) -> Option<Fault> {
    let (code, to) = text.split_once(':')?;
    let code = code.parse().ok().filter(|code| (300..=399).contains(code))?;
    (!to.is_empty()).then(|| Fault::Redirect(code, to.to_owned()))
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
        Fault::Redirect(code, to) => {
            let mut response = status(code, None);
            set(response.headers_mut(), header::LOCATION, &to);
            response
        }
        Fault::Html => whole("text/html; charset=utf-8", Bytes::from_static(LOGIN.as_bytes())),
        Fault::Close | Fault::Reset => {
            if let (Fault::Reset, Some(line)) = (&fault, request.extensions().get::<Line>()) {
                line.reset();
            }
            let mut response = Response::new(Body::empty());
            response.extensions_mut().insert(Hangup);
            response
        }
        Fault::SlowHead(pause) => {
            if let Some(line) = request.extensions().get::<Line>() {
                line.drip(pause);
            }
            next.run(request).await
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
            if streams::is(&response) {
                return streams::disturb(changed, response);
            }
            let kind = response.headers().get(header::CONTENT_TYPE).and_then(|value| value.to_str().ok());
            let kind = kind.unwrap_or("application/octet-stream").to_owned();
            let bytes = to_bytes(response.into_body(), usize::MAX).await.unwrap_or_default();
            disturb(changed, &kind, bytes)
        }
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
