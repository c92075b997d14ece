//! What tells one update from another when the publisher says little: its address, or a hash of what it says.

use std::rc::Rc;

use super::literal;
use crate::core::feed::fields::address;
use crate::core::hash::fnv1a;
use crate::core::json::Json;
use crate::core::model::EntryId;
use crate::core::order::Places;

/// The address of the page that carries the live blog.
pub(super) fn page_address(page: &Json) -> Option<Rc<str>> {
    address(page.get("url")).or_else(|| address(page.get("mainEntityOfPage")))
}

/// The ids of the updates, in their order; `None` for an update that says nothing about itself.
pub(super) fn ids(updates: &[(usize, &Json)], page: &Json) -> Vec<Option<EntryId>> {
    let addresses = Addresses::of(updates, page_address(page));
    // Updates that hash alike are numbered from the end, where the old ones are in most documents: a new one
    // does not take the number of an old one.
    let mut seen = Places::default();
    let mut ids: Vec<Option<EntryId>> = updates
        .iter()
        .rev()
        .map(|(_, update)| {
            let id = addresses.own(update).or_else(|| {
                let hash: Rc<str> = Rc::from(written(hash(update)?));
                let count = seen.entry(hash.clone()).and_modify(|count| *count += 1).or_insert(1);
                Some(if *count == 1 { hash } else { Rc::from([&*hash, "-", &count.to_string()].concat()) })
            })?;
            Some(EntryId(id))
        })
        .collect();
    ids.reverse();
    ids
}

/// Which addresses belong to one update alone.
struct Addresses {
    page: Option<Rc<str>>,
    places: Places,
    uses: Vec<Use>,
}

/// How an address is used in the document.
struct Use {
    /// The date of the first update that has it.
    date: Option<Rc<str>>,
    /// Whether others have it, too.
    shared: bool,
    /// Whether all that have it are of that date.
    one_date: bool,
}

impl Addresses {
    fn of(updates: &[(usize, &Json)], page: Option<Rc<str>>) -> Self {
        let mut addresses = Self { page, places: Places::default(), uses: Vec::new() };
        for (_, update) in updates {
            let date = literal(update, "datePublished").to_text();
            // An update may give one address under both keys; that is no sharing.
            let mut own: Vec<Rc<str>> = candidates(update).collect();
            own.dedup();
            for address in own {
                addresses.count(address, date.clone());
            }
        }
        addresses
    }

    fn count(&mut self, address: Rc<str>, date: Option<Rc<str>>) {
        let place = *self.places.entry(address).or_insert(self.uses.len());
        match self.uses.get_mut(place) {
            None => self.uses.push(Use { date, shared: false, one_date: true }),
            Some(known) => {
                known.shared = true;
                known.one_date &= known.date == date;
            }
        }
    }

    /// The address that is this update's own. The page's is not, and one that several updates share is only
    /// when it names a fragment and they are plainly one update, listed more than once.
    fn own(&self, update: &Json) -> Option<Rc<str>> {
        candidates(update).find(|address| {
            let known = self.places.get(address).and_then(|place| self.uses.get(*place));
            let own = known.is_some_and(|known| !known.shared || (known.one_date && address.contains('#')));
            own && self.page.as_ref() != Some(address)
        })
    }
}

/// The addresses of an update. Names that start with an underscore are made up anew for each document.
fn candidates(update: &Json) -> impl Iterator<Item = Rc<str>> {
    let keys = ["url", "@id"].into_iter();
    keys.filter_map(|key| address(update.get(key))).filter(|address| !address.starts_with("_:"))
}

/// A hash of what does not change when the text is corrected, or of the text when there is nothing else.
fn hash(update: &Json) -> Option<u64> {
    let first = |keys: &[&str]| keys.iter().find_map(|key| literal(update, key).to_text());
    let date = first(&["datePublished", "dateCreated"]);
    let headline = first(&["headline", "name"]);
    let parts = match (date, headline) {
        (None, None) => [None, first(&["articleBody", "description", "text"])],
        parts => parts.into(),
    };
    if parts.iter().all(Option::is_none) {
        return None;
    }
    let [date, headline] = parts.map(|part| part.unwrap_or_else(|| Rc::from("")));
    Some(fnv1a([&*date, "\u{1f}", &*headline].concat().as_bytes()))
}

/// `h` and sixteen hexadecimal digits.
fn written(hash: u64) -> String {
    let mut id = String::from("h");
    id.extend((0..16).rev().filter_map(|digit| char::from_digit((hash >> (digit * 4) & 0xF) as u32, 16)));
    id
}
