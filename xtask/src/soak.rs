//! `soak`: how the reader stands days of faults. The work is done by the `simulator` package, in virtual time, and by
//! `tests/e2e/soak.rs` in a real browser; the door itself stays without dependencies.

use crate::failure::Failure;
use crate::workspace::Workspace;
use crate::{browser, dist, install, run, tools};

/// Readers against a model newsroom: schedules of faults, three days, and a thousand readers after an outage; or one schedule
/// by its seed, told in full.
pub fn simulated(at: &Workspace, words: &[String]) -> Result<(), Failure> {
    let since = run::begin("The simulator", "about 1 min to compile the first time, then 3 min on two cores");
    let mut command = run::cargo(at, &["run", "--quiet", "--profile", "soak", "--package", "simulator"]);
    command.args(["--bin", "soak", "--"]).args(words);
    run::run("The soak", &mut command)?;
    run::done("The simulator", since);
    Ok(())
}

/// The built widget against the newsroom, in Chromium and in real time.
pub fn in_a_browser(at: &Workspace, minutes: u64) -> Result<(), Failure> {
    install::bring(at, tools::FOR_TEST)?;
    let browser = browser::bring(at)?;
    dist::up_to_date(at)?;
    let since = run::begin("The soak in Chromium", &format!("{minutes} min, after the build"));
    let mut command = run::cargo(at, &["test", "--quiet", "--features", "e2e", "--test", "e2e", "--"]);
    command.args(["--ignored", "--nocapture", "soak::"]);
    command.env("LIVE_BLOG_DIST", at.dist()).env("LIVE_BLOG_SOAK_MINUTES", minutes.to_string());
    command.env("CHROMEDRIVER", &browser.driver).env("CHROMIUM", &browser.chromium);
    run::run("The soak in Chromium", &mut command)?;
    run::done("The soak in Chromium", since);
    Ok(())
}
