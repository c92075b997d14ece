//! The words of `--help`.

use crate::args::Topic;

/// The help text about one topic, with its last newline.
pub fn text(topic: Topic) -> &'static str {
    match topic {
        Topic::All => ALL,
        Topic::Serve => SERVE,
        Topic::Build => BUILD,
        Topic::Test => TEST,
        Topic::Check => CHECK,
    }
}

const ALL: &str = "\
The one door to this repository's chores.

Usage: cargo xtask <chore> [options]

Chores
  serve   Build the widget, start the newsroom and print the address of the demo page
  test    Run every test: host, wasm in a real browser, end to end
  check   Formatting, lints, licences, tidiness and the size budget
  build   The release alone, into dist/

`cargo xtask <chore> --help` says more about one of them.

The tools a chore needs are brought on its first run into target/tools and found there afterwards, so a
second run starts at once. They need rustup, Node.js 18 or newer with npm, and a line to crates.io and npm.
Nothing outside target/ is touched but rustup's toolchain (wasm target, rust-src) and, for `test`, Debian's
Chromium.
Linux and macOS; on Windows use WSL.
";

const SERVE: &str = "\
Build the widget and serve the demo page, with a scripted story that moves while you watch.

Usage: cargo xtask serve [--port N] [--dev]

Options
  -p, --port N   The port on 127.0.0.1 (8080 unless told)
      --dev      A debug build in target/dev-dist, made again whenever a source file changes;
                 reload the page to see it
  -h, --help     This text

Ctrl-C stops it and everything it started.
";

const BUILD: &str = "\
Build the release into dist/, which is what a publisher puts on a server or a CDN.

Usage: cargo xtask build

A dist/ that is already made from these very sources is left as it is.
";

const TEST: &str = "\
Run every test and add up the results.

Usage: cargo xtask test

  1. the host tests of every package        cargo test --workspace
  2. the wasm tests in headless Chromium    cargo test --target wasm32-unknown-unknown --test web
  3. the release, then end to end           cargo test --features e2e --test e2e

A failure does not stop the runs after it. The last line is the sum: `N passed, N failed`.
Chromium and its driver come from Debian when this runs as root there; elsewhere the command to type is
printed. CHROMIUM and CHROMEDRIVER name others.
";

const CHECK: &str = "\
Look for everything that is wrong without a test failing.

Usage: cargo xtask check

  formatting   cargo fmt, on the stable rules of rustfmt.toml
  lints        clippy for the host, for the end-to-end tests and for wasm32, warnings being errors
  licences     cargo-deny by deny.toml: licences, sources, banned and doubled crates; known advisories too
               when their database can be reached, and a plain word when it cannot
  tidiness     layers, file lengths and module docs, the `tidy` tests
  size         every file of dist/ raw, gzip and brotli, and the first view against its budget

A finding does not stop the checks after it; all of them are listed at the end.
";
