//! Being told that the reader scrolls, once a frame.

use std::cell::Cell;
use std::rc::Rc;

use gloo::events::{EventListener, EventListenerOptions};
use wasm_bindgen::JsCast;
use wasm_bindgen::closure::Closure;

/// Watches until dropped.
#[must_use = "watching stops when this is dropped"]
pub struct ScrollWatch {
    _listeners: Vec<EventListener>,
}

/// Calls back in the frame in which anything on the page was scrolled, or the window got another size. Whatever box scrolls the
/// reader, the window hears of it first; and the listeners are passive, so scrolling waits for nobody.
pub fn watch(call: impl Fn() + 'static) -> Option<ScrollWatch> {
    let window = web_sys::window()?;
    let waits = Rc::new(Cell::new(false));
    let frame: Rc<Closure<dyn FnMut()>> = {
        let waits = Rc::clone(&waits);
        Rc::new(Closure::new(move || {
            waits.set(false);
            call();
        }))
    };
    let listen = |name: &'static str| {
        let (waits, frame, page) = (Rc::clone(&waits), Rc::clone(&frame), window.clone());
        let options = EventListenerOptions::run_in_capture_phase();
        EventListener::new_with_options(&window, name, options, move |_| {
            if !waits.replace(true)
                && page.request_animation_frame((*frame).as_ref().unchecked_ref()).is_err()
            {
                waits.set(false);
            }
        })
    };
    Some(ScrollWatch { _listeners: vec![listen("scroll"), listen("resize")] })
}
