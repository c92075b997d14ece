//! The list as it is drawn, one drawing after the other.
#![allow(clippy::indexing_slicing, reason = "a failed test is the point of a test")]

use super::*;
use crate::core::config::{Config, RawConfig};
use crate::core::model::Entry;
use crate::core::prefs::Prefs;
use crate::core::sample::{entry, second};
use crate::core::session::apply;
use proptest::prelude::*;

/// A reader who plays a recording in the entry of that number.
fn playing(number: usize) -> State {
    let (config, _) = Config::read(RawConfig::default());
    let state = Rc::new(State::new(config, Prefs::default(), second(0)));
    let played = [EntryId::from(&*number.to_string())].into_iter().collect();
    (*apply(&state, Action::MediaSeen(Some(played)), second(1))).clone()
}

fn numbered(count: usize) -> Vec<Rc<Entry>> {
    (0..count).map(|number| Rc::new(entry(&number.to_string(), 0))).collect()
}

/// The same reader with these entries in the list.
fn listing(state: &State, all: &[Rc<Entry>], are_listed: impl Fn(usize) -> bool) -> State {
    let entries = (0..all.len()).filter(|place| are_listed(*place)).map(|place| Rc::clone(&all[place]));
    let listing = Listing { entries: entries.collect(), ..Listing::default() };
    let mut state = state.clone();
    state.listing = Rc::new(listing);
    state
}

/// The ids that the next drawing has.
fn drawn(memory: &mut Memory, state: &State) -> Vec<String> {
    let stretches = memory.follow(state, None);
    let places = stretches.iter().filter_map(|stretch| match stretch {
        Stretch::Drawn(places) => Some(places.clone()),
        Stretch::Gap(_) => None,
    });
    places.flatten().map(|place| state.listing.entries[place].id.0.to_string()).collect()
}

fn all_drawn(memory: &mut Memory, state: &State) -> Vec<String> {
    for _ in 0..20 {
        memory.grows = true;
        drawn(memory, state);
    }
    drawn(memory, state)
}

#[test]
fn what_plays_is_not_taken_off_the_page_while_the_rest_of_a_short_list_is_to_come() {
    let (state, all) = (playing(50), numbered(60));
    let (whole, found) = (listing(&state, &all, |_| true), listing(&state, &all, |n| n == 5 || n == 50));
    let mut memory = Memory::default();
    assert_eq!(all_drawn(&mut memory, &whole).len(), 60);
    assert_eq!(drawn(&mut memory, &found), ["5", "50"]);
    let next = drawn(&mut memory, &whole);
    assert!(next.len() < 60 && next.contains(&"50".to_owned()), "{next:?}");
    assert_eq!(all_drawn(&mut memory, &whole).len(), 60);
}

proptest! {
    /// However the list changes while it is drawn in steps: what plays stays, and all of it is drawn in the end.
    #[test]
    fn every_list_is_drawn_in_the_end_and_what_plays_stays_on_the_way(
        lists in prop::collection::vec((any::<u64>(), 0usize..5), 1..12),
    ) {
        let (state, all) = (playing(50), numbered(64));
        let mut memory = Memory::default();
        let mut was_drawn = false;
        for (bits, steps) in lists {
            let state = listing(&state, &all, |place| bits >> place & 1 == 1);
            let is_listed = bits >> 50 & 1 == 1;
            for step in 0..=steps {
                memory.grows = step > 0;
                let now = drawn(&mut memory, &state).contains(&"50".to_owned());
                prop_assert!(now || !is_listed || !was_drawn);
                was_drawn = now;
            }
            let mut at_rest = Memory {
                listing: Rc::clone(&memory.listing),
                window: memory.window.clone(),
                made: memory.made.clone(),
                stretches: Rc::clone(&memory.stretches),
                ..Memory::default()
            };
            prop_assert_eq!(all_drawn(&mut at_rest, &state).len(), state.listing.entries.len());
        }
    }
}
