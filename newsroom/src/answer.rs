//! From a document to an HTTP answer: validators, conditional requests, compression and caching.
//!
//! Each encoding of a document is a representation of its own, so each has its own strong ETag.

use std::collections::HashMap;
use std::hash::{DefaultHasher, Hash, Hasher};
use std::io::Write;
use std::sync::{Mutex, PoisonError};
use std::time::SystemTime;

use axum::body::{Body, Bytes};
use axum::http::{HeaderMap, HeaderName, HeaderValue, StatusCode, header};
use axum::response::Response;

/// Asked for again each time, answered 304 when it is the same.
pub(crate) const REVALIDATE: &str = "no-cache";
/// Under a name that changes with its content.
pub(crate) const FOR_EVER: &str = "public, max-age=31536000, immutable";

/// Below this, compression costs more than it saves.
const WORTH_PACKING: usize = 512;
/// Packed bodies remembered; a story that moves would otherwise fill the memory.
const REMEMBERED: usize = 64;

/// A whole document, ready to be answered.
pub(crate) struct Document {
    pub(crate) bytes: Bytes,
    pub(crate) content_type: String,
    pub(crate) cache: &'static str,
    pub(crate) modified: Option<SystemTime>,
}

/// Compressed bodies by content and encoding.
#[derive(Default)]
pub(crate) struct Packed(Mutex<HashMap<(u64, Encoding), Bytes>>);

#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
enum Encoding {
    Identity,
    Gzip,
    Brotli,
}

/// The answer to a request with the headers `asked`.
pub(crate) fn answer(document: Document, asked: &HeaderMap, packed: &Packed) -> Response {
    let hash = hash(&document.bytes);
    let encoding = if packs(&document) {
        Encoding::wanted(asked.get(header::ACCEPT_ENCODING))
    } else {
        Encoding::Identity
    };
    let tag = format!("\"{hash:016x}{}\"", encoding.suffix());
    let same = unchanged(asked, &tag, document.modified);
    let mut response = if same {
        let mut response = Response::new(Body::empty());
        *response.status_mut() = StatusCode::NOT_MODIFIED;
        response
    } else {
        Response::new(Body::from(packed.get(hash, encoding, &document.bytes)))
    };
    let headers = response.headers_mut();
    set(headers, header::ETAG, &tag);
    set(headers, header::CACHE_CONTROL, document.cache);
    set(headers, header::VARY, "Accept-Encoding");
    if let Some(modified) = document.modified {
        set(headers, header::LAST_MODIFIED, &httpdate::fmt_http_date(modified));
    }
    if !same {
        set(headers, header::CONTENT_TYPE, &document.content_type);
        if let Some(name) = encoding.name() {
            set(headers, header::CONTENT_ENCODING, name);
        }
    }
    response
}

/// Sets a header where the value is one a header may have.
pub(crate) fn set(headers: &mut HeaderMap, name: HeaderName, value: &str) {
    if let Ok(value) = HeaderValue::from_str(value) {
        headers.insert(name, value);
    }
}

fn hash(bytes: &[u8]) -> u64 {
    let mut hasher = DefaultHasher::new();
    bytes.hash(&mut hasher);
    hasher.finish()
}

fn packs(document: &Document) -> bool {
    let kind = document.content_type.as_str();
    document.bytes.len() >= WORTH_PACKING
        && (kind.starts_with("text/")
            || ["json", "wasm", "svg", "xml"].iter().any(|part| kind.contains(part)))
}

fn unchanged(asked: &HeaderMap, tag: &str, modified: Option<SystemTime>) -> bool {
    if let Some(known) = asked.get(header::IF_NONE_MATCH) {
        let known = known.to_str().unwrap_or_default();
        return known.split(',').map(str::trim).any(|one| one == "*" || one.trim_start_matches("W/") == tag);
    }
    let since = asked.get(header::IF_MODIFIED_SINCE).and_then(|value| value.to_str().ok());
    let since = since.and_then(|text| httpdate::parse_http_date(text).ok());
    // A header carries whole seconds: compared as written, or a file would be newer than itself.
    let modified =
        modified.map(httpdate::fmt_http_date).and_then(|text| httpdate::parse_http_date(&text).ok());
    matches!((since, modified), (Some(since), Some(modified)) if modified <= since)
}

impl Packed {
    fn get(&self, hash: u64, encoding: Encoding, bytes: &Bytes) -> Bytes {
        if encoding == Encoding::Identity {
            return bytes.clone();
        }
        let known = self.0.lock().unwrap_or_else(PoisonError::into_inner).get(&(hash, encoding)).cloned();
        if let Some(known) = known {
            return known;
        }
        let packed = encoding.pack(bytes);
        let mut memory = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        if memory.len() >= REMEMBERED {
            memory.clear();
        }
        memory.insert((hash, encoding), packed.clone());
        packed
    }
}

impl Encoding {
    fn wanted(accept: Option<&HeaderValue>) -> Encoding {
        let accept = accept.and_then(|value| value.to_str().ok()).unwrap_or_default();
        let takes = |name: &str| {
            accept.split(',').any(|part| {
                let mut words = part.split(';').map(str::trim);
                let refused = part.replace(' ', "");
                words.next() == Some(name) && !refused.ends_with(";q=0") && !refused.ends_with(";q=0.0")
            })
        };
        match (takes("br"), takes("gzip")) {
            (true, _) => Encoding::Brotli,
            (false, true) => Encoding::Gzip,
            (false, false) => Encoding::Identity,
        }
    }

    fn name(self) -> Option<&'static str> {
        match self {
            Encoding::Identity => None,
            Encoding::Gzip => Some("gzip"),
            Encoding::Brotli => Some("br"),
        }
    }

    fn suffix(self) -> &'static str {
        match self {
            Encoding::Identity => "",
            Encoding::Gzip => "-gzip",
            Encoding::Brotli => "-br",
        }
    }

    fn pack(self, bytes: &Bytes) -> Bytes {
        match self {
            Encoding::Identity => bytes.clone(),
            Encoding::Gzip => gzip(bytes),
            Encoding::Brotli => {
                let mut out = Vec::new();
                {
                    let mut writer = brotli::CompressorWriter::new(&mut out, 4096, 5, 22);
                    // Writing into memory does not fail.
                    let _ = writer.write_all(bytes);
                }
                out.into()
            }
        }
    }
}

/// The gzip form of `bytes`.
pub(crate) fn gzip(bytes: &[u8]) -> Bytes {
    let mut writer = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::default());
    let _ = writer.write_all(bytes);
    writer.finish().unwrap_or_default().into()
}
