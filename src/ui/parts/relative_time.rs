//! A moment, as a reader says it.

use yew::prelude::*;

use crate::core::clock::{Elapsed, Timestamp, iso};
use crate::core::locale::Msg;
use crate::ui::words::{use_minute, use_words};

/// Props of [`RelativeTime`].
#[derive(Properties, PartialEq)]
pub struct RelativeTimeProps {
    /// The moment.
    pub at: Timestamp,
    /// True when the feed did not say it to the minute: then only the day is printed.
    #[prop_or_default]
    pub approximate: bool,
    /// For `aria-labelledby`.
    #[prop_or_default]
    pub id: Option<AttrValue>,
}

/// The hour and how long ago it was; after a week, the date. Ticks with the minute.
///
/// Part: `entry-time`. Who listens hears the date in full, who points sees it.
#[component]
pub fn RelativeTime(RelativeTimeProps { at, approximate, id }: &RelativeTimeProps) -> Html {
    let words = use_words();
    let now = use_minute();
    let elapsed = Elapsed::between(*at, now);
    let day = words.formats.day(*at);
    let full = if *approximate {
        day.clone()
    } else {
        words.formats.absolute(*at)
    };
    let ago = match elapsed {
        Elapsed::Now => Some(words.text(Msg::JustNow)),
        Elapsed::Longer => Some(day.clone()),
        _ => words.formats.relative(elapsed),
    };
    let (clock, ago) = if *approximate {
        (day, None)
    } else {
        (words.formats.clock(*at), ago)
    };
    html! {
        <time {id} class="when" part="entry-time" datetime={iso(*at)} title={full.clone()}>
            <span class="clock" aria-hidden="true">{clock}</span>
            <span class="vh">{full}</span>
            if let Some(ago) = ago {
                <span class="ago">{ago}</span>
            }
        </time>
    }
}
