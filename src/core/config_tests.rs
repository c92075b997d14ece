#![allow(clippy::unwrap_used, reason = "a failed test is the point of a test")]
use super::*;
use crate::core::consent::Keys;
use crate::core::json::Json;
use proptest::prelude::*;

fn raw(src: &str) -> RawConfig {
    RawConfig {
        src: Some(src.to_owned()),
        page: "https://paper.example/world/live".to_owned(),
        ..RawConfig::default()
    }
}

fn some(text: &str) -> Option<String> {
    Some(text.to_owned())
}

#[test]
fn one_attribute_is_enough() {
    let (config, warnings) = Config::read(raw("feed.json"));
    assert!(warnings.is_empty());
    assert_eq!(config.src.unwrap().as_str(), "https://paper.example/world/feed.json");
    assert_eq!((config.page_size, config.heading_level, config.poll), (20, 2, None));
    assert!(config.filters && config.notifications);
}

#[test]
fn a_base_element_says_where_the_feed_is_and_not_whose_page_it_is() {
    let (config, _) = Config::read(RawConfig {
        page: "https://cdn.example/".to_owned(),
        own: "https://paper.example/world/live".to_owned(),
        ..raw("feed.json")
    });
    assert_eq!(config.src.unwrap().as_str(), "https://cdn.example/feed.json");
    assert_eq!(config.consent.host(), "paper.example");
    let (framed, _) = Config::read(RawConfig { own: "about:srcdoc".to_owned(), ..raw("feed.json") });
    assert_eq!(framed.consent.host(), "paper.example");
}

#[test]
fn attributes_are_read_as_the_documentation_says() {
    let (config, warnings) = Config::read(RawConfig {
        format: some("jsonfeed"),
        poll: some(" 30s "),
        page_size: some("5"),
        heading_level: some("3"),
        lang: some("fr"),
        filters: some("off"),
        notifications: some("off"),
        ..raw("/f")
    });
    assert!(warnings.is_empty(), "{warnings:?}");
    assert_eq!((config.poll, config.page_size, config.heading_level), (Some(30_000), 5, 3));
    assert!(!config.filters && !config.notifications);
    assert_eq!(config.format, Some(Format::JsonFeed));
}

#[test]
fn a_stream_is_an_address_or_the_hub_that_the_feed_names() {
    let stream = |text: &str| {
        let (config, warnings) = Config::read(RawConfig { stream: some(text), ..raw("/live/feed.json") });
        (config.stream, warnings.len())
    };
    let at = |url: &str| (Source::At(SafeUrl::parse(url).unwrap()), 0);
    assert_eq!(stream("events?x=1"), at("https://paper.example/world/events?x=1"));
    assert_eq!(stream("https://hub.example/?topic=a"), at("https://hub.example/?topic=a"));
    assert_eq!(stream("mercure"), (Source::Hub, 0));
    assert_eq!(stream(" "), (Source::None, 0));
    assert_eq!(stream("javascript:x()"), (Source::None, 1));
}

#[test]
fn nonsense_is_the_default_and_a_warning_that_names_the_attribute() {
    for (attribute, value) in [
        ("src", "javascript:alert(1)"),
        ("format", "carrier pigeon"),
        ("poll", "1"),
        ("poll", "-5"),
        ("poll", "99999999999999999999"),
        ("page-size", "0"),
        ("page-size", "1e9"),
        ("heading-level", "7"),
        ("filters", "maybe"),
        ("keys", "hjkl"),
        ("notifications", "\u{0}"),
    ] {
        let mut wrong = raw("/f");
        let slot = match attribute {
            "src" => &mut wrong.src,
            "format" => &mut wrong.format,
            "poll" => &mut wrong.poll,
            "page-size" => &mut wrong.page_size,
            "heading-level" => &mut wrong.heading_level,
            "filters" => &mut wrong.filters,
            "keys" => &mut wrong.keys,
            _ => &mut wrong.notifications,
        };
        *slot = some(value);
        let (config, warnings) = Config::read(wrong);
        assert_eq!(warnings.len(), 1, "{attribute}={value}");
        assert_eq!(warnings.first().unwrap().attribute, attribute);
        assert_eq!(config.src.is_none(), attribute == "src");
        assert_eq!(config.page_size, PAGE_SIZE);
    }
}

#[test]
fn an_empty_address_is_none_and_not_the_page_itself() {
    let (config, warnings) = Config::read(raw("  "));
    assert!(config.src.is_none() && warnings.is_empty());
}

#[test]
fn a_stream_over_http_on_a_page_over_https_is_none_since_browsers_refuse_it() {
    for (stream, at) in [("http://events.example/s", false), ("https://events.example/s", true), ("/s", true)]
    {
        let own = "https://paper.example/world/live".to_owned();
        let (config, warnings) = Config::read(RawConfig { stream: some(stream), own, ..raw("feed.json") });
        assert_eq!(matches!(config.stream, Source::At(_)), at, "{stream}");
        assert_eq!(warnings.first().map(|warning| warning.attribute), (!at).then_some("stream"));
    }
}

#[test]
fn two_blogs_have_two_storage_keys_and_one_blog_has_one() {
    let key = |src: &str| Config::read(raw(src)).0.blog_key;
    assert_eq!(key("feed.json"), key("https://paper.example/world/feed.json"));
    assert_ne!(key("a.json"), key("b.json"));
}

#[test]
fn the_prefix_of_the_address_is_plain_and_has_a_default() {
    for (written, prefix, complaints) in [
        ("", Some("lb"), 0),
        ("blog-2", Some("blog-2"), 0),
        ("off", None, 0),
        ("a.b", None, 1),
        ("averyveryverylongprefix", None, 1),
    ] {
        let (config, warnings) = Config::read(RawConfig { url_state: some(written), ..raw("feed.json") });
        assert_eq!((config.url_state.as_deref(), warnings.len()), (prefix, complaints), "{written}");
    }
}

#[test]
fn a_link_to_the_page_with_an_endless_query_does_not_unset_it() {
    let page = format!("https://paper.example/world/live?q={}", "x".repeat(3_000));
    let (config, warnings) = Config::read(RawConfig { own: page.clone(), page, ..raw("feed.json") });
    assert_eq!(config.src.unwrap().as_str(), "https://paper.example/world/feed.json");
    assert!(warnings.is_empty() && config.consent.page.is_some());
}

proptest! {
    #[test]
    fn no_attribute_can_break_it(value in "\\PC{0,40}", page in "\\PC{0,40}") {
        let value = Some(value);
        let (config, _) = Config::read(RawConfig {
            src: value.clone(), format: value.clone(), stream: value.clone(), poll: value.clone(), page_size: value.clone(),
            heading_level: value.clone(), lang: value.clone(), filters: value.clone(), keys: value.clone(), notifications: value.clone(),
            embeds: value.clone(), images: value.clone(), consent: Json::Null, granted: Keys::default(), own: page.clone(), page, seed: 0, order: value.clone(), url_state: value.clone(), utc_offset: 0,
        });
        prop_assert!((1..=100).contains(&config.page_size) && (2..=5).contains(&config.heading_level));
        prop_assert!(config.poll.is_none_or(|p| p >= 5_000));
    }
}
