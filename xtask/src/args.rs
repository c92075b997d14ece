//! What may be typed after `cargo xtask`, and what it means.

use std::path::PathBuf;

use crate::failure::Failure;

/// The port the newsroom takes when none is named.
pub const DEFAULT_PORT: u16 = 8080;

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
