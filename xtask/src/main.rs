//! `cargo xtask`: the one door to this repository's chores.
//!
//! Start at [`args`] for what may be typed, [`tools`] for what is pinned and [`failure`] for how a chore ends
//! badly. Every other file is one chore or one thing a chore needs. The standard library is the only dependency,
//! so that the door itself opens in seconds.

mod alike;
mod args;
mod bench;
mod browser;
mod check;
mod corpus;
mod debian;
mod deny;
mod dist;
mod failure;
mod help;
mod inspect;
mod install;
mod lighten;
mod lock;
mod nginx;
mod run;
mod serve;
mod sizes;
mod soak;
mod stdlib;
mod tally;
mod test;
mod tied;
mod tools;
mod traps;
mod workspace;

use std::process::ExitCode;

use args::Chore;
use failure::Failure;
use workspace::Workspace;

fn main() -> ExitCode {
    let words: Vec<String> = std::env::args().skip(1).collect();
    match args::parse(&words).and_then(carry_out) {
        Ok(()) => ExitCode::SUCCESS,
        Err(Failure::Told) => ExitCode::FAILURE,
        Err(failure) => {
            eprintln!("\nxtask: {failure}");
            ExitCode::FAILURE
        }
    }
}

fn carry_out(chore: Chore) -> Result<(), Failure> {
    let at = Workspace::find()?;
    match chore {
        Chore::Help(topic) => {
            print!("{}", help::text(topic));
            Ok(())
        }
        Chore::Serve { port, dev: false } => serve::release(&at, port),
        Chore::Serve { port, dev: true } => serve::dev(&at, port),
        Chore::Build => dist::release(&at),
        Chore::Inspect(words) => inspect::document(&at, &words),
        Chore::Test => test::everything(&at),
        Chore::Check => check::everything(&at),
        Chore::Corpus { folder } => corpus::folder(&at, &folder),
        Chore::Bench => bench::native(&at),
        Chore::BenchInBrowser => bench::in_a_browser(&at),
        Chore::Soak(words) => soak::simulated(&at, &words),
        Chore::SoakInBrowser { minutes } => soak::in_a_browser(&at, minutes),
    }
}
