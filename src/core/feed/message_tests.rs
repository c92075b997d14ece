#![allow(clippy::unwrap_used, clippy::panic, reason = "a test stops at the first surprise")]
use super::*;

fn event(name: &str, data: &str) -> Option<Message> {
    let base = SafeUrl::parse("https://paper.example/live/feed.json").unwrap();
    read_event(name, data, |text| serde_json::from_str(text).ok(), &base, Timestamp(1_795_442_530_000))
}

fn parsed(name: &str, data: &str) -> (Rc<Parsed>, Option<Phase>) {
    match event(name, data) {
        Some(Message::Delta { parsed, phase }) => (parsed, phase),
        other => panic!("{name} {data}: {other:?}"),
    }
}

fn gone(name: &str, data: &str) -> Vec<(String, Option<i64>)> {
    let (parsed, _) = parsed(name, data);
    assert!(parsed.entries.is_empty());
    parsed.deleted.iter().map(|stone| (stone.id.0.to_string(), stone.when.map(|at| at.0))).collect()
}

#[test]
fn a_whole_entry_is_one_change() {
    let data = r#"{"id": 7, "title": "Road open", "content_html": "<p>Yes</p>", "date_published": "2026-11-23T14:02:10Z", "url": "../a"}"#;
    let (parsed, phase) = parsed("message", data);
    assert_eq!(parsed.mode, Mode::Delta);
    assert_eq!(phase, None);
    assert_eq!(&*parsed.entries[0].id.0, "7");
    assert_eq!(parsed.entries[0].url.as_ref().unwrap().as_str(), "https://paper.example/a");
}

#[test]
fn a_partial_feed_is_several_and_may_say_how_the_coverage_stands() {
    let data = r#"{"items": [{"id": "a", "content_text": "A"}, {"id": "b", "content_text": "B"}],
                   "_liveblog": {"deleted": ["c"], "mode": "snapshot"}}"#;
    let (batch, phase) = parsed("feed", data);
    assert_eq!((batch.entries.len(), batch.deleted.len(), batch.mode, phase), (2, 1, Mode::Delta, None));
    assert_eq!(parsed("message", r#"{"items": [], "expired": true}"#).1, Some(Phase::Ended));
    assert_eq!(
        parsed("message", r#"{"items": [], "_liveblog": {"state": "paused"}}"#).1,
        Some(Phase::Paused)
    );
}

#[test]
fn a_withdrawal_is_written_in_five_ways() {
    let dated = Some(1_795_442_530_000);
    assert_eq!(gone("delete", "a-1"), [("a-1".to_owned(), None)]);
    assert_eq!(gone("delete", r#""a-1""#), [("a-1".to_owned(), None)]);
    assert_eq!(
        gone("delete", r#"{"id": "a-1", "when": "2026-11-23T14:02:10Z"}"#),
        [("a-1".to_owned(), dated)]
    );
    assert_eq!(gone("message", r#"{"id": "a-1", "deleted": true}"#), [("a-1".to_owned(), None)]);
    let extension = r#"{"id": "a-1", "_liveblog": {"deleted": "2026-11-23T14:02:10Z"}}"#;
    assert_eq!(gone("entry", extension), [("a-1".to_owned(), dated)]);
}

#[test]
fn what_is_not_ours_asks_the_feed() {
    for data in [
        "",
        "changed",
        "{",
        "null",
        "[]",
        "7",
        "{}",
        r#"{"items": 3}"#,
        r#"{"id": null}"#,
        r#"{"id": {}}"#,
        r#"{"event": "insert-post", "data": {"postId": 3}}"#,
        r#"{"items": [7]}"#,
    ] {
        assert_eq!(event("message", data), Some(Message::Changed), "{data}");
    }
    assert_eq!(event("delete", "{}"), Some(Message::Changed));
    assert_eq!(event("delete", " "), Some(Message::Changed));
}

#[test]
fn a_sign_of_life_is_nothing_else() {
    assert_eq!(event("ping", "{}"), None);
    assert_eq!(event("heartbeat", ""), None);
}

#[test]
fn neighbours_that_speak_of_different_entries_are_one_change() {
    let told = |id: &str| event("message", &format!(r#"{{"id": "{id}", "content_text": "{id}"}}"#)).unwrap();
    let ended = event("message", r#"{"items": [], "expired": true}"#).unwrap();
    let all = vec![
        told("a"),
        told("b"),
        event("delete", "c").unwrap(),
        // A second word on an entry counts after the first.
        told("a"),
        told("c"),
        Message::Changed,
        told("d"),
        ended.clone(),
        told("e"),
    ];
    let sizes: Vec<(usize, usize)> = gathered(all)
        .iter()
        .map(|message| match message {
            Message::Delta { parsed, .. } => (parsed.entries.len(), parsed.deleted.len()),
            Message::Changed => (0, 0),
        })
        .collect();
    assert_eq!(sizes, [(2, 1), (2, 0), (0, 0), (1, 0), (0, 0), (1, 0)]);
    assert_eq!(gathered(vec![ended.clone()]), [ended]);
    assert_eq!(gathered(Vec::new()), []);
}
