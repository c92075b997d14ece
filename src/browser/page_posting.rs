//! The `LiveBlogPosting` that a page carries for search engines, as a feed for a reader on that page.

use std::cell::{Cell, RefCell};
use std::rc::Rc;

use gloo::timers::callback::Timeout;
use wasm_bindgen::JsCast;
use web_sys::{Document, Node, NodeList};

use super::mutations::{self, MutationWatch};
use super::{clock, json};
use crate::core::feed::{self, Format, Parsed};
use crate::core::hash::fnv1a;
use crate::core::url::SafeUrl;

/// How long changes of the page are gathered, in milliseconds.
const PAUSE: u32 = 200;

const SCRIPTS: &str = "script[type='application/ld+json' i]";

/// Calls back with the page's live blog, now and each time a script of the page says something else; with none when the
/// page has none. Stops when dropped.
pub fn watch(base: SafeUrl, call: impl Fn(Option<Parsed>) + 'static) -> Option<MutationWatch> {
    let document = web_sys::window()?.document()?;
    let seen = Rc::new(Cell::new(0));
    let look = {
        let document = document.clone();
        move || {
            let texts = texts(&document);
            let hash = fnv1a(texts.concat().as_bytes());
            if seen.replace(hash) != hash {
                call(texts.iter().find_map(|text| posting(text, &base)));
            }
        }
    };
    look();
    let look = Rc::new(look);
    let pending: Rc<RefCell<Option<Timeout>>> = Rc::default();
    mutations::watch(&document, move || {
        // A page that changes all the time is looked at now and then.
        if pending.borrow().is_none() {
            let (look, slot) = (Rc::clone(&look), Rc::downgrade(&pending));
            let timer = Timeout::new(PAUSE, move || {
                if let Some(slot) = slot.upgrade() {
                    slot.take();
                }
                look();
            });
            pending.replace(Some(timer));
        }
    })
}

fn texts(document: &Document) -> Vec<String> {
    let Ok(scripts) = document.query_selector_all(SCRIPTS) else { return Vec::new() };
    items(&scripts).filter_map(|script| script.text_content()).collect()
}

fn items(list: &NodeList) -> impl Iterator<Item = Node> {
    (0..list.length()).filter_map(|place| list.item(place)?.dyn_into().ok())
}

fn posting(text: &str, base: &SafeUrl) -> Option<Parsed> {
    let document = json::parse(text)?;
    (feed::detect(&document) == Some(Format::LiveBlogPosting))
        .then(|| feed::read(&document, base, Some(Format::LiveBlogPosting), clock::now().wall).ok())?
}
