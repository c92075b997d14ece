//! A moment, as a reader says it.

use yew::prelude::*;

use super::element::{all, tagged};
use crate::core::clock::{Elapsed, Timestamp, iso};
use crate::core::locale::Msg;
use crate::ui::words::{Minute, Words, printed};

/// The hour and how long ago it was; after a week, the date. When the feed did not say it to the minute, it is
/// `approximate` and only the day is printed.
///
/// Part: `entry-time`. Who listens hears the date in full, who points sees it.
pub fn relative_time(
    words: &Words,
    now: Minute,
    at: Timestamp,
    approximate: bool,
    id: Option<AttrValue>,
) -> Html {
    let formats = &words.formats;
    let (clock, full, ago) = if approximate {
        (formats.day(at), formats.day(at), None)
    } else {
        let elapsed = Elapsed::between(at, now.0);
        let ago = match elapsed {
            Elapsed::Now => Some(words.text(Msg::JustNow)),
            Elapsed::Longer => Some(formats.day(at)),
            _ => formats.relative(elapsed).map(AttrValue::from),
        };
        (formats.clock(at), formats.absolute(at), ago)
    };
    let said = vec![
        html! { <span class="clock" aria-hidden="true">{printed(&clock)}</span> },
        tagged("span", "vh", printed(&full)),
        ago.map(|ago| tagged("span", "ago", printed(&ago))).unwrap_or_default(),
    ];
    html! {
        <time {id} class="when" part="entry-time" datetime={iso(at)} title={&full}>
            {all(said)}
        </time>
    }
}
