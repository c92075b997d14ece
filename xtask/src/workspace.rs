//! Where things are: the repository, the target folder and the tools in it.

use std::env;
use std::ffi::OsString;
use std::path::{Path, PathBuf};
use std::{fs, io};

use crate::failure::Failure;

/// The folders every chore works with, all absolute.
#[derive(Debug, Clone)]
pub struct Workspace {
    /// The repository's root.
    pub root: PathBuf,
    /// Cargo's target folder: `target/`, or where CARGO_TARGET_DIR says.
    pub target: PathBuf,
}

impl Workspace {
    /// Finds the root from where this program was compiled, so that a chore may be typed in any folder.
    pub fn find() -> Result<Self, Failure> {
        let here = Path::new(env!("CARGO_MANIFEST_DIR"));
        let root = here.parent().unwrap_or(here).to_path_buf();
        let target = match env::var_os("CARGO_TARGET_DIR") {
            // Cargo reads a relative one from the folder it was called in, and so do we.
            Some(named) if !named.is_empty() => {
                env::current_dir().map_err(Failure::file("find the current folder"))?.join(named)
            }
            _ => root.join("target"),
        };
        Ok(Self { root, target })
    }

    /// What a publisher puts on a server.
    pub fn dist(&self) -> PathBuf {
        self.root.join("dist")
    }

    /// The debug build that `serve --dev` keeps fresh.
    pub fn dev_dist(&self) -> PathBuf {
        self.target.join("dev-dist")
    }

    /// Everything this program brings and remembers.
    pub fn tools(&self) -> PathBuf {
        self.target.join("tools")
    }

    /// The brought programs, put first on PATH.
    pub fn bin(&self) -> PathBuf {
        self.tools().join("bin")
    }

    /// PATH with the brought programs before everything else.
    pub fn path(&self) -> OsString {
        let old = env::var_os("PATH").unwrap_or_default();
        let folders = std::iter::once(self.bin()).chain(env::split_paths(&old));
        // A folder with a colon in its name cannot be on PATH at all; then the old PATH is the best there is.
        env::join_paths(folders).unwrap_or(old)
    }
}

/// Where a program is on PATH, looking at each folder as a shell does.
pub fn which(name: &str) -> Option<PathBuf> {
    let path = env::var_os("PATH")?;
    env::split_paths(&path).map(|folder| folder.join(name)).find(|file| file.is_file())
}

/// Every file under `folder`, in a fixed order.
pub fn files(folder: &Path) -> io::Result<Vec<PathBuf>> {
    let mut found = Vec::new();
    let mut waiting = vec![folder.to_path_buf()];
    while let Some(path) = waiting.pop() {
        if path.is_dir() {
            for entry in fs::read_dir(&path)? {
                waiting.push(entry?.path());
            }
        } else {
            found.push(path);
        }
    }
    found.sort();
    Ok(found)
}
