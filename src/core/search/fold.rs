//! Folding: the words of a text in the one spelling in which queries and entries meet.
//!
//! A folded text is words in lower case without accents, each with one space before and after it: a word begins where a space
//! stands before it, and words stand side by side where one space stands between them, whatever parted them. Between fields
//! stands a line feed as a word of its own, so that no phrase runs from a headline into a body.

use std::ops::Range;

use super::letters::{Kind, kind, narrow, push_folded};

/// Folds a text for comparison: lower case, accents and combining marks dropped, full width made narrow, whatever parts words
/// made one space. It begins and ends with a space.
#[must_use]
pub fn fold(text: &str) -> String {
    let mut folded = Folding::with_capacity(text.len());
    folded.push(text);
    folded.into_text()
}

/// A folded text in the making.
#[derive(Debug)]
pub struct Folding {
    /// UTF-8. Bytes, because pushing characters is what folding would spend most of its time with.
    text: Vec<u8>,
    /// (offset in the folded text, offset in the source), one for each character that left a trace, where they are wanted.
    origins: Option<Vec<(usize, usize)>>,
}

impl Folding {
    /// Nothing yet, with room for this many bytes.
    #[must_use]
    pub fn with_capacity(bytes: usize) -> Self {
        let mut text = Vec::with_capacity(bytes + 2);
        text.push(b' ');
        Self { text, origins: None }
    }

    /// Appends the words of a text.
    pub fn push(&mut self, source: &str) {
        let mut last = Kind::Gap;
        let mut at = 0;
        while let Some(byte) = source.as_bytes().get(at) {
            let start = at;
            if byte.is_ascii_alphanumeric() {
                at += 1;
                last = self.join(last, Kind::Letter, start);
                self.text.push(byte.to_ascii_lowercase());
                continue;
            }
            if byte.is_ascii() {
                at += 1;
                last = self.join(last, Kind::Gap, start);
                continue;
            }
            let Some(c) = source.get(at..).and_then(|rest| rest.chars().next()) else { break };
            at += c.len_utf8();
            let c = narrow(c);
            let kind = kind(c);
            if kind == Kind::Silent {
                continue;
            }
            last = self.join(last, kind, start);
            if kind != Kind::Gap {
                push_folded(c, &mut self.text);
            }
        }
        self.join(last, Kind::Gap, source.len());
    }

    /// Parts words where a gap comes, or letters of another kind, and notes where what comes is from.
    fn join(&mut self, last: Kind, next: Kind, at: usize) -> Kind {
        if last != next && last != Kind::Gap {
            self.trace(at);
            self.text.push(b' ');
        }
        if next != Kind::Gap {
            self.trace(at);
        }
        next
    }

    fn trace(&mut self, at: usize) {
        if let Some(origins) = &mut self.origins {
            origins.push((self.text.len(), at));
        }
    }

    /// Appends a field: no phrase runs over its end.
    pub fn field(&mut self, source: &str) {
        self.push(source);
        self.text.extend_from_slice(b"\n ");
    }

    /// How many bytes there are.
    #[must_use]
    #[expect(clippy::len_without_is_empty, reason = "it is never empty")]
    pub fn len(&self) -> usize {
        self.text.len()
    }

    /// The folded text.
    #[must_use]
    pub fn into_text(self) -> String {
        String::from_utf8(self.text).unwrap_or_default()
    }
}

/// A folded text that knows where each of its pieces came from.
pub(super) struct Traced {
    pub(super) text: String,
    origins: Vec<(usize, usize)>,
}

impl Traced {
    pub(super) fn of(source: &str) -> Self {
        let mut folded = Folding::with_capacity(source.len());
        folded.origins = Some(Vec::with_capacity(source.len()));
        folded.push(source);
        let origins = folded.origins.take().unwrap_or_default();
        Self { text: folded.into_text(), origins }
    }

    /// The source bytes from which the folded bytes `range` came; the end runs up to the next character that left a
    /// trace, so that a base letter keeps its combining marks.
    pub(super) fn source_of(&self, range: Range<usize>, source_len: usize) -> Range<usize> {
        let first = self.origins.partition_point(|(folded, _)| *folded <= range.start).saturating_sub(1);
        let last = self.origins.partition_point(|(folded, _)| *folded < range.end);
        let source_at = |index: usize| self.origins.get(index).map_or(source_len, |(_, source)| *source);
        source_at(first)..source_at(last)
    }
}
