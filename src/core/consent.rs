//! What may be loaded from other sites: what the page wants, what its consent manager says, what the reader has allowed.
//!
//! Invariant: nothing is loaded from a provider unless one of the three says so; and a no of the page is never overruled.

use implicit_clone::unsync::IString;

use super::embed::Embed;
use super::json::Json;
use super::url::SafeUrl;

/// What the key of pictures is called, beside the keys of providers.
pub const PICTURES: &str = "pictures";
/// How many providers a reader can have allowed.
const MOST: usize = 200;
/// No key is longer: a host name at most.
const LONGEST: usize = 253;

/// What the `embeds` attribute says.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum EmbedPolicy {
    /// A reader is asked, once for each provider.
    #[default]
    Click,
    /// All are loaded.
    Allow,
    /// None is.
    Block,
}

/// What the `images` attribute says.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum ImagePolicy {
    /// All are loaded, when they come near.
    #[default]
    All,
    /// Those of the page's own origin.
    SameOrigin,
    /// Those of other origins when the reader says so.
    Click,
    /// None is.
    None,
}

/// What may be done with a thing of another site.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Permit {
    /// It may be loaded.
    Load,
    /// The reader is to be asked.
    Ask,
    /// It stays a link.
    Refuse,
}

/// Keys of providers, each once.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Keys(Vec<IString>);

impl Keys {
    /// Whether this one is among them.
    #[must_use]
    pub fn has(&self, key: &str) -> bool {
        self.0.iter().any(|known| known == key)
    }

    /// With this one, or without.
    #[must_use]
    pub fn with(&self, key: &IString, wanted: bool) -> Self {
        let mut keys: Vec<IString> = self.0.iter().filter(|known| *known != key).cloned().collect();
        if wanted && keys.len() < MOST && key.len() <= LONGEST {
            keys.push(key.clone());
        }
        Self(keys)
    }

    /// For storage.
    #[must_use]
    pub fn to_json(&self) -> Json {
        Json::List(self.0.iter().map(|key| Json::from(key.as_str())).collect())
    }

    /// From storage, which anybody on the page's origin may have written: what makes no sense is left out.
    #[must_use]
    pub fn from_json(stored: &Json) -> Self {
        let texts = stored.to_list().iter().filter_map(Json::to_text);
        texts.fold(Self::default(), |keys, key| keys.with(&IString::from(key), true))
    }
}

/// What the page's own consent manager says, by key; `*` speaks for all others.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Ruling(Vec<(IString, bool)>);

impl Ruling {
    /// From the element's `consent` property: an object of keys and booleans.
    #[must_use]
    pub fn read(value: &Json) -> Self {
        let rule = |(key, value): &(Box<str>, Json)| match value {
            Json::Bool(may) => Some((IString::from(key.to_string()), *may)),
            _ => None,
        };
        Self(value.members().iter().take(MOST).filter_map(rule).collect())
    }

    fn on(&self, key: &str) -> Option<bool> {
        self.named(key).or_else(|| self.named("*"))
    }

    fn named(&self, wanted: &str) -> Option<bool> {
        self.0.iter().rev().find(|(key, _)| key == wanted).map(|(_, may)| *may)
    }
}

/// All that decides.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Consent {
    /// What the page wants of embeds.
    pub embeds: EmbedPolicy,
    /// What the page wants of pictures.
    pub images: ImagePolicy,
    /// What its consent manager says.
    pub ruling: Ruling,
    /// What the reader has allowed.
    pub granted: Keys,
    /// The page's own address.
    pub page: Option<SafeUrl>,
}

impl Consent {
    /// Whether a thing of another site may be loaded. One without a player has nothing to load.
    #[must_use]
    pub fn embed(&self, embed: &Embed) -> Permit {
        let key = embed.provider.key();
        match (self.ruling.on(&key), self.embeds) {
            _ if embed.player.is_none() => Permit::Refuse,
            (_, EmbedPolicy::Block) | (Some(false), _) => Permit::Refuse,
            (Some(true), _) | (None, EmbedPolicy::Allow) => Permit::Load,
            (None, EmbedPolicy::Click) if self.granted.has(&key) => Permit::Load,
            (None, EmbedPolicy::Click) => Permit::Ask,
        }
    }

    /// Whether a picture may be loaded.
    #[must_use]
    pub fn image(&self, url: &SafeUrl) -> Permit {
        let own = || self.page.as_ref().and_then(SafeUrl::origin) == url.origin();
        match (self.ruling.on(PICTURES), self.images) {
            (_, ImagePolicy::None) => Permit::Refuse,
            _ if own() => Permit::Load,
            // Who speaks for all others means what the page asks about; pictures that it shows to all have to be named.
            (_, ImagePolicy::All) if self.ruling.named(PICTURES) != Some(false) => Permit::Load,
            (_, ImagePolicy::All) => Permit::Refuse,
            (_, ImagePolicy::SameOrigin) | (Some(false), _) => Permit::Refuse,
            (Some(true), _) => Permit::Load,
            (None, ImagePolicy::Click) if self.granted.has(PICTURES) => Permit::Load,
            (None, ImagePolicy::Click) => Permit::Ask,
        }
    }

    /// Whether the reader may take back what was allowed: it was the reader who did.
    #[must_use]
    pub fn is_the_readers(&self, key: &str) -> bool {
        self.granted.has(key) && self.ruling.on(key).is_none() && self.embeds == EmbedPolicy::Click
    }

    /// The host of the page, for players that ask where they play.
    #[must_use]
    pub fn host(&self) -> &str {
        self.page.as_ref().and_then(SafeUrl::host).unwrap_or_default()
    }
}

#[cfg(test)]
#[path = "consent_tests.rs"]
mod tests;
