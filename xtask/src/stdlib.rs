//! The standard library of the release: compiled with the widget, for size, instead of taken as it comes with the toolchain.
//!
//! Cargo and rustc keep this for nightly toolchains; `RUSTC_BOOTSTRAP` opens it in a stable one. Only the release is built so:
//! tests and `serve --dev` use the library that every toolchain brings. See docs/decisions/006-our-own-build-of-std.md.

use std::process::Command;

/// What rustc is told: a panic is a trap and says nothing, and `{:?}`, which no reader ever sees, prints nothing.
pub const FLAGS: &str = "-Zunstable-options -Cpanic=immediate-abort -Zlocation-detail=none -Zfmt-debug=none";

/// Tells cargo, directly or through Trunk, to compile the standard library too.
pub fn compiled(command: &mut Command) {
    command
        .env("RUSTC_BOOTSTRAP", "1")
        .env("CARGO_UNSTABLE_BUILD_STD", "std,panic_abort")
        .env("CARGO_UNSTABLE_BUILD_STD_FEATURES", "optimize_for_size");
}
