//! `build`: the release, made by Trunk and put into `dist/` whole.
//!
//! Invariant: `dist/` is only ever replaced by a finished build, and holds nothing an earlier build left.

use std::fs;
use std::io;
use std::path::{Path, PathBuf};
use std::process::Command;

use crate::failure::Failure;
use crate::tools::{self, WASM_TARGET};
use crate::workspace::{self, Workspace};
use crate::{install, lighten, run, sizes, stdlib};

/// What a release is made from. A change in any of these makes `dist/` stale.
const SOURCES: [&str; 14] = [
    "Cargo.toml",
    "Cargo.lock",
    "Trunk.toml",
    "index.html",
    ".cargo/config.toml",
    "src",
    "feeds",
    "static",
    // And by what hand: the files that say how.
    "xtask/src/alike.rs",
    "xtask/src/dist.rs",
    "xtask/src/lighten.rs",
    "xtask/src/stdlib.rs",
    "xtask/src/tools.rs",
    "xtask/src/traps.rs",
];

/// Builds the release and prints its sizes.
pub fn release(at: &Workspace) -> Result<(), Failure> {
    up_to_date(at)?;
    sizes::print(&sizes::measure(&at.dist())?);
    Ok(())
}

/// Makes sure that `dist/` is the release of these very sources.
pub fn up_to_date(at: &Workspace) -> Result<(), Failure> {
    install::bring(at, tools::FOR_BUILD)?;
    let _lock = install::alone(at, "dist")?;
    let stamp = at.tools().join("dist.stamp");
    let made_of = digest(at, &SOURCES.map(|name| at.root.join(name)))?;
    let holds = |at: &Workspace| digest(at, &[at.dist()]);
    if fs::read_to_string(&stamp)
        .is_ok_and(|text| holds(at).is_ok_and(|now| text == format!("{made_of} {now}")))
    {
        eprintln!("==> dist/ is already the release of these sources");
        return Ok(());
    }
    let since = run::begin("The release into dist/", "2 to 4 min the first time, about 30 s after a change");
    fetch(at, stdlib::compiled)?;
    // Trunk copies wasm-bindgen's snippets from there and never cleans it, so a stale one would ship.
    install::remove(&at.target.join("wasm-bindgen"))?;
    install::remove(&stamp)?;
    let incoming = at.tools().join("dist");
    install::remove(&incoming)?;
    let mut trunk = trunk(at, &["build", "--release", "--no-default-features"], &incoming);
    stdlib::compiled(&mut trunk);
    trunk.env("RUSTFLAGS", rustflags(at));
    run::run("The release build", &mut trunk)?;
    unmark(&incoming.join("index.html"))?;
    foreign(at, &incoming)?;
    lighten::release(at, &incoming)?;
    replace(&incoming, &at.dist())?;
    let now = holds(at)?;
    fs::write(&stamp, format!("{made_of} {now}")).map_err(Failure::file("write the stamp of dist/"))?;
    run::done("dist/", since);
    Ok(())
}

/// The module of foreign feeds: plain wasm without bindings, so cargo alone makes it.
fn foreign(at: &Workspace, folder: &Path) -> Result<(), Failure> {
    let package = ["--package", "live-blog-feeds", "--lib", "--crate-type", "cdylib"];
    let words = [&["rustc", "--release", "--offline", "--target", WASM_TARGET], package.as_slice()].concat();
    let mut command = run::cargo(at, &words);
    stdlib::compiled(&mut command);
    command.env("RUSTFLAGS", rustflags(at));
    run::run("The module of foreign feeds", &mut command)?;
    let made = at.target.join(WASM_TARGET).join("release").join("live_blog_feeds.wasm");
    fs::copy(made, folder.join(sizes::FOREIGN)).map_err(Failure::file("copy the module of foreign feeds"))?;
    Ok(())
}

/// Brings the crates, because a Trunk that is kept from the network keeps cargo from it too. `fit` is what the build's own
/// command is told besides, which may ask for more crates.
pub fn fetch(at: &Workspace, fit: impl Fn(&mut Command)) -> Result<(), Failure> {
    let facts = run::ask(run::command(at, "rustc").arg("-vV")).unwrap_or_default();
    let host = facts.lines().find_map(|line| line.strip_prefix("host: "));
    let mut command = run::cargo(at, &["fetch", "--quiet", "--target", WASM_TARGET]);
    // Macros and build scripts run here, whatever they build for.
    command.args(host.iter().flat_map(|host| ["--target", host]));
    fit(&mut command);
    run::run("Bringing the crates", &mut command)
        .map_err(|failure| failure.advised("It needs a line to crates.io. Then type the same command again."))
}

/// Trunk, kept from the network and writing into `dist`.
pub fn trunk(at: &Workspace, words: &[&str], dist: &Path) -> Command {
    let mut command = run::command(at, "trunk");
    command.args(words).args(["--offline", "--dist"]).arg(dist);
    // Its sentence is enough; a backtrace through its own insides would bury it.
    command.env("RUST_BACKTRACE", "0");
    // Trunk reads this variable as a boolean and stops at the usual `1`.
    if std::env::var_os("NO_COLOR").is_some_and(|value| !value.is_empty()) {
        command.env("NO_COLOR", "true");
    }
    command
}

