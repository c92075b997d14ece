//! The schedule's scripts: every fault that concerns it, as a row of what the server answers, what happens on the page, and
//! when the feed is asked. Each row is played for many seeds against the clockless machine itself; seconds of the story.
#![allow(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    clippy::panic,
    reason = "a failed test is the point of a test"
)]

use super::*;
use Event::*;
use Reply::*;
use rows::ROWS;

#[path = "poll_scripts_rows_tests.rs"]
mod rows;

/// What the server does with a request; the last of a row goes on for ever.
#[derive(Clone, Copy, Debug)]
enum Reply {
    /// A feed, or the same bytes again: to the schedule one and the same.
    Good,
    /// This status, and the seconds of a `Retry-After` that can be read.
    Status(u16, Option<u64>),
    /// No network, no such host, refused, not shared across origins, cut short: browsers tell no more.
    Unreachable,
    /// HTML, half a document, another language.
    NotJson,
    /// Nothing: what the shell gives up by its own limits, after the ten seconds for the first byte.
    Silent,
    /// Not even the shell's timer comes.
    Lost,
}

#[derive(Clone, Copy, Debug)]
enum Event {
    Hide,
    Show,
    Offline,
    Online,
    /// The machine sleeps so many seconds, and the page's clock with it.
    Sleep(i64),
    /// The machine sleeps so many seconds; the page's clock goes on, and no timer fires.
    Doze(u64),
    /// The reader, or a server of time, sets the clock forward or back by so many seconds.
    SetClock(i64),
    Keep,
    Restore,
    Freeze,
    Thaw,
    Press,
    /// The feed says that it is complete.
    End,
    /// Another reader on the page had a good answer, or a useless one.
    Overhear(bool),
}

/// When the feed is asked: the first requests one by one, and then how many there are in a stretch of time.
struct Row {
    name: &'static str,
    answers: &'static [Reply],
    events: &'static [(u64, Event)],
    /// Bounds of the first requests, in seconds.
    asks: &'static [(u64, u64)],
    /// From, until, at least, at most.
    counts: &'static [(u64, u64, usize, usize)],
}

/// Half a minute of real time at most passes unnoticed: the page's ticker wakes the schedule once a minute, and this play
/// does so each time something happens.
struct Play {
    poll: Poll,
    tick: u64,
    /// The wall clock, ahead of the page's by so much.
    ahead: i64,
    replies: &'static [Reply],
    asked: Vec<u64>,
    reply: Option<(RequestNo, u64, Reply)>,
}

impl Play {
    fn now(&self) -> Now {
        let wall = i64::try_from(self.tick).unwrap() + self.ahead + 1_795_442_530_000;
        Now { wall: Timestamp(wall), tick: Tick(self.tick) }
    }

    /// What the shell does after every action: starts the request that is wanted, forgets the one that is not.
    fn carry_out(&mut self) {
        let wanted = self.poll.request();
        if self.reply.map(|(no, ..)| no) == wanted {
            return;
        }
        self.reply = wanted.map(|no| {
            let reply = self.replies[self.asked.len().min(self.replies.len() - 1)];
            self.asked.push(self.tick / SECOND);
            let takes = match reply {
                Silent => 10 * SECOND,
                Lost => u64::MAX,
                _ => 100,
            };
            (no, self.tick.saturating_add(takes), reply)
        });
    }

    fn answer(&mut self, no: RequestNo, reply: Reply) {
        let now = self.now();
        let failure = match reply {
            Good => {
                assert!(self.poll.answered(Some(no), now));
                return;
            }
            Status(code, wait) => Failure::Status { code, retry_after: wait.map(|s| s * SECOND) },
            Unreachable => Failure::Unreachable,
            NotJson => Failure::NotJson,
            Silent => Failure::TimedOut,
            Lost => panic!("it never comes"),
        };
        let _ = self.poll.answered_badly(Some(no), failure, now);
    }

    fn happen(&mut self, event: Event) {
        match event {
            Sleep(seconds) | SetClock(seconds) => self.ahead += seconds * 1_000,
            Doze(seconds) => self.tick += seconds * SECOND,
            _ => {}
        }
        let now = self.now();
        match event {
            Hide | Show => self.poll.hidden(matches!(event, Hide), now),
            Offline | Online => self.poll.offline(matches!(event, Offline), now),
            Keep => self.poll.put_aside(Aside::Kept, now),
            Restore => self.poll.brought_back(Aside::Kept, now),
            Freeze => self.poll.put_aside(Aside::Frozen, now),
            Thaw => self.poll.brought_back(Aside::Frozen, now),
            Press => self.poll.refresh(now),
            End => self.poll.set_finished(true, now),
            Overhear(true) => assert!(self.poll.answered(None, now)),
            Overhear(false) => assert!(self.poll.answered_badly(None, Failure::NotJson, now)),
            Sleep(_) | SetClock(_) | Doze(_) => self.poll.woke(now),
        }
    }

    /// Times of all requests, in seconds, until the story's end.
    fn of(row: &Row, seed: u64, until: u64) -> Vec<u64> {
        let zero = Now { wall: Timestamp(1_795_442_530_000), tick: Tick(0) };
        let poll = Poll::new(Some(15 * SECOND), seed, zero);
        let mut play = Play { poll, tick: 0, ahead: 0, replies: row.answers, asked: Vec::new(), reply: None };
        let mut events = row.events.iter().peekable();
        play.carry_out();
        for _ in 0..10_000 {
            let next_event = events.peek().map_or(u64::MAX, |(at, _)| at * SECOND);
            let next_answer = play.reply.map_or(u64::MAX, |(_, at, _)| at);
            let next_wake = play.poll.wake_at().map_or(u64::MAX, |at| at.0);
            let next = next_event.min(next_answer).min(next_wake).max(play.tick);
            if next > until * SECOND {
                return play.asked;
            }
            play.tick = next;
            if let Some((no, _, reply)) = play.reply.filter(|(_, at, _)| *at <= next) {
                play.answer(no, reply);
            } else if next_wake <= next {
                play.poll.woke(play.now());
            } else if let Some((_, event)) = events.next() {
                play.happen(*event);
            }
            play.carry_out();
        }
        panic!("{}: seed {seed}: it never comes to rest", row.name);
    }
}

#[test]
fn the_schedules_scripts_for_every_row_of_the_matrix() {
    for row in ROWS {
        let latest =
            row.asks.iter().map(|(_, to)| to + 20).chain(row.counts.iter().map(|count| count.1)).max();
        for seed in 0..200 {
            let asked = Play::of(row, seed * 7_919, latest.unwrap());
            let told = format!("{}: seed {seed}: {asked:?}", row.name);
            for (place, (from, to)) in row.asks.iter().enumerate() {
                assert!(asked.get(place).is_some_and(|at| (from..=to).contains(&at)), "{from}-{to}, {told}");
            }
            for (from, to, least, most) in row.counts {
                let count = asked.iter().filter(|at| (from..=to).contains(at)).count();
                assert!((least..=most).contains(&&count), "{count} in {from}-{to}, {told}");
            }
        }
    }
}
