//! `test`: the host tests, the wasm tests in a real browser, the whole thing end to end in two, and the hostile vectors,
//! added up.

use std::process::Command;

use crate::browser::{self, Browser};
use crate::failure::Failure;
use crate::tally::Tally;
use crate::tools::{self, WASM_TARGET};
use crate::workspace::Workspace;
use crate::{corpus, dist, install, nginx, run};

/// Runs everything. A failure is kept for the end, so that one run tells the whole story.
pub fn everything(at: &Workspace) -> Result<(), Failure> {
    install::bring(at, tools::FOR_TEST)?;
    let browser = browser::bring(at)?;
    let mut sum = Tally::default();
    let mut wrong = Vec::new();
    for (name, usually, outcome) in [
        ("The host tests", "2 to 3 min the first time", host as Run),
        ("The wasm tests in headless Chromium", "1 to 2 min the first time", wasm as Run),
        ("The end-to-end tests", "3 to 4 min the first time, after the release build", end_to_end as Run),
        ("The tests in Firefox", "about 30 s", in_firefox as Run),
        ("The hostile vectors", "about 30 s", hostile as Run),
    ] {
        let since = run::begin(name, usually);
        let mut tally = Tally::default();
        let ended = outcome(at, &browser, &mut tally);
        sum.add(tally);
        match ended {
            Err(failure) => wrong.push(failure.to_string()),
            // A suite that has silently vanished must not look like one that passes.
            Ok(()) if tally.passed + tally.failed == 0 => {
                wrong.push(format!("{name} reported no test at all."))
            }
            Ok(()) => run::done(name, since),
        }
    }
    for failure in &wrong {
        eprintln!("\nxtask: {failure}");
    }
    println!("\n{}", closing(sum, wrong.len()));
    if wrong.is_empty() && sum.failed == 0 {
        return Ok(());
    }
    Err(Failure::Told)
}

type Run = fn(&Workspace, &Browser, &mut Tally) -> Result<(), Failure>;

fn host(at: &Workspace, _browser: &Browser, tally: &mut Tally) -> Result<(), Failure> {
    heard("The host tests", &mut run::cargo(at, &["test", "--workspace", "--no-fail-fast"]), tally)
}

fn wasm(at: &Workspace, browser: &Browser, tally: &mut Tally) -> Result<(), Failure> {
    // No `--quiet` here: cargo would pass it on, and this runner does not know it.
    let mut command = run::cargo(at, &["test", "--target", WASM_TARGET, "--test", "web"]);
    command.env("CHROMEDRIVER", &browser.driver);
    command.env("WASM_BINDGEN_TEST_WEBDRIVER_JSON", browser::capabilities(at, browser)?);
    command.env("WASM_BINDGEN_TEST_ONLY_WEB", "1");
    // Seconds. A small machine that is busy compiling needs longer than the five and twenty of the runner.
    command.env("WASM_BINDGEN_TEST_DRIVER_TIMEOUT", "60").env("WASM_BINDGEN_TEST_TIMEOUT", "180");
    for other in ["GECKODRIVER", "SAFARIDRIVER", "MSEDGEDRIVER", "NO_HEADLESS"] {
        command.env_remove(other);
    }
    heard("The wasm tests", &mut command, tally)
}

fn end_to_end(at: &Workspace, browser: &Browser, tally: &mut Tally) -> Result<(), Failure> {
    let nginx = nginx::bring(at)?;
    dist::up_to_date(at)?;
    let mut command = run::cargo(at, &["test", "--features", "e2e", "--test", "e2e"]);
    command.env("NGINX", nginx.program).env("NCHAN", nginx.module);
    command.env("LIVE_BLOG_DIST", at.dist());
    command.env("CHROMEDRIVER", &browser.driver).env("CHROMIUM", &browser.chromium);
    if let Some(home) = tools::AXE_CORE.home(at) {
        command.env("AXE_CORE", home.join("node_modules/axe-core/axe.min.js"));
    }
    heard("The end-to-end tests", &mut command, tally)
}

fn in_firefox(at: &Workspace, _browser: &Browser, tally: &mut Tally) -> Result<(), Failure> {
    let firefox = browser::bring_firefox(at)?;
    dist::up_to_date(at)?;
    let mut command = run::cargo(at, &["test", "--features", "e2e", "--test", "firefox"]);
    command.env("LIVE_BLOG_DIST", at.dist()).env("FIREFOX", firefox);
    heard("The tests in Firefox", &mut command, tally)
}

fn hostile(at: &Workspace, browser: &Browser, tally: &mut Tally) -> Result<(), Failure> {
    corpus::run(at, browser, None, |line| tally.hear(line))
}

fn heard(doing: &str, command: &mut Command, tally: &mut Tally) -> Result<(), Failure> {
    run::run_heard(doing, command, |line| tally.hear(line))
}

fn closing(sum: Tally, wrong: usize) -> String {
    let mut line = format!("{} passed, {} failed", sum.passed, sum.failed);
    if sum.ignored > 0 {
        line.push_str(&format!(", {} ignored", sum.ignored));
    }
    // A run that does not compile or crashes fails without a single failed test.
    if wrong > 0 && sum.failed == 0 {
        line.push_str(&format!("; {wrong} of the 5 runs did not come to its end"));
    }
    line
}

#[cfg(test)]
mod tests {
    use super::closing;
    use crate::tally::Tally;

    #[test]
    fn the_closing_line_is_the_sum() {
        assert_eq!(closing(Tally { passed: 12, failed: 0, ignored: 0 }, 0), "12 passed, 0 failed");
        assert_eq!(closing(Tally { passed: 12, failed: 3, ignored: 0 }, 1), "12 passed, 3 failed");
        assert_eq!(closing(Tally { passed: 1, failed: 0, ignored: 2 }, 0), "1 passed, 0 failed, 2 ignored");
    }

    #[test]
    fn a_run_that_never_ended_is_not_hidden_by_a_zero() {
        let line = closing(Tally { passed: 12, failed: 0, ignored: 0 }, 1);
        assert!(line.ends_with("1 of the 5 runs did not come to its end"), "{line}");
    }
}
