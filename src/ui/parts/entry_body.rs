//! The body of an entry: the typed tree as nodes, the reader's search words marked.

use std::cell::Cell;
use std::rc::Rc;

use implicit_clone::unsync::IString;
use yew::prelude::*;
use yew::virtual_dom::{VList, VTag, VText};

use super::attributes::set;
use super::element::{all, plain};
use super::embed::embed;
use super::heading;
use super::link::{lead_out, link};
use super::media::{figure, instead};
use crate::core::consent::Consent;
use crate::core::locale::Msg;
use crate::core::markup::{self, Attrs, Element, Node, Own, Parsed, Picture, Tag};
use crate::core::model::Entry;
use crate::core::search::Query;
use crate::ui::hooks::use_memo;
use crate::ui::store::Dispatch;
use crate::ui::words::{Words, printed};

/// What was written. Links open beside the page and pass nothing on; wide tables scroll in a box of their own.
///
/// Part: `entry-body`. States: empty (nothing drawn), text, HTML, cut short ("Read the full update").
pub fn entry_body(
    words: &Words,
    dispatch: &Dispatch,
    consent: &Consent,
    parsed: &Parsed,
    entry: &Entry,
    query: Query,
) -> Html {
    if parsed.nodes.is_empty() {
        return Html::default();
    }
    let pen = Pen {
        words,
        dispatch,
        consent,
        query,
        // Right below the headline, or in its place.
        level: words.heading_level + 1 + u8::from(entry.headline.is_some()),
        highest: highest_heading(&parsed.nodes).unwrap_or(1),
        table: words.text(Msg::TableLabel),
        in_link: Cell::new(false),
    };
    let rest = entry.url.as_ref().filter(|_| parsed.cut).map(|url| {
        let mut rest = link(url, words.say(Msg::ReadFull));
        set(&mut rest, "class", "full");
        plain("p", rest.into())
    });
    let content = all(vec![pen.nodes(&parsed.nodes), rest.unwrap_or_default()]);
    html! { <div class="body" part="entry-body">{content}</div> }
}

/// Reads a body; typing draws an entry again, but only another body is read again.
#[hook]
pub fn use_body(entry: &Entry) -> Rc<Parsed> {
    use_memo(entry.body.clone(), markup::tree_of)
}

fn highest_heading(nodes: &[Node]) -> Option<u8> {
    let of = |node: &Node| match node {
        Node::Text(_) | Node::Picture(_) | Node::Embed(_) => None,
        Node::Element(element) => match element.tag {
            Tag::Heading(level) => Some(level),
            _ => highest_heading(&element.children),
        },
    };
    nodes.iter().filter_map(of).min()
}

/// Text with what the query finds in it marked.
pub fn highlighted(query: &Query, text: &IString) -> Html {
    let found = query.highlights(text);
    if found.is_empty() {
        return VText::new(text.clone()).into();
    }
    let mut pieces = VList::new();
    let mut end = 0;
    let piece = |range: std::ops::Range<usize>| text.get(range).unwrap_or_default().to_owned();
    for range in found {
        if range.start > end {
            pieces.add_child(VText::new(piece(end..range.start)).into());
        }
        end = range.end;
        pieces.add_child(plain("mark", VText::new(piece(range)).into()));
    }
    if end < text.len() {
        pieces.add_child(VText::new(piece(end..text.len())).into());
    }
    pieces.into()
}

/// Draws a tree.
struct Pen<'a> {
    words: &'a Words,
    dispatch: &'a Dispatch,
    consent: &'a Consent,
    query: Query,
    level: u8,
    /// The level that the body's top headings were written with: whatever it is, they hang right below the entry's headline.
    highest: u8,
    table: AttrValue,
    in_link: Cell<bool>,
}

impl Pen<'_> {
    fn nodes(&self, nodes: &[Node]) -> Html {
        let mut list = VList::new();
        for node in nodes {
            list.add_child(self.node(node));
        }
        list.into()
    }

    fn node(&self, node: &Node) -> Html {
        match node {
            Node::Text(text) => highlighted(&self.query, text),
            Node::Element(element) => self.element(element),
            Node::Picture(image) => figure(self.words, self.dispatch, self.consent, image),
            Node::Embed(thing) => embed(self.words, self.dispatch, self.consent, thing),
        }
    }

    fn element(&self, element: &Element) -> Html {
        if let Own::Image(picture) = &element.attrs.own
            && let Some(other) = instead(self.words, self.dispatch, self.consent, &picture.src, &picture.alt)
        {
            // A link has no link and no button inside: there, what the picture shows is the link's text.
            let alt = Some(&picture.alt).filter(|alt| !alt.is_empty()).cloned();
            let said = || printed(&alt.unwrap_or_else(|| self.words.text(Msg::PictureOpen)));
            return if self.in_link.get() { said() } else { other };
        }
        let name = match element.tag {
            Tag::Heading(written) => {
                heading::tag(self.level.saturating_add(written.saturating_sub(self.highest)))
            }
            tag => tag.name(),
        };
        let mut drawn = VTag::new(name);
        attributes(&mut drawn, &element.attrs);
        let outside = self.in_link.replace(self.in_link.get() || element.tag == Tag::A);
        for child in element.children.iter() {
            drawn.add_child(self.node(child));
        }
        self.in_link.set(outside);
        if element.tag != Tag::Table {
            return drawn.into();
        }
        let table = Html::from(drawn);
        html! { <div class="scroll" role="region" aria-label={self.table.clone()} tabindex="0">{table}</div> }
    }
}

fn attributes(drawn: &mut VTag, attrs: &Attrs) {
    if let Some(lang) = &attrs.lang {
        set(drawn, "lang", lang.clone());
    }
    if let Some(dir) = attrs.dir {
        set(drawn, "dir", dir.as_str());
    }
    match &attrs.own {
        Own::None => {}
        Own::Link(url) => lead_out(drawn, url),
        Own::Image(picture) => image(drawn, picture),
        Own::List { start, reversed } => {
            if let Some(start) = start {
                set(drawn, "start", start.to_string());
            }
            if *reversed {
                set(drawn, "reversed", "");
            }
        }
        Own::Cell(cell) => {
            if cell.columns > 1 {
                set(drawn, "colspan", cell.columns.to_string());
            }
            if cell.rows > 1 {
                set(drawn, "rowspan", cell.rows.to_string());
            }
            if let Some(scope) = cell.scope {
                set(drawn, "scope", scope.as_str());
            }
        }
        Own::Moment(moment) => set(drawn, "datetime", moment.clone()),
        Own::Expansion(text) => set(drawn, "title", text.clone()),
    }
}

fn image(drawn: &mut VTag, picture: &Picture) {
    set(drawn, "loading", "lazy");
    set(drawn, "decoding", "async");
    set(drawn, "referrerpolicy", "no-referrer");
    set(drawn, "alt", picture.alt.clone());
    if let (Some(width), Some(height)) = (picture.width, picture.height) {
        set(drawn, "width", width.to_string());
        set(drawn, "height", height.to_string());
    }
    // Last, so that the browser already knows how to fetch it.
    set(drawn, "src", picture.src.text());
}
