//! Foreign feeds, which a second wasm translates. The loader fetches it when the first such feed comes, and calls it.

use std::cell::RefCell;

use implicit_clone::unsync::IString;
use js_sys::{Function, Promise, Reflect};
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;

use super::json;
use crate::core::clock::Timestamp;
use crate::core::feed::{Parsed, translation};
use crate::core::poll::Failure;
use crate::core::url::SafeUrl;

thread_local! {
    /// The loader's function: a request's text in, a promise of the answer's text out. Global because the module is.
    static TRANSLATE: RefCell<Option<Function>> = const { RefCell::new(None) };
}

/// Sets who translates.
pub fn translate_by(translate: Function) {
    TRANSLATE.with(|slot| slot.replace(Some(translate)));
}

/// Has a request of [`translation::request`] answered, and reads the answer.
///
/// # Errors
/// When the module cannot be had or has stopped, or when it knows no better what the document is.
pub async fn translated(request: &str, base: &SafeUrl, now: Timestamp) -> Result<Parsed, Failure> {
    let text = asked(request).await.map_err(|error| Failure::NotLoaded(sentence(&error)))?;
    let answer = json::parse(&text).unwrap_or_default();
    translation::received(&answer, base, now).map_err(Failure::NotAFeed)
}

async fn asked(request: &str) -> Result<String, JsValue> {
    let translate = TRANSLATE.with_borrow(Clone::clone).ok_or(JsValue::NULL)?;
    let answer: Promise = translate.call1(&JsValue::NULL, &JsValue::from_str(request))?.dyn_into()?;
    Ok(JsFuture::from(answer).await?.as_string().unwrap_or_default())
}

fn sentence(error: &JsValue) -> IString {
    let message = Reflect::get(error, &JsValue::from_str("message")).ok().and_then(|text| text.as_string());
    message.map_or(IString::Static("nothing translates foreign feeds here"), IString::from)
}
