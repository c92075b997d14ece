//! `bench`: how long things take. The core by criterion in `bench/`, the built widget by `tests/e2e/bench.rs`.

use crate::failure::Failure;
use crate::workspace::Workspace;
use crate::{browser, dist, install, run, tools};

/// The core alone, on this machine.
pub fn native(at: &Workspace) -> Result<(), Failure> {
    let since = run::begin("The core's figures", "about 2 min to compile the first time, then 4 min");
    run::run("The benchmark", &mut run::cargo(at, &["bench", "--package", "bench"]))?;
    run::done("The core's figures", since);
    Ok(())
}

/// The built widget in Chromium.
pub fn in_a_browser(at: &Workspace) -> Result<(), Failure> {
    install::bring(at, tools::FOR_TEST)?;
    let browser = browser::bring(at)?;
    dist::up_to_date(at)?;
    let since = run::begin("The figures in Chromium", "about 2 min, after the build");
    let mut command = run::cargo(at, &["test", "--quiet", "--features", "e2e", "--test", "e2e", "--"]);
    command.args(["--ignored", "--nocapture", "bench::"]).env("LIVE_BLOG_DIST", at.dist());
    command.env("CHROMEDRIVER", &browser.driver).env("CHROMIUM", &browser.chromium);
    run::run("The benchmark in Chromium", &mut command)?;
    run::done("The figures in Chromium", since);
    Ok(())
}
