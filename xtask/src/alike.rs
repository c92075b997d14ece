//! The order of the functions in a wasm. The compiler puts them in none that a compressor could use, and a compressor pays
//! less for what it saw shortly before: with like beside like, the widget is a fortieth smaller by brotli.
//!
//! Binaryen can only sort functions by name. So here each gets a name that says its place.

use std::collections::HashMap;

/// What has wasm-opt put the functions in the order of their names.
pub const BY_NAME: &str = "--reorder-functions-by-name";

/// As many bytes in a row as a compressor may copy: the likeness of two functions is how many such runs they share.
const RUN: usize = 4;
/// How much less is thought of a run with each function that came after it.
const FADING: f64 = 0.8;
/// Holds a function of a few bytes, every one of which is known, from always being the likest.
const SHORT: f64 = 20.0;

/// The module, its functions named in the order in which they should stand. `None` when it is not a module as wasm-opt writes
/// them: without names, and with functions.
pub fn named(wasm: &[u8]) -> Option<Vec<u8>> {
    let (mut imported, mut functions) = (0, Vec::new());
    let mut rest = Bytes(wasm);
    rest.take(8)?;
    while !rest.0.is_empty() {
        let id = rest.take(1)?;
        let section = Bytes(rest.sized()?);
        match id {
            [0] if Bytes(section.0).sized()? == b"name" => return None,
            [2] => imported = imported_functions(section)?,
            [10] => functions = bodies(section)?,
            _ => {}
        }
    }
    let mut names = vec![(0, String::new()); functions.len()];
    for (place, function) in in_order(&functions).into_iter().enumerate() {
        *names.get_mut(function)? = (imported + function, format!("{place:06}"));
    }
    let mut listed = Vec::new();
    number(&mut listed, names.len());
    for (function, name) in &names {
        number(&mut listed, *function);
        sized(&mut listed, name.as_bytes());
    }
    let mut section = Vec::new();
    sized(&mut section, b"name");
    // The part of this section that is about functions.
    section.push(1);
    sized(&mut section, &listed);
    let mut module = wasm.to_vec();
    module.push(0);
    sized(&mut module, &section);
    (!functions.is_empty()).then_some(module)
}

/// The places of the functions, each followed by the one of which most has been seen shortly before.
fn in_order(functions: &[&[u8]]) -> Vec<usize> {
    // Each run by a number, and who has it.
    let mut numbers: HashMap<&[u8], usize> = HashMap::new();
    let mut havers: Vec<Vec<usize>> = Vec::new();
    let mut runs: Vec<Vec<usize>> = Vec::new();
    for (function, body) in functions.iter().enumerate() {
        let mut own = Vec::new();
        for run in body.windows(RUN) {
            let number = *numbers.entry(run).or_insert(havers.len());
            if number == havers.len() {
                havers.push(Vec::new());
            }
            if let Some(havers) = havers.get_mut(number).filter(|havers| havers.last() != Some(&function)) {
                havers.push(function);
                own.push(number);
            }
        }
        runs.push(own);
    }
    let shared = |run: &&usize| havers.get(**run).is_some_and(|havers| havers.len() > 1);
    let whole: Vec<f64> = runs.iter().map(|own| own.iter().filter(shared).count() as f64).collect();

    let mut order: Vec<usize> = Vec::new();
    // Of each run, how many functions ago it was seen; of each function, what is remembered of its runs.
    let mut seen: Vec<Option<usize>> = vec![None; havers.len()];
    let mut known = vec![0.0; functions.len()];
    let mut left: Vec<usize> = (0..functions.len()).collect();
    let longest =
        left.iter().copied().rev().max_by_key(|function| functions.get(*function).map(|body| body.len()));
    let mut next = longest;
    while let Some(function) = next {
        left.retain(|other| *other != function);
        known.iter_mut().for_each(|known| *known *= FADING);
        for run in runs.get(function).into_iter().flatten() {
            let (Some(seen), Some(havers)) = (seen.get_mut(*run), havers.get(*run)) else { continue };
            let before =
                seen.replace(order.len()).map_or(0.0, |then| FADING.powi((order.len() - then) as i32));
            for other in havers {
                if let Some(known) = known.get_mut(*other) {
                    *known += 1.0 - before;
                }
            }
        }
        order.push(function);
        let likeness = |function: &usize| match (known.get(*function), whole.get(*function)) {
            (Some(known), Some(whole)) => known / (whole + SHORT),
            _ => 0.0,
        };
        next = left.iter().copied().rev().max_by(|a, b| likeness(a).total_cmp(&likeness(b)));
    }
    order
}

