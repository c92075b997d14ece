//! Pictures beside the body, and the ones that belong to the page instead.

use std::rc::Rc;

use implicit_clone::unsync::IString;

use super::fields::Fields;
use crate::core::find::occurs;
use crate::core::json::Json;
use crate::core::model::{Entry, Image};
use crate::core::url::SafeUrl;

/// How many pictures of an entry are kept.
const MOST: usize = 40;
/// How many entries must carry a picture, and nothing but it in common, before it is taken for the page's.
const REPEATED: usize = 3;
/// No picture is larger, in CSS pixels.
const LARGEST: i64 = 100_000;

/// Gathers an entry's pictures, each address once; the first description of it stays.
#[derive(Default)]
pub(super) struct Pictures(Vec<Image>);

impl Pictures {
    pub(super) fn add(&mut self, image: Option<Image>) {
        if let Some(image) = image
            && self.0.len() < MOST
            && !self.0.iter().any(|known| known.url == image.url)
        {
            self.0.push(image);
        }
    }

    pub(super) fn finish(self) -> Rc<[Image]> {
        Rc::from(self.0)
    }
}

impl Fields<'_> {
    /// A picture: its address alone, or an object that describes it.
    pub(super) fn picture(self, value: &Json) -> Option<Image> {
        Some(self.described(self.image_url(value)?, value))
    }

    /// The picture at `url` with what is said about it.
    pub(super) fn described(self, url: SafeUrl, value: &Json) -> Image {
        let first = |keys: &[&str]| keys.iter().find_map(|key| self.line(value.get(key)));
        Image {
            url,
            alt: first(&["alt", "alternateName", "description"]).unwrap_or(IString::Static("")),
            caption: first(&["caption"]),
            credit: first(&["credit", "creditText", "copyrightNotice"]),
            size: size(value),
        }
    }
}

/// Width and height, when both are there.
pub(super) fn size(value: &Json) -> Option<(u32, u32)> {
    length(value.get("width")).zip(length(value.get("height")))
}

/// A length in CSS pixels: a number, `"1200"`, `"1200px"` or `{"value": 1200}`.
fn length(value: &Json) -> Option<u32> {
    let length = match value {
        Json::Text(text) => {
            let text = text.trim();
            text.strip_suffix("px").unwrap_or(text).trim_end().parse().ok()
        }
        Json::Object(_) => value.integer("value"),
        _ => value.to_integer(),
    }?;
    u32::try_from(length).ok().filter(|_| (1..=LARGEST).contains(&length))
}

/// Whether the body already shows the picture written as `address`.
pub(super) fn shown_in(body: Option<&str>, address: Option<&str>) -> bool {
    body.zip(address).is_some_and(|(body, address)| occurs(body, address))
}

/// Takes away the picture that is the page's own: the one named in `page`, or else the one that every entry of
/// three or more carries.
pub(super) fn drop_repeated(entries: &mut [Entry], page: &[SafeUrl]) {
    let carries = |entry: &Entry, url: &SafeUrl| entry.images.iter().any(|image| image.url == *url);
    let mut foreign = page.to_vec();
    if let [first, rest @ ..] = &*entries
        && entries.len() >= REPEATED
    {
        let everywhere =
            first.images.iter().filter(|image| rest.iter().all(|entry| carries(entry, &image.url)));
        foreign.extend(everywhere.map(|image| image.url.clone()));
    }
    for entry in entries {
        if foreign.iter().any(|url| carries(entry, url)) {
            entry.images =
                entry.images.iter().filter(|image| !foreign.contains(&image.url)).cloned().collect();
        }
    }
}
