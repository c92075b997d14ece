//! The tokeniser against another one, which follows the standard state by state and knows every name.

use html5gum::emitters::default::DefaultEmitter;
use html5gum::{State, Tokenizer};
use live_blog::core::markup::references::{Place, decode};
use live_blog::core::markup::tokens::{Token, Tokens};
use proptest::prelude::*;

use super::soup::{cases, soup};
use super::vectors::VECTORS;

/// A token in the form that both sides can be brought to.
#[derive(Debug, PartialEq, Eq)]
enum Plain {
    Text(String),
    Start(String, Vec<(String, String)>, bool),
    End(String),
}

fn push_text(out: &mut Vec<Plain>, more: &str) {
    match out.last_mut() {
        Some(Plain::Text(text)) => text.push_str(more),
        _ => out.push(Plain::Text(more.to_owned())),
    }
}

fn decoded(source: &str, place: Place) -> String {
    let mut out = String::new();
    decode(source, place, &mut out);
    out
}

/// The standard lowers names and replaces NULs in them; we compare names without doing either.
fn name(written: &str) -> String {
    written.to_ascii_lowercase().replace('\0', "\u{fffd}")
}

fn ours(source: &str) -> Vec<Plain> {
    let mut out = Vec::new();
    let mut raw_name = String::new();
    for token in Tokens::new(source, usize::MAX) {
        match token {
            Token::Text(text) => {
                let text = decoded(text, Place::Text);
                let in_rcdata = matches!(raw_name.as_str(), "title" | "textarea");
                push_text(&mut out, &if in_rcdata { text.replace('\0', "\u{fffd}") } else { text });
            }
            Token::RawText(text) => {
                let text = text.replace("\r\n", "\n").replace('\r', "\n").replace('\0', "\u{fffd}");
                push_text(&mut out, &text);
            }
            Token::Start(tag) => {
                let pairs =
                    tag.attributes.iter().map(|(own, value)| (name(own), decoded(value, Place::Attribute)));
                let mut pairs: Vec<_> = pairs.collect();
                pairs.sort();
                raw_name = name(tag.name);
                out.push(Plain::Start(name(tag.name), pairs, tag.self_closing));
            }
            Token::End(written) => {
                raw_name.clear();
                out.push(Plain::End(name(written)));
            }
        }
    }
    out
}

fn theirs(source: &str) -> Vec<Plain> {
    let mut emitter = DefaultEmitter::default();
    emitter.naively_switch_states(true);
    let mut tokenizer = Tokenizer::new_with_emitter(source, emitter);
    tokenizer.set_state(State::Data);
    let text = |bytes: &[u8]| String::from_utf8_lossy(bytes).into_owned();
    let mut out = Vec::new();
    for token in tokenizer {
        match token.unwrap() {
            html5gum::Token::String(string) => push_text(&mut out, &text(&string.value)),
            html5gum::Token::StartTag(tag) => {
                let pairs = tag.attributes.iter().map(|(name, value)| (text(name), text(&value.value)));
                out.push(Plain::Start(text(&tag.name), pairs.collect(), tag.self_closing));
            }
            html5gum::Token::EndTag(tag) => out.push(Plain::End(text(&tag.name))),
            html5gum::Token::Comment(_) | html5gum::Token::Doctype(_) | html5gum::Token::Error(_) => {}
        }
    }
    out
}

#[test]
fn every_vector_is_cut_like_the_other_tokeniser_cuts_it() {
    for (source, _) in VECTORS {
        assert_eq!(ours(source), theirs(source), "{source:?}");
    }
}

#[test]
fn scripts_end_where_the_standard_ends_them() {
    let table = [
        "<script>a</script>b",
        "<script><!--a</script>b",
        "<script><!--<script>a</script>b</script>c",
        "<script><!--<script>a</script>b--></script>c",
        "<script><!--<script>a-->b</script>c",
        "<script><!--<script></scriptx></script/>b</script>c",
        "<script><!--><script>a</script>b",
        "<script><!---><script>a</script>b",
        "<script><!--<scripty>a</script>b",
        "<script><script>a</script>b</script>",
        "<script></scripta></SCRIPT\n>b",
        "<script></script",
        "<script></script x='>'>b",
        "<title></titl></TITLE/>&amp;",
        "<style>&amp;</style x",
        "<plaintext></plaintext>&amp;",
        "<textarea>\0&lt;</textarea>\0",
        "<!--a--!>b-->c",
        "<!--a--!-->b",
        "<!---->b--><!----->c",
        "<!-- <!-- a --> b -->",
        "<a b='c'd=e/f//>g",
        "<a =b ==c 'd\"e>",
        "<a b= >c",
        "<a/b/ /c>d",
        "</a b=c/>d",
        "</\u{e9}>a</>b</",
        "a&am<!---->p;b",
    ];
    for source in table {
        assert_eq!(ours(source), theirs(source), "{source:?}");
    }
}

proptest! {
    #![proptest_config(cases(600))]

    #[test]
    fn any_soup_is_cut_like_the_other_tokeniser_cuts_it(source in soup(14)) {
        prop_assert_eq!(ours(&source), theirs(&source));
    }

    #[test]
    fn any_comment_or_script_ends_where_the_other_tokeniser_ends_it(
        pieces in prop::collection::vec(prop::sample::select(vec![
            "<!--", "-", "--", ">", "!", "--!>", "<!", "<", "</script", "<script", " ", "/", "x", "</title>",
            "</script>", "<script>", "<title>", "</style", "<style>",
        ]), 0..12),
        start in prop::sample::select(vec!["", "<!--", "<script>", "<script><!--", "<title>", "<style>"]),
    ) {
        let source = start.to_owned() + &pieces.concat();
        prop_assert_eq!(ours(&source), theirs(&source));
    }

    #[test]
    fn any_reference_that_we_name_is_decoded_like_the_other_tokeniser_decodes_it(
        names in prop::collection::vec("&(#x?)?[0-9a-zA-Z]{0,8}(;|=)?", 1..5),
        quote in prop::sample::select(vec!["", "\""]),
    ) {
        let text = names.concat();
        let source = format!("{text}<a b={quote}{text}{quote}>");
        let unnamed = theirs(&source);
        // Names outside our table stay as written: all of those in the table are in the test below.
        prop_assume!(!unnamed.iter().any(|piece| matches!(piece, Plain::Text(text) if text.contains(is_unnamed))));
        prop_assert_eq!(ours(&source), unnamed);
    }
}

/// The characters whose names we leave to browsers are mathematics and other scripts.
fn is_unnamed(c: char) -> bool {
    matches!(c, '\u{370}'..='\u{52f}' | '\u{2000}'..='\u{2bff}' | '\u{fb00}'..='\u{fb06}' | '\u{100}'..='\u{2ff}')
        || matches!(c, '\u{1d400}'..='\u{1d7ff}')
}
