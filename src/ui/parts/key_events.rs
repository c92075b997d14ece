//! The way through the story by its turning points.

use std::rc::Rc;

use yew::prelude::*;
use yew::virtual_dom::VList;

use super::attributes::given;
use super::dom::{Flag, use_flag};
use super::element::{self, Aria, all, button, keyed, plain, tagged, when};
use super::icon::{Glyph, icon};
use crate::core::clock::iso;
use crate::core::key_events::{KeyEvent, KeyEvents};
use crate::core::locale::Msg;
use crate::core::model::EntryId;
use crate::core::session::{Action, State};
use crate::ui::hooks::use_memo;
use crate::ui::store::Dispatch;
use crate::ui::words::{Words, printed};

/// One turning point alone is no way through anything.
const FEWEST: usize = 2;

const LIST_ID: &str = "key-events-list";

/// The key events of the state, found again only when entries or what waits have changed.
#[hook]
pub fn use_key_events(state: &State) -> Rc<KeyEvents> {
    let sources = (state.timeline.clone(), state.held.clone());
    use_memo(sources, |(timeline, held)| KeyEvents::of(timeline, held))
}

/// Props of [`Points`].
#[derive(Properties, PartialEq)]
pub struct PointsProps {
    /// To speak.
    pub words: Words,
    /// To act.
    pub dispatch: Dispatch,
    /// The key events.
    pub found: Rc<KeyEvents>,
    /// The key event that the reader has come to.
    pub reached: Option<EntryId>,
    /// Whether a filter can show all of them, does not yet, and has a bar, which is the way out of it again.
    pub leads_to_all: bool,
}

/// [`key_events`], with its list open or shut. A component, so that thirty lines are not compared at each letter of a search.
#[component]
pub fn Points(props: &PointsProps) -> Html {
    key_events(props, &use_flag())
}

/// A timeline of time and headline, newest first, each a button that goes there; the one that the reader has come to is marked.
/// Beside the feed where there is room, else a list behind a button.
///
/// Part: `key-events`. States: fewer than two (nothing drawn), shut, open, one reached, more than are listed.
pub fn key_events(props: &PointsProps, flag: &Flag) -> Html {
    let (PointsProps { words, dispatch, found, .. }, open) = (props, flag.get());
    if found.total < FEWEST {
        return Html::default();
    }
    let mut list = VList::new();
    let mut day = None;
    for event in &found.listed {
        let now = words.formats.day(event.published);
        // The first day goes without saying: the feed begins with it.
        if day.as_ref().is_some_and(|day| *day != now) {
            let label = tagged("span", "label", printed(&now));
            list.add_child(keyed(plain("li", label), &[" ", &now, " ", &event.id.0].concat()));
        }
        day = Some(now);
        let is_reached = props.reached.as_ref() == Some(&event.id);
        list.add_child(keyed(plain("li", point(words, dispatch, event, is_reached)), &event.id.0));
    }
    let toggle = {
        let open = flag.clone();
        Callback::from(move |_: MouseEvent| open.set(!open.get()))
    };
    let count = AttrValue::from(found.total.to_string());
    let name = vec![
        words.say(Msg::KeyTimeline),
        printed(&AttrValue::Static(" ")),
        tagged("span", "n", printed(&count)),
        icon(Glyph::Chevron),
    ];
    let all_of_them = when(found.total > found.listed.len() && props.leads_to_all, || {
        let text = words.count(Msg::AllKeyEvents, found.total, &[]);
        button("link", Aria::Plain, dispatch.on(Action::KeyOnlyToggled), printed(&text))
    });
    let parts = vec![
        button("toggle", Aria::Expanded(open, AttrValue::Static(LIST_ID)), toggle, all(name)),
        tagged("p", "label", words.say(Msg::KeyEvents)),
        html! { <ol id={LIST_ID} class="points" role="list">{list}</ol> },
        all_of_them,
    ];
    let attributes = vec![
        ("class", Some(AttrValue::Static(if open { "key-events open" } else { "key-events" }))),
        ("part", Some(AttrValue::Static("key-events"))),
        ("aria-label", Some(words.text(Msg::KeyTimeline))),
    ];
    given(plain("nav", all(parts)), attributes)
}

fn point(words: &Words, dispatch: &Dispatch, event: &KeyEvent, is_reached: bool) -> Html {
    let clock = words.formats.clock(event.published);
    let full = words.formats.absolute(event.published);
    let title = if event.title.is_empty() { words.text(Msg::KeyEvent) } else { event.title.clone() };
    let content = vec![
        html! { <time class="clock" datetime={iso(event.published)} title={full}>{printed(&clock)}</time> },
        plain("bdi", printed(&title)),
    ];
    let onclick = dispatch.on::<MouseEvent>(Action::EntrySought(event.id.clone()));
    let attributes = vec![
        ("class", Some(AttrValue::Static("point"))),
        ("type", Some(AttrValue::Static("button"))),
        ("aria-current", is_reached.then(|| element::flag(true))),
    ];
    given(html! { <button {onclick}>{all(content)}</button> }, attributes)
}
