//! What frames, players and the snippets that other sites hand out become.

use super::attributes::{is_hidden, side, value};
use super::clean;
use super::kept::is_any;
use super::tokens::StartTag;
use crate::core::embed::{Embed, Provider};
use crate::core::find::occurs;
use crate::core::url::SafeUrl;

/// Elements that name a thing by its id, or by its page: the attribute, and what stands before the id.
const BY_ID: &[(&str, &str, &str)] = &[
    ("amp-facebook", "data-href", ""),
    ("amp-instagram", "data-shortcode", "https://www.instagram.com/p/"),
    ("amp-tiktok", "data-src", ""),
    ("amp-twitter", "data-tweetid", "https://x.com/i/status/"),
    ("amp-vimeo", "data-videoid", "https://vimeo.com/"),
    ("amp-youtube", "data-videoid", "https://youtu.be/"),
    ("lite-vimeo", "videoid", "https://vimeo.com/"),
    ("lite-youtube", "videoid", "https://youtu.be/"),
    ("oembed", "url", ""),
];

/// Where a frame's address is, also while a script waits for the reader's consent or for the frame to come near.
const FRAME_ADDRESS: &[&str] =
    &["src", "data-src", "data-lazy-src", "data-cookieblock-src", "data-src-cmplz"];

/// The snippets of sites: the class, and the attribute that says which post it is. Where there is none, or nothing of use
/// in it, a link inside does.
const SNIPPETS: &[(&str, &str)] = &[
    ("twitter-tweet", ""),
    ("twitter-video", ""),
    ("instagram-media", "data-instgrm-permalink"),
    ("tiktok-embed", "cite"),
    ("bluesky-embed", "data-bluesky-uri"),
    ("mastodon-embed", "data-embed-url"),
    ("fb-post", "data-href"),
    ("fb-video", "data-href"),
];

/// Reads the tags that may become things of other sites, in the order of the source.
#[derive(Default)]
pub(super) struct EmbedReader<'a> {
    /// A player without an address of its own: that of its first source is meant.
    player: Option<StartTag<'a>>,
}

impl<'a> EmbedReader<'a> {
    /// What the next of those tags becomes.
    pub(super) fn read(&mut self, written: StartTag<'a>, base: &SafeUrl) -> Option<Embed> {
        let name = written.name;
        if is_any(name, &["source"]) {
            let player = self.player.as_ref()?;
            let embed = film(player, &written, base)?;
            self.player = None;
            return Some(embed);
        }
        self.player = None;
        if is_any(name, &["video", "audio"]) {
            let embed = film(&written, &written, base);
            self.player = embed.is_none().then_some(written);
            return embed;
        }
        if is_hidden(&written) {
            return None;
        }
        let embed = match BY_ID.iter().find(|row| row.0.eq_ignore_ascii_case(name)) {
            Some((name, attribute, before)) => {
                let page = base.join(&[before, value(&written, attribute)?.trim()].concat())?;
                let is_any_site = *name == "oembed";
                Embed::of_link(&page).or_else(|| is_any_site.then(|| Embed::card(page, None)))
            }
            None => frame(&written, base),
        };
        embed.map(|embed| described(embed, &written, base))
    }
}

/// A film or a recording whose file `source` names.
fn film(player: &StartTag<'_>, source: &StartTag<'_>, base: &SafeUrl) -> Option<Embed> {
    let is_stream =
        value(source, "type").is_some_and(|kind| occurs(&kind, "mpeg") && kind.starts_with("app"));
    let url = address(source, FRAME_ADDRESS, base).filter(|_| !is_stream)?;
    let embed = if is_any(player.name, &["audio"]) { Embed::audio(url) } else { Embed::video(url) };
    Some(described(embed, player, base))
}

fn frame(written: &StartTag<'_>, base: &SafeUrl) -> Option<Embed> {
    if is_any(written.name, &["embed", "object", "script"]) {
        // Datawrapper hands out a script that draws the chart. What else these hold is for plug-ins that are no more.
        let card = || address(written, &["data-page"], base).map(|page| Embed::card(page, None));
        return address(written, &["src", "data"], base).as_ref().and_then(Embed::of_link).or_else(card);
    }
    // WordPress puts it below a quotation with the same link.
    if value(written, "class").is_some_and(|classes| has_class(&classes, "wp-embedded-content")) {
        return None;
    }
    address(written, FRAME_ADDRESS, base).as_ref().map(Embed::of_frame)
}

/// With what the tag says beside the address. The page behind it is believed when it is of the same site.
fn described(embed: Embed, written: &StartTag<'_>, base: &SafeUrl) -> Embed {
    let text = |name| value(written, name).map(|text| clean::line(&text)).filter(|text| !text.is_empty());
    let pixels = |name| side(written, name).filter(|side| (2..=10_000).contains(side));
    let page = address(written, &["data-page"], base)
        .map(|page| (Embed::card(page.clone(), None).provider, page))
        .filter(|(owner, _)| *owner == embed.provider || matches!(embed.provider, Provider::Site(_)));
    let (provider, url) = match page {
        // Where nothing plays, whoever owns the page is all that there is to name.
        Some(owned) if embed.player.is_none() => owned,
        Some((_, page)) => (embed.provider, page),
        None => (embed.provider, embed.url),
    };
    Embed {
        provider,
        // What YouTube writes into the frame says nothing.
        title: text("title").or_else(|| text("aria-label")).filter(|title| *title != "YouTube video player"),
        size: pixels("height").map(|height| (pixels("width").unwrap_or(0), height)),
        url,
        ..embed
    }
}

/// The first of these attributes that has an address with a host in it.
fn address(written: &StartTag<'_>, names: &[&str], base: &SafeUrl) -> Option<SafeUrl> {
    names.iter().find_map(|name| {
        let text = value(written, name)?;
        let is_place = text.trim_start().starts_with('#') || text.trim().is_empty();
        base.join(&text).filter(|url| !is_place && url.host().is_some())
    })
}

fn has_class(classes: &str, class: &str) -> bool {
    classes.split_ascii_whitespace().any(|own| own.eq_ignore_ascii_case(class))
}

/// Whether a block is the snippet of another site, and of what when its attributes tell.
pub(super) fn snippet(written: &StartTag<'_>, base: &SafeUrl) -> Option<Option<Embed>> {
    if let Some(page) = address(written, &["data-oembed-url"], base) {
        return Some(Embed::of_link(&page));
    }
    let classes = value(written, "class")?;
    let (_, attribute) = SNIPPETS.iter().find(|row| has_class(&classes, row.0))?;
    if let Some(post) = value(written, attribute).as_deref().and_then(Embed::of_at) {
        return Some(Some(post));
    }
    let embed = address(written, &[attribute], base).as_ref().map(Embed::of_frame);
    Some(embed.filter(|embed| !matches!(embed.provider, Provider::Site(_))))
}
