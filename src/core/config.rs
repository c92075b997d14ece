//! What the page says about a live blog, and what we make of it.
//!
//! [`RawConfig`] is attributes as written, all hostile or careless; [`Config`] is what the rest needs, with a
//! sensible value for each; every attribute that made no sense is a [`ConfigWarning`] for the engineer.

use implicit_clone::unsync::IString;

use super::consent::{Consent, EmbedPolicy, ImagePolicy, Keys, Ruling};
use super::feed::Format;
use super::json::Json;
use super::poll::PERIOD_MIN;
use super::url::SafeUrl;

const PAGE_SIZE: usize = 20;
const PAGE_SIZE_MAX: usize = 100;
const HEADING_LEVEL: u8 = 2;

/// Attributes as the page wrote them, and what the shell knows of the page.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct RawConfig {
    /// `src`: the feed.
    pub src: Option<String>,
    /// `format`: overrides detection.
    pub format: Option<String>,
    /// `poll`: seconds between polls, as `15` or `15s`.
    pub poll: Option<String>,
    /// `page-size`: entries at first and for each "more".
    pub page_size: Option<String>,
    /// `heading-level`: level of the entries' headlines is one below it.
    pub heading_level: Option<String>,
    /// `lang` of the element or its nearest ancestor, else the browser's.
    pub lang: Option<String>,
    /// `filters`: `off` hides the filter bar.
    pub filters: Option<String>,
    /// `notifications`: `off` hides the notice and the panel.
    pub notifications: Option<String>,
    /// `click`, `allow` or `block`.
    pub embeds: Option<String>,
    /// `all`, `same-origin`, `click` or `none`.
    pub images: Option<String>,
    /// The element's `consent` property.
    pub consent: Json,
    /// What readers have allowed on this origin.
    pub granted: Keys,
    /// The page's base address.
    pub page: String,
    /// The page's own address, which no `base` element on it changes.
    pub own: String,
    /// Anything random, to spread readers apart.
    pub seed: u64,
}

/// What the widget is to do.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Config {
    /// The feed; none when the page names none that can be read.
    pub src: Option<SafeUrl>,
    /// Whether the page names no feed at all, so that the live blog that it carries itself is read.
    pub from_page: bool,
    /// Known format, or detected.
    pub format: Option<Format>,
    /// Milliseconds between polls, when the page says.
    pub poll: Option<u64>,
    /// Entries at first and for each "more".
    pub page_size: usize,
    /// Level of the widget's own headings, 2 to 5; entries come one below.
    pub heading_level: u8,
    /// BCP 47 tag for words and dates.
    pub lang: IString,
    /// Whether the filter bar is shown.
    pub filters: bool,
    /// Whether notices are offered at all.
    pub notifications: bool,
    /// What may be loaded from other sites.
    pub consent: Consent,
    /// Tells this blog's stored preferences from another's.
    pub blog_key: IString,
    /// Anything random.
    pub seed: u64,
}

/// An attribute that made no sense.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ConfigWarning {
    /// The attribute.
    pub attribute: &'static str,
    /// What it said.
    pub value: String,
    /// What it may say.
    pub expected: &'static str,
}

impl std::fmt::Display for ConfigWarning {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "the attribute {} is \"{}\", expected {}", self.attribute, self.value, self.expected)
    }
}

