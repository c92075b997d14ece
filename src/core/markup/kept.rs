//! The tokens that survive the policy: shared by the tree and by plain text, so that both say the same.

use super::policy::{Fate, fate};
use super::tag::{Flow, Tag};
use super::tokens::{StartTag, Token, Tokens};

/// A token that survives.
#[derive(Debug)]
pub(super) enum Piece<'a> {
    /// Text, references still to be decoded.
    Text(&'a str),
    /// A start tag that may become this element.
    Start(Tag, StartTag<'a>),
    /// An end tag of this element.
    End(Tag),
    /// A start tag that may become a thing of another site, or the `source` of one.
    Embed(StartTag<'a>),
}

/// What is being left out at the moment.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Leaving<'a> {
    Nothing,
    /// Everything up to the end of the element of this name, opened so many times.
    Element(&'a str, u32),
    /// SVG or MathML of this name, opened so many times; and how many elements are open in it that HTML may
    /// stand in.
    Foreign(&'a str, u32, u32),
    /// A button or a player of this name, with so many elements open inside.
    Inside(&'a str, u32),
}

/// The tokens of a source without what the policy drops.
pub(super) struct Kept<'a> {
    tokens: Tokens<'a>,
    leaving: Leaving<'a>,
}

impl<'a> Kept<'a> {
    pub(super) fn new(source: &'a str, max_attributes: usize) -> Self {
        Self { tokens: Tokens::new(source, max_attributes), leaving: Leaving::Nothing }
    }

    fn leave(&mut self, leaving: Leaving<'a>) {
        self.leaving = leaving;
        self.tokens.set_foreign(matches!(leaving, Leaving::Foreign(_, _, 0)));
    }

    /// What becomes of a token while nothing is left out.
    fn decide(&mut self, token: Token<'a>) -> Option<Piece<'a>> {
        match token {
            Token::Text(text) => Some(Piece::Text(text)),
            Token::RawText(_) => None,
            Token::End(name) => match fate(name) {
                Fate::Keep(tag) => Some(Piece::End(tag)),
                _ => None,
            },
            Token::Start(tag) => match fate(tag.name) {
                Fate::Keep(kept) => Some(Piece::Start(kept, tag)),
                Fate::Unwrap | Fate::Skip => None,
                Fate::Drop if is_any(tag.name, &["button"]) => {
                    self.leaving = Leaving::Inside(tag.name, 0);
                    None
                }
                Fate::Drop => {
                    self.leaving = Leaving::Element(tag.name, 1);
                    let may_be_one = is_any(tag.name, &["object"])
                        || tag.get("src").is_some() && is_any(tag.name, &["script"]);
                    may_be_one.then_some(Piece::Embed(tag))
                }
                Fate::Embed => Some(Piece::Embed(tag)),
                Fate::DropForeign => {
                    if !tag.self_closing {
                        self.leave(Leaving::Foreign(tag.name, 1, 0));
                    }
                    None
                }
                Fate::Player => {
                    // Browsers do not see that one written as in XML has nothing inside; whoever wrote it so means it.
                    if !tag.self_closing {
                        self.leaving = Leaving::Inside(tag.name, 0);
                    }
                    Some(Piece::Embed(tag))
                }
            },
        }
    }

    fn in_element(&mut self, name: &'a str, depth: u32, token: &Token<'a>) {
        let is_select = name.eq_ignore_ascii_case("select");
        let depth = match token {
            // Without an end tag of its own a list of choices ends at the next one, or at a field.
            Token::Start(tag) if is_select && is_any(tag.name, &["select", "input"]) => 0,
            Token::Start(tag) if tag.name.eq_ignore_ascii_case(name) => depth + 1,
            Token::End(end) if end.eq_ignore_ascii_case(name) => depth - 1,
            _ => depth,
        };
        self.leaving = if depth == 0 { Leaving::Nothing } else { Leaving::Element(name, depth) };
    }

    /// One that was left open ends with the element around it.
    fn inside(&mut self, name: &'a str, inside: u32, token: Token<'a>) -> Option<Piece<'a>> {
        self.leaving = match token {
            Token::Start(tag) if is_any(tag.name, &["source"]) => return Some(Piece::Embed(tag)),
            Token::Start(tag) if holds_something(tag.name) => Leaving::Inside(name, inside + 1),
            Token::End(end) if end.eq_ignore_ascii_case(name) => Leaving::Nothing,
            Token::End(end) if holds_something(end) && inside == 0 => {
                self.leaving = Leaving::Nothing;
                return self.decide(token);
            }
            Token::End(end) if holds_something(end) => Leaving::Inside(name, inside - 1),
            _ => self.leaving,
        };
        None
    }

    fn in_foreign(&mut self, name: &'a str, depth: u32, html: u32, token: Token<'a>) -> Option<Piece<'a>> {
        let mut html = html;
        let depth = match &token {
            Token::Start(tag) => {
                if html == 0 && breaks_out(tag.name) {
                    self.leave(Leaving::Nothing);
                    return self.decide(token);
                }
                html += u32::from(may_hold_html(tag.name) && !tag.self_closing);
                depth + u32::from(tag.name.eq_ignore_ascii_case(name) && !tag.self_closing)
            }
            Token::End(end) if end.eq_ignore_ascii_case(name) => depth - 1,
            Token::End(end) if may_hold_html(end) => {
                html = html.saturating_sub(1);
                depth
            }
            Token::End(end) if html == 0 && breaks_out(end) => {
                self.leave(Leaving::Nothing);
                return self.decide(token);
            }
            _ => depth,
        };
        self.leave(if depth == 0 { Leaving::Nothing } else { Leaving::Foreign(name, depth, html) });
        None
    }
}

impl<'a> Iterator for Kept<'a> {
    type Item = Piece<'a>;

    fn next(&mut self) -> Option<Piece<'a>> {
        loop {
            let token = self.tokens.next()?;
            let piece = match self.leaving {
                Leaving::Nothing => self.decide(token),
                Leaving::Element(name, depth) => {
                    self.in_element(name, depth, &token);
                    None
                }
                Leaving::Foreign(name, depth, html) => self.in_foreign(name, depth, html, token),
                Leaving::Inside(name, inside) => self.inside(name, inside, token),
            };
            if piece.is_some() {
                return piece;
            }
        }
    }
}

/// HTML elements that end an SVG or MathML which was left open, by their start or their end tag.
fn breaks_out(name: &str) -> bool {
    matches!(fate(name), Fate::Keep(tag) if tag != Tag::A) && !name.eq_ignore_ascii_case("image")
}

/// The elements of SVG and MathML that HTML may stand in.
fn may_hold_html(name: &str) -> bool {
    is_any(name, &["foreignobject", "desc", "title", "mi", "mo", "mn", "ms", "mtext", "annotation-xml"])
}

fn holds_something(name: &str) -> bool {
    matches!(fate(name), Fate::Keep(tag) if tag.flow() != Flow::Void)
}

/// True when `name` is one of these, in whatever case.
pub(super) fn is_any(name: &str, names: &[&str]) -> bool {
    names.iter().any(|own| own.eq_ignore_ascii_case(name))
}
