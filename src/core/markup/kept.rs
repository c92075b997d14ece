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
    /// A button, with so many elements open inside.
    Button(u32),
    /// A player's fallback text; true inside a link in it.
    Player(bool),
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
                Fate::Drop if tag.name.eq_ignore_ascii_case("button") => {
                    self.leaving = Leaving::Button(0);
                    None
                }
                Fate::Drop => {
                    self.leaving = Leaving::Element(tag.name, 1);
                    None
                }
                Fate::DropForeign => {
                    if !tag.self_closing {
                        self.leave(Leaving::Foreign(tag.name, 1, 0));
                    }
                    None
                }
                Fate::Player => {
                    self.leaving = Leaving::Player(false);
                    None
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

    /// A button that was left open ends with the element around it.
    fn in_button(&mut self, inside: u32, token: Token<'a>) -> Option<Piece<'a>> {
        self.leaving = match &token {
            Token::Start(tag) if holds_something(tag.name) => Leaving::Button(inside + 1),
            Token::End(name) if name.eq_ignore_ascii_case("button") => Leaving::Nothing,
            Token::End(name) if holds_something(name) && inside == 0 => {
                self.leaving = Leaving::Nothing;
                return self.decide(token);
            }
            Token::End(name) if holds_something(name) => Leaving::Button(inside - 1),
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

    fn in_player(&mut self, in_link: bool, token: Token<'a>) -> Option<Piece<'a>> {
        match token {
            Token::End(name) if fate(name) == Fate::Player => {
                self.leaving = Leaving::Nothing;
                in_link.then_some(Piece::End(Tag::A))
            }
            Token::Start(tag) if fate(tag.name) == Fate::Keep(Tag::A) => {
                self.leaving = Leaving::Player(true);
                Some(Piece::Start(Tag::A, tag))
            }
            Token::End(name) if fate(name) == Fate::Keep(Tag::A) => {
                self.leaving = Leaving::Player(false);
                Some(Piece::End(Tag::A))
            }
            Token::Text(text) if in_link => Some(Piece::Text(text)),
            _ => None,
        }
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
                Leaving::Button(inside) => self.in_button(inside, token),
                Leaving::Player(in_link) => self.in_player(in_link, token),
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

fn is_any(name: &str, names: &[&str]) -> bool {
    names.iter().any(|own| own.eq_ignore_ascii_case(name))
}
