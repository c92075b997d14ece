//! live-blog: the live-blog reader that any web page embeds.
//!
//! Read the layers from the ground up; each may use only those before it (`tests/it/tidy.rs` says so):
//!
//! 1. [`core`]: pure. Bytes to feed to timeline to view, and every decision on the way.
//! 2. [`browser`]: thin. One Web API a file, fallible, released on drop, without decisions.
//! 3. [`ui`]: Yew. Hooks carry out the core's effects; parts draw the core's view.
//! 4. [`element`]: what `static/live-blog.js` calls: mount, update, destroy.

pub mod core;

pub mod browser;

pub mod ui;

pub mod element;
