//! The first moments, in the rhythm of what is to come.

use yew::prelude::*;

use super::element::tagged;
use crate::core::locale::Msg;
use crate::ui::words::Words;

/// Three grey entries with the lines and gaps of real ones, so that nothing jumps when those arrive.
pub fn skeleton(words: &Words) -> Html {
    let entry = html! {
        <div class="entry" aria-hidden="true">
            <div class="when"><i class="line short" /></div>
            <div class="main">
                <i class="line head" /><i class="line" /><i class="line" /><i class="line part" />
            </div>
        </div>
    };
    html! {
        <div class="skeleton" aria-busy="true">
            {tagged("p", "vh", words.say(Msg::Loading))}
            {entry.clone()}{entry.clone()}{entry}
        </div>
    }
}
