//! Bringing tools into `target/tools`, and knowing at once that they are there.
//!
//! Invariant: a program appears in `target/tools/bin` whole or not at all. Everything is made in a folder beside it
//! and moved; the stamp that says "this version is here" is written last. Stopping at any moment loses only time.

use std::fs::{self, File, TryLockError};
use std::io;
use std::path::{Path, PathBuf};
use std::process::Command;

use crate::failure::Failure;
use crate::run;
use crate::tools::{Source, Tool, WASM_TARGET};
use crate::workspace::{Workspace, which};

/// Brings whatever of `tools` is not there yet, and what the toolchain lacks.
pub fn bring(at: &Workspace, tools: &[&Tool]) -> Result<(), Failure> {
    toolchain(at)?;
    let wanting = absent(at, tools)?;
    if wanting.is_empty() {
        return Ok(());
    }
    node()?;
    let _lock = alone(at, "tools")?;
    // Somebody else may have brought them while we waited for the lock.
    for tool in absent(at, tools)? {
        let version = tool.version(at)?;
        let what = format!("{} {version} into {}", tool.name, shown(at, &at.tools()));
        let since = run::begin(&what, tool.usually);
        let incoming = at.tools().join("incoming");
        empty(&incoming)?;
        match tool.source {
            Source::Crate { name, words } => from_crates(at, tool, name, &version, words, &incoming)?,
            Source::Npm { name, integrity } => from_npm(at, tool, name, &version, integrity, &incoming)?,
        }
        remove(&incoming)?;
        fs::write(stamp(at, tool), recipe(tool, &version)).map_err(Failure::file("write a tool's stamp"))?;
        run::done(tool.name, since);
    }
    // One and a half gigabytes that nothing needs again once the programs exist.
    remove(&at.tools().join("build"))
}

/// Waits until no other xtask does the same, and keeps others waiting while the file lives.
pub fn alone(at: &Workspace, what: &str) -> Result<File, Failure> {
    let folder = at.tools();
    fs::create_dir_all(&folder).map_err(Failure::file(format!("make {}", folder.display())))?;
    let path = folder.join(format!("{what}.lock"));
    let file = File::create(&path).map_err(Failure::file(format!("make {}", path.display())))?;
    match file.try_lock() {
        Ok(()) => {}
        Err(TryLockError::WouldBlock) => {
            eprintln!("    another `cargo xtask` is at work here; waiting for it");
            file.lock().map_err(Failure::file(format!("lock {}", path.display())))?;
        }
        Err(TryLockError::Error(error)) => {
            return Err(Failure::file(format!("lock {}", path.display()))(error));
        }
    }
    Ok(file)
}

fn absent<'t>(at: &Workspace, tools: &[&'t Tool]) -> Result<Vec<&'t Tool>, Failure> {
    let mut absent = Vec::new();
    for tool in tools {
        let version = tool.version(at)?;
        let stamped = fs::read_to_string(stamp(at, tool)).is_ok_and(|text| text == recipe(tool, &version));
        let mut placed = tool.programs.iter().map(|program| at.bin().join(program)).chain(tool.home(at));
        if !stamped || !placed.all(|path| path.exists()) {
            absent.push(*tool);
        }
    }
    Ok(absent)
}

fn stamp(at: &Workspace, tool: &Tool) -> PathBuf {
    at.tools().join(format!("{}.stamp", tool.name))
}

/// What the stamp says. A change of version, source or features changes it, and so brings the tool anew.
fn recipe(tool: &Tool, version: &str) -> String {
    format!("{} {version} {:?}\n", tool.name, tool.source)
}

/// Compiles without optimising: these programs run for seconds and compile for minutes.
fn from_crates(
    at: &Workspace,
    tool: &Tool,
    name: &str,
    version: &str,
    words: &[&str],
    incoming: &Path,
) -> Result<(), Failure> {
    let mut command = run::cargo(at, &["install", name, "--version", &format!("={version}"), "--locked"]);
    command.args(words).arg("--no-track").arg("--root").arg(incoming);
    // One folder for all of them, so that what they share is compiled once.
    command.arg("--target-dir").arg(at.tools().join("build"));
    for (key, value) in [
        ("OPT_LEVEL", "0"),
        ("CODEGEN_UNITS", "16"),
        ("LTO", "false"),
        ("DEBUG", "0"),
        ("STRIP", "symbols"),
        ("INCREMENTAL", "false"),
    ] {
        command.env(format!("CARGO_PROFILE_RELEASE_{key}"), value);
    }
    for name in ["CARGO_BUILD_TARGET", "CARGO_TARGET_DIR", "RUSTFLAGS", "CARGO_ENCODED_RUSTFLAGS"] {
        command.env_remove(name);
    }
    let advice = "It needs a line to crates.io and a C linker (on Debian: apt-get install -y gcc libc6-dev). \
                  Then type the same command again: what is compiled so far is kept.";
    run::run(&format!("Compiling {} {version}", tool.name), &mut command)
        .map_err(|failure| failure.advised(advice))?;
    for program in tool.programs {
        place(&incoming.join("bin").join(program), &at.bin().join(program))?;
    }
    Ok(())
}

