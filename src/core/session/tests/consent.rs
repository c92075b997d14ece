//! Allowing things of other sites.

use super::*;
use crate::core::consent::Keys;
use implicit_clone::unsync::IString;

const KEY: IString = IString::Static("youtube");

fn allowed(script: &Script) -> bool {
    script.state.consent.granted.has(&KEY)
}

#[test]
fn the_page_hears_first_and_may_veto() {
    let mut script = Script::reading(&[entry("a", 1)]);
    script.act(Action::ConsentPressed { key: KEY, granted: true });
    assert_eq!(script.sent(|item| matches!(item, Outgoing::Consent { granted: true, .. })), 1);
    assert!(!allowed(&script) && script.state.consent_to_store().is_none());
    script.act(Action::ConsentGiven { key: KEY, granted: true });
    assert!(allowed(&script) && script.state.consent_to_store().is_some());
    script.act(Action::ConsentStored);
    assert!(script.state.consent_to_store().is_none());
}

#[test]
fn what_is_allowed_can_be_taken_back_here_and_elsewhere() {
    let mut script = Script::reading(&[entry("a", 1)]);
    script
        .act(Action::ConsentGiven { key: KEY, granted: true })
        .act(Action::ConsentGiven { key: KEY, granted: false });
    assert!(!allowed(&script));
    script.act(Action::ConsentReread(Keys::default().with(&KEY, true)));
    assert!(allowed(&script));
    script.act(Action::ConsentStored).act(Action::ConsentReread(Keys::default()));
    assert!(
        !allowed(&script) && script.state.consent_to_store().is_none(),
        "what came from elsewhere is stored there"
    );
}

#[test]
fn another_feed_or_attribute_keeps_what_the_reader_allowed() {
    let mut script = Script::reading(&[entry("a", 1)]);
    script.act(Action::ConsentGiven { key: KEY, granted: true });
    for src in ["https://paper.example/feed.json", "https://paper.example/other.json"] {
        let raw =
            RawConfig { src: Some(src.to_owned()), embeds: Some("click".to_owned()), ..RawConfig::default() };
        script.act(Action::Configured { config: Config::read(raw).0, prefs: Prefs::default() });
        assert!(allowed(&script), "{src}");
    }
}
