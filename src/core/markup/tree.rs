//! Nests the tokens that survive the policy.
//!
//! Follows the standard where feeds rely on it (implied end tags, marks carried into the next block, rows without
//! a `tbody`) and keeps the order of the text always: what the standard moves out of a table or list stays, in a
//! cell or item of its own.

mod embeds;
mod picture;
mod place;

use std::mem::replace;
use std::rc::Rc;

use implicit_clone::unsync::IString;

use super::attributes::{Attrs, Verdict, read};
use super::clean::TextReader;
use super::embeds::{EmbedReader, snippet};
use super::kept::{Kept, Piece};
use super::tag::{Flow, Tag};
use super::text::head;
use super::{Element, Limits, MAX_DEPTH, Node, Own, Parsed};
use crate::core::embed::Embed;
use crate::core::url::SafeUrl;

/// Most open marks that are carried from one block into the next.
const MAX_CARRIED: usize = 8;

/// Most things of other sites in one body.
const MAX_EMBEDS: usize = 30;

/// Builds the tree of `source`.
pub(super) fn build(source: &str, base: &SafeUrl, limits: Limits) -> Parsed {
    let shown = head(source, limits.source);
    let mut tree = Tree::new(limits, shown.len() < source.len());
    let mut reader = TextReader::default();
    let mut embeds = EmbedReader::default();
    for piece in Kept::new(shown, limits.attributes) {
        if tree.is_full(&piece) {
            tree.cut = true;
            break;
        }
        match piece {
            Piece::Text(text) => tree.text(reader.read(text)),
            Piece::Start(tag, written) => {
                tree.tags_left -= 1;
                tree.cut |= written.cut;
                let verdict = read(tag, &written, base);
                if tag == Tag::Span {
                    tree.spans.push(matches!(verdict, Verdict::Keep(_)));
                }
                if let Verdict::Keep(attrs) = verdict {
                    if let Own::Link(url) = &attrs.own {
                        tree.see_link(url);
                    }
                    tree.start(tag, attrs);
                }
                if matches!(tag, Tag::Blockquote | Tag::Div | Tag::Figure)
                    && let Some(embed) = snippet(&written, base)
                {
                    tree.open_snippet(tag, embed);
                }
                tree.top.is_picture |= tag == Tag::Figure && written.get("data-picture").is_some();
            }
            Piece::Embed(written) => {
                if let Some(embed) = embeds.read(written, base) {
                    tree.embed(embed);
                }
            }
            Piece::End(tag) => tree.end(tag),
        }
    }
    tree.finish()
}

/// An element that is still open.
struct Frame {
    tag: Tag,
    attrs: Attrs,
    done: Vec<Node>,
    /// Text since the last child: a child that turns out to be empty does not part it.
    text: String,
    /// Not written in the source.
    implied: bool,
    /// Its end tag came while a block inside was open; it closes with that block.
    ended: bool,
    /// Is the snippet of another site: of this post, for sure when its attributes said so.
    snippet: Option<Option<(bool, Embed)>>,
    /// Says that it is a picture beside the text.
    is_picture: bool,
    /// What could not stand inside comes after it.
    embeds: Vec<Rc<Embed>>,
}

impl Frame {
    fn new(tag: Tag, attrs: Attrs, implied: bool) -> Self {
        let (done, embeds) = (Vec::new(), Vec::new());
        let text = String::new();
        Self { tag, attrs, done, text, implied, ended: false, snippet: None, is_picture: false, embeds }
    }

    /// True when what comes next starts a line anyway.
    fn is_at_line_start(&self) -> bool {
        let after_block = match self.done.last() {
            None => self.tag.flow() != Flow::Inline,
            Some(Node::Element(last)) => last.tag == Tag::Hr || last.tag.flow() == Flow::Block,
            Some(Node::Picture(_) | Node::Embed(_)) => true,
            Some(Node::Text(_)) => false,
        };
        after_block && is_blank(&self.text)
    }

    fn flush(&mut self, preformatted: bool) {
        let text = std::mem::take(&mut self.text);
        let is_nothing = is_blank(&text) && (self.tag.is_frame() || !preformatted && self.is_at_line_start());
        if !text.is_empty() && !is_nothing {
            self.done.push(Node::Text(IString::from(text)));
        }
    }
}

