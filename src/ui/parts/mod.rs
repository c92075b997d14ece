//! The parts, one component a file. Each takes what it draws as props, sends named actions and decides nothing.
//!
//! The doc comment of a part is its dossier: what it draws, its `::part()` names, its states. Parts are drawn
//! alone in `tests/it/views.rs`, one snapshot for each state.

pub mod announcer;
pub mod bell;
pub mod byline;
pub mod dom;
pub mod empty;
pub mod entry_body;
pub mod entry_card;
pub mod entry_list;
pub mod filter_bar;
pub mod fold;
pub mod heading;
pub mod icon;
pub mod marks;
pub mod media;
pub mod new_posts;
pub mod notice;
pub mod pinned;
pub mod relative_time;
pub mod settings;
pub mod settings_how;
pub mod settings_what;
pub mod skeleton;
pub mod status_line;
