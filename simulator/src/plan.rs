//! What is to happen in one run: everything is drawn from the seed before it begins.

use crate::Millis;
use crate::dice::Dice;
use crate::fault::{self, Fault};
use crate::newsroom::Shape;

/// One run.
#[derive(Clone, Debug)]
pub struct Plan {
    /// All chance comes from it.
    pub seed: u64,
    /// How many readers.
    pub readers: usize,
    /// The pause that the page asks for, in seconds.
    pub poll: Option<u64>,
    /// The pause that the feed asks for, in seconds.
    pub feed_poll: Option<u64>,
    /// How the newsroom publishes.
    pub shape: Shape,
    /// Whether its dates are whole seconds.
    pub coarse: bool,
    /// Whether pinned entries stand first in the document.
    pub pinned_first: bool,
    /// How many entries there are at the beginning.
    pub entries: u64,
    /// When the newsroom does something.
    pub story: Vec<Millis>,
    /// Whether the coverage ends with the last of these.
    pub ends: bool,
    /// The faults of servers and networks.
    pub windows: Vec<Window>,
    /// What readers and their machines do.
    pub deeds: Vec<(Millis, usize, Deed)>,
    /// Whether there is a stream beside the feed.
    pub streams: bool,
    /// The status with which the stream is refused for good.
    pub refuses_streams: Option<u16>,
    /// What breaks the streams, and when.
    pub cuts: Vec<(Millis, Cut)>,
    /// When all is well again and stays so.
    pub calm: Millis,
}

/// A span of time with a fault.
#[derive(Clone, Copy, Debug)]
pub struct Window {
    /// From here.
    pub from: Millis,
    /// To here.
    pub until: Millis,
    /// What is wrong.
    pub fault: Fault,
    /// For how many of a hundred requests.
    pub percent: u64,
    /// For one reader, or all.
    pub reader: Option<usize>,
}

/// What breaks every stream at one moment.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Cut {
    /// The server starts anew, and has forgotten its history.
    Restart,
    /// The server, or a proxy, ends them.
    Ended,
    /// They break off.
    Reset,
    /// Nothing comes any more, and nobody says so.
    Silent,
}

/// What a reader, or the reader's machine, does.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Deed {
    /// The tab is hidden, or shown.
    Hide(bool),
    /// The browser says that there is no network, or that there is.
    Offline(bool),
    /// The machine sleeps; its monotonic clock may stop meanwhile.
    Sleep {
        /// Whether it does.
        clock_stops: bool,
    },
    /// The machine wakes.
    Wake,
    /// The wall clock is set forward or back, in milliseconds.
    Jump(i64),
    /// The reader asks for an answer.
    Refresh,
    /// The top of the feed comes into view or leaves it.
    Top(bool),
    /// The button of held entries.
    Pending,
    /// The button below the last entry.
    More,
    /// Key events only, or all.
    KeyOnly,
}

const MINUTE: Millis = 60_000;
const TEN_YEARS: i64 = 315_360_000_000;

impl Plan {
    /// A run of which everything is drawn by chance.
    #[must_use]
    pub fn any(seed: u64) -> Self {
        let mut dice = Dice::new(seed, 1);
        let calm = dice.between(2 * MINUTE, 15 * MINUTE);
        let readers = dice.below(3) + 1;
        let shape = match dice.below(8) {
            0..3 => Shape::Whole,
            3..5 => Shape::Stones,
            5..7 => Shape::Paged { window: dice.below(20) + 5 },
            _ => Shape::Changes,
        };
        let mut plan = Self {
            seed,
            readers,
            poll: dice.percent(70).then(|| *dice.pick(&[5, 10, 10, 15, 30, 60])),
            feed_poll: dice.percent(20).then(|| dice.between(5, 60)),
            shape,
            coarse: dice.percent(30),
            pinned_first: dice.percent(40),
            entries: dice.between(0, 30),
            story: Vec::new(),
            ends: dice.percent(10),
            windows: Vec::new(),
            deeds: Vec::new(),
            streams: false,
            refuses_streams: None,
            cuts: Vec::new(),
            calm,
        };
        let changes = dice.between(1, 60);
        plan.story = moments(&mut dice, changes, calm);
        for _ in 0..dice.between(1, 8) {
            let window = plan.window(&mut dice);
            plan.windows.push(window);
        }
        for reader in 0..readers {
            for _ in 0..dice.between(0, 8) {
                plan.deed(&mut dice, reader);
            }
        }
        plan.deeds.sort_by_key(|(at, ..)| *at);
        plan.with_stream(&mut Dice::new(seed, 2));
        plan
    }

