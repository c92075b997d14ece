//! What a component remembers from one drawing to the next, at a price that is paid once: Yew compiles its own hooks for that
//! anew for each type, the better part of a kilobyte a type. Here one hook of Yew's remembers everything.

use std::any::Any;
use std::cell::RefCell;
use std::rc::Rc;

use yew::functional::{UseForceUpdateHandle, use_force_update};
use yew::prelude::*;

/// A value whose change draws the component anew.
#[derive(Clone)]
pub struct Kept<T> {
    value: Rc<RefCell<T>>,
    redraw: UseForceUpdateHandle,
}

impl<T: Clone + PartialEq> Kept<T> {
    /// The value now, which may be newer than the last drawing.
    #[must_use]
    pub fn get(&self) -> T {
        self.value.borrow().clone()
    }

    /// Another value, or the same, which changes nothing.
    pub fn set(&self, value: T) {
        if *self.value.borrow() != value {
            // The old value goes when nothing is borrowed any more: whatever its end leads to may come back here.
            let _old = self.value.replace(value);
            self.redraw.force_update();
        }
    }

    /// Another value, which looks like the one before: nothing is drawn for it.
    pub fn keep(&self, value: T) {
        let _old = self.value.replace(value);
    }
}

/// Remembers a value and draws the component anew when it changes.
#[hook]
pub fn use_kept<T, F>(first: F) -> Kept<T>
where
    T: 'static,
    F: FnOnce() -> T,
{
    Kept { value: use_mut_ref(first), redraw: use_force_update() }
}

/// What Yew's hook of this name does: remembers a value whose change draws nothing.
#[hook]
pub fn use_mut_ref<T, F>(first: F) -> Rc<RefCell<T>>
where
    T: 'static,
    F: FnOnce() -> T,
{
    let slot = use_slot();
    let kept = slot.borrow().clone().and_then(|kept| kept.downcast().ok());
    kept.unwrap_or_else(|| {
        let kept = Rc::new(RefCell::new(first()));
        slot.replace(Some(kept.clone()));
        kept
    })
}

/// What Yew's hook of this name does: makes a value again only when what it is made of has changed.
#[hook]
pub fn use_memo<T, D, F>(deps: D, make: F) -> Rc<T>
where
    T: 'static,
    D: PartialEq + 'static,
    F: FnOnce(&D) -> T,
{
    let kept = use_mut_ref(|| None::<(D, Rc<T>)>);
    let mut kept = kept.borrow_mut();
    match &*kept {
        Some((of, made)) if *of == deps => Rc::clone(made),
        _ => {
            let made = Rc::new(make(&deps));
            *kept = Some((deps, Rc::clone(&made)));
            made
        }
    }
}

/// What Yew's hook of this name does.
#[hook]
pub fn use_node_ref() -> NodeRef {
    let kept = use_mut_ref(NodeRef::default);
    kept.borrow().clone()
}

type Slot = Rc<RefCell<Option<Rc<dyn Any>>>>;

#[hook]
fn use_slot() -> Slot {
    yew::functional::use_mut_ref(|| None)
}
