//! A listing in the making. Where there are very many rows it takes several turns, each of which goes on where the last one
//! stopped.

use std::rc::Rc;

use super::{Listing, Pending, TopEntry};
use crate::core::clock::Timestamp;
use crate::core::facets::Counting;
use crate::core::filter::{Constraint, Misses, Sieve};
use crate::core::model::{Entry, EntryId};
use crate::core::order::Set;
use crate::core::sorting::Order;
use crate::core::timeline::{Row, Timeline};

/// How far the rows were gone through, and what they gave. It holds for the timeline, the held entries and the filter with which
/// it was begun.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Sifting {
    order: Order,
    limit: usize,
    /// How many rows were gone through: from the oldest, where those come first.
    gone: usize,
    top: Vec<TopEntry>,
    /// The first that fit, those that fit equally well together, and the best of them first. One list of all would be moved for each
    /// entry that is put into it.
    entries: Vec<(u32, Vec<Rc<Entry>>)>,
    /// How many those are.
    drawn: usize,
    matching: usize,
    total: usize,
    pending: Pending,
    counting: Counting,
    /// How many would fit if one constraint fell, in the order of the bar.
    relaxed: [usize; Constraint::ALL.len()],
    /// Whether some entry has the words, however the other constraints hide it.
    has_words: bool,
    /// What the words as they were typed give, where they are looked for with a slip.
    strict: Option<Rc<Listing>>,
}

impl Sifting {
    /// Nothing gone through yet.
    #[must_use]
    pub fn new(timeline: &Timeline, sieve: &Sieve<'_>, order: Order, limit: usize) -> Self {
        let order = if order == Order::Relevance && !sieve.seeks_words() { Order::Newest } else { order };
        Self {
            order,
            limit,
            gone: 0,
            top: Vec::new(),
            entries: Vec::new(),
            drawn: 0,
            matching: 0,
            total: 0,
            pending: Pending::default(),
            counting: Counting::new(sieve, ends(timeline)),
            relaxed: [0; Constraint::ALL.len()],
            has_words: false,
            strict: None,
        }
    }

    /// Goes on for as long as the sieve allows. Where nothing has the words as typed, it begins again with a slip allowed.
    pub fn go_on(&mut self, timeline: &Timeline, held: &Set<EntryId>, sieve: &Sieve<'_>) {
        if self.strict.is_none() {
            self.pass(timeline, held, sieve);
            let is_over = self.left(timeline) == 0;
            if !is_over || self.matching > 0 || self.has_words {
                return;
            }
            let Some(loose) = sieve.loosened() else { return };
            let strict = Some(Rc::new(self.listing(timeline)));
            *self = Self { strict, ..Self::new(timeline, &loose, self.order, self.limit) };
        }
        if let Some(loose) = sieve.loosened() {
            self.pass(timeline, held, &loose);
        }
    }

    /// How many rows are left to go through.
    #[must_use]
    pub fn left(&self, timeline: &Timeline) -> usize {
        timeline.rows().len().saturating_sub(self.gone)
    }

    /// How many entries are drawn so far.
    #[must_use]
    pub fn drawn(&self) -> usize {
        self.drawn
    }

    /// What there is so far.
    #[must_use]
    pub fn listing(&self, timeline: &Timeline) -> Listing {
        let looking = self.left(timeline);
        if let Some(strict) = self.strict.as_ref().filter(|_| self.matching == 0) {
            return Listing { looking, ..(**strict).clone() };
        }
        let mut top = self.top.clone();
        if self.order == Order::Oldest {
            top.reverse();
        }
        let ways = Constraint::ALL.into_iter().zip(self.relaxed).filter(|(_, count)| *count > 0);
        Listing {
            top,
            order: self.order,
            entries: self.entries.iter().flat_map(|(_, entries)| entries.iter().cloned()).collect(),
            matching: self.matching,
            total: self.total + looking,
            pending: self.pending,
            facets: self.counting.facets(),
            relaxed: if self.matching == 0 { ways.collect() } else { Vec::new() },
            loosened: self.strict.is_some(),
            looking,
        }
    }

