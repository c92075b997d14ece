//! The one line that tells a reader that there are notifications to be had.

use yew::prelude::*;

use super::dom::focus_beside;
use super::icon::{Glyph, Icon};
use crate::core::locale::Msg;
use crate::core::session::Action;
use crate::ui::store::use_dispatch;
use crate::ui::words::use_words;

/// "Choose what you hear about this story", with two buttons. Dismissed for good by the button, or by Esc while the
/// focus is in it; the focus then goes to the bell.
///
/// Part: `notice`.
#[component]
pub fn Notice() -> Html {
    let words = use_words();
    let dispatch = use_dispatch();
    let dismiss = {
        let dispatch = dispatch.clone();
        Callback::from(move |event: Event| {
            focus_beside(&event, ".bell");
            dispatch.send(Action::NoticeDismissed);
        })
    };
    let onkeydown = {
        let dismiss = dismiss.clone();
        Callback::from(move |event: KeyboardEvent| {
            if event.key() == "Escape" {
                dismiss.emit(event.into());
            }
        })
    };
    html! {
        <div class="notice" part="notice" role="group" aria-label={words.text(Msg::PanelOpen)} {onkeydown}>
            <Icon glyph={Glyph::Bell} />
            <span class="notice-text">{words.text(Msg::NoticeText)}</span>
            <button type="button" class="link" onclick={dispatch.on(Action::PanelOpened)}>{words.text(Msg::NoticeChoose)}</button>
            <button type="button" class="link quiet" onclick={dismiss.reform(|event: MouseEvent| event.into())}>
                {words.text(Msg::NoticeDismiss)}
            </button>
        </div>
    }
}
