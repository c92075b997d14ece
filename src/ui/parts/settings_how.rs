//! The second question of the panel: how to be told.

use std::rc::Rc;

use web_sys::HtmlInputElement;
use yew::prelude::*;

use crate::core::locale::Msg;
use crate::core::prefs::{Channel, Prefs};
use crate::core::session::{Action, Permission};
use crate::ui::store::use_dispatch;
use crate::ui::words::use_words;

/// Props of [`How`].
#[derive(Properties, PartialEq)]
pub struct HowProps {
    /// The choices.
    pub prefs: Rc<Prefs>,
    /// What the browser allows.
    pub permission: Permission,
}

/// A switch for each channel. Where the browser does not allow notifications there is an explanation with the way
/// out, never a switch that does nothing.
#[component]
pub fn How(HowProps { prefs, permission }: &HowProps) -> Html {
    let words = use_words();
    let (offered, hint) = match permission {
        Permission::Granted => (true, None),
        Permission::NotAsked => (true, Some(Msg::SystemAsk)),
        Permission::Denied => (false, Some(Msg::SystemDenied)),
        Permission::Unsupported => (false, Some(Msg::SystemUnsupported)),
        Permission::Insecure => (false, Some(Msg::SystemInsecure)),
        Permission::Framed => (false, Some(Msg::SystemFramed)),
    };
    let lost = prefs.system && *permission != Permission::Granted;
    let describes = hint.map(|_| "system-hint");
    html! {
        <fieldset class="how">
            <legend>{words.text(Msg::HowTitle)}</legend>
            <Switch channel={Channel::TitleBadge} on={prefs.title_badge} />
            <Switch channel={Channel::Sound} on={prefs.sound} />
            if offered {
                <Switch channel={Channel::System} on={prefs.system && *permission == Permission::Granted} {describes} />
            } else {
                <p class="row told">{words.text(Msg::HowSystem)}</p>
            }
            if lost {
                <p class="hint lost">{words.text(Msg::SystemLost)}</p>
            }
            if let Some(hint) = hint {
                <p class="hint" id="system-hint">{words.text(hint)}</p>
            }
        </fieldset>
    }
}

/// Props of [`Switch`].
#[derive(Properties, PartialEq)]
pub struct SwitchProps {
    /// The channel it switches.
    pub channel: Channel,
    /// Whether the channel is on.
    pub on: bool,
    /// Id of the text that explains it.
    #[prop_or_default]
    pub describes: Option<&'static str>,
}

/// One channel, on or off. Its label never changes.
#[component]
pub fn Switch(
    SwitchProps {
        channel,
        on,
        describes,
    }: &SwitchProps,
) -> Html {
    let words = use_words();
    let dispatch = use_dispatch();
    let again = use_force_update();
    let channel = *channel;
    let onchange = Callback::from(move |event: Event| {
        if let Some(input) = event.target_dyn_into::<HtmlInputElement>() {
            dispatch.send(Action::ChannelSwitched(channel, input.checked()));
            // The answer may be "not yet": drawing again sets the switch back to what is true.
            again.force_update();
        }
    });
    let label = match channel {
        Channel::TitleBadge => Msg::HowTitleBadge,
        Channel::Sound => Msg::HowSound,
        Channel::System => Msg::HowSystem,
    };
    html! {
        <label class="row">
            <span>{words.text(label)}</span>
            <input type="checkbox" role="switch" class="switch" checked={*on} aria-describedby={*describes} {onchange} />
        </label>
    }
}
