//! The interpreters of the core's effects. Each hook watches one value of the state, carries it out when it changes, and
//! stops what it started when the value changes again or the reader goes.

mod use_anchor;
mod use_consent;
mod use_effect_with;
mod use_holds;
mod use_kept;
mod use_link;
mod use_locale;
mod use_minute;
mod use_outbox;
mod use_page;
mod use_page_posting;
mod use_request;
mod use_stored;
mod use_stream;
mod use_title;
mod use_turns;
mod use_view;
mod use_visit;
mod use_wake;
mod use_window;
mod use_words;

pub use use_anchor::{Drawing, use_anchor};
pub use use_consent::use_consent;
pub use use_effect_with::use_effect_with;
pub use use_holds::use_holds;
pub use use_kept::{Kept, use_kept, use_memo, use_mut_ref, use_node_ref};
pub use use_link::use_link;
pub use use_locale::use_locale;
pub use use_minute::use_minute_tick;
pub use use_outbox::{Addresses, use_outbox};
pub use use_page::use_page;
pub use use_page_posting::use_page_posting;
pub use use_request::{Reading, use_older_request, use_request};
pub use use_stored::use_stored;
pub use use_stream::use_stream;
pub use use_title::use_title;
pub use use_turns::use_turns;
pub use use_view::use_view;
pub use use_visit::{use_seen, use_visit};
pub use use_wake::use_wake;
pub use use_window::{Seen, Stretch, use_look, use_window};
pub use use_words::use_words;
