//! Thousands of runs, each from its own seed, on every core there is.

use std::collections::BTreeMap;
use std::ops::Range;
use std::sync::Mutex;
use std::sync::atomic::{AtomicU64, Ordering};

use crate::Millis;
use crate::plan::Plan;
use crate::world::{Failed, Outcome, World};

/// What many runs gave together.
#[derive(Debug, Default)]
pub struct Sum {
    /// Runs.
    pub runs: u64,
    /// Readers in them.
    pub readers: u64,
    /// Requests sent.
    pub requests: u64,
    /// Requests that met a fault.
    pub faults: u64,
    /// Streams that were opened.
    pub streams: u64,
    /// Changes in newsrooms.
    pub changes: u64,
    /// How long after the last fault each reader had everything, in milliseconds, in order.
    pub recoveries: Vec<Millis>,
    /// The runs that broke a rule, by seed.
    pub failed: BTreeMap<u64, Failed>,
}

impl Sum {
    fn add(&mut self, seed: u64, outcome: Result<Outcome, Box<Failed>>) {
        self.runs += 1;
        match outcome {
            Ok(outcome) => {
                self.readers += outcome.recoveries.len() as u64;
                self.requests += u64::from(outcome.requests);
                self.faults += u64::from(outcome.faults);
                self.streams += u64::from(outcome.streams);
                self.changes += u64::from(outcome.changes);
                self.recoveries.extend(outcome.recoveries);
            }
            Err(failed) => {
                self.failed.insert(seed, *failed);
            }
        }
    }

    /// The recovery that so many of a hundred do not exceed.
    #[must_use]
    pub fn recovery(&self, percent: usize) -> Millis {
        let last = self.recoveries.len().saturating_sub(1);
        self.recoveries.get(last * percent / 100).copied().unwrap_or(0)
    }
}

/// Runs a plan for each seed.
#[must_use]
pub fn run(seeds: Range<u64>, plan: impl Fn(u64) -> Plan + Sync) -> Sum {
    let (next, sum) = (AtomicU64::new(seeds.start), Mutex::new(Sum::default()));
    let threads = std::thread::available_parallelism().map_or(1, usize::from);
    std::thread::scope(|scope| {
        for _ in 0..threads {
            scope.spawn(|| {
                loop {
                    let seed = next.fetch_add(1, Ordering::Relaxed);
                    if seed >= seeds.end {
                        break;
                    }
                    let outcome = World::new(plan(seed), false).run();
                    sum.lock().expect("no thread panics while it adds").add(seed, outcome);
                }
            });
        }
    });
    let mut sum = sum.into_inner().expect("no thread panics while it adds");
    sum.recoveries.sort_unstable();
    sum
}
