//! The one line that tells a reader that there are notifications to be had.

use yew::prelude::*;

use super::dom::{leave, leave_on_escape};
use super::element::{Aria, all, button, tagged};
use super::icon::{Glyph, icon};
use crate::core::locale::Msg;
use crate::core::session::Action;
use crate::ui::store::Dispatch;
use crate::ui::words::Words;

/// "Choose what you hear about this story", with two buttons. Dismissed for good by the button, or by Esc while the
/// focus is in it; the focus then goes to the bell.
///
/// Part: `notice`.
pub fn notice(words: &Words, dispatch: &Dispatch) -> Html {
    let dismiss = || (".bell", Action::NoticeDismissed);
    let content = vec![
        icon(Glyph::Bell),
        tagged("span", "notice-text", words.say(Msg::NoticeText)),
        button("link", Aria::Plain, dispatch.on(Action::PanelOpened), words.say(Msg::NoticeChoose)),
        button("link quiet", Aria::Plain, leave(dispatch, dismiss()), words.say(Msg::NoticeDismiss)),
    ];
    html! {
        <div class="notice" part="notice" role="group" aria-label={words.text(Msg::PanelOpen)}
            onkeydown={leave_on_escape(dispatch, dismiss())}>
            {all(content)}
        </div>
    }
}
