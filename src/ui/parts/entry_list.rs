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
use crate::core::session::Action;
use crate::ui::words::printed;

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
                <button type="button" class="more" part="more" onclick={cards.dispatch.on(Action::MoreShown)}>
                    {printed(&words.count(Msg::ShowMore, more, &[]))}
                </button>
            }
        </>
    }
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
