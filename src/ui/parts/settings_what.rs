//! The first question of the panel: what is worth telling.

use std::rc::Rc;

use implicit_clone::unsync::IString;
use yew::prelude::*;

use crate::core::listing::Listing;
use crate::core::locale::Msg;
use crate::core::order;
use crate::core::prefs::{Prefs, What};
use crate::core::session::Action;
use crate::ui::store::use_dispatch;
use crate::ui::words::use_words;

/// Props of [`WhatToHear`].
#[derive(Properties, PartialEq)]
pub struct WhatToHearProps {
    /// The choices.
    pub prefs: Rc<Prefs>,
    /// For the names of the topics.
    pub listing: Rc<Listing>,
}

/// Four radio buttons, and the topics below theirs when "My topics" is the answer. A topic that was chosen once and is gone from
/// the feed stays listed, so that it can be given up.
#[component]
pub fn WhatToHear(WhatToHearProps { prefs, listing }: &WhatToHearProps) -> Html {
    let words = use_words();
    let dispatch = use_dispatch();
    let choices = What::ALL.into_iter().map(|what| {
        let is_chosen = prefs.what == what;
        html! {
            <div key={words.text(label(what))} class="choice">
                <label class="row">
                    <input type="radio" name="what" checked={is_chosen} onchange={dispatch.on(Action::WhatChosen(what))} />
                    <span>{words.text(label(what))}</span>
                </label>
                if is_chosen && what == What::Topics {
                    <MyTopics prefs={prefs.clone()} listing={listing.clone()} />
                }
            </div>
        }
    });
    html! {
        <fieldset class="what">
            <legend>{words.text(Msg::WhatTitle)}</legend>
            {for choices}
        </fieldset>
    }
}

/// The topics, each with a box to tick.
#[component]
fn MyTopics(WhatToHearProps { prefs, listing }: &WhatToHearProps) -> Html {
    let words = use_words();
    let dispatch = use_dispatch();
    html! {
        <div class="my-topics" role="group" aria-label={words.text(Msg::MyTopics)}>
            <div class="chips">
                for topic in topics(prefs, listing) {
                    <label key={topic.to_string()} class="chip">
                        <input type="checkbox" checked={prefs.topics.contains(&topic)}
                            onchange={dispatch.on(Action::PreferredTopicToggled(topic.clone()))} />
                        <bdi>{topic.clone()}</bdi>
                    </label>
                }
            </div>
            if prefs.topics.is_empty() {
                <p class="hint">{words.text(Msg::MyTopicsNone)}</p>
            }
        </div>
    }
}

fn topics(prefs: &Prefs, listing: &Listing) -> Vec<IString> {
    let mut topics: Vec<IString> = listing
        .facets
        .topics
        .iter()
        .map(|facet| facet.name.clone())
        .collect();
    let gone = prefs
        .topics
        .iter()
        .filter(|topic| !topics.contains(topic))
        .cloned()
        .collect::<Vec<_>>();
    topics.extend(gone);
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
