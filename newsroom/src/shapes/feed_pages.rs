//! `/feed.json` in pages, for those who ask for them: `?limit=N&page=K`, each naming the next.

use serde_json::{Value, json};

use crate::jsonfeed::put;

use super::{Asked, page_of};

/// Where only the page is asked for.
const LIMIT: usize = 20;

/// The page that is asked for, or the whole feed where none is.
pub(crate) fn paged(mut feed: Value, asked: &Asked, origin: &str) -> Value {
    let (limit, page) = (asked.number("limit"), asked.number("page"));
    if limit.is_none() && page.is_none() {
        return feed;
    }
    let (limit, page) = (limit.unwrap_or(LIMIT), page.unwrap_or(1));
    let Some(items) = feed.get("items").and_then(Value::as_array) else { return feed };
    let more = items.len() > limit.saturating_mul(page);
    let part = page_of(items, page, limit).to_vec();
    put(&mut feed, "items", Value::Array(part));
    if more {
        put(&mut feed, "next_url", json!(format!("{origin}/feed.json?limit={limit}&page={}", page + 1)));
    }
    feed
}
