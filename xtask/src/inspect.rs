//! `inspect`: a feed, read as the widget does. The work is done by the `inspect` package, which has the core inside; the
//! door itself stays without dependencies.

use std::process::Stdio;

use crate::failure::Failure;
use crate::run;
use crate::workspace::Workspace;

/// Reads the document that `words` name. What is printed belongs to the caller alone, so cargo is kept quiet.
pub fn document(at: &Workspace, words: &[String]) -> Result<(), Failure> {
    let mut command = run::cargo(at, &["run", "--quiet", "--package", "inspect", "--manifest-path"]);
    command.arg(at.root.join("Cargo.toml")).arg("--").stdin(Stdio::inherit());
    // A file is named from where the words were typed.
    if let Ok(here) = std::env::current_dir() {
        command.current_dir(here);
    }
    command.args(words);
    match command.status() {
        Ok(status) if status.success() => Ok(()),
        // It has said why.
        Ok(_) => Err(Failure::Told),
        Err(error) => Err(Failure::Missing {
            what: "`cargo`".to_owned(),
            tried: error.to_string(),
            advice: "Install Rust from https://rustup.rs".to_owned(),
        }),
    }
}