    /// Two blogs in five have a stream.
    fn with_stream(&mut self, dice: &mut Dice) {
        self.streams = dice.percent(40);
        self.refuses_streams = dice.percent(8).then(|| *dice.pick(&[204, 404, 410, 503]));
        for _ in 0..dice.between(0, 5) {
            let cut = *dice.pick(&[Cut::Restart, Cut::Restart, Cut::Ended, Cut::Reset, Cut::Silent]);
            self.cuts.push((dice.between(0, self.calm - 1), cut));
        }
    }

    /// A run with one fault, at one time, for all, and no other.
    #[must_use]
    pub fn only(fault: Fault, seed: u64) -> Self {
        let mut dice = Dice::new(seed, 3);
        let from = dice.between(MINUTE, 3 * MINUTE);
        let until = from + dice.between(20_000, 4 * MINUTE);
        let window = Window { from, until, fault, percent: 100, reader: None };
        let calm = until + 1;
        Self {
            windows: vec![window],
            deeds: Vec::new(),
            calm,
            story: moments(&mut dice, 25, calm),
            cuts: Vec::new(),
            refuses_streams: None,
            ..Self::any(seed)
        }
    }

    /// A run in which readers do this, and nothing is wrong with the network.
    #[must_use]
    pub fn with_deeds(deeds: &[(Millis, Deed)], calm: Millis, seed: u64) -> Self {
        let mut dice = Dice::new(seed, 4);
        let deeds = deeds.iter().map(|(at, deed)| (*at, 0, *deed)).collect();
        let story = moments(&mut dice, 25, calm);
        let (windows, cuts) = (Vec::new(), Vec::new());
        Self { windows, cuts, deeds, calm, readers: 1, story, refuses_streams: None, ..Self::any(seed) }
    }

    fn window(&self, dice: &mut Dice) -> Window {
        let from = dice.between(0, self.calm - 1);
        let long = match dice.below(3) {
            0 => dice.between(1_000, 20_000),
            1 => dice.between(20_000, 2 * MINUTE),
            _ => dice.between(2 * MINUTE, 8 * MINUTE),
        };
        Window {
            from,
            until: (from + long).min(self.calm),
            fault: fault::any(dice),
            percent: *dice.pick(&[100, 100, 60, 25]),
            reader: dice.percent(30).then(|| dice.below(self.readers)),
        }
    }

    fn deed(&mut self, dice: &mut Dice, reader: usize) {
        let at = dice.between(0, self.calm - 1);
        let back = (at + dice.between(500, 6 * MINUTE)).min(self.calm - 1);
        let mut both = |first, then| self.deeds.extend([(at, reader, first), (back, reader, then)]);
        match dice.below(10) {
            0 | 1 => both(Deed::Hide(true), Deed::Hide(false)),
            2 => both(Deed::Offline(true), Deed::Offline(false)),
            3 => both(Deed::Sleep { clock_stops: dice.percent(50) }, Deed::Wake),
            4 => {
                let far = i64::try_from(dice.between(0, 2 * 315_360_000_000)).unwrap_or(0) - TEN_YEARS;
                self.deeds.push((at, reader, Deed::Jump(*dice.pick(&[far, 3_600_000, -3_600_000]))));
            }
            5 => self.deeds.push((at, reader, Deed::Refresh)),
            6 => both(Deed::Top(true), Deed::Top(false)),
            7 => self.deeds.push((at, reader, Deed::Pending)),
            8 => self.deeds.push((at, reader, Deed::More)),
            _ => both(Deed::KeyOnly, Deed::KeyOnly),
        }
    }
}

/// So many moments before `end`, in order; often close together.
fn moments(dice: &mut Dice, count: u64, end: Millis) -> Vec<Millis> {
    let mut at = dice.between(0, end - 1);
    let mut moments: Vec<Millis> = (0..count)
        .map(|_| {
            let near = dice.percent(30);
            at = if near { (at + dice.between(0, 900)).min(end - 1) } else { dice.between(0, end - 1) };
            at
        })
        .collect();
    moments.sort_unstable();
    moments
}
