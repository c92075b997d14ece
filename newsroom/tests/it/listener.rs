//! A reader of a stream that keeps what came, as it came, and tells a good end from a reset and from silence.

use std::io::ErrorKind;
use std::time::Duration;

use newsroom::Newsroom;
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpStream;

/// How long a thing may take that should come at once.
const SOON: Duration = Duration::from_secs(5);

/// How a stream went.
#[derive(Debug, PartialEq, Eq)]
pub enum End {
    Fin,
    Reset,
    /// Nothing came, and the connection stands.
    Silence,
}

/// An open stream.
pub struct Listener {
    stream: TcpStream,
    pub bytes: Vec<u8>,
}

impl Listener {
    /// Asks in HTTP/1.0, so that what comes is the body itself and not its chunks.
    pub async fn open(newsroom: &Newsroom, path: &str, headers: &[(&str, &str)]) -> Listener {
        Listener::ask(newsroom, "1.0", path, headers).await
    }

    pub async fn ask(newsroom: &Newsroom, version: &str, path: &str, headers: &[(&str, &str)]) -> Listener {
        let address = newsroom.origin().strip_prefix("http://").unwrap();
        let mut stream = TcpStream::connect(address).await.unwrap();
        let mut request = format!("GET {path} HTTP/{version}\r\nHost: {address}\r\n");
        for (name, value) in headers {
            request.push_str(&format!("{name}: {value}\r\n"));
        }
        request.push_str("\r\n");
        stream.write_all(request.as_bytes()).await.unwrap();
        Listener { stream, bytes: Vec::new() }
    }

    /// Opened, and greeted.
    pub async fn greeted(newsroom: &Newsroom, path: &str) -> Listener {
        let mut listener = Listener::open(newsroom, path, &[]).await;
        listener.until(": hi\n\n").await;
        listener
    }

    /// Reads on until this text has come; gives the body so far.
    pub async fn until(&mut self, text: &str) -> String {
        let found = async {
            while !self.all().contains(text) {
                let mut part = vec![0; 65536];
                let read = self.stream.read(&mut part).await.unwrap();
                assert!(read > 0, "ended before {text:?} came: {}", self.all());
                self.bytes.extend_from_slice(&part[..read]);
            }
        };
        let found = tokio::time::timeout(SOON, found).await;
        assert!(found.is_ok(), "{text:?} did not come: {}", self.all());
        self.body()
    }

    /// Reads for this long, or until the end.
    pub async fn rest(&mut self, at_most: Duration) -> End {
        let mut part = vec![0; 65536];
        let end = async {
            loop {
                match self.stream.read(&mut part).await {
                    Ok(0) => return End::Fin,
                    Ok(read) => self.bytes.extend_from_slice(&part[..read]),
                    Err(error) if error.kind() == ErrorKind::ConnectionReset => return End::Reset,
                    Err(error) => panic!("{error}"),
                }
            }
        };
        tokio::time::timeout(at_most, end).await.unwrap_or(End::Silence)
    }

    pub fn all(&self) -> String {
        String::from_utf8_lossy(&self.bytes).into_owned()
    }

    pub fn head(&self) -> String {
        self.all().split_once("\r\n\r\n").map(|(head, _)| head.to_owned()).unwrap_or_default()
    }

    pub fn body(&self) -> String {
        self.all().split_once("\r\n\r\n").map(|(_, body)| body.to_owned()).unwrap_or_default()
    }

    /// The ids that have come, in order.
    pub fn ids(&self) -> Vec<String> {
        self.body().lines().filter_map(|line| line.strip_prefix("id: ")).map(str::to_owned).collect()
    }

    /// The data that has come, in order.
    pub fn data(&self) -> Vec<String> {
        self.body().lines().filter_map(|line| line.strip_prefix("data: ")).map(str::to_owned).collect()
    }
}
