//! Which entries of a long list stand in the page, and how tall what stands in for the others is.
//!
//! A list of up to [`WHOLE`] entries is drawn whole. Of a longer one those around the screen are drawn, with room to scroll
//! on either side, and a gap of the same height stands for each run of the others. What is new among them comes a few at a time, so
//! that no key waits for all of them. Places count from 0 in the order of the list.

use std::ops::Range;
use std::rc::Rc;

use super::model::{Entry, EntryId};
use super::order::{Places, Set};

/// A list of so many entries is drawn whole, and of a longer one never more than these.
pub const WHOLE: usize = 200;

/// At least so many entries are drawn before and after those on the screen,
const NEAR: usize = 40;
/// at most so many,
const FAR: usize = 70;
/// and when there are too few or too many, so many come or go at once: each coming costs a frame's work.
const STEP: usize = 10;
/// So many are drawn first when the screen shows another list: they fill most screens,
const AT_FIRST: usize = 4;
/// and so many at once when the reader sees enough: a frame's work.
const AT_ONCE: usize = 8;
/// More are never on a screen.
const SEEN: usize = 40;
/// At most so many are drawn elsewhere because the reader uses them.
const KEPT: usize = WHOLE - SEEN - 2 * FAR;

/// An entry whose height nobody has measured is taken to be so tall, as long as none was.
const GUESS: usize = 320 * PER_PIXEL;

/// Heights are whole numbers of the parts into which browsers divide a pixel.
pub const PER_PIXEL: usize = 64;

/// The entries that are drawn one after the other, by their places.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Window {
    drawn: Range<usize>,
    seen: Range<usize>,
}

/// A part of the list, by places.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Span {
    /// These are drawn.
    Drawn(Range<usize>),
    /// A gap stands for these.
    Gap(Range<usize>),
}

impl Window {
    /// The places of the entries that are drawn around the screen, in the end.
    #[must_use]
    pub fn drawn(&self) -> Range<usize> {
        self.drawn.clone()
    }

    /// The places of those that the reader sees, or of the first ones until that is known.
    #[must_use]
    pub fn seen(&self) -> Range<usize> {
        self.seen.start..self.seen.end.max(self.seen.start + AT_FIRST)
    }

    /// The window when these are on the screen. It moves only when the reader comes near its end, so that most of the scrolling draws
    /// nothing; and it stays while nothing is on the screen, because the page does not show the list.
    #[must_use]
    pub fn seeing(&self, seen: Range<usize>, count: usize) -> Self {
        let seen = if seen.is_empty() { self.seen.clone() } else { seen };
        let start = seen.start.min(count.saturating_sub(1));
        let seen = start..seen.end.clamp(start, start.saturating_add(SEEN)).min(count);
        if count <= WHOLE {
            return Self { drawn: 0..count, seen };
        }
        let is_apart = seen.start > self.drawn.end || seen.end < self.drawn.start;
        let margin = |have: usize| match have {
            _ if is_apart => NEAR,
            ..NEAR => NEAR + STEP,
            NEAR..=FAR => have,
            _ => FAR - STEP,
        };
        let before = margin(seen.start.saturating_sub(self.drawn.start));
        let after = margin(self.drawn.end.saturating_sub(seen.end));
        let drawn = seen.start.saturating_sub(before)..seen.end.saturating_add(after).min(count);
        Self { drawn, seen }
    }

    /// What of [`Self::drawn`] is drawn next: the first of those on the screen and what follows it, then what comes before it, up
    /// to a few that are not drawn yet: no more than the screen holds while that is not full.
    #[must_use]
    pub fn begun(&self, is_drawn: impl Fn(usize) -> bool) -> Range<usize> {
        let sees_enough = self.seen.clone().all(&is_drawn) && is_drawn(self.seen.start);
        let mut room = if sees_enough { AT_ONCE } else { AT_FIRST.max(self.seen.len()) };
        let mut takes = |place: usize| {
            if is_drawn(place) {
                return true;
            }
            let has_room = room > 0;
            room = room.saturating_sub(1);
            has_room
        };
        let first = self.seen.start.clamp(self.drawn.start, self.drawn.end);
        let end = (first..self.drawn.end).find(|place| !takes(*place)).unwrap_or(self.drawn.end);
        let above = (self.drawn.start..first).rev().find(|place| !takes(*place));
        above.map_or(self.drawn.start, |above| above + 1)..end
    }

    /// The window with this place in it, and drawn first: where the reader goes next.
    #[must_use]
    pub fn reaching(&self, place: usize, count: usize) -> Self {
        if place >= count {
            return self.clone();
        }
        let seen = place..place + 1;
        if self.drawn.contains(&place) {
            return Self { drawn: self.drawn.clone(), seen };
        }
        self.seeing(seen, count)
    }