/// Bytes of a module that are still to be read.
struct Bytes<'a>(&'a [u8]);

impl<'a> Bytes<'a> {
    fn take(&mut self, count: usize) -> Option<&'a [u8]> {
        let (taken, rest) = self.0.split_at_checked(count)?;
        self.0 = rest;
        Some(taken)
    }

    /// A number in LEB128.
    fn number(&mut self) -> Option<usize> {
        let mut number = 0;
        for shift in (0..u32::BITS).step_by(7) {
            let byte = *self.take(1)?.first()?;
            number |= usize::from(byte & 0x7f) << shift;
            if byte < 0x80 {
                return Some(number);
            }
        }
        None
    }

    /// A number and as many bytes.
    fn sized(&mut self) -> Option<&'a [u8]> {
        let count = self.number()?;
        self.take(count)
    }
}

/// How many of the imports are functions, which are numbered before the module's own.
fn imported_functions(mut section: Bytes<'_>) -> Option<usize> {
    let mut functions = 0;
    for _ in 0..section.number()? {
        section.sized()?;
        section.sized()?;
        match section.take(1)? {
            [0] => {
                section.number()?;
                functions += 1;
            }
            // Of others there are none in what wasm-bindgen writes.
            _ => return None,
        }
    }
    Some(functions)
}

fn bodies(mut section: Bytes<'_>) -> Option<Vec<&[u8]>> {
    (0..section.number()?).map(|_| section.sized()).collect()
}

fn number(into: &mut Vec<u8>, mut number: usize) {
    while number >= 0x80 {
        into.push((number & 0x7f) as u8 | 0x80);
        number >>= 7;
    }
    into.push(number as u8);
}

fn sized(into: &mut Vec<u8>, bytes: &[u8]) {
    number(into, bytes.len());
    into.extend_from_slice(bytes);
}

#[cfg(test)]
#[allow(clippy::unwrap_used, reason = "a test stops at the first surprise")]
mod tests {
    use super::*;

    /// A module with one import and functions of these bodies. Nobody runs it.
    fn module(bodies: &[&[u8]]) -> Vec<u8> {
        let mut wasm = b"\0asm\x01\0\0\0".to_vec();
        wasm.extend([2, 7, 1, 1, b'a', 1, b'b', 0, 0]);
        let mut code = Vec::new();
        number(&mut code, bodies.len());
        bodies.iter().for_each(|body| sized(&mut code, body));
        wasm.push(10);
        sized(&mut wasm, &code);
        wasm
    }

    #[test]
    fn functions_that_are_alike_stand_together_and_the_longest_first() {
        let (ab, ab_too) = (b"abcdefghijklm".repeat(9), b"abcdefghijklm".repeat(8));
        let (no, no_too) = (b"nopqrstuvwxyz".repeat(7), b"nopqrstuvwxyz".repeat(6));
        let bodies = [&no_too[..], &ab_too[..], &no[..], &ab[..], b"?"];
        assert_eq!(in_order(&bodies), [3, 1, 0, 2, 4]);
    }

    #[test]
    fn the_names_are_appended_and_the_module_stays() {
        let wasm = module(&[b"12345", b"1234567"]);
        let named = named(&wasm).unwrap();
        let names = named.strip_prefix(wasm.as_slice()).unwrap();
        // The import is function 0; the longest body, function 2, comes first.
        assert_eq!(names, b"\0\x18\x04name\x01\x11\x02\x01\x06000001\x02\x06000000");
    }

    #[test]
    fn what_cannot_be_read_is_left_alone() {
        let wasm = module(&[b"12345", b"1234567"]);
        for end in 0..wasm.len() {
            assert_eq!(named(wasm.get(..end).unwrap()), None, "{end} bytes");
        }
        assert_eq!(named(&named(&wasm).unwrap()), None);
        let mut memory = b"\0asm\x01\0\0\0".to_vec();
        memory.extend([2, 8, 1, 1, b'a', 1, b'b', 2, 0, 1]);
        assert_eq!(named(&memory), None);
    }

    #[test]
    fn long_numbers_are_read_as_they_are_written() {
        for wanted in [0, 127, 128, 300, 16_384, 4_294_967_295] {
            let mut written = Vec::new();
            number(&mut written, wanted);
            assert_eq!(Bytes(&written).number(), Some(wanted));
        }
        assert_eq!(Bytes(&[0x80; 9]).number(), None);
    }
}
