//! Searches that take several turns.

use super::*;
use crate::core::model::Body;

/// So many entries with a long text each, every fifth of which has the word.
fn long_reads(count: i64, word: &str) -> Vec<Entry> {
    let filler = "the boats came back to the harbour and ".repeat(100);
    let body = |n: i64| if n % 5 == 0 { format!("{filler}{word}") } else { filler.clone() };
    let long = |n: i64| Entry { body: Body::Text(body(n).into()), ..entry(&n.to_string(), n) };
    (1..=count).rev().map(long).collect()
}

fn typed(script: &mut Script, text: &str) {
    script.act(Action::SearchTyped(text.to_owned().into()));
}

/// Gives the reader turns until none is asked for, and answers how many there were.
fn take_turns(script: &mut Script) -> usize {
    let mut turns = 0;
    while script.state.turn().is_some() {
        let before = script.state.turn();
        script.act(Action::TurnCame);
        turns += 1;
        assert!(script.state.turn() != before, "a turn that changes nothing would be the last");
        assert!(turns < 1_000);
    }
    turns
}

#[test]
fn what_one_turn_cannot_look_at_is_looked_at_in_the_next() {
    let mut script = Script::reading(&long_reads(100, "ferry"));
    assert_eq!(script.state.turn(), None, "nobody searches");
    typed(&mut script, "ferry");
    assert!(script.state.listing.looking > 0);
    assert!(script.state.listing.matching < 20);
    assert_eq!(script.state.said.1, None, "what is not known is not said");
    assert!(take_turns(&mut script) > 1);
    assert_eq!((script.state.listing.matching, script.state.listing.looking), (20, 0));
    assert!(script.state.said.1 == Some(Said::Matches { matching: 20, total: 100, similar_to: None }));
    typed(&mut script, "ferry b");
    assert_eq!((script.state.listing.matching, script.state.turn()), (20, None), "what was read stays read");
}

#[test]
fn what_a_search_gives_is_said_once_whatever_made_the_listing_whole() {
    let told = |script: &Script| script.sent(|item| matches!(item, Outgoing::Event { name: "filter", .. }));
    let mut script = Script::reading(&long_reads(5, "ferry"));
    typed(&mut script, "ferry");
    assert!(script.state.listing.looking > 0 && told(&script) == 0);
    script.answer(snapshot(&long_reads(5, "ferry")));
    assert_eq!((script.state.listing.looking, told(&script)), (0, 1), "the answer came before the turn");
}

#[test]
fn edits_that_are_looked_at_in_turns_are_no_change_of_the_filter() {
    let told = |script: &Script| script.sent(|item| matches!(item, Outgoing::Event { name: "filter", .. }));
    let mut script = Script::reading(&long_reads(100, "ferry"));
    typed(&mut script, "ferry");
    take_turns(&mut script);
    let others: Vec<Entry> = long_reads(100, "ferry").iter().map(|entry| edited(entry, "New", 200)).collect();
    script.answer(snapshot(&others));
    assert!(script.state.listing.looking > 0);
    take_turns(&mut script);
    assert_eq!((script.state.listing.matching, told(&script)), (20, 1));
}

#[test]
fn entries_that_only_stand_elsewhere_are_not_read_again() {
    let ranked = |above: i64| -> Vec<Entry> {
        let all = long_reads(100, "ferry");
        all.into_iter().zip(0..).map(|(entry, n)| Entry { rank: Some(above - n), ..entry }).collect()
    };
    let mut script = Script::reading(&ranked(1_000));
    typed(&mut script, "ferry");
    take_turns(&mut script);
    let shown = script.shown().join(" ");
    script.answer(snapshot(&ranked(2_000)));
    assert_eq!((script.state.listing.matching, script.state.listing.looking), (20, 0));
    assert_eq!(script.shown().join(" "), shown, "the list does not fall apart under the reader");
}

#[test]
fn who_comes_near_the_search_finds_everything_read() {
    let mut script = Script::reading(&long_reads(100, "ferry"));
    script.act(Action::SearchNeared);
    assert!(take_turns(&mut script) > 1);
    typed(&mut script, "ferry");
    assert_eq!((script.state.listing.matching, script.state.listing.looking), (20, 0));
    script.answer(snapshot(&long_reads(101, "ferry")));
    assert_eq!(script.state.listing.matching + script.state.listing.pending.matching, 20);
    take_turns(&mut script);
}

#[test]
fn a_slip_is_forgiven_when_every_entry_was_looked_at_and_nothing_has_the_word() {
    let mut script = Script::reading(&long_reads(100, "ferry"));
    typed(&mut script, "ferrz");
    assert!(script.state.listing.matching == 0 && script.state.listing.looking > 0);
    take_turns(&mut script);
    assert_eq!((script.state.listing.matching, script.state.listing.loosened), (20, true));
    let similar_to = Some("ferrz".into());
    assert_eq!(script.state.said.1, Some(Said::Matches { matching: 20, total: 100, similar_to }));
    let exact = Entry { headline: Some("Ferrz".into()), ..entry("900", 900) };
    let mut with_exact = long_reads(100, "ferry");
    with_exact.insert(0, exact);
    script.answer(snapshot(&with_exact)).act(Action::PendingShown);
    take_turns(&mut script);
    assert_eq!((script.state.listing.matching, script.state.listing.loosened), (1, false));
}

#[test]
fn media_are_counted_when_somebody_is_about_to_filter() {
    let picture = Body::Html {
        source: "<p>a</p><img src='https://paper.example/a.jpg' alt=''>".into(),
        base: crate::core::url::SafeUrl::parse("https://paper.example/feed.json").unwrap(),
    };
    let mut script = Script::reading(&[Entry { body: picture, ..entry("a", 1) }]);
    assert_eq!(script.state.listing.facets.media, [0; 4], "most readers never filter");
    script.act(Action::SearchNeared);
    take_turns(&mut script);
    assert_eq!(script.state.listing.facets.media, [1, 0, 0, 0]);
}

#[test]
fn the_words_of_a_script_without_spaces_are_found_in_any_order_once_somebody_parts_them() {
    let told = |id: &str, words: &str| Entry { headline: Some(words.to_owned().into()), ..entry(id, 1) };
    let mut script = Script::reading(&[told("port", "港口將於週二開放"), told("other", "港口關閉")]);
    typed(&mut script, "開放港口");
    assert_eq!(script.state.listing.matching, 0, "as it stands it stands nowhere");
    let text = script.state.to_part();
    assert_eq!(text.as_deref(), Some("開放港口"));
    let pieces = ["開放", "港口"].map(|word| word.to_owned().into()).to_vec();
    script.act(Action::TextParted { text: "too late".to_owned().into(), pieces: pieces.clone() });
    assert_eq!(script.state.listing.matching, 0, "these are the words of another text");
    script.act(Action::TextParted { text: text.unwrap(), pieces });
    assert_eq!(script.state.listing.matching, 1);
    assert!(script.state.view().filter.pieces.is_empty(), "an address and storage have the text alone");
    assert_eq!(script.state.query().highlights("港口將於週二開放").len(), 2);
    assert_eq!(script.state.to_part(), None);
    typed(&mut script, "開放港");
    assert!(script.state.to_part().is_some(), "another text has other words");
    typed(&mut script, "harbour");
    assert_eq!(script.state.to_part(), None, "spaces part this one");
}
