//! Things of other sites inside an entry: a post, a video, a chart. They are named and linked at once, and loaded only
//! when the reader wants them.
//!
//! Invariant: no address in here was built from anything but a [`SafeUrl`], and a frame of a known provider is on that
//! provider's own host, whatever the feed wrote.

mod player;
mod providers;
#[cfg(test)]
mod tests;

use implicit_clone::unsync::IString;

pub use player::{Player, Room};
pub use providers::Provider;

use super::url::SafeUrl;

/// A thing of another site.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Embed {
    /// Who it would be loaded from.
    pub provider: Provider,
    /// Its own page, for the reader who would rather go there.
    pub url: SafeUrl,
    /// What it is called; plain text.
    pub title: Option<IString>,
    /// What is loaded when the reader says so; a card with a link only when there is nothing.
    pub player: Option<Player>,
    /// Width and height in CSS pixels, when they are known; width 0 is as wide as there is room.
    pub size: Option<(u32, u32)>,
}

impl Embed {
    /// The post, video or chart that a page of a known provider shows.
    #[must_use]
    pub fn of_link(url: &SafeUrl) -> Option<Self> {
        providers::known(url)
    }

    /// What a frame shows: of a known provider when its address is one of theirs, of that site otherwise. A frame that is
    /// not encrypted is a card.
    #[must_use]
    pub fn of_frame(url: &SafeUrl) -> Self {
        providers::known(url).or_else(|| providers::mastodon(url)).unwrap_or_else(|| Self {
            player: url.is_secure().then(|| Player::Frame(url.clone())),
            ..Self::site(url.clone())
        })
    }

    /// A Bluesky post by its AT address, as in `at://did:plc:abc/app.bsky.feed.post/xyz`.
    #[must_use]
    pub fn of_at(address: &str) -> Option<Self> {
        let post = ["https://embed.bsky.app/embed/", address.strip_prefix("at://")?].concat();
        SafeUrl::parse(&post).as_ref().and_then(providers::known)
    }

    /// A link that deserves more than a line: nothing is ever loaded.
    #[must_use]
    pub fn card(url: SafeUrl, title: Option<IString>) -> Self {
        match providers::known(&url) {
            Some(known) => Self { title, player: None, url, ..known },
            None => Self { title, ..Self::site(url) },
        }
    }

    /// A film by the address of its file.
    #[must_use]
    pub fn video(url: SafeUrl) -> Self {
        Self { player: url.is_secure().then(|| Player::Video(url.clone())), ..Self::site(url) }
    }

    /// A recording by the address of its file.
    #[must_use]
    pub fn audio(url: SafeUrl) -> Self {
        Self { player: url.is_secure().then(|| Player::Audio(url.clone())), ..Self::site(url) }
    }

    fn site(url: SafeUrl) -> Self {
        let host = IString::from(url.host().unwrap_or_default().to_owned());
        Self { provider: Provider::Site(host), url, title: None, player: None, size: None }
    }
}
