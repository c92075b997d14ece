//! What the filter asks for, as chips that take it away, and what it leaves.

use yew::prelude::*;
use yew::virtual_dom::VList;

use super::dom::leave;
use super::element::{Aria, all, button, keyed, tagged, when};
use super::facet_list::name;
use super::filter_words::{kind_name, quoted, spoken};
use super::icon::{Glyph, icon};
use crate::core::filter::{Constraint, Filter};
use crate::core::listing::Listing;
use crate::core::locale::Msg;
use crate::core::session::Action;
use crate::ui::store::Dispatch;
use crate::ui::words::{Words, printed};

/// A chip for each constraint, then "n of m" and Clear. The removed chip had the focus, so the focus goes to the bar.
///
/// Part: `chips`. States: one constraint, all of them, a count of nothing, still searching, similar words shown.
pub fn active_chips(words: &Words, dispatch: &Dispatch, filter: &Filter, listing: &Listing) -> Html {
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
    for author in &filter.authors {
        let key = [" by ", author].concat();
        chip(&key, author, Action::AuthorToggled(author.clone()));
    }
    for kind in filter.media.iter() {
        let key = [" ", kind.name()].concat();
        chip(&key, &words.text(kind_name(kind)), Action::MediaToggled(kind));
    }
    if let Some(span) = filter.span {
        chip(" span", &spoken(words, span), Action::SpanChosen(None));
    }
    let count = words.count(Msg::Matches, listing.total, &[("m", &listing.matching.to_string())]);
    let clear = leave(dispatch, (".filter", Action::FilterSet(Filter::default())));
    let tally = all(vec![
        when(listing.looking > 0, || tagged("span", "hint", words.say(Msg::Searching))),
        tagged("span", "count", printed(&count)),
        button("link", Aria::Plain, clear, words.say(Msg::Clear)),
    ]);
    let similar =
        when(listing.loosened, || tagged("p", "hint similar", printed(&similar(words, &filter.text))));
    let content = all(vec![similar, chips.into(), tagged("span", "tally", tally)]);
    html! { <div class="active" part="chips">{content}</div> }
}

/// Says that this was found nowhere, and what is shown instead.
pub fn similar(words: &Words, text: &str) -> AttrValue {
    words.fill(Msg::Similar, &[("name", text.trim())])
}
