//! Which kinds of media an entry has, as a reader looks for them.

use super::embed::{Embed, Player, Provider};
use super::markup::{self, Node, Tag};
use super::model::{Body, Entry, Part};

/// Something beside words.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum MediaKind {
    /// A picture.
    Picture,
    /// A film.
    Video,
    /// A recording.
    Audio,
    /// A post on a social network.
    Post,
}

impl MediaKind {
    /// Every kind, in the order of the filter bar.
    pub const ALL: [Self; 4] = [Self::Picture, Self::Video, Self::Audio, Self::Post];

    /// As it is written in addresses and events.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Picture => "picture",
            Self::Video => "video",
            Self::Audio => "audio",
            Self::Post => "post",
        }
    }

    /// The kind of that name.
    #[must_use]
    pub fn from_name(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|kind| kind.name() == name)
    }

    fn bit(self) -> u8 {
        1 << self as u8
    }
}

/// Some kinds, each once.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct MediaKinds(u8);

impl MediaKinds {
    /// Whether there are none.
    #[must_use]
    pub fn is_empty(self) -> bool {
        self.0 == 0
    }

    /// Whether a kind is among them.
    #[must_use]
    pub fn has(self, kind: MediaKind) -> bool {
        self.0 & kind.bit() != 0
    }

    /// Whether the two have a kind in common.
    #[must_use]
    pub fn meets(self, other: Self) -> bool {
        self.0 & other.0 != 0
    }

    /// With the kind, or without it when it was there.
    #[must_use]
    pub fn toggled(self, kind: MediaKind) -> Self {
        Self(self.0 ^ kind.bit())
    }

    /// Those that are there, in the order of the filter bar.
    pub fn iter(self) -> impl Iterator<Item = MediaKind> {
        MediaKind::ALL.into_iter().filter(move |kind| self.has(*kind))
    }

    fn add(&mut self, kind: MediaKind) {
        self.0 |= kind.bit();
    }
}

impl FromIterator<MediaKind> for MediaKinds {
    fn from_iter<I: IntoIterator<Item = MediaKind>>(kinds: I) -> Self {
        let mut all = Self::default();
        kinds.into_iter().for_each(|kind| all.add(kind));
        all
    }
}

/// The kinds that an entry has. A tree is built only of a body in which some element could be one.
#[must_use]
pub fn kinds_of(entry: &Entry) -> MediaKinds {
    let mut kinds = MediaKinds::default();
    if !entry.images.is_empty() {
        kinds.add(MediaKind::Picture);
    }
    let has_media = match &entry.body {
        Body::Empty | Body::Text(_) => false,
        Body::Html { source, .. } => may_have_media(source),
        Body::Parts { parts, .. } => parts.iter().any(|part| match part {
            Part::Html(source) | Part::Quote { html: source, .. } => may_have_media(source),
            Part::Text(_) => false,
            Part::Image(_) | Part::Embed(_) => true,
        }),
    };
    if has_media {
        look(&markup::tree_of(&entry.body).nodes, &mut kinds);
    }
    kinds
}

/// Every element that becomes a picture or an embed begins with one of these; blocks that quote a post do too.
fn may_have_media(source: &str) -> bool {
    const STARTS: [&[u8]; 10] =
        [b"im", b"pic", b"vid", b"aud", b"ifr", b"blockq", b"emb", b"obj", b"amp-", b"fig"];
    let mut rest = source.as_bytes();
    while let Some(at) = rest.iter().position(|byte| *byte == b'<') {
        rest = rest.get(at + 1..).unwrap_or_default();
        let begins =
            |start: &&[u8]| rest.get(..start.len()).is_some_and(|name| name.eq_ignore_ascii_case(start));
        if STARTS.iter().any(begins) {
            return true;
        }
    }
    false
}

/// Trees are at most 64 deep.
fn look(nodes: &[Node], kinds: &mut MediaKinds) {
    for node in nodes {
        match node {
            Node::Text(_) => {}
            Node::Element(element) if element.tag == Tag::Img => kinds.add(MediaKind::Picture),
            Node::Element(element) => look(&element.children, kinds),
            Node::Picture(_) => kinds.add(MediaKind::Picture),
            Node::Embed(embed) => {
                if let Some(kind) = kind_of(embed) {
                    kinds.add(kind);
                }
            }
        }
    }
}

/// What an embed is; a page of any other site is none of these.
fn kind_of(embed: &Embed) -> Option<MediaKind> {
    match (&embed.player, &embed.provider) {
        (Some(Player::Audio(_)), _) | (_, Provider::Spotify | Provider::SoundCloud) => Some(MediaKind::Audio),
        (Some(Player::Video(_)), _) | (_, Provider::YouTube | Provider::Vimeo | Provider::Twitch) => {
            Some(MediaKind::Video)
        }
        (_, Provider::Datawrapper | Provider::Site(_)) => None,
        _ => Some(MediaKind::Post),
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, reason = "a failed test is the point of a test")]
    use super::*;
    use crate::core::sample::entry;
    use crate::core::url::SafeUrl;

    fn kinds(html: &str) -> Vec<MediaKind> {
        let base = SafeUrl::parse("https://paper.test/feed.json").unwrap();
        let body = Body::Html { source: html.into(), base };
        kinds_of(&Entry { body, ..entry("a", 1) }).iter().collect()
    }

    #[test]
    fn each_kind_is_told_by_what_is_drawn() {
        for (html, wanted) in [
            ("<p>Nothing but words, and a < b</p>", vec![]),
            ("<p>See <IMG src='https://paper.test/a.jpg' alt='A boat'></p>", vec![MediaKind::Picture]),
            ("<video src='https://paper.test/a.mp4'></video>", vec![MediaKind::Video]),
            ("<audio src='https://paper.test/a.mp3'></audio>", vec![MediaKind::Audio]),
            ("<iframe src='https://www.youtube.com/embed/abcdefghijk'></iframe>", vec![MediaKind::Video]),
            (
                "<blockquote class='twitter-tweet'><a href='https://twitter.com/a/status/123456'>x</a></blockquote>",
                vec![MediaKind::Post],
            ),
            ("<blockquote><p>We came to sign.</p></blockquote>", vec![]),
            ("<img src='javascript:alert(1)'>", vec![]),
        ] {
            assert_eq!(kinds(html), wanted, "{html}");
        }
    }

    #[test]
    fn a_kind_is_chosen_and_given_up_by_the_same_press() {
        let chosen = MediaKinds::default().toggled(MediaKind::Audio).toggled(MediaKind::Picture);
        assert_eq!(chosen, MediaKind::ALL.into_iter().filter(|kind| chosen.has(*kind)).collect());
        assert!(chosen.toggled(MediaKind::Picture).toggled(MediaKind::Audio).is_empty());
        for kind in MediaKind::ALL {
            assert_eq!(MediaKind::from_name(kind.name()), Some(kind));
        }
    }
}
