//! Which version of a crate Cargo.lock names.

use std::fs;

use crate::failure::Failure;
use crate::workspace::Workspace;

/// The version of the crate `name` in this repository's Cargo.lock.
pub fn version_of(at: &Workspace, name: &str) -> Result<String, Failure> {
    let text = fs::read_to_string(at.root.join("Cargo.lock")).map_err(Failure::file("read Cargo.lock"))?;
    find(&text, name).map(str::to_owned).ok_or_else(|| Failure::Missing {
        what: format!("The crate `{name}` in Cargo.lock"),
        tried: "The tool of that name must be the same version as the crate.".to_owned(),
        advice: "`cargo generate-lockfile` writes the file anew.".to_owned(),
    })
}

/// Reads the lines `name = "…"` and `version = "…"`, which cargo always writes one after the other.
fn find<'t>(text: &'t str, name: &str) -> Option<&'t str> {
    let mut lines = text.lines();
    while let Some(line) = lines.next() {
        if value(line, "name") == Some(name) {
            return lines.next().and_then(|next| value(next, "version"));
        }
    }
    None
}

fn value<'t>(line: &'t str, key: &str) -> Option<&'t str> {
    line.strip_prefix(key)?.strip_prefix(" = \"")?.strip_suffix('"')
}

#[cfg(test)]
mod tests {
    use super::find;

    const LOCK: &str = r#"
version = 4

[[package]]
name = "wasm-bindgen-macro"
version = "0.2.99"

[[package]]
name = "wasm-bindgen"
version = "0.2.126"
source = "registry+https://example.org/index"
dependencies = [
 "cfg-if",
 "wasm-bindgen-macro",
]
"#;

    #[test]
    fn a_crate_is_found_by_its_whole_name() {
        assert_eq!(find(LOCK, "wasm-bindgen"), Some("0.2.126"));
        assert_eq!(find(LOCK, "wasm-bindgen-macro"), Some("0.2.99"));
    }

    #[test]
    fn a_crate_that_is_not_there_has_no_version() {
        assert_eq!(find(LOCK, "wasm"), None);
        assert_eq!(find("", "wasm-bindgen"), None);
    }

    #[test]
    fn a_name_at_the_very_end_of_a_torn_file_has_no_version() {
        assert_eq!(find("[[package]]\nname = \"yew\"", "yew"), None);
    }
}
