//! The built widget, end to end: a real browser, a real newsroom, each test its own page on its own origin.
//!
//! - `browser`: the one driver program and its pool of browsers
//! - `stage`: a newsroom and a tab for one test, and what must be true at the end of every test
//! - `page`: what a test does in the tab and reads from it; `probe.js` is recorded in every page
//! - `site`: another site on this machine, for things of other sites
//! - `nginx`: a real server of streams
//! - `following`: something on the screen, frame by frame
//! - `bench`: how long the page works, which the ordinary run leaves out too
//! - `soak`: minutes on end, which the ordinary run leaves out
//! - `tarpit`: a server that wastes its readers' time
//! - the rest: tests by subject

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "a failed test is the point of a test"
)]

mod accessibility;
mod answers;
mod bench;
mod browser;
mod catching_up;
mod consent;
mod deep_links;
mod doubt;
mod embedding;
mod embeds;
mod failures;
mod filtering;
mod following;
mod foreign;
mod holding;
mod host_filter;
mod hostile_feed;
mod hygiene;
mod key_events;
mod languages;
mod lifecycle;
mod nchan;
mod nginx;
mod older_pages;
mod page;
mod page_posting;
mod permissions;
mod pictures;
mod polling;
mod preferences;
mod schedule;
mod shapes;
mod sharing;
mod site;
mod soak;
mod stage;
mod status;
mod stillness;
mod stillness_boxes;
mod stillness_loading;
mod story;
mod stream_faults;
mod stream_tabs;
mod streaming;
mod tarpit;
mod telling;
mod time_span;
mod updating;
mod url_state;
mod window;
