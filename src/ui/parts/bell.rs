//! The small way back to the notification preferences.

use yew::prelude::*;

use super::element::{classed, flag, tagged};
use super::icon::{Glyph, icon};
use super::settings::PANEL_ID;
use crate::core::locale::Msg;
use crate::core::session::Action;
use crate::ui::store::Dispatch;
use crate::ui::words::Words;

/// A bell that opens and closes the panel; `lost` when the reader asked for notifications that the browser no longer
/// allows.
///
/// Part: `bell`. States: shut, open, permission lost (a mark, and words for who listens).
pub fn bell(words: &Words, dispatch: &Dispatch, open: bool, lost: bool) -> Html {
    let action = if open { Action::PanelClosed } else { Action::PanelOpened };
    let controls = open.then_some(PANEL_ID);
    let bell = html! {
        <button type="button" part="bell" aria-expanded={flag(open)} aria-controls={controls} title={words.text(Msg::PanelOpen)}
            onclick={dispatch.on(action)}>
            {icon(Glyph::Bell)}
            {tagged("span", "vh", words.say(Msg::PanelOpen))}
            if lost {
                {tagged("span", "vh", words.say(Msg::SystemLost))}
            }
        </button>
    };
    classed(bell, if lost { "bell lost" } else { "bell" })
}
