//! The feed: entries by day, newest first, and the way to more.

use std::collections::BTreeSet;
use std::rc::Rc;

use implicit_clone::unsync::IString;
use yew::prelude::*;
use yew::virtual_dom::Key;

use super::entry_card::EntryCard;
use super::heading::Heading;
use crate::core::filter::Filter;
use crate::core::listing::Listing;
use crate::core::locale::Msg;
use crate::core::model::{Entry, EntryId};
use crate::core::session::Action;
use crate::ui::store::use_dispatch;
use crate::ui::words::{Words, use_words};

/// Props of [`EntryList`].
#[derive(Properties, PartialEq)]
pub struct EntryListProps {
    /// The entries to draw and how many there are.
    pub listing: Rc<Listing>,
    /// The reader's filter.
    pub filter: Rc<Filter>,
    /// Entries drawn since the last answer.
    pub fresh: Rc<BTreeSet<EntryId>>,
    /// How many the button brings.
    pub page_size: usize,
    /// The feed's language.
    #[prop_or_default]
    pub lang: Option<IString>,
    /// True while several entries are being put in or taken out.
    #[prop_or_default]
    pub busy: bool,
    /// The list element, for whoever must keep the reader's place.
    #[prop_or_default]
    pub list: NodeRef,
}

/// One row of the list.
enum Row {
    /// A new day, keyed by a name that begins with a space, as no id does; and how often it came before: an editor's order may come back to it.
    Day(AttrValue, usize),
    /// An entry and its place, from 1.
    Entry(Rc<Entry>, usize),
}

/// Entries with a divider at each new day, and "Show 20 more updates" while there are more.
///
/// Parts: `feed`, `day`, `entry`, `more`. States: one entry, several days, filtered, more to come, busy. Draws an empty
/// feed as an empty list: the words for that are in [`super::empty`].
#[component]
pub fn EntryList(props: &EntryListProps) -> Html {
    let EntryListProps {
        listing,
        filter,
        fresh,
        page_size,
        lang,
        busy,
        list,
    } = props;
    let words = use_words();
    let dispatch = use_dispatch();
    let more = listing.more(*page_size);
    let rows = rows(&words, &listing.entries).into_iter().map(|row| match row {
        Row::Day(day, again) => html! {
            <div key={Key::from(format!(" {day} {again}"))} class="day" part="day"><span>{day}</span></div>
        },
        Row::Entry(entry, at) => html! {
            <EntryCard key={entry.id.0.clone()} fresh={fresh.contains(&entry.id)} entry={entry.clone()} filter={filter.clone()}
                lang={lang.clone()} place={(at, listing.matching)} />
        },
    });
    html! {
        <>
            <Heading level={words.heading_level} id="feed-label" class="vh">{words.text(Msg::FeedLabel)}</Heading>
            <div class="feed" part="feed" role="feed" aria-labelledby="feed-label" aria-busy={busy.to_string()}
                ref={list.clone()}>
                {for rows}
            </div>
            if more > 0 {
                <button type="button" class="more" part="more" onclick={dispatch.on(Action::MoreShown)}>
                    {words.count(Msg::ShowMore, more, &[])}
                </button>
            }
        </>
    }
}

fn rows(words: &Words, entries: &[Rc<Entry>]) -> Vec<Row> {
    let mut rows = Vec::with_capacity(entries.len() + 2);
    let mut days: Vec<AttrValue> = Vec::new();
    for (index, entry) in entries.iter().enumerate() {
        let day = AttrValue::from(words.formats.day(entry.published));
        if days.last() != Some(&day) {
            let again = days.iter().filter(|earlier| **earlier == day).count();
            rows.push(Row::Day(day.clone(), again));
            days.push(day);
        }
        rows.push(Row::Entry(Rc::clone(entry), index + 1));
    }
    rows
}
