//! Finding words: how text is folded so that a reader need not mind case, accents or width, what a query means,
//! and where in a text it matches.

use std::ops::Range;

use super::order;

/// A query as the reader typed it, folded into words that must all occur.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Query {
    words: Vec<String>,
}

impl Query {
    /// Splits at white space and folds. No words: a query that everything matches.
    #[must_use]
    pub fn new(typed: &str) -> Self {
        let words = typed.split_whitespace().map(fold).filter(|w| !w.is_empty()).collect();
        Self { words }
    }

    /// Whether there is nothing to look for.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.words.is_empty()
    }

    /// Whether each word occurs somewhere in the folded text.
    #[must_use]
    pub fn matches(&self, folded: &str) -> bool {
        self.words.iter().all(|word| folded.contains(word.as_str()))
    }

    /// Byte ranges of `text` in which a word occurs: ordered, apart, on character boundaries.
    #[must_use]
    pub fn highlights(&self, text: &str) -> Vec<Range<usize>> {
        if self.is_empty() {
            return Vec::new();
        }
        let folded = Folded::of(text);
        let mut found: Vec<Range<usize>> = self
            .words
            .iter()
            .flat_map(|word| folded.text.match_indices(word.as_str()).map(|(at, hit)| at..at + hit.len()))
            .map(|range| folded.source_of(range, text.len()))
            .collect();
        order::sort(&mut found, |a, b| a.start.cmp(&b.start));
        merge_overlaps(found)
    }
}

/// Folds a text for comparison: lower case, Latin accents and combining marks dropped, full width made narrow, runs
/// of white space to one space.
#[must_use]
pub fn fold(text: &str) -> String {
    Folded::of(text).text
}

/// A folded text that knows where each of its pieces came from.
struct Folded {
    text: String,
    /// (offset in the folded text, offset in the source), one for each source character that left a trace.
    origins: Vec<(usize, usize)>,
}

impl Folded {
    fn of(source: &str) -> Self {
        let mut text = String::with_capacity(source.len());
        let mut origins = Vec::with_capacity(source.len());
        for (at, c) in source.char_indices() {
            if is_silent(c) || (c.is_whitespace() && text.ends_with(' ')) {
                continue;
            }
            origins.push((text.len(), at));
            push_folded(c, &mut text);
        }
        Self { text, origins }
    }

