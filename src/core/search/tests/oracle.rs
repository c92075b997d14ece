//! The search again, as slowly and as plainly as it can be said, on generated texts in seven scripts.

use super::super::*;
use proptest::prelude::*;
use proptest::sample::{Index, select};

/// Letters of a script as they are written, and what stands for each in a comparison.
struct Script {
    letters: &'static [(&'static str, &'static str)],
    is_spaceless: bool,
    particles: &'static [char],
}

const fn script(letters: &'static [(&'static str, &'static str)]) -> Script {
    Script { letters, is_spaceless: false, particles: &[] }
}

#[rustfmt::skip]
static SCRIPTS: [Script; 7] = [
    script(&[("a", "a"), ("B", "b"), ("é", "e"), ("e\u{301}", "e"), ("Š", "s"), ("ß", "ss"), ("n", "n"), ("7", "7"), ("Ơ", "o")]),
    script(&[("а", "а"), ("Ж", "ж"), ("ё", "е"), ("Е", "е"), ("Й", "и"), ("и", "и"), ("т", "т")]),
    script(&[("α", "α"), ("Ά", "α"), ("σ", "σ"), ("ς", "σ"), ("Σ", "σ"), ("ώ", "ω"), ("ᾧ", "ω"), ("ν", "ν")]),
    script(&[("क", "क"), ("क़", "क"), ("र", "र"), ("ि", "ि"), ("्", "्"), ("ं", "ं"), ("४", "4")]),
    Script { particles: &['ا', 'ل', 'و', 'ب'], ..script(&[
        ("أ", "ا"), ("ا", "ا"), ("ل", "ل"), ("لَ", "ل"), ("و", "و"), ("بـ", "ب"), ("م", "م"), ("ن", "ن"), ("ى", "ي"),
    ]) },
    Script { is_spaceless: true, ..script(&[("港", "港"), ("口", "口"), ("開", "開"), ("ア", "ア"), ("放", "放")]) },
    Script { is_spaceless: true, ..script(&[("ก", "ก"), ("ข", "ข"), ("า", "า"), ("ี", "ี"), ("่", "่")]) },
];

const GAPS: [&str; 6] = [" ", ", ", "-", "\u{2019}", "\n", ". — "];

/// A word: a script, and the letters in it.
type Word = (usize, Vec<usize>);

fn written(word: &Word) -> String {
    word.1.iter().map(|letter| SCRIPTS[word.0].letters[*letter].0).collect()
}

fn compared(word: &Word) -> Vec<char> {
    word.1.iter().flat_map(|letter| SCRIPTS[word.0].letters[*letter].1.chars()).collect()
}

fn a_word() -> impl Strategy<Value = Word> {
    (0..SCRIPTS.len(), prop::collection::vec(any::<Index>(), 1..5)).prop_map(|(script, letters)| {
        let count = SCRIPTS[script].letters.len();
        (script, letters.into_iter().map(|letter| letter.index(count)).collect())
    })
}

/// Words of one script, most often, so that they meet.
fn some_words(script: usize) -> impl Strategy<Value = Vec<Word>> {
    prop::collection::vec(a_word(), 1..9).prop_map(move |mut words| {
        for (place, word) in words.iter_mut().enumerate().filter(|(place, _)| place % 4 != 3) {
            let count = SCRIPTS[script].letters.len();
            *word = (script, word.1.iter().map(|letter| (letter + place) % count).collect());
        }
        words
    })
}

#[derive(Clone, Copy, Debug, PartialEq)]
enum Asked {
    Hyphens,
    Open,
    Closed,
}

#[derive(Clone, Debug)]
struct Term {
    words: Vec<Word>,
    asked: Asked,
    excluded: bool,
}

/// Some words of the text, the last cut short, or a word of its own.
fn a_term(text: Vec<Word>) -> impl Strategy<Value = Term> {
    let asked = select(vec![Asked::Hyphens, Asked::Hyphens, Asked::Open, Asked::Closed]);
    (any::<Index>(), 1usize..3, 1usize..5, a_word(), 0u8..5, asked, 0u8..4).prop_map(
        move |(first, count, cut, other, own, asked, excluded)| {
            let first = first.index(text.len());
            let mut words: Vec<Word> = text.iter().skip(first).take(count).cloned().collect();
            if own == 0 {
                words = vec![other];
            }
            if asked == Asked::Hyphens && words.iter().any(|word| SCRIPTS[word.0].is_spaceless) {
                words.truncate(1);
            }
            words.last_mut().unwrap().1.truncate(cut);
            Term { words, asked, excluded: excluded == 0 }
        },
    )
}

fn typed(term: &Term) -> String {
    let words: Vec<String> = term.words.iter().map(written).collect();
    let text = match term.asked {
        Asked::Hyphens => words.join("-"),
        Asked::Open => format!("“{}", words.join(" ")),
        Asked::Closed => format!("\"{}\"", words.join(" ")),
    };
    if term.excluded { format!("-{text}") } else { text }
}

