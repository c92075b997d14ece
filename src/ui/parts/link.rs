//! Links to addresses that a feed names.

use yew::prelude::*;
use yew::virtual_dom::VTag;

use super::attributes::set;
use crate::core::url::SafeUrl;

/// A link that opens beside the page, tells where it leads nothing of the page, and lends it no weight in a search.
pub fn link(url: &SafeUrl, words: Html) -> VTag {
    let mut link = VTag::new("a");
    lead_out(&mut link, url);
    link.add_child(words);
    link
}

/// The attributes of such a link.
pub fn lead_out(link: &mut VTag, url: &SafeUrl) {
    set(link, "href", url.text());
    set(link, "target", "_blank");
    set(link, "rel", "noopener noreferrer nofollow ugc");
    set(link, "referrerpolicy", "no-referrer");
}
