//! The house polices itself: who may use whom, how long a file may grow, what each file must say of itself, and what no
//! file may contain. A breach is reported with the file, the line and the rule.

use std::fs;
use std::path::{Path, PathBuf};

use serde_json::Value;

/// The layers of `src`, ground floor first: each may use itself and those before it.
const LAYERS: [&str; 4] = ["core", "browser", "ui", "element"];

/// The floors inside the core: a module may use those of lower floors, and its own submodules.
const CORE_FLOORS: [&[&str]; 11] = [
    &["clock", "find", "hash", "json", "url"],
    &["activity", "backoff", "order", "patience", "sorting", "span", "sse"],
    &["embed"],
    &["model"],
    &["markup"],
    &["feed", "media", "search", "locale", "window"],
    &["timeline", "poll", "prefs", "consent", "visit"],
    &["filter", "notify", "config", "stream", "key_events"],
    &["facets"],
    &["link_state", "listing"],
    &["session"],
];

const LINES_MAX: usize = 400;

/// What no file of `src` may name, and why.
const BANNED: [(&str, &str); 8] = [
    ("inner_html", "HTML is never given to the browser as a string"),
    ("insert_adjacent_html", "HTML is never given to the browser as a string"),
    ("from_html_unchecked", "HTML is never given to the browser as a string"),
    ("DomParser", "HTML is parsed by core::markup alone"),
    ("stop_propagation", "in yew it hides the event from the page"),
    ("gloo_storage", "it panics where storage is blocked"),
    ("?}", "`{:?}` prints nothing in the release, see docs/decisions/006-our-own-build-of-std.md"),
    ("\"unload\"", "it keeps the page out of the back-forward cache"),
];

/// What the core may not name: the browser and yew.
const BROWSER_CRATES: [&str; 6] =
    ["web_sys", "js_sys", "wasm_bindgen", "wasm_bindgen_futures", "gloo", "yew"];

struct Source {
    path: String,
    text: String,
}

fn root() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR"))
}

fn sources(folder: &str) -> Vec<Source> {
    let mut found = Vec::new();
    collect(&root().join(folder), &mut found);
    assert!(!found.is_empty(), "no source files under {folder}");
    found
}

fn collect(folder: &Path, found: &mut Vec<Source>) {
    for entry in fs::read_dir(folder).unwrap().map(Result::unwrap) {
        let path = entry.path();
        if path.is_dir() {
            collect(&path, found);
        } else if path.extension().is_some_and(|extension| extension == "rs") {
            let name = path.strip_prefix(root()).unwrap().to_string_lossy().replace('\\', "/");
            found.push(Source { path: name, text: fs::read_to_string(&path).unwrap() });
        }
    }
}

fn is_test(path: &str) -> bool {
    path.ends_with("tests.rs") || path.contains("/tests/") || path.ends_with("sample.rs")
}

fn code_lines(text: &str) -> impl Iterator<Item = (usize, &str)> {
    text.lines()
        .enumerate()
        .map(|(n, line)| (n + 1, line))
        .filter(|(_, line)| !line.trim_start().starts_with("//"))
}

/// The `crate::` paths that a line names, without `crate::`.
fn crate_paths(line: &str) -> impl Iterator<Item = &str> {
    line.match_indices("crate::").map(|(at, _)| &line[at + "crate::".len()..])
}

fn first_segment(path: &str) -> &str {
    path.split(|c: char| !(c.is_alphanumeric() || c == '_')).next().unwrap_or_default()
}

/// `core` for `src/core/feed/mod.rs`; none for the roots of the crate.
fn layer_of(path: &str) -> Option<usize> {
    let inside = path.strip_prefix("src/")?;
    LAYERS
        .iter()
        .position(|layer| inside == format!("{layer}.rs") || inside.starts_with(&format!("{layer}/")))
}

fn core_module(path: &str) -> Option<&str> {
    let name = path.strip_prefix("src/core/")?;
    Some(name.split('/').next()?.trim_end_matches(".rs"))
}

fn core_floor(module: &str) -> Option<usize> {
    CORE_FLOORS.iter().position(|floor| floor.contains(&module))
}

fn breaches_of_the_layers(sources: &[Source]) -> Vec<String> {
    let mut breaches = Vec::new();
    for source in sources {
        let Some(layer) = layer_of(&source.path) else { continue };
        for (line, text) in code_lines(&source.text) {
            for path in crate_paths(text) {
                let named = LAYERS.iter().position(|layer| *layer == first_segment(path));
                if named.is_some_and(|named| named > layer) {
                    breaches.push(format!("{}:{line} uses crate::{path}: arrows point down", source.path));
                }
            }
        }
    }
    breaches
}

fn breaches_inside_the_core(sources: &[Source]) -> Vec<String> {
    let mut breaches = Vec::new();
    for source in sources.iter().filter(|source| !is_test(&source.path)) {
        let Some(module) = core_module(&source.path).filter(|module| *module != "mod") else { continue };
        let Some(floor) = core_floor(module) else {
            breaches.push(format!("{}: the module {module} has no floor in tests/it/tidy.rs", source.path));
            continue;
        };
        // `super::` from a file that lies directly in core/ names a module of core as well.
        let depth = source.path.matches('/').count();
        for (line, text) in code_lines(&source.text) {
            let supers = text.match_indices("super::").map(|(at, _)| &text[at + "super::".len()..]);
            let named = crate_paths(text)
                .filter_map(|path| path.strip_prefix("core::"))
                .chain(supers.filter(|_| depth == 2))
                .map(first_segment);
            for name in named.filter(|name| *name != module) {
                if core_floor(name).is_some_and(|named| named > floor || (named == floor && name != module)) {
                    breaches.push(format!("{}:{line} uses {name}, which is not below {module}", source.path));
                }
            }
        }
    }
    breaches
}

