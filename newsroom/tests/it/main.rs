//! The newsroom from outside: over a socket, and through the controls that tests use.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::panic,
    reason = "a test may stop where it is wrong"
)]

mod client;
mod controls;
mod faults;
mod http;
mod listener;
mod mercure;
mod pages;
mod script;
mod server;
mod shapes;
mod story;
mod stream;
