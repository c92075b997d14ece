//! A connection that can be made to misbehave below HTTP: ended by a reset, or written to a byte at a time.

use std::io;
use std::pin::Pin;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};
use std::task::{Context, Poll, ready};
use std::time::Duration;

use tokio::io::{AsyncRead, AsyncWrite, ReadBuf};
use tokio::net::TcpStream;
use tokio::time::{Sleep, sleep};

/// What a handler may do to the connection its request came by.
#[derive(Debug, Clone, Default)]
pub(crate) struct Line(Arc<Moods>);

#[derive(Debug, Default)]
struct Moods {
    reset: AtomicBool,
    /// Milliseconds between two bytes; 0 is at once.
    drip: AtomicU64,
}

impl Line {
    /// When the connection closes, the other side is told of a reset and not of an end.
    pub(crate) fn reset(&self) {
        self.0.reset.store(true, Ordering::Relaxed);
    }

    /// From now on a byte leaves and then nothing does for this long.
    pub(crate) fn drip(&self, pause: Duration) {
        self.0.drip.store(u64::try_from(pause.as_millis()).unwrap_or(u64::MAX), Ordering::Relaxed);
    }

    fn is_reset(&self) -> bool {
        self.0.reset.load(Ordering::Relaxed)
    }

    fn pause(&self) -> Option<Duration> {
        Some(self.0.drip.load(Ordering::Relaxed)).filter(|pause| *pause > 0).map(Duration::from_millis)
    }
}

/// The connection itself.
pub(crate) struct Wire {
    stream: TcpStream,
    line: Line,
    rest: Option<Pin<Box<Sleep>>>,
}

impl Wire {
    pub(crate) fn new(stream: TcpStream, line: Line) -> Wire {
        Wire { stream, line, rest: None }
    }
}

impl Drop for Wire {
    fn drop(&mut self) {
        if self.line.is_reset() {
            // Closed without lingering, a socket drops what it holds and sends a reset.
            let _ = self.stream.set_zero_linger();
        }
    }
}

impl AsyncRead for Wire {
    fn poll_read(
        mut self: Pin<&mut Self>,
        cx: &mut Context<'_>,
        into: &mut ReadBuf<'_>,
    ) -> Poll<io::Result<()>> {
        Pin::new(&mut self.stream).poll_read(cx, into)
    }
}

impl AsyncWrite for Wire {
    fn poll_write(mut self: Pin<&mut Self>, cx: &mut Context<'_>, bytes: &[u8]) -> Poll<io::Result<usize>> {
        let Some(pause) = self.line.pause() else {
            return Pin::new(&mut self.stream).poll_write(cx, bytes);
        };
        if let Some(rest) = &mut self.rest {
            ready!(rest.as_mut().poll(cx));
        }
        let one = bytes.get(..1).unwrap_or_default();
        let written = ready!(Pin::new(&mut self.stream).poll_write(cx, one));
        self.rest = Some(Box::pin(sleep(pause)));
        Poll::Ready(written)
    }

    fn poll_flush(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<io::Result<()>> {
        Pin::new(&mut self.stream).poll_flush(cx)
    }

    fn poll_shutdown(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<io::Result<()>> {
        if self.line.is_reset() {
            return Poll::Ready(Ok(()));
        }
        Pin::new(&mut self.stream).poll_shutdown(cx)
    }
}
