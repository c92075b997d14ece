//! What the glue learns besides: to tell when the wasm has trapped, and to call nothing in it from then on.
//!
//! A panic of the release is a trap without a message (`panic = "immediate-abort"`), as are the end of the memory and of the
//! stack, of which no hook in Rust ever hears. Each call from the page goes through the exports, so they are watched there.

/// Where wasm-bindgen takes the exports of a fresh instance.
const EXPORTS: &str = "wasm = instance.exports;";

/// The exports as the glue calls them, and `onTrap`, which sets who is told, with the error's own words.
const WATCH: &str = r"
let trapped = false;
let tell = () => {};
export function onTrap(listener) { tell = listener; }
function watched(exports) {
    const watch = (run) => (...given) => {
        if (trapped) return undefined;
        try {
            return run(...given);
        } catch (error) {
            if (/^(Runtime|Range|Internal)Error$/.test(error?.name)) {
                trapped = true;
                tell(String(error));
            }
            throw error;
        }
    };
    const all = Object.entries(exports).map(([name, one]) => [name, typeof one === 'function' ? watch(one) : one]);
    return Object.fromEntries(all);
}
";

/// The glue with its exports watched.
pub fn watched(glue: &str) -> Result<String, String> {
    if glue.matches(EXPORTS).count() == 1 {
        return Ok(glue.replace(EXPORTS, "wasm = watched(instance.exports);") + WATCH);
    }
    Err("the glue does not take the exports once: this wasm-bindgen writes it in another way than xtask/src/traps.rs reads it."
        .to_owned())
}

#[cfg(test)]
mod tests {
    use super::{EXPORTS, watched};

    #[test]
    fn the_exports_are_watched_where_they_are_taken() {
        let glue = format!("let wasm; function finish(instance) {{ {EXPORTS} }}");
        assert!(watched(&glue).is_ok_and(|text| {
            text.contains("{ wasm = watched(instance.exports); }") && text.contains("export function onTrap")
        }));
    }

    #[test]
    fn glue_that_takes_them_elsewhere_is_refused() {
        for glue in ["let wasm;".to_owned(), [EXPORTS, EXPORTS].concat()] {
            assert!(watched(&glue).is_err_and(|said| said.contains("xtask/src/traps.rs")));
        }
    }
}
