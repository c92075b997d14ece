//! The first moments, in the rhythm of what is to come.

use yew::prelude::*;

use crate::core::locale::Msg;
use crate::ui::words::use_words;

/// Three grey entries with the lines and gaps of real ones, so that nothing jumps when those arrive.
#[component]
pub fn Skeleton() -> Html {
    let words = use_words();
    html! {
        <div class="skeleton" aria-busy="true">
            <p class="vh">{words.text(Msg::Loading)}</p>
            for n in 0..3_u8 {
                <div key={n} class="entry" aria-hidden="true">
                    <div class="when"><i class="line short" /></div>
                    <div class="main">
                        <i class="line head" /><i class="line" /><i class="line" /><i class="line part" />
                    </div>
                </div>
            }
        </div>
    }
}