    fn pass(&mut self, timeline: &Timeline, held: &Set<EntryId>, sieve: &Sieve<'_>) {
        let rows = timeline.rows();
        while let Some(last) = rows.len().checked_sub(self.gone + 1) {
            let place = if self.order == Order::Oldest { last } else { self.gone };
            let Some(row) = rows.get(place).filter(|_| sieve.may_go_on()) else { return };
            // There are few of these, and none of them waits for another turn.
            let is_held = !held.is_empty() && held.contains(&row.entry.id);
            let is_marked = is_held || row.marks.pinned || row.marks.breaking;
            if is_marked && self.is_apart(row, is_held, sieve.fits(row)) {
                self.gone += 1;
                continue;
            }
            let Some(misses) = sieve.misses_sought(row) else { return };
            // The words of a row that several others hide make a difference only while nothing else has them.
            let is_found = if misses.several() && self.has_words { Some(false) } else { sieve.sought(row) };
            let Some(is_found) = is_found else { return };
            self.gone += 1;
            self.take(row, misses, is_found, sieve);
        }
    }

    /// Puts a row that is held, pinned or breaking where it belongs, and says whether it belongs nowhere else.
    fn is_apart(&mut self, row: &Row, is_held: bool, fits: bool) -> bool {
        if is_held {
            self.pending.count += 1;
            self.pending.matching += usize::from(fits);
            return true;
        }
        if row.marks.pinned || !fits {
            self.top.push(TopEntry { entry: Rc::clone(&row.entry), outside: !fits });
        }
        row.marks.pinned
    }

    fn take(&mut self, row: &Rc<Row>, misses: Misses, is_found: bool, sieve: &Sieve<'_>) {
        self.total += 1;
        self.has_words |= is_found && sieve.seeks_words();
        if is_found {
            self.counting.add(row, misses, sieve);
        }
        let missed = misses.and_text(is_found);
        if missed.none() {
            self.matching += 1;
            self.draw(row, sieve);
        } else if let Some(count) = missed.only().and_then(|constraint| self.relaxed.get_mut(constraint)) {
            *count += 1;
        }
    }

    /// Draws a row that fits, unless enough that stand before it are drawn.
    fn draw(&mut self, row: &Row, sieve: &Sieve<'_>) {
        let is_full = self.drawn >= self.limit;
        let score = match self.order {
            Order::Relevance => sieve.relevance(row),
            _ if is_full => return,
            _ => 0,
        };
        if is_full {
            // The last of those that fit worst makes room, unless this one fits no better.
            let Some((_, worst)) = self.entries.last_mut().filter(|(worst, _)| *worst < score) else {
                return;
            };
            worst.pop();
            if worst.is_empty() {
                self.entries.pop();
            }
            self.drawn -= 1;
        }
        let place = self.entries.partition_point(|(other, _)| *other > score);
        match self.entries.get_mut(place).filter(|(other, _)| *other == score) {
            Some((_, equals)) => equals.push(Rc::clone(&row.entry)),
            None => self.entries.insert(place, (score, vec![Rc::clone(&row.entry)])),
        }
        self.drawn += 1;
    }
}

/// The first and the last moment of the rows that stand in the order of time; of all, where the newsroom orders them.
fn ends(timeline: &Timeline) -> Option<(Timestamp, Timestamp)> {
    let mut stream = timeline.rows().iter().filter(|row| !row.marks.pinned);
    let first = stream.next()?;
    let ranked = first.entry.rank.is_some();
    let mut ends = (first.published, first.published);
    let include = |row: &Rc<Row>| ends = (ends.0.min(row.published), ends.1.max(row.published));
    if ranked {
        stream.for_each(include);
    } else {
        stream.next_back().into_iter().for_each(include);
    }
    Some(ends)
}
