//! How a chore ends badly: the facts in the enum, the sentences in `Display`.
//!
//! Invariant: every variant says what was tried, and where a person can do something about it, what to type.

use std::fmt;
use std::io;

/// Why a chore stopped.
#[derive(Debug)]
pub enum Failure {
    /// What was typed is not a chore, or not an option of one.
    Usage {
        /// The sentence about what was typed.
        said: String,
    },
    /// A program could not be started at all.
    NotStarted {
        /// What was being done, as a noun: "the release build".
        doing: String,
        /// The command as typed in a shell.
        command: String,
        /// What the system said.
        error: io::Error,
    },
    /// A program ran and said no; its own words are on the screen above.
    Refused {
        /// What was being done, as a noun: "the release build".
        doing: String,
        /// The command as typed in a shell.
        command: String,
        /// How it ended: "exit code 101", "a signal".
        ending: String,
        /// What to do now, where there is something to do.
        advice: Option<String>,
    },
    /// A file or folder could not be read, written or moved.
    File {
        /// What was being done: "read Cargo.lock".
        doing: String,
        /// What the system said.
        error: io::Error,
    },
    /// Something the chore needs is not here and could not be brought.
    Missing {
        /// What is missing.
        what: String,
        /// What was looked at or tried.
        tried: String,
        /// What to type now.
        advice: String,
    },
    /// The chore ran to its end and its answer is no.
    Verdict {
        /// The whole answer.
        said: String,
    },
    /// The chore has told all there is to tell; only the exit code is left.
    Told,
}

impl Failure {
    /// A [`Failure::File`] from what was being done, for `map_err`.
    pub fn file(doing: impl Into<String>) -> impl FnOnce(io::Error) -> Self {
        let doing = doing.into();
        move |error| Self::File { doing, error }
    }

    /// The same failure, with what to do about it where that is still unsaid.
    pub fn advised(self, words: &str) -> Self {
        match self {
            Self::Refused { doing, command, ending, advice: None } => {
                Self::Refused { doing, command, ending, advice: Some(words.to_owned()) }
            }
            other => other,
        }
    }
}

impl fmt::Display for Failure {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Usage { said } => write!(out, "{said}. `cargo xtask --help` lists what there is."),
            Self::NotStarted { doing, command, error } => {
                write!(
                    out,
                    "{doing} could not start: `{command}` ({error}). Is the program installed and on PATH?"
                )
            }
            Self::Refused { doing, command, ending, advice } => {
                write!(
                    out,
                    "{doing} did not succeed: `{command}` ended with {ending}. The reason is above."
                )?;
                advice.as_ref().map_or(Ok(()), |advice| write!(out, " {advice}"))
            }
            Self::File { doing, error } => write!(out, "could not {doing}: {error}."),
            Self::Missing { what, tried, advice } => write!(out, "{what} could not be had. {tried} {advice}"),
            Self::Verdict { said } => write!(out, "{said}"),
            Self::Told => Ok(()),
        }
    }
}
