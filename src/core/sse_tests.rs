#![allow(clippy::unwrap_used, clippy::indexing_slicing, reason = "a test stops at the first surprise")]
use super::*;
use proptest::prelude::*;

fn read(portions: &[&[u8]]) -> Vec<(String, String, String)> {
    let (mut reader, mut events) = (Reader::default(), Vec::new());
    for portion in portions {
        reader.read(portion, &mut events).unwrap();
    }
    events.into_iter().map(|event| (event.name, event.data, event.id)).collect()
}

/// What a stream says, as `name|data|id`.
fn said(stream: &str) -> Vec<String> {
    read(&[stream.as_bytes()]).into_iter().map(|(name, data, id)| format!("{name}|{data}|{id}")).collect()
}

/// The rules of the standard, each in a stream of its own.
const STREAMS: [(&str, &[&str]); 24] = [
    ("data: a\n\n", &["message|a|"]),
    ("data:a\n\ndata: b\n\n", &["message|a|", "message|b|"]),
    ("data:  two blanks\n\n", &["message| two blanks|"]),
    ("data: a\ndata: b\n\n", &["message|a\nb|"]),
    ("data\n\n", &["message||"]),
    ("data\ndata\n\n", &["message|\n|"]),
    ("data:\n\n", &["message||"]),
    ("data: never ended\n", &[]),
    ("data: never ended", &[]),
    ("event: entry\ndata: a\n\ndata: b\n\n", &["entry|a|", "message|b|"]),
    ("event: entry\n\ndata: b\n\n", &["message|b|"]),
    ("event:\ndata: a\n\n", &["message|a|"]),
    ("id: 1\ndata: a\n\ndata: b\n\n", &["message|a|1", "message|b|1"]),
    ("id: 1\n\ndata: b\n\n", &["message|b|1"]),
    ("id: 1\ndata: a\n\nid\ndata: b\n\n", &["message|a|1", "message|b|"]),
    ("id: 1\ndata: a\n\nid: 2\0\ndata: b\n\n", &["message|a|1", "message|b|1"]),
    (": a comment\ndata: a\n:\n\n", &["message|a|"]),
    ("\r\ndata: a\r\n\r\n", &["message|a|"]),
    ("data: a\rdata: b\r\r", &["message|a\nb|"]),
    ("data: a\r\ndata: b\n\r", &["message|a\nb|"]),
    ("\u{FEFF}data: a\n\n", &["message|a|"]),
    ("data: a\n\n\u{FEFF}data: b\n\n", &["message|a|"]),
    ("Data: a\n data: b\ndata : c\nunknown: d\n\n", &[]),
    ("data: ça va, 東京, 😀\n\n", &["message|ça va, 東京, 😀|"]),
];

#[test]
fn streams_say_what_the_standard_says() {
    for (stream, expected) in STREAMS {
        assert_eq!(said(stream), expected, "{}", stream.escape_debug());
    }
}

#[test]
fn where_the_bytes_are_cut_makes_no_difference() {
    for (stream, _) in STREAMS {
        let bytes = stream.as_bytes();
        let whole = read(&[bytes]);
        for at in 0..=bytes.len() {
            let (head, tail) = bytes.split_at(at);
            assert_eq!(read(&[head, tail]), whole, "{} cut at {at}", stream.escape_debug());
        }
        let single: Vec<&[u8]> = bytes.chunks(1).collect();
        assert_eq!(read(&single), whole, "{} byte by byte", stream.escape_debug());
    }
}

#[test]
fn an_event_that_breaks_off_is_asked_for_again() {
    let mut reader = Reader::default();
    for (portion, last) in
        [("id: 1\ndata: a\n\n", "1"), ("id: 2\nda", "1"), ("ta: b\n\n", "2"), ("id: 3\n\n", "3")]
    {
        reader.read(portion.as_bytes(), &mut Vec::new()).unwrap();
        assert_eq!(reader.last_id, last);
    }
}

#[test]
fn the_wish_for_a_pause_is_a_number_or_nothing() {
    for (value, expected) in [
        ("3000", Some(3_000)),
        ("0", Some(0)),
        ("1.5", None),
        ("-1", None),
        ("3000x", None),
        ("", None),
        ("99999999999999999999999", None),
    ] {
        let mut reader = Reader::default();
        reader.read(format!("retry: {value}\n").as_bytes(), &mut Vec::new()).unwrap();
        assert_eq!(reader.retry, expected, "{value}");
    }
}

#[test]
fn broken_characters_are_replaced() {
    assert_eq!(read(&[b"data: \xFF\xC3\n\n"])[0].1, "\u{FFFD}\u{FFFD}");
}

#[test]
fn an_event_that_never_ends_is_refused() {
    let lines = b"data: 0123456789012345678901234567890123456789\n".repeat(EVENT_MAX / 40);
    let line = vec![b'x'; EVENT_MAX + 1];
    for endless in [lines, line] {
        assert_eq!(Reader::default().read(&endless, &mut Vec::new()), Err(TooLong));
    }
}

#[test]
fn many_small_events_are_no_large_one() {
    let (mut reader, mut events) = (Reader::default(), Vec::new());
    let text = b"data: 0123456789012345678901234567890123456789\n\n".repeat(EVENT_MAX / 40);
    assert_eq!(reader.read(&text, &mut events), Ok(()));
    assert_eq!(events.len(), EVENT_MAX / 40);
}

proptest! {
    #[test]
    fn any_bytes_in_any_portions_say_the_same(
        bytes in prop::collection::vec(prop::sample::select(b"data:event:id:retry \n\n\r\0\xEF\xBB\xBF1x".to_vec()), 0..200),
        size in 1usize..9,
    ) {
        let portions: Vec<&[u8]> = bytes.chunks(size).collect();
        prop_assert_eq!(read(&portions), read(&[&bytes]));
    }
}
