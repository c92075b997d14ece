//! An entry's body out of what was written, the pictures with it and what hangs below, and what of it waits until the
//! reader has been warned.

use std::rc::Rc;

use implicit_clone::unsync::IString;

use super::fields::Fields;
use super::pictures::size;
use crate::core::embed::Embed;
use crate::core::find::{occurs, split_once};
use crate::core::json::Json;
use crate::core::markup::{Limits, Node, parse, plain_text};
use crate::core::model::{Body, Entry, Image, Part};
use crate::core::url::SafeUrl;

/// What an entry consists of.
pub(super) struct Pieces {
    /// The words.
    pub(super) body: Body,
    /// Pictures beside them.
    pub(super) images: Rc<[Image]>,
    /// Quotations and things of other sites.
    pub(super) below: Vec<Part>,
    /// What a reader is told before anything else; the rest is then folded.
    pub(super) warning: Option<IString>,
    /// Whether the pictures are folded.
    pub(super) sensitive: bool,
}

impl Pieces {
    /// Puts them into the entry.
    pub(super) fn place(mut self, base: &SafeUrl, entry: &mut Entry) {
        if self.warning.is_some() {
            let source = folded(self.warning.as_ref(), &self.body, &self.images);
            self.body = Body::Html { source, base: base.clone() };
            self.images = Rc::from([]);
            self.below.iter_mut().for_each(reduce);
        } else if self.sensitive && !self.images.is_empty() {
            self.below.insert(0, Part::Html(folded(None, &Body::Empty, &self.images)));
            self.images = Rc::from([]);
        }
        entry.images = self.images;
        entry.body = if self.below.is_empty() {
            self.body
        } else {
            let words = match self.body {
                Body::Html { source, .. } => Some(Part::Html(source)),
                Body::Text(text) => Some(Part::Text(text)),
                _ => None,
            };
            Body::Parts { parts: words.into_iter().chain(self.below).collect(), base: base.clone() }
        };
    }
}

/// Below a warning nothing tells what it warns of.
fn reduce(part: &mut Part) {
    match part {
        Part::Embed(embed) => embed.title = None,
        Part::Quote { url: Some(url), .. } => *part = Part::Embed(Embed::card(url.clone(), None)),
        Part::Quote { html, .. } => *html = Rc::from(""),
        _ => {}
    }
}

/// Words and pictures behind the warning. Without one, the browser has a word in its own language.
fn folded(warning: Option<&IString>, body: &Body, images: &[Image]) -> Rc<str> {
    let mut html = String::from("<details>");
    if let Some(warning) = warning {
        html.push_str("<summary>");
        push_text(warning, &mut html);
        html.push_str("</summary>");
    }
    // Words that would end the fold are taken as words alone.
    let words = match body {
        Body::Html { source, .. } if occurs(&source.to_ascii_lowercase(), "</details") => {
            &Body::Text(Rc::from(plain_text(source)))
        }
        body => body,
    };
    match words {
        Body::Html { source, .. } => html.push_str(source),
        Body::Text(text) => {
            let mut rest = Some(&**text);
            while let Some(text) = rest {
                let split = split_once(text, "\n\n");
                let paragraph = split.map_or(text, |(paragraph, _)| paragraph);
                rest = split.map(|(_, rest)| rest);
                let mut between = "<p>";
                for line in paragraph.trim().lines() {
                    html.push_str(between);
                    push_text(line, &mut html);
                    between = "<br>";
                }
            }
        }
        _ => {}
    }
    for image in images {
        let caption = image.caption.as_ref().map(|caption| ("\"><figcaption>", &**caption));
        let named = [("<figure><img src=\"", image.url.as_str()), ("\" alt=\"", &*image.alt)];
        for (start, words) in named.into_iter().chain(caption) {
            html.push_str(start);
            push_text(words, &mut html);
        }
        html.push_str(if caption.is_some() { "</figcaption></figure>" } else { "\"></figure>" });
    }
    html.push_str("</details>");
    Rc::from(html)
}

/// Text as HTML, between tags or in quotation marks.
pub(super) fn push_text(text: &str, html: &mut String) {
    for letter in text.chars() {
        match letter {
            '&' => html.push_str("&amp;"),
            '<' => html.push_str("&lt;"),
            '"' => html.push_str("&quot;"),
            _ => html.push(letter),
        }
    }
}

/// What a medium is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Kind {
    Image,
    Video,
    Audio,
    /// Something else, or a word we do not know.
    Other,
}

/// What a medium says it is, by its MIME type or else its type.
pub(super) fn kind(medium: &Json) -> Option<Kind> {
    ["mime_type", "mediaType", "type"].into_iter().find_map(|key| kind_called(medium.get(key)))
}

/// What is called so, a MIME type or a type.
pub(super) fn kind_called(name: &Json) -> Option<Kind> {
    let said = name.to_text()?;
    let is = |word: &str| said.get(..word.len()).is_some_and(|start| start.eq_ignore_ascii_case(word));
    Some(match () {
        () if is("image") => Kind::Image,
        () if is("video") || is("gifv") => Kind::Video,
        () if is("audio") => Kind::Audio,
        () => Kind::Other,
    })
}

impl Fields<'_> {
    /// A film or a recording in a file.
    pub(super) fn recording(self, kind: Kind, url: SafeUrl, said: &Json) -> Option<Embed> {
        let embed = match kind {
            Kind::Video => Embed::video(url),
            Kind::Audio => Embed::audio(url),
            Kind::Image | Kind::Other => return None,
        };
        Some(self.called(embed, said))
    }

    /// A thing of another site: its page, and the HTML that shows it.
    pub(super) fn embed(self, said: &Json) -> Option<Embed> {
        let page = self.url(said);
        let known = page.as_ref().and_then(Embed::of_link);
        let shown = || {
            let tree = parse(&said.text("html")?, self.base, Limits::default()).nodes;
            let shown = find(&tree, &|_| true)?.clone();
            Some(Embed { url: page.clone().unwrap_or_else(|| shown.url.clone()), ..shown })
        };
        let card = || page.clone().map(|url| Embed::card(url, None));
        Some(self.called(known.or_else(shown).or_else(card)?, said))
    }

    fn called(self, embed: Embed, said: &Json) -> Embed {
        let keys = ["title", "name", "caption", "alt", "description"];
        let title = keys.into_iter().find_map(|key| self.line(said.get(key)));
        Embed {
            title: title.or(embed.title),
            size: if embed.player.is_some() { size(said).or(embed.size) } else { None },
            ..embed
        }
    }
}

/// The first thing of another site in a tree that `fits`.
pub(super) fn find<'a>(nodes: &'a [Node], fits: &dyn Fn(&Embed) -> bool) -> Option<&'a Embed> {
    nodes.iter().find_map(|node| match node {
        Node::Embed(embed) => Some(&**embed).filter(|embed| fits(embed)),
        Node::Element(element) => find(&element.children, fits),
        _ => None,
    })
}