fn occurs(term: &Term, text: &[Word]) -> bool {
    let wanted: Vec<Vec<char>> = term.words.iter().map(compared).collect();
    (0..text.len()).any(|place| {
        let there = &text[place..];
        there.len() >= wanted.len()
            && wanted.iter().enumerate().all(|(nth, letters)| {
                let word = compared(&there[nth]);
                let asks_spaceless = SCRIPTS[term.words[nth].0].is_spaceless;
                let is_last = nth + 1 == wanted.len();
                let may_go_on = is_last && (term.asked != Asked::Closed || asks_spaceless);
                starts(term, nth, &word).into_iter().any(|from| {
                    let rest = &word[from..];
                    if may_go_on { rest.starts_with(letters) } else { rest == letters.as_slice() }
                })
            })
    })
}

/// Where in `word` the nth word of the term may begin.
fn starts(term: &Term, nth: usize, word: &[char]) -> Vec<usize> {
    let script = &SCRIPTS[term.words[nth].0];
    if nth > 0 {
        return vec![0];
    }
    if script.is_spaceless {
        return (0..word.len()).collect();
    }
    (0..word.len())
        .filter(|from| *from <= 4 && word[..*from].iter().all(|c| script.particles.contains(c)))
        .collect()
}

fn rendered(text: &[Word], gaps: &[Index]) -> String {
    let gap = |place: usize| gaps[place % gaps.len()].get(&GAPS);
    text.iter().enumerate().map(|(place, word)| format!("{}{}", written(word), gap(place))).collect()
}

fn a_case() -> impl Strategy<Value = (Vec<Word>, Vec<Index>, Vec<Term>)> {
    (0..SCRIPTS.len()).prop_flat_map(some_words).prop_flat_map(|text| {
        let terms = prop::collection::vec(a_term(text.clone()), 1..3);
        (Just(text), prop::collection::vec(any::<Index>(), 1..5), terms)
    })
}

/// How many of insertions, deletions, replacements and swaps of neighbours make one of the other, by the textbook's table.
fn distance(a: &[char], b: &[char]) -> usize {
    let mut table = vec![vec![0; b.len() + 1]; a.len() + 1];
    for i in 0..=a.len() {
        for j in 0..=b.len() {
            table[i][j] = if i == 0 || j == 0 {
                i + j
            } else {
                let other = usize::from(a[i - 1] != b[j - 1]);
                let mut least =
                    (table[i - 1][j] + 1).min(table[i][j - 1] + 1).min(table[i - 1][j - 1] + other);
                if i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1] {
                    least = least.min(table[i - 2][j - 2] + 1);
                }
                least
            };
        }
    }
    table[a.len()][b.len()]
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(2000))]

    #[test]
    fn the_search_finds_what_a_plain_reading_finds((text, gaps, terms) in a_case()) {
        // A phrase without its second mark is the last thing that was typed.
        let (open, whole): (Vec<&Term>, Vec<&Term>) = terms.iter().partition(|term| term.asked == Asked::Open);
        let asked: Vec<&Term> = whole.into_iter().chain(open.into_iter().take(1)).collect();
        let query: Vec<String> = asked.iter().map(|term| typed(term)).collect();
        let (query, source) = (query.join(" "), rendered(&text, &gaps));
        let expected = asked.iter().all(|term| occurs(term, &text) != term.excluded);
        let folded = fold(&source);
        let asked = Query::new(&query);
        prop_assert_eq!(asked.matches(&folded), expected, "{} in {}", query, source);
        prop_assert!(!expected || asked.may_match(&Starts::of(&folded)), "{} in {}", query, source);
    }

    #[test]
    fn a_slip_is_forgiven_where_the_textbook_counts_one(typed in "[ab]{5,7}", word in "[ab]{1,9}") {
        let letters = |text: &str| text.chars().collect::<Vec<char>>();
        let (wanted, there) = (letters(&typed), letters(&word));
        let expected = wanted[0] == there[0]
            && (1..=there.len()).any(|len| distance(&wanted, &there[..len]) <= 1);
        let query = Query::new(&typed).loosened().unwrap();
        prop_assert_eq!(query.matches(&fold(&word)), expected);
    }

    #[test]
    fn what_narrows_is_found_among_what_was_found((text, gaps, terms) in a_case(), later in "[a-b]{0,2}") {
        let earlier: Vec<String> = terms.iter().map(typed).collect();
        let (earlier, source) = (earlier.join(" "), fold(&rendered(&text, &gaps)));
        let (before, after) = (Query::new(&earlier), Query::new(&format!("{earlier}{later}")));
        if after.narrows(&before) && after.matches(&source) {
            prop_assert!(before.matches(&source));
        }
    }
}
