//! What holds for every format that there is, shown on every fixture: taken apart, repeated, and filled with rubbish.

use std::collections::BTreeSet;

use live_blog::core::clock::Timestamp;
use live_blog::core::feed::{self, Format, Parsed};
use live_blog::core::json::Json;
use live_blog::core::markup;
use live_blog::core::url::SafeUrl;
use proptest::prelude::*;

use super::feed_fixtures::{self, FeedFixture};

const NOW: Timestamp = Timestamp(1_773_316_800_000);

fn base() -> SafeUrl {
    SafeUrl::parse("https://news.example/live/feed.json").unwrap()
}

fn document(fixture: &FeedFixture) -> Json {
    serde_json::from_str(fixture.input).expect(fixture.name)
}

fn format(fixture: &FeedFixture) -> Option<Format> {
    Format::from_name(fixture.name.split('/').next().unwrap())
}

fn read(document: &Json, format: Format) -> Option<Parsed> {
    feed::read(document, &base(), Some(format), NOW).ok()
}

fn ids(parsed: &Parsed) -> BTreeSet<String> {
    parsed.entries.iter().map(|entry| entry.id.0.to_string()).collect()
}

/// Calls `visit` with the values of a document from the top, until it says that it has seen enough.
fn walk(value: &mut Json, visit: &mut dyn FnMut(&mut Json) -> bool) -> bool {
    visit(value)
        || match value {
            Json::List(list) => list.iter_mut().any(|inside| walk(inside, visit)),
            Json::Object(members) => members.iter_mut().any(|(_, inside)| walk(inside, visit)),
            _ => false,
        }
}

/// Changes the value at `place`, counted by [`walk`].
fn change(document: &mut Json, place: usize, change: impl FnOnce(&mut Json)) {
    let (mut left, mut change) = (place, Some(change));
    walk(document, &mut |value| {
        let here = left == 0;
        left = left.saturating_sub(1);
        if here && let Some(change) = change.take() {
            change(value);
        }
        here
    });
}

fn changed(document: &Json, place: usize, how: impl FnOnce(&mut Vec<Json>)) -> Json {
    let mut copy = document.clone();
    change(&mut copy, place, |value| match value {
        Json::List(list) => how(list),
        _ => panic!("no list at {place}"),
    });
    copy
}

/// The places of the lists in which entries are looked for: what is no entry is counted there. With their lengths.
fn entry_lists(document: &Json, format: Format) -> Vec<(usize, usize)> {
    let (mut lists, mut place) = (Vec::new(), 0);
    walk(&mut document.clone(), &mut |value| {
        if let Json::List(list) = value {
            lists.push((place, list.len()));
        }
        place += 1;
        false
    });
    let skipped = read(document, format).unwrap().skipped;
    lists.retain(|(place, _)| {
        let with_rubbish = changed(document, *place, |list| list.push(Json::Integer(7)));
        read(&with_rubbish, format).is_some_and(|parsed| parsed.skipped == skipped + 1)
    });
    lists
}

/// Every fixture that has entries, with its lists of entries.
fn each_with_entries(mut check: impl FnMut(&str, &Json, Format, &[(usize, usize)])) {
    let mut formats = BTreeSet::new();
    for fixture in feed_fixtures::ALL {
        let (document, Some(format)) = (document(fixture), format(fixture)) else {
            continue;
        };
        if let Some(parsed) = read(&document, format).filter(|parsed| parsed.entries.len() > 1) {
            let lists = entry_lists(&document, format);
            assert!(!lists.is_empty(), "{}: {} entries and no list", fixture.name, parsed.entries.len());
            check(fixture.name, &document, format, &lists);
            formats.insert(format.name());
        }
    }
    assert_eq!(formats.len(), Format::ALL.len(), "only fixtures of {formats:?} have entries");
}

fn is_claimed_by_one_at_most(name: &str, document: &Json) {
    let claims = Format::ALL.iter().filter(|format| format.claims(document));
    let claims: Vec<&str> = claims.map(|format| format.name()).collect();
    assert!(claims.len() <= 1, "{name} is claimed by {claims:?}");
}

