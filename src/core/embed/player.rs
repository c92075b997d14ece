//! What is loaded once the reader says so, under which restrictions, and the room that is kept for it until then.

use super::{Embed, Provider};
use crate::core::url::SafeUrl;

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

/// The room that an embed takes, so that nothing moves when it is loaded.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Room {
    /// As wide as the text; width and height are to each other as these.
    Ratio(u32, u32),
    /// As wide as the text, so many CSS pixels high.
    Height(u32),
}

impl Player {
    /// What is loaded.
    #[must_use]
    pub fn url(&self) -> &SafeUrl {
        match self {
            Self::Frame(url) | Self::Video(url) | Self::Audio(url) => url,
        }
    }

    /// What is loaded on a page of `host`: Twitch plays only where it is told the page.
    #[must_use]
    pub fn url_for(&self, host: &str) -> SafeUrl {
        let url = self.url();
        let wants_parent = matches!(url.host(), Some("player.twitch.tv" | "clips.twitch.tv"));
        wants_parent.then(|| url.with_query_value("parent", host)).flatten().unwrap_or_else(|| url.clone())
    }

    /// The value of a frame's `sandbox`, `own_hosts` being those of the page.
    ///
    /// A frame of another host keeps its own origin, because hardly any player works without its storage: it can do there
    /// what it could do in a window of its own, and to this page nothing but show itself. A frame of an own host would
    /// reach this page with it, could even take its sandbox off, so it gets an origin of nobody.
    #[must_use]
    pub fn sandbox(&self, own_hosts: &[&str]) -> &'static str {
        let host = self.url().host().unwrap_or_default();
        if own_hosts.contains(&host) {
            "allow-scripts allow-popups allow-popups-to-escape-sandbox allow-forms allow-presentation"
        } else {
            "allow-scripts allow-popups allow-popups-to-escape-sandbox allow-forms allow-presentation \
             allow-same-origin"
        }
    }
}

impl Embed {
    /// The value of a frame's `allow`: a player of a known provider may play protected films, and start since the reader
    /// has just said so; an unknown one may fill the screen.
    #[must_use]
    pub fn allow(&self) -> &'static str {
        match self.provider {
            Provider::Site(_) | Provider::Mastodon(_) => "fullscreen",
            _ => "autoplay; encrypted-media; fullscreen; picture-in-picture",
        }
    }

    /// The room to keep for it. What the feed says of the size is believed within reason.
    #[must_use]
    pub fn room(&self) -> Room {
        let fixed = match self.player {
            Some(Player::Audio(_)) => 54,
            Some(Player::Video(_)) => 0,
            _ => self.provider.height(),
        };
        match self.size {
            Some((1.., height @ 1..)) if fixed > 0 => Room::Height(height.clamp(54, 1_200)),
            Some((width @ 1.., height @ 1..)) => {
                // Between five times as wide and twice as high.
                let width = width.min(100_000);
                Room::Ratio(width, height.clamp(width.div_ceil(5), width.saturating_mul(2)))
            }
            Some((0, height @ 1..)) => Room::Height(height.clamp(54, 1_200)),
            _ if fixed > 0 => Room::Height(fixed),
            _ => Room::Ratio(16, 9),
        }
    }
}
