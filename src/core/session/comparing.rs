//! The feed held against the stream: what a cache does not have yet is not gone, and what a stream has not told is noticed.

use std::rc::Rc;

use super::State;
use super::streaming::SPREAD;
use crate::core::clock::{MINUTE, Now};
use crate::core::feed::{Mode, Parsed};
use crate::core::model::{EntryId, Phase};
use crate::core::order::Set;
use crate::core::timeline::{Changes, version};

/// A feed that was fetched so soon after the stream told of an entry may come out of a cache that is older.
const SETTLED: u64 = MINUTE;
/// Of an entry that is newer than all that the feed has, it cannot speak at all; but what never comes was not.
const BELIEVED: u64 = 5 * MINUTE;

impl State {
    /// Remembers what the stream has told, until the feed has it. All that it changed must stand the comparison, also with a feed
    /// of the same bytes: a stream that goes on from an earlier event tells old things again.
    pub(super) fn streamed(&mut self, changes: &Changes, now: Now) {
        if changes.is_empty() {
            return;
        }
        self.answer_hash = None;
        let new = changes.added.iter().chain(&changes.restored);
        Rc::make_mut(&mut self.streamed).extend(new.map(|id| (id.clone(), now.tick)));
    }

    /// What the stream has just told and this answer does not have yet: absence counts when things have settled, and that is
    /// asked for. Of all other entries the answer speaks as any does.
    pub(super) fn not_yet_in(&mut self, parsed: &Parsed, now: Now) -> Set<EntryId> {
        if self.streamed.is_empty() {
            return Set::default();
        }
        let spared = self.told_too_lately_for(parsed, now);
        Rc::make_mut(&mut self.streamed).retain(|(id, _)| spared.contains(id));
        if self.streamed.is_empty() {
            self.settles = None;
        } else {
            self.ask_when_settled(now);
        }
        spared
    }

    /// Of a list of changes nothing need be spared: what is absent from it has not gone.
    fn told_too_lately_for(&self, parsed: &Parsed, now: Now) -> Set<EntryId> {
        if parsed.mode != Mode::Snapshot {
            return Set::default();
        }
        let latest = parsed.entries.iter().map(version).max();
        let entries = self.timeline.rows().iter().map(|row| &row.entry);
        let newer: Set<EntryId> =
            entries.filter(|entry| Some(version(entry)) > latest).map(|entry| entry.id.clone()).collect();
        let lag = |id| if newer.contains(id) { BELIEVED } else { SETTLED };
        let lately = self.streamed.iter().filter(|(id, at)| now.tick.since(*at) < lag(id));
        let mut spared: Set<EntryId> = lately.map(|(id, _)| id.clone()).collect();
        for entry in &parsed.entries {
            spared.remove(&entry.id);
        }
        spared
    }

    /// How the coverage stands when an answer says this: the stream may have told just now what a cache does not know yet.
    pub(super) fn phase_beside_stream(&mut self, said: Phase, now: Now) -> Phase {
        let is_newer = self.phase_told.is_some_and(|at| now.tick.since(at) < SETTLED);
        if is_newer && said != self.about.phase {
            self.ask_when_settled(now);
            return self.about.phase;
        }
        self.phase_told = None;
        said
    }

    /// The feed as it was, by an answer that was asked for before the stream changed something.
    pub(super) fn unchanged_beside_stream(&mut self, now: Now) {
        if self.answer_hash.is_none() || self.phase_told.is_some() {
            self.ask_when_settled(now);
        }
    }

    /// Asks once more, and reads the answer even if it has the same bytes. Not again when this very answer was asked for so,
    /// or to confirm such a one: beside a stream that never rests, a feed that lags would be asked every minute.
    fn ask_when_settled(&mut self, now: Now) {
        self.answer_hash = None;
        match self.settles.take() {
            Some(at) if now.tick >= at => return,
            None if self.poll.is_confirming() => return,
            _ => {}
        }
        let newest = self.streamed.iter().map(|(_, at)| *at).chain(self.phase_told).max();
        let at = newest.unwrap_or(now.tick).after(SETTLED).max(now.tick);
        self.settles = Some(at);
        self.poll.ask_between(at.since(now.tick), SPREAD, now);
    }

    /// Whether the feed knew what the stream should have told.
    pub(super) fn compare_with_stream(&mut self, missed: bool, now: Now) {
        if self.asked_after_change {
            // Something changed again while this answer was on its way: the next is asked for that.
            self.asked_after_change = self.poll.is_wanted();
            return;
        }
        // Given up or not, the pace of polling follows at the end of the action.
        let _ = self.stream.compared(missed, now);
    }
}
