//! A Reddit live thread: a Listing of LiveUpdates, newest first, with the cursor of the next page. A deleted update is
//! absent. HTML is escaped once more than elsewhere, unless `raw_json=1` is asked for.

use serde_json::{Value, json};

use crate::clock::Millis;
use crate::coverage::{Coverage, Post};
use crate::script::Picture;

use super::text::{escaped, plain, slug};
use super::{Asked, Told, ids};

const LIMIT: usize = 25;
const LIMIT_AT_MOST: usize = 100;
/// Reddit's `created` is off by the hours that its first servers were from Greenwich.
const OFF: f64 = 8.0 * 60.0 * 60.0;

/// `/live/{thread}.json?limit=&after=`.
pub(crate) fn document(coverage: &Coverage, asked: &Asked) -> Told {
    let limit = asked.number("limit").unwrap_or(LIMIT).min(LIMIT_AT_MOST);
    let raw = asked.text("raw_json") == Some("1");
    let named: Vec<(String, &Post)> =
        coverage.posts.iter().map(|post| (format!("LiveUpdate_{}", ids::uuid(&post.id)), post)).collect();
    let from = match asked.text("after") {
        // Nothing comes after an update that is not there.
        Some(after) => named.iter().position(|(name, _)| name == after).map_or(named.len(), |at| at + 1),
        None => 0,
    };
    let older = named.get(from..).unwrap_or_default();
    let page = older.get(..limit).unwrap_or(older);
    let after = page.last().filter(|_| page.len() < older.len()).map(|(name, _)| name);
    let before = page.first().filter(|_| from > 0).map(|(name, _)| name);
    json!({
        "kind": "Listing",
        "data": {
            "after": after,
            "before": before,
            "dist": null,
            "modhash": "",
            "geo_filter": "",
            "children": page.iter().map(|(name, post)| update(name, post, raw)).collect::<Vec<_>>(),
        },
    })
    .into()
}

fn update(name: &str, post: &Post, raw: bool) -> Value {
    // There are no pictures in an update, only links to them.
    let links: String = post.pictures.iter().map(|picture| format!("<p>{}</p>\n", link(picture))).collect();
    let html = format!("<div class=\"md\">{}\n{links}</div>", post.headed("h3"));
    let title = post.title.as_ref().map(|title| format!("### {title}\n\n")).unwrap_or_default();
    let marked = post.pictures.iter().map(|picture| format!("\n\n[{}]({})", picture.caption, picture.file));
    let marked: String = marked.collect();
    let created = seconds(post.published);
    json!({
        "kind": "LiveUpdate",
        "data": {
            "id": name.trim_start_matches("LiveUpdate_"),
            "name": name,
            "author": post.authors.first().map(|author| slug(&author.name)),
            "body": format!("{title}{}{marked}", plain(&post.html)),
            "body_html": if raw { html } else { escaped(&html) },
            "created": created + OFF,
            "created_utc": created,
            "stricken": false,
            "embeds": [],
            "mobile_embeds": [],
        },
    })
}

fn link(picture: &Picture) -> String {
    format!("<a href=\"{}\">{}</a>", escaped(&picture.file), escaped(&picture.caption))
}

fn seconds(at: Millis) -> f64 {
    at.div_euclid(1000) as f64
}
