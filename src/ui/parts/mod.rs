//! The parts, one a file. Each is a function of what it draws, sends named actions and decides nothing. What little a part
//! remembers is in a hook beside it. Only an entry is a component of its own, so that it is drawn again only when something
//! in it changes: a component costs every reader some kilobytes, a function costs what it says.
//!
//! The doc comment of a part is its dossier: what it draws, its `::part()` names, its states. Parts are drawn
//! alone in `tests/it/views.rs`, one snapshot for each state.

pub mod active_chips;
pub mod activity_chart;
pub mod announcer;
pub mod attributes;
pub mod bar_memory;
pub mod bell;
pub mod brush;
pub mod byline;
pub mod dom;
pub mod element;
pub mod embed;
pub mod empty;
pub mod entry_body;
pub mod entry_card;
pub mod entry_keys;
pub mod entry_list;
pub mod entry_sought;
pub mod facet_list;
pub mod filter_bar;
pub mod filter_memory;
pub mod filter_words;
pub mod fold;
pub mod heading;
pub mod icon;
pub mod key_events;
pub mod link;
pub mod marks;
pub mod media;
pub mod new_posts;
pub mod notice;
pub mod pinned;
pub mod relative_time;
pub mod settings;
pub mod settings_how;
pub mod settings_what;
pub mod share;
pub mod since;
pub mod skeleton;
pub mod status_line;
pub mod time_span;
