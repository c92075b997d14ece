//! The pictures of an entry.

use yew::prelude::*;

use super::element::{classed, tagged};
use crate::core::model::Image;
use crate::ui::words::printed;

/// A picture with its caption and its credit, printed as the newsroom writes it; loaded when it comes near, without telling its host where from.
///
/// Part: `media`.
pub fn figure(image: &Image) -> Html {
    let side = |pixels: u32| AttrValue::from(pixels.to_string());
    let (width, height) = match image.size {
        Some((width, height)) => (Some(side(width)), Some(side(height))),
        None => (None, None),
    };
    let is_captioned = image.caption.is_some() || image.credit.is_some();
    let class = if image.size.is_some() { "media" } else { "media unsized" };
    let drawn = html! {
        <figure part="media">
            <img src={image.url.text()} alt={image.alt.clone()} {width} {height} loading="lazy" decoding="async"
                referrerpolicy="no-referrer" />
            if is_captioned {
                <figcaption dir="auto">
                    if let Some(caption) = &image.caption {
                        {tagged("span", "caption", printed(caption))}
                    }
                    if let Some(credit) = &image.credit {
                        {tagged("span", "credit", printed(credit))}
                    }
                </figcaption>
            }
        </figure>
    };
    classed(drawn, class)
}
