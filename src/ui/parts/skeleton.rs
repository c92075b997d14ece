//! The first moments, in the rhythm of what is to come.

use yew::prelude::*;

use super::element::{all, tagged};
use crate::core::locale::Msg;
use crate::ui::words::Words;

/// Three grey entries with the lines and gaps of real ones, so that nothing jumps when those arrive.
pub fn skeleton(words: &Words) -> Html {
    let line = |class| tagged("i", class, Html::default());
    let lines = all(vec![line("line head"), line("line"), line("line"), line("line part")]);
    let entry = html! {
        <div class="entry" aria-hidden="true">
            {all(vec![tagged("div", "when", line("line short")), tagged("div", "main", lines)])}
        </div>
    };
    html! {
        <div class="skeleton" aria-busy="true">
            {all(vec![tagged("p", "vh", words.say(Msg::Loading)), entry.clone(), entry.clone(), entry])}
        </div>
    }
}
