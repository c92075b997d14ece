//! The second question of the panel: how to be told.

use web_sys::HtmlInputElement;
use yew::prelude::*;

use super::element::{Aria, all, button, plain, tagged, when};
use crate::core::locale::Msg;
use crate::core::prefs::{Channel, Prefs};
use crate::core::session::{Action, Permission};
use crate::ui::store::Dispatch;
use crate::ui::words::{Words, printed};

/// A switch for each channel. Where the browser does not allow notifications there is an explanation with the way
/// out, never a switch that does nothing.
pub fn how(words: &Words, dispatch: &Dispatch, prefs: &Prefs, permission: Permission) -> Html {
    let (offered, hint) = match permission {
        Permission::Granted => (true, None),
        Permission::NotAsked => (true, Some(Msg::SystemAsk)),
        Permission::Denied => (false, Some(Msg::SystemDenied)),
        Permission::Unsupported => (false, Some(Msg::SystemUnsupported)),
        Permission::Insecure => (false, Some(Msg::SystemInsecure)),
        Permission::Framed => (false, Some(Msg::SystemFramed)),
    };
    let lost = prefs.system && permission != Permission::Granted;
    let describes = hint.map(|_| "system-hint");
    let switch = |channel, on, describes| switch(words, dispatch, channel, on, describes);
    let system = if offered {
        switch(Channel::System, prefs.system && permission == Permission::Granted, describes)
    } else {
        tagged("p", "row told", words.say(Msg::HowSystem))
    };
    let forget = || {
        let forget = dispatch.on(Action::ChannelSwitched(Channel::System, false));
        let forget = button("link", Aria::Plain, forget, words.say(Msg::SystemForget));
        tagged(
            "p",
            "hint lost",
            all(vec![words.say(Msg::SystemLost), printed(&AttrValue::Static(" ")), forget]),
        )
    };
    let hint = hint.map(|hint| html! { <p class="hint" id="system-hint">{words.say(hint)}</p> });
    let content = vec![
        plain("legend", words.say(Msg::HowTitle)),
        switch(Channel::TitleBadge, prefs.title_badge, None),
        switch(Channel::Sound, prefs.sound, None),
        system,
        when(lost, forget),
        hint.unwrap_or_default(),
    ];
    tagged("fieldset", "how", all(content))
}

/// One channel, on or off; `describes` is the id of the text that explains it. Its label never changes.
fn switch(
    words: &Words,
    dispatch: &Dispatch,
    channel: Channel,
    on: bool,
    describes: Option<&'static str>,
) -> Html {
    let dispatch = dispatch.clone();
    let onchange = Callback::from(move |event: Event| {
        if let Some(input) = event.target_dyn_into::<HtmlInputElement>() {
            let wanted = input.checked();
            // The answer may be "not yet", so the switch goes back to what is true until the answer draws it.
            input.set_checked(!wanted);
            dispatch.send(Action::ChannelSwitched(channel, wanted));
        }
    });
    let label = match channel {
        Channel::TitleBadge => Msg::HowTitleBadge,
        Channel::Sound => Msg::HowSound,
        Channel::System => Msg::HowSystem,
    };
    let input = html! {
        <input type="checkbox" role="switch" class="switch" checked={on} aria-describedby={describes} {onchange} />
    };
    tagged("label", "row", all(vec![plain("span", words.say(label)), input]))
}
