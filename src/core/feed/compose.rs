//! HTML written for systems that keep a body as a tree or as loose texts. It is no more trusted than a feed's own: it is
//! read by [`crate::core::markup`] like any other.

use std::rc::Rc;

use super::pieces::push_text;
use crate::core::model::{Body, Part};
use crate::core::url::SafeUrl;

/// Appends `<tag>`; the end is written `/tag`.
pub(super) fn push_tag(tag: &str, out: &mut String) {
    out.push('<');
    out.push_str(tag);
    out.push('>');
}

/// A text as an element of its own.
pub(super) fn tagged(tag: &str, text: &str) -> Rc<str> {
    let mut out = String::new();
    push_tag(tag, &mut out);
    push_text(text, &mut out);
    out.push_str("</");
    out.push_str(tag);
    out.push('>');
    Rc::from(out)
}

/// A body of these pieces; a single text stays the text that it is.
pub(super) fn body_of(parts: Vec<Part>, base: &SafeUrl) -> Body {
    let base = base.clone();
    match parts.as_slice() {
        [] => Body::Empty,
        [Part::Html(source)] => Body::Html { source: source.clone(), base },
        _ => Body::Parts { parts: Rc::from(parts), base },
    }
}
