//! The feed: entries by day, newest first, and the way to more.

use std::fmt::Write as _;
use std::ops::Range;
use std::rc::Rc;

use yew::prelude::*;
use yew::virtual_dom::VList;

use super::attributes::given;
use super::element::{all, keyed, plain, when};
use super::entry_card::{Cards, Looks};
use super::entry_keys::entry_keys;
use super::heading::heading;
use crate::browser::intl::Formats;
use crate::core::listing::Listing;
use crate::core::locale::Msg;
use crate::core::model::{Entry, EntryId};
use crate::core::order::Set;
use crate::core::search::Query;
use crate::core::session::{Action, OlderPages};
use crate::ui::hooks::Stretch;
use crate::ui::store::Dispatch;
use crate::ui::words::{Words, printed};

/// The first screens are always laid out, so that what arrives at the top is measured exactly. Farther down, work waits until the
/// reader comes near; but not below room for others, where the reader may scroll up into any entry: none is only guessed.
const NEAR: usize = 29;

/// What is drawn of the feed, and how.
pub struct Feed<'a> {
    /// The entries.
    pub listing: &'a Listing,
    /// Which of them stand in the page, and the room for the others.
    pub stretches: &'a [Stretch],
    /// Where another query is marked already, and the one that is marked elsewhere.
    pub late: Option<&'a (Range<usize>, Rc<Query>)>,
    /// Those drawn since the last answer.
    pub fresh: &'a Set<EntryId>,
    /// The entry below the line of the last visit, and the line.
    pub line: Option<(EntryId, Html)>,
    /// How many more at a time.
    pub page_size: usize,
    /// Whether all there is in the feed is here, so that it can be counted.
    pub whole: bool,
    /// Whether letters go from entry to entry.
    pub letter_keys: bool,
}

/// Entries with a divider at each new day, and "Show 20 more updates" while there are more. `list` is the list element, for whoever
/// must keep the reader's place.
///
/// Parts: `feed`, `day`, `entry`, `more`. States: one entry, several days, filtered, more to come, partly drawn. Draws an empty
/// feed as an empty list: the words for that are in [`super::empty`].
pub fn entry_list(cards: Cards<'_>, feed: Feed<'_>, list: &NodeRef) -> Html {
    let words = cards.words;
    let more = feed.listing.more(feed.page_size);
    let onkeydown = entry_keys(cards.dispatch, feed.listing, feed.letter_keys);
    let label = AttrValue::Static("feed-label");
    all(vec![
        heading(words.heading_level, label, None, "vh", words.say(Msg::FeedLabel)).into(),
        html! {
            <div class="feed" part="feed" role="feed" aria-labelledby="feed-label" aria-describedby="feed-keys" aria-busy="false" ref={list.clone()} {onkeydown}>
                {rows(cards, feed)}
            </div>
        },
        html! { <p id="feed-keys" hidden=true>{words.say(Msg::FeedKeys)}</p> },
        when(more > 0, || button(cards.dispatch, false, printed(&words.count(Msg::ShowMore, more, &[])))),
    ])
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

fn rows(cards: Cards<'_>, mut feed: Feed<'_>) -> VList {
    let mut rows = Vec::new();
    let mut passed = Passed { formats: &cards.words.formats, drawn: Vec::new(), now: None, below_gap: false };
    for (nth, stretch) in feed.stretches.iter().enumerate() {
        match stretch {
            Stretch::Gap(height) => {
                passed.below_gap = true;
                rows.push(gap(nth, height));
            }
            Stretch::Drawn(places) => {
                let before = places.start.checked_sub(1).and_then(|before| feed.listing.entries.get(before));
                passed.now = before.map(|before| passed.of(before));
                for place in places.clone() {
                    row(cards, &mut feed, place, &mut passed, &mut rows);
                }
            }
        }
    }
    VList::with_children(rows, None)
}

/// The entry at this place, with what stands between it and the one before, drawn or not.
fn row(cards: Cards<'_>, feed: &mut Feed<'_>, place: usize, passed: &mut Passed<'_>, rows: &mut Vec<Html>) {
    let Some(entry) = feed.listing.entries.get(place) else { return };
    if let Some((_, line)) = feed.line.take_if(|(below, _)| *below == entry.id) {
        rows.push(line);
    }
    let day = passed.of(entry);
    if passed.now.as_ref() != Some(&day) {
        rows.push(divider(&day, &passed.drawn));
        passed.drawn.push(day.clone());
        passed.now = Some(day);
    }
    let of = feed.whole.then_some(feed.listing.matching);
    let looks = Looks { fresh: feed.fresh.contains(&entry.id), far: place >= NEAR && !passed.below_gap };
    let late = feed.late.filter(|(seen, _)| !seen.contains(&place));
    let cards = Cards { query: late.map_or(cards.query, |(_, earlier)| earlier), ..cards };
    rows.push(cards.listed(entry, (place + 1, of), looks));
}

/// What was passed on the way down the list.
struct Passed<'a> {
    formats: &'a Formats,
    drawn: Vec<AttrValue>,
    now: Option<AttrValue>,
    below_gap: bool,
}

impl Passed<'_> {
    fn of(&self, entry: &Entry) -> AttrValue {
        self.formats.day(entry.published)
    }
}

/// Room for what is not drawn: an image of nothing, since a page's policy may refuse a style.
fn gap(nth: usize, height: &AttrValue) -> Html {
    let attributes = vec![
        ("class", Some(AttrValue::Static("unseen"))),
        ("aria-hidden", Some(AttrValue::Static("true"))),
        ("width", Some(AttrValue::Static("1"))),
        ("height", Some(height.clone())),
    ];
    keyed(given(plain("svg", Html::default()), attributes), &[" gap ", &nth.to_string()].concat())
}

/// The head of a day. Its key begins with a space, as no id does, and tells how often the day came before: an editor's
/// order may come back to it.
fn divider(day: &AttrValue, days: &[AttrValue]) -> Html {
    let again = days.iter().filter(|earlier| *earlier == day).count();
    let mut key = String::new();
    // Writing to a string cannot fail.
    let _ = write!(key, " {day} {again}");
    html! { <div {key} class="day" part="day">{plain("span", printed(day))}</div> }
}
