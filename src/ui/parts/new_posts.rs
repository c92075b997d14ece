//! The one button that says that there is more to read, and brings it.

use yew::prelude::*;

use super::element::{all, tagged};
use super::icon::{Glyph, icon};
use crate::core::listing::Pending;
use crate::core::locale::Msg;
use crate::core::session::Action;
use crate::ui::store::Dispatch;
use crate::ui::words::{Words, printed};

/// A pill that sticks to the top of the screen: "3 new updates", or under a filter "3 new, 1 matches your filter".
///
/// Part: `new-updates`. States: nothing waits (nothing drawn), some wait, some wait under a filter.
pub fn new_posts(words: &Words, dispatch: &Dispatch, pending: Pending, filtered: bool) -> Html {
    if pending.count == 0 {
        return Html::default();
    }
    let text = if filtered {
        words.count(Msg::NewMatching, pending.matching, &[("all", &pending.count.to_string())])
    } else {
        words.count(Msg::NewUpdates, pending.count, &[])
    };
    let pill = html! {
        <button type="button" class="pill" part="new-updates" onclick={dispatch.on(Action::PendingShown)}>
            {all(vec![icon(Glyph::Up), printed(&text)])}
        </button>
    };
    tagged("div", "pill-line", pill)
}
