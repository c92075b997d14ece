//! The panel of notification preferences.

use web_sys::HtmlElement;
use yew::prelude::*;

use super::dom::{focus, leave, leave_on_escape};
use super::element::{Aria, all, button, tagged};
use super::heading::heading;
use super::icon::{Glyph, icon};
use super::settings_how::how;
use super::settings_what::what_to_hear;
use crate::core::listing::Listing;
use crate::core::locale::Msg;
use crate::core::prefs::{Channel, Prefs, What};
use crate::core::session::{Action, Keeping, Permission};
use crate::ui::hooks::{use_effect_with, use_node_ref};
use crate::ui::store::Dispatch;
use crate::ui::words::{Words, printed};

/// The panel's id, for the `aria-controls` of what opens it.
pub const PANEL_ID: &str = "preferences";

/// The panel's heading, which takes the focus when the panel opens.
#[hook]
pub fn use_panel(open: bool) -> NodeRef {
    let heading = use_node_ref();
    let node = heading.clone();
    use_effect_with(open, move |open| {
        if *open && let Some(heading) = node.cast::<HtmlElement>() {
            focus(&heading);
        }
    });
    heading
}

/// The reader's choices, and what the panel says of them.
#[derive(Clone, Copy)]
pub struct Choices<'a> {
    /// The choices.
    pub prefs: &'a Prefs,
    /// For the names of the topics.
    pub listing: &'a Listing,
    /// What the browser allows.
    pub permission: Permission,
    /// Whether the last choice was kept.
    pub keeping: Keeping,
}

/// What a reader wants to hear, and how. It opens in place, takes the focus to its heading, saves each change at once
/// and reads the whole choice back in a sentence. Esc and Close shut it and give the focus to the bell.
///
/// Part: `panel`. States: each of what and how, each permission of the browser, saved, not kept.
pub fn settings(words: &Words, dispatch: &Dispatch, choices: Choices<'_>, node: &NodeRef) -> Html {
    let Choices { prefs, listing, permission, keeping } = choices;
    let close = || (".bell", Action::PanelClosed);
    let kept = match keeping {
        Keeping::Untouched => Html::default(),
        Keeping::Saved => tagged("span", "saved", all(vec![icon(Glyph::Check), words.say(Msg::Saved)])),
        Keeping::NotKept => tagged("span", "hint", words.say(Msg::NotKept)),
    };
    let mut title = heading(
        words.heading_level,
        AttrValue::Static("preferences-title"),
        Some(("tabindex", "-1")),
        "panel-title",
        words.say(Msg::PanelTitle),
    );
    title.node_ref = node.clone();
    let shut = all(vec![icon(Glyph::Cross), words.say(Msg::PanelClose)]);
    let shut = button("quiet", Aria::Plain, leave(dispatch, close()), shut);
    let turn_off = dispatch.on(Action::AllTurnedOff);
    let turn_off = button("link", Aria::Plain, turn_off, words.say(Msg::TurnOff));
    let parts = vec![
        tagged("div", "panel-head", all(vec![title.into(), shut])),
        what_to_hear(words, dispatch, prefs, listing),
        how(words, dispatch, prefs, permission),
        tagged("p", "reads-back", printed(&summary(words, prefs, permission))),
        tagged("div", "panel-foot", all(vec![kept, turn_off])),
    ];
    html! {
        <section id={PANEL_ID} class="panel" part="panel" aria-labelledby="preferences-title"
            onkeydown={leave_on_escape(dispatch, close())}>
            {all(parts)}
        </section>
    }
}

/// The whole choice in one sentence, true of what will happen rather than of what is ticked.
#[must_use]
pub fn summary(words: &Words, prefs: &Prefs, permission: Permission) -> AttrValue {
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
    let mut how = Vec::new();
    for channel in Channel::ALL {
        if prefs.uses(channel) && (channel != Channel::System || permission == Permission::Granted) {
            how.push(words.text(sum_of(channel)));
        }
    }
    if how.is_empty() {
        return words.text(Msg::SumNowhere);
    }
    let how: Vec<&str> = how.iter().map(|name| &**name).collect();
    words.fill(Msg::Sum, &[("what", &what), ("how", &words.formats.names(&how))])
}

fn sum_of(channel: Channel) -> Msg {
    match channel {
        Channel::TitleBadge => Msg::SumTitleBadge,
        Channel::Sound => Msg::SumSound,
        Channel::System => Msg::SumSystem,
    }
}
