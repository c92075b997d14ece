//! A tree as HTML text, for those who turn a feed into another. The widget itself never does: it builds nodes from the tree.
//!
//! What is written is read back as the same tree. Where HTML has no words for something, these are ours, and other readers
//! pass over them: `data-picture` on a `figure` that is a picture with its caption and (`small`) credit, `data-page` on a
//! frame or film whose own page is not told by its address, and an `object` without data, which is a card with a link.

use super::{Attrs, Element, Flow, Node, Own, Tag, tree_of};
use crate::core::embed::{Embed, Player};
use crate::core::model::{Body, Image};
use crate::core::url::SafeUrl;

/// A body of any kind as one HTML text, without what the policy drops.
#[must_use]
pub fn body(body: &Body) -> String {
    html(&tree_of(body).nodes)
}

/// A tree as HTML text.
#[must_use]
pub fn html(nodes: &[Node]) -> String {
    let mut out = String::new();
    push(nodes, &mut out);
    out
}

fn push(nodes: &[Node], out: &mut String) {
    for node in nodes {
        match node {
            Node::Text(text) => escape(text, out),
            Node::Element(element) => push_element(element, out),
            Node::Picture(image) => push_picture(image, out),
            Node::Embed(embed) => push_embed(embed, out),
        }
    }
}

fn push_element(element: &Element, out: &mut String) {
    let name = element.tag.name();
    open(name, out);
    push_attributes(&element.attrs, out);
    out.push('>');
    if element.tag.flow() == Flow::Void {
        return;
    }
    let starts_line = matches!(element.children.first(), Some(Node::Text(text)) if text.starts_with('\n'));
    if element.tag == Tag::Pre && starts_line {
        out.push('\n');
    }
    push(&element.children, out);
    close(name, out);
}

fn push_attributes(attrs: &Attrs, out: &mut String) {
    match &attrs.own {
        Own::None => {}
        Own::Link(url) => attribute("href", url.as_str(), out),
        Own::Image(picture) => {
            attribute("src", picture.src.as_str(), out);
            attribute("alt", &picture.alt, out);
            number("width", picture.width.map(i64::from), out);
            number("height", picture.height.map(i64::from), out);
        }
        Own::List { start, reversed } => {
            number("start", start.map(i64::from), out);
            if *reversed {
                attribute("reversed", "", out);
            }
        }
        Own::Cell(cell) => {
            number("colspan", Some(i64::from(cell.columns)).filter(|columns| *columns > 1), out);
            number("rowspan", Some(i64::from(cell.rows)).filter(|rows| *rows > 1), out);
            optional("scope", cell.scope.map(super::Scope::as_str), out);
        }
        Own::Moment(moment) => attribute("datetime", moment, out),
        Own::Expansion(title) => attribute("title", title, out),
    }
    optional("lang", attrs.lang.as_deref(), out);
    optional("dir", attrs.dir.map(super::Dir::as_str), out);
}

fn push_picture(image: &Image, out: &mut String) {
    out.push_str("<figure data-picture><img");
    attribute("src", image.url.as_str(), out);
    attribute("alt", &image.alt, out);
    push_size(image.size, out);
    out.push('>');
    if image.caption.is_some() || image.credit.is_some() {
        out.push_str("<figcaption>");
        escape(image.caption.as_deref().unwrap_or_default(), out);
        if let Some(credit) = &image.credit {
            out.push_str("<small>");
            escape(credit, out);
            out.push_str("</small>");
        }
        out.push_str("</figcaption>");
    }
    out.push_str("</figure>");
}

fn push_embed(embed: &Embed, out: &mut String) {
    let (name, source, plain) = match &embed.player {
        None => return push_card(embed, out),
        Some(Player::Frame(url)) => ("iframe", url, Embed::of_frame(url)),
        Some(Player::Video(url)) => ("video", url, Embed::video(url.clone())),
        Some(Player::Audio(url)) => ("audio", url, Embed::audio(url.clone())),
    };
    open(name, out);
    attribute("src", source.as_str(), out);
    optional("data-page", Some(&embed.url).filter(|page| **page != plain.url).map(SafeUrl::as_str), out);
    optional("title", embed.title.as_deref(), out);
    push_size(embed.size, out);
    out.push('>');
    close(name, out);
}

fn push_card(embed: &Embed, out: &mut String) {
    open("object", out);
    attribute("data-page", embed.url.as_str(), out);
    optional("title", embed.title.as_deref(), out);
    push_size(embed.size, out);
    // For readers that do not know our words: they show what is inside.
    out.push_str("><a");
    attribute("href", embed.url.as_str(), out);
    out.push('>');
    escape(embed.title.as_deref().unwrap_or(embed.url.as_str()), out);
    out.push_str("</a></object>");
}

fn push_size(size: Option<(u32, u32)>, out: &mut String) {
    if let Some((width, height)) = size {
        // What is said to be a dot is not read again, nor is a size that nobody means.
        let side = |side: u32| Some(i64::from(side)).filter(|side| (2..=10_000).contains(side));
        number("width", side(width), out);
        number("height", side(height), out);
    }
}

fn open(name: &str, out: &mut String) {
    out.push('<');
    out.push_str(name);
}

fn close(name: &str, out: &mut String) {
    out.push_str("</");
    out.push_str(name);
    out.push('>');
}

fn number(name: &str, value: Option<i64>, out: &mut String) {
    optional(name, value.map(|value| value.to_string()).as_deref(), out);
}

fn optional(name: &str, value: Option<&str>, out: &mut String) {
    if let Some(value) = value {
        attribute(name, value, out);
    }
}

fn attribute(name: &str, value: &str, out: &mut String) {
    out.push(' ');
    out.push_str(name);
    out.push_str("=\"");
    escape(value, out);
    out.push('"');
}

fn escape(text: &str, out: &mut String) {
    for letter in text.chars() {
        match letter {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            _ => out.push(letter),
        }
    }
}
