//! Where a reader who comes back, or comes late, begins to read.

use yew::prelude::*;

use super::element::{Aria, all, button, keyed, plain, tagged};
use crate::core::clock::Timestamp;
use crate::core::locale::Msg;
use crate::core::session::{Action, LastHour, Since};
use crate::ui::store::Dispatch;
use crate::ui::words::{Minute, Words, printed};

/// "12 new since you left, 3 of them key events" and the way to the first unread; on a first visit "18 updates in the last
/// hour, 4 of them key events". When all was read the line stays, so that nothing moves, and leads to where the reader left off.
///
/// Part: `catching-up`. States: nothing (nothing drawn), unread, unread under a filter, all read, the last hour.
pub fn catching_up(
    words: &Words,
    dispatch: &Dispatch,
    since: Option<&Since>,
    last_hour: Option<LastHour>,
    filtered: bool,
) -> Html {
    let of_them = |msg, n: usize, what: AttrValue| words.count(msg, n, &[("what", &what)]);
    let with_key = |what, n: usize| if n == 0 { what } else { of_them(Msg::OfThemKey, n, what) };
    let (text, way) = match (since, last_hour) {
        (Some(since), _) => {
            let new = words.count(Msg::SinceNew, since.unread, &[]);
            let text = match since.unread {
                0 => words.text(Msg::SinceRead),
                _ if filtered => of_them(Msg::OfThemMatch, since.matching, new),
                _ => with_key(new, since.key),
            };
            let way = if since.matching > 0 { Msg::FirstUnread } else { Msg::WhereYouLeft };
            (text, since.leads.then_some(way))
        }
        (None, Some(hour)) => (with_key(words.count(Msg::LastHour, hour.updates, &[]), hour.key), None),
        (None, None) => return Html::default(),
    };
    let way =
        way.map(|way| button("link", Aria::Plain, dispatch.on(Action::FirstUnreadSought), words.say(way)));
    let content = all(vec![tagged("span", "gist", printed(&text)), way.unwrap_or_default()]);
    html! { <div class="catching-up" part="catching-up">{content}</div> }
}

/// "Since you left, 09:40": a rule with a label, above the first entry that the reader had. Not a separator by role: in a
/// feed, those who listen are told entries and text alone. The time is the reader's own; one that their clock has not
/// reached, or a year ago and more, was another clock's.
///
/// Part: `since`. States: today, earlier, at no believable time.
pub fn since_line(words: &Words, left: Timestamp, now: Minute) -> Html {
    const YEAR: i64 = 366 * 86_400_000;
    const AHEAD: i64 = -120_000;
    let formats = &words.formats;
    let text = match now.0.0.saturating_sub(left.0) {
        AHEAD..YEAR => {
            let is_today = formats.day(left) == formats.day(now.0);
            let time = if is_today { formats.clock(left) } else { formats.absolute(left) };
            words.fill(Msg::SinceLineAt, &[("time", &time)])
        }
        _ => words.text(Msg::SinceLine),
    };
    // No day and no id is written with this key.
    let line = html! { <div class="since" part="since">{plain("span", printed(&text))}</div> };
    keyed(line, " since")
}
