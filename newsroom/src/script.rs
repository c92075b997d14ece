//! What the files under `story/` say: the blog, the entries it opens with, and the beats that follow.
//!
//! These are the writers' types. Instants, ids and revisions do not exist here; `story.rs` gives them.

use std::collections::BTreeMap;
use std::fmt;

use serde::Deserialize;

/// The whole script as written.
#[derive(Debug, Clone)]
pub struct Script {
    /// The frame of the blog: names, pictures and people.
    pub blog: Blog,
    /// The entries that exist when the server starts.
    pub opening: Vec<Entry>,
    /// What happens while one watches, in order.
    pub beats: Vec<Beat>,
}

/// The frame of the blog.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Blog {
    /// The paper's name.
    pub paper: String,
    /// The headline of the page and the title of the feed.
    pub title: String,
    /// The standfirst as plain text.
    pub description: String,
    /// The standfirst as HTML.
    pub standfirst_html: String,
    /// A BCP 47 tag.
    pub language: String,
    /// An IANA zone name.
    pub timezone: String,
    /// Every topic an entry may name.
    pub topics: Vec<String>,
    /// Correspondents by key.
    pub authors: BTreeMap<String, Author>,
    /// Pictures by key.
    pub pictures: BTreeMap<String, Picture>,
}

/// A correspondent.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Author {
    /// The byline.
    pub name: String,
    /// The portrait, relative to the feed.
    pub avatar: String,
}

/// A picture and the words that go with it.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Picture {
    /// The file, relative to the feed.
    pub file: String,
    /// What it shows, for those who do not see it.
    pub alt: String,
    /// The line under it.
    pub caption: String,
    /// Who made it.
    pub credit: String,
}

/// One entry as written.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Entry {
    /// A short name, stable for ever: the id is made from it.
    pub slug: String,
    /// Opening entries only: how many minutes before the start it was published.
    #[serde(default)]
    pub minutes: u32,
    /// Opening entries only: how many minutes before the start it was last changed.
    pub edited_minutes: Option<u32>,
    /// The headline, which most entries have.
    pub title: Option<String>,
    /// The body, which some entries lack.
    #[serde(default)]
    pub html: String,
    /// Keys of its authors.
    #[serde(default)]
    pub by: Vec<String>,
    /// Its topics.
    #[serde(default)]
    pub topics: Vec<String>,
    /// Keys of its pictures.
    #[serde(default)]
    pub pictures: Vec<String>,
    /// A key event of the day.
    #[serde(default)]
    pub key: bool,
    /// The short form for a list of key events.
    pub key_label: Option<String>,
    /// Held at the top.
    #[serde(default)]
    pub pinned: bool,
    /// A summary of the day so far.
    #[serde(default)]
    pub summary: bool,
    /// Breaking news.
    #[serde(default)]
    pub breaking: bool,
}

/// What happens at one moment: one step or several together.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Beat {
    /// One line for whoever reads the script or the admin answers.
    pub note: String,
    /// The steps, in order.
    pub steps: Vec<Step>,
}

/// One change to the blog.
#[derive(Debug, Clone, Deserialize)]
#[serde(tag = "do", rename_all = "kebab-case")]
pub enum Step {
    /// A new entry.
    Publish(Entry),
    /// A change to an entry that stands.
    Edit(Edit),
    /// An entry is withdrawn.
    Delete {
        /// Which.
        slug: String,
    },
    /// The coverage ends.
    End,
}

/// The parts of an entry that change; what is absent stays.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Edit {
    /// Which entry.
    pub slug: String,
    /// The new headline.
    pub title: Option<String>,
    /// The new body.
    pub html: Option<String>,
    /// Whether it is pinned from now on.
    pub pinned: Option<bool>,
    /// Whether it is a key event from now on.
    pub key: Option<bool>,
}

/// Why the script cannot be read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ScriptError {
    file: &'static str,
    why: String,
}

impl fmt::Display for ScriptError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "story/{} cannot be read: {}", self.file, self.why)
    }
}

impl std::error::Error for ScriptError {}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct OpeningFile {
    entries: Vec<Entry>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct LiveFile {
    beats: Vec<Beat>,
}

impl Script {
    /// The script that is built in.
    pub fn built_in() -> Result<Script, ScriptError> {
        let blog = read("blog.toml", include_str!("../story/blog.toml"))?;
        let opening: OpeningFile = read("opening.toml", include_str!("../story/opening.toml"))?;
        let live: LiveFile = read("live.toml", include_str!("../story/live.toml"))?;
        Ok(Script { blog, opening: opening.entries, beats: live.beats })
    }
}

fn read<T: for<'de> Deserialize<'de>>(file: &'static str, text: &str) -> Result<T, ScriptError> {
    toml::from_str(text).map_err(|e| ScriptError { file, why: e.to_string() })
}
