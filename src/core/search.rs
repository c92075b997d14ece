//! Finding words: what a query means, and where in a text it matches. How text is folded so that a reader need not mind case,
//! accents or width is in [`fold`].
//!
//! A query is words, all of which must occur, in any order, each at the start of a word: readers see results while they type.
//! Words between quotation marks stand side by side, and a minus before either leaves out what has it. Scripts without spaces
//! are found wherever they stand; Arabic and Hebrew words also after the particles that are written with them.

use std::ops::Range;

use super::hash::fnv1a;
use super::order;

mod fold;
mod letters;
mod lower;
mod near;
mod scan;
mod starts;
mod typed;

use fold::Traced;
pub use fold::{Folding, fold};
use letters::{Kind, has_clitics, is_clitic, kind};
use scan::Needle;
pub use starts::Starts;
use typed::{Form, Term, terms};

/// Parts a text in a script without spaces into words: the byte offsets at which each but the first begins.
pub type Segments<'a> = &'a dyn Fn(&str) -> Vec<usize>;

/// How few letters a word may have to be looked for with a slip in it.
const LOOSE_LETTERS: usize = 5;

/// How many letters of a particle may stand before a word.
const CLITICS_MAX: usize = 4;

/// A query as the reader typed it, folded and ready to be looked for in many texts.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Query {
    wanted: Vec<Part>,
    unwanted: Vec<Part>,
    key: u64,
    /// Whether a slip is allowed in some word.
    is_loose: bool,
}

/// Something that a text has or has not.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Part {
    /// With a space where a word must begin or end.
    needle: Needle,
    begins: Begins,
    /// The bit of the first word, where only a text that has it can have the part.
    start: Option<u8>,
    /// True for a word that was not between quotation marks.
    plain: bool,
    /// The letters that may have a slip in them; none where the needle is looked for as it is.
    loose: Vec<char>,
}

/// Where a part may begin.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Begins {
    Word,
    /// At the start of a word or after the particles before it.
    AfterClitics,
    Anywhere,
}

impl Query {
    /// Reads what was typed. Words in scripts without spaces are looked for as they stand.
    #[must_use]
    pub fn new(typed: &str) -> Self {
        Self::segmented(typed, &|_| Vec::new())
    }

    /// The same, where something knows the words of scripts without spaces.
    #[must_use]
    pub fn segmented(typed: &str, segments: Segments<'_>) -> Self {
        let mut query = Self::default();
        for term in terms(typed) {
            query.add(term, segments);
        }
        // Parted in another way, the same text is another query.
        query.key = (fnv1a(typed.as_bytes()) ^ (query.key << 2)) & !3;
        query
    }

    /// Tells queries apart: a number of what was typed and how it was parted, its last two bits free. A query and its loosened form have the same.
    #[must_use]
    pub fn key(&self) -> u64 {
        self.key
    }

    /// Whether this is a loosened form.
    #[must_use]
    pub fn is_loose(&self) -> bool {
        self.is_loose
    }

    fn add(&mut self, term: Term<'_>, segments: Segments<'_>) {
        let folded = fold(term.text);
        let words = folded.trim_matches(' ');
        if words.is_empty() {
            return;
        }
        // To leave out each piece of a word would leave out too much.
        if term.excluded {
            return self.unwanted.push(Part::new(words, term.form));
        }
        if term.form != Form::Word {
            return self.wanted.push(Part::new(words, term.form));
        }
        let mut side_by_side = String::new();
        for word in words.split(' ') {
            if is_spaceless(word) {
                self.want(&mut side_by_side);
                let mut from = 0;
                for end in segments(word).into_iter().chain([word.len()]) {
                    let piece = word.get(from..end).filter(|piece| !piece.is_empty());
                    if let Some(piece) = piece {
                        self.wanted.push(Part::new(piece, Form::Word));
                        self.key = self.key.wrapping_mul(31).wrapping_add(end as u64);
                        from = end;
                    }
                }
                continue;
            }
            if !side_by_side.is_empty() {
                side_by_side.push(' ');
            }
            side_by_side.push_str(word);
        }
        self.want(&mut side_by_side);
    }

    fn want(&mut self, words: &mut String) {
        if !words.is_empty() {
            self.wanted.push(Part::new(words, Form::Word));
            words.clear();
        }
    }

    /// Whether there is nothing to look for.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.wanted.is_empty() && self.unwanted.is_empty()
    }

    /// Whether the folded text has all that is wanted and nothing that is not.
    #[must_use]
    pub fn matches(&self, folded: &str) -> bool {
        self.wanted.iter().all(|part| part.find(folded, 0).is_some())
            && self.unwanted.iter().all(|part| part.find(folded, 0).is_none())
    }

    /// Whether a text whose words begin so is worth looking at.
    #[must_use]
    pub fn may_match(&self, starts: &Starts) -> bool {
        self.wanted.iter().filter_map(|part| part.start).all(|bit| starts.may_have(bit))
    }

    /// Whether every text that matches this query matched the earlier one: then only those need be looked at.
    #[must_use]
    pub fn narrows(&self, earlier: &Self) -> bool {
        earlier.wanted.iter().all(|known| self.wanted.iter().any(|part| part.implies(known)))
            && earlier.unwanted.iter().all(|known| self.unwanted.iter().any(|part| known.implies(part)))
    }

    /// The query with one slip allowed in each plain word of five letters or more; none when there is no such word.
    #[must_use]
    pub fn loosened(&self) -> Option<Self> {
        let mut query = self.clone();
        for part in query.wanted.iter_mut().filter(|part| part.may_loosen()) {
            part.loose = part.needle.text.chars().skip(1).collect();
            part.needle = Needle::new(part.needle.text.chars().take(2).collect());
            part.start = None;
            query.is_loose = true;
        }
        query.is_loose.then_some(query)
    }

    /// How well a folded text that matches does so, its headline being the first `headline` bytes: for each part eight where the
    /// headline has it, four where it is a whole word, and one for each further place, three at most.
    #[must_use]
    pub fn score(&self, folded: &str, headline: usize) -> u32 {
        self.wanted.iter().map(|part| part.score(folded, headline)).sum()
    }

    /// Byte ranges of `text` in which something wanted occurs: ordered, apart, on character boundaries.
    #[must_use]
    pub fn highlights(&self, text: &str) -> Vec<Range<usize>> {
        if self.wanted.is_empty() {
            return Vec::new();
        }
        let folded = Traced::of(text);
        let mut found: Vec<Range<usize>> = Vec::new();
        for part in &self.wanted {
            let mut from = 0;
            while let Some(range) = part.find(&folded.text, from) {
                from = range.end;
                found.push(folded.source_of(range, text.len()));
            }
        }
        order::sort(&mut found, |a, b| a.start.cmp(&b.start));
        merge_overlaps(found)
    }
}

