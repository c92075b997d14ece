//! Cuts HTML into text and tags, as the tokenisation chapter of the HTML standard does.
//!
//! Tokens are slices of the source: names keep their case and values their character references until somebody
//! asks. Comments, doctypes and processing instructions only move the cursor. Every byte is looked at a bounded
//! number of times.

use crate::core::find::find;

/// A piece of the source.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Token<'a> {
    /// Text whose character references are still to be decoded.
    Text(&'a str),
    /// Text of an element in which references mean nothing, such as `style`.
    RawText(&'a str),
    /// A start tag.
    Start(StartTag<'a>),
    /// An end tag, by its name as written.
    End(&'a str),
}

/// A start tag as written.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct StartTag<'a> {
    /// The name as written.
    pub name: &'a str,
    /// Names and values as written; the first of each name, up to the limit.
    pub attributes: Vec<(&'a str, &'a str)>,
    /// True for `<br/>`.
    pub self_closing: bool,
    /// True when the tag had more attributes than the limit.
    pub cut: bool,
}

impl<'a> StartTag<'a> {
    /// The value of an attribute, as written.
    #[must_use]
    pub fn get(&self, name: &str) -> Option<&'a str> {
        let found = self.attributes.iter().find(|(own, _)| own.eq_ignore_ascii_case(name));
        found.map(|(_, value)| *value)
    }
}

/// What ends the text inside an element whose content is not markup.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Raw {
    /// Markup: the ordinary state.
    No,
    /// Text with character references, up to the end tag of this name.
    Rcdata(&'static str),
    /// Text without, up to the end tag of this name.
    Rawtext(&'static str),
    /// Like raw text, but an end tag inside a comment that opens another script does not count.
    Script,
    /// Text to the end of the source.
    Plaintext,
}

/// The elements whose content is not markup. `noscript` is one because scripts run wherever this does.
const RAW: [(&str, Raw); 10] = [
    ("iframe", Raw::Rawtext("iframe")),
    ("noembed", Raw::Rawtext("noembed")),
    ("noframes", Raw::Rawtext("noframes")),
    ("noscript", Raw::Rawtext("noscript")),
    ("plaintext", Raw::Plaintext),
    ("script", Raw::Script),
    ("style", Raw::Rawtext("style")),
    ("textarea", Raw::Rcdata("textarea")),
    ("title", Raw::Rcdata("title")),
    ("xmp", Raw::Rawtext("xmp")),
];

/// The tokens of a source, in order.
#[derive(Clone, Debug)]
pub struct Tokens<'a> {
    source: &'a str,
    at: usize,
    raw: Raw,
    foreign: bool,
    max_attributes: usize,
}

impl<'a> Tokens<'a> {
    /// Starts at the beginning of `source`, keeping at most `max_attributes` of each tag.
    #[must_use]
    pub fn new(source: &'a str, max_attributes: usize) -> Self {
        Self { source, at: 0, raw: Raw::No, foreign: false, max_attributes }
    }

    /// Inside SVG and MathML a `style` or `title` holds markup like any other element.
    pub fn set_foreign(&mut self, foreign: bool) {
        self.foreign = foreign;
        if foreign {
            self.raw = Raw::No;
        }
    }

    fn byte(&self, at: usize) -> Option<u8> {
        self.source.as_bytes().get(at).copied()
    }

    fn rest(&self, at: usize) -> &'a str {
        self.source.get(at..).unwrap_or("")
    }

    fn slice(&self, from: usize, to: usize) -> &'a str {
        self.source.get(from..to).unwrap_or("")
    }

    fn end(&self) -> usize {
        self.source.len()
    }

    /// The position of `needle` at or after `from`, or the end.
    fn seek(&self, from: usize, needle: char) -> usize {
        self.rest(from).find(needle).map_or(self.end(), |offset| from + offset)
    }

    fn starts_with_ignoring_case(&self, at: usize, word: &str) -> bool {
        let found = self.source.as_bytes().get(at..at + word.len());
        found.is_some_and(|bytes| bytes.eq_ignore_ascii_case(word.as_bytes()))
    }

    /// The text up to the next markup, cursor moved to that markup.
    fn data(&mut self) -> &'a str {
        let from = self.at;
        let mut seen = from;
        loop {
            let open = self.seek(seen, '<');
            if open == self.end() || self.is_markup(open) {
                self.at = open;
                return self.slice(from, open);
            }
            seen = open + 1;
        }
    }

    /// True when the `<` at `open` starts a tag, comment or the like and not text.
    fn is_markup(&self, open: usize) -> bool {
        match self.byte(open + 1) {
            Some(b'!' | b'?') => true,
            Some(b'/') => self.byte(open + 2).is_some(),
            Some(byte) => byte.is_ascii_alphabetic(),
            None => false,
        }
    }

    /// Reads the markup at the cursor: a tag, or nothing for what only moves the cursor.
    fn markup(&mut self) -> Option<Token<'a>> {
        let open = self.at;
        match (self.byte(open + 1), self.byte(open + 2)) {
            (Some(b'/'), Some(byte)) if byte.is_ascii_alphabetic() => {
                let tag = self.tag(open + 2)?;
                Some(Token::End(tag.name))
            }
            (Some(b'!'), _) if self.rest(open + 2).starts_with("--") => {
                self.comment(open + 4);
                None
            }
            // Doctypes, `<![CDATA[` outside SVG, `<?` and `</ ` all end at the first `>`, quoted or not.
            (Some(b'!' | b'?' | b'/'), _) => {
                self.at = (self.seek(open + 2, '>') + 1).min(self.end());
                None
            }
            _ => {
                let tag = self.tag(open + 1)?;
                if !self.foreign {
                    let kind = RAW.iter().find(|(name, _)| name.eq_ignore_ascii_case(tag.name));
                    self.raw = kind.map_or(Raw::No, |(_, raw)| *raw);
                }
                Some(Token::Start(tag))
            }
        }
    }

    /// Moves past the comment whose text starts at `from`.
    fn comment(&mut self, from: usize) {
        let text = self.rest(from);
        self.at = if text.starts_with('>') {
            from + 1
        } else if text.starts_with("->") {
            from + 2
        } else {
            let mut dashes = from;
            loop {
                let Some(found) = find(self.rest(dashes), "--") else {
                    break self.end();
                };
                let after = dashes + found + 2;
                if self.byte(after) == Some(b'>') {
                    break after + 1;
                }
                if self.rest(after).starts_with("!>") {
                    break after + 2;
                }
                dashes = after - 1;
            }
        };
    }

    /// Reads a tag whose name starts at `from`. A tag that the source ends in is no tag.
    fn tag(&mut self, from: usize) -> Option<StartTag<'a>> {
        let name_end = self.pass(from, |byte| !is_space(byte) && !matches!(byte, b'/' | b'>'));
        let name = self.slice(from, name_end);
        let mut tag = StartTag { name, attributes: Vec::new(), self_closing: false, cut: false };
        let mut at = name_end;
        loop {
            at = self.pass(at, is_space);
            match self.byte(at) {
                Some(b'>') => {
                    self.at = at + 1;
                    return Some(tag);
                }
                Some(b'/') => {
                    at += 1;
                    tag.self_closing = self.byte(at) == Some(b'>');
                }
                Some(_) => at = self.attribute(at, &mut tag)?,
                None => {
                    self.at = self.end();
                    return None;
                }
            }
        }
    }

    /// Reads an attribute and answers where it ends.
    fn attribute(&mut self, from: usize, tag: &mut StartTag<'a>) -> Option<usize> {
        // An equals sign in first place is part of the name.
        let name_end = self.pass(from + 1, |byte| !is_space(byte) && !matches!(byte, b'/' | b'>' | b'='));
        let name = self.slice(from, name_end);
        let equals = self.pass(name_end, is_space);
        let (value, end) = match self.byte(equals) {
            Some(b'=') => self.value(self.pass(equals + 1, is_space)),
            _ => ("", equals),
        };
        if end >= self.end() {
            self.at = self.end();
            return None;
        }
        if tag.attributes.len() >= self.max_attributes {
            tag.cut = true;
        } else if tag.get(name).is_none() {
            tag.attributes.push((name, value));
        }
        Some(end)
    }

    /// Reads the value that starts at `from`, quoted or not, and answers it with where it ends.
    fn value(&self, from: usize) -> (&'a str, usize) {
        match self.byte(from) {
            Some(quote @ (b'"' | b'\'')) => {
                let close = self.seek(from + 1, char::from(quote));
                (self.slice(from + 1, close), close + 1)
            }
            _ => {
                let end = self.pass(from, |byte| !is_space(byte) && byte != b'>');
                (self.slice(from, end), end)
            }
        }
    }

    /// The first position at or after `from` whose byte is not `wanted`.
    fn pass(&self, from: usize, wanted: impl Fn(u8) -> bool) -> usize {
        let bytes = self.source.as_bytes().get(from..).unwrap_or(&[]);
        from + bytes.iter().position(|byte| !wanted(*byte)).unwrap_or(bytes.len())
    }

    /// True when the end tag of `name` is at `open`.
    fn is_end_tag(&self, open: usize, name: &str) -> bool {
        self.byte(open + 1) == Some(b'/') && self.is_name(open + 2, name)
    }

    /// True when `name` is at `at` and ends there.
    fn is_name(&self, at: usize, name: &str) -> bool {
        let ends = |byte| is_space(byte) || matches!(byte, b'/' | b'>');
        self.starts_with_ignoring_case(at, name) && self.byte(at + name.len()).is_some_and(ends)
    }

    /// Where the end tag of `name` is, or the end of the source.
    fn raw_end(&self, name: &str) -> usize {
        let mut open = self.seek(self.at, '<');
        while open < self.end() && !self.is_end_tag(open, name) {
            open = self.seek(open + 1, '<');
        }
        open
    }

    /// Where the end tag of a script is. `<!--` hides it once another `<script` has been opened inside.
    fn script_end(&self) -> usize {
        let (mut comment, mut nested) = (false, false);
        let mut at = self.at;
        while let Some(offset) = self.rest(at).find(&['<', '-'][..]) {
            at += offset;
            if self.rest(at).starts_with("-->") {
                (comment, nested) = (false, false);
            } else if !comment && self.rest(at).starts_with("<!--") {
                comment = true;
                // Its own dashes may be those that end it, as in `<!-->`.
                at += 1;
            } else if self.is_end_tag(at, "script") {
                if !nested {
                    return at;
                }
                nested = false;
            } else if comment && self.byte(at) == Some(b'<') && self.is_name(at + 1, "script") {
                nested = true;
            }
            at += 1;
        }
        self.end()
    }
}

impl<'a> Iterator for Tokens<'a> {
    type Item = Token<'a>;

    fn next(&mut self) -> Option<Token<'a>> {
        while self.at < self.end() {
            let raw = std::mem::replace(&mut self.raw, Raw::No);
            let from = self.at;
            let text = match raw {
                Raw::No => self.data(),
                Raw::Rcdata(name) | Raw::Rawtext(name) => self.slice(from, self.raw_end(name)),
                Raw::Script => self.slice(from, self.script_end()),
                Raw::Plaintext => self.rest(from),
            };
            self.at = from + text.len();
            match raw {
                _ if text.is_empty() => {}
                Raw::No | Raw::Rcdata(_) => return Some(Token::Text(text)),
                _ => return Some(Token::RawText(text)),
            }
            if self.at < self.end()
                && let Some(token) = self.markup()
            {
                return Some(token);
            }
        }
        None
    }
}

/// The standard turns a carriage return into a newline before it reads, so here it counts as one.
fn is_space(byte: u8) -> bool {
    matches!(byte, b'\t' | b'\n' | b'\x0c' | b'\r' | b' ')
}
