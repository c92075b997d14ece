//! The Guardian's Content API: one item with all its blocks, newest first. A deleted block is absent.

use serde_json::{Value, json};

use crate::clock::{Millis, stamp};
use crate::coverage::{Coverage, Post};
use crate::jsonfeed::put;
use crate::script::Picture;

use super::text::{escaped, plain, slug};
use super::{Asked, Told, ids};

/// The path of the live blog in the API.
const ID: &str = "world/live/2026/nov/23/halden-talks-live";

/// `{id}?show-blocks=all&show-fields=all&show-tags=contributor`.
pub(crate) fn document(coverage: &Coverage, _: &Asked) -> Told {
    let Coverage { blog, origin, posts, .. } = coverage;
    let body: Vec<Value> = posts.iter().map(|post| block(coverage, post)).collect();
    let tags: Vec<Value> = blog.authors.values().map(|author| contributor(coverage, &author.name)).collect();
    let last = posts.iter().map(Post::touched).max().unwrap_or(coverage.began);
    let content = json!({
        "id": ID,
        "type": "liveblog",
        "sectionId": "world",
        "sectionName": "World news",
        "webPublicationDate": seconds(coverage.began),
        "webTitle": blog.title,
        "webUrl": format!("{origin}/"),
        "apiUrl": format!("{origin}/guardian.json"),
        "fields": {
            "headline": blog.title,
            "standfirst": blog.standfirst_html,
            "trailText": blog.description,
            "byline": blog.authors.values().map(|author| author.name.as_str()).collect::<Vec<_>>().join(", "),
            "lastModified": seconds(last),
            "lang": blog.language,
            "liveBloggingNow": coverage.ended.is_none().to_string(),
        },
        "tags": tags,
        "blocks": {
            "main": main_block(coverage),
            "totalBodyBlocks": body.len(),
            "requestedBodyBlocks": {},
            "body": body,
        },
        "isHosted": false,
        "pillarId": "pillar/news",
        "pillarName": "News",
    });
    json!({ "response": { "status": "ok", "userTier": "developer", "total": 1, "content": content } }).into()
}

fn block(coverage: &Coverage, post: &Post) -> Value {
    let mut elements = vec![json!({ "type": "text", "assets": [], "textTypeData": { "html": post.html } })];
    elements.extend(post.pictures.iter().map(image));
    let figures: String = post.pictures.iter().map(figure).collect();
    let mut attributes = json!({});
    for (name, on) in [("keyEvent", post.key), ("summary", post.summary), ("pinned", post.pinned)] {
        if on {
            put(&mut attributes, name, json!(true));
        }
    }
    if let Some(title) = &post.title {
        put(&mut attributes, "title", json!(title));
    }
    let mut block = json!({
        "id": ids::hex24(&post.id),
        "bodyHtml": format!("{}{figures}", post.html),
        "bodyTextSummary": plain(&post.html),
        "attributes": attributes,
        "published": true,
        "createdDate": seconds(post.published),
        "firstPublishedDate": seconds(post.published),
        "publishedDate": seconds(post.touched()),
        "lastModifiedDate": seconds(post.touched()),
        "contributors": post.authors.iter().map(|author| profile(&author.name)).collect::<Vec<_>>(),
        "createdBy": editor(post),
        "lastModifiedBy": editor(post),
        "elements": elements,
    });
    if let Some(title) = &post.title {
        put(&mut block, "title", json!(title));
    }
    put(&mut block, "webUrl", json!(format!("{}/#block-{}", coverage.origin, ids::hex24(&post.id))));
    block
}

/// The block above the story, which is not an entry.
fn main_block(coverage: &Coverage) -> Value {
    let pictures = coverage
        .blog
        .pictures
        .get("harbour-dawn")
        .map(|picture| Picture { file: format!("{}/{}", coverage.origin, picture.file), ..picture.clone() });
    json!({
        "id": ids::hex24("main"),
        "bodyHtml": pictures.iter().map(figure).collect::<String>(),
        "bodyTextSummary": "",
        "attributes": {},
        "published": true,
        "createdDate": seconds(coverage.began),
        "firstPublishedDate": seconds(coverage.began),
        "publishedDate": seconds(coverage.began),
        "lastModifiedDate": seconds(coverage.began),
        "contributors": [],
        "elements": pictures.iter().map(image).collect::<Vec<_>>(),
    })
}

fn image(picture: &Picture) -> Value {
    json!({
        "type": "image",
        "assets": [{
            "type": "image", "mimeType": "image/svg+xml", "file": picture.file,
            "typeData": {
                "aspectRatio": "16:9", "width": 1200, "height": 675, "isMaster": true,
                "altText": picture.alt, "caption": picture.caption, "credit": picture.credit,
            },
        }],
        "imageTypeData": {
            "alt": picture.alt, "caption": picture.caption, "credit": picture.credit, "displayCredit": true,
            "imageType": "Illustration",
        },
    })
}

fn figure(picture: &Picture) -> String {
    format!(
        "<figure class=\"element element-image\"> <img src=\"{}\" alt=\"{}\" width=\"1200\" height=\"675\" \
         class=\"gu-image\" /> <figcaption> <span class=\"element-image__caption\">{}</span> \
         <span class=\"element-image__credit\">{}</span> </figcaption> </figure>",
        escaped(&picture.file),
        escaped(&picture.alt),
        escaped(&picture.caption),
        escaped(&picture.credit),
    )
}

fn contributor(coverage: &Coverage, name: &str) -> Value {
    let avatar =
        coverage.blog.authors.values().find(|author| author.name == name).map(|author| &author.avatar);
    let avatar = avatar.map(|avatar| format!("{}/{avatar}", coverage.origin));
    let web = format!("{}/{}", coverage.origin, profile(name));
    json!({
        "id": profile(name), "type": "contributor", "webTitle": name, "webUrl": web, "apiUrl": web,
        "references": [], "bylineImageUrl": avatar,
    })
}

fn profile(name: &str) -> String {
    format!("profile/{}", slug(name))
}

/// Who pressed the button. The address is never a reader's business.
fn editor(post: &Post) -> Value {
    let name = post.authors.first().map_or("Night Desk", |author| author.name.as_str());
    let (first, last) = name.split_once(' ').unwrap_or((name, ""));
    json!({
        "email": format!("{}@staff.themeridian.example", slug(name).replace('-', ".")),
        "firstName": first, "lastName": last,
    })
}

/// Dates here have whole seconds.
fn seconds(at: Millis) -> String {
    stamp(at - at.rem_euclid(1000))
}
