//! A document becomes entries.
//!
//! The published shapes of live blogs are the rows of [`Format`]; each has a file that knows its wire form and
//! lets nothing of it out. What they share is how fields are read ([`fields`]), how dates are ([`dates`]), and
//! how entries are gathered without one bad one taking the others along ([`collect`]).
//!
//! Invariant: a document is either not a feed at all, which is an error, or every entry in it that has an
//! identity is read, and the others are counted.

use super::clock::{DAY, Timestamp};
use super::json::Json;
use super::model::{About, Entry, EntryId};
use super::url::SafeUrl;

#[cfg(feature = "foreign")]
mod activitypub;
#[cfg(feature = "foreign")]
mod bbc_live;
mod collect;
#[cfg(feature = "foreign")]
mod compose;
#[cfg(feature = "foreign")]
pub mod convert;
pub mod dates;
#[cfg(feature = "foreign")]
mod easy_liveblogs;
mod error;
mod fields;
#[cfg(feature = "foreign")]
mod ft_live;
#[cfg(feature = "foreign")]
mod guardian;
#[cfg(feature = "foreign")]
mod guardian_capi;
#[cfg(feature = "foreign")]
mod guardian_dcr;
mod jsonfeed;
pub mod link;
#[cfg(feature = "foreign")]
mod mastodon;
pub mod message;
mod pictures;
mod pieces;
mod posting;
#[cfg(feature = "foreign")]
mod posts;
#[cfg(feature = "foreign")]
mod reddit;
#[cfg(feature = "foreign")]
mod scribblelive;
#[cfg(feature = "foreign")]
mod superdesk;
#[cfg(test)]
mod tests;
pub mod translation;
#[cfg(feature = "foreign")]
mod wp_liveblog;
#[cfg(feature = "foreign")]
mod wp_posts;

pub use error::{FeedError, Skip, SkipReason};

use collect::Collector;

/// Whether foreign formats are read here too, as in tests and in a development build.
pub const READS_FOREIGN: bool = cfg!(feature = "foreign");

/// How a format is told from the others, and how it is read.
struct Row {
    /// Whether a document has this shape, judged by its structure alone.
    sniff: fn(&Json) -> bool,
    /// Reads a document that is said to have this shape.
    read: fn(&Json, &Context) -> Result<Reading, FeedError>,
}

