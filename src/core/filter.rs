//! Which entries a reader wants to see.

use std::cell::Cell;
use std::rc::Rc;

use implicit_clone::unsync::IString;

use super::clock::Timestamp;
use super::media::MediaKinds;
use super::model::{Author, Entry};
use super::order::Set;
use super::search::{self, Query};
use super::span::{Span, Standpoint};
use super::timeline::{Row, number};

pub mod written;

/// A reader's choice. Facets combine: any of what is chosen within one, and each of those in which something is.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Filter {
    /// As typed into the search field.
    pub text: IString,
    /// The words of the text, where it has a script without spaces and somebody has parted it.
    pub pieces: Rc<[IString]>,
    /// Key events only.
    pub key_only: bool,
    /// The chosen topics; none means all.
    pub topics: Set<IString>,
    /// The chosen authors by name; none means all.
    pub authors: Set<IString>,
    /// The chosen kinds of media; none means all entries, those without media too.
    pub media: MediaKinds,
    /// The chosen stretch of time.
    pub span: Option<Span>,
}

/// One of the constraints that make up a filter.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Constraint {
    /// The search text.
    Text,
    /// Key events only.
    KeyOnly,
    /// The chosen topics.
    Topics,
    /// The chosen authors.
    Authors,
    /// The chosen kinds of media.
    Media,
    /// The chosen stretch of time.
    Span,
}

impl Constraint {
    /// Every constraint, in the order of the filter bar.
    pub const ALL: [Self; 6] =
        [Self::Text, Self::KeyOnly, Self::Topics, Self::Authors, Self::Media, Self::Span];
}

impl Filter {
    /// Whether nothing is asked for.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        Constraint::ALL.into_iter().all(|constraint| !self.has(constraint))
    }

    /// Whether nothing is asked for but, perhaps, words.
    #[must_use]
    pub fn is_open(&self) -> bool {
        let chosen = |constraint: &Constraint| *constraint != Constraint::Text && self.has(*constraint);
        !Constraint::ALL.iter().any(chosen)
    }

    /// Whether this constraint narrows anything.
    #[must_use]
    pub fn has(&self, constraint: Constraint) -> bool {
        match constraint {
            Constraint::Text => !self.query().is_empty(),
            Constraint::KeyOnly => self.key_only,
            Constraint::Topics => !self.topics.is_empty(),
            Constraint::Authors => !self.authors.is_empty(),
            Constraint::Media => !self.media.is_empty(),
            Constraint::Span => self.span.is_some(),
        }
    }

    /// The filter with one constraint dropped.
    #[must_use]
    pub fn without(&self, constraint: Constraint) -> Self {
        let mut wider = self.clone();
        match constraint {
            Constraint::Text => (wider.text, wider.pieces) = Default::default(),
            Constraint::KeyOnly => wider.key_only = false,
            Constraint::Topics => wider.topics.clear(),
            Constraint::Authors => wider.authors.clear(),
            Constraint::Media => wider.media = MediaKinds::default(),
            Constraint::Span => wider.span = None,
        }
        wider
    }

    /// The search text as a query.
    #[must_use]
    pub fn query(&self) -> Query {
        Query::segmented(&self.text, &|run| search::parted(run, &self.pieces))
    }
}

/// A filter made ready for many rows.
#[derive(Clone, Debug)]
pub struct Sieve<'a> {
    /// What the reader chose.
    pub filter: &'a Filter,
    /// Where they stand in time.
    pub from: Standpoint,
    house: &'a [Author],
    house_numbers: Vec<u64>,
    query: Query,
    /// The query with a slip allowed, where it counts too.
    loose: Option<Query>,
    /// The key of an earlier query that this one narrows.
    narrowed: Option<u64>,
    topics: Vec<u64>,
    authors: Vec<u64>,
    bounds: (Timestamp, Timestamp),
    /// Whether nothing but the search text is asked for.
    is_open: bool,
    /// How much may still be read and looked through, in bytes looked through; no end where there is none.
    effort: Cell<Option<usize>>,
    visits_count: bool,
}

