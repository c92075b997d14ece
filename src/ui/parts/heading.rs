//! A heading at a level known only when the page has said where the reader sits in its outline.

use yew::prelude::*;
use yew::virtual_dom::VTag;

use super::attributes::set;

/// `<h2>` to `<h6>`, with an id for `aria-labelledby`, perhaps one more attribute, a class and the words.
pub fn heading(
    level: u8,
    id: AttrValue,
    more: Option<(&'static str, &'static str)>,
    class: &'static str,
    words: Html,
) -> VTag {
    let mut heading = VTag::new(tag(level));
    set(&mut heading, "id", id);
    if let Some((name, value)) = more {
        set(&mut heading, name, value);
    }
    set(&mut heading, "class", class);
    heading.add_child(words);
    heading
}

/// The tag of a heading level, held between 2 and 6, since the first level belongs to the page.
#[must_use]
pub fn tag(level: u8) -> &'static str {
    match level {
        0..=2 => "h2",
        3 => "h3",
        4 => "h4",
        5 => "h5",
        _ => "h6",
    }
}
