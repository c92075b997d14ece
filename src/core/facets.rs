//! What each control of the filter bar would give, counted under the other constraints.

use implicit_clone::unsync::IString;

use super::activity::Activity;
use super::clock::Timestamp;
use super::filter::{Constraint, Misses, Sieve};
use super::media::MediaKind;
use super::order::{self, Set};
use super::span::Span;
use super::timeline::{Row, number};

/// The number beside each control.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Facets {
    /// Key events.
    pub key: usize,
    /// Topics, most used first, then by name. A chosen topic stays listed at zero.
    pub topics: Vec<Facet>,
    /// Authors, likewise.
    pub authors: Vec<Facet>,
    /// Entries with each kind of media, in the order of [`MediaKind::ALL`].
    pub media: [usize; MediaKind::ALL.len()],
    /// Entries of the last hour.
    pub last_hour: usize,
    /// Entries since the last visit; none on a first visit.
    pub since_left: Option<usize>,
    /// Entries of the reader's day.
    pub today: usize,
    /// How many entries there are in each stretch of time.
    pub activity: Activity,
}

/// One topic or author, and how many entries it would give.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Facet {
    /// As printed.
    pub name: IString,
    /// Entries of it under the other constraints.
    pub count: usize,
    /// Whether the reader chose it.
    pub chosen: bool,
}

/// The counts while rows come, one by one.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Counting {
    counted: Facets,
    topics: Names,
    authors: Names,
    /// Since when an entry is of the last hour, of the day, and since the last visit.
    since: [Timestamp; 3],
    counts: [usize; 3],
    has_left: bool,
    /// The bar of the chart that the last entry was counted in.
    bar: usize,
}

impl Counting {
    /// Nothing counted yet. The chart has room for all rows, the first and last of which stand at `ends`: what other constraints
    /// leave out may be let in again, and the chart stay as it is.
    #[must_use]
    pub fn new(sieve: &Sieve<'_>, ends: Option<(Timestamp, Timestamp)>) -> Self {
        let room = |(first, last): (Timestamp, Timestamp)| {
            Activity::between(first, last.min(sieve.from.now).max(first))
        };
        let since = |span: Span| span.bounds(&sieve.from).0;
        Self {
            counted: Facets { activity: ends.map(room).unwrap_or_default(), ..Facets::default() },
            topics: Names::chosen(&sieve.filter.topics),
            authors: Names::chosen(&sieve.filter.authors),
            since: [since(Span::LastHour), since(Span::Today), since(Span::SinceLeft)],
            counts: [0; 3],
            has_left: sieve.from.left.is_some(),
            bar: 0,
        }
    }

    /// Counts a row that the search text finds, with what else it misses; looking for it is dear, and the caller has done it.
    pub fn add(&mut self, row: &Row, misses: Misses, sieve: &Sieve<'_>) {
        if misses.several() {
            return;
        }
        if row.marks.key && misses.none_but(Constraint::KeyOnly) {
            self.counted.key += 1;
        }
        if misses.none_but(Constraint::Topics) {
            let name = |wanted| row.entry.topics.iter().find(|topic| number(topic) == wanted).cloned();
            row.topics().iter().for_each(|topic| self.topics.count(*topic, &name));
        }
        if misses.none_but(Constraint::Authors) {
            let name = |wanted| sieve.author(&row.entry, wanted);
            sieve.authors_of(row).iter().for_each(|author| self.authors.count(*author, &name));
        }
        if misses.none_but(Constraint::Media) && sieve.knows_media(row) {
            let kinds = row.media();
            if !kinds.is_empty() {
                let each = self.counted.media.iter_mut().zip(MediaKind::ALL);
                each.for_each(|(count, kind)| *count += usize::from(kinds.has(kind)));
            }
        }
        if misses.none_but(Constraint::Span) {
            let each = self.counts.iter_mut().zip(self.since);
            each.for_each(|(count, since)| *count += usize::from(row.published >= since));
            self.bar = self.counted.activity.count_near(row.published, self.bar);
        }
    }

    /// The counts so far.
    #[must_use]
    pub fn facets(&self) -> Facets {
        let [last_hour, today, since_left] = self.counts;
        Facets {
            topics: self.topics.sorted(),
            authors: self.authors.sorted(),
            last_hour,
            today,
            since_left: self.has_left.then_some(since_left),
            ..self.counted.clone()
        }
    }
}

/// Names as they are met, each once.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Names {
    facets: Vec<Facet>,
    numbers: Vec<u64>,
    /// Where a name is, by the last bits of its number: its place and one more, or nothing. A name that finds its slot taken takes
    /// the next.
    slots: Vec<u32>,
}

impl Names {
    fn chosen(chosen: &Set<IString>) -> Self {
        let mut names = Self { facets: Vec::new(), numbers: Vec::new(), slots: vec![0; 64] };
        for name in chosen {
            let place = names.place(number(name), &|_| Some(name.clone()));
            names.facets.get_mut(place).into_iter().for_each(|facet| facet.chosen = true);
        }
        names
    }

    /// Counts an entry of the name with that number.
    fn count(&mut self, number: u64, name: &dyn Fn(u64) -> Option<IString>) {
        let place = self.place(number, name);
        self.facets.get_mut(place).into_iter().for_each(|facet| facet.count += 1);
    }

    fn place(&mut self, number: u64, name: &dyn Fn(u64) -> Option<IString>) -> usize {
        let mut slot = number as usize;
        loop {
            slot &= self.slots.len() - 1;
            let place = match self.slots.get(slot) {
                None | Some(0) => break,
                Some(place) => *place as usize - 1,
            };
            if self.numbers.get(place) == Some(&number) {
                return place;
            }
            slot += 1;
        }
        self.numbers.push(number);
        self.facets.push(Facet { name: name(number).unwrap_or_default(), count: 0, chosen: false });
        if self.numbers.len() * 2 > self.slots.len() {
            self.make_room();
        } else {
            self.settle(slot, self.numbers.len());
        }
        self.numbers.len() - 1
    }

    fn make_room(&mut self) {
        self.slots = vec![0; self.slots.len() * 2];
        for place in 0..self.numbers.len() {
            let number = self.numbers.get(place).copied().unwrap_or_default();
            self.settle(number as usize, place + 1);
        }
    }

    /// Puts a place into the first free slot from `slot` on.
    fn settle(&mut self, slot: usize, place: usize) {
        let last = self.slots.len() - 1;
        let free = (slot..=slot + last).find(|slot| self.slots.get(slot & last) == Some(&0));
        if let Some(taken) = free.and_then(|slot| self.slots.get_mut(slot & last)) {
            *taken = place as u32;
        }
    }

    fn sorted(&self) -> Vec<Facet> {
        let mut facets = self.facets.clone();
        order::sort(&mut facets, |a, b| {
            b.count.cmp(&a.count).then_with(|| a.name.as_str().cmp(b.name.as_str()))
        });
        facets
    }
}

#[cfg(test)]
#[path = "facets_tests.rs"]
mod tests;
