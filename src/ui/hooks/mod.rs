//! The interpreters of the core's effects. Each hook watches one value of the state, carries it out when it changes, and
//! stops what it started when the value changes again or the reader goes.

mod use_anchor;
mod use_consent;
mod use_locale;
mod use_minute;
mod use_outbox;
mod use_page;
mod use_page_posting;
mod use_request;
mod use_stored;
mod use_title;
mod use_wake;

pub use use_anchor::use_anchor;
pub use use_consent::use_consent;
pub use use_locale::use_locale;
pub use use_minute::use_minute_tick;
pub use use_outbox::{Addresses, use_outbox};
pub use use_page::use_page;
pub use use_page_posting::use_page_posting;
pub use use_request::{use_older_request, use_request};
pub use use_stored::use_stored;
pub use use_title::use_title;
pub use use_wake::use_wake;
