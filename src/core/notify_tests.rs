#![allow(clippy::unwrap_used, reason = "a failed test is the point of a test")]
use super::*;
use crate::core::model::{Body, Marks};
use crate::core::sample::{about, entry, key};

fn prefs(what: What) -> Prefs {
    Prefs { what, ..Prefs::default() }
}

fn told(entries: &[Entry]) -> Option<Notice> {
    let worth: Vec<Rc<Entry>> = entries.iter().cloned().map(Rc::new).collect();
    notice(&worth, "Halden live", "k", &Messages::default())
}

#[test]
fn each_choice_lets_through_what_it_names() {
    let breaking = Entry { marks: Marks { breaking: true, ..Marks::default() }, ..entry("b", 1) };
    let mut topics = prefs(What::Topics);
    topics.topics.insert("Aid".to_owned().into());
    for (entry, nothing, of_key, of_topics, everything) in [
        (entry("plain", 1), false, false, false, true),
        (key("key", 1), false, true, false, true),
        (breaking, false, true, false, true),
        (about("aid", 1, &["Talks", "Aid"]), false, false, true, true),
    ] {
        assert_eq!(is_worth_telling(&entry, &prefs(What::Nothing)), nothing);
        assert_eq!(is_worth_telling(&entry, &prefs(What::KeyEvents)), of_key);
        assert_eq!(is_worth_telling(&entry, &topics), of_topics);
        assert_eq!(is_worth_telling(&entry, &prefs(What::Everything)), everything);
    }
}

#[test]
fn one_entry_speaks_for_itself_and_several_are_counted_once() {
    let mut one = entry("Envoy arrives", 1);
    one.body = Body::Html { source: Rc::from("<p>By <b>boat</b></p><script>x()</script>"), base: base() };
    let notice = told(std::slice::from_ref(&one)).unwrap();
    assert_eq!((notice.title.as_str(), notice.text.trim()), ("Envoy arrives", "By boat"));
    let many = told(&[one, entry("second", 2)]).unwrap();
    assert_eq!(many.title.as_str(), "2 new updates: Halden live");
    assert!(told(&[]).is_none());
}

#[test]
fn an_entry_without_a_headline_is_titled_by_the_blog() {
    let mut bare = entry("x", 1);
    bare.headline = None;
    bare.body = Body::Text(Rc::from("Words"));
    assert_eq!(told(&[bare]).unwrap().title.as_str(), "Halden live");
}

#[test]
fn long_words_are_cut_and_direction_controls_are_dropped() {
    let long = "\u{202E}é".repeat(500);
    let notice = told(&[entry(&long, 1)]).unwrap();
    assert_eq!(notice.title.chars().count(), 120);
    assert!(notice.title.ends_with('…'));
    assert!(!notice.title.contains('\u{202E}'));
}

fn base() -> crate::core::url::SafeUrl {
    crate::core::url::SafeUrl::parse("https://news.example/feed.json").unwrap()
}
