//! The built widget, end to end: a real browser, a real newsroom, each test its own page on its own origin.
//!
//! - `browser`: the one driver program and its pool of browsers
//! - `stage`: a newsroom and a tab for one test, and what must be true at the end of every test
//! - `page`: what a test does in the tab and reads from it; `probe.js` is recorded in every page
//! - the rest: tests by subject

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "a failed test is the point of a test"
)]

mod accessibility;
mod browser;
mod embedding;
mod failures;
mod filtering;
mod hostile_feed;
mod hygiene;
mod languages;
mod lifecycle;
mod page;
mod permissions;
mod polling;
mod preferences;
mod shapes;
mod stage;
mod stillness;
mod story;
mod telling;
mod updating;
