//! The bytes of an answer, as they arrive and never more than a feed may have.

use js_sys::{Reflect, Uint8Array};
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;
use web_sys::{ReadableStreamDefaultReader, Response};

/// The most that is read of one answer: 8 MiB, decoded. A compressed bomb is stopped here, since its announced length is
/// small.
pub const BODY_MAX: usize = 8 * 1024 * 1024;

/// Why there are no bytes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum NoBody {
    /// The connection broke.
    Broken,
    /// More than [`BODY_MAX`]; the rest was refused.
    TooLarge,
}

/// Reads the whole body, chunk by chunk, and calls back at each.
///
/// # Errors
/// [`NoBody`], when it breaks off or is too large.
pub async fn read(response: &Response, heard: impl Fn()) -> Result<Vec<u8>, NoBody> {
    let Some(stream) = response.body() else { return Ok(Vec::new()) };
    let reader: ReadableStreamDefaultReader = stream.get_reader().unchecked_into();
    let mut bytes = Vec::new();
    while let Some(chunk) = next_chunk(&reader).await? {
        heard();
        if bytes.len().saturating_add(chunk.length() as usize) > BODY_MAX {
            // The answer to cancelling does not matter: nothing more is read either way.
            let _ = reader.cancel();
            return Err(NoBody::TooLarge);
        }
        bytes.extend_from_slice(&chunk.to_vec());
    }
    Ok(bytes)
}

/// The next bytes of a stream; none at its end.
///
/// # Errors
/// [`NoBody::Broken`].
pub async fn next_chunk(reader: &ReadableStreamDefaultReader) -> Result<Option<Uint8Array>, NoBody> {
    let step = JsFuture::from(reader.read()).await.map_err(|_| NoBody::Broken)?;
    let field = |name: &str| Reflect::get(&step, &JsValue::from_str(name)).unwrap_or(JsValue::UNDEFINED);
    if field("done").is_truthy() {
        return Ok(None);
    }
    field("value").dyn_into::<Uint8Array>().map(Some).map_err(|_| NoBody::Broken)
}
