//! What a live blog is made of: the values that every layer above passes around.
//!
//! Invariant: all of it is `Eq` and cheap to clone (shared strings and slices), so that a component can compare
//! its props by pointer before it compares them by value. Hence no floats.

use std::rc::Rc;

use implicit_clone::unsync::IString;

use super::clock::Timestamp;
use super::embed::Embed;
use super::url::SafeUrl;

/// The publisher's own name for an entry, stable for ever. Never used as a DOM id unescaped.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct EntryId(pub Rc<str>);

impl From<&str> for EntryId {
    fn from(id: &str) -> Self {
        Self(Rc::from(id))
    }
}

/// One dated contribution to a live blog.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Entry {
    /// The publisher's id.
    pub id: EntryId,
    /// Plain text, entities decoded. Some entries have none.
    pub headline: Option<IString>,
    /// What was written, as it came; drawn only through [`crate::core::markup`].
    pub body: Body,
    /// Who wrote it; empty when the feed's own authors did.
    pub authors: Rc<[Author]>,
    /// First publication: what entries are ordered by.
    pub published: Timestamp,
    /// True when the feed gave no exact time with a zone.
    pub approximate: bool,
    /// Last change, when it was changed after publication.
    pub modified: Option<Timestamp>,
    /// The newsroom's marks.
    pub marks: Marks,
    /// Topics, in the feed's order.
    pub topics: Rc<[IString]>,
    /// Pictures beside the body.
    pub images: Rc<[Image]>,
    /// The entry's own page.
    pub url: Option<SafeUrl>,
    /// BCP 47 tag of the text, when it differs from the feed's.
    pub lang: Option<IString>,
    /// The newsroom's own order in a feed that has one: higher stands above lower. In thousandths of what the feed says.
    pub rank: Option<i64>,
}

/// The newsroom's marks on an entry.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Marks {
    /// A turning point of the story.
    pub key: bool,
    /// Kept at the top, out of the order of time.
    pub pinned: bool,
    /// Breaking news.
    pub breaking: bool,
    /// Sums up the story so far.
    pub summary: bool,
    /// Withdrawn but left readable.
    pub struck: bool,
}

/// The body as it came from the feed. Trees are built from it only for entries on screen.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Body {
    /// Nothing but the headline or the pictures.
    Empty,
    /// Hostile HTML, with the URL its relative links are resolved against.
    Html {
        /// As written in the feed.
        source: Rc<str>,
        /// The feed's own URL.
        base: SafeUrl,
    },
    /// Plain text; blank lines part paragraphs.
    Text(Rc<str>),
    /// Pieces of several kinds, as systems have them that do not write one HTML text.
    Parts {
        /// In order.
        parts: Rc<[Part]>,
        /// The feed's own URL.
        base: SafeUrl,
    },
}

/// A piece of a body.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Part {
    /// Hostile HTML. Each piece is read by itself: what one leaves open does not swallow the next.
    Html(Rc<str>),
    /// Plain text; blank lines part paragraphs.
    Text(Rc<str>),
    /// A picture with its caption and credit.
    Image(Image),
    /// Somebody's words.
    Quote {
        /// Hostile HTML.
        html: Rc<str>,
        /// Whose words.
        credit: Option<IString>,
        /// Where they were said.
        url: Option<SafeUrl>,
    },
    /// A thing of another site, or a link that deserves a card.
    Embed(Embed),
}

/// A person or desk that signs an entry.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Author {
    /// As printed.
    pub name: IString,
    /// Their page.
    pub url: Option<SafeUrl>,
    /// A small portrait.
    pub avatar: Option<SafeUrl>,
}

/// A picture beside the body.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Image {
    /// Where it is; https, or http on the reader's own machine.
    pub url: SafeUrl,
    /// Text instead of the picture; empty when it is decoration or the feed says nothing.
    pub alt: IString,
    /// Printed below.
    pub caption: Option<IString>,
    /// Who made it.
    pub credit: Option<IString>,
    /// Width and height in CSS pixels, when the feed says both.
    pub size: Option<(u32, u32)>,
}

/// What a feed says about the whole blog.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct About {
    /// The blog's headline.
    pub title: Option<IString>,
    /// The page that carries it.
    pub home: Option<SafeUrl>,
    /// BCP 47 tag.
    pub lang: Option<IString>,
    /// Where the coverage stands.
    pub phase: Phase,
    /// Who writes the blog, for entries without authors of their own.
    pub authors: Rc<[Author]>,
    /// The pause between polls that the feed asks for, in seconds.
    pub poll_seconds: Option<u32>,
}

/// Where the coverage of a story stands.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Phase {
    /// Announced; entries will come.
    Scheduled,
    /// Entries come.
    #[default]
    Live,
    /// A break, overnight perhaps.
    Paused,
    /// No more entries will come: work stops.
    Ended,
}
