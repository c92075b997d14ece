//! HTML written for systems that keep a body as a tree or as loose texts. It is no more trusted than a feed's own: it is
//! read by [`crate::core::markup`] like any other.

/// Appends `text` so that it reads as text in HTML, and within quotation marks as an attribute's value.
pub(super) fn push_text(text: &str, out: &mut String) {
    let mut rest = text;
    while let Some(at) = rest.find(['&', '<', '>', '"']) {
        let (before, after) = rest.split_at(at);
        out.push_str(before);
        out.push_str(match after.as_bytes().first() {
            Some(b'&') => "&amp;",
            Some(b'<') => "&lt;",
            Some(b'>') => "&gt;",
            _ => "&quot;",
        });
        rest = after.get(1..).unwrap_or_default();
    }
    out.push_str(rest);
}

/// Appends `<tag>`, what `inside` appends, and `</tag>`.
pub(super) fn push_element(tag: &str, out: &mut String, inside: impl FnOnce(&mut String)) {
    out.push('<');
    out.push_str(tag);
    out.push('>');
    inside(out);
    out.push_str("</");
    out.push_str(tag);
    out.push('>');
}

/// A text as an element of its own.
pub(super) fn element(tag: &str, text: &str) -> String {
    let mut out = String::new();
    push_element(tag, &mut out, |out| push_text(text, out));
    out
}
