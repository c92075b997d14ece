//! The desk: what every request reads and every control changes, behind one lock.

use std::collections::{HashMap, VecDeque};
use std::path::PathBuf;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use axum::body::Bytes;
use serde_json::Value;

use crate::answer::Packed;
use crate::change::Change;
use crate::clock::{self, Millis};
use crate::coverage::Coverage;
use crate::faults::Fault;
use crate::jsonfeed;
use crate::posting;
use crate::seen::Seen;
use crate::story::{Moment, Story};
use crate::stream::{Channel, What, telling};

/// Requests remembered; older ones are forgotten.
const SEEN_AT_MOST: usize = 10_000;

/// Shared by the server and the controls.
pub(crate) struct Desk {
    pub(crate) dist: PathBuf,
    pub(crate) origin: String,
    pub(crate) story: Story,
    pub(crate) packed: Packed,
    pub(crate) channel: Arc<Channel>,
    inner: Mutex<Inner>,
}

struct Inner {
    start: Millis,
    played: Vec<Millis>,
    /// When a control last changed what is served, which the story itself does not know.
    touched: Millis,
    changes: Vec<Change>,
    bodies: HashMap<String, Body>,
    faults: HashMap<String, Armed>,
    seen: VecDeque<Seen>,
    asked: u64,
    reports: Vec<Value>,
    manners: Manners,
    /// The beat at which a stale cache stands, if there is one before the feed.
    stale: Option<usize>,
}

/// What a server or what stands before it does with every answer.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Manners {
    /// Whether pages of other origins may read answers.
    pub(crate) cors: bool,
    /// Whether they may read more of the head than a browser allows by itself.
    pub(crate) exposed: bool,
    /// Whether the feed names its hub.
    pub(crate) hub: bool,
    /// Whether every connection that asks for something is reset.
    pub(crate) down: bool,
    /// How far the server's clock is ahead, in milliseconds.
    pub(crate) skew: Millis,
}

impl Default for Manners {
    fn default() -> Manners {
        Manners { cors: true, exposed: true, hub: false, down: false, skew: 0 }
    }
}

/// A body that stands in for whatever a path would answer.
#[derive(Clone)]
pub(crate) struct Body {
    pub(crate) content_type: String,
    pub(crate) bytes: Bytes,
}

struct Armed {
    fault: Fault,
    left: Option<u32>,
}

impl Desk {
    /// A desk whose story has already played `from` beats, one each `pace` milliseconds.
    pub(crate) fn new(dist: PathBuf, origin: String, story: Story, from: usize, pace: Millis) -> Desk {
        let from = Millis::try_from(from.min(story.beats())).unwrap_or_default();
        let start = clock::now() - from * pace;
        let inner = Inner {
            start,
            played: (1..=from).map(|beat| start + beat * pace).collect(),
            touched: Millis::MIN,
            changes: Vec::new(),
            bodies: HashMap::new(),
            faults: HashMap::new(),
            seen: VecDeque::new(),
            asked: 0,
            reports: Vec::new(),
            manners: Manners::default(),
            stale: None,
        };
        Desk {
            dist,
            origin,
            story,
            packed: Packed::default(),
            channel: Arc::default(),
            inner: Mutex::new(inner),
        }
    }

