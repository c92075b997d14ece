//! Hostile HTML and broken JSON through the built widget, in a real browser: each payload in seven fields of a feed, under
//! three policies of the host, and once more where players load, beside a negative control in which payloads must run.
//!
//! The vectors of `tests/vectors` always run. A folder named by `LIVE_BLOG_CORPORA` runs besides: `cargo xtask corpus`.
//!
//! - `cases`: the files
//! - `feed`: payloads as a feed
//! - `tab`: a browser's tab with a newsroom
//! - `run`: a batch of a file in a tab
//! - `self_test`: whether the detectors see what they are there for
//! - `report`: the figures
//! - `page/`: what runs in the page: `watch.js` counts, `audit.js` looks through the tree, `drive.js` acts
//! - this file: the jobs, and who does them

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "a failed test is the point of a test"
)]

#[path = "../e2e/browser.rs"]
mod browser;
mod cases;
mod feed;
mod report;
mod run;
mod self_test;
mod tab;

use std::collections::VecDeque;
use std::env;
use std::ops::Range;
use std::path::{Path, PathBuf};
use std::process::ExitCode;
use std::sync::{Arc, Mutex};
use std::time::Instant;

use browser::{Driver, runtime};
use cases::{Payload, Source};
use report::Report;
use run::{BATCH, CARELESS, batches};
use tab::{Finding, MANY, Mode, Tab};

/// Browsers at the same time.
fn workers() -> usize {
    std::thread::available_parallelism().map_or(2, usize::from).clamp(1, 4)
}

/// What one browser does in one go, with a source by its place.
enum Job {
    /// Try the detectors.
    Try(Trial),
    /// Show these payloads.
    Show(usize, Mode, Vec<usize>),
    /// Render these payloads carelessly.
    Careless(usize, Range<usize>),
    /// Answer with these documents.
    Torture(usize, Range<usize>),
}

/// What about the detectors is tried.
#[derive(Clone, Copy)]
enum Trial {
    /// One offence of each kind.
    Offences(Mode),
    /// A widget with a hole.
    Hole,
    /// Documents with wrong verdicts.
    Documents,
}

/// All of them.
const TRIALS: [Trial; 6] = [
    Trial::Offences(Mode::A),
    Trial::Offences(Mode::B),
    Trial::Offences(Mode::T),
    Trial::Offences(Mode::E),
    Trial::Hole,
    Trial::Documents,
];

fn main() -> ExitCode {
    let since = Instant::now();
    let own = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/vectors");
    let mut sources = cases::read(&own);
    if let Some(folder) = env::var_os("LIVE_BLOG_CORPORA") {
        sources.extend(cases::read(Path::new(&folder)));
    }
    let report = Mutex::new(Report::default());
    let wrong = Mutex::new(Vec::new());
    let jobs = Mutex::new(jobs(&sources));
    let driver = Driver::running();
    std::thread::scope(|scope| {
        for _ in 0..workers() {
            scope.spawn(|| runtime().block_on(work(&driver, &sources, &jobs, &report, &wrong)));
        }
    });
    let report = report.into_inner().unwrap();
    let mut wrong = wrong.into_inner().unwrap();
    if wrong.is_empty() {
        println!("Planted offences were all counted, under each policy; so was a hole in the widget.");
    }
    report.print();
    wrong.extend(report.vain());
    let found = report.found.len();
    if found > 0 {
        wrong.push(format!("{found} findings, where none may be"));
    }
    for sentence in &wrong {
        println!("FAILED: {sentence}");
    }
    let outcome = if wrong.is_empty() { "ok" } else { "FAILED" };
    let passed = (report.checks() + TRIALS.len()).saturating_sub(wrong.len());
    // In the words of every other test run, because that is what adds them up.
    println!(
        "test result: {outcome}. {passed} passed; {} failed; 0 ignored; finished in {:.0}s",
        wrong.len(),
        since.elapsed().as_secs_f64()
    );
    if wrong.is_empty() { ExitCode::SUCCESS } else { ExitCode::FAILURE }
}

/// All that is to be done. Jobs of one policy stand together, for the page is loaded only once for them.
fn jobs(sources: &[Source]) -> VecDeque<Job> {
    let mut jobs: VecDeque<Job> = TRIALS.into_iter().map(Job::Try).collect();
    let places = || sources.iter().enumerate();
    for mode in Mode::ALL {
        for (place, source) in places() {
            let chosen: Vec<usize> = places_in(&source.payloads, mode);
            let batches = batches(chosen.len(), BATCH);
            jobs.extend(batches.map(|range| Job::Show(place, mode, chosen[range].to_vec())));
        }
    }
    for (place, source) in places() {
        jobs.extend(batches(source.payloads.len(), CARELESS).map(|range| Job::Careless(place, range)));
    }
    for (place, source) in places() {
        jobs.extend(batches(source.documents.len(), MANY).map(|range| Job::Torture(place, range)));
    }
    jobs
}

