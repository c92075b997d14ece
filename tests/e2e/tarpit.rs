//! A server that does not answer, or does not come to an end, and sees when a reader has had enough.

use std::io::{ErrorKind, Read, Write};
use std::net::{TcpListener, TcpStream};
use std::sync::mpsc::{Receiver, channel};
use std::time::{Duration, Instant};

/// How it wastes a reader's time.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Tar {
    /// It takes the request, and that is all.
    Silent,
    /// It begins to answer and stops in the middle.
    Stalls,
    /// It answers a byte at a time, for ever.
    Dribbles,
}

/// The server. Its threads end with their connections.
pub struct Tarpit {
    /// `http://127.0.0.1:PORT`.
    pub origin: String,
    closed: Receiver<Duration>,
    asked: Receiver<()>,
}

impl Tarpit {
    /// Starts it.
    pub fn open(tar: Tar) -> Tarpit {
        let listener = TcpListener::bind("127.0.0.1:0").expect("a port is free");
        let origin = format!("http://{}", listener.local_addr().expect("it is bound"));
        let (tell_closed, closed) = channel();
        let (tell_asked, asked) = channel();
        std::thread::spawn(move || {
            for stream in listener.incoming().map_while(Result::ok) {
                let (tell_closed, tell_asked) = (tell_closed.clone(), tell_asked.clone());
                std::thread::spawn(move || {
                    // A browser opens connections that it may never use.
                    if let Some(lasted) = hold(stream, tar, || {
                        let _ = tell_asked.send(());
                    }) {
                        let _ = tell_closed.send(lasted);
                    }
                });
            }
        });
        Tarpit { origin, closed, asked }
    }

    /// Whether a request came within this time.
    pub fn is_asked(&self, at_most: Duration) -> bool {
        self.asked.recv_timeout(at_most).is_ok()
    }

    /// How long the next reader to give up has waited; none when nobody does within this time.
    pub fn gives_up(&self, at_most: Duration) -> Option<Duration> {
        self.closed.recv_timeout(at_most).ok()
    }
}

/// Holds one request until the reader closes the connection. None when there was no request.
fn hold(mut stream: TcpStream, tar: Tar, asked: impl Fn()) -> Option<Duration> {
    let mut buffer = [0; 4_096];
    if stream.read(&mut buffer).ok()? == 0 {
        return None;
    }
    asked();
    let began = Instant::now();
    stream.set_read_timeout(Some(Duration::from_millis(50))).ok()?;
    if tar != Tar::Silent {
        stream
            .write_all(
                b"HTTP/1.1 200 OK\r\ncontent-type: application/json\r\naccess-control-allow-origin: *\r\n\
                  cache-control: no-cache\r\ncontent-length: 1000000\r\n\r\n{\"items\": [",
            )
            .ok()?;
    }
    loop {
        match stream.read(&mut buffer) {
            Ok(0) => return Some(began.elapsed()),
            Err(error) if !matches!(error.kind(), ErrorKind::WouldBlock | ErrorKind::TimedOut) => {
                return Some(began.elapsed());
            }
            _ if tar == Tar::Dribbles && stream.write_all(b" ").is_err() => return Some(began.elapsed()),
            _ => {}
        }
    }
}