    fn inner(&self) -> MutexGuard<'_, Inner> {
        // A panic elsewhere leaves plain data behind, which is still good to serve.
        self.inner.lock().unwrap_or_else(PoisonError::into_inner)
    }

    // The story.

    pub(crate) fn moment(&self) -> Moment {
        self.inner().moment(&self.story, usize::MAX)
    }

    pub(crate) fn beat(&self) -> usize {
        self.inner().played.len()
    }

    /// Plays forward or winds back, and says where the story stands.
    pub(crate) fn step_to(&self, beat: usize) -> usize {
        let mut inner = self.inner();
        let beat = beat.min(self.story.beats());
        if beat < inner.played.len() {
            inner.played.truncate(beat);
            inner.touched = inner.now();
            self.channel.publish(What::Changed);
        }
        let mut before = self.feed_of(&inner);
        while inner.played.len() < beat {
            // Beats played in one go still follow each other, so that their order is never a tie.
            let at = inner.played.last().map_or(clock::now(), |last| clock::now().max(last + 1));
            inner.played.push(at);
            // Told while the desk is held: what an event says is in the feed before the event is out.
            let after = self.feed_of(&inner);
            telling::of_beat(&before, &after).into_iter().for_each(|what| self.channel.publish(what));
            before = after;
        }
        beat
    }

    /// The story from its start, as if the server had just come up. The request log stays.
    pub(crate) fn reset(&self) {
        let mut inner = self.inner();
        inner.start = clock::now();
        inner.touched = inner.start;
        inner.played.clear();
        inner.changes.clear();
        inner.bodies.clear();
        inner.faults.clear();
        inner.stale = None;
        inner.manners = Manners::default();
        self.channel.restart();
    }

    // The documents.

    pub(crate) fn feed(&self) -> Value {
        self.feed_of(&self.inner())
    }

    /// The feed as readers get it, which a stale cache may stand before.
    pub(crate) fn served_feed(&self) -> Value {
        let inner = self.inner();
        match inner.stale {
            Some(beat) => {
                jsonfeed::document(self.story.blog(), &inner.moment(&self.story, beat), &self.origin)
            }
            None => self.feed_of(&inner),
        }
    }

    fn feed_of(&self, inner: &Inner) -> Value {
        let moment = inner.moment(&self.story, usize::MAX);
        let mut feed = jsonfeed::document(self.story.blog(), &moment, &self.origin);
        for change in &inner.changes {
            change.apply(&mut feed);
        }
        feed
    }

    pub(crate) fn posting(&self) -> Value {
        posting::document(&self.coverage())
    }

    /// What every other document is written from: the story and what controls changed in it.
    pub(crate) fn coverage(&self) -> Coverage {
        let (moment, changed) = (self.moment(), self.changed());
        Coverage::of(self.story.blog(), &moment, &self.origin, &self.inner().changes, changed)
    }

    /// When the documents last changed, by the story or by a control.
    pub(crate) fn changed(&self) -> Millis {
        self.moment().changed.max(self.inner().touched)
    }

    /// The present as this server's clock has it.
    pub(crate) fn now(&self) -> Millis {
        self.inner().now()
    }

    pub(crate) fn change(&self, change: Change) {
        let mut inner = self.inner();
        inner.touched = inner.now();
        inner.changes.push(change);
        let what =
            inner.changes.last().and_then(|change| telling::of_control(change, || self.feed_of(&inner)));
        what.into_iter().for_each(|what| self.channel.publish(what));
    }

    /// A cache that has kept the feed of this beat stands before it; nothing takes it away.
    pub(crate) fn set_stale(&self, beat: Option<usize>) {
        let mut inner = self.inner();
        inner.stale = beat;
        inner.touched = inner.now();
    }

    pub(crate) fn replace(&self, path: &str, body: Option<Body>) {
        let mut inner = self.inner();
        match body {
            Some(body) => inner.bodies.insert(path.to_owned(), body),
            None => inner.bodies.remove(path),
        };
    }

    pub(crate) fn body(&self, path: &str) -> Option<Body> {
        self.inner().bodies.get(path).cloned()
    }

    // Faults.

    pub(crate) fn arm(&self, path: &str, fault: Fault, times: Option<u32>) {
        self.inner().faults.insert(path.to_owned(), Armed { fault, left: times });
    }

    pub(crate) fn disarm(&self, path: Option<&str>) {
        let mut inner = self.inner();
        match path {
            Some(path) => drop(inner.faults.remove(path)),
            None => inner.faults.clear(),
        }
    }

    /// The fault that the next answer at `path` shall have; one use of it is spent.
    pub(crate) fn fault(&self, path: &str) -> Option<Fault> {
        let mut inner = self.inner();
        let armed = inner.faults.get_mut(path)?;
        let fault = armed.fault.clone();
        if let Some(left) = &mut armed.left {
            *left = left.saturating_sub(1);
            if *left == 0 {
                inner.faults.remove(path);
            }
        }
        Some(fault)
    }

    // What was asked.

    pub(crate) fn note(&self, mut seen: Seen) -> u64 {
        let mut inner = self.inner();
        inner.asked += 1;
        seen.number = inner.asked;
        inner.seen.push_back(seen);
        while inner.seen.len() > SEEN_AT_MOST {
            inner.seen.pop_front();
        }
        inner.asked
    }

    pub(crate) fn note_status(&self, number: u64, status: u16) {
        let mut inner = self.inner();
        if let Some(seen) = inner.seen.iter_mut().rev().find(|seen| seen.number == number) {
            seen.status = Some(status);
        }
    }

    pub(crate) fn seen(&self, path: &str) -> Vec<Seen> {
        self.inner().seen.iter().filter(|seen| seen.path == path).cloned().collect()
    }

    pub(crate) fn all_seen(&self) -> Vec<Seen> {
        self.inner().seen.iter().cloned().collect()
    }

    pub(crate) fn forget_seen(&self) {
        self.inner().seen.clear();
    }

    pub(crate) fn report(&self, report: Value) {
        self.inner().reports.push(report);
    }

    pub(crate) fn reports(&self) -> Vec<Value> {
        self.inner().reports.clone()
    }

    // Manners.

    pub(crate) fn manners(&self) -> Manners {
        self.inner().manners
    }

    pub(crate) fn set_manners(&self, change: impl FnOnce(&mut Manners)) {
        let mut inner = self.inner();
        let skew = inner.manners.skew;
        change(&mut inner.manners);
        if inner.manners.skew != skew {
            inner.touched = inner.now();
        }
    }
}

impl Inner {
    fn now(&self) -> Millis {
        clock::now().saturating_add(self.manners.skew)
    }

    /// The story as far as it was played, at most up to `beat`, on the server's clock.
    fn moment(&self, story: &Story, beat: usize) -> Moment {
        let skewed = |at: Millis| at.saturating_add(self.manners.skew);
        let played: Vec<Millis> = self.played.iter().take(beat).copied().map(skewed).collect();
        story.moment(skewed(self.start), &played)
    }
}
