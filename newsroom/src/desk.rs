//! The desk: what every request reads and every control changes, behind one lock.

use std::collections::{HashMap, VecDeque};
use std::path::PathBuf;
use std::sync::{Mutex, MutexGuard, PoisonError};

use axum::body::Bytes;
use serde_json::{Value, json};

use crate::answer::Packed;
use crate::clock::{self, Millis, stamp};
use crate::coverage::Coverage;
use crate::faults::Fault;
use crate::jsonfeed::{self, merge, put};
use crate::posting;
use crate::seen::Seen;
use crate::story::{Moment, Story};

/// Requests remembered; older ones are forgotten.
const SEEN_AT_MOST: usize = 10_000;

/// Shared by the server and the controls.
pub(crate) struct Desk {
    pub(crate) dist: PathBuf,
    pub(crate) origin: String,
    pub(crate) story: Story,
    pub(crate) packed: Packed,
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
    cors: bool,
}

/// A change made by a control and not by the story, in the terms of `/feed.json`.
pub(crate) enum Change {
    Push(Value),
    Edit(String, Value, Millis),
    Delete(String, Millis),
    Feed(Value),
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
            cors: true,
        };
        Desk { dist, origin, story, packed: Packed::default(), inner: Mutex::new(inner) }
    }

    fn inner(&self) -> MutexGuard<'_, Inner> {
        // A panic elsewhere leaves plain data behind, which is still good to serve.
        self.inner.lock().unwrap_or_else(PoisonError::into_inner)
    }

    // The story.

    pub(crate) fn moment(&self) -> Moment {
        let inner = self.inner();
        self.story.moment(inner.start, &inner.played)
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
            inner.touched = clock::now();
        }
        while inner.played.len() < beat {
            // Beats played in one go still follow each other, so that their order is never a tie.
            let at = inner.played.last().map_or(clock::now(), |last| clock::now().max(last + 1));
            inner.played.push(at);
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
    }

    // The documents.

    pub(crate) fn feed(&self) -> Value {
        let mut feed = jsonfeed::document(self.story.blog(), &self.moment(), &self.origin);
        for change in &self.inner().changes {
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

    pub(crate) fn change(&self, change: Change) {
        let mut inner = self.inner();
        inner.touched = clock::now();
        inner.changes.push(change);
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

    // Cross-origin.

    pub(crate) fn cors(&self) -> bool {
        self.inner().cors
    }

    pub(crate) fn set_cors(&self, open: bool) {
        self.inner().cors = open;
    }
}

impl Change {
    pub(crate) fn apply(&self, feed: &mut Value) {
        match self {
            Change::Push(item) => {
                if let Some(items) = items(feed) {
                    items.insert(0, item.clone());
                }
            }
            Change::Edit(id, patch, _) => {
                let found = items(feed).and_then(|items| items.iter_mut().find(|item| has_id(item, id)));
                if let Some(item) = found {
                    merge(item, patch);
                }
            }
            Change::Delete(id, when) => {
                if let Some(items) = items(feed) {
                    items.retain(|item| !has_id(item, id));
                }
                let tombstones = feed.pointer_mut("/_liveblog/deleted").and_then(Value::as_array_mut);
                if let Some(tombstones) = tombstones {
                    tombstones.push(json!({ "id": id, "when": stamp(*when) }));
                }
            }
            Change::Feed(patch) => merge(feed, patch),
        }
        let total = items(feed).map_or(0, |items| items.len());
        if let Some(extension) = feed.get_mut("_liveblog") {
            put(extension, "total", json!(total));
        }
    }
}

fn items(feed: &mut Value) -> Option<&mut Vec<Value>> {
    feed.get_mut("items").and_then(Value::as_array_mut)
}

pub(crate) fn has_id(item: &Value, id: &str) -> bool {
    item.get("id").and_then(Value::as_str) == Some(id)
}
