//! The filter of the reader, in one line.

use std::cell::RefCell;
use std::rc::Rc;

use implicit_clone::unsync::IString;
use web_sys::HtmlInputElement;
use yew::prelude::*;
use yew::virtual_dom::VList;

use super::dom::{Flag, leave, use_flag};
use super::element::{Aria, all, button, keyed, tagged};
use super::icon::{Glyph, icon};
use crate::core::filter::{Constraint, Filter};
use crate::core::listing::Listing;
use crate::core::locale::Msg;
use crate::core::session::Action;
use crate::ui::store::Dispatch;
use crate::ui::words::{Words, printed};

/// What the bar remembers: whether the topics are open, and which controls it has offered.
#[derive(Clone)]
pub struct Bar {
    topics_open: Flag,
    offered: Rc<RefCell<Offered>>,
}

/// A control that was offered stays, whatever the other constraints leave of its count: it must not vanish while the
/// reader types.
#[derive(Clone, Copy, Default)]
struct Offered {
    key: bool,
    topics: bool,
}

/// The memory of a bar; it forgets what it offered while it is not `drawn`.
#[hook]
pub fn use_bar(drawn: bool) -> Bar {
    let offered = use_mut_ref(Offered::default);
    if !drawn {
        offered.replace(Offered::default());
    }
    Bar { topics_open: use_flag(), offered }
}

impl Bar {
    fn offers(&self, filter: &Filter, listing: &Listing) -> Offered {
        let mut offered = self.offered.borrow_mut();
        offered.key |= listing.facets.key > 0 || filter.key_only;
        offered.topics |= !listing.facets.topics.is_empty();
        *offered
    }
}

/// Search field, "Key events" with its count, and the topics behind a disclosure; beneath, what is active, each
/// removable, then "n of m" and Clear.
///
/// Parts: `filter`, `search`, `chips`. States: nothing active, topics open, something active, a count of nothing.
pub fn filter_bar(words: &Words, dispatch: &Dispatch, bar: &Bar, filter: &Filter, listing: &Listing) -> Html {
    let typed = {
        let dispatch = dispatch.clone();
        Callback::from(move |event: InputEvent| {
            if let Some(input) = event.target_dyn_into::<HtmlInputElement>() {
                dispatch.send(Action::SearchTyped(IString::from(input.value())));
            }
        })
    };
    let open = *bar.topics_open;
    let toggle_topics = {
        let topics_open = bar.topics_open.clone();
        Callback::from(move |_: MouseEvent| topics_open.set(!*topics_open))
    };
    let offered = bar.offers(filter, listing);
    let chosen = match filter.topics.len() {
        0 => Html::default(),
        n => tally(n),
    };
    html! {
        <div class="filter" part="filter" role="search" aria-label={words.text(Msg::FilterLabel)} tabindex="-1">
            <div class="bar">
                <label class="search" part="search">
                    {icon(Glyph::Search)}
                    {tagged("span", "vh", words.say(Msg::Search))}
                    <input type="search" value={&filter.text} placeholder={words.text(Msg::SearchShort)} autocomplete="off"
                        spellcheck="false" enterkeyhint="search" oninput={typed} />
                </label>
                if offered.key {
                    {button("toggle", Aria::Pressed(filter.key_only), dispatch.on(Action::KeyOnlyToggled),
                        all(vec![words.say(Msg::KeyEvents), tally(listing.facets.key)]))}
                }
                if offered.topics {
                    {button("toggle", Aria::Expanded(open, AttrValue::Static("topics")), toggle_topics,
                        all(vec![words.say(Msg::Topics), chosen, icon(Glyph::Chevron)]))}
                }
            </div>
            <div id="topics" class="topics-panel" hidden={!open} role="group" aria-label={words.text(Msg::AllTopics)}>
                if open {
                    {topics(dispatch, listing)}
                }
            </div>
            if !filter.is_empty() {
                {active(words, dispatch, filter, listing)}
            }
        </div>
    }
}

/// A count beside the name of a control.
fn tally(n: usize) -> Html {
    let n = AttrValue::from(n.to_string());
    all(vec![printed(&AttrValue::Static(" ")), tagged("span", "n", printed(&n))])
}

fn topics(dispatch: &Dispatch, listing: &Listing) -> Html {
    let mut chips = VList::new();
    for facet in &listing.facets.topics {
        let content = all(vec![name(&facet.name), tally(facet.count)]);
        let toggle = dispatch.on(Action::TopicToggled(facet.name.clone()));
        let chip = button("chip", Aria::Pressed(facet.chosen), toggle, content);
        chips.add_child(keyed(chip, &facet.name));
    }
    tagged("div", "chips", chips.into())
}

/// A name from outside, whatever the direction of its script.
fn name(name: &AttrValue) -> Html {
    html! { <bdi>{printed(name)}</bdi> }
}

/// What is active, each removable. The removed chip had the focus, so the focus goes to the bar.
fn active(words: &Words, dispatch: &Dispatch, filter: &Filter, listing: &Listing) -> Html {
    let mut chips = VList::new();
    let mut chip = |key: &str, text: &AttrValue, action: Action| {
        let label = words.fill(Msg::RemoveFilter, &[("name", text)]);
        let content = all(vec![name(text), icon(Glyph::Cross)]);
        let chip = button("chip on", Aria::Label(label), leave(dispatch, (".filter", action)), content);
        chips.add_child(keyed(chip, key));
    };
    // Our own keys begin with a space, as no topic does.
    if filter.has(Constraint::Text) {
        let text = AttrValue::from(quoted(filter));
        chip(" text", &text, Action::ConstraintDropped(Constraint::Text));
    }
    if filter.key_only {
        chip(" key", &words.text(Msg::KeyEvents), Action::KeyOnlyToggled);
    }
    for topic in &filter.topics {
        chip(topic, topic, Action::TopicToggled(topic.clone()));
    }
    let count = words.count(Msg::Matches, listing.total, &[("m", &listing.matching.to_string())]);
    let clear = leave(dispatch, (".filter", Action::FilterSet(Filter::default())));
    html! {
        <div class="active" part="chips">
            {chips}
            <span class="tally">
                {tagged("span", "count", printed(&count))}
                {button("link", Aria::Plain, clear, words.say(Msg::Clear))}
            </span>
        </div>
    }
}

/// The search text as it is shown.
#[must_use]
pub fn quoted(filter: &Filter) -> String {
    let mut quoted = String::from("“");
    quoted.push_str(filter.text.trim());
    quoted.push('”');
    quoted
}
