//! The feed's requests.

use std::cell::RefCell;
use std::rc::Rc;

use wasm_bindgen_futures::spawn_local;
use yew::prelude::*;

use super::{use_effect_with, use_memo, use_mut_ref};
use crate::browser::client::{self, Seat};
use crate::browser::fetch::{self, Early, Expected};
use crate::core::poll::RequestNo;
use crate::core::session::{Action, Request};
use crate::core::url::SafeUrl;
use crate::ui::slot::Slot;
use crate::ui::store::Dispatch;

/// What an answer is read with: the format, and the hash of the last body, which need not be read again.
#[derive(Clone, Copy, PartialEq, Eq)]
pub struct Reading {
    /// What is known of the format.
    pub expected: Expected,
    /// Hash of the last body that was read.
    pub known: Option<u64>,
}

/// Asks for the feed when the session wants that, and sends every answer, also those that another reader on the page asked
/// for. `early` is what the loader asked for while the wasm was on its way; the first request takes it. Runs when
/// the request's number changes; the cleanup gives up a request that is still under way.
#[hook]
pub fn use_request(
    src: &Option<SafeUrl>,
    request: Option<RequestNo>,
    reading: Reading,
    early: &Slot<Early>,
    dispatch: &Dispatch,
) {
    let latest = use_mut_ref(|| reading);
    latest.replace(reading);
    let dispatch = dispatch.clone();
    let seat = use_memo(src.clone(), move |src| src.as_ref().map(|src| take_seat(src, latest, dispatch)));
    let early = early.clone();
    use_effect_with(request, move |request| {
        // Taken in any case: an answer that the first request has no use for must not be given to a later one.
        let early = early.take();
        let asked = request.zip((*seat).clone());
        match (&asked, early) {
            (Some((no, seat)), early) => seat.ask(*no, early),
            (None, Some(early)) => early.decline(),
            (None, None) => {}
        }
        move || {
            if let Some((_, seat)) = asked {
                seat.give_up();
            }
        }
    });
}

fn take_seat(src: &SafeUrl, latest: Rc<RefCell<Reading>>, dispatch: Dispatch) -> Rc<Seat> {
    let url = src.clone();
    client::join(src, move |received, no| {
        let Reading { expected, known } = *latest.borrow();
        let (url, dispatch) = (url.clone(), dispatch.clone());
        spawn_local(async move {
            let answer = fetch::answer(&received, known, expected).await;
            dispatch.send(match no {
                Some(request) => Action::Answered { request, answer },
                None => Action::Overheard { src: url, answer },
            });
        });
    })
}

/// Fetches a page of older entries. Runs when the request changes; the cleanup gives up one that is still under way.
#[hook]
pub fn use_older_request(request: Option<Request>, expected: Expected, dispatch: &Dispatch) {
    let dispatch = dispatch.clone();
    use_effect_with(request, move |request| {
        let deadline = request.clone().map(|Request { no, url, .. }| {
            let exchange = fetch::start(&url, None);
            let deadline = exchange.deadline();
            spawn_local(async move {
                let received = exchange.receive(&url).await;
                let answer = fetch::answer(&received, None, expected).await;
                dispatch.send(Action::OlderAnswered { request: no, answer });
            });
            deadline
        });
        move || {
            if let Some(deadline) = deadline {
                deadline.give_up();
            }
        }
    });
}
