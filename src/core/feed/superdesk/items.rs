//! The items of a post become the pieces of a body.

use std::rc::Rc;

use implicit_clone::unsync::IString;

use super::super::fields::Fields;
use super::super::pictures::size;
use crate::core::embed::{Embed, Provider};
use crate::core::json::Json;
use crate::core::markup::{self, Limits, Node, Own};
use crate::core::model::{Body, Image, Part};
use crate::core::url::SafeUrl;

/// The items of a post: its own in the second interface, those that its main group refers to in the first.
pub(super) fn of(post: &Json) -> Vec<&Json> {
    let groups = post.list("groups");
    let main = groups.iter().find(|group| group.text("id").as_deref() == Some("main"));
    let groups = main.map_or(groups, std::slice::from_ref);
    let referred = groups.iter().flat_map(|group| group.list("refs")).map(|reference| reference.get("item"));
    let items = post.list("items").iter().chain(referred);
    items.filter(|item| item.is_object() && !item.flag("deleted")).collect()
}

/// Whether there is nothing but advertisements.
pub(super) fn are_advertisements(items: &[&Json]) -> bool {
    !items.is_empty() && items.iter().all(|item| &*kind(item) == ADVERTISEMENT)
}

const ADVERTISEMENT: &str = "advertisement";

/// What an item is, in small letters. Advertisements say more after that word.
fn kind(item: &Json) -> String {
    let kind = item.text("item_type").map(|kind| kind.to_ascii_lowercase()).unwrap_or_default();
    if kind.starts_with(ADVERTISEMENT) { ADVERTISEMENT.to_owned() } else { kind }
}

pub(super) fn body(items: &[&Json], fields: Fields) -> Body {
    let base = fields.base.clone();
    let mut parts: Vec<Part> = items.iter().flat_map(|item| pieces(item, fields)).collect();
    match parts.as_mut_slice() {
        [] => Body::Empty,
        [Part::Html(source)] => Body::Html { source: source.clone(), base },
        _ => Body::Parts { parts: Rc::from(parts), base },
    }
}

/// The pieces of an item. What is of no use as what it says it is has its text, in which the newsroom's own page
/// shows the same. A free type has nothing but that, and there may be nothing to see in it.
fn pieces(item: &Json, fields: Fields) -> Vec<Part> {
    let text = || item.text("text");
    let typed = match &*kind(item) {
        ADVERTISEMENT => return Vec::new(),
        "image" => picture(item, fields).map(|image| vec![Part::Image(image)]),
        "embed" | "video" => embed(item, fields),
        "quote" => {
            let credit = fields.line(item.get("meta").get("credit"));
            let quote = item.get("meta").text("quote");
            quote.map(|html| vec![Part::Quote { html, credit, url: None }])
        }
        "comment" => {
            let credit = fields.authors(item.get("commenter")).first().map(|reader| reader.name.clone());
            text().map(|html| vec![Part::Quote { html, credit, url: None }])
        }
        "poll" => poll(item.get("poll_body"), fields),
        "text" | "" => text().map(|html| vec![Part::Html(html)]),
        _ => None,
    };
    let seen = || text().filter(|html| is_seen(&markup::parse(html, fields.base, Limits::default()).nodes));
    typed.or_else(|| seen().map(|html| vec![Part::Html(html)])).unwrap_or_default()
}

/// Of the sizes that are kept of a picture the one for articles.
fn picture(item: &Json, fields: Fields) -> Option<Image> {
    let meta = item.get("meta");
    let kept = [item.get("renditions"), meta.get("media").get("renditions"), meta.get("renditions")];
    let kept = kept.into_iter().find(|kept| kept.is_object()).unwrap_or(meta.get("media"));
    let known = ["baseImage", "viewImage", "original", "thumbnail"].iter().map(|name| kept.get(name));
    let others = kept.members().iter().map(|(_, rendition)| rendition);
    let image = known.chain(others).find_map(|rendition| fields.picture(rendition));
    let line = |keys: &[&str]| keys.iter().find_map(|key| fields.line(meta.get(key)));
    image.map(|image| Image {
        alt: line(&["alt", "alt_text"]).unwrap_or(image.alt),
        caption: line(&["caption"]),
        credit: line(&["credit"]),
        ..image
    })
}

/// What the provider says about the thing (oEmbed). A post that is quoted in the HTML can be read at once, so that
/// comes first; then a thing whose address or frame we know; then whatever the HTML shows; then a link.
fn embed(item: &Json, fields: Fields) -> Option<Vec<Part>> {
    let meta = item.get("meta");
    let url = fields.url(meta.get("original_url")).or_else(|| fields.url(meta.get("url")));
    let title = fields.line(meta.get("title"));
    let named = |embed: Embed| Embed {
        title: embed.title.clone().or_else(|| title.clone()),
        size: embed.size.or_else(|| size(meta)),
        ..embed
    };
    let html = meta.text("html");
    let nodes = html.as_ref().map(|html| markup::parse(html, fields.base, Limits::default()).nodes);
    let nodes = nodes.unwrap_or_default();
    let link = url.as_ref().and_then(Embed::of_link);
    let framed =
        framed(&nodes).filter(|framed| link.is_none() || !matches!(framed.provider, Provider::Site(_)));
    let part = match (framed, html.filter(|_| is_seen(&nodes)), link) {
        (_, Some(html), _) if html.contains("<blockquote") => Part::Html(html),
        (Some(framed), _, _) => Part::Embed(named(framed)),
        (_, _, Some(link)) => Part::Embed(named(link)),
        (_, Some(html), _) => Part::Html(html),
        _ => return url.map(|url| card(url, title.clone(), fields.line(meta.get("description")))),
    };
    Some(vec![part])
}

/// A link with what is said about the page.
fn card(url: SafeUrl, title: Option<IString>, description: Option<IString>) -> Vec<Part> {
    let mut parts = vec![Part::Embed(Embed::card(url, title))];
    parts.extend(description.map(|words| Part::Text(Rc::from(&*words))));
    parts
}

/// The first thing of another site in the tree of an embed.
fn framed(nodes: &[Node]) -> Option<Embed> {
    nodes.iter().find_map(|node| match node {
        Node::Embed(embed) => Some(Embed::clone(embed)),
        Node::Element(element) => framed(&element.children),
        Node::Text(_) | Node::Picture(_) => None,
    })
}

/// Whether a reader would see anything.
fn is_seen(nodes: &[Node]) -> bool {
    nodes.iter().any(|node| match node {
        Node::Text(text) => !text.trim().is_empty(),
        Node::Element(element) => matches!(element.attrs.own, Own::Image(_)) || is_seen(&element.children),
        Node::Picture(_) | Node::Embed(_) => true,
    })
}

/// The question and the answers: nobody votes here.
fn poll(poll: &Json, fields: Fields) -> Option<Vec<Part>> {
    let question = fields.line(poll.get("question"))?;
    let mut text = String::from(&*question);
    let answers = poll.list("answers").iter();
    for (index, answer) in answers.filter_map(|answer| fields.line(answer.get("option"))).enumerate() {
        text.push_str(if index == 0 { "\n\n• " } else { "\n• " });
        text.push_str(&answer);
    }
    Some(vec![Part::Text(Rc::from(text))])
}
