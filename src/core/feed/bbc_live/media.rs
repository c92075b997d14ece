//! Blocks of the BBC that are no text: pictures, films, recordings and things of other sites.

use std::rc::Rc;

use implicit_clone::unsync::IString;

use super::blocks::{DEEPEST, address, deep, find, line, model};
use crate::core::embed::Embed;
use crate::core::feed::compose::tagged;
use crate::core::feed::fields::Fields;
use crate::core::feed::pictures::size;
use crate::core::json::Json;
use crate::core::model::{Image, Part};
use crate::core::url::SafeUrl;

/// A picture: a block with the file, its alternative text and its caption inside, or all of that in one object.
pub(super) fn picture(block: &Json, fields: Fields) -> Option<Image> {
    let raw = find(block, "rawimage", DEEPEST).map_or(model(block), model);
    let url = picture_address(raw, fields)?;
    let said = |name: &str, keys: &[&str]| {
        let inside = find(block, name, DEEPEST).and_then(|block| line(block, fields));
        let fields_of = |value: &Json| keys.iter().find_map(|key| fields.line(value.get(key)));
        inside.or_else(|| fields_of(raw)).or_else(|| fields_of(model(block)))
    };
    Some(Image {
        url,
        alt: said("alttext", &["altText", "alt"]).unwrap_or(IString::Static("")),
        caption: said("caption", &["caption"]),
        credit: said("copyright", &["copyrightHolder", "copyright"]),
        size: size(raw),
    })
}

/// Where the file of a picture is. One without an address lies in the BBC's picture service under its locator.
pub(super) fn picture_address(raw: &Json, fields: Fields) -> Option<SafeUrl> {
    let raw = model(raw);
    let own = ["url", "src", "href", "originalUrl"].into_iter().find_map(|key| raw.text(key));
    let template = || Some(Rc::from(raw.text("urlTemplate")?.replace("{width}", "800")));
    let located = || {
        let locator = raw.text("locator").filter(|locator| !locator.starts_with("urn:"))?;
        match raw.text("originCode") {
            Some(origin) if !locator.contains("://") => {
                let path = locator.trim_start_matches('/');
                Some(Rc::from(["https://ichef.bbci.co.uk/ace/ws/800/", &origin, "/", path].concat()))
            }
            _ => Some(locator),
        }
    };
    fields.image_url(&Json::Text(own.or_else(template).or_else(located)?))
}

/// A film or a recording: a file or a known player where there is an address, else the page of the programme.
pub(super) fn recording(block: &Json, fields: Fields) -> Option<Part> {
    let title = ["primaryHeadline", "title"].into_iter().find_map(|key| deep(block, key, DEEPEST));
    let title = title.and_then(|title| fields.line(&Json::Text(title)));
    let caption = find(block, "caption", DEEPEST).and_then(|caption| line(caption, fields));
    let title = title.or(caption).or_else(|| fields.line(model(block).get("caption")));
    let programme = || {
        let name = deep(block, "pipsPid", DEEPEST).or_else(|| model(block).text("locator"))?;
        let pid = name.strip_prefix("urn:bbc:pips:pid:").filter(|pid| !pid.is_empty())?;
        SafeUrl::parse("https://www.bbc.co.uk/programmes/")?.join(pid)
    };
    let url = address(block).and_then(|address| fields.url(&Json::Text(address)));
    let url = url.or_else(programme).or_else(|| fields.url(&Json::Text(deep(block, "path", DEEPEST)?)));
    let Some(url) = url else {
        return title.map(|title| Part::Html(tagged("p", &title)));
    };
    let path = url.as_str().split(['?', '#']).next().unwrap_or_default();
    let ends = |endings: &[&str]| endings.iter().any(|ending| path.ends_with(ending));
    let embed = if ends(&[".mp4", ".webm"]) {
        Embed::video(url)
    } else if ends(&[".mp3", ".m4a"]) {
        Embed::audio(url)
    } else {
        Embed::of_link(&url).unwrap_or_else(|| Embed::card(url, None))
    };
    Some(Part::Embed(Embed { title, ..embed }))
}

/// Something of another site: what is known of its provider, else its frame, its HTML or its link.
pub(super) fn elsewhere(block: &Json, fields: Fields) -> Option<Part> {
    let url = |address: Option<Rc<str>>| fields.url(&Json::Text(address?));
    let page = url(address(block)).or_else(|| url(deep(block, "url", DEEPEST)));
    let frame = || url(deep(block, "iframeUrl", DEEPEST)).as_ref().map(Embed::of_frame);
    let title = deep(block, "title", DEEPEST).and_then(|title| fields.line(&Json::Text(title)));
    let embed = match page.as_ref().and_then(Embed::of_link).or_else(frame) {
        Some(embed) => embed,
        None => match deep(block, "html", DEEPEST) {
            Some(html) => return Some(Part::Html(html)),
            None => Embed::card(page?, None),
        },
    };
    Some(Part::Embed(Embed { title: title.or(embed.title), ..embed }))
}
