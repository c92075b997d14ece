//! Looks at a tree from outside: writes it out again, and checks that nothing is in it that may not be.

use live_blog::core::markup::{Attrs, Element, Flow, Node, Own, Tag};
use live_blog::core::url::SafeUrl;

/// The tree as HTML. Only tests turn a tree into text; the widget builds nodes from it.
pub fn html(nodes: &[Node]) -> String {
    let mut out = String::new();
    for node in nodes {
        match node {
            Node::Text(text) => out.push_str(&escape(text.as_str())),
            Node::Element(element) => push_element(&mut out, element),
            Node::Picture(image) => {
                out.push_str(&format!("<figure><img src=\"{}\"></figure>", escape(image.url.as_str())))
            }
            Node::Embed(embed) => out.push_str(&format!("<embed src=\"{}\">", escape(embed.url.as_str()))),
        }
    }
    out
}

fn push_element(out: &mut String, element: &Element) {
    let name = element.tag.name();
    out.push_str(&format!("<{name}{}>", attributes(&element.attrs)));
    if element.tag.flow() == Flow::Void {
        return;
    }
    let inside = html(&element.children);
    if element.tag == Tag::Pre && inside.starts_with('\n') {
        out.push('\n');
    }
    out.push_str(&format!("{inside}</{name}>"));
}

fn attributes(attrs: &Attrs) -> String {
    let mut out = String::new();
    let mut push = |name: &str, value: &str| out.push_str(&format!(" {name}=\"{}\"", escape(value)));
    match &attrs.own {
        Own::None => {}
        Own::Link(href) => push("href", href.as_str()),
        Own::Image(picture) => {
            push("src", picture.src.as_str());
            push("alt", picture.alt.as_str());
            picture.width.iter().for_each(|width| push("width", &width.to_string()));
            picture.height.iter().for_each(|height| push("height", &height.to_string()));
        }
        Own::List { start, reversed } => {
            start.iter().for_each(|start| push("start", &start.to_string()));
            reversed.then(|| push("reversed", ""));
        }
        Own::Cell(cell) => {
            push("colspan", &cell.columns.to_string());
            push("rowspan", &cell.rows.to_string());
            cell.scope.iter().for_each(|scope| push("scope", scope.as_str()));
        }
        Own::Moment(moment) => push("datetime", moment.as_str()),
        Own::Expansion(title) => push("title", title.as_str()),
    }
    attrs.lang.iter().for_each(|lang| push("lang", lang.as_str()));
    attrs.dir.iter().for_each(|dir| push("dir", dir.as_str()));
    out
}

fn escape(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;").replace('"', "&quot;")
}

/// All text of the tree, without white space, so that it can be compared whatever the layout.
pub fn letters(nodes: &[Node]) -> String {
    let mut out = String::new();
    for node in nodes {
        match node {
            Node::Text(text) => out.push_str(&packed(text.as_str())),
            Node::Element(element) => out.push_str(&letters(&element.children)),
            Node::Picture(_) | Node::Embed(_) => {}
        }
    }
    out
}

/// `text` without white space.
pub fn packed(text: &str) -> String {
    text.chars().filter(|c| !c.is_whitespace()).collect()
}

/// How many elements the tree has, and how deep they are nested.
pub fn size(nodes: &[Node]) -> (usize, usize) {
    let elements = nodes.iter().filter_map(|node| match node {
        Node::Element(element) => Some(size(&element.children)),
        Node::Picture(_) | Node::Embed(_) => Some((0, 0)),
        Node::Text(_) => None,
    });
    elements.fold((0, 0), |(count, depth), (inside, below)| (count + 1 + inside, depth.max(below + 1)))
}

/// Panics when something is in the tree that the policy does not allow. The types leave little to check: that
/// an element has the attributes of its own kind only, and that texts and addresses are in their normal form.
pub fn check(nodes: &[Node], around: &[Tag]) {
    for node in nodes {
        match node {
            Node::Text(text) => check_text(text.as_str()),
            Node::Element(element) => {
                check_element(element, around);
                let inside: Vec<Tag> = around.iter().copied().chain([element.tag]).collect();
                check(&element.children, &inside);
            }
            Node::Picture(_) | Node::Embed(_) => {}
        }
    }
    let is_text = |node: &Node| matches!(node, Node::Text(_));
    assert!(!nodes.windows(2).any(|pair| pair.iter().all(is_text)), "two texts side by side in {nodes:?}");
}

fn check_text(text: &str) {
    assert!(!text.is_empty(), "an empty text");
    let is_control = |c: char| c.is_control() && !matches!(c, '\n' | '\t');
    assert!(!text.contains(is_control), "a control in {text:?}");
}

fn check_element(element: &Element, around: &[Tag]) {
    assert!(Tag::ALL.contains(&element.tag));
    assert!(around.len() < 64, "nested too deep");
    let fits = matches!(
        (element.tag, &element.attrs.own),
        (Tag::A, Own::Link(_))
            | (Tag::Img, Own::Image(_))
            | (Tag::Ol, Own::List { .. })
            | (Tag::Td | Tag::Th, Own::Cell(_))
            | (Tag::Time, Own::Moment(_))
            | (Tag::Abbr, Own::Expansion(_))
    );
    let needs_own = matches!(element.tag, Tag::A | Tag::Img);
    assert!(fits || !needs_own && element.attrs.own == Own::None, "attributes of another in {element:?}");
    assert!(element.tag != Tag::A || !around.contains(&Tag::A), "a link in a link");
    if element.tag.flow() == Flow::Void {
        assert!(element.children.is_empty(), "something inside {:?}", element.tag);
    }
    match &element.attrs.own {
        Own::Link(href) => check_address(href),
        Own::Image(picture) => {
            check_address(&picture.src);
            assert!(picture.src.is_image(), "{:?} is fetched", picture.src);
        }
        _ => {}
    }
}

/// Reads it with somebody else's parser.
fn check_address(address: &SafeUrl) {
    assert_eq!(SafeUrl::parse(address.as_str()).as_ref(), Some(address));
    if address.as_str().is_ascii() && !address.as_str().contains("xn--") {
        let read = url::Url::parse(address.as_str()).expect("an address that nobody else can read");
        assert!(["https", "http", "mailto", "tel"].contains(&read.scheme()), "{address:?}");
        assert!(read.username().is_empty() && read.password().is_none(), "{address:?}");
    }
}
