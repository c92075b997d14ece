//! Hostile HTML in, a typed tree out; no page, no parser of the page.
//!
//! Three steps, each knowing nothing of the next: [`tokens`] cuts the source as the HTML standard says, [`policy`]
//! decides what a tag may become, and the tree builder nests what is left. The page never gets HTML, only nodes built from
//! the tree, so where this differs from a browser it can only look different, never run.
//!
//! Invariant: no tree is deeper than 64, nothing in it came from outside the allow-list in [`policy`], and its
//! addresses are [`SafeUrl`]s.

mod attributes;
mod body;
mod clean;
mod embeds;
mod kept;
pub mod policy;
pub mod references;
pub mod tag;
mod text;
pub mod tokens;
mod tree;
pub mod write;

use std::rc::Rc;

use implicit_clone::unsync::IString;

pub use attributes::{Attrs, Cell, Dir, Own, Picture, Scope};
pub use body::{first_embed, source_len, text_of, tree_of};
pub use tag::{Flow, Tag};
pub use text::{decode_text, from_text, plain_text};

use super::embed::Embed;
use super::model::Image;
use super::url::SafeUrl;

/// Deepest nesting, whatever the limits say: trees are compared, drawn and dropped by recursion.
const MAX_DEPTH: usize = 64;

/// One piece of what is shown.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Node {
    /// Text, its references decoded.
    Text(IString),
    /// An element of the allow-list.
    Element(Element),
    /// A picture with its caption and credit.
    Picture(Rc<Image>),
    /// A thing of another site, or a card with a link.
    Embed(Rc<Embed>),
}

/// An element of the allow-list with what is inside.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Element {
    /// Which element.
    pub tag: Tag,
    /// The attributes that are kept.
    pub attrs: Attrs,
    /// What is inside, in order.
    pub children: Rc<[Node]>,
}

/// How much of a source is turned into a tree.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Limits {
    /// Bytes of the source.
    pub source: usize,
    /// Tags, the implied ones included.
    pub tags: usize,
    /// Elements inside each other; never more than 64.
    pub depth: usize,
    /// Attributes of one tag.
    pub attributes: usize,
}

impl Default for Limits {
    fn default() -> Self {
        Self { source: 256 * 1024, tags: 5_000, depth: MAX_DEPTH, attributes: 32 }
    }
}

/// What came of a source.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Parsed {
    /// The tree, its top level in order.
    pub nodes: Vec<Node>,
    /// True when a limit was passed, so that not everything is here.
    pub cut: bool,
}

/// Builds the tree of what may be shown of `source`, its addresses resolved against `base`.
#[must_use]
pub fn parse(source: &str, base: &SafeUrl, limits: Limits) -> Parsed {
    tree::build(source, base, limits)
}
