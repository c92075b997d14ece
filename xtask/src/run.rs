//! Running a program: what is said before, and the sentence when it does not succeed.

use std::io::{self, BufRead, BufReader, Write};
use std::process::{Command, ExitStatus, Stdio};
use std::time::Instant;

use crate::failure::Failure;
use crate::workspace::Workspace;

/// A command that runs in the repository's root, with the brought tools first on PATH and nothing to read.
pub fn command(at: &Workspace, program: &str) -> Command {
    let mut command = Command::new(program);
    command.current_dir(&at.root).env("PATH", at.path()).stdin(Stdio::null());
    if std::env::var_os("CARGO_TARGET_DIR").is_some() {
        // Absolute, because a relative one would now be read from the root and not from where it was typed.
        command.env("CARGO_TARGET_DIR", &at.target);
    }
    // `cargo run` sets these for us; passed on, they would make cargo build things anew for nothing.
    for name in ["CARGO_MANIFEST_DIR", "CARGO_MANIFEST_PATH", "CARGO_PKG_NAME", "CARGO_PKG_VERSION"] {
        command.env_remove(name);
    }
    command
}

/// Cargo itself, the very one that runs us.
pub fn cargo(at: &Workspace, words: &[&str]) -> Command {
    let name = std::env::var("CARGO").unwrap_or_else(|_| "cargo".to_owned());
    let mut command = command(at, &name);
    command.args(words);
    command
}

/// Runs a program whose output goes to the screen.
pub fn run(doing: &str, command: &mut Command) -> Result<(), Failure> {
    let status = command.status().map_err(|error| not_started(doing, command, error))?;
    settle(doing, command, status)
}

/// Runs a program whose standard output goes to the screen and, line by line, to `hear`.
pub fn run_heard(doing: &str, command: &mut Command, mut hear: impl FnMut(&str)) -> Result<(), Failure> {
    command.stdout(Stdio::piped());
    let mut child = command.spawn().map_err(|error| not_started(doing, command, error))?;
    if let Some(pipe) = child.stdout.take() {
        for line in BufReader::new(pipe).split(b'\n') {
            let line = line.map_err(Failure::file(format!("read what {doing} printed")))?;
            // A reader that has gone away, as in `| head`, is no reason to stop the tests.
            let mut screen = io::stdout().lock();
            let _ =
                screen.write_all(&line).and_then(|()| screen.write_all(b"\n")).and_then(|()| screen.flush());
            hear(&String::from_utf8_lossy(&line));
        }
    }
    let status = child.wait().map_err(|error| not_started(doing, command, error))?;
    settle(doing, command, status)
}

/// Runs a program whose complaints go to the screen, and keeps its standard output.
pub fn hear(doing: &str, command: &mut Command) -> Result<String, Failure> {
    let output = command.stderr(Stdio::inherit()).output();
    let output = output.map_err(|error| not_started(doing, command, error))?;
    settle(doing, command, output.status)?;
    Ok(String::from_utf8_lossy(&output.stdout).into_owned())
}

/// Runs a program and keeps what it prints, standard output first; `None` when it cannot start or says no.
pub fn ask(command: &mut Command) -> Option<String> {
    let output = command.stdin(Stdio::null()).output().ok()?;
    output.status.success().then(|| String::from_utf8_lossy(&output.stdout).into_owned())
}

/// Says what is about to happen and how long that usually takes, and gives the clock for [`done`].
pub fn begin(what: &str, usually: &str) -> Instant {
    eprintln!("==> {what} ({usually})");
    Instant::now()
}

/// Says how long it took.
pub fn done(what: &str, since: Instant) {
    eprintln!("    {what}: done in {}", seconds(since.elapsed().as_secs()));
}

fn seconds(total: u64) -> String {
    if total < 60 { format!("{total} s") } else { format!("{} min {} s", total / 60, total % 60) }
}

/// A command as one would type it.
pub fn typed(command: &Command) -> String {
    let name = command.get_program().to_string_lossy();
    // Cargo calls itself by its whole path; a person types the name.
    let name = name.rsplit('/').next().unwrap_or(&name).to_owned();
    let words = command.get_args().map(|word| word.to_string_lossy().into_owned());
    std::iter::once(name).chain(words).map(|word| quoted(&word)).collect::<Vec<_>>().join(" ")
}

fn quoted(word: &str) -> String {
    if word.contains(|c: char| c.is_whitespace() || "\"'$;&|()".contains(c)) || word.is_empty() {
        format!("'{word}'")
    } else {
        word.to_owned()
    }
}

fn not_started(doing: &str, command: &Command, error: io::Error) -> Failure {
    Failure::NotStarted { doing: doing.to_owned(), command: typed(command), error }
}

fn settle(doing: &str, command: &Command, status: ExitStatus) -> Result<(), Failure> {
    if status.success() {
        return Ok(());
    }
    Err(Failure::Refused {
        doing: doing.to_owned(),
        command: typed(command),
        ending: ending(status),
        advice: None,
    })
}

/// How a program ended, in words.
pub fn ending(status: ExitStatus) -> String {
    status.code().map_or_else(|| "a signal".to_owned(), |code| format!("exit code {code}"))
}
