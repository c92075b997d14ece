//! The story at a moment: the script, a seed, and the instants at which its beats were played.
//!
//! Pure: the same seed and the same instants give the same moment, whoever asks.

use std::hash::{DefaultHasher, Hash, Hasher};

use crate::clock::Millis;
use crate::script::{Blog, Edit, Entry, Script, ScriptError, Step};

const MINUTE: Millis = 60_000;

/// The script with its seed.
#[derive(Debug, Clone)]
pub struct Story {
    script: Script,
    seed: u64,
}

/// Everything a reader could be told at one moment.
#[derive(Debug, Clone)]
pub struct Moment {
    /// Newest first.
    pub entries: Vec<Shown>,
    /// Entries that stood and stand no more.
    pub deleted: Vec<Withdrawn>,
    /// When the coverage began.
    pub began: Millis,
    /// When anything last changed.
    pub changed: Millis,
    /// When the coverage ended, if it has.
    pub ended: Option<Millis>,
    /// How many beats have been played.
    pub beat: usize,
}

/// An entry that stands.
#[derive(Debug, Clone)]
pub struct Shown {
    /// The publisher's id.
    pub id: String,
    /// Its words as they stand now.
    pub entry: Entry,
    /// First publication.
    pub published: Millis,
    /// Last change, if it has been changed.
    pub modified: Option<Millis>,
    /// 1 at first, one more for each change.
    pub revision: u32,
}

/// An entry that was taken back.
#[derive(Debug, Clone)]
pub struct Withdrawn {
    /// As it last stood: some systems go on sending its words with a mark.
    pub shown: Shown,
    /// When it was withdrawn.
    pub at: Millis,
}

impl Story {
    /// The built-in story.
    pub fn new(seed: u64) -> Result<Story, ScriptError> {
        Ok(Story { script: Script::built_in()?, seed })
    }

    /// The frame of the blog.
    pub fn blog(&self) -> &Blog {
        &self.script.blog
    }

    /// The script as written.
    pub fn script(&self) -> &Script {
        &self.script
    }

    /// How many beats there are.
    pub fn beats(&self) -> usize {
        self.script.beats.len()
    }

    /// The id of the entry with this slug.
    pub fn id(&self, slug: &str) -> String {
        format!("{slug}-{:04x}", self.chance(slug, "id") & 0xffff)
    }

    /// The blog when it opened at `start` and the beats so far were played at `played`.
    pub fn moment(&self, start: Millis, played: &[Millis]) -> Moment {
        let mut moment = self.opening(start);
        for (beat, at) in self.script.beats.iter().zip(played) {
            for step in &beat.steps {
                self.play(&mut moment, step, *at);
            }
            moment.changed = *at;
            moment.beat += 1;
        }
        // Stable: entries of one beat keep the order in which they were put on top.
        moment.entries.sort_by_key(|shown| std::cmp::Reverse(shown.published));
        moment
    }

    fn opening(&self, start: Millis) -> Moment {
        let mut entries: Vec<Shown> =
            self.script.opening.iter().map(|entry| self.opened(entry, start)).collect();
        entries.sort_by_key(|shown| std::cmp::Reverse(shown.published));
        let began = entries.last().map_or(start, |first| first.published);
        let changed = entries.iter().map(Shown::touched).max().unwrap_or(start);
        Moment { entries, deleted: Vec::new(), began, changed, ended: None, beat: 0 }
    }

    fn opened(&self, entry: &Entry, start: Millis) -> Shown {
        // Under a minute, so that entries written a minute apart keep their order.
        let jitter = (self.chance(&entry.slug, "time") % 50) as Millis * 1000;
        let ago = |minutes: u32| start - start % 1000 - Millis::from(minutes) * MINUTE;
        Shown {
            id: self.id(&entry.slug),
            entry: entry.clone(),
            published: ago(entry.minutes) - jitter,
            modified: entry.edited_minutes.map(ago),
            revision: if entry.edited_minutes.is_some() { 2 } else { 1 },
        }
    }

    fn play(&self, moment: &mut Moment, step: &Step, at: Millis) {
        match step {
            Step::Publish(entry) => {
                let id = self.id(&entry.slug);
                let entry = entry.clone();
                moment.entries.insert(0, Shown { id, entry, published: at, modified: None, revision: 1 });
            }
            Step::Edit(edit) => {
                let id = self.id(&edit.slug);
                if let Some(shown) = moment.entries.iter_mut().find(|shown| shown.id == id) {
                    shown.change(edit, at);
                }
            }
            Step::Delete { slug } => {
                let id = self.id(slug);
                let gone = moment.entries.extract_if(.., |shown| shown.id == id);
                let gone = gone.map(|shown| Withdrawn { shown, at });
                moment.deleted.extend(gone);
            }
            Step::End => moment.ended = Some(at),
        }
    }

    fn chance(&self, slug: &str, what: &str) -> u64 {
        let mut hasher = DefaultHasher::new();
        (self.seed, slug, what).hash(&mut hasher);
        hasher.finish()
    }
}

impl Shown {
    /// The last instant at which this entry was published or changed.
    pub fn touched(&self) -> Millis {
        self.modified.unwrap_or(self.published)
    }

    fn change(&mut self, edit: &Edit, at: Millis) {
        let Edit { slug: _, title, html, pinned, key } = edit;
        if let Some(title) = title {
            self.entry.title = Some(title.clone());
        }
        if let Some(html) = html {
            self.entry.html.clone_from(html);
        }
        self.entry.pinned = pinned.unwrap_or(self.entry.pinned);
        self.entry.key = key.unwrap_or(self.entry.key);
        self.modified = Some(at);
        self.revision += 1;
    }
}
