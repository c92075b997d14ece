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
        let begins = |(start, end): &(&'static str, &'static str)| Some((tag.strip_prefix(*start)?, *end));
        let kept = begins(&("<span class=\"ellipsis\">", "</span>"));
        let Some((inside, end)) = kept.or_else(|| hidden.iter().find_map(begins)) else {
            out.push('<');
            rest = tag.get(1..).unwrap_or_default();
            continue;
        };
        let Some((inside, after)) = inside.split_once(end) else {
            // Without an end, there is none for any later one either.
            rest = tag;
            break;
        };
        if kept.is_some() {
            out.push_str(inside);
            out.push('…');
        }
        rest = after;
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

/// The author of all entries is named once, as the blog's.
pub(super) fn lift(entries: &mut [Entry], about: &mut About) {
    let [first, others @ ..] = &*entries else {
        return;
    };
    let authors = first.authors.clone();
    let [author] = &*authors else {
        return;
    };
    if others.is_empty() || others.iter().any(|entry| entry.authors != authors) {
        return;
    }
    about.home = author.url.clone();
    about.authors = authors;
    entries.iter_mut().for_each(|entry| entry.authors = Rc::from([]));
}

#[cfg(test)]
mod tests {
    use std::rc::Rc;

    use super::readable;

    #[test]
    fn what_a_post_hides_is_left_out_of_its_text() {
        let link = "<a href=\"https://a.example/b/c\"><span class=\"invisible\">https://</span>\
                    <span class=\"ellipsis\">a.example/b</span><span class=\"invisible\">/c</span></a>";
        let quoting = ["<p class=\"quote-inline\">RE: ", link, "</p><p>5 &lt; 6"].concat();
        for (html, quotes, expected) in [
            (link, false, "<a href=\"https://a.example/b/c\">a.example/b…</a>"),
            (&quoting, true, "<p>5 &lt; 6"),
            ("<p class=\"quote-inline\">RE: x</p>", true, ""),
            ("<p>no <span>mark</span> <", true, "<p>no <span>mark</span> <"),
            ("<span class=\"invisible\">never closed", false, "<span class=\"invisible\">never closed"),
            ("words é alone", true, "words é alone"),
        ] {
            assert_eq!(&*readable(&Rc::from(html), quotes), expected, "{html}");
        }
    }
}