/// The payloads that are shown in a mode: all, but where players load those that may bring one.
fn places_in(payloads: &[Payload], mode: Mode) -> Vec<usize> {
    const BRINGERS: [&str; 9] =
        ["frame", "video", "audio", "embed", "object", "source", "tweet", "instagram", "data-href"];
    let brings = |text: &str| BRINGERS.iter().any(|word| text.contains(word));
    let is_for = |payload: &Payload| !mode.plays() || brings(&payload.text.to_ascii_lowercase());
    (0..payloads.len()).filter(|place| is_for(&payloads[*place])).collect()
}

/// Does one job after another, in a browser of its own.
async fn work(
    driver: &Arc<Driver>,
    sources: &[Source],
    jobs: &Mutex<VecDeque<Job>>,
    report: &Mutex<Report>,
    wrong: &Mutex<Vec<String>>,
) {
    let (browser, _seat) = driver.browser().await;
    let mut tab = Tab::open(browser).await;
    loop {
        let Some(job) = jobs.lock().unwrap().pop_front() else { break };
        match job {
            Job::Try(trial) => {
                let said = match trial {
                    Trial::Offences(mode) => self_test::try_offences(&mut tab, mode).await,
                    Trial::Hole => self_test::try_a_hole(&mut tab).await,
                    Trial::Documents => self_test::try_documents(&mut tab).await,
                };
                wrong.lock().unwrap().extend(said);
            }
            Job::Show(place, mode, chosen) => show(&mut tab, &sources[place], mode, &chosen, report).await,
            Job::Careless(place, range) => careless(&mut tab, &sources[place], range, report).await,
            Job::Torture(place, range) => torture(&mut tab, &sources[place], range, report).await,
        }
    }
    driver.give_back(tab.close());
}

async fn show(tab: &mut Tab, source: &Source, mode: Mode, chosen: &[usize], report: &Mutex<Report>) {
    let payloads: Vec<&Payload> = chosen.iter().map(|place| &source.payloads[*place]).collect();
    let seen = run::show(tab, mode, &payloads).await;
    let mut report = report.lock().unwrap();
    let figures = report.shown.entry((source.file.clone(), mode)).or_default();
    figures.cases += chosen.len();
    figures.sent += seen.sent;
    figures.shown += seen.shown;
    figures.players += seen.players;
    let found = seen.found.into_iter().map(|(id, finding)| (source.file.clone(), Some(mode), id, finding));
    report.found.extend(found);
}

async fn careless(tab: &mut Tab, source: &Source, range: Range<usize>, report: &Mutex<Report>) {
    let payloads = &source.payloads[range];
    let ran = run::careless(tab, payloads).await;
    let mut report = report.lock().unwrap();
    let figures = report.control.entry(source.file.clone()).or_default();
    *figures = (figures.0 + payloads.len(), figures.1 + ran.len());
    for (n, payload) in payloads.iter().enumerate() {
        let did = ran.contains(&n);
        if payload.runs.is_some_and(|runs| runs != did) {
            let finding = Finding::new("control", if did { "it ran" } else { "it did not run" });
            report.found.push((source.file.clone(), None, Some(payload.id.clone()), finding));
        }
    }
}

async fn torture(tab: &mut Tab, source: &Source, range: Range<usize>, report: &Mutex<Report>) {
    let documents = &source.documents[range];
    let seen = run::torture(tab, documents).await;
    let mut report = report.lock().unwrap();
    let figures = report.torture.entry(source.file.clone()).or_default();
    for outcome in seen.outcomes {
        *figures.entry(outcome).or_default() += 1;
    }
    let found = seen.found.into_iter().map(|(id, finding)| (source.file.clone(), None, id, finding));
    report.found.extend(found);
}

/// The folder with the built widget.
fn dist() -> PathBuf {
    let dist = env::var_os("LIVE_BLOG_DIST")
        .map_or_else(|| PathBuf::from(concat!(env!("CARGO_MANIFEST_DIR"), "/dist")), PathBuf::from);
    assert!(dist.join("live-blog.js").is_file(), "there is no built widget in {}", dist.display());
    dist
}
