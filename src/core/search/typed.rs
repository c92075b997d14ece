//! What a reader typed, parted into terms: words, quoted phrases, and either with a minus before it.

/// One thing that a reader asks for, or asks to be spared.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Term<'a> {
    pub(super) text: &'a str,
    pub(super) form: Form,
    /// Whether entries that have it are left out.
    pub(super) excluded: bool,
}

/// How a term was written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Form {
    /// Without quotation marks.
    Word,
    /// After an opening mark: the reader is still typing.
    Open,
    /// Between two marks.
    Closed,
}

/// The terms in the order in which they were typed. Nothing that is typed is an error.
pub(super) fn terms(typed: &str) -> Vec<Term<'_>> {
    let mut terms = Vec::new();
    let mut rest = typed.trim_start();
    while !rest.is_empty() {
        let plain = rest.trim_start_matches(is_minus);
        let excluded = plain.len() < rest.len();
        let (text, form, after) = match plain.strip_prefix(is_quote) {
            Some(quoted) => phrase(quoted),
            None => word(plain),
        };
        if !text.is_empty() {
            terms.push(Term { text, form, excluded });
        }
        rest = after.trim_start();
    }
    terms
}

fn word(text: &str) -> (&str, Form, &str) {
    let end = end(text, &|c| c.is_whitespace() || is_quote(c));
    let (word, after) = text.split_at(end);
    (word, Form::Word, after)
}

fn phrase(text: &str) -> (&str, Form, &str) {
    let (inside, rest) = text.split_at(end(text, &is_quote));
    match rest.strip_prefix(is_quote) {
        Some(after) => (inside, Form::Closed, after),
        None => (inside, Form::Open, ""),
    }
}

/// Where the first character stands that ends a term. A mark between two Hebrew letters is how an abbreviation is written.
fn end(text: &str, ends: &dyn Fn(char) -> bool) -> usize {
    let mut before = ' ';
    let mut characters = text.char_indices().peekable();
    while let Some((at, c)) = characters.next() {
        let after = characters.peek().map_or(' ', |(_, after)| *after);
        if ends(c) && !(is_hebrew(before) && is_hebrew(after) && !c.is_whitespace()) {
            return at;
        }
        before = c;
    }
    text.len()
}

fn is_hebrew(c: char) -> bool {
    matches!(c, 'א'..='ת')
}

fn is_minus(c: char) -> bool {
    matches!(c, '-' | '−' | '–' | '－')
}

fn is_quote(c: char) -> bool {
    matches!(c, '"' | '“' | '”' | '„' | '‟' | '«' | '»' | '＂' | '「' | '」' | '『' | '』')
}