struct Tree {
    top: Frame,
    /// The open elements around `top`, the root first.
    below: Vec<Frame>,
    /// Marks that a closing block closed too, to be opened again in the next.
    carried: Vec<(Tag, Attrs)>,
    depth: usize,
    tags_left: usize,
    embeds_left: usize,
    /// For each `span` that is open in the source, whether it was kept.
    spans: Vec<bool>,
    /// An element had to be implied when no tags were left.
    full: bool,
    /// Elements beyond the depth that are open in the source.
    too_deep: usize,
    /// The next text is the first in a `pre`.
    starts_pre: bool,
    cut: bool,
}

impl Tree {
    fn new(limits: Limits, cut: bool) -> Self {
        Self {
            top: Frame::new(Tag::Div, Attrs::default(), false),
            below: Vec::new(),
            carried: Vec::new(),
            depth: limits.depth.min(MAX_DEPTH),
            tags_left: limits.tags,
            embeds_left: MAX_EMBEDS,
            spans: Vec::new(),
            full: false,
            too_deep: 0,
            starts_pre: false,
            cut,
        }
    }

    /// True when `piece` would be one element too many.
    fn is_full(&self, piece: &Piece<'_>) -> bool {
        let is_element = matches!(piece, Piece::Start(..) | Piece::Embed(_) | Piece::End(Tag::Br));
        self.full || is_element && self.tags_left == 0
    }

    fn text(&mut self, text: &str) {
        let text =
            if replace(&mut self.starts_pre, false) { text.strip_prefix('\n').unwrap_or(text) } else { text };
        if !is_blank(text) {
            self.fit(None);
            self.reopen();
        }
        self.top.text.push_str(text);
    }

    fn start(&mut self, tag: Tag, attrs: Attrs) {
        self.starts_pre = false;
        let Some(tag) = self.make_way(tag) else { return };
        self.fit(Some(tag));
        if matches!(tag.flow(), Flow::Inline | Flow::Void) && tag != Tag::Hr {
            self.reopen();
        }
        if tag.flow() != Flow::Void {
            self.starts_pre = self.push(tag, attrs, false) && tag == Tag::Pre;
        } else if self.below.len() < self.depth {
            self.attach(tag, attrs, Vec::new());
        } else {
            self.cut = true;
        }
    }

    fn end(&mut self, tag: Tag) {
        self.starts_pre = false;
        if tag == Tag::Br {
            self.tags_left -= 1;
            return self.start(Tag::Br, Attrs::default());
        }
        if tag == Tag::Span && self.spans.pop() != Some(true) {
            return;
        }
        if self.too_deep > 0 {
            self.too_deep -= 1;
            return;
        }
        let shield = |open: Tag| match tag {
            Tag::Table | Tag::Caption | Tag::Td | Tag::Th => open == Tag::Table,
            _ if tag.flow() == Flow::Rows => open == Tag::Table,
            Tag::Li => matches!(open, Tag::Ul | Tag::Ol) || open.flow() == Flow::Cell,
            _ => open.flow() == Flow::Cell,
        };
        let Some(count) = self.find(|open| tag.ends(open), shield) else {
            self.carried.retain(|(carried, _)| *carried != tag);
            // Out of place, these two were opened as this.
            if matches!(tag, Tag::Summary | Tag::Figcaption) {
                self.end(Tag::Div);
            }
            return;
        };
        let around = self.below.len() + 1 - count;
        let crosses_block = || self.open().take(count).any(|open| open.tag.flow() != Flow::Inline);
        if tag.flow() == Flow::Inline && crosses_block() {
            if let Some(frame) = self.below.get_mut(around) {
                frame.ended = true;
            }
        } else {
            self.close(count);
        }
    }

    fn finish(mut self) -> Parsed {
        self.close(self.below.len());
        self.top.flush(false);
        Parsed { nodes: self.top.done, cut: self.cut }
    }

    fn push_implied(&mut self, tags: &[Tag]) {
        for tag in tags {
            self.push(*tag, Attrs::default(), true);
        }
    }

