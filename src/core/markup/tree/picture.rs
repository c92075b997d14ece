//! A figure that says it is a picture beside the text, as we write it ourselves.

use std::rc::Rc;

use implicit_clone::unsync::IString;

use crate::core::markup::{Element, Node, Own, Tag};
use crate::core::model::Image;

/// The picture that a figure with these inside is, if it is nothing else: an image, a caption, a credit in small print.
pub(super) fn picture_of(inside: &[Node]) -> Option<Node> {
    let (Node::Element(Element { attrs, .. }), below) = inside.split_first()? else { return None };
    let Own::Image(shown) = &attrs.own else { return None };
    let (caption, credit) = match below {
        [] => (None, None),
        [Node::Element(Element { tag: Tag::Figcaption, children, .. })] => words_below(children)?,
        _ => return None,
    };
    let size = shown.width.zip(shown.height).map(|(width, height)| (u32::from(width), u32::from(height)));
    let image = Image { url: shown.src.clone(), alt: shown.alt.clone(), caption, credit, size };
    Some(Node::Picture(Rc::new(image)))
}

fn words_below(caption: &[Node]) -> Option<(Option<IString>, Option<IString>)> {
    let small = |node: &Node| match node {
        Node::Element(Element { tag: Tag::Small, children, .. }) => match &**children {
            [Node::Text(credit)] => Some(credit.clone()),
            _ => None,
        },
        _ => None,
    };
    match caption {
        [Node::Text(text)] => Some((Some(text.clone()), None)),
        [Node::Text(text), below] => Some((Some(text.clone()), Some(small(below)?))),
        [below] => Some((None, Some(small(below)?))),
        _ => None,
    }
}