#[test]
fn no_fixture_is_claimed_by_two_formats() {
    for fixture in feed_fixtures::ALL {
        is_claimed_by_one_at_most(fixture.name, &document(fixture));
    }
}

#[test]
fn rubbish_in_the_place_of_an_entry_is_counted_and_costs_no_other() {
    let rubbish = [Json::Null, Json::Bool(true), Json::Integer(7), Json::from(""), Json::List(Vec::new())];
    each_with_entries(|name, document, format, lists| {
        for (place, length) in lists {
            for index in 0..*length {
                let without =
                    read(&changed(document, *place, |list| drop(list.remove(index))), format).unwrap();
                for rubbish in &rubbish {
                    let with = changed(document, *place, |list| list[index] = rubbish.clone());
                    let with = read(&with, format).unwrap();
                    assert_eq!(ids(&with), ids(&without), "{name}: {rubbish:?} at {index}");
                    assert_eq!(with.skipped, without.skipped + 1, "{name}: {rubbish:?} at {index}");
                }
                let empty = changed(document, *place, |list| list[index] = Json::Object(Vec::new()));
                assert_eq!(ids(&read(&empty, format).unwrap()), ids(&without), "{name}: nothing at {index}");
            }
        }
    });
}

#[test]
fn an_entry_that_is_listed_twice_is_one_entry() {
    each_with_entries(|name, document, format, lists| {
        // Updates without an address are told apart by where they stand.
        if format == Format::LiveBlogPosting {
            return;
        }
        let once = read(document, format).unwrap();
        for (place, _) in lists {
            let twice = changed(document, *place, |list| list.extend(list.clone()));
            let twice = read(&twice, format).unwrap();
            assert_eq!((ids(&twice), twice.entries.len()), (ids(&once), once.entries.len()), "{name}");
        }
    });
}

