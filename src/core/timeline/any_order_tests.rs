//! Whatever comes, in whatever order and from however old a cache.
#![allow(clippy::unwrap_used, clippy::indexing_slicing, reason = "a failed test is the point of a test")]
use std::collections::BTreeSet;

use proptest::prelude::*;

use super::*;
use crate::core::feed::Parsed;
use crate::core::feed::message::{Message, gathered};
use crate::core::model::Entry;
use crate::core::sample::{delta, edited, entry, ids, snapshot};

proptest! {
    /// Versions and tombstones come late, twice, in any order and in any company: what stands at the end is the same.
    #[test]
    fn any_order_of_changes_ends_in_one_state(
        changes in prop::collection::vec((0u8..4, 1i64..40, 0i64..6, prop::bool::weighted(0.25)), 1..9),
        shuffles in prop::collection::vec(prop::collection::vec(any::<u32>(), 18), 2),
    ) {
        let batches: Vec<Parsed> = changes.iter().enumerate().map(|(number, (id, at, back, is_deletion))| {
            let id = id.to_string();
            // Two different versions never bear the same time.
            let at = *at * 10 + i64::try_from(number).unwrap();
            if *is_deletion { delta(&[], &[(&id, (at % 3 != 0).then_some(at))]) }
            else if *back == 0 { delta(&[entry(&id, at)], &[]) }
            else { delta(&[edited(&entry(&id, at - back * 7), &format!("{id} at {at}"), at)], &[]) }
        }).collect();
        let end = |order: &[usize]| order.iter().fold(Timeline::default(), |known, place| known.merged(&batches[*place]).0);
        let told: Vec<usize> = (0..batches.len()).collect();
        let wanted = end(&told);
        for keys in shuffles {
            // Every change at least once, half of them twice.
            let mut order: Vec<usize> = told.iter().copied().chain(told.iter().copied().step_by(2)).collect();
            order.sort_by_key(|place| keys[*place]);
            let twice = order.len();
            order.rotate_left(keys[0] as usize % twice);
            let reached = end(&order);
            prop_assert_eq!(reached.rows(), wanted.rows(), "in the order {:?}", order);
        }
    }

    /// What came at one moment is taken in at once, and ends as if it had been taken in one by one.
    #[test]
    fn events_taken_in_together_end_as_events_taken_in_one_by_one(
        events in prop::collection::vec((0u8..6, 1i64..40, prop::bool::weighted(0.25)), 1..9),
    ) {
        let events: Vec<Message> = events.into_iter().zip(0..).map(|((id, at, is_deletion), number)| {
            let (id, at) = (id.to_string(), at * 10 + number);
            let batch = if is_deletion { delta(&[], &[(&id, Some(at))]) } else { delta(&[entry(&id, at)], &[]) };
            Message::Delta { parsed: Rc::new(batch), phase: None }
        }).collect();
        let end = |events: &[Message]| events.iter().fold(Timeline::default(), |known, event| match event {
            Message::Delta { parsed, .. } => known.told(parsed).0,
            Message::Changed => known,
        });
        let together = gathered(events.clone());
        prop_assert!(together.len() <= events.len());
        let (at_once, one_by_one) = (end(&together), end(&events));
        prop_assert_eq!(at_once.rows(), one_by_one.rows());
    }

    /// A cache answers with any earlier state of the newsroom, again and again. Nothing is told twice, and once the newsroom's
    /// own word comes through, what is shown is what it says, as far back as it says.
    #[test]
    fn stale_snapshots_neither_double_nor_lose_anything(
        story in prop::collection::vec((0u8..6, 0u8..4), 1..12),
        heard in prop::collection::vec(any::<prop::sample::Index>(), 0..16),
    ) {
        let mut newsroom: Vec<Entry> = Vec::new();
        let mut states = vec![];
        for (minute, (id, what)) in (1i64..).zip(story) {
            let id = id.to_string();
            let place = newsroom.iter().position(|entry| *entry.id.0 == *id);
            match (what, place) {
                (0, Some(place)) if newsroom.len() > 1 => { newsroom.remove(place); }
                (_, Some(place)) => newsroom[place] = edited(&newsroom[place], &format!("at {minute}"), minute),
                // An id is never used again.
                (_, None) if states.iter().all(|state: &Parsed| state.entries.iter().all(|entry| *entry.id.0 != *id)) =>
                    newsroom.insert(0, entry(&id, minute)),
                _ => {}
            }
            if !newsroom.is_empty() { states.push(snapshot(&newsroom)); }
        }
        prop_assume!(!states.is_empty());
        let last = states.last().unwrap().clone();
        let mut known = Timeline::default();
        let mut told = BTreeSet::new();
        for batch in heard.iter().map(|place| place.get(&states)).chain([&last, &last, &last]) {
            let (after, changes) = known.merged(batch);
            let news = if changes.reset { &[][..] } else { &changes.added };
            for id in news { prop_assert!(told.insert(id.clone()), "{} is told twice", id.0); }
            known = after;
        }
        let oldest = last.entries.iter().map(|entry| entry.published).min();
        let shown: Vec<&Entry> = known.rows().iter().map(|row| &*row.entry).filter(|entry| Some(entry.published) >= oldest).collect();
        prop_assert_eq!(shown, last.entries.iter().collect::<Vec<_>>());
    }

    /// Whatever comes in whatever order: ids once, newest first, and each change told as what it is.
    #[test]
    fn merging_keeps_the_invariants(batches in prop::collection::vec(
        (prop::collection::vec((0u8..12, 0i64..30, prop::option::of(0i64..60)), 0..8), prop::bool::ANY,
         prop::collection::vec((0u8..12, prop::option::of(0i64..60)), 0..2)), 1..8)) {
        let mut known = Timeline::default();
        for (entries, is_delta, deleted) in batches {
            let mut seen = BTreeSet::new();
            let entries: Vec<Entry> = entries.into_iter().filter(|(id, ..)| seen.insert(*id)).map(|(id, minute, modified)| {
                let base = entry(&id.to_string(), minute);
                match modified { Some(at) => edited(&base, &format!("{id} at {at}"), at), None => base }
            }).collect();
            let names: Vec<(String, Option<i64>)> = deleted.iter().map(|(id, when)| (id.to_string(), *when)).collect();
            let names: Vec<(&str, Option<i64>)> = names.iter().map(|(id, when)| (id.as_str(), *when)).collect();
            let mut batch = delta(&entries, &names);
            if !is_delta { batch.mode = Mode::Snapshot; }
            let before: BTreeSet<String> = ids(&known).into_iter().collect();
            let (after, changes) = known.merged(&batch);
            let list = ids(&after);
            let set: BTreeSet<String> = list.iter().cloned().collect();
            prop_assert_eq!(list.len(), set.len());
            prop_assert!(after.rows().windows(2).all(|pair| pair[0].entry.published >= pair[1].entry.published));
            prop_assert!(changes.older == 0 || !before.is_empty() && changes.older <= changes.added.len());
            for id in &changes.added { prop_assert!(!before.contains(&*id.0) && set.contains(&*id.0)); }
            for id in &changes.restored { prop_assert!(!before.contains(&*id.0) && set.contains(&*id.0)); }
            for id in &changes.removed { prop_assert!(before.contains(&*id.0) && !set.contains(&*id.0)); }
            for id in &changes.edited { prop_assert!(before.contains(&*id.0) && set.contains(&*id.0)); }
            prop_assert_eq!(before.len() + changes.added.len() + changes.restored.len() - changes.removed.len(), set.len());
            // What was in doubt is settled by the second answer; the third changes nothing.
            let (settled, changes) = after.merged(&batch);
            prop_assert!(after.is_in_doubt() || changes.is_empty(), "the same answer again changes nothing");
            if !entries.is_empty() {
                prop_assert!(settled.merged(&batch).1.is_empty(), "what is settled stays");
            }
            known = after;
        }
    }
}
