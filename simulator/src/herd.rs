//! A thousand readers whose server goes away and comes back.
//!
//! Each has the page open for a while, asks at its own moments, and meets the outage on its own. Counted is when they ask
//! for the first time after its end: those who met it, and so retry, and all of them. Who slept through a short outage
//! between two polls goes on in the ordinary pace, which at a poll every 15 seconds is itself 6.7 % of them in each second.

use crate::Millis;
use crate::dice::Dice;
use crate::fault::{self, Fault};
use crate::newsroom::{Newsroom, Shape};
use crate::reader::{Effect, Reader};
use crate::rules::{Breach, Known};
use crate::shell;
use live_blog::core::session::Action;

/// An outage, and what the server says during it.
#[derive(Clone, Copy, Debug)]
pub struct Outage {
    /// How long.
    pub long: Millis,
    /// What is wrong.
    pub fault: Fault,
    /// The pause between polls, in seconds.
    pub poll: u64,
}

/// How the readers came back.
#[derive(Clone, Debug, Default)]
pub struct Return {
    /// How many of a thousand readers retried in the busiest second after the end.
    pub retries: u32,
    /// How many asked in the busiest second after the end, with those who had not noticed.
    pub first: u32,
    /// How many requests that failed there were in the busiest second of the outage, after its first pause.
    pub during: u32,
    /// When the last reader was served again, in milliseconds after the end.
    pub last: Millis,
    /// The same of half of them.
    pub half: Millis,
}

const READERS: usize = 1_000;
/// The outage begins here: by then every reader has its own rhythm.
const BEGINS: Millis = 120_000;

/// Plays one outage.
///
/// # Errors
/// When a reader breaks a rule.
pub fn outage(outage: Outage, seed: u64) -> Result<Return, Breach> {
    let mut newsroom = Newsroom::new(Shape::Whole, false, false, None);
    (0..20).for_each(|n| {
        newsroom.publish(0, 60_000 * (20 - n));
    });
    newsroom.issue(0);
    let end = BEGINS + outage.long;
    let mut dice = Dice::new(seed, 20);
    let known = Known { longest_period: outage.poll * 1_000, ..Known::default() };
    let (mut failed, mut retries, mut first) = (Seconds::default(), Seconds::default(), Seconds::default());
    let mut back: Vec<Millis> = Vec::with_capacity(READERS);
    for who in 0..READERS {
        let opened = dice.between(0, 60_000);
        let (mut reader, effects) = Reader::open(who, Some(outage.poll), false, dice.draw(), opened);
        let (mut now, mut met) = (opened, false);
        let mut waiting = effects;
        loop {
            let sent = waiting.iter().find_map(|effect| match effect {
                Effect::Send(request) => Some(request.clone()),
                _ => None,
            });
            if let Some(request) = sent {
                let is_over = now >= end;
                let fault = (BEGINS..end).contains(&now).then_some(outage.fault);
                if is_over {
                    first.count(now);
                    if met {
                        retries.count(now);
                    }
                    back.push(now - end);
                    break;
                }
                met |= fault.is_some();
                if fault.is_some() && now >= BEGINS + 2 * outage.poll * 1_000 {
                    failed.count(now);
                }
                let (wire, extra) = fault::answer(&newsroom, fault, BEGINS, now, &mut dice);
                now += dice.between(20, 300) + extra;
                let wall = reader.now(now).wall;
                let answer = shell::answer(wire, &request, reader.state.remembered_format(), wall);
                reader.request = None;
                waiting = reader.act(Action::Answered { request: request.no, answer }, now, &known)?;
                continue;
            }
            let Some(tick) = reader.timer else { break };
            now = reader.time_of(tick).max(now) + dice.between(0, 10);
            waiting = reader.act(Action::Woke, now, &known)?;
        }
    }
    back.sort_unstable();
    let half = back.get(back.len() / 2).copied().unwrap_or(0);
    Ok(Return {
        retries: retries.busiest(),
        first: first.busiest(),
        during: failed.busiest(),
        last: back.last().copied().unwrap_or(0),
        half,
    })
}

/// Requests in each second.
#[derive(Default)]
struct Seconds(Vec<u32>);

impl Seconds {
    fn count(&mut self, at: Millis) {
        let second = usize::try_from(at / 1_000).unwrap_or(0);
        if self.0.len() <= second {
            self.0.resize(second + 1, 0);
        }
        self.0[second] += 1;
    }

    fn busiest(&self) -> u32 {
        self.0.iter().copied().max().unwrap_or(0)
    }
}
