//! The one button that says that there is more to read, and brings it.

use yew::prelude::*;

use super::icon::{Glyph, Icon};
use crate::core::listing::Pending;
use crate::core::locale::Msg;
use crate::core::session::Action;
use crate::ui::store::use_dispatch;
use crate::ui::words::use_words;

/// Props of [`NewPosts`].
#[derive(Properties, PartialEq)]
pub struct NewPostsProps {
    /// What waits.
    pub pending: Pending,
    /// Whether the reader has a filter on.
    pub filtered: bool,
}

/// A pill that sticks to the top of the screen: "3 new updates", or "3 new, 1 matches your filter".
///
/// Part: `new-updates`. States: nothing waits (nothing drawn), some wait, some wait under a filter.
#[component]
pub fn NewPosts(NewPostsProps { pending, filtered }: &NewPostsProps) -> Html {
    let words = use_words();
    let dispatch = use_dispatch();
    if pending.count == 0 {
        return Html::default();
    }
    let text = if *filtered {
        words.count(
            Msg::NewMatching,
            pending.matching,
            &[("all", &pending.count.to_string())],
        )
    } else {
        words.count(Msg::NewUpdates, pending.count, &[])
    };
    html! {
        <div class="pill-line">
            <button type="button" class="pill" part="new-updates" onclick={dispatch.on(Action::PendingShown)}>
                <Icon glyph={Glyph::Up} />{text}
            </button>
        </div>
    }
}
