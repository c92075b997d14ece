//! The pure heart: everything about a live blog that can be decided without a browser.
//!
//! Invariant: nothing here reads a clock, draws a random number, touches storage or names the web. Time comes
//! in as [`clock::Now`], randomness as a seed in [`config::Config`], stored preferences as text.
//!
//! Invariant: nothing here can fail on the reader. Bytes that make no sense become a typed error or a counted
//! skip; what is already on the screen is never taken away by a failure.
//!
//! Reading order, which is also the order in which they may use each other (`tests/it/tidy.rs` says so):
//!
//! - [`clock`], [`find`], [`hash`], [`json`], [`order`], [`url`] know nothing;
//! - [`backoff`] spreads readers apart, [`patience`] waits for an answer, [`sse`] reads a stream's bytes;
//! - [`embed`] names things of other sites, [`model`] says what an entry is, [`markup`] reads its HTML;
//! - [`feed`] turns a document into entries, [`search`] folds text, [`locale`] has the words;
//! - [`timeline`] keeps the entries, [`filter`] and [`listing`] choose among them, [`window`] says which of those are drawn, [`key_events`] names the turning points;
//! - [`consent`] says what may be loaded from other sites, [`visit`] what a reader had when they left, [`poll`] says when to ask again, [`prefs`] and [`notify`] what is worth telling, [`config`] what the page wants;
//! - [`consent`] says what may be loaded from other sites, [`poll`] says when to ask again, [`stream`] when to listen instead, [`prefs`] and [`notify`] what is worth telling, [`config`] what the page wants;
//! - [`media`] says what an entry has beside words, [`span`] and [`activity`] cut time into stretches, [`sorting`] names the orders;
//! - [`timeline`] keeps the entries, [`filter`] says which a reader wants, [`facets`] and [`listing`] what that gives;
//! - [`consent`] says what may be loaded from other sites, [`visit`] what a reader had when they left, [`poll`] says when to ask again, [`stream`] when to listen instead, [`prefs`] and [`notify`] what is worth telling, [`config`] what the page wants;
//! - [`session`] is the one state and the one reducer over all of it.

pub mod activity;
pub mod backoff;
pub mod clock;
pub mod config;
pub mod consent;
pub mod embed;
pub mod facets;
pub mod feed;
pub mod filter;
pub mod find;
pub mod hash;
pub mod json;
pub mod key_events;
pub mod link_state;
pub mod listing;
pub mod locale;
pub mod markup;
pub mod media;
pub mod model;
pub mod notify;
pub mod order;
pub mod patience;
pub mod poll;
pub mod prefs;
#[cfg(test)]
pub(crate) mod sample;
pub mod search;
pub mod session;
pub mod sorting;
pub mod span;
pub mod sse;
pub mod stream;
pub mod timeline;
pub mod url;
pub mod visit;
pub mod window;
