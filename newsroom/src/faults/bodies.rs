//! The bytes of a whole answer gone wrong.

use std::io;
use std::time::Duration;

use axum::body::{Body, Bytes};
use axum::http::{HeaderValue, header};
use axum::response::Response;
use futures_util::{StreamExt, stream};

use super::{Fault, documents, whole};
use crate::answer::{gzip, set};

/// The size of a huge answer: above what a reader should be willing to take.
const HUGE: usize = 9 * 1024 * 1024;
/// How much of a slow body comes at a time.
const SIP: usize = 4;

/// The answer with the body `bytes` of the type `kind`, as `fault` has it.
pub(super) fn disturb(fault: Fault, kind: &str, bytes: Bytes) -> Response {
    let half = bytes.slice(..bytes.len() / 2);
    match fault {
        Fault::Truncate => truncated(kind, half, bytes.len()),
        Fault::Stall => {
            let first = bytes.slice(..bytes.len().min(64));
            let parts = stream::iter([Ok::<_, io::Error>(first)]).chain(stream::pending());
            whole(kind, Body::from_stream(parts))
        }
        Fault::SlowBody(pause) => whole(kind, slow(bytes, pause)),
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
        Fault::Bom => whole(kind, [b"\xef\xbb\xbf".as_slice(), &bytes].concat()),
        Fault::Utf16 => whole(kind, utf16(&bytes)),
        Fault::BadText => whole(kind, documents::bad_text(&bytes)),
        Fault::Many(_) | Fault::Large(_) | Fault::Twice | Fault::NoItems | Fault::NewIds(_) => {
            whole(kind, documents::changed(&fault, &bytes))
        }
        // Answered before the document was asked for.
        Fault::Status(..)
        | Fault::Redirect(..)
        | Fault::Delay(_)
        | Fault::Html
        | Fault::Close
        | Fault::Reset
        | Fault::SlowHead(_) => whole(kind, bytes),
    }
}

fn truncated(kind: &str, half: Bytes, length: usize) -> Response {
    let mut response = whole(kind, broken_off(half));
    response.headers_mut().insert(header::CONTENT_LENGTH, HeaderValue::from(length));
    response
}

/// A body that ends in the middle with its connection.
pub(super) fn broken_off(half: Bytes) -> Body {
    let cut = io::Error::from(io::ErrorKind::ConnectionAborted);
    // The pause lets the first half leave before the connection goes.
    Body::from_stream(stream::iter([Ok(half)]).chain(stream::once(async move {
        tokio::time::sleep(Duration::from_millis(50)).await;
        Err(cut)
    })))
}

/// White space may follow JSON, so what comes is always the beginning of a good document.
fn slow(mut bytes: Bytes, pause: Duration) -> Body {
    let first = bytes.split_to(bytes.len().min(SIP));
    let rest = stream::unfold(bytes, move |mut bytes| async move {
        tokio::time::sleep(pause).await;
        let sip = bytes.split_to(bytes.len().min(SIP));
        let sip = if sip.is_empty() { Bytes::from_static(&[b' '; SIP]) } else { sip };
        Some((Ok::<_, io::Error>(sip), bytes))
    });
    Body::from_stream(stream::iter([Ok(first)]).chain(rest))
}

/// Still the right document: white space may follow JSON, so only its size is wrong.
fn padded(bytes: &[u8]) -> Bytes {
    let mut padded = bytes.to_vec();
    padded.resize(HUGE.max(bytes.len()), b' ');
    padded.into()
}

fn utf16(bytes: &[u8]) -> Bytes {
    let text = String::from_utf8_lossy(bytes);
    std::iter::once(0xfeff).chain(text.encode_utf16()).flat_map(u16::to_le_bytes).collect()
}
