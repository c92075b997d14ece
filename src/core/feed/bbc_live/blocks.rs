//! The BBC's trees of blocks, `{"type": …, "model": {"text": …, "blocks": […]}}`, as pieces of a body. The old service called
//! them `{"name": …, "text": …, "children": […]}`.

use std::rc::Rc;

use implicit_clone::unsync::IString;

use super::media::{elsewhere, picture, picture_address, recording};
use crate::core::feed::compose::push_tag;
use crate::core::feed::fields::{Fields, MOST_AUTHORS};
use crate::core::feed::pieces::push_text;
use crate::core::json::Json;
use crate::core::model::{Author, Part};

/// How deep a tree of blocks is followed.
pub(super) const DEEPEST: u8 = 40;

/// Blocks that are an element of HTML and nothing more.
const ELEMENTS: [(&str, &str); 21] = [
    ("paragraph", "p"),
    ("introduction", "p"),
    ("unorderedlist", "ul"),
    ("list", "ul"),
    ("orderedlist", "ol"),
    ("listitem", "li"),
    ("headline", "h3"),
    ("subheadline", "h3"),
    ("heading", "h3"),
    ("subheading", "h3"),
    ("crosshead", "h3"),
    ("table", "table"),
    ("tablerow", "tr"),
    ("row", "tr"),
    ("tablecell", "td"),
    ("cell", "td"),
    ("tableheader", "th"),
    ("code", "pre"),
    ("bold", "strong"),
    ("italic", "em"),
    ("strikethrough", "s"),
];

/// What stands above a post's text.
pub(super) struct Header {
    pub(super) headline: Option<IString>,
    /// The second headline, which stands between the headline and the text.
    pub(super) below: Vec<Part>,
    /// Who wrote it.
    pub(super) people: Vec<Author>,
}

impl Header {
    pub(super) fn read(blocks: &[Json], fields: Fields) -> Self {
        let mut header = Self { headline: None, below: Vec::new(), people: Vec::new() };
        for block in blocks {
            let model = model(block);
            match &*kind(block) {
                "contributor" if header.people.len() < MOST_AUTHORS => {
                    header.people.extend(fields.name(model.get("name")).map(|name| Author {
                        name,
                        url: fields.url(model.get("link")),
                        avatar: find(block, "rawimage", DEEPEST).and_then(|raw| picture_address(raw, fields)),
                    }));
                }
                "headline" if header.headline.is_none() => header.headline = line(block, fields),
                _ => header.below.extend(line(block, fields).map(|text| {
                    let mut html = String::from("<p><strong>");
                    push_text(&text, &mut html);
                    html.push_str("</strong></p>");
                    Part::Html(Rc::from(html))
                })),
            }
        }
        header
    }
}

/// The pieces of a body.
pub(super) fn parts(blocks: &[Json], fields: Fields) -> Vec<Part> {
    let mut writer = Writer { fields, parts: Vec::new(), html: String::new() };
    blocks.iter().for_each(|block| writer.block(block, DEEPEST));
    writer.flush();
    writer.parts
}

struct Writer<'a> {
    fields: Fields<'a>,
    parts: Vec<Part>,
    /// HTML that is not a piece yet.
    html: String,
}

