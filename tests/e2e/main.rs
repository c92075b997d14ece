//! The built widget, end to end: a real browser, a real newsroom, each test its own page on its own origin.
//!
//! - `browser`: the one driver program and its pool of browsers
//! - `stage`: a newsroom and a tab for one test, and what must be true at the end of every test
//! - `page`: what a test does in the tab and reads from it; `probe.js` is recorded in every page
//! - `site`: another site on this machine, for things of other sites
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
mod consent;
mod doubt;
mod embedding;
mod embeds;
mod failures;
mod filtering;
mod foreign;
mod hostile_feed;
mod hygiene;
mod languages;
mod lifecycle;
mod older_pages;
mod page;
mod page_posting;
mod permissions;
mod pictures;
mod polling;
mod preferences;
mod shapes;
mod site;
mod stage;
mod stillness;
mod story;
mod telling;
mod updating;
