//! The one table of what is pinned: every program the chores bring, its version and where it comes from.

use std::path::PathBuf;

use crate::failure::Failure;
use crate::lock;
use crate::workspace::Workspace;

/// One program the chores bring.
#[derive(Debug)]
pub struct Tool {
    /// What people call it.
    pub name: &'static str,
    /// Which one.
    pub version: Version,
    /// Where from, and how.
    pub source: Source,
    /// The programs it puts into `target/tools/bin`; none where it is a library for the tests.
    pub programs: &'static [&'static str],
    /// How long bringing it usually takes on two cores.
    pub usually: &'static str,
}

/// How a version is fixed.
#[derive(Debug)]
pub enum Version {
    /// By this table.
    Here(&'static str),
    /// By Cargo.lock, because the program must be the very version of this crate.
    SameAsCrate(&'static str),
}

/// Where a program comes from.
#[derive(Debug)]
pub enum Source {
    /// Compiled from crates.io with the crate's own lock file.
    Crate {
        /// The crate's name there.
        name: &'static str,
        /// What `cargo install` is told besides.
        words: &'static [&'static str],
    },
    /// Taken from npm, with nothing run on arrival.
    Npm {
        /// The package's name there.
        name: &'static str,
        /// The published archive's checksum, in npm's own notation.
        integrity: &'static str,
    },
}

/// Makes the glue between wasm and JavaScript, and runs the wasm tests.
pub const WASM_BINDGEN: Tool = Tool {
    name: "wasm-bindgen",
    version: Version::SameAsCrate("wasm-bindgen"),
    source: Source::Crate { name: "wasm-bindgen-cli", words: &[] },
    programs: &["wasm-bindgen", "wasm-bindgen-test-runner"],
    usually: "about 1 min",
};

/// Builds `dist/` from index.html. Without its TLS and its look for newer versions: we never let it download.
pub const TRUNK: Tool = Tool {
    name: "Trunk",
    // 0.22 needs a rustc newer than the one this workspace promises to build with.
    version: Version::Here("0.21.14"),
    source: Source::Crate { name: "trunk", words: &["--no-default-features"] },
    programs: &["trunk"],
    usually: "about 3 min, the longest of all",
};

/// Makes the wasm smaller. Debian's own is too old for what today's rustc emits.
pub const WASM_OPT: Tool = Tool {
    name: "wasm-opt",
    version: Version::Here("132.0.0"),
    source: Source::Npm {
        name: "binaryen",
        integrity: "sha512-4Usg7yEvwO3FMso3Oov6qkOOHSod1IEv+boKkh77kTljM+eNBouqCTbqWswGzbG+vDNO/b/v2C4gfEh1WgB9Lg==",
    },
    programs: &["wasm-opt"],
    usually: "about 5 s",
};

/// Takes spaces, comments and long names out of JavaScript and CSS. The build of it that is itself wasm: one archive for every
/// machine, so that one checksum covers all that runs.
pub const ESBUILD: Tool = Tool {
    name: "esbuild",
    version: Version::Here("0.28.2"),
    source: Source::Npm {
        name: "esbuild-wasm",
        integrity: "sha512-GccVwhv3mmOUVQHCQm2Ox/rby8n/EqUwvZxE6Pjfikrq/lWw9g9WX/u9EykWnpot3Ko6j426DgQdea2xWKIAQA==",
    },
    programs: &["esbuild"],
    usually: "about 5 s",
};

/// Looks at the licences and sources of all dependencies.
pub const CARGO_DENY: Tool = Tool {
    name: "cargo-deny",
    version: Version::Here("0.20.2"),
    source: Source::Crate { name: "cargo-deny", words: &[] },
    programs: &["cargo-deny"],
    usually: "about 1 min",
};

/// Judges the accessibility of the page in the end-to-end tests. It ships with nothing.
pub const AXE_CORE: Tool = Tool {
    name: "axe-core",
    version: Version::Here("4.14.1"),
    source: Source::Npm {
        name: "axe-core",
        integrity: "sha512-FHfa+lmNjQZfJz1q8wKqIDwC6DExcHt/pkjNQb09a3NPjCKg2rhu5qb2S4r76ASyFNNtuFooJpZe37OgudVGtQ==",
    },
    programs: &[],
    usually: "about 5 s",
};

/// What a release build needs.
pub const FOR_BUILD: &[&Tool] = &[&WASM_BINDGEN, &TRUNK, &WASM_OPT, &ESBUILD];

/// What `test` needs, beside the browser.
pub const FOR_TEST: &[&Tool] = &[&WASM_BINDGEN, &TRUNK, &WASM_OPT, &ESBUILD, &AXE_CORE];

/// What `check` needs.
pub const FOR_CHECK: &[&Tool] = &[&WASM_BINDGEN, &TRUNK, &WASM_OPT, &ESBUILD, &CARGO_DENY];

/// Debian's packages for the browser tests, and the programs in them.
pub const BROWSER_PACKAGES: &[&str] = &["chromium", "chromium-driver"];

/// Debian's packages for the tests with a server of streams that is not ours.
pub const NGINX_PACKAGES: &[&str] = &["nginx-core", "libnginx-mod-nchan"];

/// Debian's package for the tests in a second engine.
pub const FIREFOX_PACKAGE: &str = "firefox-esr";

/// The target the widget is built for.
pub const WASM_TARGET: &str = "wasm32-unknown-unknown";

impl Tool {
    /// The folder of its own that an npm package keeps.
    pub fn home(&self, at: &Workspace) -> Option<PathBuf> {
        match self.source {
            Source::Npm { name, .. } => Some(at.tools().join(format!("npm-{name}"))),
            Source::Crate { .. } => None,
        }
    }

    /// The version in figures.
    pub fn version(&self, at: &Workspace) -> Result<String, Failure> {
        match self.version {
            Version::Here(version) => Ok(version.to_owned()),
            Version::SameAsCrate(name) => lock::version_of(at, name),
        }
    }
}