    /// The source bytes from which the folded bytes `range` came; the end runs up to the next character that left a
    /// trace, so that a base letter keeps its combining marks.
    fn source_of(&self, range: Range<usize>, source_len: usize) -> Range<usize> {
        let first = self.origins.partition_point(|(folded, _)| *folded <= range.start).saturating_sub(1);
        let last = self.origins.partition_point(|(folded, _)| *folded < range.end);
        let source_at = |index: usize| self.origins.get(index).map_or(source_len, |(_, source)| *source);
        source_at(first)..source_at(last)
    }
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

/// What a reader neither sees nor types: Unicode's main blocks of combining marks (U+0300–036F and its supplements), soft
/// hyphens, zero-width spaces and joiners, the byte order mark.
fn is_silent(c: char) -> bool {
    matches!(c,
        '\u{AD}' | '\u{300}'..='\u{36F}' | '\u{1AB0}'..='\u{1AFF}' | '\u{1DC0}'..='\u{1DFF}' | '\u{200B}'..='\u{200D}'
        | '\u{2060}' | '\u{20D0}'..='\u{20FF}' | '\u{FEFF}')
}

fn push_folded(c: char, out: &mut String) {
    let narrow = match c {
        '\u{FF01}'..='\u{FF5E}' => char::from_u32(c as u32 - 0xFEE0).unwrap_or(c),
        '’' | '‘' => '\'',
        _ if c.is_whitespace() => ' ',
        _ => c,
    };
    if narrow.is_ascii() {
        out.push(narrow.to_ascii_lowercase());
        return;
    }
    for lower in narrow.to_lowercase() {
        match latin_base(lower) {
            Some(base) => out.push_str(base),
            None if is_silent(lower) => {}
            None => out.push(lower),
        }
    }
}

/// The plain letters of a lower-case Latin letter with an accent (Latin-1 Supplement and Latin Extended-A), as
/// Unicode decomposes them, and the usual spelling of the letters it does not decompose.
fn latin_base(c: char) -> Option<&'static str> {
    Some(match c {
        'à'..='å' | 'ā' | 'ă' | 'ą' => "a",
        'æ' => "ae",
        'ç' | 'ć' | 'ĉ' | 'ċ' | 'č' => "c",
        'ď' | 'đ' | 'ð' => "d",
        'è'..='ë' | 'ē' | 'ĕ' | 'ė' | 'ę' | 'ě' => "e",
        'ĝ' | 'ğ' | 'ġ' | 'ģ' => "g",
        'ĥ' | 'ħ' => "h",
        'ì'..='ï' | 'ĩ' | 'ī' | 'ĭ' | 'į' | 'ı' => "i",
        'ĵ' => "j",
        'ķ' | 'ĸ' => "k",
        'ĺ' | 'ļ' | 'ľ' | 'ŀ' | 'ł' => "l",
        'ñ' | 'ń' | 'ņ' | 'ň' | 'ŋ' => "n",
        'ò'..='ö' | 'ø' | 'ō' | 'ŏ' | 'ő' => "o",
        'œ' => "oe",
        'ŕ' | 'ŗ' | 'ř' => "r",
        'ś' | 'ŝ' | 'ş' | 'š' | 'ſ' => "s",
        'ß' => "ss",
        'ţ' | 'ť' | 'ŧ' => "t",
        'þ' => "th",
        'ù'..='ü' | 'ũ' | 'ū' | 'ŭ' | 'ů' | 'ű' | 'ų' => "u",
        'ŵ' => "w",
        'ý' | 'ÿ' | 'ŷ' => "y",
        'ź' | 'ż' | 'ž' => "z",
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    #![allow(clippy::indexing_slicing, reason = "a failed test is the point of a test")]
    use super::*;
    use proptest::prelude::*;

    fn marked(query: &str, text: &str) -> Vec<String> {
        Query::new(query).highlights(text).into_iter().map(|range| text[range].to_owned()).collect()
    }

    #[test]
    fn case_accents_and_width_do_not_matter() {
        for (typed, text) in [
            ("aid", "AID pledged"),
            ("uber", "Über"),
            ("Über", "uber"),
            ("ＡＢＣ", "abc"),
            ("cafe", "cafe\u{301}"),
            ("corridor", "cor\u{AD}ri\u{AD}dor"),
        ] {
            assert!(Query::new(typed).matches(&fold(text)), "{typed} in {text}");
        }
    }

    #[test]
    fn every_word_must_occur_and_order_is_free() {
        let query = Query::new("  port   halden ");
        assert!(query.matches(&fold("Halden, a port")));
        assert!(!query.matches(&fold("Halden, a town")));
        assert!(Query::new("   ").is_empty());
    }

    #[test]
    fn highlights_cover_the_source_and_never_split_a_letter() {
        assert_eq!(marked("uber", "Über uns"), ["Über"]);
        assert_eq!(marked("cafe", "le cafe\u{301} noir"), ["cafe\u{301}"]);
        assert_eq!(marked("strasse", "Straße"), ["Straße"]);
        assert_eq!(marked("aid ai", "aid Aid"), ["aid", "Aid"]);
        assert!(marked("x", "abc").is_empty());
    }

    proptest! {
        #[test]
        fn highlights_are_ordered_apart_and_sliceable(query in "\\PC{0,6}", text in "\\PC{0,60}") {
            let mut end = 0;
            for range in Query::new(&query).highlights(&text) {
                prop_assert!(range.start >= end && range.start < range.end);
                prop_assert!(text.get(range.clone()).is_some());
                end = range.end;
            }
        }

        #[test]
        fn a_piece_of_a_text_is_found_in_it(text in "[a-zA-Zà-ÿ]{1,12}", from in 0usize..12) {
            let piece: String = text.chars().skip(from.min(text.chars().count() - 1)).collect();
            prop_assert!(Query::new(&piece).matches(&fold(&text)));
        }
    }
}
