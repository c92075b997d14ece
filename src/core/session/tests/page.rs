//! A reader without a feed, on a page that may carry a live blog of its own.

use super::*;

fn on_a_page(src: Option<&str>) -> Script {
    let (config, _) = Config::read(RawConfig {
        src: src.map(str::to_owned),
        page: "https://paper.example/story".to_owned(),
        ..RawConfig::default()
    });
    Script { state: Rc::new(State::new(config, Prefs::default(), second(0))), at: 0 }
}

fn found(script: &mut Script, entries: &[Entry]) {
    script.act(Action::PageRead(Some(Rc::new(snapshot(entries)))));
}

#[test]
fn without_a_feed_the_page_itself_is_read_and_nothing_is_fetched() {
    let mut script = on_a_page(None);
    assert_eq!(script.state.screen(), Screen::Loading);
    found(&mut script, &[entry("a", 1)]);
    assert_eq!((script.shown(), script.state.screen()), (vec!["a"], Screen::Ready));
    assert_eq!(script.state.status().health, Health::Live);
    assert!(!script.state.status().checking);
    assert_eq!((script.state.request(), script.state.wake_at()), (None, None));
}

#[test]
fn a_page_without_a_live_blog_says_so_until_one_comes() {
    let mut script = on_a_page(None);
    script.act(Action::PageRead(None));
    assert_eq!((script.state.screen(), script.state.status().health), (Screen::NotSetUp, Health::Broken));
    found(&mut script, &[entry("a", 1)]);
    assert_eq!(script.shown(), ["a"]);
    script.act(Action::PageRead(None));
    assert_eq!(script.shown(), ["a"], "a page that takes its script away takes nothing off the screen");
}

#[test]
fn what_the_page_says_counts_at_once_even_when_it_takes_the_newest_away() {
    let mut script = on_a_page(None);
    found(&mut script, &[entry("b", 2), entry("a", 1)]);
    found(&mut script, &[entry("a", 1)]);
    assert_eq!(script.shown(), ["a"]);
    found(&mut script, &[]);
    assert_eq!(script.state.screen(), Screen::Empty);
}

#[test]
fn a_page_that_names_a_feed_is_not_read_itself() {
    for src in ["https://paper.example/feed.json", "https://"] {
        let mut script = on_a_page(Some(src));
        found(&mut script, &[entry("a", 1)]);
        assert!(script.shown().is_empty(), "{src}");
    }
    assert_eq!(on_a_page(Some("https://")).state.screen(), Screen::NotSetUp);
}
