//! What the newsroom keeps above the stream.

use std::rc::Rc;

use implicit_clone::unsync::IString;
use yew::prelude::*;

use super::entry_card::EntryCard;
use super::fold::Fold;
use super::heading::Heading;
use crate::core::filter::Filter;
use crate::core::listing::Listing;
use crate::core::locale::Msg;
use crate::ui::words::use_words;

/// Props of [`Pinned`].
#[derive(Properties, PartialEq)]
pub struct PinnedProps {
    /// For the entries at the top.
    pub listing: Rc<Listing>,
    /// The reader's filter.
    pub filter: Rc<Filter>,
    /// The feed's language.
    #[prop_or_default]
    pub lang: Option<IString>,
}

/// The entries at the top in a block of their own with a soft tint; folded past 40 % of the screen's height.
///
/// Part: `pinned`. States: none (nothing drawn), short, folded, unfolded, outside the reader's filter.
#[component]
pub fn Pinned(
    PinnedProps {
        listing,
        filter,
        lang,
    }: &PinnedProps,
) -> Html {
    let words = use_words();
    if listing.top.is_empty() {
        return Html::default();
    }
    // Breaking news that a filter would hide is kept here too.
    let is_pinned = listing.top.iter().any(|top| top.entry.marks.pinned);
    let label = if is_pinned { Msg::Pinned } else { Msg::Breaking };
    html! {
        <section class="pinned" part="pinned" aria-labelledby="pinned-label">
            <Heading level={words.heading_level} id="pinned-label" class="label">{words.text(label)}</Heading>
            <Fold class="screen" more={Msg::ShowAll} less={Msg::ShowLess} id="pinned-entries">
                for top in listing.top.iter() {
                    <EntryCard key={top.entry.id.0.clone()} entry={top.entry.clone()} filter={filter.clone()}
                        lang={lang.clone()} outside={top.outside} />
                }
            </Fold>
        </section>
    }
}
