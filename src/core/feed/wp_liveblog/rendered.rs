//! What the plugin writes into its HTML and into nothing else: commands, hashtags, and its authors' portraits.

use std::rc::Rc;

use crate::core::feed::fields::{Fields, MOST_AUTHORS, has};
use crate::core::json::Json;
use crate::core::markup::decode_text;
use crate::core::markup::references::{Place, decode};
use crate::core::markup::tokens::{StartTag, Token, Tokens};
use crate::core::model::Author;
use crate::core::url::SafeUrl;

/// No tag that is looked at here has more attributes.
const ATTRIBUTES: usize = 32;
/// No entry is filed under more.
const TERMS: usize = 256;
/// What stands before the name of a hashtag, or of a tag where entries are posts, in the classes of an entry.
const FILED: [&str; 3] = ["term-", "hashtags-", "tag-"];
const COMMAND: &str = "<span class=\"liveblog-command ";

/// An entry's HTML, and what its classes say.
pub(super) struct Rendered {
    pub(super) html: Rc<str>,
    /// The classes of the commands in it, such as `type-key`.
    pub(super) commands: Vec<Box<str>>,
    /// The hashtags, as a list of names.
    pub(super) topics: Json,
}

impl Rendered {
    pub(super) fn read(source: &Rc<str>, entry_classes: &str) -> Self {
        let mut commands = Vec::new();
        let mut topics = Vec::new();
        // What the entry as a whole is filed under is named by the text of the hashtag where there is one.
        let term = |class| FILED.into_iter().find_map(|prefix| str::strip_prefix(class, prefix));
        let mut terms: Vec<&str> =
            entry_classes.split_ascii_whitespace().filter_map(term).take(TERMS).collect();
        let mut tokens = Tokens::new(source, ATTRIBUTES);
        while let Some(token) = tokens.next() {
            let Token::Start(tag) = token else {
                continue;
            };
            let classes = || tag.get("class").unwrap_or_default().split_ascii_whitespace();
            if classes().any(|class| class == "liveblog-command") {
                commands.extend(classes().map(Box::from));
            } else if classes().any(|class| class == "liveblog-hash") {
                let slug = classes().find_map(|class| class.strip_prefix("term-")).unwrap_or_default();
                let text = match tokens.next() {
                    Some(Token::Text(text)) => decode_text(text),
                    _ => String::new(),
                };
                let name = text.trim_start_matches(['#', '\u{ff03}']);
                terms.retain(|term| *term != slug && *term != name);
                topics.push(Json::from(if name.is_empty() { slug } else { name }));
            }
        }
        topics.extend(terms.into_iter().map(Json::from));
        Self { html: without_commands(source), commands, topics: Json::List(topics) }
    }
}

/// A command is for the machine, and its name would stand in the text as a word.
fn without_commands(source: &Rc<str>) -> Rc<str> {
    if !source.contains(COMMAND) {
        return source.clone();
    }
    let mut html = String::new();
    let mut rest: &str = source;
    while let Some((before, after)) = rest.split_once(COMMAND)
        && let Some((_, after)) = after.split_once("</span>")
    {
        html.push_str(before);
        rest = after;
    }
    html.push_str(rest);
    Rc::from(html.trim())
}

/// Who signs. An empty list means that the newsroom hides them; before there were lists, there was a link and a
/// portrait, both as HTML.
pub(super) fn authors(row: &Json, fields: Fields) -> Vec<Author> {
    if !has(row, "authors") {
        return linked(row, fields).into_iter().collect();
    }
    let mut authors: Vec<Author> = Vec::new();
    for person in row.list("authors").iter().chain(row.list("contributors")).take(MOST_AUTHORS) {
        for author in fields.authors(person) {
            if !authors.iter().any(|known| known.name == author.name) {
                authors.push(Author { avatar: portrait(person.get("avatar"), fields), ..author });
            }
        }
    }
    authors
}

fn linked(row: &Json, fields: Fields) -> Option<Author> {
    let link = row.text("author_link").or_else(|| row.text("author"))?;
    let author = fields.authors(&Json::from(&*decode_text(&link))).pop()?;
    Some(Author {
        url: first(&link, "a")
            .and_then(|tag| address(&tag, "href", fields))
            .filter(|url| url.origin().is_some()),
        avatar: portrait(row.get("avatar_img"), fields),
        ..author
    })
}

/// A portrait's address, alone or in an `img` element.
fn portrait(value: &Json, fields: Fields) -> Option<SafeUrl> {
    let text = value.to_text()?;
    if text.contains('<') {
        first(&text, "img").and_then(|tag| address(&tag, "src", fields)).filter(SafeUrl::is_image)
    } else {
        fields.image_url(value)
    }
}

fn first<'a>(html: &'a str, name: &str) -> Option<StartTag<'a>> {
    Tokens::new(html, ATTRIBUTES).find_map(|token| match token {
        Token::Start(tag) if tag.name.eq_ignore_ascii_case(name) => Some(tag),
        _ => None,
    })
}

fn address(tag: &StartTag, attribute: &str, fields: Fields) -> Option<SafeUrl> {
    let mut address = String::new();
    decode(tag.get(attribute)?, Place::Attribute, &mut address);
    fields.base.join(&address)
}
