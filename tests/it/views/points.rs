//! The way through the story.

use std::rc::Rc;

use live_blog::core::clock::Timestamp;
use live_blog::core::key_events::{KeyEvent, KeyEvents};
use live_blog::core::model::EntryId;
use live_blog::ui::parts::key_events::{PointsProps, key_events};
use yew::prelude::*;

use super::Kit;

/// Key events with these titles, two days apart; the second was reached.
pub fn points(kit: &Kit, titles: &[&str], total: usize) -> Html {
    let event = |(nth, title): (usize, &&str)| KeyEvent {
        id: EntryId::from(nth.to_string().as_str()),
        published: Timestamp(1_763_900_000_000 - nth as i64 * 172_800_000),
        title: (*title).to_owned().into(),
    };
    let listed = titles.iter().enumerate().map(event).collect();
    let props = PointsProps {
        words: kit.words.clone(),
        dispatch: kit.dispatch.clone(),
        found: Rc::new(KeyEvents { listed, total }),
        reached: Some(EntryId::from("1")),
        leads_to_all: true,
    };
    key_events(&props, &kit.pressed)
}
