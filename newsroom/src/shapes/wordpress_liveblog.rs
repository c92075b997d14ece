//! Automattic's Liveblog plugin for WordPress: the poll is a log of changes, oldest first, in which a deletion is an
//! entry without words; a page (`?page=K`) is a part of what stands, newest first.

use serde_json::{Value, json};

use crate::clock::Millis;
use crate::coverage::{Coverage, Post};

use super::text::{escaped, slug};
use super::{Asked, Told, ids, page_of};

/// The plugin's own pause between two polls, in seconds.
const REFRESH: u32 = 10;
/// Entries on a page where the query does not say.
const PER_PAGE: usize = 10;

/// `entries/{start}/{end}/` over the whole coverage, or `get-entries/{page}/…`.
pub(crate) fn document(coverage: &Coverage, asked: &Asked) -> Told {
    if let Some(page) = asked.number("page") {
        let size = asked.number("per_page").unwrap_or(PER_PAGE);
        let posts = page_of(&coverage.posts, page, size);
        return json!({
            "entries": posts.iter().map(|post| entry(coverage, post)).collect::<Vec<_>>(),
            "page": page,
            "pages": coverage.posts.len().div_ceil(size),
            "total": coverage.posts.len(),
        })
        .into();
    }
    let standing = coverage.posts.iter().map(|post| (seconds(post.touched()), entry(coverage, post)));
    let gone = coverage.gone.iter().map(|gone| (seconds(gone.at), deletion(coverage, &gone.post, gone.at)));
    // Stable: within a second, which is all that a date here says, the newest stays first as in every other shape.
    let mut log: Vec<(Millis, Value)> = standing.chain(gone).collect();
    log.sort_by_key(|(at, _)| *at);
    json!({
        "latest_timestamp": log.last().map(|(at, _)| at),
        "entries": log.into_iter().map(|(_, entry)| entry).collect::<Vec<_>>(),
        "refresh_interval": REFRESH,
        "pages": false,
    })
    .into()
}

fn entry(coverage: &Coverage, post: &Post) -> Value {
    let id = ids::count(post);
    // An update is a row that names the row it replaces, and that name is a number; a row's own is a string.
    let (kind, shown) =
        if post.modified.is_some() { ("update", json!(id)) } else { ("new", json!(id.to_string())) };
    let key = if post.key { " type-key" } else { "" };
    let terms: String = post.topics.iter().map(|topic| format!(" term-{}", slug(topic))).collect();
    json!({
        "id": shown,
        "type": kind,
        "render": render(post),
        "content": source(post),
        "css_classes": format!("comment liveblog-entry depth-1{key}{terms}"),
        "timestamp": seconds(post.touched()),
        "authors": authors(post),
        "entry_time": seconds(post.published),
        "share_link": format!("{}/?lbup={id}#liveblog-entry-{id}", coverage.origin),
        "key_event": post.key,
        "key_event_content": if post.key { json!(post.key_label.as_ref().or(post.title.as_ref())) } else { Value::Null },
    })
}

fn deletion(coverage: &Coverage, post: &Post, at: Millis) -> Value {
    let id = ids::count(post);
    json!({
        "id": id,
        "type": "delete",
        "render": "",
        "content": "",
        "css_classes": "comment liveblog-entry depth-1",
        "timestamp": seconds(at),
        "authors": authors(post),
        "entry_time": seconds(post.published),
        "share_link": format!("{}/?lbup={id}#liveblog-entry-{id}", coverage.origin),
        "key_event": false,
        "key_event_content": null,
    })
}

/// HTML as readers get it: commands and hashtags have become spans.
fn render(post: &Post) -> String {
    let figures: String = post
        .pictures
        .iter()
        .map(|picture| {
            format!(
                "<figure class=\"wp-caption\"><img src=\"{}\" alt=\"{}\" width=\"1200\" height=\"675\" />\
                 <figcaption class=\"wp-caption-text\">{} {}</figcaption></figure>\n",
                escaped(&picture.file),
                escaped(&picture.alt),
                escaped(&picture.caption),
                escaped(&picture.credit),
            )
        })
        .collect();
    let command = if post.key { "<span class=\"liveblog-command type-key\">key</span> " } else { "" };
    let tags: Vec<String> = post
        .topics
        .iter()
        .map(|topic| format!("<span class=\"liveblog-hash term-{0}\">{0}</span>", slug(topic)))
        .collect();
    format!("{}\n{figures}<p>{command}{}</p>\n", post.headed("h3").trim_end(), tags.join(" "))
}

/// The text that an editor typed, which is not for readers.
fn source(post: &Post) -> String {
    let command = if post.key { "/key " } else { "" };
    let tags: String = post.topics.iter().map(|topic| format!(" #{}", slug(topic))).collect();
    format!("{command}{}{tags}", post.headed("b"))
}

fn authors(post: &Post) -> Vec<Value> {
    let people = post.authors.iter();
    people
        .map(|author| {
            let avatar = format!(
                "<img alt='' src='{}' class='avatar avatar-30 photo' height='30' width='30' />",
                escaped(&author.avatar)
            );
            json!({
                "id": (ids::row(&author.name) % 90 + 2).to_string(), "key": slug(&author.name),
                "name": author.name, "avatar": avatar,
            })
        })
        .collect()
}

fn seconds(at: Millis) -> Millis {
    at.div_euclid(1000)
}
