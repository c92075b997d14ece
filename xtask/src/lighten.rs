//! What is taken out of Trunk's output before it ships: the wasm is optimised and put in order, the names between it and its
//! glue become letters, the glue learns to tell of a trap, and spaces and comments go.
//!
//! wasm-bindgen gives each of some 250 imports a name with sixteen random figures in it, in both files: as much as a feed
//! format costs, and nothing compresses it.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

use crate::alike;
use crate::failure::Failure;
use crate::run;
use crate::sizes;
use crate::traps;
use crate::workspace::Workspace;

const GLUE: &str = "live-blog-core.js";
const WASM: &str = "live-blog-core_bg.wasm";
/// The one module that the wasm says it imports from, and what wasm-opt calls the first of all modules.
const MODULE: [&str; 2] = ["./live-blog-core_bg.js", "a"];
/// Text that ships beside the wasm.
const TEXTS: [&str; 3] = [GLUE, "live-blog.js", "live-blog.css"];

/// By measure: on what rustc made with `opt-level = "z"`, binaryen's own `-Oz` is larger after brotli than `-O3`, and `-O3`
/// is smallest when it copies no more than tiny functions to where they are called.
const OPTIMISE: [&str; 10] = [
    "-O3",
    "--flexible-inline-max-function-size",
    "5",
    // Rust never puts anything at the first kilobyte of memory.
    "--low-memory-unused",
    // What rustc's own target emits.
    "--enable-bulk-memory",
    "--enable-nontrapping-float-to-int",
    "--enable-sign-ext",
    "--enable-mutable-globals",
    "--enable-reference-types",
    "--enable-multivalue",
];

/// Its ways through a function laid out anew, and that optimised until nothing gets smaller: half a percent after brotli.
const ANEW: [&str; 4] = ["--flatten", "--rereloop", "-O3", "--converge"];

/// Not for the module of foreign feeds: the loader, which nobody rewrites, calls its few exports by their names.
const SHORT_NAMES: &str = "--minify-imports-and-exports-and-modules";

/// Lightens the widget's files in a folder that Trunk has written.
pub fn release(at: &Workspace, folder: &Path) -> Result<(), Failure> {
    optimise(at, &folder.join(sizes::FOREIGN), &[])?;
    let names = Names::read(&optimise(at, &folder.join(WASM), &[SHORT_NAMES])?);
    let glue = folder.join(GLUE);
    let text = fs::read_to_string(&glue).map_err(Failure::file("read the glue"))?;
    let text = names.applied(&text).and_then(|text| traps::watched(&text));
    let text = text.map_err(|said| Failure::Verdict { said })?;
    fs::write(&glue, text).map_err(Failure::file("write the glue"))?;
    let mut esbuild = run::command(at, "esbuild");
    esbuild.args(["--minify", "--charset=utf8", "--legal-comments=none", "--log-level=warning"]);
    esbuild.args(["--allow-overwrite", "--outdir=."]).args(TEXTS).current_dir(folder);
    run::run("Taking out spaces and comments", &mut esbuild)
}

/// Optimises a module in its place, puts its functions in order and optimises them once more, which finds a little that the
/// first time has laid open. Returns what wasm-opt printed the second time.
fn optimise(at: &Workspace, wasm: &Path, besides: &[&str]) -> Result<String, Failure> {
    let optimise = |besides: &[&str]| {
        let mut command = run::command(at, "wasm-opt");
        command.args(OPTIMISE).args(besides).arg(wasm).arg("-o").arg(wasm);
        run::hear("Optimising the wasm", &mut command)
    };
    optimise(&ANEW)?;
    let module = fs::read(wasm).map_err(Failure::file("read the wasm"))?;
    let named = alike::named(&module).ok_or_else(|| Failure::Verdict {
        said: "this wasm-opt writes a module in another way than xtask/src/alike.rs reads it.".to_owned(),
    })?;
    fs::write(wasm, named).map_err(Failure::file("write the wasm"))?;
    optimise(&[besides, &[alike::BY_NAME]].concat())
}

