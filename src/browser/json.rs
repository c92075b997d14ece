//! JSON text to values and back, by the browser's own parser.

use serde::Deserialize;
use wasm_bindgen::JsValue;

use crate::core::json::Json;

/// Parses a text. None when it is not JSON.
#[must_use]
pub fn parse(text: &str) -> Option<Json> {
    from_js(js_sys::JSON::parse(text).ok()?)
}

/// Reads a JavaScript value. None when it holds what JSON has no word for.
#[must_use]
pub fn from_js(value: JsValue) -> Option<Json> {
    Json::deserialize(serde_wasm_bindgen::Deserializer::from(value)).ok()
}

/// A plain JavaScript value for the page. `undefined` should the browser refuse our own text.
#[must_use]
pub fn to_js(json: &Json) -> JsValue {
    js_sys::JSON::parse(&json.to_string()).unwrap_or(JsValue::UNDEFINED)
}
