//! Each part in each of its states, drawn on the host and compared with `tests/views/<part>-<state>.html`.
//!
//! After a change that is meant: `UPDATE_EXPECT=1 cargo test --test it views`, then read the difference.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "a failed test is the point of a test"
)]

mod cases;
mod passing;
mod points;
pub mod sample;

use std::collections::BTreeSet;
use std::path::PathBuf;
use std::rc::Rc;

use live_blog::browser::intl::Formats;
use live_blog::core::locale::Messages;
use live_blog::core::session::Said;
use live_blog::ui::parts::announcer::use_announcer;
use live_blog::ui::parts::dom::Flag;
use live_blog::ui::parts::filter_bar::{Bar, use_bar};
use live_blog::ui::parts::fold::{Fold, use_fold};
use live_blog::ui::parts::settings::use_panel;
use live_blog::ui::parts::status_line::use_pressed;
use live_blog::ui::store::Dispatch;
use live_blog::ui::words::Words;
use yew::ServerRenderer;
use yew::prelude::*;

use cases::CASES;

/// What a reader hands to its parts: English, and the memory of each part before anything happened.
pub struct Kit {
    pub words: Words,
    pub dispatch: Dispatch,
    pub bar: Bar,
    pub fold: Fold,
    pub panel: NodeRef,
    pub pressed: Flag,
    pub announcer: Html,
}

/// How a state is drawn.
pub type Drawing = fn(&Kit) -> Html;

fn folder() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("tests/views")
}

#[derive(Properties, PartialEq)]
struct StageProps {
    draw: Draw,
}

/// Something to draw; compared by what it is called elsewhere, so never drawn twice here.
#[derive(Clone, Copy)]
struct Draw(Drawing);

impl PartialEq for Draw {
    fn eq(&self, _: &Self) -> bool {
        false
    }
}

#[component]
fn Stage(StageProps { draw }: &StageProps) -> Html {
    let words =
        Words { messages: Rc::new(Messages::default()), formats: Formats::new("en"), heading_level: 2 };
    let kit = Kit {
        announcer: use_announcer(&words, &(0, None::<Said>)),
        words,
        dispatch: Dispatch(Callback::noop()),
        bar: use_bar(true),
        fold: use_fold(true, ()),
        panel: use_panel(true),
        pressed: use_pressed(false),
    };
    (draw.0)(&kit)
}

/// The HTML of one drawing, a tag a line so that a difference can be read.
pub async fn drawn(draw: Drawing) -> String {
    let html = ServerRenderer::<Stage>::with_props(move || StageProps { draw: Draw(draw) })
        .hydratable(false)
        .render()
        .await;
    html.replace("><", ">\n<") + "\n"
}

#[tokio::test]
async fn every_part_draws_each_of_its_states_as_recorded() {
    let update = std::env::var_os("UPDATE_EXPECT").is_some();
    let mut wrong = Vec::new();
    for (name, draw) in CASES {
        let file = folder().join(format!("{name}.html"));
        let html = drawn(*draw).await;
        if update {
            std::fs::write(&file, &html).unwrap();
        } else if std::fs::read_to_string(&file).unwrap_or_default() != html {
            wrong.push(format!("{name} is drawn as:\n{html}"));
        }
    }
    assert!(wrong.is_empty(), "{}\n(UPDATE_EXPECT=1 records what is drawn)", wrong.join("\n"));
}

#[test]
fn every_recorded_view_belongs_to_a_state() {
    let known: BTreeSet<String> = CASES.iter().map(|(name, _)| format!("{name}.html")).collect();
    let found =
        std::fs::read_dir(folder()).unwrap().map(|file| file.unwrap().file_name().into_string().unwrap());
    let stray: Vec<String> = found.filter(|name| !known.contains(name)).collect();
    assert!(stray.is_empty(), "no state draws {stray:?}");
    assert_eq!(known.len(), CASES.len(), "two states share a name");
}

#[tokio::test]
async fn no_part_needs_inline_styles_handlers_or_the_id_of_another() {
    for (name, draw) in CASES {
        let html = drawn(*draw).await;
        assert!(!html.contains(" style=") && !html.contains(" onclick="), "{name} breaks a strict CSP");
        let ids: Vec<&str> = html.split(" id=\"").skip(1).filter_map(|rest| rest.split('"').next()).collect();
        let unique: BTreeSet<&&str> = ids.iter().collect();
        assert_eq!(unique.len(), ids.len(), "{name} repeats an id: {ids:?}");
    }
}
