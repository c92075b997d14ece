//! The pictures of an entry.

use yew::prelude::*;

use super::attributes::given;
use super::element::{Aria, all, button, plain, tagged, when};
use super::link::link;
use crate::core::consent::{Consent, PICTURES, Permit};
use crate::core::locale::Msg;
use crate::core::model::Image;
use crate::core::session::Action;
use crate::core::url::SafeUrl;
use crate::ui::store::Dispatch;
use crate::ui::words::{Words, printed};

/// A picture with its caption and its credit, printed as the newsroom writes it; loaded when it comes near, without telling its host where from.
///
/// Part: `media`. States: with and without a size, a button or a link in its place where the page does not load pictures.
pub fn figure(words: &Words, dispatch: &Dispatch, consent: &Consent, image: &Image) -> Html {
    let side = |pixels: u32| AttrValue::from(pixels.to_string());
    let (width, height) = match image.size {
        Some((width, height)) => (Some(side(width)), Some(side(height))),
        None => (None, None),
    };
    let is_captioned = image.caption.is_some() || image.credit.is_some();
    let class = if image.size.is_some() { "media" } else { "media unsized" };
    let picture = instead(words, dispatch, consent, &image.url, &image.alt).unwrap_or_else(|| {
        html! {
            <img src={image.url.text()} alt={image.alt.clone()} {width} {height} loading="lazy" decoding="async"
                referrerpolicy="no-referrer" />
        }
    });
    let line = |class, text: &Option<AttrValue>| {
        text.as_ref().map(|text| tagged("span", class, printed(text))).unwrap_or_default()
    };
    let caption = || {
        let lines = vec![line("caption", &image.caption), line("credit", &image.credit)];
        html! { <figcaption dir="auto">{all(lines)}</figcaption> }
    };
    let attributes =
        vec![("class", Some(AttrValue::Static(class))), ("part", Some(AttrValue::Static("media")))];
    given(plain("figure", all(vec![picture, when(is_captioned, caption)])), attributes)
}

/// What stands in the place of a picture that is not loaded: what it shows, and the way to see it.
pub fn instead(
    words: &Words,
    dispatch: &Dispatch,
    consent: &Consent,
    url: &SafeUrl,
    alt: &AttrValue,
) -> Option<Html> {
    let permit = consent.image(url);
    if permit == Permit::Load {
        return None;
    }
    let open = if alt.is_empty() { words.text(Msg::PictureOpen) } else { alt.clone() };
    let ask = (permit == Permit::Ask).then(|| {
        let action = Action::ConsentPressed { key: AttrValue::Static(PICTURES), granted: true };
        button("load", Aria::Plain, dispatch.on(action), words.say(Msg::PicturesLoad))
    });
    Some(tagged("span", "no-picture", all(vec![link(url, printed(&open)).into(), ask.unwrap_or_default()])))
}
