//! Time, and everything that happens in it.

use std::cmp::Reverse;
use std::collections::BinaryHeap;

use live_blog::core::session::{Action, Request};
use live_blog::core::stream::ConnectionNo;
use live_blog::core::timeline::Timeline;

use crate::Millis;
use crate::channel::Channel;
use crate::dice::Dice;
use crate::fault::Wire;
use crate::newsroom::{Newsroom, Post};
use crate::plan::{Cut, Deed, Plan};
use crate::reader::Reader;
use crate::rules::{Breach, Known};
use crate::story;
use calm::Course;
use stream::{Line, Word};

mod calm;
mod stream;
mod wire;

/// An answer is under way this long at most, when nothing is wrong.
const SLOWEST: Millis = 800;
/// A timer fires this much too late at most, in a tab that is looked at.
const LATEST: Millis = 40;

/// What is to happen at some moment.
enum Event {
    Story,
    Last,
    Deed(usize, Deed),
    Timer(usize, u32),
    Comes(usize, Request, Wire),
    OlderComes(usize, Request, Wire),
    Stream(usize, ConnectionNo, Word),
    Cut(Cut),
    Calm,
    Verdict(usize),
}

struct Due(Millis, u64, Event);

impl PartialEq for Due {
    fn eq(&self, other: &Self) -> bool {
        (self.0, self.1) == (other.0, other.1)
    }
}

impl Eq for Due {}

impl PartialOrd for Due {
    fn partial_cmp(&self, other: &Self) -> Option<std::cmp::Ordering> {
        Some(self.cmp(other))
    }
}

impl Ord for Due {
    fn cmp(&self, other: &Self) -> std::cmp::Ordering {
        (self.0, self.1).cmp(&(other.0, other.1))
    }
}

/// What a run gave, when no rule was broken.
#[derive(Clone, Debug, Default)]
pub struct Outcome {
    /// Requests sent.
    pub requests: u32,
    /// Answers that a fault spoiled, withheld or delayed.
    pub faults: u32,
    /// Streams that were opened.
    pub streams: u32,
    /// Changes in the newsroom.
    pub changes: u32,
    /// For each reader how long after the last fault all was as in the newsroom, in milliseconds.
    pub recoveries: Vec<Millis>,
}

/// How a run failed.
#[derive(Clone, Debug)]
pub struct Failed {
    /// The seed that makes it happen again.
    pub seed: u64,
    /// When.
    pub at: Millis,
    /// To which reader.
    pub who: usize,
    /// What was not as it must be.
    pub breach: Breach,
}

/// One run.
pub struct World {
    plan: Plan,
    /// The newsroom.
    pub newsroom: Newsroom,
    /// The readers.
    pub readers: Vec<Reader>,
    courses: Vec<Course>,
    channel: Channel,
    lines: Vec<Option<Line>>,
    known: Known,
    queue: BinaryHeap<Reverse<Due>>,
    serial: u64,
    now: Millis,
    dice: Dice,
    story_dice: Dice,
    outcome: Outcome,
    trace: bool,
}

impl World {
    /// A run at its beginning.
    #[must_use]
    pub fn new(plan: Plan, trace: bool) -> Self {
        let feed_poll = plan.feed_poll;
        let longest = plan.poll.unwrap_or(15).max(feed_poll.unwrap_or(15)) * 1_000;
        let mut world = Self {
            newsroom: Newsroom::new(plan.shape, plan.coarse, plan.pinned_first, feed_poll),
            readers: Vec::new(),
            courses: vec![Course::default(); plan.readers],
            channel: Channel::default(),
            lines: (0..plan.readers).map(|_| None).collect(),
            known: Known { longest_period: longest, thorough: true, ..Known::default() },
            queue: BinaryHeap::new(),
            serial: 0,
            now: 0,
            dice: Dice::new(plan.seed, 10),
            story_dice: Dice::new(plan.seed, 11),
            outcome: Outcome::default(),
            trace,
            plan,
        };
        world.prepare();
        world
    }