/// What happens to one value of a document.
#[derive(Clone, Debug)]
enum Damage {
    /// Becomes something else.
    Become(Json),
    /// Loses what is at this place inside.
    Lose(usize),
    /// Keeps so much of what is inside.
    Cut(usize),
    /// Holds all that is inside so many times.
    Repeat(usize),
    /// Is put into a list, or into an object under this key.
    Wrap(Option<&'static str>),
    /// Gains this member.
    Gain(&'static str, Json),
    /// Becomes text, or a number if it is text.
    Drift,
}

const HOSTILE: &[&str] = &[
    "",
    " \u{a0}\n",
    "\u{0}\u{202e}\u{feff}",
    "9007199254740993",
    "-1",
    "1e400",
    "0000-00-00T00:00:00",
    "2026-13-45T99:99:99+99:99",
    "/Date(99999999999999999)/",
    "9999999999",
    "javascript:alert(1)",
    "//[::1",
    "http://a@b.example/",
    "https://news.example/live/feed.json",
    "desk@news.example",
    "<script>alert(1)</script>",
    "<p><b><i>&lt;img src=x onerror=alert(1)&gt;",
    "&amp;amp;&#0;&#x110000;",
    "<span class=\"liveblog-command type-key\">",
    "<img src='\"'",
    "block-",
    "__proto__",
    "delete",
    "https://www.w3.org/ns/activitystreams#Public",
];
const KEYS: &[&str] =
    &["id", "url", "type", "status", "deleted", "text", "items", "name", "@type", "rendered"];

fn damage() -> impl Strategy<Value = Damage> {
    let text = || prop::sample::select(HOSTILE).prop_map(Json::from);
    let value = prop_oneof![
        Just(Json::Null),
        any::<bool>().prop_map(Json::Bool),
        any::<i64>().prop_map(|n| serde_json::from_str(&n.to_string()).unwrap()),
        (-1_i64..3).prop_map(Json::Integer),
        Just(Json::List(Vec::new())),
        Just(Json::Object(Vec::new())),
        text(),
        text(),
    ];
    prop_oneof![
        3 => value.clone().prop_map(Damage::Become),
        3 => any::<usize>().prop_map(Damage::Lose),
        1 => any::<usize>().prop_map(Damage::Cut),
        1 => (2_usize..4).prop_map(Damage::Repeat),
        1 => prop::option::of(prop::sample::select(KEYS)).prop_map(Damage::Wrap),
        1 => (prop::sample::select(KEYS), value).prop_map(|(key, value)| Damage::Gain(key, value)),
        1 => Just(Damage::Drift),
    ]
}

impl Damage {
    fn befall(&self, value: &mut Json) {
        match (self, value) {
            (Self::Become(other), value) => *value = other.clone(),
            (Self::Lose(at), Json::List(list)) if !list.is_empty() => drop(list.remove(at % list.len())),
            (Self::Lose(at), Json::Object(members)) if !members.is_empty() => {
                drop(members.remove(at % members.len()));
            }
            (Self::Cut(at), Json::List(list)) => list.truncate(at % (list.len() + 1)),
            (Self::Cut(at), Json::Object(members)) => members.truncate(at % (members.len() + 1)),
            (Self::Repeat(times), Json::List(list)) => *list = vec![list.clone(); *times].concat(),
            (Self::Repeat(times), Json::Object(members)) => *members = vec![members.clone(); *times].concat(),
            (Self::Wrap(None), value) => *value = Json::List(vec![std::mem::take(value)]),
            (Self::Wrap(Some(key)), value) => *value = Json::object([(*key, std::mem::take(value))]),
            (Self::Gain(key, other), Json::Object(members)) => members.push(((*key).into(), other.clone())),
            (Self::Drift, value) => {
                let text = value.to_text().unwrap_or_default();
                let number = || serde_json::from_str(&text).unwrap_or(Json::Integer(1));
                *value = if matches!(value, Json::Text(_)) { number() } else { Json::from(&*text) };
            }
            _ => {}
        }
    }
}

/// What every reading keeps, whatever it was read from.
fn check(name: &str, document: &Json, format: Format) {
    let Some(parsed) = read(document, format) else {
        return;
    };
    assert_eq!(Some(&parsed), read(document, format).as_ref(), "{name} reads otherwise the second time");
    assert_eq!(ids(&parsed).len(), parsed.entries.len(), "{name}: an id is given twice");
    assert!(parsed.next.as_ref() != Some(&base()), "{name}: the next page is this one");
    for stone in &parsed.deleted {
        assert!(!stone.id.0.trim().is_empty(), "{name}: the tombstone of nobody");
    }
    for entry in &parsed.entries {
        let own = [name, " ", &entry.id.0].concat();
        assert!(!entry.id.0.trim().is_empty(), "{own}: blank id");
        assert!(entry.modified.is_none_or(|modified| modified > entry.published), "{own}: changed before");
        assert!(
            entry.headline.as_deref().is_none_or(|line| !line.trim().is_empty()),
            "{own}: blank headline"
        );
        assert!(entry.topics.len() <= 50 && entry.authors.len() <= 20 && entry.images.len() <= 40, "{own}");
        for author in entry.authors.iter().chain(parsed.about.authors.iter()) {
            let private =
                author.name.contains('@') && !author.name.starts_with('@') && !author.name.contains(' ');
            assert!(!private, "{own}: signed with the address {}", author.name);
        }
        let _ = (markup::tree_of(&entry.body), markup::text_of(&entry.body));
    }
}

fn config() -> ProptestConfig {
    let usual = ProptestConfig::default();
    // Each case is every fixture.
    ProptestConfig { cases: usual.cases.div_ceil(8), ..usual }
}

proptest! {
    #![proptest_config(config())]
    #[test]
    fn no_damage_to_any_fixture_stops_the_reader(
        damages in prop::collection::vec((any::<usize>(), damage()), 1..8),
    ) {
        for fixture in feed_fixtures::ALL {
            let mut document = document(fixture);
            for (place, damage) in &damages {
                let mut count = 0;
                walk(&mut document, &mut |_| {
                    count += 1;
                    false
                });
                change(&mut document, place % count, |value| damage.befall(value));
            }
            is_claimed_by_one_at_most(fixture.name, &document);
            for format in format(fixture).into_iter().chain(feed::detect(&document)) {
                check(fixture.name, &document, format);
            }
        }
    }
}
