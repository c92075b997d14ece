//! JSON text to values and back, by the browser's own parser.
//!
//! What it gives is walked by hand: through `serde_wasm_bindgen`, serde's sentence about a wrong type would bring the
//! standard formatter of fractions with it, four kilobytes for an error that nobody reads.

use js_sys::{Array, Object};
use serde::Serialize;
use serde_wasm_bindgen::Serializer;
use wasm_bindgen::{JsCast, JsValue};

use crate::core::json::{DEEPEST, Json};

/// Parses a text. None when it is not JSON.
#[must_use]
pub fn parse(text: &str) -> Option<Json> {
    from_js(&js_sys::JSON::parse(text).ok()?)
}

/// Reads a JavaScript value. None when it holds what JSON has no word for.
#[must_use]
pub fn from_js(value: &JsValue) -> Option<Json> {
    read(value, DEEPEST)
}

/// `room` is how many more levels may open here.
fn read(value: &JsValue, room: u8) -> Option<Json> {
    if value.is_null() || value.is_undefined() {
        return Some(Json::Null);
    }
    if let Some(text) = value.as_string() {
        return Some(Json::Text(text.into()));
    }
    if let Some(number) = value.as_f64() {
        return Some(Json::number(number));
    }
    if let Some(flag) = value.as_bool() {
        return Some(Json::Bool(flag));
    }
    let below = room.checked_sub(1)?;
    if Array::is_array(value) {
        let items: &Array = value.unchecked_ref();
        return items.iter().map(|item| read(&item, below)).collect::<Option<_>>().map(Json::List);
    }
    if !value.is_object() {
        return None;
    }
    let members = Object::entries(value.unchecked_ref());
    let member = |pair: JsValue| {
        let pair: &Array = pair.unchecked_ref();
        Some((pair.get(0).as_string()?.into_boxed_str(), read(&pair.get(1), below)?))
    };
    members.iter().map(member).collect::<Option<_>>().map(Json::Object)
}

/// A plain JavaScript value for the page.
#[must_use]
pub fn to_js(json: &Json) -> JsValue {
    json.serialize(&Serializer::json_compatible()).unwrap_or_default()
}