/// The one table of formats: a variant, its documentation, its name as in the `format` attribute and the module with its row.
macro_rules! formats {
    (
        native { $($(#[$doc:meta])* $native:ident => $name:literal, $module:ident;)+ }
        foreign { $($(#[$foreign_doc:meta])* $foreign:ident => $foreign_name:literal, $foreign_module:ident;)+ }
    ) => {
        /// A published shape of live blogs.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
        pub enum Format {
            $($(#[$doc])* $native,)+
            $($(#[$foreign_doc])* $foreign,)+
        }

        impl Format {
            /// All of them.
            pub const ALL: &'static [Self] = &[$(Self::$native,)+ $(Self::$foreign,)+];

            /// The name as in the `format` attribute.
            #[must_use]
            pub fn name(self) -> &'static str {
                match self {
                    $(Self::$native => $name,)+
                    $(Self::$foreign => $foreign_name,)+
                }
            }

            /// None for a foreign format where the adapters of those are not compiled in.
            fn row(self) -> Option<&'static Row> {
                match self {
                    $(Self::$native => Some(&$module::ROW),)+
                    $(
                        #[cfg(feature = "foreign")]
                        Self::$foreign => Some(&$foreign_module::ROW),
                    )+
                    #[cfg(not(feature = "foreign"))]
                    _ => None,
                }
            }
        }
    };
}

formats! {
    native {
        /// JSON Feed 1.0 and 1.1, with our `_liveblog` extension.
        JsonFeed => "json-feed", jsonfeed;
        /// The schema.org type that news sites put into their pages.
        LiveBlogPosting => "live-blog-posting", posting;
    }
    foreign {
        /// The Guardian's Content API, an item with its blocks.
        GuardianCapi => "guardian-capi", guardian_capi;
        /// The Guardian's page model.
        GuardianDcr => "guardian-dcr", guardian_dcr;
        /// The BBC's live text stream.
        BbcLive => "bbc-live", bbc_live;
        /// The Financial Times' live posts.
        FtLive => "ft-live", ft_live;
        /// A list of statuses, as Mastodon's interface gives it.
        Mastodon => "mastodon", mastodon;
        /// An outbox, or one page of it.
        ActivityPub => "activitypub", activitypub;
        /// The updates of a live thread on Reddit.
        RedditLive => "reddit-live", reddit;
        /// The Liveblog plugin for WordPress: its change log, its pages and its key events.
        WordPressLiveblog => "wordpress-liveblog", wp_liveblog;
        /// Posts of a WordPress site, as its own interface lists them.
        WpPosts => "wp-posts", wp_posts;
        /// The Easy Liveblogs plugin for WordPress.
        EasyLiveblogs => "easy-liveblogs", easy_liveblogs;
        /// Superdesk Live Blog, both interfaces.
        Superdesk => "superdesk", superdesk;
        /// ScribbleLive posts, alone or in their event.
        ScribbleLive => "scribblelive", scribblelive;
    }
}

impl Format {
    /// Whether documents in this format are read here, and not only by the module of foreign feeds.
    #[must_use]
    pub fn is_read_here(self) -> bool {
        self.row().is_some()
    }

    /// Whether a document has this shape, by its structure.
    #[must_use]
    pub fn claims(self, document: &Json) -> bool {
        self.row().is_some_and(|row| (row.sniff)(document))
    }

    /// The format with this name, in any case and with or without hyphens.
    #[must_use]
    pub fn from_name(name: &str) -> Option<Self> {
        let letters = |name: &str| {
            let letters = name.bytes().filter(|byte| !matches!(byte, b'-' | b'_' | b' '));
            letters.map(|byte| byte.to_ascii_lowercase()).collect::<Vec<u8>>()
        };
        let name = letters(name);
        Self::ALL.iter().copied().find(|format| letters(format.name()) == name)
    }
}

/// What is known beside the document.
struct Context<'a> {
    /// The feed's own URL; relative addresses start from it.
    base: &'a SafeUrl,
    /// The reader's clock.
    now: Timestamp,
}

/// What an adapter hands over.
struct Reading {
    about: About,
    entries: Collector,
    deleted: Vec<Tombstone>,
    mode: Mode,
    more: bool,
    next: Option<SafeUrl>,
}

impl Reading {
    /// A snapshot without older pages or tombstones; what differs is set by struct update.
    fn of(about: About, entries: Collector) -> Self {
        Self { about, entries, deleted: Vec::new(), mode: Mode::Snapshot, more: false, next: None }
    }
}

/// A document, read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Parsed {
    /// The shape it has; to be remembered, because the next answer may be an empty list.
    pub format: Format,
    /// What it says about the whole blog.
    pub about: About,
    /// One for each id, in the order of the document.
    pub entries: Vec<Entry>,
    /// How many things in the place of an entry could not be one.
    pub skipped: u32,
    /// The first twenty of these.
    pub skips: Vec<Skip>,
    /// How many of the oldest entries were left out because nobody keeps so many.
    pub cut: u32,
    /// What the feed says it has withdrawn.
    pub deleted: Vec<Tombstone>,
    /// What absence means.
    pub mode: Mode,
    /// True when there are older entries elsewhere, so that absence beyond the oldest means nothing.
    pub more: bool,
    /// Where the older entries are, if the document says so.
    pub next: Option<SafeUrl>,
    /// What the server's clock showed when it answered, where the answer tells.
    pub server: Option<Timestamp>,
    /// Where changes are told as they happen, if the answer says so.
    pub hub: Option<link::Hub>,
}

impl Parsed {
    /// Notes when the server answered. A change that is dated more than a day after that is a slip of somebody's clock: left as it
    /// is, it would win over every later version.
    pub fn told_at(&mut self, server: Timestamp) {
        self.server = Some(server);
        let latest = Timestamp(server.0.saturating_add(DAY as i64));
        for entry in &mut self.entries {
            entry.modified = entry.modified.filter(|at| *at <= latest);
        }
    }
}

/// What it means that an entry is not in the document.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Mode {
    /// The document is a window on the list: what is absent from it was deleted.
    #[default]
    Snapshot,
    /// The document lists changes: what is absent did not change.
    Delta,
    /// The document is an older page of a list whose beginning is known: what is absent from it says nothing.
    Page,
}

/// The notice that an entry was withdrawn.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Tombstone {
    /// Of the entry.
    pub id: EntryId,
    /// When, if the feed says so; a later version of the entry is a new publication.
    pub when: Option<Timestamp>,
}

/// The format of a document, by its structure, among those that are read here. `None` for an empty list: it may be any.
#[must_use]
pub fn detect(document: &Json) -> Option<Format> {
    Format::ALL.iter().copied().find(|format| format.claims(document))
}

/// Reads a document fetched from `base` at `now`, in the format of the attribute or of an earlier answer, or
/// else in the one that its structure shows.
///
/// # Errors
///
/// When the document has no known format, or not the one it should have.
pub fn read(
    document: &Json,
    base: &SafeUrl,
    format: Option<Format>,
    now: Timestamp,
) -> Result<Parsed, FeedError> {
    let format = format.or_else(|| detect(document));
    let Some((format, row)) = format.and_then(|format| Some((format, format.row()?))) else {
        return Err(FeedError::NotAFeed { seen: error::seen(document) });
    };
    let reading = (row.read)(document, &Context { base, now })?;
    let gathered = reading.entries.finish(now);
    // A page that names itself as the next would be read for ever.
    let next = reading.next.filter(|next| next != base);
    Ok(Parsed {
        format,
        about: reading.about,
        entries: gathered.entries,
        skipped: gathered.skipped,
        skips: gathered.skips,
        cut: gathered.cut,
        deleted: reading.deleted,
        mode: reading.mode,
        more: reading.more || next.is_some() || gathered.cut > 0,
        next,
        server: None,
        hub: None,
    })
}
