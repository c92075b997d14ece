//! The soak: what `cargo xtask soak` runs. It prints the table of `docs/RELIABILITY.md`.
//!
//! `--seed N` runs one schedule and tells everything that happens in it; `--schedules N` runs so many
//! of them and nothing else.

mod memory;

use std::process::ExitCode;
use std::time::Instant;

use simulator::campaign::{self, Sum};
use simulator::fault::{Fault, Retry};
use simulator::herd::{self, Outage};
use simulator::marathon::{self, Finish, THREE_DAYS};
use simulator::plan::Plan;
use simulator::rows;
use simulator::rules::Breach;
use simulator::world::World;

#[global_allocator]
static COUNTED: memory::Counted = memory::Counted;

const SCHEDULES: u64 = 10_000;

fn main() -> ExitCode {
    let words: Vec<String> = std::env::args().skip(1).collect();
    let number = |name: &str| {
        let place = words.iter().position(|word| word == name)?;
        words.get(place + 1)?.parse::<u64>().ok()
    };
    if let Some(seed) = number("--seed") {
        return one(seed);
    }
    if let Some(count) = number("--schedules") {
        return if schedules(count) { ExitCode::SUCCESS } else { ExitCode::FAILURE };
    }
    if words.iter().any(|word| word == "--outages") {
        return if outages() { ExitCode::SUCCESS } else { ExitCode::FAILURE };
    }
    // One reader is one thread: the days pass beside the schedules.
    let days = std::thread::spawn(|| marathon::run(THREE_DAYS, 0, memory::live));
    let mut sound = matrix();
    println!();
    sound &= schedules(SCHEDULES);
    println!();
    sound &= days.join().is_ok_and(three_days);
    println!();
    sound &= outages();
    if sound { ExitCode::SUCCESS } else { ExitCode::FAILURE }
}

fn one(seed: u64) -> ExitCode {
    match World::new(Plan::any(seed), true).run() {
        Ok(outcome) => {
            println!("seed {seed}: no rule is broken, {} requests", outcome.requests);
            ExitCode::SUCCESS
        }
        Err(failed) => {
            println!("seed {seed}: after {} ms, reader {}: {}", failed.at, failed.who, failed.breach);
            ExitCode::FAILURE
        }
    }
}

/// The rows of the fault matrix, each with its twenty seeds.
fn matrix() -> bool {
    let (rows, mut runs, mut broken) = (rows::all(), 0, 0);
    for row in &rows {
        let sum = campaign::run(0..rows::SEEDS, |seed| row.plan(seed));
        runs += sum.runs;
        broken += u64::from(!sum.failed.is_empty());
        for failed in sum.failed.values() {
            println!("{}, seed {}, after {} ms: {}", row.name, failed.seed, failed.at, failed.breach);
        }
    }
    println!("| the fault matrix, one fault alone | |");
    println!("|---|---|");
    println!("| rows, runs | {}, {runs} |", rows.len());
    println!("| rows in which something was lost, doubled, reordered or announced twice | {broken} |");
    broken == 0
}

fn schedules(count: u64) -> bool {
    let begun = Instant::now();
    let sum = campaign::run(0..count, Plan::any);
    println!("| schedules of faults, seeds 0 to {} | |", count.saturating_sub(1));
    println!("|---|---|");
    println!("| schedules, readers in them | {}, {} |", sum.runs, sum.readers);
    println!("| changes in the newsrooms | {} |", sum.changes);
    println!("| requests, of them spoiled by a fault | {}, {} |", sum.requests, sum.faults);
    println!("| streams opened | {} |", sum.streams);
    println!(
        "| schedules that lost, doubled, reordered or announced twice, or broke another rule | {} |",
        sum.failed.len()
    );
    println!("| not as the newsroom two intervals after the last fault | {} |", late(&sum));
    let seconds = |percent| sum.recovery(percent) as f64 / 1_000.0;
    println!(
        "| all is right again after the last fault: half, 90 %, 99 %, the last | {:.1} s, {:.1} s, {:.1} s, {:.1} s |",
        seconds(50),
        seconds(90),
        seconds(99),
        seconds(100)
    );
    eprintln!("    {} s", begun.elapsed().as_secs());
    for failed in sum.failed.values().take(20) {
        println!("seed {}: after {} ms, reader {}: {}", failed.seed, failed.at, failed.who, failed.breach);
    }
    if let Some(seed) = sum.failed.keys().next() {
        println!("`cargo xtask soak --seed {seed}` tells everything that happens in it");
    }
    sum.failed.is_empty()
}

