//! Queries as readers type them.

use super::super::*;
use proptest::prelude::*;

fn finds(typed: &str, text: &str) -> bool {
    Query::new(typed).matches(&fold(text))
}

fn marked(typed: &str, text: &str) -> Vec<String> {
    marked_by(&Query::new(typed), text)
}

fn marked_by(query: &Query, text: &str) -> Vec<String> {
    query.highlights(text).into_iter().map(|range| text[range].to_owned()).collect()
}

fn loosely(typed: &str, text: &str) -> bool {
    Query::new(typed).loosened().is_some_and(|query| query.matches(&fold(text)))
}

#[test]
fn case_accents_marks_and_width_do_not_matter() {
    for (typed, text) in [
        ("aid", "AID"),
        ("uber", "Über"),
        ("Über", "uber"),
        ("ＡＢＣ", "abc"),
        ("cafe", "cafe\u{301}"),
        ("corridor", "cor\u{AD}ri\u{AD}dor"),
        ("Tran Hung Dao", "Trần Hưng Đạo"),
        ("елка", "Ёлка"),
        ("и\u{306}од", "йод"),
        ("αθηνα", "Αθήνα"),
        ("οδος", "ΟΔΟΣ"),
        ("οδοσ", "οδός"),
        ("τηι", "τῇι"),
        ("مرفا", "مَرْفَأ"),
        ("محمد", "محـــمد"),
        ("على", "علي"),
        ("שלום", "שָׁלוֹם"),
        ("2026", "٢٠٢٦"),
        ("फल", "फ़ल"),
        ("\u{915}\u{93C}लम", "\u{958}लम"),
        ("final", "ﬁnal"),
    ] {
        assert!(finds(typed, text), "{typed} in {text}");
        assert!(finds(text, typed), "{text} in {typed}");
    }
}

#[test]
fn every_word_must_occur_at_the_start_of_a_word_and_order_is_free() {
    assert!(finds("  port   halden ", "Halden, a port"));
    assert!(finds("hal por", "Halden, a port"));
    assert!(!finds("port halden", "Halden, a town"));
    assert!(!finds("ort", "Halden, a port"));
    assert!(finds("eau", "De l’eau"));
    assert!(Query::new("   ").is_empty());
    assert!(Query::new(" - \" \" -\"\" … ").is_empty());
}

#[test]
fn a_phrase_stands_side_by_side_whatever_parts_its_words() {
    for quoted in [
        "\"port of Halden\"",
        "“port of Halden”",
        "„port of Halden“",
        "«port of Halden»",
        "「port of Halden」",
    ] {
        assert!(finds(quoted, "the port-of, Halden’s"), "{quoted}");
        assert!(!finds(quoted, "the port of old Halden"), "{quoted}");
    }
    assert!(!finds("\"ort of\"", "port of"), "the first word begins a word");
    assert!(!finds("\"port of Hal\"", "port of Halden"), "the last word is whole");
    assert!(finds("\"port of Hal", "port of Halden"), "unless the reader is still typing");
    assert!(finds("cease-fire", "a cease fire"));
    assert!(!finds("cease-fire", "fire will cease"));
    assert!(finds("aid \"port of\" town", "town: aid for the port of it"));
    assert!(finds("צה\"ל", "דובר צה״ל"));
}

#[test]
fn a_minus_leaves_out() {
    assert!(finds("port -Halden", "the port of Vik"));
    assert!(!finds("port -Halden", "the port of Halden"));
    assert!(finds("-\"port of\"", "Halden, a port"));
    assert!(!finds("-\"port of\"", "the port of Halden"));
    assert!(finds("port - of", "port of"), "a lone minus is nothing");
    assert!(!finds("−port", "the port"));
}

#[test]
fn scripts_without_spaces_are_found_anywhere_and_in_pieces() {
    assert!(finds("開放", "港口開放了"));
    assert!(!finds("港了", "港口開放了"));
    let segments =
        |text: &str| text.char_indices().skip(1).map(|(at, _)| at).filter(|at| at % 6 == 0).collect();
    let query = Query::segmented("開放港口 iphone", &segments);
    assert!(query.matches(&fold("在iPhone上：港口開放了")));
    assert!(!query.matches(&fold("在iPhone上：港口")));
    assert!(!query.matches(&fold("myiPhone：港口開放")));
    assert!(finds("ท่าเรือ", "วันนี้ท่าเรือเปิด"));
    assert!(!finds("ทาเรือ", "วันนี้ท่าเรือเปิด"), "the tone is part of the word");
    assert!(finds("⚽", "1:0⚽️Vik"));
    assert!(finds("-港口", "開放"));
    assert!(!finds("-港口", "新港口"));
}

