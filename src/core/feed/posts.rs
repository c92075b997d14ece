//! What the posts of social networks have in common, by whatever protocol they come.

use std::rc::Rc;

use implicit_clone::unsync::IString;

use super::pieces::push_text;
use crate::core::embed::Embed;
use crate::core::model::{About, Entry};
use crate::core::url::SafeUrl;

/// The HTML of a post as it is meant to be read. Mastodon hides the ends of a link's text by their class, and beside a
/// quotation the line that stands for it elsewhere.
pub(super) fn readable(html: &Rc<str>, quotes: bool) -> Rc<str> {
    const HIDDEN: [(&str, &str); 3] = [
        ("<span class=\"invisible\">", "</span>"),
        ("<p class=\"quote-inline\">", "</p>"),
        ("<span class=\"quote-inline\">", "</span>"),
    ];
    let hidden = if quotes { &HIDDEN[..] } else { &HIDDEN[..1] };
    let mut out = String::with_capacity(html.len());
    let mut rest = &**html;
    while let Some((before, tag)) = rest.find('<').and_then(|at| rest.split_at_checked(at)) {
        out.push_str(before);
        let inside =
            |(start, end): &(&str, &str)| tag.strip_prefix(start).and_then(|inside| inside.split_once(end));
        if let Some((_, after)) = hidden.iter().find_map(inside) {
            rest = after;
        } else if let Some((kept, after)) = inside(&("<span class=\"ellipsis\">", "</span>")) {
            out.push_str(kept);
            out.push('…');
            rest = after;
        } else {
            out.push('<');
            rest = tag.get(1..).unwrap_or_default();
        }
    }
    out.push_str(rest);
    Rc::from(out)
}

/// The answers to choose from, with the votes so far where they are told.
pub(super) fn poll(answers: impl Iterator<Item = (Option<IString>, Option<i64>)>, html: &mut String) {
    let start = html.len();
    for (answer, votes) in answers {
        html.push_str(if html.len() == start { "<ul><li>" } else { "<li>" });
        push_text(answer.as_deref().unwrap_or_default(), html);
        if let Some(votes) = votes {
            html.push_str(" · ");
            html.push_str(&votes.to_string());
        }
        html.push_str("</li>");
    }
    if html.len() > start {
        html.push_str("</ul>");
    }
}

/// Another post, by its page.
pub(super) fn post(url: SafeUrl) -> Embed {
    Embed::of_link(&url).unwrap_or_else(|| Embed::card(url, None))
}

/// What all entries have in common, their author and language, is said once, about the blog.
pub(super) fn lift(entries: &mut [Entry], about: &mut About) {
    let [first, others @ ..] = &*entries else {
        return;
    };
    if others.is_empty() {
        return;
    }
    let authors = first.authors.clone();
    if let [author] = &*authors
        && others.iter().all(|entry| entry.authors == authors)
    {
        about.home = about.home.take().or_else(|| author.url.clone());
        about.authors = authors.clone();
    }
    let lang = first.lang.clone().filter(|_| others.iter().all(|entry| entry.lang == first.lang));
    for entry in entries {
        if about.authors == entry.authors {
            entry.authors = Rc::from([]);
        }
        if lang.is_some() {
            entry.lang = None;
        }
    }
    about.lang = about.lang.take().or(lang);
}
