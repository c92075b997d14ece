//! The first question of the panel: what is worth telling.

use implicit_clone::unsync::IString;
use yew::prelude::*;

use super::element::tagged;
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
    html! {
        <fieldset class="what">
            <legend>{words.say(Msg::WhatTitle)}</legend>
            for what in What::ALL {
                <div class="choice">
                    <label class="row">
                        <input type="radio" name="what" checked={prefs.what == what} onchange={dispatch.on(Action::WhatChosen(what))} />
                        <span>{words.say(label(what))}</span>
                    </label>
                    if prefs.what == what && what == What::Topics {
                        {my_topics(words, dispatch, prefs, listing)}
                    }
                </div>
            }
        </fieldset>
    }
}

/// The topics, each with a box to tick.
fn my_topics(words: &Words, dispatch: &Dispatch, prefs: &Prefs, listing: &Listing) -> Html {
    html! {
        <div class="my-topics" role="group" aria-label={words.text(Msg::MyTopics)}>
            <div class="chips">
                for topic in topics(prefs, listing) {
                    <label key={&*topic} class="chip">
                        <input type="checkbox" checked={prefs.topics.contains(&topic)}
                            onchange={dispatch.on(Action::PreferredTopicToggled(topic.clone()))} />
                        <bdi>{printed(&topic)}</bdi>
                    </label>
                }
            </div>
            if prefs.topics.is_empty() {
                {tagged("p", "hint", words.say(Msg::MyTopicsNone))}
            }
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
