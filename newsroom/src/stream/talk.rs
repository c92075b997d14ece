//! One open stream as the body of an answer: what was missed, then each order as it comes, and signs of life between.

use std::collections::VecDeque;
use std::io;
use std::time::Duration;

use axum::body::{Body, Bytes};
use axum::http::header;
use axum::response::Response;
use futures_util::stream;

use crate::answer::set;
use crate::line::Line;

use super::event::{Ids, Payload};
use super::{Opening, Order, Seat};

/// A line that never ends grows by this much at a time, and rests between.
const ENDLESS: &[u8] = &[b'a'; 64 * 1024];
const REST: Duration = Duration::from_millis(10);

/// One open stream.
pub(crate) struct Talk {
    pub(crate) seat: Seat,
    pub(crate) payload: Payload,
    pub(crate) ids: Ids,
    /// The connection, which a reset needs.
    pub(crate) line: Option<Line>,
    /// Whether nothing that happens is wanted here.
    pub(crate) deaf: bool,
    waiting: VecDeque<Bytes>,
    state: State,
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum State {
    Good,
    Endless,
    Frozen,
}

impl Talk {
    pub(crate) fn new(seat: Seat, payload: Payload, ids: Ids, line: Option<Line>) -> Talk {
        Talk { seat, payload, ids, line, deaf: false, waiting: VecDeque::new(), state: State::Good }
    }

    /// The answer that goes on until somebody ends it.
    pub(crate) fn answer(mut self) -> Response {
        let settings = self.seat.channel.settings();
        match settings.opening {
            // Frozen ones never come here.
            Opening::Good | Opening::Frozen => {
                self.say(": hi\n\n");
                if let Some(retry) = settings.retry {
                    self.say(format!("retry: {retry}\n\n"));
                }
                let missed = std::mem::take(&mut self.seat.missed);
                let missed = missed.iter().filter(|_| !self.deaf);
                self.waiting.extend(missed.map(|event| event.lines(self.payload, self.ids)));
            }
            Opening::Buffered => self.state = State::Frozen,
            Opening::Endless => self.begin_endless(),
        }
        let mut response = Response::new(Body::from_stream(stream::unfold(self, Talk::next)));
        let headers = response.headers_mut();
        set(headers, header::CONTENT_TYPE, "text/event-stream");
        set(headers, header::CACHE_CONTROL, "no-store");
        // The connection ends with the stream, as it does where a server stops.
        set(headers, header::CONNECTION, "close");
        response
    }

    fn say(&mut self, text: impl Into<Bytes>) {
        self.waiting.push_back(text.into());
    }

    fn begin_endless(&mut self) {
        self.state = State::Endless;
        self.say("data: ");
    }

    async fn next(mut self) -> Option<(io::Result<Bytes>, Talk)> {
        loop {
            if let Some(part) = self.part().await {
                return Some((Ok(part), self));
            }
            let patience = match self.state {
                State::Good => self.seat.channel.settings().heartbeat,
                State::Endless => Some(REST),
                State::Frozen => None,
            };
            let order = self.seat.orders.recv();
            let order = match patience {
                Some(patience) => tokio::time::timeout(patience, order).await,
                None => Ok(order.await),
            };
            match (order, self.state) {
                (Ok(Some(Order::End) | None), _) => return None,
                (Ok(Some(Order::Reset)), _) => {
                    if let Some(line) = &self.line {
                        line.reset();
                    }
                    return Some((Err(io::ErrorKind::ConnectionReset.into()), self));
                }
                (Ok(Some(Order::Freeze)), _) => self.state = State::Frozen,
                (Ok(Some(order)), State::Good) => self.obey(order),
                (Ok(Some(_)), State::Endless | State::Frozen) | (Err(_), State::Frozen) => {}
                (Err(_), State::Good) => self.say(": still here\n\n"),
                (Err(_), State::Endless) => self.say(ENDLESS),
            }
        }
    }

    fn obey(&mut self, order: Order) {
        match order {
            Order::Event(_) if self.deaf => {}
            Order::Event(event) => self.say(event.lines(self.payload, self.ids)),
            Order::Raw(bytes) => self.say(bytes),
            Order::Endless => self.begin_endless(),
            // The three ends are seen to where orders come in, and settings are read anew each time.
            Order::Freeze | Order::End | Order::Reset | Order::Look => {}
        }
    }

    /// The next bytes that wait: all of a piece, or one alone where bytes leave one by one.
    async fn part(&mut self) -> Option<Bytes> {
        let split = self.seat.channel.settings().split;
        let first = self.waiting.front_mut()?;
        if !split || first.len() <= 1 || self.state == State::Endless {
            return self.waiting.pop_front();
        }
        let byte = first.split_to(1);
        // Bytes in the middle of a character or at a line's end must arrive alone, the others may meet on their way.
        if byte.first().is_some_and(|byte| !byte.is_ascii() || byte.is_ascii_control()) {
            tokio::time::sleep(Duration::from_millis(1)).await;
        } else {
            tokio::task::yield_now().await;
        }
        Some(byte)
    }
}
