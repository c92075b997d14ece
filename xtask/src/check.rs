//! `check`: everything that is wrong without a test failing.

use crate::failure::Failure;
use crate::tally::Tally;
use crate::tools::{self, WASM_TARGET};
use crate::workspace::Workspace;
use crate::{deny, dist, install, run, sizes};

/// Runs every check, and lists at the end what was found.
pub fn everything(at: &Workspace) -> Result<(), Failure> {
    install::bring(at, tools::FOR_CHECK)?;
    let mut found = Vec::new();
    let mut skipped = Vec::new();
    let mut look = |name: &str, usually: &str, work: &mut dyn FnMut() -> Result<(), Failure>| {
        let since = run::begin(name, usually);
        match work() {
            Ok(()) => run::done(name, since),
            Err(failure) => found.push(format!("{name}: {failure}")),
        }
    };
    let wasm = ["--target", WASM_TARGET];
    look("Formatting", "1 s", &mut || formatting(at));
    look("Lints on the host", "about 1 min the first time", &mut || {
        clippy(at, &["--workspace", "--all-targets"])
    });
    look("Lints in the end-to-end tests", "about 20 s", &mut || {
        clippy(at, &["--all-targets", "--features", "e2e"])
    });
    look("Lints in what ships", "about 1 min the first time", &mut || {
        clippy(at, &[wasm.as_slice(), &["--lib", "--bins", "--no-default-features"]].concat())
    });
    look("Lints in the module of foreign feeds", "about 10 s", &mut || {
        clippy(at, &[wasm.as_slice(), &["--package", "live-blog-feeds", "--lib"]].concat())
    });
    look("Lints in the wasm tests", "about 20 s", &mut || {
        clippy(at, &[wasm.as_slice(), &["--test", "web"]].concat())
    });
    look("Licences, sources and doubled crates", "about 5 s", &mut || deny::offline(at));
    look("Known advisories", "about 10 s", &mut || {
        skipped.extend(deny::advisories(at)?);
        Ok(())
    });
    look("Tidiness", "about 1 min the first time", &mut || tidy(at));
    look("Size", "about 3 s beside the build", &mut || {
        dist::up_to_date(at)?;
        sizes::report(&at.dist())
    });
    verdict(&found, &skipped)
}

fn verdict(found: &[String], skipped: &[String]) -> Result<(), Failure> {
    println!();
    for note in skipped {
        println!("Not checked: {note}");
    }
    if found.is_empty() {
        println!("Every check passes.");
        return Ok(());
    }
    let list: String = found.iter().map(|line| format!("\n  - {line}")).collect();
    let count = if found.len() == 1 { "one check".to_owned() } else { format!("{} checks", found.len()) };
    Err(Failure::Verdict { said: format!("{count} found something:{list}") })
}

fn clippy(at: &Workspace, words: &[&str]) -> Result<(), Failure> {
    let words = [&["clippy"], words, &["--", "-D", "warnings"]].concat();
    component(at, "clippy")?;
    run::run("`cargo clippy`", &mut run::cargo(at, &words))
}

fn tidy(at: &Workspace) -> Result<(), Failure> {
    let mut tally = Tally::default();
    let mut command = run::cargo(at, &["test", "--test", "it", "tidy"]);
    run::run_heard("The tidy tests", &mut command, |line| tally.hear(line))?;
    if tally.passed > 0 {
        return Ok(());
    }
    // A filter that matches nothing is a success to cargo.
    Err(Failure::Verdict {
        said: "no test in tests/it has `tidy` in its name, so nothing was looked at.".to_owned(),
    })
}

fn formatting(at: &Workspace) -> Result<(), Failure> {
    component(at, "fmt")?;
    run::run("`cargo fmt`", &mut run::cargo(at, &["fmt", "--all", "--check"]))
        .map_err(|failure| failure.advised("`cargo fmt --all` mends it."))
}

/// Tells a tool that is not installed from a tool that found something.
fn component(at: &Workspace, name: &str) -> Result<(), Failure> {
    if run::ask(&mut run::cargo(at, &[name, "--version"])).is_some() {
        return Ok(());
    }
    Err(Failure::Missing {
        what: format!("`cargo {name}`"),
        tried: "It is a component of the toolchain, and not every toolchain has it.".to_owned(),
        advice: "Type: rustup component add clippy rustfmt".to_owned(),
    })
}

#[cfg(test)]
#[allow(clippy::unwrap_used, reason = "a test stops at the first surprise")]
mod tests {
    use super::verdict;

    #[test]
    fn a_skipped_check_does_not_fail_the_run_and_a_finding_does() {
        assert!(verdict(&[], &["advisories".to_owned()]).is_ok());
        let said =
            verdict(&["Formatting: no".to_owned(), "Size: no".to_owned()], &[]).unwrap_err().to_string();
        assert!(said.contains("2 checks") && said.contains("Formatting") && said.contains("Size"), "{said}");
    }
}
