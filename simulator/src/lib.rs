//! Readers against a model newsroom, in virtual time.
//!
//! The readers are the real core: `live_blog::core::session` with its schedule, its timeline and its decoder. Everything
//! around it is a model: the newsroom with its caches and faults ([`newsroom`], [`story`], [`channel`], [`fault`]), the browser's part
//! ([`shell`], [`reader`]) and time itself ([`world`]). Nothing sleeps and nothing reads a clock, so hours pass in
//! milliseconds, and one seed is one run, for ever: a run that fails is run again with its seed.
//!
//! - [`plan`] draws from the seed what will happen; [`world`] lets it happen;
//! - [`rules`] holds every step against what must be true at any time, and the end against the newsroom;
//! - [`rows`] are the rows of the fault matrix, [`campaign`] runs thousands of plans, [`marathon`] one of three days, [`herd`] a thousand readers after an outage.
#![allow(
    clippy::indexing_slicing,
    clippy::expect_used,
    reason = "a test bench that is wrong must stop at once; no reader ever runs it"
)]

pub mod campaign;
pub mod channel;
pub mod dice;
pub mod fault;
pub mod herd;
pub mod marathon;
pub mod newsroom;
pub mod plan;
pub mod reader;
pub mod rows;
pub mod rules;
pub mod shell;
pub mod story;
pub mod world;

/// Time since a run began, in milliseconds.
pub type Millis = u64;