    fn prepare(&mut self) {
        self.newsroom.streams = self.plan.streams;
        for n in 0..self.plan.entries {
            let earlier = i64::try_from((self.plan.entries - n) * 90_000).unwrap_or(0);
            self.newsroom.publish(0, earlier);
        }
        self.newsroom.issue(0);
        self.note_publications();
        for at in self.plan.story.clone() {
            self.at(at, Event::Story);
        }
        if self.plan.ends {
            self.at(self.plan.calm.saturating_sub(1), Event::Last);
        }
        for (at, who, deed) in self.plan.deeds.clone() {
            self.at(at, Event::Deed(who, deed));
        }
        for (at, cut) in self.plan.cuts.clone() {
            self.at(at, Event::Cut(cut));
        }
        self.at(self.plan.calm, Event::Calm);
        for who in 0..self.plan.readers {
            let (reader, effects) = Reader::open(who, self.plan.poll, self.plan.streams, self.dice.draw(), 0);
            self.readers.push(reader);
            self.carry_out(who, effects);
        }
    }

    /// Lets everything happen.
    ///
    /// # Errors
    /// At the first broken rule.
    pub fn run(mut self) -> Result<Outcome, Box<Failed>> {
        while let Some(Reverse(Due(at, _, event))) = self.queue.pop() {
            self.now = at;
            let who = match &event {
                Event::Deed(who, _) | Event::Timer(who, _) | Event::Verdict(who) => *who,
                Event::Comes(who, ..) | Event::OlderComes(who, ..) | Event::Stream(who, ..) => *who,
                Event::Story | Event::Last | Event::Cut(_) | Event::Calm => 0,
            };
            let outcome = self.happen(event);
            if let Err(breach) = outcome {
                self.say(who, || format!("BREACH: {breach}"));
                return Err(Box::new(Failed { seed: self.plan.seed, at, who, breach }));
            }
            if self.courses.iter().all(|course| course.done) {
                break;
            }
        }
        if let Some(who) = self.courses.iter().position(|course| !course.done) {
            let breach = Breach { said: "the run stands still before its end".to_owned() };
            return Err(Box::new(Failed { seed: self.plan.seed, at: self.now, who, breach }));
        }
        self.outcome.requests = self.readers.iter().map(|reader| reader.requests).sum();
        self.outcome.recoveries = self.courses.iter().filter_map(Course::recovery).collect();
        Ok(self.outcome)
    }

    fn happen(&mut self, event: Event) -> Result<(), Breach> {
        match event {
            Event::Story => {
                let before = self.newsroom.posts.clone();
                let words = story::step(&mut self.newsroom, &mut self.story_dice, self.now);
                self.outcome.changes += 1;
                self.note_publications();
                self.say(usize::MAX, || format!("the newsroom {words}"));
                self.tell_the_stream(&before);
                Ok(())
            }
            Event::Last => {
                self.newsroom.ended = true;
                self.newsroom.issue(self.now);
                self.say(usize::MAX, || "the newsroom ends the coverage".to_owned());
                self.tell_the_stream(&self.newsroom.posts.clone());
                Ok(())
            }
            // What was put off until the machine wakes may come too late for this run.
            Event::Deed(_, deed) if self.now >= self.plan.calm && deed != Deed::Refresh => Ok(()),
            Event::Deed(who, deed) => self.do_deed(who, deed),
            Event::Timer(who, no) => self.timer(who, no),
            Event::Comes(who, request, wire) => self.comes(who, request, wire),
            Event::OlderComes(who, request, wire) => self.older_comes(who, request, wire),
            Event::Stream(who, no, word) => self.streamed(who, no, word),
            Event::Cut(cut) => {
                self.cut(cut);
                Ok(())
            }
            Event::Calm => self.all_is_well(),
            Event::Verdict(who) => self.verdict(who),
        }
    }

    fn at(&mut self, at: Millis, event: Event) {
        self.serial += 1;
        self.queue.push(Reverse(Due(at, self.serial, event)));
    }

    fn say(&self, who: usize, words: impl FnOnce() -> String) {
        if self.trace {
            let name = if who == usize::MAX { "-".to_owned() } else { who.to_string() };
            println!("{:>9.3} s  {name}  {}", self.now as f64 / 1_000.0, words());
        }
    }

