//! One sort, one set and one index for the whole widget.
//!
//! Every `sort_by` on another type, and every tree of the standard library, brings kilobytes of its own into the
//! wasm, which each reader pays for: sixteen of them were a tenth of it. Here one sort works on places.

use std::cmp::Ordering;
use std::collections::HashMap;
use std::hash::BuildHasherDefault;
use std::ops::Deref;
use std::rc::Rc;

use super::hash::Quick;

/// Finds the place of a name. The standard library's own way of hashing was most of what merging an answer cost.
pub type Places = HashMap<Rc<str>, usize, BuildHasherDefault<Quick>>;

/// Sorts by `compare`; equal items keep their order.
pub fn sort<T>(items: &mut Vec<T>, compare: impl Fn(&T, &T) -> Ordering) {
    let order = order(items.len(), &|a, b| match (items.get(a), items.get(b)) {
        (Some(a), Some(b)) => compare(a, b),
        _ => Ordering::Equal,
    });
    let mut taken: Vec<Option<T>> = items.drain(..).map(Some).collect();
    items.extend(order.into_iter().filter_map(|place| taken.get_mut(place)?.take()));
}

/// Items in order, each once. A list, since the few hundred that a reader gathers need no tree.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Set<T> {
    items: Vec<T>,
}

impl<T> Default for Set<T> {
    fn default() -> Self {
        Self { items: Vec::new() }
    }
}

impl<T: Ord> Set<T> {
    /// Puts an item in, unless one like it is there.
    pub fn insert(&mut self, item: T) {
        if let Err(place) = self.items.binary_search(&item) {
            self.items.insert(place, item);
        }
    }

    /// Takes an item out, and says whether it was there.
    pub fn remove(&mut self, item: &T) -> bool {
        let found = self.items.binary_search(item);
        if let Ok(place) = found {
            self.items.remove(place);
        }
        found.is_ok()
    }

    /// Whether an item like it is there.
    #[must_use]
    pub fn contains(&self, item: &T) -> bool {
        self.items.binary_search(item).is_ok()
    }
}

impl<T> Set<T> {
    /// Takes all out.
    pub fn clear(&mut self) {
        self.items.clear();
    }
}

/// To look at, a set is a list.
impl<T> Deref for Set<T> {
    type Target = [T];

    fn deref(&self) -> &[T] {
        &self.items
    }
}

impl<'a, T> IntoIterator for &'a Set<T> {
    type Item = &'a T;
    type IntoIter = std::slice::Iter<'a, T>;

    fn into_iter(self) -> Self::IntoIter {
        self.items.iter()
    }
}

impl<T: Ord> FromIterator<T> for Set<T> {
    fn from_iter<I: IntoIterator<Item = T>>(items: I) -> Self {
        let mut set = Self::default();
        for item in items {
            set.insert(item);
        }
        set
    }
}

/// The places 0 to `len` in the order that `compare` gives them; equal ones as they stand.
#[must_use]
pub fn order(len: usize, compare: &dyn Fn(usize, usize) -> Ordering) -> Vec<usize> {
    let mut places: Vec<usize> = (0..len).collect();
    places.sort_by(|a, b| compare(*a, *b));
    places
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;
    use std::collections::BTreeSet;

    proptest! {
        #[test]
        fn it_sorts_as_the_standard_library_does(items in prop::collection::vec((0u8..5, any::<u8>()), 0..60)) {
            let (mut ours, mut theirs) = (items.clone(), items);
            sort(&mut ours, |a, b| a.0.cmp(&b.0));
            theirs.sort_by_key(|item| item.0);
            prop_assert_eq!(ours, theirs);
        }

        #[test]
        fn a_set_holds_what_the_standard_librarys_holds(steps in prop::collection::vec((any::<bool>(), 0u8..9), 0..60)) {
            let (mut ours, mut theirs) = (Set::default(), BTreeSet::new());
            for (inserted, item) in steps {
                if inserted {
                    ours.insert(item);
                    theirs.insert(item);
                } else {
                    prop_assert_eq!(ours.remove(&item), theirs.remove(&item));
                }
                prop_assert_eq!(ours.contains(&item), theirs.contains(&item));
                prop_assert!(ours.iter().eq(&theirs));
            }
        }
    }
}
