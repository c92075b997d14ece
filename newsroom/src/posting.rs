//! The coverage as a schema.org `LiveBlogPosting`.

use serde_json::{Value, json};

use crate::clock::{Millis, stamp};
use crate::coverage::{Coverage, Post};
use crate::jsonfeed::put;

const DAY: Millis = 24 * 60 * 60 * 1000;

/// The document.
pub(crate) fn document(coverage: &Coverage) -> Value {
    let Coverage { blog, origin, posts, .. } = coverage;
    // Publishers state a planned end while the story runs; only a past one is an end.
    let ends = coverage.ended.unwrap_or(coverage.changed + DAY);
    json!({
        "@context": "https://schema.org",
        "@type": "LiveBlogPosting",
        "@id": format!("{origin}/"),
        "url": format!("{origin}/"),
        "headline": blog.title,
        "description": blog.description,
        "inLanguage": blog.language,
        "keywords": blog.topics.join(", "),
        "datePublished": stamp(coverage.began),
        "dateModified": stamp(coverage.changed),
        "coverageStartTime": stamp(coverage.began),
        "coverageEndTime": stamp(ends),
        "publisher": { "@type": "NewsMediaOrganization", "name": blog.paper, "url": format!("{origin}/") },
        "author": { "@type": "Organization", "name": blog.paper },
        "liveBlogUpdate": posts.iter().map(|post| update(coverage, post)).collect::<Vec<_>>(),
    })
}

fn update(coverage: &Coverage, post: &Post) -> Value {
    let url = coverage.link(post);
    let mut update = json!({
        "@type": "BlogPosting",
        "@id": url,
        "url": url,
        "identifier": post.id,
        "datePublished": stamp(post.published),
        "dateModified": stamp(post.touched()),
        "articleBody": post.html,
        "keywords": post.topics,
    });
    if let Some(title) = &post.title {
        put(&mut update, "headline", json!(title));
    }
    let authors = post.authors.iter();
    let authors: Vec<Value> = authors
        .map(|author| json!({ "@type": "Person", "name": author.name, "image": author.avatar }))
        .collect();
    if !authors.is_empty() {
        put(&mut update, "author", json!(authors));
    }
    let pictures = post.pictures.iter();
    let images: Vec<Value> = pictures
        .map(|picture| {
            json!({
                "@type": "ImageObject", "url": picture.file, "width": 1200, "height": 675,
                "caption": picture.caption, "creditText": picture.credit, "description": picture.alt,
            })
        })
        .collect();
    if !images.is_empty() {
        put(&mut update, "image", json!(images));
    }
    update
}