#[test]
fn pieces_that_a_segmenter_should_not_say_do_no_harm() {
    for offsets in [vec![1, 2, 400], vec![6, 3, 3], vec![0, 0]] {
        let query = Query::segmented("港口開放", &|_| offsets.clone());
        assert!(query.matches(&fold("港口開放")), "{offsets:?}");
    }
}

#[test]
fn arabic_and_hebrew_words_are_found_after_their_particles() {
    assert!(finds("مرفأ", "في المرفأ"));
    assert!(finds("حكومة", "وبالحكومة"));
    assert!(!finds("رفأ", "المرفأ"));
    assert!(finds("נמל", "והנמל"));
    assert!(!finds("מל", "גנמל"));
}

#[test]
fn no_phrase_runs_from_one_field_into_the_next() {
    let mut folded = Folding::with_capacity(0);
    for field in ["Port of", "Halden opens"] {
        folded.field(field);
    }
    let text = folded.into_text();
    assert!(Query::new("\"halden opens\" port").matches(&text));
    assert!(!Query::new("\"of halden\"").matches(&text));
}

#[test]
fn one_slip_is_forgiven_in_long_words_when_asked() {
    for slip in ["Haldn", "Halxden", "Hslden", "Hladen", "Haldenn", "halde"] {
        assert!(loosely(slip, "In Haldenberg"), "{slip}");
    }
    for other in
        ["Jalden", "aHlden", "Hxldxn", "Hald", "\"Haldn\"", "-Haldn", "Hal-dxn", "12345", "港口開放了"]
    {
        assert!(!loosely(other, "In Haldenberg"), "{other}");
    }
    assert!(!loosely("Haldn prt", "Halden port"), "short words stay as they are");
    assert!(Query::new("port of").loosened().is_none());
    let query = Query::new("Haldn").loosened().unwrap();
    assert_eq!(marked_by(&query, "Haldenberg"), ["Halden"]);
}

#[test]
fn a_headline_counts_most_then_whole_words_then_how_often() {
    let query = Query::new("port");
    let score = |headline: &str, body: &str| {
        let mut folded = Folding::with_capacity(0);
        folded.field(headline);
        let end = folded.len();
        folded.field(body);
        query.score(&folded.into_text(), end)
    };
    let ranks = [
        score("Halden", "portly"),
        score("Halden", "portly and ports"),
        score("Halden", "port"),
        score("Halden", "port port port port port port"),
        score("Ports", "Halden"),
        score("Port", "Halden"),
        score("Port", "port"),
    ];
    assert!(ranks.is_sorted_by(|a, b| a < b), "{ranks:?}");
}

#[test]
fn a_query_that_grew_narrows_the_earlier_one() {
    for (earlier, later) in
        [("po", "port"), ("port", "port of"), ("port", "port -h"), ("-port", "-po"), ("\"a b", "\"a bc\"")]
    {
        assert!(Query::new(later).narrows(&Query::new(earlier)), "{earlier}, {later}");
        assert!(!Query::new(earlier).narrows(&Query::new(later)), "{later}, {earlier}");
    }
    assert!(Query::new("x").narrows(&Query::default()));
}

#[test]
fn highlights_cover_the_source_and_never_split_a_letter() {
    assert_eq!(marked("uber", "Über uns"), ["Über"]);
    assert_eq!(marked("cafe", "le cafe\u{301} noir"), ["cafe\u{301}"]);
    assert_eq!(marked("stras", "Straße"), ["Straß"]);
    assert_eq!(marked("aid ai", "aid Aid said"), ["aid", "Aid"]);
    assert_eq!(marked("\"port of\" -halden", "Port-of Halden"), ["Port-of"]);
    assert_eq!(marked("開放", "港口開放了"), ["開放"]);
    assert_eq!(marked("مرفا", "في المَرْفَأ."), ["مَرْفَأ"]);
    assert!(marked("x", "abc").is_empty());
}

proptest! {
    #[test]
    fn highlights_are_ordered_apart_and_sliceable(typed in "\\PC{0,6}", text in "\\PC{0,60}") {
        let query = Query::new(&typed);
        let mut end = 0;
        for range in query.loosened().unwrap_or(query).highlights(&text) {
            prop_assert!(range.start >= end && range.start < range.end);
            prop_assert!(text.get(range.clone()).is_some());
            end = range.end;
        }
    }

    #[test]
    fn a_word_of_a_text_is_found_in_it(text in "\\PC{1,30}") {
        for word in text.split_whitespace().filter(|word| !word.contains(|c: char| !c.is_alphanumeric())) {
            prop_assert!(finds(word, &text), "{word} in {text}");
        }
    }

    #[test]
    fn a_folded_text_stays_as_it_is(text in "\\PC{0,30}") {
        let once = fold(&text);
        prop_assert_eq!(&fold(&once), &once);
        prop_assert!(!once.contains("  ") && once.starts_with(' ') && once.ends_with(' '));
    }
}
