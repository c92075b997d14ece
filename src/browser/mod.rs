//! The browser, one Web API a file. Thin and fallible: an absent capability is a value, never a panic, and nothing
//! here decides anything. What is started stops when its handle is dropped.

pub mod body;
pub mod broadcast;
pub mod channels;
pub mod client;
pub mod clock;
pub mod consent;
pub mod cover;
pub mod deadline;
pub mod events;
pub mod fetch;
pub mod foreign;
pub mod history;
pub mod holds;
pub mod intl;
pub mod json;
pub mod layout;
pub mod line;
pub mod listening;
pub mod locales;
pub mod locks;
pub mod marks;
pub mod mutations;
pub mod page;
pub mod page_posting;
pub mod scroll;
pub mod scrollers;
pub mod scrolling;
pub mod seen;
pub mod share;
pub mod sight;
pub mod sizes;
pub mod storage;
pub mod top;
