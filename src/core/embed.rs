//! Things of other sites inside an entry: a post, a video, a chart. They are named and linked at once, and loaded only
//! when the reader wants them.
//!
//! Invariant: no address in here was built from anything but a [`SafeUrl`], and a frame's address is never on the
//! page's own origin unless the page says so itself.

use implicit_clone::unsync::IString;

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
    /// Width and height in CSS pixels, when they are known.
    pub size: Option<(u32, u32)>,
}

/// How an embed is shown once it is loaded.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Player {
    /// A document in a frame.
    Frame(SafeUrl),
    /// A film, played by the browser.
    Video(SafeUrl),
    /// A recording, played by the browser.
    Audio(SafeUrl),
}

/// Who an embed is loaded from: what the reader's consent is given for.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Provider {
    /// Any other site, by its host name.
    Site(IString),
}

impl Embed {
    /// The page of a known provider.
    #[must_use]
    pub fn of_link(url: &SafeUrl) -> Option<Self> {
        let host = url.host()?;
        ["youtube.com", "twitter.com", "x.com", "vimeo.com", "instagram.com", "open.spotify.com"]
            .iter()
            .any(|known| host == *known || host.strip_prefix("www.") == Some(known))
            .then(|| Self { player: Some(Player::Frame(url.clone())), ..Self::card(url.clone(), None) })
    }

    /// The document of a frame.
    #[must_use]
    pub fn of_frame(url: &SafeUrl) -> Self {
        Self { player: Some(Player::Frame(url.clone())), ..Self::card(url.clone(), None) }
    }

    /// A card with a link.
    #[must_use]
    pub fn card(url: SafeUrl, title: Option<IString>) -> Self {
        let host = url.host().unwrap_or_default().to_owned();
        Self { provider: Provider::Site(IString::from(host)), url, title, player: None, size: None }
    }

    /// A film.
    #[must_use]
    pub fn video(url: SafeUrl) -> Self {
        Self { player: Some(Player::Video(url.clone())), ..Self::card(url, None) }
    }

    /// A recording.
    #[must_use]
    pub fn audio(url: SafeUrl) -> Self {
        Self { player: Some(Player::Audio(url.clone())), ..Self::card(url, None) }
    }
}