/// How many bytes are looked through in the time that one takes to be read: its markup taken apart and its words folded.
const READING: usize = 256;

/// How many bytes are looked through in the time that a row takes of which all is known.
const VISIT: usize = 512;

impl<'a> Sieve<'a> {
    /// `house` are the authors of the whole blog, who sign what nobody else does.
    #[must_use]
    pub fn new(filter: &'a Filter, from: Standpoint, house: &'a [Author]) -> Self {
        let numbers = |names: &[IString]| names.iter().map(|name| number(name)).collect();
        Self {
            filter,
            from,
            house,
            house_numbers: house.iter().map(|author| number(&author.name)).collect(),
            query: filter.query(),
            loose: None,
            narrowed: None,
            topics: numbers(&filter.topics),
            authors: numbers(&filter.authors),
            bounds: filter.span.map_or((Timestamp(i64::MIN), Timestamp(i64::MAX)), |span| span.bounds(&from)),
            is_open: filter.is_open(),
            effort: Cell::new(None),
            visits_count: false,
        }
    }

    /// The same with a bound to what is read and looked through, in bytes looked through.
    #[must_use]
    pub fn within(self, effort: usize) -> Self {
        self.effort.set(Some(effort));
        self
    }

    /// The same with a bound to how many rows are gone through too.
    #[must_use]
    pub fn counting_visits(self) -> Self {
        Self { visits_count: true, ..self }
    }

    /// The same when all rows were asked for an earlier text: what that did not find, a narrower one does not find either.
    #[must_use]
    pub fn after(mut self, earlier: &str) -> Self {
        let earlier = Query::new(earlier);
        self.narrowed = (!earlier.is_empty() && self.query.narrows(&earlier)).then(|| earlier.key());
        self
    }

    /// The same with a slip allowed in long words; none when there are no such words.
    #[must_use]
    pub fn loosened(&self) -> Option<Self> {
        let loose = Some(self.query.loosened()?);
        Some(Self { loose, ..self.clone() })
    }

    /// Whether the row fits.
    #[must_use]
    pub fn fits(&self, row: &Row) -> bool {
        self.misses(row).none() && self.finds(row)
    }

    /// Whether the search text finds the row.
    #[must_use]
    pub fn finds(&self, row: &Row) -> bool {
        row.is_found(&self.query) || self.loose.as_ref().is_some_and(|loose| row.is_found(loose))
    }

    /// The same, unless it takes more than may still be done.
    #[must_use]
    pub fn sought(&self, row: &Row) -> Option<bool> {
        let found = self.ask(row, &self.query, self.narrowed)?;
        match &self.loose {
            // What narrows a text may with a slip be another word.
            Some(loose) if !found => self.ask(row, loose, None),
            _ => Some(found),
        }
    }

    fn ask(&self, row: &Row, query: &Query, narrowed: Option<u64>) -> Option<bool> {
        let known = row.known(query, narrowed);
        if known.is_some() || !self.reads(row) || self.is_spent() {
            return known;
        }
        self.spend(if row.may_match(query) { row.size() } else { 0 });
        Some(row.is_found(query))
    }

    /// Whether there is time for another row; each takes some, whatever is known of it.
    #[must_use]
    pub fn may_go_on(&self) -> bool {
        let may = !self.visits_count || !self.is_spent();
        if self.visits_count {
            self.spend(VISIT);
        }
        may
    }

    /// Reads the row, unless it takes more than may still be done, and says whether it was read.
    #[must_use]
    pub fn reads(&self, row: &Row) -> bool {
        if !row.is_read() {
            if self.is_spent() {
                return false;
            }
            self.spend((row.size() + 64) * READING);
            row.read();
        }
        true
    }

