//! The built widget in a second engine: what browsers do differently, which is anchoring, focus, and the strictness of policies.
//!
//! - `bidi`: Firefox and the line to it
//! - `stage`: a newsroom and a tab for one test, and what must be true at the end of every test
//! - the rest: tests by subject

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "a failed test is the point of a test"
)]

mod bidi;
mod reading;
mod stage;
mod stillness;
