//! An HTTP client that shows what is really on the wire: nothing is decoded, followed or retried.

use std::path::PathBuf;
use std::time::Duration;

use newsroom::{Newsroom, Options};
use serde_json::Value;
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpStream;

/// What came back before the connection ended or the patience did.
#[derive(Debug)]
pub struct Reply {
    pub status: u16,
    pub head: String,
    pub body: Vec<u8>,
    /// The server closed the connection, as it was asked to after one answer.
    pub closed: bool,
}

impl Reply {
    pub fn header(&self, name: &str) -> Option<&str> {
        self.head
            .lines()
            .filter_map(|line| line.split_once(": "))
            .find(|(known, _)| known.eq_ignore_ascii_case(name))
            .map(|(_, value)| value)
    }

    pub fn text(&self) -> String {
        String::from_utf8(self.body.clone()).unwrap()
    }

    pub fn json(&self) -> Value {
        serde_json::from_slice(&self.body).unwrap()
    }
}

/// A folder with a small built site.
pub fn dist() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("tests/site")
}

pub async fn newsroom() -> Newsroom {
    Newsroom::start(Options::still(dist())).await.unwrap()
}

pub async fn get(newsroom: &Newsroom, path: &str) -> Reply {
    ask(newsroom, "GET", path, &[]).await
}

pub async fn post(newsroom: &Newsroom, path: &str) -> Reply {
    ask(newsroom, "POST", path, &[]).await
}

/// One request, the path exactly as written.
pub async fn ask(newsroom: &Newsroom, method: &str, path: &str, headers: &[(&str, &str)]) -> Reply {
    let address = newsroom.origin().strip_prefix("http://").unwrap();
    let mut stream = TcpStream::connect(address).await.unwrap();
    let mut request = format!("{method} {path} HTTP/1.1\r\nHost: {address}\r\nConnection: close\r\n");
    for (name, value) in headers {
        request.push_str(&format!("{name}: {value}\r\n"));
    }
    request.push_str("\r\n");
    stream.write_all(request.as_bytes()).await.unwrap();
    let mut bytes = Vec::new();
    let mut part = [0; 65536];
    // A fault may hold the connection for ever; a second without a byte is taken for that.
    let closed = loop {
        match tokio::time::timeout(Duration::from_secs(1), stream.read(&mut part)).await {
            Ok(Ok(0) | Err(_)) => break true,
            Ok(Ok(read)) => bytes.extend_from_slice(&part[..read]),
            Err(_) => break false,
        }
    };
    parsed(&bytes, closed)
}

fn parsed(bytes: &[u8], closed: bool) -> Reply {
    let end = bytes.windows(4).position(|four| four == b"\r\n\r\n");
    let Some(end) = end else {
        return Reply { status: 0, head: String::new(), body: bytes.to_vec(), closed };
    };
    let head = String::from_utf8(bytes[..end].to_vec()).unwrap();
    let status = head.split(' ').nth(1).unwrap().parse().unwrap();
    Reply { status, head, body: bytes[end + 4..].to_vec(), closed }
}
