//! Text without the characters that only do harm: controls, and towers of combining marks.

use implicit_clone::unsync::IString;

use super::references::{Place, decode};

/// Most combining marks on one letter. Vietnamese needs two, Hebrew with cantillation four.
const MAX_MARKS: u8 = 8;

/// Copies text, one piece after the other; a tower of marks may be spread over several.
#[derive(Clone, Debug, Default)]
pub(super) struct Cleaner {
    marks: u8,
}

impl Cleaner {
    /// Appends what is kept of `text`.
    pub(super) fn push(&mut self, text: &str, out: &mut String) {
        for c in text.chars() {
            match c {
                '\u{c}' => out.push(' '),
                // Gone, so it does not part the marks around it either.
                '\u{0}'..='\u{8}' | '\u{b}'..='\u{1f}' | '\u{7f}'..='\u{9f}' | '\u{feff}' => continue,
                _ if is_mark(c) => {
                    self.marks = self.marks.saturating_add(1);
                    if self.marks <= MAX_MARKS {
                        out.push(c);
                    }
                    continue;
                }
                _ => out.push(c),
            }
            self.marks = 0;
        }
    }
}

/// Reads source text: its references decoded, then cleaned. The two buffers serve all pieces of a source.
#[derive(Debug, Default)]
pub(super) struct TextReader {
    cleaner: Cleaner,
    decoded: String,
    cleaned: String,
}

impl TextReader {
    /// The text of the next piece.
    pub(super) fn read(&mut self, source: &str) -> &str {
        self.decoded.clear();
        self.cleaned.clear();
        decode(source, Place::Text, &mut self.decoded);
        self.cleaner.push(&self.decoded, &mut self.cleaned);
        &self.cleaned
    }
}

/// One line of cleaned text, white space folded.
pub(super) fn line(text: &str) -> IString {
    let mut clean = String::with_capacity(text.len());
    Cleaner::default().push(text, &mut clean);
    let mut out = String::with_capacity(clean.len());
    for word in clean.split_ascii_whitespace() {
        if !out.is_empty() {
            out.push(' ');
        }
        out.push_str(word);
    }
    IString::from(out)
}

/// The blocks of combining marks that towers are built from.
fn is_mark(c: char) -> bool {
    c >= '\u{300}'
        && matches!(
            c,
            '\u{300}'..='\u{36f}'
                | '\u{483}'..='\u{489}'
                | '\u{591}'..='\u{5bd}'
                | '\u{64b}'..='\u{65f}'
                | '\u{e31}'
                | '\u{e34}'..='\u{e3a}'
                | '\u{e47}'..='\u{e4e}'
                | '\u{1ab0}'..='\u{1aff}'
                | '\u{1dc0}'..='\u{1dff}'
                | '\u{20d0}'..='\u{20ff}'
                | '\u{fe00}'..='\u{fe0f}'
                | '\u{fe20}'..='\u{fe2f}'
        )
}
