//! The browser, one Web API a file. Thin and fallible: an absent capability is a value, never a panic, and nothing
//! here decides anything. What is started stops when its handle is dropped.

pub mod body;
pub mod channels;
pub mod clock;
pub mod consent;
pub mod events;
pub mod fetch;
pub mod foreign;
pub mod intl;
pub mod json;
pub mod locales;
pub mod mutations;
pub mod page;
pub mod page_posting;
pub mod scroll;
pub mod storage;
pub mod top;
