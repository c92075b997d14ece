#![allow(clippy::indexing_slicing, clippy::unwrap_used, reason = "a failed test is the point of a test")]

mod examples;
mod oracle;
