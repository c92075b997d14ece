//! What feeds can do to the sanitiser, and what must come out.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "a failed test may panic"
)]

pub mod audit;
mod bodies;
mod bombs;
mod embeds;
mod nesting;
mod properties;
mod soup;
mod tokens;
mod vectors;
mod words;

use live_blog::core::markup::{Limits, Node, Parsed, parse};
use live_blog::core::url::SafeUrl;

/// The feed that the sources below come from.
pub fn base() -> SafeUrl {
    SafeUrl::parse("https://news.example/live/feed.json").unwrap()
}

/// The tree of `source` within the usual limits.
pub fn parsed(source: &str) -> Parsed {
    parse(source, &base(), Limits::default())
}

/// The tree of `source` written out again.
fn shown(source: &str) -> String {
    audit::html(&parsed(source).nodes)
}

fn nodes(source: &str) -> Vec<Node> {
    parsed(source).nodes
}
