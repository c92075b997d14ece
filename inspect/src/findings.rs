//! What a document turned out to be, and what its engineer should know.

use live_blog::core::embed::Embed;
use live_blog::core::feed::{self, Format, Parsed};
use live_blog::core::json::Json;
use live_blog::core::markup::{self, Node};
use live_blog::core::model::Body;
use live_blog::core::timeline::Timeline;

use crate::document::Document;
use crate::warnings;

/// A document, read and looked at.
pub struct Findings {
    /// What was read.
    pub parsed: Parsed,
    /// The entries in the order in which a reader sees them.
    pub timeline: Timeline,
    /// What is odd about it, a sentence each.
    pub warnings: Vec<String>,
}

impl Findings {
    /// Reads a document; the error says what it is instead of a feed.
    pub fn of(document: &Document, format: Option<Format>) -> Result<Self, String> {
        let mut parsed = feed::read(&document.json, &document.base, format, document.now)
            .map_err(|error| advised(error.to_string(), &document.json, format))?;
        if parsed.next.is_none() {
            parsed.next.clone_from(&document.next);
            parsed.more |= parsed.next.is_some();
        }
        let timeline = Timeline::default().merged(&parsed).0;
        let warnings = warnings::of(document, &parsed, format);
        Ok(Self { parsed, timeline, warnings })
    }
}

/// An empty list may be any format's, so its name is wanted.
fn advised(said: String, document: &Json, format: Option<Format>) -> String {
    let is_empty = matches!(document, Json::List(list) if list.is_empty());
    if format.is_some() || !is_empty {
        return said;
    }
    let names: Vec<&str> = Format::ALL.iter().map(|format| format.name()).collect();
    format!("{said}; it may be the empty list of any, and --format names one: {}", names.join(", "))
}

/// The things of other sites in a body, in order.
pub fn embeds(body: &Body) -> Vec<std::rc::Rc<Embed>> {
    fn walk(nodes: &[Node], found: &mut Vec<std::rc::Rc<Embed>>) {
        for node in nodes {
            match node {
                Node::Embed(embed) => found.push(embed.clone()),
                Node::Element(element) => walk(&element.children, found),
                Node::Text(_) | Node::Picture(_) => {}
            }
        }
    }
    let mut found = Vec::new();
    walk(&markup::tree_of(body).nodes, &mut found);
    found
}
