//! Runs public collections of hostile HTML, where they are at hand, through the sanitiser.
//!
//! They are other people's and not in this repository. `LIVE_BLOG_CORPORA` names a folder of them: JSON files,
//! each a list of objects whose `payload` is a piece of HTML.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "a failed test may panic"
)]

use std::fs;
use std::path::PathBuf;

use live_blog::core::markup::plain_text;
use serde_json::Value;

use crate::markup::{audit, parsed};

/// Text that only the code of a script or style has: none of it may be seen.
const CODE: &str = "zqxjcode";

fn folder() -> Option<PathBuf> {
    let beside = || PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../shared/corpora");
    let named = std::env::var_os("LIVE_BLOG_CORPORA").map_or_else(beside, PathBuf::from);
    named.is_dir().then_some(named)
}

/// All payloads of a folder, with the file and number of each.
fn payloads(folder: &PathBuf) -> Vec<(String, String)> {
    let mut files: Vec<PathBuf> = fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()).collect();
    files.sort();
    let mut all = Vec::new();
    for file in files.iter().filter(|file| file.extension().is_some_and(|end| end == "json")) {
        let Ok(Value::Array(cases)) = serde_json::from_slice(&fs::read(file).unwrap()) else {
            continue;
        };
        for (number, case) in cases.iter().enumerate() {
            if let Some(payload) = case.get("payload").and_then(Value::as_str) {
                let name = file.file_name().unwrap_or_default().to_string_lossy();
                all.push((format!("{name} {number}"), payload.to_owned()));
            }
        }
    }
    all
}

#[test]
fn no_public_payload_gets_anything_past_the_policy() {
    let Some(folder) = folder() else {
        println!("no corpora here: set LIVE_BLOG_CORPORA to a folder of them");
        return;
    };
    let payloads = payloads(&folder);
    assert!(!payloads.is_empty(), "{} has no payloads", folder.display());
    let mut shown = 0;
    for (name, payload) in &payloads {
        println!("{name}");
        let tree = parsed(payload);
        audit::check(&tree.nodes, &[]);
        assert_eq!(audit::letters(&tree.nodes), audit::packed(&plain_text(payload)), "{payload}");
        let again = parsed(&audit::html(&tree.nodes));
        assert_eq!(again.nodes, tree.nodes, "not stable: {payload}");
        shown += usize::from(!tree.nodes.is_empty());
    }
    println!("{} payloads, {shown} of them show something", payloads.len());
    assert!(shown * 3 > payloads.len(), "safe because empty: {shown} of {}", payloads.len());
}

#[test]
fn no_public_payload_lets_code_be_seen() {
    let Some(folder) = folder() else { return };
    for (name, payload) in payloads(&folder) {
        // Each payload is the neighbour of code: what it leaves open must not turn the code into text before it.
        for element in ["script", "style", "template", "textarea", "iframe", "object"] {
            let source = format!("<{element}>{CODE}</{element}>{payload}");
            assert!(!plain_text(&source).contains(CODE), "{name}: {source}");
            assert!(!audit::html(&parsed(&source).nodes).contains(CODE), "{name}: {source}");
        }
    }
}