fn report(breaches: &[String]) {
    assert!(breaches.is_empty(), "{} breaches:\n{}", breaches.len(), breaches.join("\n"));
}

#[test]
fn arrows_between_layers_point_down() {
    report(&breaches_of_the_layers(&sources("src")));
}

#[test]
fn arrows_inside_the_core_point_down() {
    report(&breaches_inside_the_core(&sources("src/core")));
}

#[test]
fn the_core_does_not_know_the_browser() {
    let mut breaches = Vec::new();
    for source in sources("src/core") {
        for (line, text) in code_lines(&source.text) {
            for name in BROWSER_CRATES.iter().filter(|name| text.contains(&format!("{name}::"))) {
                breaches.push(format!("{}:{line} names {name}: the core is pure", source.path));
            }
        }
    }
    report(&breaches);
}

#[test]
fn nothing_is_used_that_the_house_has_ruled_out() {
    let mut breaches = Vec::new();
    for source in sources("src") {
        for (line, text) in code_lines(&source.text) {
            let is_meant = |name: &str| name != "?}" || !is_test(&source.path);
            for (name, why) in BANNED.iter().filter(|(name, _)| text.contains(name) && is_meant(name)) {
                breaches.push(format!("{}:{line} names {name}: {why}", source.path));
            }
        }
    }
    report(&breaches);
}

#[test]
fn every_file_says_what_lives_in_it_and_stays_short() {
    let mut breaches = Vec::new();
    for source in ["src", "feeds", "xtask/src", "newsroom/src", "simulator", "tests"]
        .iter()
        .flat_map(|folder| sources(folder))
    {
        let lines = source.text.lines().count();
        if lines > LINES_MAX && !is_test(&source.path) {
            breaches.push(format!("{} has {lines} lines, at most {LINES_MAX}", source.path));
        }
        if !source.text.starts_with("//!") && !is_test(&source.path) {
            breaches.push(format!("{} does not begin with a module doc", source.path));
        }
    }
    report(&breaches);
}

#[test]
fn a_planted_breach_is_seen() {
    let planted = |path: &str, text: &str| vec![Source { path: path.to_owned(), text: text.to_owned() }];
    let up = planted("src/core/poll.rs", "use crate::ui::store;");
    assert_eq!(breaches_of_the_layers(&up).len(), 1);
    let sideways =
        planted("src/core/poll.rs", "use super::session::State;\nuse crate::core::listing::Listing;");
    assert_eq!(breaches_inside_the_core(&sideways).len(), 2);
    let homeless = planted("src/core/stranger.rs", "");
    assert_eq!(breaches_inside_the_core(&homeless).len(), 1);
    let down = planted("src/ui/reader.rs", "use crate::core::session::State; // crate::element is a comment");
    assert!(breaches_of_the_layers(&down).len() <= 1);
}

#[test]
fn every_language_file_is_sound_and_names_its_gaps() {
    let folder = root().join("static/locales");
    let mut files: Vec<String> = Vec::new();
    for entry in fs::read_dir(&folder).unwrap().map(Result::unwrap) {
        let name = entry.file_name().to_string_lossy().into_owned();
        let file: Value = serde_json::from_str(&fs::read_to_string(entry.path()).unwrap())
            .unwrap_or_else(|error| panic!("{name}: {error}"));
        assert!(matches!(file["direction"].as_str(), Some("ltr" | "rtl")), "{name}: direction is ltr or rtl");
        let said = file["messages"].as_object().unwrap_or_else(|| panic!("{name}: messages is missing"));
        let known: Vec<&str> = live_blog::core::locale::Msg::ALL.iter().map(|msg| msg.name()).collect();
        for key in said.keys() {
            assert!(known.contains(&key.as_str()), "{name}: there is no message {key}");
        }
        let gaps: Vec<&&str> = known.iter().filter(|key| !said.contains_key(**key)).collect();
        println!("{name}: {} of {} messages, English for {gaps:?}", said.len(), known.len());
        files.push(name.trim_end_matches(".json").to_owned());
    }
    files.sort();
    assert_eq!(
        files,
        live_blog::core::locale::SHIPPED,
        "SHIPPED in src/core/locale.rs names the files, in order"
    );
}

#[test]
fn the_contract_lists_every_attribute() {
    let contract = fs::read_to_string(root().join("docs/contract.md")).unwrap();
    let loader = fs::read_to_string(root().join("static/live-blog.js")).unwrap();
    let list = loader.split("ATTRIBUTES = [").nth(1).and_then(|rest| rest.split(']').next()).unwrap();
    let attributes: Vec<&str> = list.split('"').skip(1).step_by(2).collect();
    assert!(attributes.len() >= 8);
    for attribute in attributes {
        assert!(
            contract.contains(&format!("`{attribute}`")),
            "docs/contract.md does not mention {attribute}"
        );
    }
}
