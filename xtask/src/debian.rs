//! Debian's packages, for what the tests need of the system: only there, and only as root.

use std::fs;
use std::process::Command;

use crate::failure::Failure;
use crate::run;
use crate::workspace::{Workspace, which};

/// Installs Debian's packages.
pub fn apt(at: &Workspace, what: &str, packages: &[&str]) -> Result<(), Failure> {
    let since = run::begin(what, "about 1 min");
    let apt = |words: &[&str]| {
        let mut command = run::command(at, "apt-get");
        command.args(words).env("DEBIAN_FRONTEND", "noninteractive");
        run::run(what, &mut command)
    };
    // A list that cannot be refreshed may still be good enough to install from.
    let refreshed = apt(&["update", "-qq"]);
    let mut words = vec!["install", "-qq", "-y", "--no-install-recommends"];
    words.extend_from_slice(packages);
    apt(&words).and(refreshed.or(Ok(())))?;
    run::done(what, since);
    Ok(())
}

/// Whether packages can be installed.
pub fn has_apt() -> bool {
    is_here() && is_root() && which("apt-get").is_some()
}

/// Whether this is Debian.
pub fn is_here() -> bool {
    let facts = fs::read_to_string("/etc/os-release").unwrap_or_default();
    facts.lines().any(|line| line == "ID=debian")
}

fn is_root() -> bool {
    run::ask(Command::new("id").arg("-u")).is_some_and(|said| said.trim() == "0")
}
