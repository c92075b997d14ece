//! The pictures of an entry.

use yew::prelude::*;

use super::element::{classed, tagged};
use crate::core::locale::Msg;
use crate::core::model::Image;
use crate::ui::words::{Words, printed};

/// A picture with its caption and credit; loaded when it comes near, without telling its host where from.
///
/// Part: `media`.
pub fn figure(words: &Words, image: &Image) -> Html {
    let side = |pixels: u32| AttrValue::from(pixels.to_string());
    let (width, height) = match image.size {
        Some((width, height)) => (Some(side(width)), Some(side(height))),
        None => (None, None),
    };
    let credit = image
        .credit
        .as_ref()
        .map(|name| words.fill(Msg::PhotoCredit, &[("name", name)]));
    let is_captioned = image.caption.is_some() || credit.is_some();
    let class = if image.size.is_some() {
        "media"
    } else {
        "media unsized"
    };
    let drawn = html! {
        <figure part="media">
            <img src={image.url.text()} alt={image.alt.clone()} {width} {height} loading="lazy" decoding="async"
                referrerpolicy="no-referrer" />
            if is_captioned {
                <figcaption dir="auto">
                    if let Some(caption) = &image.caption {
                        {tagged("span", "caption", printed(caption))}
                    }
                    if let Some(credit) = credit {
                        {tagged("span", "credit", printed(&credit))}
                    }
                </figcaption>
            }
        </figure>
    };
    classed(drawn, class)
}
