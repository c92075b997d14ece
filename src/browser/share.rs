//! Passing something on by the reader's own means: the sheet of the system, or the clipboard.

use js_sys::{Function, Object, Promise, Reflect};
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;
use web_sys::{Element, HtmlInputElement, ShadowRoot};

use super::holds;

/// What became of the sheet.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Sheet {
    /// The reader has used it, or has thought better of it.
    Done,
    /// There is none here, or it does not open.
    None,
}

/// Whether the system has a sheet of its own for passing a link on.
#[must_use]
pub fn has_sheet() -> bool {
    method_of("share").is_some()
}

/// Opens the system's sheet with a link. To be called within the reader's click.
pub async fn by_sheet(title: &str, url: &str) -> Sheet {
    let open = || {
        let data = Object::new();
        for (name, text) in [("title", title), ("url", url)] {
            Reflect::set(&data, &name.into(), &text.into()).ok()?;
        }
        let (navigator, share) = method_of("share")?;
        share.call1(&navigator, &data).ok()?.dyn_into::<Promise>().ok()
    };
    let Some(answer) = open() else { return Sheet::None };
    match JsFuture::from(answer).await {
        Err(error) if name_of(&error).as_deref() != Some("AbortError") => Sheet::None,
        _ => Sheet::Done,
    }
}

/// Puts a text on the clipboard. False when this page or browser does not let us.
pub async fn copy(text: &str) -> bool {
    let write = || {
        let navigator = navigator()?;
        let clipboard = Reflect::get(&navigator, &"clipboard".into()).ok()?;
        let write = function(&clipboard, "writeText")?;
        write.call1(&clipboard, &text.into()).ok()?.dyn_into::<Promise>().ok()
    };
    match write() {
        Some(answer) => JsFuture::from(answer).await.is_ok(),
        None => false,
    }
}

/// The text that the reader has selected, as a whole; none when nothing is. `element` is any of the reader's.
#[must_use]
pub fn selected_text(element: &Element) -> Option<String> {
    let document = element.owner_document()?;
    let root: ShadowRoot = element.get_root_node().dyn_into().ok()?;
    // A selection's own text has line breaks where the reader sees them; only some browsers give it from a shadow root.
    let as_seen = |from: &JsValue| {
        let selection = function(from, "getSelection")?.call0(from).ok()?;
        let text = function(&selection, "toString")?.call0(&selection).ok()?.as_string()?;
        (!text.trim().is_empty()).then_some(text)
    };
    as_seen(&root).or_else(|| as_seen(&document)).or_else(|| {
        let found = holds::selection(&document, &root)?;
        let range = document.create_range().ok()?;
        range.set_start(&found.start_container(), found.start_offset()).ok()?;
        range.set_end(&found.end_container(), found.end_offset()).ok()?;
        range.to_string().as_string()
    })
}

/// Puts the focus on the field with what is to be copied by hand, and selects all of it.
pub fn select_field(reader: &Element) {
    if let Ok(Some(field)) = reader.query_selector(".by-hand")
        && let Ok(field) = field.dyn_into::<HtmlInputElement>()
    {
        // A field that cannot be focused can still be read.
        let _ = field.focus();
        field.select();
    }
}

fn navigator() -> Option<JsValue> {
    Some(web_sys::window()?.navigator().into())
}

fn method_of(name: &str) -> Option<(JsValue, Function)> {
    let navigator = navigator()?;
    let method = function(&navigator, name)?;
    Some((navigator, method))
}

fn function(of: &JsValue, name: &str) -> Option<Function> {
    Reflect::get(of, &JsValue::from_str(name)).ok()?.dyn_into().ok()
}

fn name_of(error: &JsValue) -> Option<String> {
    Reflect::get(error, &JsValue::from_str("name")).ok()?.as_string()
}