    /// The window over another list: around the same entries, as far as they are still there.
    #[must_use]
    pub fn carried(&self, before: &[Rc<Entry>], now: &[Rc<Entry>]) -> Self {
        let from = self.seen.start;
        let used = before.get(from..self.drawn.end.min(before.len())).unwrap_or_default();
        let is_first = |entry: &Rc<Entry>| used.first().is_some_and(|first| first.id == entry.id);
        let moved = if now.get(from).is_some_and(is_first) {
            // Most often nothing before it came or went.
            Some((from, from))
        } else {
            let known: Set<EntryId> = used.iter().map(|entry| entry.id.clone()).collect();
            let still = now.iter().zip(0..).filter(|(entry, _)| known.contains(&entry.id));
            let was = |entry: &Rc<Entry>| used.iter().position(|other| other.id == entry.id);
            let still = still.filter_map(|(entry, is)| Some((from + was(entry)?, is)));
            still.min_by_key(|(was, _)| *was)
        };
        let Some((was, is)) = moved else { return Self::default().seeing(0..0, now.len()) };
        let shifted = |place: usize| (place + is).saturating_sub(was).min(now.len());
        let drawn = shifted(self.drawn.start)..shifted(self.drawn.end);
        let seen = shifted(self.seen.start)..shifted(self.seen.end);
        Self { drawn, seen: seen.clone() }.seeing(seen, now.len())
    }
}

/// The whole list in order: what is `drawn` around the screen, what is `kept` elsewhere because the reader uses it, and what is not
/// drawn.
#[must_use]
pub fn spans(drawn: &Range<usize>, count: usize, kept: &[usize]) -> Vec<Span> {
    let drawn = drawn.start.min(count)..drawn.end.min(count);
    let mut runs = Vec::from_iter([drawn]);
    for place in kept.iter().copied().filter(|place| *place < count).take(KEPT) {
        if !runs.iter().any(|run| run.contains(&place)) {
            let after = runs.iter().position(|run| run.start > place).unwrap_or(runs.len());
            runs.insert(after, place..place + 1);
        }
    }
    let mut spans = Vec::with_capacity(runs.len() * 2 + 1);
    let mut done = 0;
    for run in runs.into_iter().filter(|run| !run.is_empty()) {
        if run.start > done {
            spans.push(Span::Gap(done..run.start));
        }
        done = run.end;
        spans.push(Span::Drawn(run));
    }
    if done < count {
        spans.push(Span::Gap(done..count));
    }
    spans
}

/// How tall entries were when they were last drawn, each with what stands between it and the one before.
#[derive(Debug, Default)]
pub struct Heights {
    known: Places,
    /// What an entry never drawn is taken to be. Settled once: a gap above the reader that changed would push them away.
    guess: Option<usize>,
}

impl Heights {
    /// An entry was so tall.
    pub fn note(&mut self, id: &EntryId, height: usize) {
        self.known.insert(Rc::clone(&id.0), height);
    }

    /// From now on an entry never drawn is taken to be as tall as those are on average that were noted by now.
    pub fn settle(&mut self) {
        if self.guess.is_none() {
            let all = self.known.values().fold(0, |all: usize, height| all.saturating_add(*height));
            self.guess = all.checked_div(self.known.len());
        }
    }

    /// How tall these are one below the other, as far as that can be known.
    #[must_use]
    pub fn sum(&self, entries: &[Rc<Entry>]) -> usize {
        let guess = self.guess.unwrap_or(GUESS);
        entries.iter().map(|entry| self.of(entry, guess)).fold(0, usize::saturating_add)
    }

    /// Which of these is so far below the first one's top; the last one when all of them end above.
    #[must_use]
    pub fn place_at(&self, entries: &[Rc<Entry>], below: usize) -> usize {
        let guess = self.guess.unwrap_or(GUESS);
        let mut bottom = 0_usize;
        let found = entries.iter().position(|entry| {
            bottom = bottom.saturating_add(self.of(entry, guess));
            bottom > below
        });
        found.unwrap_or(entries.len().saturating_sub(1))
    }

    fn of(&self, entry: &Entry, guess: usize) -> usize {
        self.known.get(&entry.id.0).copied().unwrap_or(guess)
    }
}

/// A height as a page writes it: pixels, to the last part.
#[must_use]
pub fn pixels(height: usize) -> String {
    let mut written = (height / PER_PIXEL).to_string();
    let parts = (1_000_000 + height % PER_PIXEL * (1_000_000 / PER_PIXEL)).to_string();
    written.push('.');
    written.push_str(parts.get(1..).unwrap_or_default());
    written
}

#[cfg(test)]
#[path = "window_tests.rs"]
mod tests;
