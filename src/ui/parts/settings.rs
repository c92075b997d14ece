//! The panel of notification preferences.

use std::rc::Rc;

use web_sys::HtmlElement;
use yew::prelude::*;

use super::dom::{focus, focus_beside};
use super::heading::Heading;
use super::icon::{Glyph, Icon};
use super::settings_how::How;
use super::settings_what::WhatToHear;
use crate::core::listing::Listing;
use crate::core::locale::Msg;
use crate::core::prefs::{Channel, Prefs, What};
use crate::core::session::{Action, Keeping, Permission};
use crate::ui::store::use_dispatch;
use crate::ui::words::{Words, use_words};

/// The panel's id, for the `aria-controls` of what opens it.
pub const PANEL_ID: &str = "preferences";

/// Props of [`Settings`].
#[derive(Properties, PartialEq)]
pub struct SettingsProps {
    /// The choices.
    pub prefs: Rc<Prefs>,
    /// For the names of the topics.
    pub listing: Rc<Listing>,
    /// What the browser allows.
    pub permission: Permission,
    /// Whether the last choice was kept.
    pub keeping: Keeping,
}

/// What a reader wants to hear, and how. It opens in place, takes the focus to its heading, saves each change at once
/// and reads the whole choice back in a sentence. Esc and Close shut it and give the focus to the bell.
///
/// Part: `panel`. States: each of what and how, each permission of the browser, saved, not kept.
#[component]
pub fn Settings(
    SettingsProps {
        prefs,
        listing,
        permission,
        keeping,
    }: &SettingsProps,
) -> Html {
    let words = use_words();
    let dispatch = use_dispatch();
    let heading = use_node_ref();
    {
        let heading = heading.clone();
        use_effect_with((), move |()| {
            if let Some(heading) = heading.cast::<HtmlElement>() {
                focus(&heading);
            }
        });
    }
    let close = {
        let dispatch = dispatch.clone();
        Callback::from(move |event: Event| {
            focus_beside(&event, ".bell");
            dispatch.send(Action::PanelClosed);
        })
    };
    let onkeydown = {
        let close = close.clone();
        Callback::from(move |event: KeyboardEvent| {
            if event.key() == "Escape" {
                close.emit(event.into());
            }
        })
    };
    let kept = match keeping {
        Keeping::Untouched => Html::default(),
        Keeping::Saved => {
            html! { <span class="saved"><Icon glyph={Glyph::Check} />{words.text(Msg::Saved)}</span> }
        }
        Keeping::NotKept => html! { <span class="hint">{words.text(Msg::NotKept)}</span> },
    };
    html! {
        <section id={PANEL_ID} class="panel" part="panel" aria-labelledby="preferences-title" {onkeydown}>
            <div class="panel-head">
                <Heading level={words.heading_level} id="preferences-title" class="panel-title" focusable=true node={heading}>
                    {words.text(Msg::PanelTitle)}
                </Heading>
                <button type="button" class="quiet" onclick={close.reform(|event: MouseEvent| event.into())}>
                    <Icon glyph={Glyph::Cross} />{words.text(Msg::PanelClose)}
                </button>
            </div>
            <WhatToHear prefs={prefs.clone()} listing={listing.clone()} />
            <How prefs={prefs.clone()} permission={*permission} />
            <p class="reads-back">{summary(&words, prefs, *permission)}</p>
            <div class="panel-foot">
                {kept}
                <button type="button" class="link" onclick={dispatch.on(Action::AllTurnedOff)}>{words.text(Msg::TurnOff)}</button>
            </div>
        </section>
    }
}

/// The whole choice in one sentence, true of what will happen rather than of what is ticked.
#[must_use]
pub fn summary(words: &Words, prefs: &Prefs, permission: Permission) -> String {
    let what = match prefs.what {
        What::Nothing => return words.text(Msg::SumNothing),
        What::Topics if prefs.topics.is_empty() => return words.text(Msg::SumNothing),
        What::KeyEvents => words.text(Msg::SumKey),
        What::Topics => {
            let names: Vec<&str> = prefs.topics.iter().map(|topic| topic.as_str()).collect();
            words.fill(Msg::SumTopics, &[("topics", &words.formats.names(&names))])
        }
        What::Everything => words.text(Msg::SumEverything),
    };
    let how: Vec<String> = Channel::ALL
        .into_iter()
        .filter(|channel| prefs.uses(*channel))
        .filter(|channel| *channel != Channel::System || permission == Permission::Granted)
        .map(|channel| words.text(sum_of(channel)))
        .collect();
    if how.is_empty() {
        return words.text(Msg::SumNowhere);
    }
    let how: Vec<&str> = how.iter().map(String::as_str).collect();
    words.fill(Msg::Sum, &[("what", &what), ("how", &words.formats.names(&how))])
}

fn sum_of(channel: Channel) -> Msg {
    match channel {
        Channel::TitleBadge => Msg::SumTitleBadge,
        Channel::Sound => Msg::SumSound,
        Channel::System => Msg::SumSystem,
    }
}
