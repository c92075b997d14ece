//! The small way back to the notification preferences.

use yew::prelude::*;

use super::icon::{Glyph, Icon};
use super::settings::PANEL_ID;
use crate::core::locale::Msg;
use crate::core::session::Action;
use crate::ui::store::use_dispatch;
use crate::ui::words::use_words;

/// Props of [`Bell`].
#[derive(Properties, PartialEq)]
pub struct BellProps {
    /// Whether the panel is open.
    pub open: bool,
    /// Whether the reader asked for notifications that the browser no longer allows.
    pub lost: bool,
}

/// A bell that opens and closes the panel.
///
/// Part: `bell`. States: shut, open, permission lost (a mark, and words for who listens).
#[component]
pub fn Bell(BellProps { open, lost }: &BellProps) -> Html {
    let words = use_words();
    let dispatch = use_dispatch();
    let action = if *open {
        Action::PanelClosed
    } else {
        Action::PanelOpened
    };
    let controls = open.then_some(PANEL_ID);
    html! {
        <button type="button" class={classes!("bell", lost.then_some("lost"))} part="bell" aria-expanded={open.to_string()}
            aria-controls={controls} title={words.text(Msg::PanelOpen)} onclick={dispatch.on(action)}>
            <Icon glyph={Glyph::Bell} />
            <span class="vh">{words.text(Msg::PanelOpen)}</span>
            if *lost {
                <span class="vh">{words.text(Msg::SystemLost)}</span>
            }
        </button>
    }
}
