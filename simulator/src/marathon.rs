//! Three days with one reader: 25,920 polls at ten seconds, 10,000 entries, 20,000 edits, 1,000 withdrawals and 100 restarts of
//! the server, and what the reader's memory does meanwhile.

use std::collections::VecDeque;
use std::time::Instant;

use crate::Millis;
use crate::dice::Dice;
use crate::fault::{self, Fault};
use crate::newsroom::{Newsroom, Shape};
use crate::reader::{Effect, Reader};
use crate::rules::{self, Breach, Known, Reach};
use crate::shell;
use live_blog::core::session::Action;

/// How much there is of everything.
#[derive(Clone, Copy, Debug)]
pub struct Course {
    /// Hours.
    pub hours: u64,
    /// Entries published.
    pub entries: u64,
    /// Entries changed.
    pub edits: u64,
    /// Entries withdrawn.
    pub withdrawals: u64,
    /// Restarts of the server.
    pub restarts: u64,
}

/// The three days.
pub const THREE_DAYS: Course =
    Course { hours: 72, entries: 10_000, edits: 20_000, withdrawals: 1_000, restarts: 100 };

/// What came of it.
#[derive(Clone, Debug, Default)]
pub struct Finish {
    /// Requests sent.
    pub requests: u32,
    /// Requests that a restart spoiled.
    pub spoiled: u32,
    /// Entries at the end, in the newsroom and, the same, with the reader.
    pub entries: usize,
    /// At each full hour: entries that the reader has, and bytes that live on the reader's account.
    pub hours: Vec<(usize, i64)>,
    /// Seconds of real time.
    pub seconds: u64,
}

impl Finish {
    /// By how many bytes an hour memory grew, from hour one to the end.
    #[must_use]
    pub fn slope(&self) -> i64 {
        let (Some((_, from)), Some((_, to))) = (self.hours.get(1), self.hours.last()) else { return 0 };
        (to - from) / i64::try_from(self.hours.len().saturating_sub(2)).unwrap_or(1).max(1)
    }

    /// Bytes for each entry, at this hour.
    #[must_use]
    pub fn bytes_each(&self, hour: usize) -> i64 {
        let (entries, bytes) = self.hours.get(hour).copied().unwrap_or((1, 0));
        bytes / i64::try_from(entries.max(1)).unwrap_or(1)
    }
}

const HOUR: Millis = 3_600_000;
/// How many of the newest entries the feed lists. What is changed is among the newest sixty.
const WINDOW: usize = 100;
const FRESH: usize = 60;

enum Happening {
    Publish,
    Edit,
    Withdraw,
}

/// Runs it. `live` tells how many bytes live on the heap now.
///
/// # Errors
/// When the reader breaks a rule, or does not have at the end what the newsroom has.
pub fn run(course: Course, seed: u64, live: impl Fn() -> i64) -> Result<Finish, Breach> {
    let begun = Instant::now();
    let mut dice = Dice::new(seed, 30);
    let mut newsroom = Newsroom::new(Shape::Paged { window: WINDOW }, false, false, None);
    let end = course.hours * HOUR;
    let mut story = story(course, end, &mut dice);
    let mut restarts = moments(course.restarts, end, &mut dice);
    let mut known = Known { longest_period: 10_000, ..Known::default() };
    let mut finish = Finish::default();
    let before = live();
    let (mut reader, mut waiting) = Reader::open(0, Some(10), false, dice.draw(), 0);
    let mut own = live() - before;
    let mut down: Option<Millis> = None;
    let mut now = 0;
    loop {
        let sent = waiting.iter().find_map(|effect| match effect {
            Effect::Send(request) => Some(request.clone()),
            _ => None,
        });
        let action = if let Some(request) = sent {
            while story.front().is_some_and(|(at, _)| *at <= now) {
                let Some((at, happening)) = story.pop_front() else { break };
                happen(&mut newsroom, &happening, at, &mut dice);
                if let Some(post) = newsroom.posts.first() {
                    known.publications.insert(post.id(), 1);
                }
            }
            newsroom.issue(now);
            while restarts.front().is_some_and(|at| *at <= now) {
                down = restarts.pop_front();
            }
            down = down.filter(|since| now < since + 20_000);
            finish.spoiled += u32::from(down.is_some());
            let fault = down.map(|_| Fault::Restart);
            let (wire, _) = fault::answer(&newsroom, fault, down.unwrap_or(0), now, &mut dice);
            now += dice.between(20, 300);
            let wall = reader.now(now).wall;
            let before = live();
            // A copy: what the bench made, the reader must not be seen to give back.
            let answer = shell::answer(wire.clone(), &request, reader.state.remembered_format(), wall);
            own += live() - before;
            reader.request = None;
            Action::Answered { request: request.no, answer }
        } else {
            let Some(tick) = reader.timer else { break };
            now = reader.time_of(tick).max(now) + dice.between(0, 10);
            if now >= end + 60_000 {
                break;
            }
            Action::Woke
        };
        known.thorough = finish.hours.len() as u64 * HOUR <= now;
        let before = live();
        drop(waiting);
        waiting = reader.act(action, now, &known)?;
        if dice.percent(2) {
            // Now and then the reader looks at what is new.
            waiting.extend(reader.act(Action::PendingShown, now, &known)?);
        }
        own += live() - before;
        while finish.hours.len() as u64 * HOUR <= now.min(end) {
            // What the bench itself remembers of the reader is not the reader's: as much as a copy of it takes.
            let before = live();
            let copy = reader.told.clone();
            let bench = live() - before;
            drop(copy);
            finish.hours.push((reader.state.timeline.rows().len(), own - bench));
        }
    }
    finish.requests = reader.requests;
    finish.entries = newsroom.alive().count();
    finish.seconds = begun.elapsed().as_secs();
    rules::converged(&reader.state, &newsroom, Reach::All)?;
    Ok(finish)
}

fn happen(newsroom: &mut Newsroom, happening: &Happening, at: Millis, dice: &mut Dice) {
    let place = |newsroom: &Newsroom, dice: &mut Dice| {
        let alive = newsroom.posts.iter().enumerate().filter(|(_, post)| !post.gone);
        let fresh: Vec<usize> = alive.map(|(place, _)| place).take(FRESH).collect();
        (!fresh.is_empty()).then(|| *dice.pick(&fresh))
    };
    match (happening, place(newsroom, dice)) {
        (Happening::Edit, Some(place)) => newsroom.edit(place, at, |_| {}),
        (Happening::Withdraw, Some(place)) => newsroom.withdraw(place, at),
        _ => {
            newsroom.publish(at, 0);
        }
    }
}

fn story(course: Course, end: Millis, dice: &mut Dice) -> VecDeque<(Millis, Happening)> {
    let mut story: Vec<(Millis, Happening)> = Vec::new();
    story.extend(moments(course.entries, end, dice).into_iter().map(|at| (at, Happening::Publish)));
    story.extend(moments(course.edits, end, dice).into_iter().map(|at| (at, Happening::Edit)));
    story.extend(moments(course.withdrawals, end, dice).into_iter().map(|at| (at, Happening::Withdraw)));
    story.sort_by_key(|(at, _)| *at);
    story.into()
}

fn moments(count: u64, end: Millis, dice: &mut Dice) -> VecDeque<Millis> {
    let mut moments: Vec<Millis> = (0..count).map(|_| dice.between(0, end - 1)).collect();
    moments.sort_unstable();
    moments.into()
}
