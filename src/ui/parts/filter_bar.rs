//! The filter of the reader, in one line.

use std::rc::Rc;

use implicit_clone::unsync::IString;
use web_sys::HtmlInputElement;
use yew::prelude::*;

use super::dom::focus_beside;
use super::icon::{Glyph, Icon};
use crate::core::filter::{Constraint, Filter, TopicFacet};
use crate::core::listing::Listing;
use crate::core::locale::Msg;
use crate::core::session::Action;
use crate::ui::store::use_dispatch;
use crate::ui::words::use_words;

/// Props of [`FilterBar`].
#[derive(Properties, PartialEq)]
pub struct FilterBarProps {
    /// The reader's filter.
    pub filter: Rc<Filter>,
    /// For the counts.
    pub listing: Rc<Listing>,
}

/// Search field, "Key events" with its count, and the topics behind a disclosure; beneath, what is active, each
/// removable, then "n of m" and Clear.
///
/// Parts: `filter`, `search`, `chips`. States: nothing active, topics open, something active, a count of nothing.
#[component]
pub fn FilterBar(FilterBarProps { filter, listing }: &FilterBarProps) -> Html {
    let words = use_words();
    let dispatch = use_dispatch();
    let topics_open = use_state_eq(|| false);
    let typed = {
        let dispatch = dispatch.clone();
        Callback::from(move |event: InputEvent| {
            if let Some(input) = event.target_dyn_into::<HtmlInputElement>() {
                dispatch.send(Action::SearchTyped(IString::from(input.value())));
            }
        })
    };
    let toggle_topics = {
        let topics_open = topics_open.clone();
        Callback::from(move |_: MouseEvent| topics_open.set(!*topics_open))
    };
    let facets = &listing.facets;
    // A control that was offered stays, whatever the other constraints leave of its count: it must not vanish while
    // the reader types.
    let offered = use_mut_ref(|| (false, false));
    let (has_key, has_topics) = {
        let mut offered = offered.borrow_mut();
        offered.0 |= facets.key > 0 || filter.key_only;
        offered.1 |= !facets.topics.is_empty();
        *offered
    };
    let chosen = filter.topics.len();
    html! {
        <div class="filter" part="filter" role="search" aria-label={words.text(Msg::FilterLabel)} tabindex="-1">
            <div class="bar">
                <label class="search" part="search">
                    <Icon glyph={Glyph::Search} />
                    <span class="vh">{words.text(Msg::Search)}</span>
                    <input type="search" value={filter.text.clone()} placeholder={words.text(Msg::SearchShort)} autocomplete="off"
                        spellcheck="false" enterkeyhint="search" oninput={typed} />
                </label>
                if has_key {
                    <button type="button" class="toggle" aria-pressed={filter.key_only.to_string()}
                        onclick={dispatch.on(Action::KeyOnlyToggled)}>
                        {words.text(Msg::KeyEvents)}{" "}<span class="n">{facets.key}</span>
                    </button>
                }
                if has_topics {
                    <button type="button" class="toggle" aria-expanded={topics_open.to_string()} aria-controls="topics"
                        onclick={toggle_topics}>
                        {words.text(Msg::Topics)}
                        if chosen > 0 {
                            {" "}<span class="n">{chosen}</span>
                        }
                        <Icon glyph={Glyph::Chevron} />
                    </button>
                }
            </div>
            <div id="topics" class="topics-panel" hidden={!*topics_open} role="group" aria-label={words.text(Msg::AllTopics)}>
                if *topics_open {
                    <div class="chips">
                        for facet in facets.topics.iter() {
                            <TopicToggle key={facet.name.to_string()} facet={facet.clone()} />
                        }
                    </div>
                }
            </div>
            if !filter.is_empty() {
                <Active filter={filter.clone()} matching={listing.matching} total={listing.total} />
            }
        </div>
    }
}

#[derive(Properties, PartialEq)]
struct TopicToggleProps {
    facet: TopicFacet,
}

#[component]
fn TopicToggle(TopicToggleProps { facet }: &TopicToggleProps) -> Html {
    let dispatch = use_dispatch();
    html! {
        <button type="button" class="chip" aria-pressed={facet.chosen.to_string()}
            onclick={dispatch.on(Action::TopicToggled(facet.name.clone()))}>
            <bdi>{facet.name.clone()}</bdi>{" "}<span class="n">{facet.count}</span>
        </button>
    }
}

#[derive(Properties, PartialEq)]
struct ActiveProps {
    filter: Rc<Filter>,
    matching: usize,
    total: usize,
}

/// What is active, each removable. The removed chip had the focus, so the focus goes to the bar.
#[component]
fn Active(
    ActiveProps {
        filter,
        matching,
        total,
    }: &ActiveProps,
) -> Html {
    let words = use_words();
    let dispatch = use_dispatch();
    let act = |action: Action| {
        let dispatch = dispatch.clone();
        Callback::from(move |event: MouseEvent| {
            focus_beside(&event, ".filter");
            dispatch.send(action.clone());
        })
    };
    let mut chips: Vec<(String, Action)> = Vec::new();
    if filter.has(Constraint::Text) {
        chips.push((
            format!("“{}”", filter.text.trim()),
            Action::ConstraintDropped(Constraint::Text),
        ));
    }
    if filter.key_only {
        chips.push((words.text(Msg::KeyEvents), Action::KeyOnlyToggled));
    }
    chips.extend(
        filter
            .topics
            .iter()
            .map(|topic| (topic.to_string(), Action::TopicToggled(topic.clone()))),
    );
    let count = words.count(Msg::Matches, *total, &[("m", &matching.to_string())]);
    html! {
        <div class="active" part="chips">
            for (name, action) in chips {
                <button key={name.clone()} type="button" class="chip on" aria-label={words.fill(Msg::RemoveFilter, &[("name", &name)])}
                    onclick={act(action)}>
                    <bdi>{name}</bdi><Icon glyph={Glyph::Cross} />
                </button>
            }
            <span class="tally">
                <span class="count">{count}</span>
                <button type="button" class="link" onclick={act(Action::FilterSet(Filter::default()))}>{words.text(Msg::Clear)}</button>
            </span>
        </div>
    }
}
