#![allow(clippy::unwrap_used, reason = "a failed test is the point of a test")]
use super::*;

fn url(text: &str) -> SafeUrl {
    SafeUrl::parse(text).unwrap()
}

fn film() -> Embed {
    Embed::of_link(&url("https://www.youtube.com/watch?v=abcdefghijk")).unwrap()
}

fn ruling(rules: &[(&'static str, bool)]) -> Ruling {
    Ruling::read(&Json::object(rules.iter().map(|(key, may)| (*key, Json::Bool(*may))).collect::<Vec<_>>()))
}

#[test]
fn a_reader_is_asked_once_for_each_provider() {
    let mut consent = Consent::default();
    assert_eq!(consent.embed(&film()), Permit::Ask);
    consent.granted = consent.granted.with(&film().provider.key(), true);
    assert_eq!(consent.embed(&film()), Permit::Load);
    let other = Embed::of_frame(&url("https://maps.example/frame"));
    assert_eq!(consent.embed(&other), Permit::Ask);
    assert!(consent.is_the_readers("youtube") && !consent.is_the_readers("maps.example"));
    consent.granted = consent.granted.with(&film().provider.key(), false);
    assert_eq!(consent.embed(&film()), Permit::Ask);
}

#[test]
fn the_page_can_allow_or_block_all_and_its_no_is_never_overruled() {
    let granted = Keys::default().with(&film().provider.key(), true);
    let with = |embeds, rules: &[(&'static str, bool)]| {
        let consent =
            Consent { embeds, ruling: ruling(rules), granted: granted.clone(), ..Consent::default() };
        consent.embed(&film())
    };
    assert_eq!(with(EmbedPolicy::Allow, &[]), Permit::Load);
    assert_eq!(with(EmbedPolicy::Block, &[]), Permit::Refuse);
    assert_eq!(with(EmbedPolicy::Block, &[("youtube", true)]), Permit::Refuse);
    assert_eq!(with(EmbedPolicy::Click, &[("youtube", false)]), Permit::Refuse);
    assert_eq!(with(EmbedPolicy::Allow, &[("*", false)]), Permit::Refuse);
    assert_eq!(with(EmbedPolicy::Click, &[("*", false), ("youtube", true)]), Permit::Load);
}

#[test]
fn a_host_that_is_called_like_a_provider_is_asked_for_on_its_own() {
    for name in ["youtube", "x", PICTURES] {
        let granted = Keys::default().with(&IString::from(name.to_owned()), true);
        let consent = Consent { granted, ..Consent::default() };
        let frame = Embed::of_frame(&url(&["https://", name, "/frame"].concat()));
        assert_eq!(consent.embed(&frame), Permit::Ask, "{name}");
    }
}

#[test]
fn a_card_has_nothing_to_load() {
    let consent = Consent { embeds: EmbedPolicy::Allow, ..Consent::default() };
    assert_eq!(consent.embed(&Embed::card(url("https://news.example/a"), None)), Permit::Refuse);
}

#[test]
fn pictures_follow_the_policy_of_the_page() {
    let (own, foreign) = (url("https://paper.example/a.jpg"), url("https://cdn.example/a.jpg"));
    let mut consent = Consent { page: Some(url("https://paper.example/story")), ..Consent::default() };
    for (images, of_own, of_foreign) in [
        (ImagePolicy::All, Permit::Load, Permit::Load),
        (ImagePolicy::SameOrigin, Permit::Load, Permit::Refuse),
        (ImagePolicy::Click, Permit::Load, Permit::Ask),
        (ImagePolicy::None, Permit::Refuse, Permit::Refuse),
    ] {
        consent.images = images;
        assert_eq!((consent.image(&own), consent.image(&foreign)), (of_own, of_foreign), "{images:?}");
    }
    consent.images = ImagePolicy::Click;
    consent.granted = consent.granted.with(&IString::Static(PICTURES), true);
    assert_eq!(consent.image(&foreign), Permit::Load);
}

#[test]
fn a_no_of_the_page_to_pictures_holds_whatever_the_attribute_says() {
    let (own, foreign) = (url("https://paper.example/a.jpg"), url("https://cdn.example/a.jpg"));
    let under = |rules: &[(&'static str, bool)]| Consent {
        page: Some(url("https://paper.example/story")),
        ruling: ruling(rules),
        ..Consent::default()
    };
    assert_eq!(under(&[(PICTURES, false)]).image(&foreign), Permit::Refuse);
    assert_eq!(under(&[(PICTURES, false)]).image(&own), Permit::Load);
    assert_eq!(under(&[("*", false)]).image(&foreign), Permit::Load);
}

#[test]
fn keys_survive_storage_and_storage_cannot_flood_them() {
    let keys = Keys::default().with(&IString::Static("youtube"), true).with(&IString::Static("x"), true);
    assert_eq!(Keys::from_json(&keys.to_json()), keys);
    let flood = Json::List((0..5_000).map(|n| Json::from(n.to_string().as_str())).collect());
    assert!(Keys::from_json(&flood).0.len() <= MOST);
    assert_eq!(Keys::from_json(&Json::from("x".repeat(300).as_str())), Keys::default());
    assert_eq!(Keys::from_json(&Json::object([("a", Json::Null)])), Keys::default());
}
