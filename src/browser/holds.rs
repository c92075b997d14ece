//! What the reader is busy with: selected text, playing sound or film, the focus.

use std::cell::RefCell;
use std::rc::Rc;

use gloo::events::{EventListener, EventListenerOptions};
use gloo::timers::callback::Timeout;
use js_sys::{Array, Object, Reflect};
use wasm_bindgen::prelude::wasm_bindgen;
use wasm_bindgen::{JsCast, JsValue};
use web_sys::{AbstractRange, Document, Element, Event, EventTarget, HtmlMediaElement, ShadowRoot};

use super::cover;
use crate::core::model::EntryId;
use crate::core::session::Busy;

/// What may change something, inside the widget.
const INSIDE: [&str; 7] = ["mousedown", "focusin", "focusout", "play", "pause", "ended", "emptied"];
/// And around it. A frame that takes the focus tells nobody but the window that loses it.
const AROUND: [&str; 3] = ["selectionchange", "focus", "blur"];

const ENTRY: &str = "[data-entry]";

/// What the reader is busy with at one moment.
#[derive(Clone, Default, PartialEq)]
pub struct Seen {
    /// Selected text and the entries that it touches.
    pub selected: Busy,
    /// The entries in which something plays. Of a frame only its focus can be told, and that may well be to play.
    pub playing: Busy,
    /// The entry that has the focus.
    pub focused: Option<EntryId>,
}

/// Watches until dropped.
#[must_use = "watching stops when this is dropped"]
pub struct HoldsWatch {
    look: Rc<Look>,
    _listeners: Vec<EventListener>,
}

impl Drop for HoldsWatch {
    fn drop(&mut self) {
        // An armed timer holds the cell that holds it.
        self.look.timer.take();
    }
}

impl HoldsWatch {
    /// Looks again soon: what was taken out of the page does not say so.
    pub fn look_again(&self) {
        self.look.soon();
    }
}

/// Calls back with what the reader is busy with in `reader`, the element that holds all of the widget, at each change.
pub fn watch(reader: Element, call: impl FnMut(Seen) + 'static) -> Option<HoldsWatch> {
    let root: ShadowRoot = reader.get_root_node().dyn_into().ok()?;
    let window = web_sys::window()?;
    let document = window.document()?;
    let (inside, around): (EventTarget, EventTarget) = (root.clone().into(), window.into());
    let look = Rc::new(Look {
        reader,
        root,
        document,
        pressed: RefCell::default(),
        clicked: RefCell::default(),
        last: RefCell::default(),
        timer: RefCell::default(),
        call: RefCell::new(Box::new(call)),
    });
    let listen = |target: &EventTarget, name: &&'static str| {
        let look = Rc::clone(&look);
        // What happens to sound and film does not bubble: it is heard on its way down.
        let options = EventListenerOptions::run_in_capture_phase();
        EventListener::new_with_options(target, *name, options, move |event| look.told(event))
    };
    let inside = INSIDE.iter().map(|name| listen(&inside, name));
    let listeners = inside.chain(AROUND.iter().map(|name| listen(&around, name))).collect();
    Some(HoldsWatch { look, _listeners: listeners })
}

/// Where to look, and what was seen last.
struct Look {
    reader: Element,
    root: ShadowRoot,
    document: Document,
    /// The entry in which the mouse went down, until the page has settled.
    pressed: RefCell<Option<Element>>,
    /// The entry that has the focus only because its text was clicked.
    clicked: RefCell<Option<Element>>,
    last: RefCell<Seen>,
    timer: RefCell<Option<Timeout>>,
    call: RefCell<Box<dyn FnMut(Seen)>>,
}

impl Look {
    /// A click on the text of an entry gives it the focus, since scripts may, but the reader has moved nothing.
    fn told(self: &Rc<Self>, event: &Event) {
        let target = || event.target()?.dyn_into::<Element>().ok();
        match &*event.type_() {
            "mousedown" => {
                let entry = target().and_then(|target| target.closest(ENTRY).ok().flatten());
                self.pressed.replace(entry);
            }
            "focusin" => {
                let pressed = self.pressed.take();
                self.clicked.replace(pressed.filter(|pressed| target().as_ref() == Some(pressed)));
            }
            _ => {}
        }
        self.soon();
    }

