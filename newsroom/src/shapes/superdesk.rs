//! Superdesk Live Blog, version 1: a poll answer of an Eve API, in pages, last changed first. A post that is withdrawn
//! stays in it, words and all, with `deleted: true`.

use serde_json::{Value, json};

use crate::clock::{Millis, stamp};
use crate::coverage::{Coverage, Person, Post};
use crate::jsonfeed::put;
use crate::script::Picture;

use super::text::{escaped, slug};
use super::{Asked, Told, ids, page_of};

/// What Eve answers where nothing is asked for, and at most.
const RESULTS: usize = 25;
const RESULTS_AT_MOST: usize = 200;

/// `/api/client_blogs/{id}/posts?page=&max_results=`, sorted by `_updated`.
pub(crate) fn document(coverage: &Coverage, asked: &Asked) -> Told {
    let mut all: Vec<(Millis, &Post, Option<Millis>)> = coverage
        .posts
        .iter()
        .rev()
        .map(|post| (post.touched(), post, None))
        .chain(coverage.gone.iter().map(|gone| (gone.at, &gone.post, Some(gone.at))))
        .collect();
    // The place that an editor may have dragged a post to: here always that of its publication.
    all.sort_by_key(|(_, post, _)| post.published);
    let mut written: Vec<(Millis, Value)> = all
        .iter()
        .enumerate()
        .map(|(order, (updated, post, gone))| (*updated, item(coverage, post, order, *gone)))
        .rev()
        .collect();
    written.sort_by_key(|(updated, _)| std::cmp::Reverse(*updated));

    let size = asked.number("max_results").unwrap_or(RESULTS).min(RESULTS_AT_MOST);
    let page = asked.number("page").unwrap_or(1);
    let pages = written.len().div_ceil(size).max(1);
    let items: Vec<&Value> = page_of(&written, page, size).iter().map(|(_, item)| item).collect();
    let address = |page: usize| format!("superdesk.json?max_results={size}&page={page}");
    let mut links = json!({
        "parent": { "title": "home", "href": "/" },
        "self": { "title": "client_blogs/posts", "href": address(page) },
    });
    if page > 1 {
        put(&mut links, "prev", json!({ "title": "previous page", "href": address(page - 1) }));
    }
    if page < pages {
        put(&mut links, "next", json!({ "title": "next page", "href": address(page + 1) }));
        put(&mut links, "last", json!({ "title": "last page", "href": address(pages) }));
    }
    json!({
        "_items": items,
        "_links": links,
        "_meta": { "page": page, "max_results": size, "total": written.len() },
    })
    .into()
}

fn item(coverage: &Coverage, post: &Post, order: usize, gone: Option<Millis>) -> Value {
    let urn = ids::urn(post, "");
    let updated = zoned(gone.unwrap_or_else(|| post.touched()));
    let text = part(post, "text", "", post.headed("h3"), json!({}));
    let pictures = post.pictures.iter().map(|picture| {
        let text = format!(
            "<figure><img src=\"{}\" alt=\"{}\"/></figure>",
            escaped(&picture.file),
            escaped(&picture.alt)
        );
        part(post, "image", &picture.file, text, image(picture))
    });
    let refs: Vec<Value> = std::iter::once(text).chain(pictures).map(|item| reference(&item)).collect();
    json!({
        "_id": urn,
        "_created": zoned(post.published),
        "_updated": updated,
        "_etag": ids::etag(&post.id, post.revision, gone.is_some()),
        "_current_version": post.revision + u32::from(gone.is_some()),
        "_links": { "self": { "title": "Posts", "href": format!("posts/{urn}") } },
        "_type": "archive",
        "blog": ids::hex24("blog"),
        "content_updated_date": updated,
        "deleted": gone.is_some(),
        "firstcreated": zoned(post.published),
        "groups": [
            { "id": "root", "role": "grpRole:NEP", "refs": [{ "idRef": "main" }] },
            { "id": "main", "role": "grpRole:Main", "refs": refs },
        ],
        "guid": urn,
        "language": coverage.blog.language,
        "lb_highlight": post.key,
        "order": order as f64,
        "original_creator": ids::hex24(post.authors.first().map_or("desk", |author| &author.name)),
        "particular_type": "post",
        "post_items_type": if post.pictures.is_empty() { "text" } else { "image" },
        "post_status": "open",
        "published_date": zoned(post.published),
        "publisher": post.authors.first().map(publisher),
        "pubstatus": "usable",
        "state": "draft",
        "sticky": post.pinned,
        "syndicated_creator": null,
        "tags": post.topics,
        "type": "composite",
        "versioncreated": zoned(post.published),
    })
}

/// One item of a post.
fn part(post: &Post, kind: &str, name: &str, text: String, meta: Value) -> Value {
    json!({
        "_id": ids::urn(post, &format!("/{kind}/{name}")),
        "_created": zoned(post.published),
        "_updated": zoned(post.touched()),
        "group_type": "default",
        "item_type": kind,
        "meta": meta,
        "particular_type": "item",
        "text": text,
        "type": "text",
    })
}

fn reference(item: &Value) -> Value {
    let id = item.get("_id");
    json!({ "guid": id, "residRef": id, "type": "text", "item": item })
}

fn image(picture: &Picture) -> Value {
    let rendition = |width: u32, height: u32| json!({ "href": picture.file, "width": width, "height": height, "mimetype": "image/svg+xml" });
    json!({
        "caption": picture.caption,
        "credit": picture.credit,
        "altTag": picture.alt,
        "media": {
            "_id": ids::hex24(&picture.file),
            "renditions": {
                "original": rendition(1200, 675), "baseImage": rendition(1200, 675),
                "viewImage": rendition(720, 405), "thumbnail": rendition(480, 270),
            },
        },
    })
}

/// Real answers repeat the whole profile in each post, with what is no reader's business.
fn publisher(author: &Person) -> Value {
    let name = slug(&author.name).replace('-', ".");
    json!({
        "_id": ids::hex24(&author.name),
        "display_name": author.name,
        "byline": format!("By {}", author.name),
        "picture_url": author.avatar,
        "email": format!("{name}@staff.themeridian.example"),
        "username": name,
        "sign_off": name,
    })
}

/// Dates here have whole seconds and a written-out zone.
fn zoned(at: Millis) -> String {
    stamp(at - at.rem_euclid(1000)).replace('Z', "+00:00")
}