/// Long names and the letters that stand for them.
#[derive(Debug, Default, PartialEq, Eq)]
struct Names {
    imports: BTreeMap<String, String>,
    exports: BTreeMap<String, String>,
}

impl Names {
    /// Reads what wasm-opt prints: a line an import, of module, long and short name; a line an export, of the two names.
    fn read(said: &str) -> Self {
        let mut names = Self::default();
        for line in said.lines() {
            let words: Vec<&str> = line.split('"').skip(1).step_by(2).collect();
            match words.as_slice() {
                [module, long, short] if *module == MODULE[0] => {
                    names.imports.insert((*long).to_owned(), (*short).to_owned())
                }
                [long, short] => names.exports.insert((*long).to_owned(), (*short).to_owned()),
                _ => None,
            };
        }
        names
    }

    /// The glue with short names. An import is a key of an object there, an export a field of `wasm`.
    fn applied(&self, glue: &str) -> Result<String, String> {
        let mut text = String::with_capacity(glue.len());
        let mut rest = glue;
        let mut imported = 0;
        while let Some(start) = rest.find(begins_name) {
            let (before, from) = rest.split_at(start);
            let (name, after) = from.split_at(from.find(|c| !in_name(c)).unwrap_or(from.len()));
            text.push_str(before);
            let short = if text.ends_with("wasm.") {
                self.exports.get(name)
            } else if after.starts_with(':') {
                self.imports.get(name).inspect(|_| imported += 1)
            } else {
                None
            };
            text.push_str(short.map_or(name, String::as_str));
            rest = after;
        }
        text.push_str(rest);
        let [long, short] = MODULE.map(|name| format!("\"{name}\""));
        let modules = text.matches(&long).count();
        if imported == self.imports.len() && imported > 0 && modules == 1 {
            return Ok(text.replace(&long, &short));
        }
        Err(format!(
            "the glue names {imported} of the wasm's {} imports and its module {modules} times: this wasm-bindgen writes \
             it in another way than xtask/src/lighten.rs reads it.",
            self.imports.len()
        ))
    }
}

fn begins_name(c: char) -> bool {
    c.is_ascii_alphabetic() || c == '_' || c == '$'
}

fn in_name(c: char) -> bool {
    begins_name(c) || c.is_ascii_digit()
}

#[cfg(test)]
#[allow(clippy::unwrap_used, reason = "a test stops at the first surprise")]
mod tests {
    use super::Names;

    const SAID: &str = r#"{
 "imports": [
  ["./live-blog-core_bg.js", "__wbg_read_8afa", "$"],
  ["./live-blog-core_bg.js", "__wbg_item_20d0", "b"]
 ],
"exports": [
  ["mount", "vd"],
  ["__wbindgen_export", "Ed"]
 ]
}"#;
    const GLUE: &str = r#"export function mount(a) { wasm.mount(a, wasm.__wbindgen_export); }
const imports = { __wbg_read_8afa: function(mount) { return mount; }, __wbg_item_20d0: 1 };
const all = { "./live-blog-core_bg.js": imports };"#;

    #[test]
    fn only_what_crosses_to_the_wasm_is_renamed() {
        let glue = Names::read(SAID).applied(GLUE).unwrap();
        assert_eq!(
            glue,
            r#"export function mount(a) { wasm.vd(a, wasm.Ed); }
const imports = { $: function(mount) { return mount; }, b: 1 };
const all = { "a": imports };"#
        );
    }

    #[test]
    fn glue_that_does_not_fit_the_wasm_is_refused() {
        let names = Names::read(SAID);
        for glue in [GLUE.replace("__wbg_item_20d0", "__wbg_item_ffff"), GLUE.replace("./live", "live")] {
            assert!(names.applied(&glue).unwrap_err().contains("xtask/src/lighten.rs"));
        }
        assert!(Names::default().applied(GLUE).is_err());
    }
}
