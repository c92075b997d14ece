//! The feed's requests.

use js_sys::Promise;
use wasm_bindgen_futures::spawn_local;
use yew::prelude::*;

use crate::browser::fetch::{self, Abort, Expected};
use crate::core::poll::RequestNo;
use crate::core::session::{Action, Answer, Request};
use crate::ui::slot::Slot;
use crate::ui::store::Dispatch;

/// Fetches what the session asks for and sends the answer. `early` is the answer that the loader asked for while the wasm was
/// on its way; the first request takes it. Runs when the request's number changes; the cleanup aborts a
/// request that is still under way.
#[hook]
pub fn use_request(request: Option<Request>, format: Expected, early: &Slot<Promise>, dispatch: &Dispatch) {
    let (early, dispatch) = (early.clone(), dispatch.clone());
    use_effect_with(request, move |request| {
        // Taken in any case: an answer that the first request has no use for must not be given to a later one.
        let early = early.take();
        let abort =
            start(request, early, format, dispatch, |request, answer| Action::Answered { request, answer });
        move || drop(abort)
    });
}

/// The same for a page of older entries.
#[hook]
pub fn use_older_request(request: Option<Request>, format: Expected, dispatch: &Dispatch) {
    let dispatch = dispatch.clone();
    use_effect_with(request, move |request| {
        let abort = start(request, None, format, dispatch, |request, answer| Action::OlderAnswered {
            request,
            answer,
        });
        move || drop(abort)
    });
}

fn start(
    request: &Option<Request>,
    early: Option<Promise>,
    format: Expected,
    dispatch: Dispatch,
    action: fn(RequestNo, Answer) -> Action,
) -> Option<Abort> {
    let request = request.clone()?;
    let (response, abort) = fetch::start(&request, early);
    spawn_local(async move {
        let answer = fetch::answer(response, &request, format).await;
        dispatch.send(action(request.no, answer));
    });
    Some(abort)
}
