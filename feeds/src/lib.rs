//! The module that reads foreign feeds, beside the widget's own wasm and without its bindings: no imports, bytes in, bytes out.
//!
//! It is the core once more, with the adapters that the widget is built without. Its core is taken in by path and not as a
//! crate, because the crate brings Yew and exports of its own.
#![cfg(not(test))] // The core's own tests run where it is at home; those of this crate are in tests/.

#[path = "../../src/core/mod.rs"]
pub mod core;

mod exports;

use crate::core::feed::translation::{answer, refused};
use crate::core::json::Json;

/// The answer to a request of `core::feed::translation`: its first line is about the document, the rest is the document.
#[must_use]
pub fn answer_to(request: &str) -> String {
    let (about, document) = request.split_once('\n').unwrap_or((request, ""));
    let decoded = |text: &str| serde_json::from_str::<Json>(text);
    let answer = match (decoded(about), decoded(document)) {
        (Ok(about), Ok(document)) => answer(&about, &document),
        (Err(error), _) | (_, Err(error)) => refused(&format!("the answer is not JSON: {error}")),
    };
    answer.to_string()
}
