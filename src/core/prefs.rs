//! What a reader wants to be told, and the form in which it is kept.
//!
//! Storage is hostile: any script on the page's origin may write to it. So the stored form holds switches and
//! topic names only, never a URL or HTML, and whatever does not make sense reads as the default.

use implicit_clone::unsync::IString;

use super::json::Json;
use super::order::Set;

/// The version that [`Prefs::to_json`] writes.
pub const VERSION: i64 = 1;
/// A stored text longer than this (in bytes) was not written by us.
pub const STORED_MAX: usize = 16 * 1024;
/// Together they stay under [`STORED_MAX`], whatever they are made of.
const TOPICS_MAX: usize = 64;
const TOPIC_MAX: usize = 120;

/// A reader's choices for one blog.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Prefs {
    /// The one-line notice was dismissed, or acted upon.
    pub notice_dismissed: bool,
    /// What is worth telling.
    pub what: What,
    /// The topics that [`What::Topics`] means.
    pub topics: Set<IString>,
    /// A count in the page's title.
    pub title_badge: bool,
    /// A soft sound.
    pub sound: bool,
    /// A browser notification.
    pub system: bool,
}

/// What is worth telling a reader.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum What {
    /// Quiet: the default.
    #[default]
    Nothing,
    /// Key events, summaries and breaking news.
    KeyEvents,
    /// Entries of the chosen topics.
    Topics,
    /// Each new entry.
    Everything,
}

/// A way of telling.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Channel {
    /// A count in the page's title.
    TitleBadge,
    /// A soft sound.
    Sound,
    /// A browser notification.
    System,
}

impl Channel {
    /// Every channel, in the order in which the panel lists them.
    pub const ALL: [Self; 3] = [Self::TitleBadge, Self::Sound, Self::System];
}

impl What {
    /// Every choice, quietest first.
    pub const ALL: [Self; 4] = [Self::Nothing, Self::KeyEvents, Self::Topics, Self::Everything];

    fn name(self) -> &'static str {
        match self {
            Self::Nothing => "nothing",
            Self::KeyEvents => "key-events",
            Self::Topics => "topics",
            Self::Everything => "everything",
        }
    }
}

impl Default for Prefs {
    /// Quiet, with the least intrusive channel ready for a reader who only chooses what.
    fn default() -> Self {
        Self {
            notice_dismissed: false,
            what: What::Nothing,
            topics: Set::default(),
            title_badge: true,
            sound: false,
            system: false,
        }
    }
}

fn topic(stored: &Json) -> Option<IString> {
    match stored {
        Json::Text(name) if !name.is_empty() && name.len() <= TOPIC_MAX => {
            Some(IString::from(name.to_string()))
        }
        _ => None,
    }
}

impl Prefs {
    /// Reads the stored form. A newer version is read for what it shares with this one; anything of the wrong
    /// type is the default, field by field.
    #[must_use]
    pub fn from_json(stored: &Json) -> Self {
        let quiet = Self::default();
        let switch = |name: &str, default: bool| match stored.get(name) {
            Json::Bool(on) => *on,
            _ => default,
        };
        let what = stored.text("what");
        Self {
            notice_dismissed: switch("notice_dismissed", quiet.notice_dismissed),
            what: What::ALL.into_iter().find(|w| what.as_deref() == Some(w.name())).unwrap_or_default(),
            topics: stored.list("topics").iter().filter_map(topic).take(TOPICS_MAX).collect(),
            title_badge: switch("title_badge", quiet.title_badge),
            sound: switch("sound", quiet.sound),
            system: switch("system", quiet.system),
        }
    }

    /// The form to be stored.
    #[must_use]
    pub fn to_json(&self) -> Json {
        let kept = self.topics.iter().filter(|topic| topic.len() <= TOPIC_MAX).take(TOPICS_MAX);
        let topics = kept.map(|topic| Json::from(topic.as_str())).collect();
        Json::object([
            ("v", Json::from(VERSION)),
            ("notice_dismissed", Json::Bool(self.notice_dismissed)),
            ("what", Json::from(self.what.name())),
            ("topics", Json::List(topics)),
            ("title_badge", Json::Bool(self.title_badge)),
            ("sound", Json::Bool(self.sound)),
            ("system", Json::Bool(self.system)),
        ])
    }

    /// Whether the channel is switched on.
    #[must_use]
    pub fn uses(&self, channel: Channel) -> bool {
        match channel {
            Channel::TitleBadge => self.title_badge,
            Channel::Sound => self.sound,
            Channel::System => self.system,
        }
    }

    /// These choices with one channel switched.
    #[must_use]
    pub fn with(&self, channel: Channel, on: bool) -> Self {
        let mut next = self.clone();
        match channel {
            Channel::TitleBadge => next.title_badge = on,
            Channel::Sound => next.sound = on,
            Channel::System => next.system = on,
        }
        next
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, reason = "a failed test is the point of a test")]
    use super::*;

    fn read(text: &str) -> Prefs {
        Prefs::from_json(&serde_json::from_str(text).unwrap())
    }

    #[test]
    fn what_is_stored_is_what_is_read() {
        let mut prefs = Prefs { what: What::Topics, sound: true, ..Prefs::default() };
        prefs.topics.insert(IString::from("Aid"));
        prefs.notice_dismissed = true;
        assert_eq!(read(&prefs.to_json().to_string()), prefs);
    }

    #[test]
    fn nonsense_reads_as_the_default_field_by_field() {
        for text in ["null", "7", "[]", "{}", r#""x""#, r#"{"what":9,"topics":{"a":1},"sound":"yes"}"#] {
            assert_eq!(read(text), Prefs::default(), "{text}");
        }
        let half = read(r#"{"v":99,"what":"everything","sound":true,"topics":["Aid",4,""],"later":[1]}"#);
        assert_eq!(half.what, What::Everything);
        assert!(half.sound);
        assert_eq!(half.topics.len(), 1);
    }
}
