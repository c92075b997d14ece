//! Going from entry to entry, and to the end of what is drawn.

use super::*;

/// Fifty entries, of which a page is drawn.
fn long() -> Script {
    let entries: Vec<Entry> = (0..50).rev().map(|n| entry(&n.to_string(), n)).collect();
    Script::reading(&entries)
}

fn step(script: &mut Script, from: &str, on: bool) -> Option<String> {
    script.act(Action::Stepped { from: EntryId::from(from), on });
    let last = script.state.outbox().items().last().cloned();
    match last {
        Some((_, Outgoing::GoTo(id))) => Some(id.0.to_string()),
        _ => None,
    }
}

#[test]
fn the_reader_goes_to_the_entry_below_or_above() {
    let mut script = long();
    assert_eq!(step(&mut script, "40", true).as_deref(), Some("39"));
    assert_eq!(step(&mut script, "40", false).as_deref(), Some("41"));
    assert_eq!(script.shown().len(), 20);
}

#[test]
fn a_step_beyond_what_is_drawn_draws_another_page() {
    let mut script = long();
    assert_eq!(step(&mut script, "30", true).as_deref(), Some("29"));
    assert_eq!(script.shown().len(), 40);
}

#[test]
fn there_is_no_step_beyond_either_end_nor_from_what_has_gone() {
    let mut script = Script::reading(&[entry("b", 2), entry("a", 1)]);
    let quiet = script.state.outbox().clone();
    for (from, on) in [("b", false), ("a", true), ("gone", true)] {
        script.act(Action::Stepped { from: EntryId::from(from), on });
    }
    assert_eq!(*script.state.outbox(), quiet);
}

#[test]
fn near_the_end_more_of_what_is_here_comes_and_the_focus_stays() {
    let mut script = long();
    let quiet = script.state.outbox().clone();
    for drawn in [40, 50, 50] {
        script.act(Action::EndNeared);
        assert_eq!(script.shown().len(), drawn);
    }
    assert_eq!(*script.state.outbox(), quiet);
    assert!(script.state.older_request().is_none());
}

#[test]
fn entries_in_use_are_the_focused_the_playing_and_the_selected() {
    let mut script = long();
    let some = |ids: &[&str]| Some(ids.iter().map(|id| EntryId::from(*id)).collect());
    script.act(Action::SelectionSeen(some(&["3", "4"])));
    script.act(Action::MediaSeen(some(&["9"])));
    script.act(Action::FocusSeen(Some(EntryId::from("7"))));
    let used: Vec<String> = script.state.in_use().iter().map(|id| id.0.to_string()).collect();
    assert_eq!(used, ["7", "9", "3", "4"]);
}
