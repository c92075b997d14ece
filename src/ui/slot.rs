//! A place shared between the element and the reader, compared by identity so that it may be a prop.

use std::cell::RefCell;
use std::rc::Rc;

/// At most one thing, seen by everyone who holds the slot.
pub struct Slot<T>(Rc<RefCell<Option<T>>>);

impl<T> Clone for Slot<T> {
    fn clone(&self) -> Self {
        Self(Rc::clone(&self.0))
    }
}

impl<T> Default for Slot<T> {
    fn default() -> Self {
        Self::of(None)
    }
}

impl<T> PartialEq for Slot<T> {
    fn eq(&self, other: &Self) -> bool {
        Rc::ptr_eq(&self.0, &other.0)
    }
}

impl<T> Slot<T> {
    /// A slot that holds this.
    #[must_use]
    pub fn of(thing: Option<T>) -> Self {
        Self(Rc::new(RefCell::new(thing)))
    }

    /// Puts a thing in, in place of the last one.
    pub fn put(&self, thing: T) {
        self.0.replace(Some(thing));
    }

    /// Takes the thing out.
    #[must_use]
    pub fn take(&self) -> Option<T> {
        self.0.take()
    }
}

impl<T: Clone> Slot<T> {
    /// A copy of the thing, which stays.
    #[must_use]
    pub fn get(&self) -> Option<T> {
        self.0.borrow().clone()
    }
}
