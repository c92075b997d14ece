//! The same coverage as other systems publish it: one file a system, keys, order and deletions as that system has them.
//!
//! Ids are made from the story's own, in the form that each system gives them; nothing here remembers anything.

mod feed_pages;
mod guardian;
mod ids;
mod mastodon;
mod reddit;
mod superdesk;
pub(crate) mod text;
mod wordpress_liveblog;
mod wp_posts;

use axum::http::{HeaderName, StatusCode};
use serde_json::Value;

use crate::coverage::Coverage;
use crate::query;

pub(crate) use feed_pages::paged as feed_page;

/// A document of another system.
#[derive(Clone, Copy)]
pub(crate) struct Shape {
    /// Where it is.
    pub(crate) path: &'static str,
    /// Writes it, as far as the query asks for.
    pub(crate) write: fn(&Coverage, &Asked) -> Told,
}

/// Every shape but the two that have a place of their own, `/feed.json` and `/liveblogposting.json`.
pub(crate) const SHAPES: [Shape; 6] = [
    Shape { path: "/guardian.json", write: guardian::document },
    Shape { path: "/superdesk.json", write: superdesk::document },
    Shape { path: "/wordpress-liveblog.json", write: wordpress_liveblog::document },
    Shape { path: "/wp-posts.json", write: wp_posts::document },
    Shape { path: "/mastodon.json", write: mastodon::document },
    Shape { path: "/reddit.json", write: reddit::document },
];

/// What is answered.
pub(crate) struct Told {
    pub(crate) status: StatusCode,
    pub(crate) body: Value,
    pub(crate) headers: Vec<(HeaderName, String)>,
}

impl From<Value> for Told {
    fn from(body: Value) -> Told {
        Told { status: StatusCode::OK, body, headers: Vec::new() }
    }
}

/// The query of a request.
pub(crate) struct Asked(Vec<(String, String)>);

impl Asked {
    pub(crate) fn new(query: &str) -> Asked {
        Asked(query::pairs(query))
    }

    pub(crate) fn text(&self, name: &str) -> Option<&str> {
        query::value(&self.0, name)
    }

    /// The number of that name, where it is one and not zero.
    pub(crate) fn number(&self, name: &str) -> Option<usize> {
        self.text(name)?.parse().ok().filter(|number| *number > 0)
    }
}

/// The `page`th part of `all` with `size` things in each, counted from 1; empty past the end.
pub(crate) fn page_of<T>(all: &[T], page: usize, size: usize) -> &[T] {
    all.chunks(size.max(1)).nth(page.saturating_sub(1)).unwrap_or_default()
}

/// A `Link` header with the addresses there are.
pub(crate) fn link_header(links: &[(&str, Option<String>)]) -> Option<(HeaderName, String)> {
    let links: Vec<String> = links
        .iter()
        .filter_map(|(rel, address)| address.as_ref().map(|address| format!("<{address}>; rel=\"{rel}\"")))
        .collect();
    (!links.is_empty()).then(|| (axum::http::header::LINK, links.join(", ")))
}

#[cfg(test)]
mod tests;
