//! Language files, fetched on demand from beside the loader.

use js_sys::Promise;
use wasm_bindgen::JsCast;
use wasm_bindgen_futures::JsFuture;
use web_sys::Response;

use super::intl::plural_rule;
use super::json;
use crate::core::locale::{Messages, file_for};

/// The sentences of a language; English where there is no file for it, or none comes.
pub async fn load(base: &str, lang: &str) -> Messages {
    match file_for(lang) {
        Some(tag) => file(base, tag).await.unwrap_or_default(),
        None => Messages::default(),
    }
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
