//! What was read, written as JSON Feed for people and for other programs.

use live_blog::core::feed::{Parsed, convert};
use serde_json::Value;

/// The document as text, indented.
pub fn json_feed(parsed: &Parsed) -> String {
    let text = convert::json_feed(parsed, None).to_string();
    serde_json::from_str::<Value>(&text)
        .and_then(|value| serde_json::to_string_pretty(&value))
        .unwrap_or(text)
}
