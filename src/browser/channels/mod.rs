//! The ways of telling a reader something, one a file.

pub mod sound;
pub mod system;
pub mod title;