impl Writer<'_> {
    fn flush(&mut self) {
        let html = std::mem::take(&mut self.html);
        match html.trim() {
            "" => {}
            html => self.parts.push(Part::Html(Rc::from(html))),
        }
    }

    fn piece(&mut self, part: Option<Part>) {
        if part.is_some() {
            self.flush();
            self.parts.extend(part);
        }
    }

    fn block(&mut self, block: &Json, room: u8) {
        let Some(room) = room.checked_sub(1) else {
            return;
        };
        match &*kind(block) {
            "image" => {
                let image = picture(block, self.fields);
                self.piece(image.map(Part::Image));
            }
            "video" | "audio" | "media" | "clip" | "liveepisode" => {
                let part = recording(block, self.fields);
                self.piece(part);
            }
            "social" | "socialembed" | "embed" | "oembed" | "aresoembed" | "include" => {
                let part = elsewhere(block, self.fields);
                self.piece(part);
            }
            "quote" | "blockquote" | "pullquote" => {
                self.flush();
                let before = self.parts.len();
                self.inside(block, room);
                let html: Rc<str> = Rc::from(std::mem::take(&mut self.html));
                let credit =
                    self.fields.first_line(model(block), &["attribution", "credit", "citation", "author"]);
                if !str::is_empty(&html) {
                    self.parts.insert(before, Part::Quote { html, credit, url: None });
                }
            }
            "urllink" | "link" => self.link(block, room),
            "linebreak" | "br" => self.html.push_str("<br>"),
            "divider" | "hr" => self.html.push_str("<hr>"),
            kind => match ELEMENTS.iter().find(|(name, _)| *name == kind) {
                Some((_, tag)) => self.within(tag, block, room),
                None => self.styled(block, room),
            },
        }
    }

    fn inside(&mut self, block: &Json, room: u8) {
        let children = children(block);
        if children.is_empty() {
            push_text(text(block), &mut self.html);
        }
        children.iter().for_each(|child| self.block(child, room));
    }

    fn within(&mut self, tag: &str, block: &Json, room: u8) {
        push_tag(tag, &mut self.html);
        // The only paragraph of a heading or of a point in a list is not a paragraph in HTML.
        let mut block = block;
        while let ("h3" | "li", [only]) = (tag, children(block))
            && matches!(&*kind(only), "text" | "paragraph")
        {
            block = only;
        }
        self.inside(block, room);
        push_tag(&["/", tag].concat(), &mut self.html);
    }

    fn link(&mut self, block: &Json, room: u8) {
        let Some(address) = address(block) else {
            return self.inside(block, room);
        };
        self.html.push_str("<a href=\"");
        push_text(&address, &mut self.html);
        self.html.push_str("\">");
        self.inside(block, room);
        self.html.push_str("</a>");
    }

    /// Text, or anything else that is only a wrapper.
    fn styled(&mut self, block: &Json, room: u8) {
        let styles = model(block).list("attributes");
        let mut end = String::new();
        for (style, start, stop) in
            [("bold", "<strong>", "</strong>"), ("italic", "<em>", "</em>"), ("strikethrough", "<s>", "</s>")]
        {
            if styles.iter().any(|said| plain(said) == style) {
                self.html.push_str(start);
                end.insert_str(0, stop);
            }
        }
        self.inside(block, room);
        self.html.push_str(&end);
    }
}

/// What kind of block it is, in small letters.
fn kind(block: &Json) -> String {
    let kind = plain(block.get("type"));
    if kind.is_empty() { plain(block.get("name")) } else { kind }.to_ascii_lowercase()
}

pub(super) fn model(block: &Json) -> &Json {
    let model = block.get("model");
    if model.is_object() { model } else { block }
}

fn children(block: &Json) -> &[Json] {
    let blocks = model(block).list("blocks");
    if blocks.is_empty() { model(block).list("children") } else { blocks }
}

/// The text of a leaf with the spaces around it, which part it from its neighbours.
fn text(block: &Json) -> &str {
    match block {
        Json::Text(text) => text,
        _ => plain(model(block).get("text")),
    }
}

fn plain(value: &Json) -> &str {
    match value {
        Json::Text(text) => text,
        _ => "",
    }
}

/// The words of a block in one line.
pub(super) fn line(block: &Json, fields: Fields) -> Option<IString> {
    fn push(block: &Json, room: u8, out: &mut String) {
        let children = children(block);
        match room.checked_sub(1) {
            Some(room) if !children.is_empty() => children.iter().for_each(|child| push(child, room, out)),
            _ => out.push_str(text(block)),
        }
    }
    let mut words = String::new();
    push(block, DEEPEST, &mut words);
    fields.line(&Json::Text(Rc::from(words)))
}

/// The first block of a kind inside.
pub(super) fn find<'a>(block: &'a Json, wanted: &str, room: u8) -> Option<&'a Json> {
    let room = room.checked_sub(1)?;
    let found = children(block).iter().find(|child| kind(child) == wanted);
    found.or_else(|| children(block).iter().find_map(|child| find(child, wanted, room)))
}

/// The first text that is called `key`, however deep.
pub(super) fn deep(value: &Json, key: &str, room: u8) -> Option<Rc<str>> {
    let room = room.checked_sub(1)?;
    value.text(key).or_else(|| match value {
        Json::List(list) => list.iter().find_map(|value| deep(value, key, room)),
        _ => value.members().iter().find_map(|(_, value)| deep(value, key, room)),
    })
}

/// Where a block leads. Names of other systems, `urn:…`, are no addresses.
pub(super) fn address(block: &Json) -> Option<Rc<str>> {
    let own = ["locator", "href", "url", "source"].into_iter().find_map(|key| model(block).text(key));
    let of_attributes = |block: &Json| {
        let mut attributes = model(block).list("attributes").iter();
        attributes.find(|attribute| attribute.text("name").as_deref() == Some("href"))?.text("value")
    };
    own.filter(|address| !address.starts_with("urn:"))
        .or_else(|| of_attributes(block))
        .or_else(|| children(block).iter().find(|child| kind(child) == "url").and_then(of_attributes))
}
