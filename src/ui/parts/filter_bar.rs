//! The filter of the reader, in one line.

use implicit_clone::unsync::IString;
use web_sys::{HtmlInputElement, HtmlSelectElement};
use yew::prelude::*;

use super::active_chips::active_chips;
use super::attributes::{given, selected};
use super::bar_memory::Offered;
use super::element::{Aria, all, button, keyed, plain, tagged, when};
use super::facet_list::{facet_list, media_list, tally};
use super::icon::{Glyph, icon};
use super::time_span::time_span;
use crate::core::filter::{Constraint, Filter};
use crate::core::listing::Listing;
use crate::core::locale::Msg;
use crate::core::session::Action;
use crate::core::sorting::Order;
use crate::ui::store::Dispatch;
use crate::ui::words::Words;

pub use super::bar_memory::{Bar, Drawer, Look, use_bar};

/// Search field, "Key events" with its count, and behind disclosures topics, authors, media and time; the order; beneath, what
/// is active, each removable, then "n of m" and Clear, and last what the reader puts there. On a phone what is after the topics
/// is behind a disclosure of its own.
///
/// Parts: `filter`, `search`, `choices`, `order`, `chips`. States: nothing active, each of the disclosures open, something
/// active, a count of nothing.
pub fn filter_bar(
    words: &Words,
    dispatch: &Dispatch,
    bar: &Bar,
    filter: &Filter,
    listing: &Listing,
    extras: Html,
) -> Html {
    let offered = bar.offers(filter, listing);
    let face = Face { words, dispatch, bar, filter, listing, offered };
    let open = bar.look().open.filter(|drawer| face.is_offered(*drawer));
    let content = all(vec![
        tagged("div", "bar", face.controls(open)),
        when(open.is_some(), || open.map(|drawer| face.drawer(drawer)).unwrap_or_default()),
        when(!filter.is_empty(), || active_chips(words, dispatch, filter, listing)),
        extras,
    ]);
    html! {
        <div class="filter" part="filter" role="search" aria-label={words.text(Msg::FilterLabel)} tabindex="-1"
            onpointerover={bar.nears(dispatch)} onfocusin={bar.nears(dispatch)}>
            {content}
        </div>
    }
}

struct Face<'a> {
    words: &'a Words,
    dispatch: &'a Dispatch,
    bar: &'a Bar,
    filter: &'a Filter,
    listing: &'a Listing,
    offered: Offered,
}