/// What the compiler is told. Where a path stays in the wasm it is by crate and version, not by where this machine keeps it.
fn rustflags(at: &Workspace) -> String {
    let mut flags = std::env::var("RUSTFLAGS").unwrap_or_default();
    flags.push_str(&format!(" {}", stdlib::FLAGS));
    let home = std::env::var_os("CARGO_HOME")
        .map(PathBuf::from)
        .or_else(|| std::env::var_os("HOME").map(|home| PathBuf::from(home).join(".cargo")));
    let registries =
        home.map(|home| home.join("registry").join("src")).and_then(|src| fs::read_dir(src).ok());
    let folders = registries.into_iter().flatten().flatten().map(|entry| entry.path());
    for folder in folders.chain(std::iter::once(at.root.clone())) {
        // A flag list is split at spaces; a path with one stays as it is.
        let folder = folder.display().to_string();
        if !folder.contains(char::is_whitespace) {
            flags.push_str(&format!(" --remap-path-prefix={folder}/="));
        }
    }
    flags.trim().to_owned()
}

/// Takes out the one marker that Trunk leaves in the page when it injects no script of its own.
fn unmark(page: &Path) -> Result<(), Failure> {
    let text = fs::read_to_string(page).map_err(Failure::file("read the built index.html"))?;
    fs::write(page, without_markers(&text)).map_err(Failure::file("write the built index.html"))
}

fn without_markers(page: &str) -> String {
    let kept = page.split_inclusive('\n').filter(|line| {
        let line = line.trim();
        !(line.starts_with("<link data-trunk") && line.ends_with('>'))
    });
    kept.collect()
}

/// Puts a finished folder where an older one may be.
fn replace(incoming: &Path, dist: &Path) -> Result<(), Failure> {
    install::remove(dist)?;
    match fs::rename(incoming, dist) {
        // CARGO_TARGET_DIR may be on another disk.
        Err(error) if error.kind() == io::ErrorKind::CrossesDevices => {
            copy(incoming, dist).map_err(Failure::file("copy the release to dist/"))?;
            install::remove(incoming)
        }
        moved => moved.map_err(Failure::file("move the release to dist/")),
    }
}

fn copy(from: &Path, to: &Path) -> io::Result<()> {
    fs::create_dir_all(to)?;
    for entry in fs::read_dir(from)? {
        let entry = entry?;
        let target = to.join(entry.file_name());
        if entry.file_type()?.is_dir() {
            copy(&entry.path(), &target)?;
        } else {
            fs::copy(entry.path(), &target)?;
        }
    }
    Ok(())
}

/// A short name for the contents of some files and the compiler that reads them.
fn digest(at: &Workspace, paths: &[PathBuf]) -> Result<String, Failure> {
    let compiler = run::ask(run::command(at, "rustc").arg("-vV")).unwrap_or_default();
    let mut sum = Digest::default();
    sum.add(compiler.as_bytes());
    sum.add(WASM_TARGET.as_bytes());
    sum.add(std::env::var("RUSTFLAGS").unwrap_or_default().as_bytes());
    for path in paths {
        for file in workspace::files(path).map_err(Failure::file(format!("list {}", path.display())))? {
            let bytes = fs::read(&file).map_err(Failure::file(format!("read {}", file.display())))?;
            sum.add(install::shown(at, &file).as_bytes());
            sum.add(&bytes);
        }
    }
    Ok(format!("{:016x}", sum.0))
}

/// FNV-1a: enough to notice a change, and the same on every run.
#[derive(Debug)]
struct Digest(u64);

impl Default for Digest {
    fn default() -> Self {
        Self(0xcbf2_9ce4_8422_2325)
    }
}

impl Digest {
    /// Takes in one part, length first, so that two parts never read as one.
    fn add(&mut self, part: &[u8]) {
        let length = (part.len() as u64).to_le_bytes();
        for byte in length.iter().chain(part) {
            self.0 = (self.0 ^ u64::from(*byte)).wrapping_mul(0x0100_0000_01b3);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{Digest, without_markers};

    #[test]
    fn the_built_page_keeps_every_line_but_trunks_marker() {
        let page =
            "<head>\n  <link data-trunk rel=\"rust\" data-trunk-id=\"0\">\n  <link rel=\"icon\">\n</head>\n";
        assert_eq!(without_markers(page), "<head>\n  <link rel=\"icon\">\n</head>\n");
    }

    fn digest(parts: &[&str]) -> u64 {
        let mut sum = Digest::default();
        parts.iter().for_each(|part| sum.add(part.as_bytes()));
        sum.0
    }

    #[test]
    fn the_same_parts_have_the_same_digest() {
        assert_eq!(digest(&["src/lib.rs", "mod core;"]), digest(&["src/lib.rs", "mod core;"]));
    }

    #[test]
    fn moving_a_letter_from_one_part_to_the_next_changes_the_digest() {
        assert_ne!(digest(&["ab", "c"]), digest(&["a", "bc"]));
        assert_ne!(digest(&["ab"]), digest(&["ab", ""]));
    }
}
