//! Mastodon: a list of statuses, newest first; the next page is in the `Link` header. A deleted status is absent, an
//! edited one has `edited_at`.

use axum::http::StatusCode;
use serde_json::{Value, json};

use crate::clock::{Millis, stamp};
use crate::coverage::{Coverage, Person, Post};

use super::text::{hashtag, plain, slug};
use super::{Asked, Told, ids, link_header};

const LIMIT: usize = 20;
const LIMIT_AT_MOST: usize = 40;

/// `/api/v1/accounts/{id}/statuses?limit=&max_id=`.
pub(crate) fn document(coverage: &Coverage, asked: &Asked) -> Told {
    let limit = asked.number("limit").unwrap_or(LIMIT).min(LIMIT_AT_MOST);
    let all: Vec<(u64, &Post)> = coverage.posts.iter().map(|post| (ids::snowflake(post), post)).collect();
    let from = match asked.text("max_id").and_then(|id| id.parse::<u64>().ok()) {
        // By its place where it stands, because two of one instant may have ids in either order.
        Some(id) => match all.iter().position(|(known, _)| *known == id) {
            Some(at) => at + 1,
            None => all.iter().position(|(known, _)| *known < id).unwrap_or(all.len()),
        },
        None => 0,
    };
    let older = all.get(from..).unwrap_or_default();
    let page = older.get(..limit).unwrap_or(older);
    let address =
        |name: &str, id: u64| format!("{}/mastodon.json?limit={limit}&{name}={id}", coverage.origin);
    let next = page.last().filter(|_| page.len() < older.len()).map(|(id, _)| address("max_id", *id));
    let prev = page.first().map(|(id, _)| address("min_id", *id));
    Told {
        status: StatusCode::OK,
        body: page.iter().map(|(id, post)| status(coverage, *id, post)).collect(),
        headers: link_header(&[("next", next), ("prev", prev)]).into_iter().collect(),
    }
}

fn status(coverage: &Coverage, id: u64, post: &Post) -> Value {
    let id = id.to_string();
    let desk =
        Person { name: coverage.blog.paper.clone(), avatar: format!("{}/demo/favicon.svg", coverage.origin) };
    let author = post.authors.first().unwrap_or(&desk);
    let name = slug(&author.name).replace('-', "_");
    let url = format!("{}/@{name}/{id}", coverage.origin);
    let tags: Vec<Value> = post
        .topics
        .iter()
        .map(|topic| json!({ "name": hashtag(topic).to_lowercase(), "url": tagged(coverage, topic) }))
        .collect();
    json!({
        "id": id,
        "created_at": milliseconds(post.published),
        "in_reply_to_id": null,
        "in_reply_to_account_id": null,
        "sensitive": false,
        "spoiler_text": "",
        "visibility": "public",
        "language": coverage.blog.language,
        "uri": format!("{}/users/{name}/statuses/{id}", coverage.origin),
        "url": url,
        "replies_count": 0,
        "reblogs_count": 0,
        "favourites_count": 0,
        "edited_at": post.modified.map(milliseconds),
        "content": content(coverage, post),
        "reblog": null,
        "pinned": post.pinned,
        "application": null,
        "account": account(coverage, author, &name),
        "media_attachments": post.pictures.iter().map(|picture| json!({
            "id": ids::row(&picture.file).to_string(), "type": "image", "url": picture.file,
            "preview_url": picture.file, "remote_url": null, "description": picture.alt, "blurhash": null,
            "meta": { "original": { "width": 1200, "height": 675, "size": "1200x675", "aspect": 16.0 / 9.0 } },
        })).collect::<Vec<_>>(),
        "mentions": [],
        "tags": tags,
        "emojis": [],
        "card": null,
        "poll": null,
    })
}

/// There is no place for a headline: it is the first paragraph. Hashtags are the last.
fn content(coverage: &Coverage, post: &Post) -> String {
    let headline = post.title.as_deref().map(super::text::escaped);
    let headline = headline.map(|title| format!("<p><strong>{title}</strong></p>")).unwrap_or_default();
    let tags: Vec<String> = post
        .topics
        .iter()
        .map(|topic| {
            let (url, tag) = (tagged(coverage, topic), hashtag(topic));
            format!("<a href=\"{url}\" class=\"mention hashtag\" rel=\"tag\">#<span>{tag}</span></a>")
        })
        .collect();
    let tags = if tags.is_empty() { String::new() } else { format!("<p>{}</p>", tags.join(" ")) };
    format!("{headline}{}{tags}", post.html)
}

fn tagged(coverage: &Coverage, topic: &str) -> String {
    format!("{}/tags/{}", coverage.origin, hashtag(topic).to_lowercase())
}

fn account(coverage: &Coverage, author: &Person, name: &str) -> Value {
    json!({
        "id": ids::row(&author.name).to_string(),
        "username": name,
        "acct": name,
        "display_name": author.name,
        "locked": false,
        "bot": false,
        "created_at": milliseconds(coverage.began / 2),
        "note": format!("<p>{}</p>", plain(&coverage.blog.paper)),
        "url": format!("{}/@{name}", coverage.origin),
        "uri": format!("{}/users/{name}", coverage.origin),
        "avatar": author.avatar,
        "avatar_static": author.avatar,
        "emojis": [],
        "fields": [],
    })
}

/// Dates here always have three digits after the second.
fn milliseconds(at: Millis) -> String {
    let whole = stamp(at - at.rem_euclid(1000));
    format!("{}.{:03}Z", whole.trim_end_matches('Z'), at.rem_euclid(1000))
}