impl Face<'_> {
    fn is_offered(&self, drawer: Drawer) -> bool {
        match drawer {
            Drawer::Topics => self.offered.topics,
            Drawer::Authors => self.offered.authors,
            Drawer::Media => self.offered.media,
            Drawer::Time => self.offered.time,
        }
    }

    fn controls(&self, open: Option<Drawer>) -> Html {
        let Self { words, dispatch, bar, filter, listing, offered } = self;
        let more = bar.look().more;
        let rest = all(vec![
            self.opener(Drawer::Authors, Msg::Authors, filter.authors.len(), open),
            self.opener(Drawer::Time, Msg::Time, 0, open),
            // Last, because what media there are is known only once the entries were read: nothing moves when it comes.
            self.opener(Drawer::Media, Msg::Media, filter.media.iter().count(), open),
            when(listing.total > 1, || self.order()),
        ]);
        let rest_class = AttrValue::Static(if more { "rest open" } else { "rest" });
        let more_label = all(vec![icon(Glyph::More), tagged("span", "vh", words.say(Msg::MoreFilters))]);
        all(vec![
            self.search(),
            when(offered.key, || {
                let content = all(vec![words.say(Msg::KeyEvents), tally(listing.facets.key)]);
                button("toggle", Aria::Pressed(filter.key_only), dispatch.on(Action::KeyOnlyToggled), content)
            }),
            self.opener(Drawer::Topics, Msg::Topics, filter.topics.len(), open),
            when(listing.total > 1, || {
                let controls = Aria::Expanded(more, AttrValue::Static("rest"));
                button("toggle more-filters", controls, bar.toggle_more(), more_label)
            }),
            given(
                html! { <div>{rest}</div> },
                vec![("id", Some(AttrValue::Static("rest"))), ("class", Some(rest_class))],
            ),
        ])
    }

    fn search(&self) -> Html {
        let Self { words, filter, .. } = self;
        let dispatch = self.dispatch.clone();
        let typed = Callback::from(move |event: InputEvent| {
            if let Some(input) = event.target_dyn_into::<HtmlInputElement>() {
                dispatch.send(Action::SearchTyped(IString::from(input.value())));
            }
        });
        let field = all(vec![
            icon(Glyph::Search),
            tagged("span", "vh", words.say(Msg::Search)),
            html! {
                <input type="search" value={&filter.text} placeholder={words.text(Msg::SearchShort)}
                    autocomplete="off" spellcheck="false" enterkeyhint="search" oninput={typed} />
            },
        ]);
        html! { <label class="search" part="search">{field}</label> }
    }

    /// What opens a drawer, with how many of its choices are chosen.
    fn opener(&self, drawer: Drawer, label: Msg, chosen: usize, open: Option<Drawer>) -> Html {
        when(self.is_offered(drawer), || {
            let content =
                vec![self.words.say(label), when(chosen > 0, || tally(chosen)), icon(Glyph::Chevron)];
            let is_open = Aria::Expanded(open == Some(drawer), drawer.id());
            button("toggle drawer", is_open, self.bar.toggle(drawer), all(content))
        })
    }

    fn drawer(&self, drawer: Drawer) -> Html {
        let Self { words, dispatch, bar, filter, listing, .. } = self;
        let facets = &listing.facets;
        let names = |facets, find, toggled| facet_list(words, dispatch, bar, facets, (find, toggled));
        let (label, content) = match drawer {
            Drawer::Topics => (Msg::AllTopics, names(&facets.topics, Msg::FindTopic, Action::TopicToggled)),
            Drawer::Authors => {
                (Msg::AllAuthors, names(&facets.authors, Msg::FindAuthor, Action::AuthorToggled))
            }
            Drawer::Media => (Msg::AllMedia, media_list(words, dispatch, filter.media, &facets.media)),
            Drawer::Time => (Msg::AllTimes, time_span(words, dispatch, bar, filter, facets)),
        };
        let attributes = vec![
            ("id", Some(drawer.id())),
            ("class", Some(AttrValue::Static("choices"))),
            ("part", Some(AttrValue::Static("choices"))),
            ("role", Some(AttrValue::Static("group"))),
            ("aria-label", Some(words.text(label))),
        ];
        let onkeydown = bar.shut_on_escape();
        keyed(given(html! { <div {onkeydown}>{content}</div> }, attributes), &drawer.id())
    }

    /// In which order. The best match is offered where there is a text to match.
    fn order(&self) -> Html {
        let Self { words, listing, filter, .. } = self;
        let dispatch = self.dispatch.clone();
        let onchange = Callback::from(move |event: Event| {
            let select = event.target_dyn_into::<HtmlSelectElement>();
            if let Some(order) = select.and_then(|select| Order::from_name(&select.value())) {
                dispatch.send(Action::OrderChosen(order));
            }
        });
        let option = |order: Order, label: Msg| {
            let option = given(plain("option", words.say(label)), vec![("value", Some(order.name().into()))]);
            selected(option, listing.order == order)
        };
        let options = all(vec![
            option(Order::Newest, Msg::NewestFirst),
            option(Order::Oldest, Msg::OldestFirst),
            when(filter.has(Constraint::Text), || option(Order::Relevance, Msg::BestMatch)),
        ]);
        html! {
            <select class="order" part="order" aria-label={words.text(Msg::Order)} {onchange}>{options}</select>
        }
    }
}
