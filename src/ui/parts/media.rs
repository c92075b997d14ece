//! The pictures of an entry.

use yew::prelude::*;

use crate::core::locale::Msg;
use crate::core::model::Image;
use crate::ui::words::use_words;

/// Props of [`Figure`].
#[derive(Properties, PartialEq)]
pub struct FigureProps {
    /// The picture.
    pub image: Image,
}

/// A picture with its caption and credit; loaded when it comes near, without telling its host where from.
///
/// Part: `media`.
#[component]
pub fn Figure(FigureProps { image }: &FigureProps) -> Html {
    let words = use_words();
    let (width, height) = match image.size {
        Some((width, height)) => (
            Some(AttrValue::from(width.to_string())),
            Some(AttrValue::from(height.to_string())),
        ),
        None => (None, None),
    };
    let credit = image
        .credit
        .as_ref()
        .map(|name| words.fill(Msg::PhotoCredit, &[("name", name)]));
    let printed = image.caption.is_some() || credit.is_some();
    html! {
        <figure class={classes!("media", image.size.is_none().then_some("unsized"))} part="media">
            <img src={image.url.text()} alt={image.alt.clone()} {width} {height} loading="lazy" decoding="async"
                referrerpolicy="no-referrer" />
            if printed {
                <figcaption dir="auto">
                    if let Some(caption) = &image.caption {
                        <span class="caption">{caption}</span>
                    }
                    if let Some(credit) = credit {
                        <span class="credit">{credit}</span>
                    }
                </figcaption>
            }
        </figure>
    }
}
