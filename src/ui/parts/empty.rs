//! The faces without entries: nothing matches, nothing has begun, nothing is set up.

use yew::prelude::*;
use yew::virtual_dom::VList;

use super::dom::leave;
use super::element::{Aria, all, button, keyed, plain, tagged};
use super::filter_words::{kind_name, quoted, spoken};
use crate::core::filter::{Constraint, Filter};
use crate::core::listing::Listing;
use crate::core::locale::Msg;
use crate::core::session::Action;
use crate::ui::store::Dispatch;
use crate::ui::words::{Words, printed};

/// Says what was asked for, and offers one button for each constraint whose fall would bring something.
///
/// Part: `empty`.
pub fn no_match(words: &Words, dispatch: &Dispatch, filter: &Filter, listing: &Listing) -> Html {
    if listing.looking > 0 {
        return nothing(words, Msg::Searching);
    }
    let mut ways = VList::new();
    // The button disappears with the empty face, so the focus goes to the filter.
    let mut way = |text: AttrValue, action: Action| {
        let way = button("link", Aria::Plain, leave(dispatch, (".filter", action)), printed(&text));
        ways.add_child(keyed(plain("li", way), &text));
    };
    let is_set = |constraint: &Constraint| filter.has(*constraint);
    // With one constraint, dropping it and showing everything are the same way out.
    if Constraint::ALL.into_iter().filter(is_set).count() > 1 {
        for (constraint, n) in &listing.relaxed {
            way(way_out(words, filter, *constraint, *n), Action::ConstraintDropped(*constraint));
        }
    }
    way(words.count(Msg::DropAll, listing.total, &[]), Action::FilterSet(Filter::default()));
    let what = words.fill(Msg::NothingMatches, &[("what", &asked(words, filter))]);
    empty(all(vec![plain("p", printed(&what)), tagged("ul", "ways", ways.into())]))
}

fn way_out(words: &Words, filter: &Filter, constraint: Constraint, n: usize) -> AttrValue {
    match constraint {
        Constraint::Text => words.count(Msg::DropText, n, &[("name", filter.text.trim())]),
        Constraint::KeyOnly => words.count(Msg::DropKey, n, &[]),
        Constraint::Topics => words.count(Msg::DropTopics, n, &[]),
        Constraint::Authors => words.count(Msg::DropAuthors, n, &[]),
        Constraint::Media => words.count(Msg::DropMedia, n, &[("name", &media(words, filter))]),
        Constraint::Span => words.count(Msg::DropSpan, n, &[]),
    }
}

fn asked(words: &Words, filter: &Filter) -> String {
    let mut asked = String::new();
    let mut add = |text: &str| {
        if !asked.is_empty() {
            asked.push_str(" + ");
        }
        asked.push_str(text);
    };
    if filter.has(Constraint::Text) {
        add(&quoted(filter));
    }
    if filter.key_only {
        add(&words.text(Msg::KeyEvents));
    }
    filter.topics.iter().chain(&filter.authors).for_each(|name| add(name));
    if filter.has(Constraint::Media) {
        add(&media(words, filter));
    }
    if let Some(span) = filter.span {
        add(&spoken(words, span));
    }
    asked
}

/// The chosen kinds of media, in words.
fn media(words: &Words, filter: &Filter) -> String {
    let kinds: Vec<AttrValue> = filter.media.iter().map(|kind| words.text(kind_name(kind))).collect();
    let kinds: Vec<&str> = kinds.iter().map(AttrValue::as_str).collect();
    kinds.join(", ")
}

/// One sentence in place of the entries: [`Msg::Empty`] while coverage has not begun, [`Msg::ProblemSetup`] where the page
/// names no feed that can be read.
///
/// Part: `empty`.
pub fn nothing(words: &Words, why: Msg) -> Html {
    empty(plain("p", words.say(why)))
}

fn empty(content: Html) -> Html {
    html! { <div class="empty" part="empty">{content}</div> }
}
