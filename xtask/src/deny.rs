//! cargo-deny, in two parts: what it knows by itself, and what it must ask a database for.

use std::process::{Child, Command, Stdio};
use std::thread;
use std::time::{Duration, Instant};

use crate::failure::Failure;
use crate::run;
use crate::tools::WASM_TARGET;
use crate::workspace::Workspace;

/// Where the advisories live; cargo-deny fetches them with git.
const DATABASE: &str = "https://github.com/rustsec/advisory-db";
/// How long the database may take to answer at all.
const KNOCK: Duration = Duration::from_secs(15);

/// Licences and sources of everything we build with, and doubled or banned crates in what ships.
pub fn offline(at: &Workspace) -> Result<(), Failure> {
    run::run(
        "`cargo deny`",
        deny(at).args(["--workspace", "--all-features", "check", "licenses", "sources"]),
    )?;
    let ships = ["--exclude-dev", "--target", WASM_TARGET, "check", "bans"];
    run::run("`cargo deny`", deny(at).args(ships))
}

/// Known vulnerabilities, or the sentence that says why they were not looked for.
pub fn advisories(at: &Workspace) -> Result<Option<String>, Failure> {
    if !reachable(at) {
        let note = format!(
            "known advisories, because git could not reach their database at {DATABASE} (it was given {} s); \
             where it can be reached, this check runs by itself.",
            KNOCK.as_secs()
        );
        eprintln!("    skipped: {note}");
        return Ok(Some(note));
    }
    let mut command = deny(at);
    command.args(["--workspace", "--all-features", "check", "advisories"]);
    run::run("`cargo deny`", &mut command).map(|()| None)
}

fn deny(at: &Workspace) -> Command {
    let mut command = run::command(at, "cargo-deny");
    command.arg("--locked");
    command
}

/// Asks the database for its newest commit, with git, which honours proxies as the real fetch does.
fn reachable(at: &Workspace) -> bool {
    let mut git = run::command(at, "git");
    git.args(["ls-remote", "--exit-code", DATABASE, "HEAD"]).env("GIT_TERMINAL_PROMPT", "0");
    let started = git.stdout(Stdio::null()).stderr(Stdio::null()).spawn();
    started.is_ok_and(|child| succeeds_within(child, KNOCK))
}

fn succeeds_within(mut child: Child, limit: Duration) -> bool {
    let start = Instant::now();
    while start.elapsed() < limit {
        match child.try_wait() {
            Ok(Some(status)) => return status.success(),
            Ok(None) => thread::sleep(Duration::from_millis(50)),
            Err(_) => break,
        }
    }
    // Too late, or no word at all: either way the answer is no, and nothing may be left running.
    let _ = child.kill();
    let _ = child.wait();
    false
}

#[cfg(all(test, unix))]
#[allow(clippy::unwrap_used, reason = "a test stops at the first surprise")]
mod tests {
    use std::process::Command;
    use std::time::{Duration, Instant};

    use super::succeeds_within;

    fn shell(script: &str) -> std::process::Child {
        Command::new("sh").args(["-c", script]).spawn().unwrap()
    }

    #[test]
    fn an_answer_in_time_is_believed() {
        assert!(succeeds_within(shell("exit 0"), Duration::from_secs(10)));
        assert!(!succeeds_within(shell("exit 2"), Duration::from_secs(10)));
    }

    #[test]
    fn a_database_that_never_answers_is_given_up() {
        let start = Instant::now();
        assert!(!succeeds_within(shell("exec sleep 60"), Duration::from_millis(200)));
        assert!(start.elapsed() < Duration::from_secs(10));
    }
}