impl Part {
    /// Words with one space between them, which stand side by side.
    fn new(words: &str, form: Form) -> Self {
        let first = words.chars().next().unwrap_or_default();
        let begins = match kind(first) {
            Kind::Spaceless => Begins::Anywhere,
            _ if has_clitics(first) => Begins::AfterClitics,
            _ => Begins::Word,
        };
        let mut text = String::with_capacity(words.len() + 2);
        if begins == Begins::Word {
            text.push(' ');
        }
        text.push_str(words);
        if form == Form::Closed
            && !words.chars().next_back().is_some_and(|last| kind(last) == Kind::Spaceless)
        {
            text.push(' ');
        }
        let first = words.split(' ').next().filter(|_| begins == Begins::Word);
        let start = first.and_then(starts::bit_of);
        Self { needle: Needle::new(text), begins, start, plain: form == Form::Word, loose: Vec::new() }
    }

    /// The first place from `from` on, without the spaces around it.
    fn find(&self, folded: &str, from: usize) -> Option<Range<usize>> {
        let needle = &self.needle.text;
        let mut at = self.needle.find(folded, from)?;
        loop {
            let start = at + usize::from(self.begins == Begins::Word);
            if !self.loose.is_empty() {
                let rest = folded.get(start..).unwrap_or_default();
                let word = rest.split(' ').next().unwrap_or_default();
                if let Some(len) = near::start(word, &self.loose) {
                    return Some(start..start + len);
                }
            } else if self.begins != Begins::AfterClitics || is_after_clitics(folded, at) {
                return Some(start..at + needle.trim_end_matches(' ').len());
            }
            at = self.needle.find(folded, at + 1)?;
        }
    }

    fn score(&self, folded: &str, headline: usize) -> u32 {
        let (mut places, mut is_whole, mut is_headline) = (0u32, false, false);
        let mut from = 0;
        while let Some(range) = self.find(folded, from) {
            from = range.end;
            places += 1;
            is_headline |= range.start < headline;
            is_whole |= folded.get(from..).is_some_and(|rest| rest.starts_with(' '));
        }
        u32::from(is_headline) * 8 + u32::from(is_whole) * 4 + places.saturating_sub(1).min(3)
    }

    /// Whether each text that has this part has the other.
    fn implies(&self, other: &Self) -> bool {
        self.begins == other.begins
            && self.loose == other.loose
            && self.needle.text.starts_with(&other.needle.text)
    }

    fn may_loosen(&self) -> bool {
        let word = self.needle.text.trim_matches(' ');
        self.plain
            && self.begins == Begins::Word
            && word.chars().count() >= LOOSE_LETTERS
            && !word.bytes().any(|byte| byte == b' ' || byte.is_ascii_digit())
    }
}

/// Where the words of a folded run without spaces begin, but for the first, by the pieces that somebody found in its text. Up
/// to where they fit; the rest is one word.
#[must_use]
pub fn parted<T: AsRef<str>>(run: &str, pieces: &[T]) -> Vec<usize> {
    let pieces: Vec<String> = pieces.iter().map(|piece| fold(piece.as_ref())).collect();
    let mut begins = Vec::new();
    let mut at = 0;
    while let Some(rest) = run.get(at..) {
        let fits = pieces.iter().map(|piece| piece.trim_matches(' ')).filter(|piece| rest.starts_with(piece));
        let longest = fits.map(str::len).max().unwrap_or_default();
        if longest == 0 || longest == rest.len() {
            break;
        }
        at += longest;
        begins.push(at);
    }
    begins
}

/// Whether a text has letters of a script without spaces.
#[must_use]
pub fn has_spaceless(text: &str) -> bool {
    text.chars().any(|letter| kind(letter) == Kind::Spaceless)
}

fn is_spaceless(word: &str) -> bool {
    word.chars().next().is_some_and(|first| kind(first) == Kind::Spaceless)
}

/// Whether a word begins at `at`, or nothing but particles stands between there and its start.
fn is_after_clitics(folded: &str, at: usize) -> bool {
    let before = folded.get(..at).unwrap_or_default().chars().rev();
    let mut letters = before.take(CLITICS_MAX + 1).skip_while(|c| is_clitic(*c));
    letters.next() == Some(' ')
}

fn merge_overlaps(ranges: Vec<Range<usize>>) -> Vec<Range<usize>> {
    let mut merged: Vec<Range<usize>> = Vec::with_capacity(ranges.len());
    for range in ranges {
        match merged.last_mut() {
            Some(last) if range.start <= last.end => last.end = last.end.max(range.end),
            _ => merged.push(range),
        }
    }
    merged
}

#[cfg(test)]
mod tests;
