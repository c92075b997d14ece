//! The browsers that the tests drive: finding Chromium with its driver, and Firefox, or bringing Debian's.

use std::env;
use std::fs;
use std::path::{Path, PathBuf};

use crate::debian::{self, apt, has_apt};
use crate::failure::Failure;
use crate::tools::{BROWSER_PACKAGES, FIREFOX_PACKAGE};
use crate::workspace::{Workspace, which};

/// A browser and the program that drives it.
#[derive(Debug)]
pub struct Browser {
    /// Chromium itself.
    pub chromium: PathBuf,
    /// The WebDriver server of the same version.
    pub driver: PathBuf,
}

const CHROMIUM_NAMES: &[&str] = &["chromium", "chromium-browser", "google-chrome", "google-chrome-stable"];
const FIREFOX_NAMES: &[&str] = &["firefox-esr", "firefox"];
const MAC_FIREFOX: &str = "/Applications/Firefox.app/Contents/MacOS/firefox";
const MAC_CHROME: &str = "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome";

/// Quiet, headless, and calling nobody.
const SWITCHES: &[&str] = &[
    "--headless",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
];

/// Finds the browser, bringing it by apt-get where that is possible.
pub fn bring(at: &Workspace) -> Result<Browser, Failure> {
    if let Some(browser) = find() {
        return Ok(browser);
    }
    if !has_apt() {
        return Err(missing("They were looked for on PATH, and as CHROMIUM and CHROMEDRIVER."));
    }
    apt(at, "Debian's Chromium and its driver, with apt-get", BROWSER_PACKAGES)
        .map_err(|failure| missing(&format!("apt-get was asked for them: {failure}")))?;
    find().ok_or_else(|| missing("apt-get installed them, and yet they are not on PATH."))
}

/// Finds Firefox, which needs no driver, bringing it by apt-get where that is possible.
pub fn bring_firefox(at: &Workspace) -> Result<PathBuf, Failure> {
    if let Some(firefox) = find_firefox() {
        return Ok(firefox);
    }
    let missing = |tried: String| Failure::Missing {
        what: "Firefox, for the tests in a second engine,".to_owned(),
        tried,
        advice: format!(
            "On Debian type: sudo apt-get update && sudo apt-get install -y --no-install-recommends {FIREFOX_PACKAGE}. \
             Elsewhere install it, or name it: FIREFOX=/path/to/firefox cargo xtask test"
        ),
    };
    if !has_apt() {
        return Err(missing("It was looked for on PATH, and as FIREFOX.".to_owned()));
    }
    apt(at, "Debian's Firefox, with apt-get", &[FIREFOX_PACKAGE])
        .map_err(|failure| missing(format!("apt-get was asked for it: {failure}")))?;
    find_firefox().ok_or_else(|| missing("apt-get installed it, and yet it is not on PATH.".to_owned()))
}

/// Writes the capabilities that the wasm test runner hands to the driver, and says where they are.
pub fn capabilities(at: &Workspace, browser: &Browser) -> Result<PathBuf, Failure> {
    let path = at.tools().join("webdriver.json");
    let switches: Vec<String> = SWITCHES.iter().map(|switch| json(switch)).collect();
    let text = format!(
        "{{ \"goog:chromeOptions\": {{ \"binary\": {}, \"args\": [{}] }} }}\n",
        json(&browser.chromium.to_string_lossy()),
        switches.join(", ")
    );
    fs::create_dir_all(at.tools()).map_err(Failure::file("make the tools folder"))?;
    fs::write(&path, text).map_err(Failure::file(format!("write {}", path.display())))?;
    Ok(path)
}

/// A string as JSON writes it.
fn json(text: &str) -> String {
    let mut out = String::from("\"");
    for c in text.chars() {
        match c {
            '"' | '\\' => out.extend(['\\', c]),
            c if c.is_control() => out.push_str(&format!("\\u{:04x}", u32::from(c))),
            c => out.push(c),
        }
    }
    out.push('"');
    out
}

fn find() -> Option<Browser> {
    let chromium = named("CHROMIUM")
        .or_else(|| CHROMIUM_NAMES.iter().find_map(|name| which(name)))
        .or_else(|| Some(PathBuf::from(MAC_CHROME)).filter(|path| path.is_file()))?;
    let driver = named("CHROMEDRIVER").or_else(|| which("chromedriver"))?;
    Some(Browser { chromium, driver })
}

fn find_firefox() -> Option<PathBuf> {
    named("FIREFOX")
        .or_else(|| FIREFOX_NAMES.iter().find_map(|name| which(name)))
        .or_else(|| Some(PathBuf::from(MAC_FIREFOX)).filter(|path| path.is_file()))
}

fn named(variable: &str) -> Option<PathBuf> {
    env::var_os(variable).map(PathBuf::from).filter(|path| path.is_file())
}

fn missing(tried: &str) -> Failure {
    let packages = BROWSER_PACKAGES.join(" ");
    let advice = if cfg!(target_os = "macos") {
        "Type: brew install --cask google-chrome chromedriver".to_owned()
    } else if debian::is_here() {
        format!("Type: sudo apt-get update && sudo apt-get install -y --no-install-recommends {packages}")
    } else if Path::new("/etc/fedora-release").exists() {
        "Type: sudo dnf install -y chromium chromedriver".to_owned()
    } else {
        "Install both from your system's packages, or name them: \
         CHROMIUM=/path/to/chromium CHROMEDRIVER=/path/to/chromedriver cargo xtask test"
            .to_owned()
    };
    Failure::Missing {
        what: "Chromium with its driver, for the browser tests,".to_owned(),
        tried: tried.to_owned(),
        advice,
    }
}

#[cfg(test)]
mod tests {
    use super::json;

    #[test]
    fn a_path_with_quotes_in_it_stays_one_json_string() {
        assert_eq!(json("/opt/a \"b\"\\c"), r#""/opt/a \"b\"\\c""#);
        assert_eq!(json("tab\there"), r#""tab\u0009here""#);
    }
}
