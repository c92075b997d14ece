//! What the page says about a live blog, and what we make of it.
//!
//! [`RawConfig`] is attributes as written, all hostile or careless; [`Config`] is what the rest needs, with a
//! sensible value for each; every attribute that made no sense is a [`ConfigWarning`] for the engineer.

use implicit_clone::unsync::IString;

use super::consent::{Consent, EmbedPolicy, ImagePolicy, Keys, Ruling};
use super::feed::Format;
use super::json::Json;
use super::poll::PERIOD_MIN;
use super::sorting::Order;
use super::url::{SafeUrl, Scheme};

const PREFIX_MAX: usize = 16;
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
    /// `stream`: where changes are told as they happen, or `mercure`.
    pub stream: Option<String>,
    /// `poll`: seconds between polls, as `15` or `15s`.
    pub poll: Option<String>,
    /// `order`: `newest` or `oldest` first, until the reader says otherwise.
    pub order: Option<String>,
    /// `url-state`: under which prefix the filter stands in the page's address.
    pub url_state: Option<String>,
    /// `page-size`: entries at first and for each "more".
    pub page_size: Option<String>,
    /// `heading-level`: level of the entries' headlines is one below it.
    pub heading_level: Option<String>,
    /// `lang` of the element or its nearest ancestor, else the browser's.
    pub lang: Option<String>,
    /// `filters`: `off` hides the filter bar.
    pub filters: Option<String>,
    /// `keys`: `jk` makes two letters go from entry to entry.
    pub keys: Option<String>,
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
    /// How much later than UTC the reader's clocks are, in minutes.
    pub utc_offset: i32,
}

/// What the widget is to do.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Config {
    /// The feed; none when the page names none that can be read.
    pub src: Option<SafeUrl>,
    /// Whether the page names no feed at all, so that the live blog that it carries itself is read.
    pub from_page: bool,
    /// Whether the page names a feed that its own security keeps it from reading: browsers fetch nothing over http for a page
    /// over https.
    pub insecure: bool,
    /// Known format, or detected.
    pub format: Option<Format>,
    /// Where changes are told as they happen.
    pub stream: Source,
    /// Milliseconds between polls, when the page says.
    pub poll: Option<u64>,
    /// In which order entries stand until the reader says otherwise.
    pub order: Order,
    /// The prefix of our parameters in the page's address; none when the view is not in there.
    pub url_state: Option<IString>,
    /// Entries at first and for each "more".
    pub page_size: usize,
    /// Level of the widget's own headings, 2 to 5; entries come one below.
    pub heading_level: u8,
    /// BCP 47 tag for words and dates.
    pub lang: IString,
    /// Whether the filter bar is shown.
    pub filters: bool,
    /// Whether the letters j and k go from entry to entry inside the feed.
    pub letter_keys: bool,
    /// Whether notices are offered at all.
    pub notifications: bool,
    /// What may be loaded from other sites.
    pub consent: Consent,
    /// Tells this blog's stored preferences from another's.
    pub blog_key: IString,
    /// Anything random.
    pub seed: u64,
    /// How much later than UTC the reader's clocks are, in minutes.
    pub utc_offset: i32,
}

/// Where changes are told as they happen.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub enum Source {
    /// Nowhere: the feed is asked from time to time.
    #[default]
    None,
    /// Here.
    At(SafeUrl),
    /// At the hub that the feed's own answers name.
    Hub,
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
            stream,
            poll,
            order,
            url_state,
            page_size,
            heading_level,
            lang,
            filters,
            keys,
            notifications,
            embeds,
            images,
            consent,
            granted,
            page,
            own,
            seed,
            utc_offset,
        } = raw;
        let mut warnings = Warnings(Vec::new());
        let base = page_address(&page);
        // Templates print attributes that they have nothing for. Resolved, it would be the page itself.
        let src = src.filter(|src| !src.trim().is_empty());
        let from_page = src.is_none();
        let address = |text: &str| match &base {
            Some(base) => base.join(text),
            None => SafeUrl::parse(text),
        };
        let src = warnings.read("src", src, "a web address", address);
        let stream = stream.filter(|stream| !stream.trim().is_empty());
        let stream = warnings.read("stream", stream, "a web address or mercure", |text| match text {
            "mercure" => Some(Source::Hub),
            text => address(text).map(Source::At),
        });
        let is_secured = page_address(&own).is_some_and(|own| own.scheme() == Scheme::Https);
        let mut is_refused = |attribute, url: &SafeUrl| {
            let is_refused = is_secured && !url.is_secure();
            if is_refused {
                let value = url.as_str().to_owned();
                let expected = "an https address, since the page has one";
                warnings.0.push(ConfigWarning { attribute, value, expected });
            }
            is_refused
        };
        let insecure = src.as_ref().is_some_and(|src| is_refused("src", src));
        let stream = stream
            .filter(|stream| !matches!(stream, Source::At(url) if is_refused("stream", url)))
            .unwrap_or_default();
        let blog_key = IString::from(
            src.as_ref()
                .or(base.as_ref())
                .map_or(String::new(), |url| hashed(without_fragment(url.as_str()))),
        );
        let config = Self {
            src: src.filter(|_| !insecure),
            from_page,
            insecure,
            format: warnings.read("format", format, "the name of a feed format", Format::from_name),
            stream,
            poll: warnings.read("poll", poll, "seconds, 5 or more", seconds),
            url_state: warnings
                .read("url-state", url_state, "a prefix of at most 16 letters and digits", prefix)
                .flatten(),
            order: warnings.read("order", order, "newest or oldest", order_of_time).unwrap_or_default(),
            page_size: warnings
                .read("page-size", page_size, "a number from 1 to 100", |text| within(text, 1, PAGE_SIZE_MAX))
                .unwrap_or(PAGE_SIZE),
            heading_level: warnings
                .read("heading-level", heading_level, "a number from 2 to 5", |text| within(text, 2, 5))
                .and_then(|level| u8::try_from(level).ok())
                .unwrap_or(HEADING_LEVEL),
            lang: IString::from(lang.filter(|tag| !tag.trim().is_empty()).unwrap_or_else(|| "en".to_owned())),
            filters: warnings.read("filters", filters, "on or off", switch).unwrap_or(true),
            letter_keys: warnings.read("keys", keys, "jk", letters).unwrap_or(false),
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
                page: page_address(&own).or(base),
            },
            blog_key,
            seed,
            utc_offset,
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

fn letters(text: &str) -> Option<bool> {
    match text {
        "" | "off" => Some(false),
        "jk" => Some(true),
        _ => None,
    }
}

fn order_of_time(text: &str) -> Option<Order> {
    Order::from_name(text).filter(|order| *order != Order::Relevance)
}

/// What stands before our parameters in an address: none for a word that says no.
fn prefix(text: &str) -> Option<Option<IString>> {
    let is_plain = |byte: u8| byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'_');
    match text {
        "off" | "false" => Some(None),
        "" | "on" | "true" => Some(Some(IString::Static("lb"))),
        _ if text.len() <= PREFIX_MAX && text.bytes().all(is_plain) => {
            Some(Some(IString::from(text.to_owned())))
        }
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

/// A page's own address. Its query may be longer than we follow addresses, for anybody may write a link to it: what matters
/// of it stands before.
fn page_address(address: &str) -> Option<SafeUrl> {
    SafeUrl::parse(address).or_else(|| SafeUrl::parse(address.split(&['?', '#'][..]).next()?))
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
