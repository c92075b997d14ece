//! The end of a run: when nothing is wrong any more, how long a reader may still take, and what must then be so.
//!
//! **Within two intervals of the last fault.** A fault is over for a reader when no request is under way that it spoiled and
//! the tab is looked at, the network is there and the machine is awake. The first interval is the pause that is in force at
//! that moment: what is left of an ordinary pause, of a step of the back-off (301 s at most), or of a `Retry-After` (16.5
//! minutes at most). The second is one ordinary pause at its longest, with the fifth that it may be longer; beside a stream that is five minutes. An answer that
//! contradicts what is known is confirmed by a second one or two seconds after it, and so lies within the second interval.
//! To these come what the bench itself takes: 800 ms for an answer and 40 ms for a timer, three times.
//!
//! A feed that has said that it is gone (410), or a faulty answer that said that the coverage had ended, stops a reader for
//! good, as it must: there the reader presses "refresh", and the first interval ends with that.

use live_blog::core::clock::MINUTE;
use live_blog::core::filter::Filter;
use live_blog::core::session::{Action, Health, OlderPages};

use super::{Event, LATEST, SLOWEST, World};
use crate::Millis;
use crate::newsroom::Shape;
use crate::plan::Deed;
use crate::rules::{self, Breach, Reach};

/// How far a reader has come at the end of a run.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Course {
    /// From when on nothing was wrong any more.
    calm: Option<Millis>,
    /// When all was first as in the newsroom.
    right: Option<Millis>,
    /// The verdict was good, and the reader goes through all that is older.
    reading: bool,
    /// There is no more to be seen.
    pub(super) done: bool,
}

impl Course {
    /// How long after the last fault all was right.
    pub(super) fn recovery(&self) -> Option<Millis> {
        Some(self.right? - self.calm?)
    }
}

impl World {
    /// The last fault is over: the tab is looked at, the network is there, and the machine is awake.
    pub(super) fn all_is_well(&mut self) -> Result<(), Breach> {
        self.say(usize::MAX, || "all is well".to_owned());
        for who in 0..self.readers.len() {
            self.wake(who)?;
            if self.readers[who].offline {
                self.do_deed(who, Deed::Offline(false))?;
            }
            if self.readers[who].hidden {
                self.do_deed(who, Deed::Hide(false))?;
            }
            self.look_for_calm(who);
        }
        Ok(())
    }

    /// Starts the two intervals of a reader as soon as they may start, and notes when all is right.
    pub(super) fn look_for_calm(&mut self, who: usize) {
        let (reader, course) = (&self.readers[who], &mut self.courses[who]);
        if course.calm.is_none() {
            let spoiled = |sent: Millis, faulty: bool| faulty || sent < self.plan.calm;
            if reader.request.as_ref().is_some_and(|(_, sent, faulty)| spoiled(*sent, *faulty)) {
                return;
            }
            self.calm_begins(who);
        }
        let (reader, course) = (&self.readers[who], &mut self.courses[who]);
        if course.right.is_none() && rules::converged(&reader.state, &self.newsroom, Reach::Page).is_ok() {
            course.right = Some(self.now);
        }
    }

    fn calm_begins(&mut self, who: usize) {
        let reader = &self.readers[who];
        let mut first = match (&reader.request, reader.timer) {
            (None, Some(tick)) => reader.time_of(tick).max(self.now),
            _ => self.now,
        };
        let earned = reader.problem.as_ref().map_or(0, rules::longest_after);
        let stopped = reader.request.is_none() && reader.timer.is_none();
        let rightly = reader.state.status().health == Health::Ended && !reader.misled;
        if stopped && !rightly {
            first = self.now + 2_000;
            self.at(first, Event::Deed(who, Deed::Refresh));
        }
        // Beside a stream the one timer may be the stream's, and the feed is asked every five minutes.
        let mut ordinary = self.known.longest_period;
        if self.plan.streams {
            ordinary = ordinary.max(5 * MINUTE);
            first = first.max(self.now + earned);
        }
        let interval = ordinary + ordinary / 5;
        let deadline = first + interval + 2_000 + 3 * (SLOWEST + LATEST);
        self.courses[who].calm = Some(self.now);
        self.say(who, || format!("nothing is wrong any more; the verdict is at {} ms", deadline));
        self.at(deadline, Event::Verdict(who));
    }

    /// Two intervals are over: what the reader has is what the newsroom has. Then the reader asks for everything older.
    pub(super) fn verdict(&mut self, who: usize) -> Result<(), Breach> {
        rules::converged(&self.readers[who].state, &self.newsroom, Reach::Page)?;
        self.say(who, || "has what the newsroom has, and goes on to what is older".to_owned());
        self.courses[who].reading = true;
        self.act(who, Action::FilterSet(Filter::default()))?;
        self.act(who, Action::PendingShown)?;
        self.read_on(who)
    }

    /// Presses the button below the last entry until there is none.
    pub(super) fn read_on(&mut self, who: usize) -> Result<(), Breach> {
        if !self.courses[who].reading {
            return Ok(());
        }
        loop {
            let state = &self.readers[who].state;
            let drawn_all = state.listing.entries.len() == state.listing.matching;
            match state.older_pages() {
                OlderPages::Coming => return Ok(()),
                OlderPages::None if drawn_all => break,
                _ => self.act(who, Action::MoreShown)?,
            }
        }
        self.courses[who].reading = false;
        self.courses[who].done = true;
        let state = &self.readers[who].state;
        let early = self.plan.deeds.iter().any(|(_, of, deed)| *of == who && *deed == Deed::More);
        let reach = match self.newsroom.shape {
            // Whether a page that is newer than all that is known belongs to the same entries, nothing says.
            Shape::Paged { .. } if self.newsroom.began_anew => Reach::Page,
            _ if early => Reach::AllButChanges,
            _ => Reach::All,
        };
        rules::converged(state, &self.newsroom, reach)?;
        if early { Ok(()) } else { rules::shown(state, &self.newsroom) }
    }
}
