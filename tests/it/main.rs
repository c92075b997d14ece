//! The host tests: one binary, one module for each subject.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    clippy::print_stdout,
    missing_docs,
    reason = "a failed test is the point of a test"
)]

mod corpora;
mod feeds;
mod markup;
mod newsroom_shapes;
mod tidy;
mod views;