    /// What an answer changed, for a reader of the trace.
    fn tell_changes(&self, who: usize, before: &Timeline) {
        let after = &self.readers[who].state.timeline;
        let missing = |in_one: &Timeline, in_other: &Timeline| {
            let rows = in_one.rows().iter();
            let ids = rows.filter(|row| !in_other.rows().iter().any(|other| other.entry.id == row.entry.id));
            ids.map(|row| row.entry.id.0.to_string()).collect::<Vec<_>>().join(" ")
        };
        for (what, ids) in [("come", missing(after, before)), ("go", missing(before, after))] {
            if !ids.is_empty() {
                self.say(who, || format!("{what}: {ids}"));
            }
        }
        if !std::ptr::eq(before, &**after) && after.is_in_doubt() {
            self.say(who, || "is in doubt".to_owned());
        }
    }

    fn note_publications(&mut self) {
        for post in &self.newsroom.posts {
            self.known.publications.insert(post.id(), post.publications);
        }
        let judged = !self.newsroom.coarse && !self.newsroom.began_anew;
        let posts = self.newsroom.posts.iter().filter(|post| judged && !post.gone && !post.late);
        self.known.standing = posts.map(Post::id).collect();
    }

    fn act(&mut self, who: usize, action: Action) -> Result<(), Breach> {
        let before = std::rc::Rc::clone(&self.readers[who].state.timeline);
        let effects = self.readers[who].act(action, self.now, &self.known)?;
        if self.trace {
            self.tell_changes(who, &before);
        }
        self.carry_out(who, effects);
        if self.now >= self.plan.calm {
            self.look_for_calm(who);
        }
        Ok(())
    }

    fn timer(&mut self, who: usize, no: u32) -> Result<(), Breach> {
        let reader = &self.readers[who];
        if reader.timer_no != no {
            return Ok(());
        }
        if reader.asleep.is_some() {
            return Ok(());
        }
        self.act(who, Action::Woke)
    }

    fn do_deed(&mut self, who: usize, deed: Deed) -> Result<(), Breach> {
        self.say(who, || format!("{deed:?}"));
        let now = self.now;
        let reader = &mut self.readers[who];
        match deed {
            Deed::Sleep { clock_stops } => {
                reader.asleep = reader.asleep.or(Some((now, clock_stops)));
                return Ok(());
            }
            Deed::Wake => return self.wake(who),
            _ if reader.asleep.is_some() => {
                // Nothing happens on a machine that sleeps; it is made up for when it wakes.
                self.at(now + 1_000, Event::Deed(who, deed));
                return Ok(());
            }
            Deed::Jump(by) => {
                reader.skew += by;
                return Ok(());
            }
            _ => {}
        }
        let action = match deed {
            Deed::Hide(hidden) => Action::VisibilityChanged { hidden },
            Deed::Offline(offline) => Action::NetworkChanged { offline },
            Deed::Refresh => Action::RefreshPressed,
            Deed::Top(seen) => Action::TopSeen(seen),
            Deed::Pending => Action::PendingShown,
            Deed::More => Action::MoreShown,
            _ => Action::KeyOnlyToggled,
        };
        let timer = reader.timer_no;
        self.act(who, action)?;
        if deed == Deed::Hide(false) && self.readers[who].timer_no == timer {
            self.set_timer_anew(who);
        }
        Ok(())
    }

    /// The machine wakes: a clock that stood still goes on, and every timer is late or goes on with what was left of it.
    fn wake(&mut self, who: usize) -> Result<(), Breach> {
        let now = self.now;
        let reader = &mut self.readers[who];
        let Some((since, clock_stops)) = reader.asleep.take() else { return Ok(()) };
        if clock_stops {
            reader.stood_still += now - since;
        }
        self.set_timer_anew(who);
        Ok(())
    }

    /// Timers that were held back, by sleep or in a hidden tab, fire as soon as they may.
    fn set_timer_anew(&mut self, who: usize) {
        let reader = &mut self.readers[who];
        if let Some(tick) = reader.timer {
            reader.timer_no += 1;
            let (at, no) = (reader.time_of(tick).max(self.now) + 1, reader.timer_no);
            self.at(at, Event::Timer(who, no));
        }
    }
}
