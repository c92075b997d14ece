//! A moment as a schema.org `LiveBlogPosting`.

use serde_json::{Value, json};

use crate::clock::{Millis, stamp};
use crate::jsonfeed::put;
use crate::script::Blog;
use crate::story::{Moment, Shown};

const DAY: Millis = 24 * 60 * 60 * 1000;

/// The document, for a server at `origin`.
pub fn document(blog: &Blog, moment: &Moment, origin: &str) -> Value {
    // Publishers state a planned end while the story runs; only a past one is an end.
    let ends = moment.ended.unwrap_or(moment.changed + DAY);
    json!({
        "@context": "https://schema.org",
        "@type": "LiveBlogPosting",
        "@id": format!("{origin}/"),
        "url": format!("{origin}/"),
        "headline": blog.title,
        "description": blog.description,
        "inLanguage": blog.language,
        "keywords": blog.topics.join(", "),
        "datePublished": stamp(moment.began),
        "dateModified": stamp(moment.changed),
        "coverageStartTime": stamp(moment.began),
        "coverageEndTime": stamp(ends),
        "publisher": { "@type": "NewsMediaOrganization", "name": blog.paper, "url": format!("{origin}/") },
        "author": { "@type": "Organization", "name": blog.paper },
        "liveBlogUpdate": moment.entries.iter().map(|shown| update(blog, shown, origin)).collect::<Vec<_>>(),
    })
}

fn update(blog: &Blog, shown: &Shown, origin: &str) -> Value {
    let entry = &shown.entry;
    let url = format!("{origin}/#{}", shown.id);
    let mut update = json!({
        "@type": "BlogPosting",
        "@id": url,
        "url": url,
        "identifier": shown.id,
        "datePublished": stamp(shown.published),
        "dateModified": stamp(shown.touched()),
        "articleBody": entry.html,
        "keywords": entry.topics,
    });
    if let Some(title) = &entry.title {
        put(&mut update, "headline", json!(title));
    }
    let authors: Vec<Value> = entry
        .by
        .iter()
        .filter_map(|key| blog.authors.get(key))
        .map(|author| json!({ "@type": "Person", "name": author.name, "image": format!("{origin}/{}", author.avatar) }))
        .collect();
    if !authors.is_empty() {
        put(&mut update, "author", json!(authors));
    }
    let images: Vec<Value> = entry
        .pictures
        .iter()
        .filter_map(|key| blog.pictures.get(key))
        .map(|picture| {
            json!({
                "@type": "ImageObject", "url": format!("{origin}/{}", picture.file), "width": 1200, "height": 675,
                "caption": picture.caption, "creditText": picture.credit, "description": picture.alt,
            })
        })
        .collect();
    if !images.is_empty() {
        put(&mut update, "image", json!(images));
    }
    update
}
