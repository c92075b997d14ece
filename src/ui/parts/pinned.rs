//! What the newsroom keeps above the stream.

use yew::prelude::*;

use super::element::all;
use super::entry_card::Cards;
use super::fold::{Fold, Labels, folded};
use super::heading::heading;
use crate::core::listing::Listing;
use crate::core::locale::Msg;

/// The entries at the top in a block of their own with a soft tint; folded past 40 % of the screen's height.
///
/// Part: `pinned`. States: none (nothing drawn), short, folded, unfolded, outside the reader's filter.
pub fn pinned(cards: Cards<'_>, listing: &Listing, fold: &Fold) -> Html {
    if listing.top.is_empty() {
        return Html::default();
    }
    let words = cards.words;
    let mut top = Vec::new();
    // Breaking news that a filter would hide is kept here too.
    let mut label = Msg::Breaking;
    for kept in &listing.top {
        if kept.entry.marks.pinned {
            label = Msg::Pinned;
        }
        top.push(cards.kept(&kept.entry, kept.outside));
    }
    let labels = Labels { more: Msg::ShowAll, less: Some(Msg::ShowLess) };
    let id = AttrValue::Static("pinned-label");
    let label = heading(words.heading_level, id, None, "label", words.say(label));
    let entries = folded(words, fold, "screen", labels, AttrValue::Static("pinned-entries"), all(top));
    html! {
        <section class="pinned" part="pinned" aria-labelledby="pinned-label">
            {all(vec![label.into(), entries])}
        </section>
    }
}
