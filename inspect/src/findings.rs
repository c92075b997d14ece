//! What a document turned out to be, and what its engineer should know.

use live_blog::core::embed::Embed;
use live_blog::core::feed::{self, Format, Parsed};
use live_blog::core::markup::{self, Node};
use live_blog::core::model::{Body, Entry};
use live_blog::core::timeline::Timeline;

use crate::document::Document;

/// The specification of JSON Feed asks for less.
const LARGE: usize = 250 * 1024;

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
            .map_err(|error| advised(error.to_string(), format))?;
        if parsed.next.is_none() {
            parsed.next.clone_from(&document.next);
            parsed.more |= parsed.next.is_some();
        }
        let timeline = Timeline::default().merged(&parsed).0;
        let warnings = warnings(document, &parsed, format);
        Ok(Self { parsed, timeline, warnings })
    }
}

fn advised(said: String, format: Option<Format>) -> String {
    if format.is_some() {
        return said;
    }
    let names: Vec<&str> = Format::ALL.iter().map(|format| format.name()).collect();
    format!("{said}; an empty list may be any, and --format names one: {}", names.join(", "))
}

fn warnings(document: &Document, parsed: &Parsed, format: Option<Format>) -> Vec<String> {
    let entries = &parsed.entries;
    let count = |is: fn(&Entry) -> bool| entries.iter().filter(|entry| is(entry)).count();
    let detected = feed::detect(&document.json);
    let mut warnings = Vec::new();
    let mut warn = |n: usize, one: &str, many: &str| match n {
        0 => {}
        1 => warnings.push(format!("1 {one}")),
        n => warnings.push(format!("{n} {many}")),
    };
    warn(count(|entry| entry.approximate), "entry has no exact time", "entries have no exact time");
    warn(
        count(|entry| is_cut(&entry.body)),
        "body is longer than an entry may be and is cut",
        "bodies are longer than an entry may be and are cut",
    );
    warn(
        count(|entry| entry.url.is_none()),
        "entry has no address of its own",
        "entries have no address of their own",
    );
    let future = entries.iter().filter(|entry| entry.published > document.now).count();
    warn(future, "entry is dated in the future", "entries are dated in the future");
    warn(
        parsed.cut as usize,
        "entry is left out, because 10,000 are kept",
        "entries are left out, because 10,000 are kept",
    );
    if parsed.more && parsed.next.is_none() && parsed.cut == 0 {
        warnings.push("there are older entries, but the document does not say where".to_owned());
    }
    if document.size > LARGE {
        warnings.push(format!("the document has {} KiB; every reader loads all of it", document.size / 1024));
    }
    if format.is_none() && parsed.entries.is_empty() {
        warnings.push("there is no entry; an empty list of the same feed may not tell its format".to_owned());
    }
    match (format, detected) {
        (Some(named), Some(detected)) if named != detected => {
            warnings.push(format!(
                "read as {}, but its structure is that of {}",
                named.name(),
                detected.name()
            ));
        }
        (Some(_), None) => {
            warnings.push("the document does not tell its format: keep the format attribute".to_owned())
        }
        _ => {}
    }
    warnings
}

fn is_cut(body: &Body) -> bool {
    markup::tree_of(body).cut
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
