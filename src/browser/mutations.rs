//! Being told of changes to the page before it is painted.

use wasm_bindgen::JsCast;
use wasm_bindgen::closure::Closure;
use web_sys::{MutationObserver, MutationObserverInit, Node};

/// Watches a part of the page until dropped.
#[must_use = "watching stops when this is dropped"]
pub struct MutationWatch {
    observer: MutationObserver,
    _call: Closure<dyn FnMut()>,
}

impl Drop for MutationWatch {
    fn drop(&mut self) {
        self.observer.disconnect();
    }
}

/// Calls back after nodes inside `node` were put in or taken out or their text was changed, in the task that did it. None where the browser refuses.
pub fn watch(node: &Node, call: impl FnMut() + 'static) -> Option<MutationWatch> {
    let call = Closure::<dyn FnMut()>::new(call);
    let observer = MutationObserver::new(call.as_ref().unchecked_ref()).ok()?;
    let what = MutationObserverInit::new();
    what.set_child_list(true);
    what.set_character_data(true);
    what.set_subtree(true);
    observer.observe_with_options(node, &what).ok()?;
    Some(MutationWatch { observer, _call: call })
}
