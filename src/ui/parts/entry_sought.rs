//! What became of an entry that was asked for by name, where it is not simply shown.

use yew::prelude::*;

use super::dom::leave;
use super::element::{Aria, all, button, tagged, when};
use super::entry_card::Cards;
use super::heading::heading;
use crate::core::filter::Filter;
use crate::core::locale::Msg;
use crate::core::session::{Action, Found, Sought};
use crate::ui::words::printed;

/// One sentence with the ways on, and below it the entry itself when only the filter hides it. Nothing when there is nothing to
/// explain. `total` is how many entries there are without the filter.
///
/// Part: `sought`. States: looking, outside the filter, withdrawn, unknown.
pub fn entry_sought(cards: Cards<'_>, sought: Option<&Sought>, total: usize) -> Html {
    let Some(sought) = sought else { return Html::default() };
    let Cards { words, dispatch, filter, .. } = cards;
    let unfilter = || {
        let label = words.count(Msg::DropAll, total, &[]);
        button("link", Aria::Plain, dispatch.on(Action::SoughtUnfiltered), printed(&label))
    };
    // The button goes with the sentence, so the focus goes to where the entries begin.
    let dismiss = leave(dispatch, (".top", Action::SoughtDismissed));
    let ways = vec![
        when(sought.found == Found::Outside && **filter != Filter::default(), unfilter),
        button("link quiet", Aria::Plain, dismiss, words.say(Msg::NoticeDismiss)),
    ];
    // A heading, since the entry's own headline may come below it.
    let id = AttrValue::Static("sought-label");
    let text = heading(words.heading_level, id, None, "label", words.say(told(sought.found)));
    let card = sought.entry.as_ref().map(|entry| cards.kept(entry, true));
    let content = vec![text.into(), tagged("div", "ways", all(ways)), card.unwrap_or_default()];
    html! { <section class="sought" part="sought" aria-labelledby="sought-label">{all(content)}</section> }
}

/// The sentence that says it.
#[must_use]
pub fn told(found: Found) -> Msg {
    match found {
        Found::Looking => Msg::SoughtLooking,
        Found::Outside => Msg::SoughtOutside,
        Found::Withdrawn => Msg::SoughtWithdrawn,
        Found::Unknown => Msg::SoughtUnknown,
    }
}
