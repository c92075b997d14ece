//! One client for each feed on the page: readers of the same address share its requests, and each hears every answer.

use std::cell::{Cell, RefCell};
use std::rc::{Rc, Weak};

use wasm_bindgen_futures::spawn_local;

use super::deadline::Deadline;
use super::fetch::{self, Early, Received};
use super::{events, page};
use crate::core::poll::{Failure, RequestNo};
use crate::core::url::SafeUrl;

thread_local! {
    /// The clients of all feeds that somebody reads. Global because a page is.
    static CLIENTS: RefCell<Vec<Weak<Client>>> = const { RefCell::new(Vec::new()) };
}

struct Client {
    url: SafeUrl,
    seats: RefCell<Vec<Weak<Seat>>>,
    /// The request under way.
    waiting: RefCell<Option<Rc<Deadline>>>,
    hinted: Cell<bool>,
}

/// What is heard: an answer, and the number of the request if this reader asked for it.
type Hear = dyn Fn(Rc<Result<Received, Failure>>, Option<RequestNo>);

/// One reader's place among those of a feed. Left when dropped.
pub struct Seat {
    client: Rc<Client>,
    asked: Cell<Option<RequestNo>>,
    hear: Box<Hear>,
}

/// Takes a place among the readers of this feed.
pub fn join(
    url: &SafeUrl,
    hear: impl Fn(Rc<Result<Received, Failure>>, Option<RequestNo>) + 'static,
) -> Rc<Seat> {
    let client = CLIENTS.with_borrow_mut(|clients| {
        clients.retain(|client| client.strong_count() > 0);
        clients.iter().filter_map(Weak::upgrade).find(|client| client.url == *url).unwrap_or_else(|| {
            let client = Rc::new(Client {
                url: url.clone(),
                seats: RefCell::default(),
                waiting: RefCell::default(),
                hinted: Cell::default(),
            });
            clients.push(Rc::downgrade(&client));
            client
        })
    });
    let seat = Rc::new(Seat { client, asked: Cell::default(), hear: Box::new(hear) });
    let mut seats = seat.client.seats.borrow_mut();
    seats.retain(|seat| seat.strong_count() > 0);
    seats.push(Rc::downgrade(&seat));
    drop(seats);
    seat
}

impl Seat {
    /// Asks for an answer, or waits for one that is on its way already.
    pub fn ask(&self, no: RequestNo, early: Option<Early>) {
        self.asked.set(Some(no));
        if self.client.waiting.borrow().is_some() {
            if let Some(early) = early {
                early.decline();
            }
            return;
        }
        // Nothing is borrowed here: a page may have a `fetch` of its own, which does as it likes.
        let exchange = fetch::start(&self.client.url, early);
        let deadline = exchange.deadline();
        self.client.waiting.replace(Some(Rc::clone(&deadline)));
        let (client, url) = (Rc::downgrade(&self.client), self.client.url.clone());
        spawn_local(async move {
            let received = exchange.receive(&url).await;
            if let Some(client) = client.upgrade() {
                client.deliver(received, &deadline);
            }
        });
    }

    /// Waits no more. The request goes on for others who wait.
    pub fn give_up(&self) {
        if self.asked.take().is_some() && !self.client.seats().any(|seat| seat.asked.get().is_some()) {
            self.client.stop();
        }
    }
}

impl Drop for Seat {
    fn drop(&mut self) {
        self.give_up();
    }
}

impl Client {
    fn seats(&self) -> impl Iterator<Item = Rc<Seat>> + use<> {
        let seats: Vec<_> = self.seats.borrow().iter().filter_map(Weak::upgrade).collect();
        seats.into_iter()
    }

    fn stop(&self) {
        if let Some(deadline) = self.waiting.take() {
            deadline.give_up();
        }
    }

    fn deliver(&self, received: Result<Received, Failure>, deadline: &Rc<Deadline>) {
        let current = self.waiting.borrow().as_ref().is_some_and(|waiting| Rc::ptr_eq(waiting, deadline));
        if !current {
            return;
        }
        self.waiting.take();
        if matches!(received, Err(Failure::Unreachable)) {
            self.hint();
        }
        let received = Rc::new(received);
        for seat in self.seats() {
            (seat.hear)(Rc::clone(&received), seat.asked.take());
        }
    }

    /// Browsers do not tell scripts why another origin cannot be read; the likeliest reason is worth a line, once.
    fn hint(&self) {
        let elsewhere =
            SafeUrl::parse(&page::address()).is_none_or(|page| page.origin() != self.url.origin());
        if elsewhere && !page::is_offline() && !self.hinted.replace(true) {
            let mut hint = String::from("live-blog: ");
            hint.push_str(self.url.as_str());
            hint.push_str(
                " could not be read. A feed on another origin must be sent with Access-Control-Allow-Origin.",
            );
            events::warn(&hint);
        }
    }
}
