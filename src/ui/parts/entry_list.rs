//! The feed: entries by day, newest first, and the way to more.

use std::fmt::Write as _;

use yew::prelude::*;
use yew::virtual_dom::VList;

use super::entry_card::Cards;
use super::heading::heading;
use crate::core::listing::Listing;
use crate::core::locale::Msg;
use crate::core::model::EntryId;
use crate::core::order::Set;
use crate::core::session::{Action, OlderPages};
use crate::ui::store::Dispatch;
use crate::ui::words::{Words, printed};

/// Entries with a divider at each new day, and "Show 20 more updates" while there are more. `fresh` are the entries drawn
/// since the last answer, `list` the list element, for whoever must keep the reader's place.
///
/// Parts: `feed`, `day`, `entry`, `more`. States: one entry, several days, filtered, more to come. Draws an empty
/// feed as an empty list: the words for that are in [`super::empty`].
pub fn entry_list(
    cards: Cards<'_>,
    listing: &Listing,
    fresh: &Set<EntryId>,
    page_size: usize,
    list: &NodeRef,
) -> Html {
    let words = cards.words;
    let more = listing.more(page_size);
    html! {
        <>
            {heading(words.heading_level, AttrValue::Static("feed-label"), None, "vh", words.say(Msg::FeedLabel))}
            <div class="feed" part="feed" role="feed" aria-labelledby="feed-label" aria-busy="false" ref={list.clone()}>
                {rows(cards, listing, fresh)}
            </div>
            if more > 0 {
                { button(cards.dispatch, false, printed(&words.count(Msg::ShowMore, more, &[]))) }
            }
        </>
    }
}

/// The way to entries that are on an older page of the feed; nothing while there are more here, or none there.
///
/// Part: `more`. States: there, coming, failed.
pub fn older(words: &Words, dispatch: &Dispatch, pages: OlderPages) -> Html {
    let msg = match pages {
        OlderPages::None => return Html::default(),
        OlderPages::There => Msg::ShowOlder,
        OlderPages::Coming => Msg::LoadingOlder,
        OlderPages::Failed => Msg::OlderFailed,
    };
    button(dispatch, pages == OlderPages::Coming, words.say(msg))
}

/// Busy, it stays in its place and keeps the focus; the session ignores a second press.
fn button(dispatch: &Dispatch, busy: bool, words: Html) -> Html {
    let onclick = dispatch.on(Action::MoreShown);
    let disabled = busy.then_some("true");
    html! { <button type="button" class="more" part="more" aria-disabled={disabled} {onclick}>{words}</button> }
}

fn rows(cards: Cards<'_>, listing: &Listing, fresh: &Set<EntryId>) -> VList {
    let mut rows = Vec::with_capacity(listing.entries.len() + 2);
    let mut days: Vec<AttrValue> = Vec::new();
    for (index, entry) in listing.entries.iter().enumerate() {
        let day = AttrValue::from(cards.words.formats.day(entry.published));
        if days.last() != Some(&day) {
            rows.push(divider(&day, &days));
            days.push(day);
        }
        let place = (index + 1, listing.matching);
        rows.push(cards.listed(entry, place, fresh.contains(&entry.id)));
    }
    VList::with_children(rows, None)
}

/// The head of a day. Its key begins with a space, as no id does, and tells how often the day came before: an editor's
/// order may come back to it.
fn divider(day: &AttrValue, days: &[AttrValue]) -> Html {
    let again = days.iter().filter(|earlier| *earlier == day).count();
    let mut key = String::new();
    // Writing to a string cannot fail.
    let _ = write!(key, " {day} {again}");
    html! { <div {key} class="day" part="day"><span>{printed(day)}</span></div> }
}
