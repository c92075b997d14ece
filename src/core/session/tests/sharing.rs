//! Readers that share a feed's requests, answers that bring nothing, and pages that are put aside.

use super::*;
use crate::core::poll::Aside;

fn overhear(script: &mut Script, answer: Answer) {
    let src = script.state.config.src.clone().unwrap();
    script.act(Action::Overheard { src, answer });
}

#[test]
fn what_another_reader_is_answered_is_read_as_if_we_had_asked() {
    let mut script = Script::reading(&[entry("a", 1)]);
    script.at_top();
    overhear(&mut script, Answer::Feed(Rc::new(snapshot(&[entry("b", 2), entry("a", 1)])), 9));
    assert_eq!(script.shown(), ["b", "a"]);
    assert_eq!((script.state.known(), script.state.request()), (Some(9), None));
}

#[test]
fn a_failure_that_is_overheard_counts_once_and_only_while_nothing_of_ours_is_under_way() {
    let mut script = Script::reading(&[entry("a", 1)]);
    script.act(Action::RefreshPressed);
    overhear(&mut script, Answer::Failed(Failure::Unreachable));
    assert_eq!(script.state.poll.problem, None, "our own answer will tell");
    script.reply(Answer::Unchanged);
    overhear(&mut script, Answer::Failed(Failure::Unreachable));
    assert_eq!(script.state.poll.problem, Some(Failure::Unreachable));
    assert_eq!(script.state.poll.failures(), 1);
    overhear(&mut script, Answer::Unchanged);
    assert_eq!(script.state.poll.failures(), 0);
}

#[test]
fn what_is_overheard_of_the_feed_before_is_ignored() {
    let mut script = Script::reading(&[entry("a", 1)]);
    let src = crate::core::url::SafeUrl::parse("https://paper.example/other.json").unwrap();
    let before = Rc::clone(&script.state);
    let answer = Answer::Feed(Rc::new(snapshot(&[entry("z", 9)])), 9);
    script.act(Action::Overheard { src, answer });
    assert!(Rc::ptr_eq(&before, &script.state));
}

#[test]
fn the_same_bytes_leave_everything_that_is_drawn_as_it_is() {
    let mut script = Script::reading(&[entry("b", 2), entry("a", 1)]);
    for _ in 0..3 {
        let before = Rc::clone(&script.state);
        script.reply(Answer::Unchanged);
        overhear(&mut script, Answer::Unchanged);
        let after = &script.state;
        assert!(Rc::ptr_eq(&before.listing, &after.listing) && Rc::ptr_eq(&before.timeline, &after.timeline));
        assert!(Rc::ptr_eq(&before.about, &after.about) && Rc::ptr_eq(&before.outbox, &after.outbox));
        assert_eq!(before.said, after.said);
    }
}

#[test]
fn a_page_that_is_put_aside_wants_nothing_and_tells_of_no_failure() {
    let mut script = Script::reading(&[entry("a", 1)]);
    script.act(Action::RefreshPressed);
    let said = script.state.said.clone();
    script.act(Action::PutAside(Aside::Kept)).act(Action::PutAside(Aside::Frozen));
    assert_eq!((script.state.request(), script.state.wake_at()), (None, None));
    script.act(Action::BroughtBack(Aside::Frozen));
    assert_eq!(script.state.request(), None, "it is still kept");
    script.act(Action::BroughtBack(Aside::Kept));
    assert!(script.state.request().is_some());
    assert_eq!((script.state.status().problem, script.state.said.clone()), (None, said));
}
