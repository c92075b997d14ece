//! `corpus`: hostile payloads through the built widget, in a real browser. The runner itself is `tests/corpus`.

use std::env;
use std::path::Path;

use crate::browser::{self, Browser};
use crate::failure::Failure;
use crate::workspace::Workspace;
use crate::{dist, install, run, tools};

/// Runs a folder of payloads beside the project's own vectors.
pub fn folder(at: &Workspace, folder: &Path) -> Result<(), Failure> {
    // As typed, it is read from where it was typed; the runner starts in the root.
    let here = env::current_dir().map_err(Failure::file("find the current folder"))?;
    let folder = here.join(folder);
    if !folder.is_dir() {
        return Err(Failure::Usage { said: format!("{} is no folder", folder.display()) });
    }
    install::bring(at, tools::FOR_TEST)?;
    let browser = browser::bring(at)?;
    run(at, &browser, Some(&folder), |_| {})
}

/// Runs the project's own vectors, and a folder where one is named.
pub fn run(
    at: &Workspace,
    browser: &Browser,
    folder: Option<&Path>,
    hear: impl FnMut(&str),
) -> Result<(), Failure> {
    dist::up_to_date(at)?;
    let mut command = run::cargo(at, &["test", "--features", "e2e", "--test", "corpus"]);
    command.env("LIVE_BLOG_DIST", at.dist());
    command.env("CHROMEDRIVER", &browser.driver).env("CHROMIUM", &browser.chromium);
    match folder {
        Some(folder) => command.env("LIVE_BLOG_CORPORA", folder),
        None => command.env_remove("LIVE_BLOG_CORPORA"),
    };
    run::run_heard("The run of hostile payloads", &mut command, hear)
}
