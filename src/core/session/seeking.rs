//! Looking at many entries in turns, so that no keystroke waits for all of them.
//!
//! A row is read when somebody is about to search, and what was found in it is remembered with it. A listing looks at as many
//! rows as one turn allows and counts the rest; the browser asks for further turns when it has a moment.

use std::rc::Rc;

use implicit_clone::unsync::IString;

use super::{Outgoing, Said, State};
use crate::core::filter::{Filter, Sieve};
use crate::core::listing::Sifting;
use crate::core::search::{self, Query};
use crate::core::timeline::Timeline;

/// What a turn may take, in bytes looked through: some milliseconds.
const TURN: usize = 4 << 20;

/// What the first may take, for which a key or a press waits: about a thousand rows of usual posts, twice as many where none
/// needs a look.
const FIRST_TURN: usize = 1 << 20;

/// How far the search has come.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Seeking {
    /// The search text that the last change replaced.
    earlier: IString,
    /// Changes with each turn, so that another is asked for.
    turn: u32,
    /// Whether the reader came near the filter bar: most never do, and their entries need not be read.
    is_near: bool,
    /// Whether every row was read since the timeline last changed.
    is_read: bool,
    /// A listing that is not whole yet.
    sifting: Option<Rc<Sifting>>,
    /// Whether the filter changed and what it leaves is still to be said.
    is_untold: bool,
}

impl State {
    /// A turn of looking at entries that waits for a moment in which the browser has nothing better to do; answered by
    /// [`super::Action::TurnCame`]. None when all were looked at.
    #[must_use]
    pub fn turn(&self) -> Option<u32> {
        let reads_ahead = self.seeking.is_near && !self.seeking.is_read;
        (reads_ahead || self.seeking.sifting.is_some()).then_some(self.seeking.turn)
    }

    /// The filter, made ready for many rows: as forgiving as the listing is.
    pub(super) fn sieve(&self) -> Sieve<'_> {
        let exact = self.exact_sieve();
        if self.listing.loosened { exact.loosened().unwrap_or(exact) } else { exact }
    }

    /// What is looked for: where it occurs is marked.
    #[must_use]
    pub fn query(&self) -> Query {
        let query = self.filter.query();
        if self.listing.loosened { query.loosened().unwrap_or(query) } else { query }
    }

    /// A search text whose words the browser is to part; answered by [`super::Action::TextParted`].
    #[must_use]
    pub fn to_part(&self) -> Option<IString> {
        let text = &self.filter.text;
        (self.filter.pieces.is_empty() && search::has_spaceless(text)).then(|| text.clone())
    }

    /// The words are the same, and where one begins is known now: no other filter, and nothing to tell the page.
    pub(super) fn text_parted(&mut self, text: &IString, pieces: Vec<IString>) {
        if *text != self.filter.text || pieces.is_empty() {
            return;
        }
        let filter = Rc::new(Filter { pieces: pieces.into(), ..(*self.filter).clone() });
        self.viewing_passes(&filter);
        self.filter = filter;
        self.relist_in_turns();
        self.tell_matches();
    }

    fn exact_sieve(&self) -> Sieve<'_> {
        Sieve::new(&self.filter, self.standpoint, &self.about.authors)
    }

    /// Makes the listing anew, of all rows of which enough is known.
    pub(super) fn relist(&mut self) {
        let reads = !self.filter.text.is_empty() || !self.filter.media.is_empty();
        self.list_by(|sieve| sieve, if reads { TURN } else { 0 });
    }

    /// The same after the reader asked for something else: of as many rows as are gone through in a moment.
    pub(super) fn relist_in_turns(&mut self) {
        self.list_by(|sieve| sieve.counting_visits(), FIRST_TURN);
    }

    fn list_by(&mut self, bounded: fn(Sieve<'_>) -> Sieve<'_>, effort: usize) {
        let drawn = self.drawn();
        let sieve = bounded(self.turn_of(effort));
        let mut sifting = Sifting::new(&drawn, &sieve, self.order, self.limit);
        sifting.go_on(&drawn, &self.held, &sieve);
        drop(sieve);
        self.sifted(sifting, &drawn, true);
    }

    fn turn_of(&self, effort: usize) -> Sieve<'_> {
        self.exact_sieve().within(effort).after(&self.seeking.earlier)
    }

    /// Keeps how far the rows were gone through, and lists what there is when it `shows`.
    fn sifted(&mut self, sifting: Sifting, drawn: &Timeline, shows: bool) {
        self.seeking.is_read = false;
        let is_over = sifting.left(drawn) == 0;
        if shows || is_over {
            let listing = sifting.listing(drawn);
            if listing != *self.listing {
                self.listing = Rc::new(listing);
            }
        }
        self.seeking.sifting = (!is_over).then(|| Rc::new(sifting));
    }

    /// The search text is about to change.
    pub(super) fn note_earlier_text(&mut self) {
        self.seeking.earlier = self.filter.text.clone();
    }

    pub(super) fn search_neared(&mut self) {
        self.seeking.is_near |= self.config.filters;
    }

    pub(super) fn turn_came(&mut self) {
        self.seeking.turn = self.seeking.turn.wrapping_add(1);
        let Some(sifting) = self.seeking.sifting.take() else { return self.read_ahead() };
        let mut sifting = (*sifting).clone();
        let drawn = self.drawn();
        let before = sifting.left(&drawn);
        let sieve = self.turn_of(TURN).counting_visits();
        sifting.go_on(&drawn, &self.held, &sieve);
        drop(sieve);
        // Drawing every turn would cost more than the turns do; a page that is not full yet and gets fuller is worth it.
        let shows = sifting.drawn() > self.listing.entries.len() || sifting.left(&drawn) > before;
        self.sifted(sifting, &drawn, shows);
    }

    /// Reads some of the rows; when the last was read, the counts that need all of them are made.
    fn read_ahead(&mut self) {
        let drawn = self.drawn();
        let sieve = self.exact_sieve().within(TURN);
        let was_read = drawn.rows().iter().all(|row| row.is_read());
        self.seeking.is_read = was_read || drawn.rows().iter().all(|row| sieve.reads(row));
        if self.seeking.is_read && !was_read {
            self.relist();
            self.seeking.is_read = true;
        }
    }

    /// What waits until every entry was looked at, by a turn or by whatever else made the listing anew.
    pub(super) fn when_all_is_listed(&mut self) {
        if self.listing.looking > 0 {
            return;
        }
        if self.seeking.is_untold {
            self.tell_matches();
        }
        self.seek_when_listed();
    }

    /// The filter changed: says what it leaves, when that is known.
    pub(super) fn tell_matches(&mut self) {
        self.seeking.is_untold = self.listing.looking > 0;
        if self.seeking.is_untold {
            return;
        }
        let (matching, total) = (self.listing.matching, self.listing.total);
        let similar_to = self.listing.loosened.then(|| self.filter.text.clone());
        self.say(Said::Matches { matching, total, similar_to });
        self.send(Outgoing::Event { name: "filter", detail: self.filter_detail() });
    }
}