impl Config {
    /// Reads the attributes. Each warning names one that was replaced by its default.
    #[must_use]
    pub fn read(raw: RawConfig) -> (Self, Vec<ConfigWarning>) {
        // Taken apart so that a new attribute does not compile until it is handled.
        let RawConfig {
            src,
            format,
            poll,
            page_size,
            heading_level,
            lang,
            filters,
            notifications,
            embeds,
            images,
            consent,
            granted,
            page,
            own,
            seed,
        } = raw;
        let mut warnings = Warnings(Vec::new());
        let base = SafeUrl::parse(&page);
        // Templates print attributes that they have nothing for. Resolved, it would be the page itself.
        let src = src.filter(|src| !src.trim().is_empty());
        let from_page = src.is_none();
        let src = warnings.read("src", src, "a web address", |text| match &base {
            Some(base) => base.join(text),
            None => SafeUrl::parse(text),
        });
        let blog_key = IString::from(
            src.as_ref()
                .or(base.as_ref())
                .map_or(String::new(), |url| hashed(without_fragment(url.as_str()))),
        );
        let config = Self {
            src,
            from_page,
            format: warnings.read("format", format, "the name of a feed format", Format::from_name),
            poll: warnings.read("poll", poll, "seconds, 5 or more", seconds),
            page_size: warnings
                .read("page-size", page_size, "a number from 1 to 100", |text| within(text, 1, PAGE_SIZE_MAX))
                .unwrap_or(PAGE_SIZE),
            heading_level: warnings
                .read("heading-level", heading_level, "a number from 2 to 5", |text| within(text, 2, 5))
                .and_then(|level| u8::try_from(level).ok())
                .unwrap_or(HEADING_LEVEL),
            lang: IString::from(lang.filter(|tag| !tag.trim().is_empty()).unwrap_or_else(|| "en".to_owned())),
            filters: warnings.read("filters", filters, "on or off", switch).unwrap_or(true),
            notifications: warnings.read("notifications", notifications, "on or off", switch).unwrap_or(true),
            consent: Consent {
                embeds: warnings
                    .read("embeds", embeds, "click, allow or block", embed_policy)
                    .unwrap_or_default(),
                images: warnings
                    .read("images", images, "all, same-origin, click or none", image_policy)
                    .unwrap_or_default(),
                ruling: Ruling::read(&consent),
                granted,
                // Where the page itself was not fetched from an address, its base is that of the page around it.
                page: SafeUrl::parse(&own).or(base),
            },
            blog_key,
            seed,
        };
        (config, warnings.0)
    }
}

struct Warnings(Vec<ConfigWarning>);

impl Warnings {
    fn read<T>(
        &mut self,
        attribute: &'static str,
        value: Option<String>,
        expected: &'static str,
        parse: impl FnOnce(&str) -> Option<T>,
    ) -> Option<T> {
        let value = value?;
        let parsed = parse(value.trim());
        if parsed.is_none() {
            let value = value.chars().take(200).collect();
            self.0.push(ConfigWarning { attribute, value, expected });
        }
        parsed
    }
}

fn seconds(text: &str) -> Option<u64> {
    let number = text.strip_suffix('s').unwrap_or(text).trim_end();
    let millis = number.parse::<u32>().ok().map(|s| u64::from(s).saturating_mul(1_000))?;
    (millis >= PERIOD_MIN).then_some(millis)
}

fn within(text: &str, least: usize, most: usize) -> Option<usize> {
    text.parse().ok().filter(|n| (least..=most).contains(n))
}

fn switch(text: &str) -> Option<bool> {
    match text {
        "" | "on" | "true" => Some(true),
        "off" | "false" => Some(false),
        _ => None,
    }
}

fn embed_policy(text: &str) -> Option<EmbedPolicy> {
    match text {
        "click" => Some(EmbedPolicy::Click),
        "allow" => Some(EmbedPolicy::Allow),
        "block" => Some(EmbedPolicy::Block),
        _ => None,
    }
}

fn image_policy(text: &str) -> Option<ImagePolicy> {
    match text {
        "all" => Some(ImagePolicy::All),
        "same-origin" => Some(ImagePolicy::SameOrigin),
        "click" => Some(ImagePolicy::Click),
        "none" => Some(ImagePolicy::None),
        _ => None,
    }
}

fn without_fragment(url: &str) -> &str {
    url.split('#').next().unwrap_or(url)
}

/// FNV-1a (64 bit) as 16 hex digits: short, stable, and nothing of the address left in storage to read.
fn hashed(text: &str) -> String {
    format!("{:016x}", super::hash::fnv1a(text.as_bytes()))
}

#[cfg(test)]
#[path = "config_tests.rs"]
mod tests;
