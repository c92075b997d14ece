//! A request as the server saw it, for tests that ask what a reader really sent.

use axum::http::{HeaderMap, Method, Uri};

use crate::clock::{self, Millis};

/// One request.
#[derive(Debug, Clone)]
pub struct Seen {
    /// Its place in the order of arrival, from 1.
    pub number: u64,
    /// When it arrived, in milliseconds since 1970.
    pub at: Millis,
    /// The method.
    pub method: String,
    /// The path without the query.
    pub path: String,
    /// The query as written, or nothing.
    pub query: String,
    /// Names in lower case, values as sent.
    pub headers: Vec<(String, String)>,
    /// The status that was answered; nothing while the answer is not there yet.
    pub status: Option<u16>,
}

impl Seen {
    pub(crate) fn new(method: &Method, uri: &Uri, headers: &HeaderMap) -> Seen {
        let headers = headers
            .iter()
            .map(|(name, value)| (name.to_string(), String::from_utf8_lossy(value.as_bytes()).into_owned()))
            .collect();
        Seen {
            number: 0,
            at: clock::now(),
            method: method.to_string(),
            path: uri.path().to_owned(),
            query: uri.query().unwrap_or_default().to_owned(),
            headers,
            status: None,
        }
    }

    /// The first header of this name, in lower case.
    pub fn header(&self, name: &str) -> Option<&str> {
        self.headers.iter().find(|(known, _)| known == name).map(|(_, value)| value.as_str())
    }
}
