//! What may be typed after `cargo xtask`, and what it means.

use std::path::PathBuf;

use crate::failure::Failure;

/// The port the newsroom takes when none is named.
pub const DEFAULT_PORT: u16 = 8080;

/// Minutes in the browser when no number is named.
const SOAK_MINUTES: u64 = 10;

/// One thing to do.
#[derive(Debug, PartialEq, Eq)]
pub enum Chore {
    /// Print help about one topic, or about everything.
    Help(Topic),
    /// Build, then serve the demo page with its moving story.
    Serve {
        /// Where on 127.0.0.1.
        port: u16,
        /// A debug build, made again on every change.
        dev: bool,
    },
    /// The release, into `dist/`.
    Build,
    /// Read a feed as the widget does, with these words for it.
    Inspect(Vec<String>),
    /// Every test.
    Test,
    /// Everything that is wrong without a test failing.
    Check,
    /// A folder of hostile payloads through the built widget.
    Corpus {
        /// The folder, as typed.
        folder: PathBuf,
    },
    /// How long the core takes.
    Bench,
    /// How long the built widget takes, in Chromium.
    BenchInBrowser,
    /// Readers against a model newsroom in virtual time, with these words for it.
    Soak(Vec<String>),
    /// The built widget in Chromium for so many minutes.
    SoakInBrowser {
        /// How many.
        minutes: u64,
    },
}

/// What help is about.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Topic {
    /// The whole door.
    All,
    /// `serve`.
    Serve,
    /// `build`.
    Build,
    /// `inspect`.
    Inspect,
    /// `test`.
    Test,
    /// `check`.
    Check,
    /// `corpus`.
    Corpus,
    /// `soak`.
    Soak,
    /// `bench`.
    Bench,
}

/// Reads the words after `cargo xtask`.
pub fn parse(words: &[String]) -> Result<Chore, Failure> {
    let words: Vec<&str> = words.iter().map(String::as_str).collect();
    let Some((&first, rest)) = words.split_first() else {
        return Ok(Chore::Help(Topic::All));
    };
    if matches!(first, "help" | "--help" | "-h") {
        return Ok(Chore::Help(match rest.first() {
            Some(name) => topic(name)?,
            None => Topic::All,
        }));
    }
    let about = topic(first)?;
    if rest.iter().any(|word| matches!(*word, "--help" | "-h")) {
        return Ok(Chore::Help(about));
    }
    match about {
        Topic::Serve => serve(rest),
        Topic::Build => bare(first, rest, Chore::Build),
        Topic::Inspect => Ok(Chore::Inspect(rest.iter().map(|word| (*word).to_owned()).collect())),
        Topic::Test => bare(first, rest, Chore::Test),
        Topic::Check => bare(first, rest, Chore::Check),
        Topic::Corpus => corpus(rest),
        Topic::Soak => soak(rest),
        Topic::Bench => bench(rest),
        Topic::All => Ok(Chore::Help(Topic::All)),
    }
}

fn topic(name: &str) -> Result<Topic, Failure> {
    match name {
        "serve" => Ok(Topic::Serve),
        "build" => Ok(Topic::Build),
        "inspect" => Ok(Topic::Inspect),
        "test" => Ok(Topic::Test),
        "check" => Ok(Topic::Check),
        "corpus" => Ok(Topic::Corpus),
        "soak" => Ok(Topic::Soak),
        "bench" => Ok(Topic::Bench),
        other => Err(usage(format!("There is no chore called `{other}`"))),
    }
}

fn bare(name: &str, rest: &[&str], chore: Chore) -> Result<Chore, Failure> {
    match rest.first() {
        None => Ok(chore),
        Some(word) => Err(usage(format!("`{name}` takes no `{word}`"))),
    }
}

fn corpus(rest: &[&str]) -> Result<Chore, Failure> {
    match rest {
        [] => Err(usage("`corpus` wants a folder after it, for example `corpus ../corpora`".to_owned())),
        [word, ..] if word.starts_with('-') => Err(usage(format!("`corpus` takes no `{word}`"))),
        [folder] => Ok(Chore::Corpus { folder: PathBuf::from(folder) }),
        [_, word, ..] => Err(usage(format!("`corpus` takes one folder, and no `{word}`"))),
    }
}

fn bench(rest: &[&str]) -> Result<Chore, Failure> {
    match rest {
        [] => Ok(Chore::Bench),
        ["--browser"] => Ok(Chore::BenchInBrowser),
        [word, ..] => Err(usage(format!("`bench` takes `--browser` or nothing, and no `{word}`"))),
    }
}

/// All options take a whole number; the simulator reads its own again.
fn soak(rest: &[&str]) -> Result<Chore, Failure> {
    match rest {
        ["--browser"] => return Ok(Chore::SoakInBrowser { minutes: SOAK_MINUTES }),
        ["--browser", "--minutes", value] | ["--minutes", value, "--browser"] => {
            let minutes = value.parse().ok().filter(|minutes| *minutes >= 3);
            let minutes = minutes.ok_or_else(|| {
                usage("`--minutes` wants a whole number, 3 or more: memory is counted after two".to_owned())
            })?;
            return Ok(Chore::SoakInBrowser { minutes });
        }
        _ if rest.contains(&"--minutes") || rest.contains(&"--browser") => {
            return Err(usage(
                "`--browser` takes `--minutes N` and nothing else, and that needs it".to_owned(),
            ));
        }
        _ => {}
    }
    for pair in rest.chunks(2) {
        match pair {
            ["--seed" | "--schedules", value] if value.parse::<u64>().is_ok() => {}
            ["--seed" | "--schedules", ..] => {
                return Err(usage("`--seed` and `--schedules` want a whole number after them".to_owned()));
            }
            [other, ..] => return Err(usage(format!("`soak` takes no `{other}`"))),
            [] => {}
        }
    }
    Ok(Chore::Soak(rest.iter().map(|word| (*word).to_owned()).collect()))
}

fn serve(rest: &[&str]) -> Result<Chore, Failure> {
    let mut port = DEFAULT_PORT;
    let mut dev = false;
    let mut words = rest.iter();
    while let Some(&word) = words.next() {
        match word {
            "--dev" => dev = true,
            "--port" | "-p" => port = number(words.next().copied())?,
            other => match other.strip_prefix("--port=") {
                Some(value) => port = number(Some(value))?,
                None => return Err(usage(format!("`serve` takes no `{other}`"))),
            },
        }
    }
    Ok(Chore::Serve { port, dev })
}

fn number(value: Option<&str>) -> Result<u16, Failure> {
    let Some(value) = value else {
        return Err(usage("`--port` wants a number after it, for example `--port 8081`".to_owned()));
    };
    match value.parse::<u16>() {
        Ok(port) if port > 0 => Ok(port),
        _ => Err(usage(format!("`{value}` is not a port; a port is a number from 1 to 65535"))),
    }
}

fn usage(said: String) -> Failure {
    Failure::Usage { said }
}

#[cfg(test)]
#[path = "args_tests.rs"]
mod tests;
