//! The words of `--help`.

use crate::args::Topic;

/// The help text about one topic, with its last newline.
pub fn text(topic: Topic) -> &'static str {
    match topic {
        Topic::All => ALL,
        Topic::Serve => SERVE,
        Topic::Build => BUILD,
        Topic::Inspect => INSPECT,
        Topic::Test => TEST,
        Topic::Check => CHECK,
        Topic::Corpus => CORPUS,
        Topic::Bench => BENCH,
        Topic::Soak => SOAK,
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
  inspect Read any feed as the widget does, and say what it makes of it
  corpus  A folder of hostile payloads through the built widget, in a real browser
  bench   How long searching and filtering take at 1,000, 10,000 and 100,000 entries
  soak    Readers against a model newsroom in virtual time: 10,000 schedules of faults, three days, outages

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

const INSPECT: &str = "\
Read a feed through the widget's own core, and say what a reader would see of it.

Usage: cargo xtask inspect URL|FILE [--format NAME] [--base URL] [--json | --convert]

Options
      --format NAME  The format, for a document that does not tell, as in the element's `format` attribute
      --base URL     What relative addresses in a file start from
      --json         One JSON object: shape, entries (as many as a reader sees), skipped, skips, warnings and more
      --convert      The feed as JSON Feed 1.1 with our extension; reading that gives the same timeline
  -h, --help         This text

FILE may be `-`, the standard input. A document that is refused ends it with 1, and says what was seen instead.
";

const TEST: &str = "\
Run every test and add up the results.

Usage: cargo xtask test

  1. the host tests of every package        cargo test --workspace
  2. the wasm tests in headless Chromium    cargo test --target wasm32-unknown-unknown --test web
  3. the release, then end to end           cargo test --features e2e --test e2e
  4. the same build in Firefox              cargo test --features e2e --test firefox
  5. the hostile vectors of tests/vectors   cargo test --features e2e --test corpus

A failure does not stop the runs after it. The last line is the sum: `N passed, N failed`.
Chromium with its driver and Firefox come from Debian when this runs as root there; elsewhere the command to
type is printed. CHROMIUM, CHROMEDRIVER and FIREFOX name others.
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

const CORPUS: &str = "\
Run hostile HTML and broken JSON through the built widget in Chromium, and print what came of it.

Usage: cargo xtask corpus FOLDER

Every *.json in the folder that is a list of `{id, payload}` (HTML) or of `{id, bytes, verdict}` (JSON
torture: base64, and accept, reject or either) is read; any other is passed over with a word. The
vectors of tests/vectors run first, always.

Each payload stands in seven fields of a feed (body, headline, author, summary, address, picture, topic),
under three policies of the host (none, scripts by nonce, Trusted Types required and none allowed), and those
with frames or players also where the page lets them load. All is acted on as a reader would and worse.
Nothing of it may run, be asked for, or reach the page but the listed elements. The same payloads in a
careless renderer must run, and planted offences must be counted, or the run fails: a detector that sees
nothing proves nothing. The exit code is 0 when every figure that must be 0 is.
";

const BENCH: &str = "\
Measure searching, filtering and merging at 1,000, 10,000 and 100,000 entries: the figures of docs/PERFORMANCE.md.

Usage: cargo xtask bench [--browser]

Options
      --browser  The built widget in Chromium instead: work for each keystroke and press, memory, elements
  -h, --help     This text

Nothing is judged. Leave the machine alone meanwhile: a busy one tells of itself.
";

const SOAK: &str = "\
Run the core against a model newsroom in virtual time, and print the tables of docs/RELIABILITY.md.

Usage: cargo xtask soak [--schedules N] [--seed N]
       cargo xtask soak --browser [--minutes N]

  1. schedules of faults   each drawn from its seed; nothing may be lost, doubled or reordered
  2. three days            25,920 polls, 10,000 entries, 20,000 edits, 1,000 withdrawals, 100 restarts, memory
  3. outages               when a thousand readers come back

Options
      --schedules N  How many schedules (10,000 unless told)
      --seed N       One schedule alone, and everything that happens in it
      --browser      The built widget in Chromium instead, in real time: memory and nodes every 15 seconds;
                     an uncaught error, a violated policy or a lost entry fails it
      --minutes N    How many minutes of that (10 unless told)
  -h, --help         This text

A schedule that breaks a rule is printed with its seed, and the exit code is not 0.
";
