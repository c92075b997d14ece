//! WordPress's own posts: a list, newest first, whose pages are told in headers. A deleted post is absent. Dates have no
//! zone: `date` is the site's own clock, `date_gmt` is UTC.

use axum::http::{HeaderName, StatusCode};
use serde_json::{Value, json};

use crate::clock::{Millis, stamp};
use crate::coverage::{Coverage, Post};
use crate::jsonfeed::put;

use super::text::{escaped, plain, slug, texturized};
use super::{Asked, Told, ids, link_header, page_of};

const PER_PAGE: usize = 10;
const PER_PAGE_AT_MOST: usize = 100;
/// The site's clock is set to an offset and not to a zone, as many are.
const CLOCK: Millis = 60 * 60 * 1000;

/// `/wp-json/wp/v2/posts?_embed&per_page=&page=`.
pub(crate) fn document(coverage: &Coverage, asked: &Asked) -> Told {
    let size = asked.number("per_page").unwrap_or(PER_PAGE);
    if size > PER_PAGE_AT_MOST {
        return refused("rest_invalid_param", "Invalid parameter(s): per_page");
    }
    let total = coverage.posts.len();
    let (page, pages) = (asked.number("page").unwrap_or(1), total.div_ceil(size));
    if page > pages.max(1) {
        let sentence = "The page number requested is larger than the number of pages available.";
        return refused("rest_post_invalid_page_number", sentence);
    }
    let address = |page: usize| format!("{}/wp-posts.json?per_page={size}&page={page}", coverage.origin);
    let links = [
        ("prev", (page > 1).then(|| address(page - 1))),
        ("next", (page < pages).then(|| address(page + 1))),
    ];
    let headers = [("x-wp-total", total), ("x-wp-totalpages", pages)];
    let headers = headers.map(|(name, number)| (HeaderName::from_static(name), number.to_string()));
    Told {
        status: StatusCode::OK,
        body: page_of(&coverage.posts, page, size).iter().map(|post| item(coverage, post)).collect(),
        headers: headers.into_iter().chain(link_header(&links)).collect(),
    }
}

fn refused(code: &str, message: &str) -> Told {
    let status = StatusCode::BAD_REQUEST;
    let body = json!({ "code": code, "message": message, "data": { "status": status.as_u16() } });
    Told { status, body, headers: Vec::new() }
}

fn item(coverage: &Coverage, post: &Post) -> Value {
    let (id, picture) = (ids::count(post), post.pictures.first());
    let title = post.title.as_deref().map(texturized).unwrap_or_default();
    let excerpt = plain(&post.html).split("\n\n").next().map(texturized).unwrap_or_default();
    let mut item = json!({
        "id": id,
        "date": local(post.published),
        "date_gmt": utc(post.published),
        "guid": { "rendered": format!("{}/?p={id}", coverage.origin) },
        "modified": local(post.touched()),
        "modified_gmt": utc(post.touched()),
        "slug": slug(post.title.as_deref().unwrap_or(&post.id)),
        "status": "publish",
        "type": "post",
        "link": coverage.link(post),
        "title": { "rendered": title },
        "content": { "rendered": post.html, "protected": false },
        "excerpt": { "rendered": format!("<p>{excerpt}</p>\n"), "protected": false },
        "author": post.authors.first().map_or(0, |author| person(&author.name)),
        "featured_media": picture.map_or(0, |picture| ids::row(&picture.file)),
        "comment_status": "closed",
        "ping_status": "closed",
        "sticky": post.pinned,
        "template": "",
        "format": "standard",
        "meta": [],
        "categories": [ids::row("category")],
        "tags": post.topics.iter().map(|topic| ids::row(topic)).collect::<Vec<_>>(),
        "_embedded": {
            "author": post.authors.first().map(|author| vec![json!({
                "id": person(&author.name), "name": author.name, "url": "", "description": "",
                "link": format!("{}/author/{}/", coverage.origin, slug(&author.name)), "slug": slug(&author.name),
                "avatar_urls": { "24": author.avatar, "48": author.avatar, "96": author.avatar },
            })]).unwrap_or_default(),
            "wp:term": [
                [term(coverage, "category", "category", "Live")],
                post.topics.iter().map(|topic| term(coverage, topic, "post_tag", topic)).collect::<Vec<_>>(),
            ],
        },
    });
    if let (Some(picture), Some(embedded)) = (picture, item.get_mut("_embedded")) {
        let media = json!([{
            "id": ids::row(&picture.file), "media_type": "image", "mime_type": "image/svg+xml",
            "source_url": picture.file, "alt_text": picture.alt,
            "caption": { "rendered": format!("<p>{} {}</p>\n", escaped(&picture.caption), escaped(&picture.credit)) },
            "media_details": { "width": 1200, "height": 675, "sizes": {} },
        }]);
        put(embedded, "wp:featuredmedia", media);
    }
    item
}

fn term(coverage: &Coverage, key: &str, taxonomy: &str, name: &str) -> Value {
    let path = if taxonomy == "category" { "category" } else { "tag" };
    json!({
        "id": ids::row(key), "name": texturized(name), "slug": slug(name), "taxonomy": taxonomy,
        "link": format!("{}/{path}/{}/", coverage.origin, slug(name)),
    })
}

fn person(name: &str) -> u64 {
    ids::row(name) % 90 + 2
}

fn local(at: Millis) -> String {
    utc(at + CLOCK)
}

/// Whole seconds and no letter at the end.
fn utc(at: Millis) -> String {
    stamp(at - at.rem_euclid(1000)).trim_end_matches('Z').to_owned()
}
