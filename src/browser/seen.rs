//! Which entries the reader has on the screen long enough to read.

use std::cell::RefCell;
use std::rc::Rc;

use gloo::timers::callback::Timeout;
use js_sys::Array;
use wasm_bindgen::closure::Closure;
use wasm_bindgen::{JsCast, JsValue};
use web_sys::{Element, IntersectionObserver, IntersectionObserverEntry, IntersectionObserverInit};

use super::clock;
use crate::core::clock::{SECOND, Tick};
use crate::core::model::EntryId;

/// An entry that half fills the screen is on it as much as one that is half visible; of a very long one that is a small part.
const STEPS: [f64; 7] = [0.0, 0.02, 0.05, 0.1, 0.2, 0.35, 0.5];
const HALF: f64 = 0.5;
/// On the screen for so long, in milliseconds.
const LONG_ENOUGH: u64 = SECOND;

/// Watches entries until dropped.
#[must_use = "watching stops when this is dropped"]
pub struct SeenWatch {
    observer: IntersectionObserver,
    _call: Closure<dyn FnMut(Array)>,
    sight: Rc<RefCell<Sight>>,
}

/// The entries on the screen, each since when, and the timer for the first of them.
#[derive(Default)]
struct Sight {
    entries: Vec<(Element, Tick)>,
    timer: Option<Timeout>,
}

impl Drop for SeenWatch {
    fn drop(&mut self) {
        self.observer.disconnect();
        // The timer holds what holds it.
        self.sight.take();
    }
}

/// Makes a watch that calls back with entries once they were at least half visible for a second, together those of about
/// the same time. None where the browser cannot tell: then nothing counts as read.
pub fn watch(call: impl Fn(Vec<EntryId>) + 'static) -> Option<SeenWatch> {
    let sight = Rc::<RefCell<Sight>>::default();
    let (noted, call) = (Rc::clone(&sight), Rc::new(call));
    let closure = Closure::<dyn FnMut(Array)>::new(move |records: Array| {
        for record in records.iter() {
            if let Ok(record) = record.dyn_into::<IntersectionObserverEntry>() {
                note(&mut noted.borrow_mut(), &record);
            }
        }
        wait(&noted, &call);
    });
    let options = IntersectionObserverInit::new();
    let steps: Array = STEPS.iter().map(|step| JsValue::from_f64(*step)).collect();
    options.set_threshold(&steps);
    let observer = IntersectionObserver::new_with_options(closure.as_ref().unchecked_ref(), &options).ok()?;
    Some(SeenWatch { observer, _call: closure, sight })
}

impl SeenWatch {
    /// Watches those entries of a list that are wanted. Twice is as good as once.
    pub fn observe(&self, list: &Element, is_wanted: impl Fn(&EntryId) -> bool) {
        let Ok(entries) = list.query_selector_all("[data-entry]") else { return };
        let entries = (0..entries.length()).filter_map(|index| entries.item(index)?.dyn_into().ok());
        for entry in entries {
            if id_of(&entry).is_some_and(|id| is_wanted(&id)) {
                self.observer.observe(&entry);
            }
        }
    }
}

fn note(sight: &mut Sight, record: &IntersectionObserverEntry) {
    let element = record.target();
    let is_there = sight.entries.iter().any(|(there, _)| *there == element);
    let screen = record.root_bounds().map_or(f64::INFINITY, |bounds| bounds.height());
    let is_seen = record.is_intersecting()
        && (record.intersection_ratio() >= HALF || record.intersection_rect().height() >= screen * HALF);
    if is_seen && !is_there {
        sight.entries.push((element, clock::now().tick));
    } else if !is_seen && is_there {
        sight.entries.retain(|(there, _)| *there != element);
    }
}

/// Arms the timer for what has been on the screen longest.
fn wait(sight: &Rc<RefCell<Sight>>, call: &Rc<impl Fn(Vec<EntryId>) + 'static>) {
    let mut noted = sight.borrow_mut();
    if noted.timer.is_some() {
        return;
    }
    let Some(first) = noted.entries.iter().map(|(_, since)| *since).min() else { return };
    let (sight, call) = (Rc::downgrade(sight), Rc::clone(call));
    noted.timer = Some(Timeout::new(clock::until(first.after(LONG_ENOUGH)), move || {
        let Some(sight) = sight.upgrade() else { return };
        let seen = read(&mut sight.borrow_mut());
        wait(&sight, &call);
        if !seen.is_empty() {
            call(seen);
        }
    }));
}

/// Takes out what has been on the screen long enough.
fn read(sight: &mut Sight) -> Vec<EntryId> {
    sight.timer = None;
    let now = clock::now().tick;
    let is_read = |(_, since): &(Element, Tick)| now.since(*since) >= LONG_ENOUGH;
    let seen = sight.entries.iter().filter(|one| is_read(one)).filter_map(|one| id_of(&one.0)).collect();
    sight.entries.retain(|one| !is_read(one));
    seen
}

fn id_of(entry: &Element) -> Option<EntryId> {
    Some(EntryId::from(entry.get_attribute("data-entry")?.as_str()))
}