    /// Whether the media of a row are known. No count is worth reading all rows; without a bound they are read.
    #[must_use]
    pub fn knows_media(&self, row: &Row) -> bool {
        row.is_read() || self.effort.get().is_none()
    }

    fn is_spent(&self) -> bool {
        self.effort.get() == Some(0)
    }

    fn spend(&self, bytes: usize) {
        self.effort.set(self.effort.get().map(|left| left.saturating_sub(bytes)));
    }

    /// Whether there are words to look for.
    #[must_use]
    pub fn seeks_words(&self) -> bool {
        !self.query.is_empty()
    }

    /// How well a row that is found fits the words.
    #[must_use]
    pub fn relevance(&self, row: &Row) -> u32 {
        row.score(self.loose.as_ref().unwrap_or(&self.query))
    }

    /// Which of the other constraints the row does not meet.
    #[must_use]
    pub fn misses(&self, row: &Row) -> Misses {
        self.misses_known(row, &|| Some(row.media())).unwrap_or_default()
    }

    /// The same, unless only reading more than may be read would tell.
    #[must_use]
    pub fn misses_sought(&self, row: &Row) -> Option<Misses> {
        self.misses_known(row, &|| self.reads(row).then(|| row.media()))
    }

    fn misses_known(&self, row: &Row, media: &dyn Fn() -> Option<MediaKinds>) -> Option<Misses> {
        if self.is_open {
            return Some(Misses::default());
        }
        let filter = self.filter;
        let among = |chosen: &[u64], numbers: &[u64]| numbers.iter().any(|number| chosen.contains(number));
        let mut misses = Misses::default();
        misses.add(Constraint::KeyOnly, !filter.key_only || row.marks.key);
        misses.add(Constraint::Topics, self.topics.is_empty() || among(&self.topics, row.topics()));
        misses
            .add(Constraint::Authors, self.authors.is_empty() || among(&self.authors, self.authors_of(row)));
        misses.add(Constraint::Media, filter.media.is_empty() || filter.media.meets(media()?));
        let (since, until) = self.bounds;
        misses.add(
            Constraint::Span,
            filter.span.is_none() || (since <= row.published && row.published < until),
        );
        Some(misses)
    }

    /// The numbers of those who sign an entry.
    #[must_use]
    pub fn authors_of<'b>(&'b self, row: &'b Row) -> &'b [u64] {
        if row.authors().is_empty() { &self.house_numbers } else { row.authors() }
    }

    /// The name of one who signs an entry.
    #[must_use]
    pub fn author(&self, entry: &Entry, wanted: u64) -> Option<IString> {
        let signs = if entry.authors.is_empty() { self.house } else { &entry.authors };
        signs.iter().find(|author| number(&author.name) == wanted).map(|author| author.name.clone())
    }
}

/// The constraints, but for the search text, that a row does not meet.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Misses(u8);

impl Misses {
    /// Whether it meets all.
    #[must_use]
    pub fn none(self) -> bool {
        self.0 == 0
    }

    /// Whether it meets all but, perhaps, this one.
    #[must_use]
    pub fn none_but(self, constraint: Constraint) -> bool {
        self.0 & !(1 << constraint as u8) == 0
    }

    /// The constraint that it misses when it misses no other.
    #[must_use]
    pub fn only(self) -> Option<usize> {
        self.0.is_power_of_two().then(|| self.0.trailing_zeros() as usize)
    }

    /// With the search text missed too, unless it was found.
    #[must_use]
    pub fn and_text(mut self, found: bool) -> Self {
        self.add(Constraint::Text, found);
        self
    }

    /// Whether it misses several, so that no single step brings it back.
    #[must_use]
    pub fn several(self) -> bool {
        self.0 & self.0.wrapping_sub(1) != 0
    }

    fn add(&mut self, constraint: Constraint, met: bool) {
        self.0 |= u8::from(!met) << constraint as u8;
    }
}

#[cfg(test)]
#[path = "filter_tests.rs"]
mod tests;