    /// Not within an event: on its way from one place to another the focus is nowhere.
    fn soon(self: &Rc<Self>) {
        let mut timer = self.timer.borrow_mut();
        if timer.is_none() {
            let look = Rc::clone(self);
            *timer = Some(Timeout::new(0, move || {
                look.timer.take();
                look.pressed.take();
                look.look();
            }));
        }
    }

    fn look(&self) {
        let active = self.root.active_element();
        cover::make_way(&self.reader, active.as_ref());
        let frame = active.clone().filter(|active| active.tag_name() == "IFRAME");
        let focused = active.filter(|active| Some(active) != self.clicked.borrow().as_ref());
        let seen = Seen {
            selected: self.selected(),
            playing: self.playing(frame),
            focused: focused.and_then(|active| id_of(&active)),
        };
        if *self.last.borrow() != seen {
            self.last.replace(seen.clone());
            (self.call.borrow_mut())(seen);
        }
    }

    fn playing(&self, frame: Option<Element>) -> Busy {
        let plays = |element: &Element| {
            element.dyn_ref::<HtmlMediaElement>().is_some_and(|media| !media.paused() && !media.ended())
        };
        let mut playing: Vec<Element> = self.all("video, audio").filter(plays).collect();
        playing.extend(frame);
        (!playing.is_empty()).then(|| playing.iter().filter_map(id_of).collect())
    }

    fn selected(&self) -> Busy {
        let found = selection(&self.document, &self.root).filter(|range| !range.collapsed())?;
        let (start, end) = (found.start_container(), found.end_container());
        let (starts, ends) = (self.root.contains(Some(&start)), self.root.contains(Some(&end)));
        let range = self.document.create_range().ok()?;
        if !starts && !ends {
            // Text around the widget, and so perhaps all of it.
            range.set_start(&start, found.start_offset()).ok()?;
            range.set_end(&end, found.end_offset()).ok()?;
            range.intersects_node(&self.root.host()).ok().filter(|all| *all)?;
        }
        range.select_node_contents(&self.reader).ok()?;
        if starts {
            range.set_start(&start, found.start_offset()).ok()?;
        }
        if ends {
            range.set_end(&end, found.end_offset()).ok()?;
        }
        let touched = |entry: &Element| range.intersects_node(entry) == Ok(true);
        Some(self.all(ENTRY).filter(touched).filter_map(|entry| id_of(&entry)).collect())
    }

    fn all(&self, selector: &str) -> impl Iterator<Item = Element> + use<> {
        let found = self.reader.query_selector_all(selector).ok();
        let length = found.as_ref().map_or(0, |found| found.length());
        (0..length).filter_map(move |index| found.as_ref()?.item(index)?.dyn_into().ok())
    }
}

/// The first range of the selection, seen from inside: by the standard, as Chromium did before, or as Firefox did.
pub(super) fn selection(document: &Document, root: &ShadowRoot) -> Option<AbstractRange> {
    let of = |selects: &Selects| selects.get_selection().ok().flatten();
    let all = of(document.unchecked_ref())?;
    let options = Object::new();
    let roots = Array::of1(root);
    if Reflect::set(&options, &JsValue::from_str("shadowRoots"), &roots).is_ok()
        && let Ok(ranges) = all.get_composed_ranges(&options)
    {
        return (ranges.length() > 0).then(|| ranges.get(0).unchecked_into());
    }
    of(root.unchecked_ref()).unwrap_or(all).get_range_at(0).ok()
}

fn id_of(element: &Element) -> Option<EntryId> {
    let entry = element.closest(ENTRY).ok().flatten()?;
    entry.get_attribute("data-entry").map(|id| EntryId::from(&*id))
}

#[wasm_bindgen]
extern "C" {
    /// A document, or in some browsers a shadow root.
    type Selects;

    #[wasm_bindgen(method, catch, structural, js_name = getSelection)]
    fn get_selection(this: &Selects) -> Result<Option<Selection>, JsValue>;

    /// What the reader has selected, with the method that sees into shadow roots.
    type Selection;

    #[wasm_bindgen(method, catch, structural, js_name = getComposedRanges)]
    fn get_composed_ranges(this: &Selection, options: &Object) -> Result<Array, JsValue>;

    #[wasm_bindgen(method, catch, structural, js_name = getRangeAt)]
    fn get_range_at(this: &Selection, index: u32) -> Result<AbstractRange, JsValue>;
}
