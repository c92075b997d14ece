//! The first question of the panel: what is worth telling.

use implicit_clone::unsync::IString;
use yew::prelude::*;
use yew::virtual_dom::VList;

use super::element::{all, keyed, plain, tagged, when};
use crate::core::listing::Listing;
use crate::core::locale::Msg;
use crate::core::order;
use crate::core::prefs::{Prefs, What};
use crate::core::session::Action;
use crate::ui::store::Dispatch;
use crate::ui::words::{Words, printed};

/// Four radio buttons, and the topics below theirs when "My topics" is the answer. A topic that was chosen once and is gone from
/// the feed stays listed, so that it can be given up.
pub fn what_to_hear(words: &Words, dispatch: &Dispatch, prefs: &Prefs, listing: &Listing) -> Html {
    let mut content = vec![plain("legend", words.say(Msg::WhatTitle))];
    for what in What::ALL {
        let checked = prefs.what == what;
        let radio = html! {
            <input type="radio" name="what" {checked} onchange={dispatch.on(Action::WhatChosen(what))} />
        };
        let row = tagged("label", "row", all(vec![radio, plain("span", words.say(label(what)))]));
        let topics = when(checked && what == What::Topics, || my_topics(words, dispatch, prefs, listing));
        content.push(tagged("div", "choice", all(vec![row, topics])));
    }
    tagged("fieldset", "what", all(content))
}

/// The topics, each with a box to tick.
fn my_topics(words: &Words, dispatch: &Dispatch, prefs: &Prefs, listing: &Listing) -> Html {
    let mut chips = VList::new();
    for topic in topics(prefs, listing) {
        let tick = html! {
            <input type="checkbox" checked={prefs.topics.contains(&topic)}
                onchange={dispatch.on(Action::PreferredTopicToggled(topic.clone()))} />
        };
        let content = all(vec![tick, plain("bdi", printed(&topic))]);
        chips.add_child(keyed(tagged("label", "chip", content), &topic));
    }
    let none = when(prefs.topics.is_empty(), || tagged("p", "hint", words.say(Msg::MyTopicsNone)));
    html! {
        <div class="my-topics" role="group" aria-label={words.text(Msg::MyTopics)}>
            {all(vec![tagged("div", "chips", chips.into()), none])}
        </div>
    }
}

fn topics(prefs: &Prefs, listing: &Listing) -> Vec<IString> {
    let mut topics: Vec<IString> = Vec::new();
    for facet in &listing.facets.topics {
        topics.push(facet.name.clone());
    }
    for topic in &prefs.topics {
        if !topics.contains(topic) {
            topics.push(topic.clone());
        }
    }
    order::sort(&mut topics, |a, b| a.as_str().cmp(b.as_str()));
    topics
}

fn label(what: What) -> Msg {
    match what {
        What::Nothing => Msg::WhatNothing,
        What::KeyEvents => Msg::WhatKey,
        What::Topics => Msg::WhatTopics,
        What::Everything => Msg::WhatEverything,
    }
}
