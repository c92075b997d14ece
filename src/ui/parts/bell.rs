//! The small way back to the notification preferences.

use yew::prelude::*;

use super::attributes::given;
use super::element::{all, flag, tagged, when};
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
    let content = vec![
        icon(Glyph::Bell),
        tagged("span", "vh", words.say(Msg::PanelOpen)),
        when(lost, || tagged("span", "vh", words.say(Msg::SystemLost))),
    ];
    let attributes = vec![
        ("class", Some(AttrValue::Static(if lost { "bell lost" } else { "bell" }))),
        ("part", Some(AttrValue::Static("bell"))),
        ("type", Some(AttrValue::Static("button"))),
        ("title", Some(words.text(Msg::PanelOpen))),
        ("aria-expanded", Some(flag(open))),
        ("aria-controls", open.then_some(AttrValue::Static(PANEL_ID))),
    ];
    given(html! { <button onclick={dispatch.on(action)}>{all(content)}</button> }, attributes)
}