    fn push(&mut self, tag: Tag, attrs: Attrs, implied: bool) -> bool {
        if self.below.len() >= self.depth {
            self.cut = true;
            self.too_deep += usize::from(!implied);
            return false;
        }
        if implied && self.tags_left == 0 {
            self.full = true;
            return false;
        }
        self.tags_left -= usize::from(implied);
        if tag.flow() == Flow::Cell {
            self.carried.clear();
        }
        self.below.push(replace(&mut self.top, Frame::new(tag, attrs, implied)));
        true
    }

    /// Opens the carried marks again.
    fn reopen(&mut self) {
        for (tag, attrs) in std::mem::take(&mut self.carried) {
            self.push(tag, attrs, true);
        }
    }

    fn open(&self) -> impl Iterator<Item = &Frame> {
        // Without the root.
        std::iter::once(&self.top).chain(self.below.iter().rev()).take(self.below.len())
    }

    /// How many elements to close for the innermost `wanted` one to be closed, unless a `shield` is in between.
    fn find(&self, wanted: impl Fn(Tag) -> bool, shield: impl Fn(Tag) -> bool) -> Option<usize> {
        for (above, frame) in self.open().enumerate() {
            if wanted(frame.tag) {
                return Some(above + 1);
            }
            if shield(frame.tag) {
                return None;
            }
        }
        None
    }

    fn close_to(&mut self, wanted: impl Fn(Tag) -> bool, shield: impl Fn(Tag) -> bool) {
        if let Some(count) = self.find(wanted, shield) {
            self.close(count);
        }
    }

    /// Closes `count` elements, carrying the marks among them but for the last, which is the one that ended.
    fn close(&mut self, count: usize) {
        self.close_carrying(count, 1);
    }

    /// Closes `count` elements, carrying the marks among them but for the last `ending`.
    fn close_carrying(&mut self, count: usize, ending: usize) {
        let first = self.carried.len();
        for left in (0..count).rev() {
            let is_mark = self.top.tag.is_formatting() && !self.top.ended && left >= ending;
            if is_mark && self.carried.len() < MAX_CARRIED {
                let mark = (self.top.tag, self.top.attrs.clone());
                if !self.carried.contains(&mark) {
                    self.carried.insert(first.min(self.carried.len()), mark);
                }
            }
            if self.top.tag.flow() == Flow::Cell {
                self.carried.truncate(first);
            }
            self.pop();
        }
        while self.top.ended {
            self.pop();
        }
    }

    fn pop(&mut self) {
        let preformatted = self.is_preformatted();
        self.top.flush(preformatted);
        let Some(parent) = self.below.pop() else { return };
        let mut closed = replace(&mut self.top, parent);
        if let Some(Some((_, embed))) = closed.snippet.take()
            && self.embeds_left > 0
        {
            self.embeds_left -= 1;
            closed.embeds.push(Rc::new(embed));
        }
        let picture = if closed.is_picture { picture::picture_of(&closed.done) } else { None };
        if let Some(picture) = picture {
            self.top.flush(false);
            self.top.done.push(picture);
        } else if !closed.done.is_empty() || !self.is_pointless(&closed) {
            self.attach(closed.tag, closed.attrs, closed.done);
        }
        self.place_all(closed.embeds);
    }

    /// True when an element without content shows nothing where it is.
    fn is_pointless(&self, empty: &Frame) -> bool {
        match empty.tag {
            _ if empty.implied => true,
            Tag::Li | Tag::Dt | Tag::Dd | Tag::Tr => false,
            _ => match empty.tag.flow() {
                Flow::Inline | Flow::Rows => true,
                Flow::Block => self.top.is_at_line_start(),
                Flow::Cell | Flow::Void => false,
            },
        }
    }

    fn attach(&mut self, tag: Tag, attrs: Attrs, children: Vec<Node>) {
        let preformatted = self.is_preformatted();
        self.top.flush(preformatted);
        self.top.done.push(Node::Element(Element { tag, attrs, children: Rc::from(children) }));
    }

    fn is_preformatted(&self) -> bool {
        is_blank(&self.top.text) && self.open().any(|frame| frame.tag == Tag::Pre)
    }
}

fn is_blank(text: &str) -> bool {
    text.bytes().all(|byte| byte.is_ascii_whitespace())
}
