//! What of the faults an open stream can have; its body has no end that could be waited for.

use axum::body::{Body, Bytes};
use axum::http::header;
use axum::response::Response;
use futures_util::{StreamExt, stream};

use super::bodies::broken_off;
use super::{Fault, whole};
use crate::answer::set;

/// How a stream begins, of which half is sent where an answer is broken off.
const BEGUN: &[u8] = b": hi\n\ndata: {\"id\": \"begun\", \"tit";

/// Whether this answer is a stream.
pub(super) fn is(response: &Response) -> bool {
    let kind = response.headers().get(header::CONTENT_TYPE);
    kind.is_some_and(|kind| kind.as_bytes().starts_with(b"text/event-stream"))
}

/// The stream as `fault` has it; a fault that needs a whole document leaves it as it is.
pub(super) fn disturb(fault: Fault, mut response: Response) -> Response {
    let kind = "text/event-stream";
    let begun = Bytes::from_static(BEGUN);
    match fault {
        Fault::WrongType(kind) => {
            set(response.headers_mut(), header::CONTENT_TYPE, &kind);
            response
        }
        Fault::Empty => whole(kind, Bytes::new()),
        Fault::Stall => whole(kind, Body::from_stream(stream::pending::<std::io::Result<Bytes>>())),
        Fault::Truncate => whole(kind, broken_off(begun)),
        Fault::Cut => whole(kind, begun),
        Fault::BadJson => {
            let bad = Bytes::from_static(b"data: {items: [,]}\n\n");
            let (head, body) = response.into_parts();
            let body = stream::iter([Ok(bad)]).chain(body.into_data_stream());
            Response::from_parts(head, Body::from_stream(body))
        }
        _ => response,
    }
}