fn from_npm(
    at: &Workspace,
    tool: &Tool,
    name: &str,
    version: &str,
    integrity: &str,
    incoming: &Path,
) -> Result<(), Failure> {
    let mut command = run::command(at, "npm");
    command.args(["install", &format!("{name}@{version}"), "--ignore-scripts", "--no-audit", "--no-fund"]);
    command.args(["--no-save", "--loglevel", "error", "--prefix"]).arg(incoming);
    let advice = "It needs a line to the npm registry. Then type the same command again.";
    run::run(&format!("Bringing {} {version}", tool.name), &mut command)
        .map_err(|failure| failure.advised(advice))?;
    let record = incoming.join("node_modules").join(".package-lock.json");
    let record = fs::read_to_string(record).map_err(Failure::file("read what npm installed"))?;
    if !record.contains(integrity) {
        return Err(Failure::Verdict {
            said: format!(
                "npm gave a {name} {version} with another checksum than xtask/src/tools.rs names. Nothing was \
                 installed. If the table is wrong, `npm view {name}@{version} dist.integrity` prints the right one."
            ),
        });
    }
    let home = tool.home(at).unwrap_or_else(|| at.tools().join(name));
    remove(&home)?;
    place(incoming, &home)?;
    for program in tool.programs {
        // Not npm's `.bin`: a package need not list what lies in its `bin`.
        let target = home.join("node_modules").join(name).join("bin").join(program);
        link(&target, &at.bin().join(program))?;
    }
    Ok(())
}

/// The two parts of a toolchain that a plain one has not: the target, and the standard library's sources, which the
/// release compiles with the widget.
fn toolchain(at: &Workspace) -> Result<(), Failure> {
    part(at, &format!("Rust's {WASM_TARGET} target"), WASM_TARGET, &["target", "add", WASM_TARGET])?;
    part(at, "The sources of Rust's standard library", "src/rust/library", &["component", "add", "rust-src"])
}

/// Brings one part, unless the toolchain has its folder already.
fn part(at: &Workspace, what: &str, folder: &str, words: &[&str]) -> Result<(), Failure> {
    let sysroot = run::ask(run::command(at, "rustc").args(["--print", "sysroot"]));
    if sysroot.is_some_and(|path| Path::new(path.trim()).join("lib/rustlib").join(folder).is_dir()) {
        return Ok(());
    }
    if which("rustup").is_none() {
        return Err(Failure::Missing {
            what: what.to_owned(),
            tried: "It comes with rustup, and there is no rustup on PATH.".to_owned(),
            advice: "Install Rust from https://rustup.rs, then type the same command again.".to_owned(),
        });
    }
    let since = run::begin(&format!("{what}, with rustup"), "about 20 s");
    run::run(&format!("Bringing {what}"), run::command(at, "rustup").args(words)).map_err(|failure| {
        failure.advised("It needs a line to static.rust-lang.org. Then type the same command again.")
    })?;
    run::done(what, since);
    Ok(())
}

/// Node runs wasm-opt and esbuild and measures sizes; npm brings the two.
fn node() -> Result<(), Failure> {
    let advice = "Install Node.js 18 or newer with npm (on Debian: apt-get install -y nodejs npm), \
                  then type the same command again.";
    for program in ["node", "npm"] {
        if which(program).is_none() {
            return Err(Failure::Missing {
                what: format!("`{program}`"),
                tried: "It was looked for on PATH.".to_owned(),
                advice: advice.to_owned(),
            });
        }
    }
    let said = run::ask(Command::new("node").arg("--version")).unwrap_or_default();
    let major = said.trim().trim_start_matches('v').split('.').next().and_then(|n| n.parse::<u32>().ok());
    if major.is_some_and(|major| major >= 18) {
        return Ok(());
    }
    Err(Failure::Missing {
        what: "A Node.js that is new enough".to_owned(),
        tried: format!("`node --version` says `{}`.", said.trim()),
        advice: advice.to_owned(),
    })
}

fn place(from: &Path, to: &Path) -> Result<(), Failure> {
    if let Some(folder) = to.parent() {
        fs::create_dir_all(folder).map_err(Failure::file(format!("make {}", folder.display())))?;
    }
    fs::rename(from, to).map_err(Failure::file(format!("move {} to {}", from.display(), to.display())))
}

#[cfg(unix)]
fn link(target: &Path, link: &Path) -> Result<(), Failure> {
    if let Some(folder) = link.parent() {
        fs::create_dir_all(folder).map_err(Failure::file(format!("make {}", folder.display())))?;
    }
    let fresh = link.with_extension("new");
    remove(&fresh)?;
    std::os::unix::fs::symlink(target, &fresh).map_err(Failure::file(format!("link {}", link.display())))?;
    place(&fresh, link)
}

#[cfg(not(unix))]
fn link(_target: &Path, link: &Path) -> Result<(), Failure> {
    Err(Failure::Missing {
        what: link.display().to_string(),
        tried: "The chores are written for Linux and macOS.".to_owned(),
        advice: "On Windows, type the same command inside WSL.".to_owned(),
    })
}

fn empty(folder: &Path) -> Result<(), Failure> {
    remove(folder)?;
    fs::create_dir_all(folder).map_err(Failure::file(format!("make {}", folder.display())))
}

/// Removes a file, a link or a whole folder; what is not there is removed already.
pub fn remove(path: &Path) -> Result<(), Failure> {
    let gone = match fs::symlink_metadata(path) {
        Ok(facts) if facts.is_dir() => fs::remove_dir_all(path),
        Ok(_) => fs::remove_file(path),
        Err(error) => Err(error),
    };
    match gone {
        Err(error) if error.kind() != io::ErrorKind::NotFound => {
            Err(Failure::file(format!("remove {}", path.display()))(error))
        }
        _ => Ok(()),
    }
}

/// A path as a person in the repository would write it.
pub fn shown(at: &Workspace, path: &Path) -> String {
    path.strip_prefix(&at.root).unwrap_or(path).display().to_string()
}
