//! What the reader sees. Parts draw and decide nothing; hooks carry out what the core says.

pub mod hooks;
pub mod parts;
pub mod reader;
pub mod slot;
pub mod store;
pub mod words;
