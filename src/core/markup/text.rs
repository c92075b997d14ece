//! Text without a tree: for search, notifications and headlines; and the tree of plain text.

use std::rc::Rc;

use implicit_clone::unsync::IString;

use super::attributes::Attrs;
use super::clean::{Cleaner, TextReader};
use super::kept::{Kept, Piece};
use super::tag::{Flow, Tag};
use super::{Element, Limits, Node};

/// The text of `source` as a reader would say it: blocks and line breaks become one newline, cells and other
/// white space one space, and what the policy drops is not there.
#[must_use]
pub fn plain_text(source: &str) -> String {
    flatten(source, '\n')
}

/// The text of a headline or name that carries HTML: one line, references decoded once.
#[must_use]
pub fn decode_text(source: &str) -> String {
    flatten(source, ' ')
}

fn flatten(source: &str, line_end: char) -> String {
    let mut line = Lines { out: String::new(), gap: None };
    let mut reader = TextReader::default();
    for piece in Kept::new(head(source, Limits::default().source), 0) {
        match piece {
            Piece::Text(text) => line.push(reader.read(text)),
            Piece::Start(tag, _) | Piece::End(tag) => match tag.flow() {
                Flow::Block | Flow::Rows => line.part(line_end),
                Flow::Cell => line.part(' '),
                Flow::Void if matches!(tag, Tag::Br | Tag::Hr) => line.part(line_end),
                Flow::Void | Flow::Inline => {}
            },
            Piece::Embed(_) => line.part(line_end),
        }
    }
    line.out
}

/// Text with its white space folded.
struct Lines {
    out: String,
    gap: Option<char>,
}

impl Lines {
    fn push(&mut self, text: &str) {
        for c in text.chars() {
            if matches!(c, ' ' | '\t' | '\n' | '\u{a0}' | '\u{202f}') {
                self.part(' ');
                continue;
            }
            if let Some(gap) = self.gap.take() {
                self.out.push(gap);
            }
            self.out.push(c);
        }
    }

    /// A newline wins over a space, and nothing starts with either.
    fn part(&mut self, gap: char) {
        if !self.out.is_empty() && self.gap != Some('\n') {
            self.gap = Some(gap);
        }
    }
}

/// The tree of plain text: blank lines part paragraphs, single newlines are line breaks.
#[must_use]
pub fn from_text(text: &str) -> Vec<Node> {
    let limits = Limits::default();
    let mut clean = String::new();
    Cleaner::default().push(head(text, limits.source), &mut clean);
    let mut paragraphs = Vec::new();
    let mut lines: Vec<Node> = Vec::new();
    let mut made = 0;
    for line in clean.split('\n') {
        let line = line.trim_matches(|c: char| c.is_ascii_whitespace());
        let full = made >= limits.tags;
        if line.is_empty() {
            if !full && !lines.is_empty() {
                paragraphs.push(element(Tag::P, std::mem::take(&mut lines)));
            }
            continue;
        }
        if !lines.is_empty() {
            lines.push(if full { Node::Text(IString::Static(" ")) } else { element(Tag::Br, Vec::new()) });
        }
        lines.push(Node::Text(IString::from(line)));
        made += 1;
    }
    if !lines.is_empty() {
        paragraphs.push(element(Tag::P, lines));
    }
    paragraphs
}

fn element(tag: Tag, children: Vec<Node>) -> Node {
    Node::Element(Element { tag, attrs: Attrs::default(), children: Rc::from(children) })
}

/// The beginning of `text`, at most `bytes` of it, cut between characters.
pub(super) fn head(text: &str, bytes: usize) -> &str {
    if text.len() <= bytes {
        return text;
    }
    let end = (0..=bytes).rev().find(|at| text.is_char_boundary(*at)).unwrap_or(0);
    text.get(..end).unwrap_or("")
}
