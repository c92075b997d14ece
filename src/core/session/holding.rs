//! What keeps new entries from being drawn: the reader is busy with those that are there.

use std::rc::Rc;

use super::{Said, State};
use crate::core::model::EntryId;
use crate::core::order::Set;
use crate::core::timeline::{Changes, Row, Timeline};

/// Something of the reader's own that is going on in the widget, with the entries that it is in; none when nothing is. A
/// selection may be in no entry and hold all the same.
pub type Busy = Option<Set<EntryId>>;

/// What the reader is busy with, apart from looking further down or elsewhere.
#[derive(Clone, Default, PartialEq, Eq)]
pub(super) struct Holds {
    selected: Busy,
    playing: Busy,
    focused: Option<EntryId>,
    paused: bool,
    /// What entries were before an edit that would have torn the reader's selection or player out of the page.
    kept: Vec<Rc<Row>>,
    /// Entries that went before they were drawn: when they are back they wait again.
    missed: Set<EntryId>,
}

impl Holds {
    fn hold(&self) -> bool {
        self.selected.is_some() || self.playing.is_some() || self.focused.is_some() || self.paused
    }

    /// The selection.
    pub(super) fn selected(&self) -> Option<&Set<EntryId>> {
        self.selected.as_ref()
    }

    /// Whether an edit of this entry waits.
    fn has_in_use(&self, id: &EntryId) -> bool {
        [&self.selected, &self.playing].into_iter().flatten().any(|entries| entries.contains(id))
    }

    /// The entries that the reader's hands are on.
    pub(super) fn in_use(&self) -> Vec<EntryId> {
        let used = [&self.playing, &self.selected].into_iter().flatten().flatten();
        self.focused.iter().chain(used).cloned().collect()
    }

    /// As they are for another blog in the same place. What the reader did is still so until the page says otherwise.
    pub(super) fn of_another_blog(&self) -> Self {
        Self { kept: Vec::new(), missed: Set::default(), ..self.clone() }
    }
}

impl State {
    /// Whether the reader has stopped new entries from being drawn until they resume.
    #[must_use]
    pub fn is_paused(&self) -> bool {
        self.holds.paused
    }

    /// Whether entries may be drawn as they come: the reader looks at the top of the feed and is busy with nothing.
    pub(super) fn is_free(&self) -> bool {
        self.at_top && !self.hidden && !self.holds.hold()
    }

    pub(super) fn selection_seen(&mut self, selected: Busy) {
        self.holds.selected = selected;
        self.let_go();
    }

    pub(super) fn media_seen(&mut self, playing: Busy) {
        self.holds.playing = playing;
        self.let_go();
    }

    pub(super) fn focus_seen(&mut self, focused: Option<EntryId>) {
        self.holds.focused = focused;
        self.let_go();
    }

    pub(super) fn pause(&mut self, paused: bool) {
        self.holds.paused = paused;
        self.let_go();
        if !paused && self.limit < self.config.page_size {
            // What went meanwhile took its place with it.
            self.limit = self.config.page_size;
            self.relist();
        }
    }

    /// Draws what nothing holds any more.
    fn let_go(&mut self) {
        let mut kept = std::mem::take(&mut self.holds.kept);
        let edits_waiting = kept.len();
        kept.retain(|row| self.holds.has_in_use(&row.entry.id));
        let released = kept.len() < edits_waiting;
        self.holds.kept = kept;
        if released {
            self.relist();
        }
        self.release_if_free();
    }

    /// The entries as they are drawn: an edit of what is in use waits.
    pub(super) fn drawn(&self) -> Rc<Timeline> {
        if self.holds.kept.is_empty() {
            return Rc::clone(&self.timeline);
        }
        Rc::new(self.timeline.with(&self.holds.kept))
    }

    /// Takes over what an answer made of the entries, but keeps the drawn version of those in use.
    pub(super) fn take_over(&mut self, timeline: Timeline, changes: &Changes) {
        let holds = &mut self.holds;
        holds.kept.retain(|row| !changes.removed.contains(&row.entry.id));
        for row in self.timeline.rows() {
            let id = &row.entry.id;
            let is_kept = || holds.kept.iter().any(|kept| kept.entry.id == *id);
            if holds.has_in_use(id) && changes.edited.contains(id) && !is_kept() {
                holds.kept.push(Rc::clone(row));
            }
        }
        if timeline != *self.timeline {
            self.timeline = Rc::new(timeline);
        }
    }

    /// Holds what an answer added, unless the reader is free; forgets what it took away.
    pub(super) fn hold_or_draw(&mut self, changes: &Changes) {
        let is_free = self.is_free();
        if self.holds.paused {
            // Nor does an older entry move up into the place of one that went.
            let drawn = &self.listing.entries;
            let gone = drawn.iter().filter(|entry| changes.removed.contains(&entry.id)).count();
            self.limit = self.limit.min(drawn.len()).saturating_sub(gone);
        }
        let mut held = (*self.held).clone();
        let missed = &mut self.holds.missed;
        for id in changes.removed.iter().filter(|id| held.remove(id)) {
            missed.insert(id.clone());
        }
        // What the reader has seen before comes back at once, but nothing is put in while they pause.
        for id in &changes.restored {
            if (missed.remove(id) || self.holds.paused) && !is_free {
                held.insert(id.clone());
            }
        }
        let news = changes.news();
        if is_free {
            self.limit = self.limit.saturating_add(news.len());
            self.fresh = Rc::new(news.iter().cloned().collect());
        } else {
            news.iter().for_each(|id| held.insert(id.clone()));
        }
        self.held = Rc::new(held);
    }

    /// Says what the reader must hear of an answer, once. What waits is counted whole: it is what the button says.
    pub(super) fn say_changes(&mut self, changes: &Changes) {
        let news = changes.news();
        if !news.is_empty() {
            let drawn = self.held.is_empty();
            let count = if drawn { news.len() } else { self.held.len() };
            let matching = if drawn { self.count_matching(news) } else { self.held_matching() };
            self.say(Said::New { count, matching, drawn });
            self.tell(news);
        }
        // The focus has moved to a neighbour by then: more of a surprise than that there is news.
        if self.holds.focused.as_ref().is_some_and(|id| changes.removed.contains(id)) {
            self.say(Said::FocusedRemoved);
        }
    }

    fn held_matching(&self) -> usize {
        let sieve = self.sieve();
        let rows = self.timeline.rows().iter().filter(|row| self.held.contains(&row.entry.id));
        rows.filter(|row| sieve.fits(row)).count()
    }

    /// Nothing that was remembered is in a feed that began anew.
    pub(super) fn forget_held(&mut self) {
        self.holds = self.holds.of_another_blog();
        self.held = Rc::default();
    }
}
