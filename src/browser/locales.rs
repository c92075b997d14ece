//! Language files, fetched on demand from beside the loader.

use js_sys::Promise;
use wasm_bindgen::JsCast;
use wasm_bindgen_futures::JsFuture;
use web_sys::Response;

use super::intl::plural_rule;
use super::json;
use crate::core::locale::{Messages, fallbacks};

/// The sentences of the first file there is for the language, most exact first. None when English must do.
pub async fn load(base: &str, lang: &str) -> Option<Messages> {
    for tag in fallbacks(lang) {
        if let Some(messages) = file(base, &tag).await {
            return Some(messages);
        }
    }
    None
}

async fn file(base: &str, tag: &str) -> Option<Messages> {
    let promise: Promise = web_sys::window()?.fetch_with_str(&format!("{base}locales/{tag}.json"));
    let response: Response = JsFuture::from(promise).await.ok()?.dyn_into().ok()?;
    if !response.ok() {
        return None;
    }
    let text = JsFuture::from(response.text().ok()?).await.ok()?.as_string()?;
    Some(Messages::from_file(tag, &json::parse(&text)?, plural_rule(tag)))
}