fn late(sum: &Sum) -> usize {
    let differs = |said: &str| {
        ["lost", "does not have", "shown as", "reordered"].iter().any(|word| said.contains(word))
    };
    sum.failed.values().filter(|failed| differs(&failed.breach.said)).count()
}

fn three_days(finish: Result<Finish, Breach>) -> bool {
    println!("| three days, one reader | |");
    println!("|---|---|");
    let finish = match finish {
        Ok(finish) => finish,
        Err(breach) => {
            println!("| broken | {breach} |");
            return false;
        }
    };
    let kilobytes = |bytes: i64| bytes / 1_024;
    println!("| requests, of them during a restart | {}, {} |", finish.requests, finish.spoiled);
    println!("| entries at the end, all as in the newsroom | {} |", finish.entries);
    println!(
        "| bytes for each entry after 1, 24, 48 and 72 hours | {}, {}, {}, {} |",
        finish.bytes_each(1),
        finish.bytes_each(24),
        finish.bytes_each(48),
        finish.bytes_each(72)
    );
    println!(
        "| live bytes of the reader after 1 and 72 hours | {} KB, {} KB |",
        kilobytes(finish.hours.get(1).map_or(0, |hour| hour.1)),
        kilobytes(finish.hours.last().map_or(0, |hour| hour.1))
    );
    println!(
        "| growth after the first hour, with all the entries that came | {} KB an hour |",
        kilobytes(finish.slope())
    );
    eprintln!("    {} s", finish.seconds);
    true
}

fn outages() -> bool {
    println!(
        "| 1,000 readers, a server that was away | retries in the busiest second after it is back | with those who had not noticed | retries in the busiest second of the outage | half are served, all are served |"
    );
    println!("|---|---|---|---|---|");
    let mut sound = true;
    let busy = Fault::Status(503, Retry::Unsaid);
    for (name, long, fault, poll) in [
        ("10 s, refused, polls every 15 s", 10, Fault::Refused, 15),
        ("30 s, refused, polls every 15 s", 30, Fault::Refused, 15),
        ("1 min, refused, polls every 15 s", 60, Fault::Refused, 15),
        ("1 min, 503, polls every 15 s", 60, busy, 15),
        ("5 min, 503, polls every 15 s", 300, busy, 15),
        ("5 min, no answer, polls every 15 s", 300, Fault::Silent, 15),
        (
            "5 min, 503 with `Retry-After: 120`, polls every 15 s",
            300,
            Fault::Status(503, Retry::Seconds(120)),
            15,
        ),
        ("15 min, refused, polls every 15 s", 900, Fault::Refused, 15),
        ("1 h, refused, polls every 15 s", 3_600, Fault::Refused, 15),
        ("4 h, refused, polls every 60 s", 14_400, Fault::Refused, 60),
    ] {
        match herd::outage(Outage { long: long * 1_000, fault, poll }, 1) {
            Ok(back) => {
                let percent = |count: u32| f64::from(count) / 10.0;
                println!(
                    "| {name} | {:.1} % | {:.1} % | {:.1} % | {} s, {} s |",
                    percent(back.retries),
                    percent(back.first),
                    percent(back.during),
                    back.half / 1_000,
                    back.last / 1_000
                );
            }
            Err(breach) => {
                println!("| {name} | {breach} | | | |");
                sound = false;
            }
        }
    }
    sound
}
