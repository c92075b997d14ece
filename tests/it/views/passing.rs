//! What stands beneath an entry that is passed on, and beneath a filter bar.

use std::rc::Rc;

use live_blog::core::clock::{Now, Tick, Timestamp};
use live_blog::core::config::{Config, RawConfig};
use live_blog::core::filter::Filter;
use live_blog::core::link_state::View;
use live_blog::core::prefs::Prefs;
use live_blog::core::session::{Action, Passing, State, Viewed, apply};
use live_blog::ui::parts::filter_memory::filter_memory;
use live_blog::ui::parts::share::share;
use yew::prelude::*;

use super::{Kit, sample};

pub fn quotable(kit: &Kit) -> Html {
    share(&kit.words, &kit.dispatch, &sample::plain(), true, None, Html::default())
}

pub fn choosing(kit: &Kit) -> Html {
    passed(kit, &Passing::Choosing)
}

pub fn linked(kit: &Kit) -> Html {
    passed(kit, &Passing::Linked)
}

pub fn by_hand(kit: &Kit) -> Html {
    passed(kit, &Passing::ByHand("https://page.example/\"><b>#live-blog-one-text".to_owned()))
}

fn passed(kit: &Kit, stage: &Passing) -> Html {
    share(&kit.words, &kit.dispatch, &sample::plain(), false, Some(stage), Html::default())
}

/// A page that was opened with a filter of two topics.
pub fn came_filtered(kit: &Kit) -> Html {
    let view = View { filter: sample::filter("", false, &["Aid", "Port Halden"]), order: None };
    memory(kit, Viewed::Addressed(Some(view)))
}

/// A reader whose filter is empty, and remembered.
pub fn remembered(kit: &Kit) -> Html {
    memory(kit, Viewed::Remembering(true))
}

/// Nothing chosen and nothing remembered.
pub fn forgetful(kit: &Kit) -> Html {
    memory(kit, Viewed::Set(View { filter: Filter::default(), order: None }))
}

fn memory(kit: &Kit, viewed: Viewed) -> Html {
    let (config, _) = Config::read(RawConfig { url_state: Some(String::new()), ..RawConfig::default() });
    let now = Now { wall: Timestamp(0), tick: Tick(0) };
    let state = Rc::new(State::new(config, Prefs::default(), now));
    filter_memory(&kit.words, &kit.dispatch, &apply(&state, Action::Viewed(viewed), now))
}
