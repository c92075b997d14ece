//! A body of any kind as one tree, or as text.

use std::rc::Rc;

use implicit_clone::unsync::IString;

use super::text::{from_text, plain_text};
use super::{Attrs, Element, Flow, Limits, Node, Own, Parsed, Tag, parse};
use crate::core::embed::Embed;
use crate::core::model::{Body, Part};
use crate::core::url::SafeUrl;

/// How many pieces of a body are drawn.
const MOST_PARTS: usize = 500;

/// The tree of a body, within the limits of one entry.
#[must_use]
pub fn tree_of(body: &Body) -> Parsed {
    match body {
        Body::Empty => Parsed { nodes: Vec::new(), cut: false },
        Body::Html { source, base } => parse(source, base, Limits::default()),
        Body::Text(text) => Parsed { nodes: from_text(text), cut: false },
        Body::Parts { parts, base } => tree_of_parts(parts, base),
    }
}

/// The words of a body, as a reader would say them: for search and for notifications.
#[must_use]
pub fn text_of(body: &Body) -> String {
    match body {
        Body::Empty => String::new(),
        Body::Html { source, .. } => plain_text(source),
        Body::Text(text) => text.to_string(),
        Body::Parts { parts, .. } => {
            let mut text = String::new();
            for part in parts.iter() {
                if !text.is_empty() {
                    text.push('\n');
                }
                push_words(part, &mut text);
            }
            text
        }
    }
}

/// How many bytes of source a body has: long ones are folded.
#[must_use]
pub fn source_len(body: &Body) -> usize {
    match body {
        Body::Empty => 0,
        Body::Html { source, .. } => source.len(),
        Body::Text(text) => text.len(),
        Body::Parts { parts, .. } => parts.iter().map(part_len).sum(),
    }
}

fn part_len(part: &Part) -> usize {
    match part {
        Part::Html(source) | Part::Text(source) | Part::Quote { html: source, .. } => source.len(),
        Part::Image(_) | Part::Embed(_) => 0,
    }
}

fn push_words(part: &Part, text: &mut String) {
    match part {
        Part::Html(source) => text.push_str(&plain_text(source)),
        Part::Text(source) => text.push_str(source),
        Part::Image(image) => text.push_str(image.caption.as_ref().unwrap_or(&image.alt)),
        Part::Quote { html, credit, .. } => {
            text.push_str(&plain_text(html));
            if let Some(credit) = credit {
                text.push('\n');
                text.push_str(credit);
            }
        }
        Part::Embed(embed) => text.push_str(embed.title.as_deref().unwrap_or_default()),
    }
}

/// All pieces together have the room of one entry.
fn tree_of_parts(parts: &[Part], base: &SafeUrl) -> Parsed {
    let usual = Limits::default();
    let mut room = Limits { depth: usual.depth - 1, ..usual };
    let mut nodes = Vec::new();
    let mut cut = parts.len() > MOST_PARTS;
    for part in parts.iter().take(MOST_PARTS) {
        let html = |source: &str| parse(source, base, room);
        let piece = match part {
            Part::Html(source) => {
                let inside = html(source);
                Parsed { nodes: in_paragraphs(inside.nodes), cut: inside.cut }
            }
            Part::Text(text) => Parsed { nodes: from_text(text), cut: false },
            Part::Image(image) => Parsed { nodes: vec![Node::Picture(Rc::new(image.clone()))], cut: false },
            Part::Embed(embed) => Parsed { nodes: vec![Node::Embed(Rc::new(embed.clone()))], cut: false },
            Part::Quote { html: source, credit, url } => {
                let inside = html(source);
                let quote = quote(inside.nodes, credit.as_ref(), url.as_ref());
                Parsed { cut: inside.cut, nodes: Vec::from_iter(quote) }
            }
        };
        cut |= piece.cut;
        nodes.extend(piece.nodes);
        room.source = room.source.saturating_sub(part_len(part));
        room.tags = room.tags.saturating_sub(1 + part_len(part) / BYTES_A_TAG);
        if room.source == 0 || room.tags == 0 {
            return Parsed { nodes, cut: true };
        }
    }
    Parsed { nodes, cut }
}

/// The shortest tag, `<b>`, in bytes with a letter inside: what a piece may have used of the room for tags is not told by the
/// tree, so the worst is assumed only of what is nearly nothing but tags.
const BYTES_A_TAG: usize = 50;

/// A piece is lines of its own, also where it says so nowhere.
fn in_paragraphs(nodes: Vec<Node>) -> Vec<Node> {
    let mut blocks = Vec::new();
    let mut line = Vec::new();
    for node in nodes {
        if is_inline(&node) {
            line.push(node);
            continue;
        }
        if !line.is_empty() {
            blocks.push(element(Tag::P, Attrs::default(), std::mem::take(&mut line)));
        }
        // An empty block only parted two lines.
        if !matches!(&node, Node::Element(own) if own.children.is_empty() && own.tag != Tag::Hr) {
            blocks.push(node);
        }
    }
    if !line.is_empty() {
        blocks.push(element(Tag::P, Attrs::default(), line));
    }
    blocks
}

fn is_inline(node: &Node) -> bool {
    match node {
        Node::Text(_) => true,
        Node::Element(own) => {
            own.tag != Tag::Hr
                && matches!(own.tag.flow(), Flow::Inline | Flow::Void)
                && own.children.iter().all(is_inline)
        }
        Node::Picture(_) | Node::Embed(_) => false,
    }
}

/// The first thing of another site in a piece of HTML, as other systems hand it on for one.
#[must_use]
pub fn first_embed(source: &str, base: &SafeUrl) -> Option<Rc<Embed>> {
    fn first(nodes: &[Node]) -> Option<Rc<Embed>> {
        nodes.iter().find_map(|node| match node {
            Node::Embed(embed) => Some(embed.clone()),
            Node::Element(element) => first(&element.children),
            Node::Text(_) | Node::Picture(_) => None,
        })
    }
    first(&parse(source, base, Limits::default()).nodes)
}

/// The words with who said them below, a link where it is known where.
fn quote(mut words: Vec<Node>, credit: Option<&IString>, url: Option<&SafeUrl>) -> Option<Node> {
    let credit =
        credit.cloned().or_else(|| url.and_then(SafeUrl::host).map(|host| IString::from(host.to_owned())));
    if let Some(credit) = credit {
        let mut name = Node::Text(credit);
        if let Some(url) = url {
            let attrs = Attrs { own: Own::Link(url.clone()), ..Attrs::default() };
            name = element(Tag::A, attrs, vec![name]);
        }
        let cite = element(Tag::Cite, Attrs::default(), vec![name]);
        words.push(element(Tag::P, Attrs::default(), vec![cite]));
    }
    (!words.is_empty()).then(|| element(Tag::Blockquote, Attrs::default(), words))
}

fn element(tag: Tag, attrs: Attrs, children: Vec<Node>) -> Node {
    Node::Element(Element { tag, attrs, children: Rc::from(children) })
}
