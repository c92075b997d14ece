//! How the connection stands, under the header.

use yew::prelude::*;

use super::dom::{Flag, use_flag};
use super::element::{Aria, button, tagged};
use super::icon::{Glyph, dot, icon};
use crate::core::locale::Msg;
use crate::core::poll::Failure;
use crate::core::session::{Action, Health, Status};
use crate::ui::store::Dispatch;
use crate::ui::words::{Words, printed};

/// Whether the reader pressed Refresh and the check that it began still runs.
#[hook]
pub fn use_pressed(checking: bool) -> Flag {
    let pressed = use_flag();
    let flag = pressed.clone();
    use_effect_with(checking, move |checking| {
        if !checking {
            flag.set(false);
        }
    });
    pressed
}

/// A mark, a word, when the feed was last checked, and Refresh; `end` stands at the end of the line. A problem is a
/// sentence below, and so are entries of the last answer that could not be read.
///
/// Part: `status`. States: one for each [`Health`], each with its own shape; a problem; entries that could not be read.
/// The line changes nothing when a planned check runs: only a press of Refresh says "Checking".
pub fn status_line(
    words: &Words,
    dispatch: &Dispatch,
    status: &Status,
    pressed: &Flag,
    skipped: u32,
    end: Html,
) -> Html {
    let refresh = {
        let (pressed, dispatch) = (pressed.clone(), dispatch.clone());
        Callback::from(move |_: MouseEvent| {
            pressed.set(true);
            dispatch.send(Action::RefreshPressed);
        })
    };
    let checked = match status.checked {
        _ if **pressed && status.checking => Some(words.text(Msg::Checking)),
        Some(at) => Some(words.fill(Msg::Checked, &[("time", &words.formats.clock(at))])),
        None => None,
    };
    let refreshes = !matches!(status.health, Health::Ended | Health::Starting);
    let skipped = usize::try_from(skipped).unwrap_or(usize::MAX);
    let sentence = |text: &AttrValue| tagged("p", "problem", printed(text));
    let again = html! { <>{icon(Glyph::Refresh)}<span>{words.say(Msg::Refresh)}</span></> };
    html! {
        <div class="status" part="status">
            <div class="status-line">
                {dot(status.health)}
                <span class="state">
                    {tagged("span", "health", words.say(health_msg(status.health)))}
                    if let Some(checked) = checked {
                        {tagged("span", "checked", printed(&checked))}
                    }
                </span>
                if refreshes {
                    {button("refresh", Aria::Plain, refresh, again)}
                }
                <span class="gap" />
                {end}
            </div>
            if let Some(failure) = &status.problem {
                {sentence(&problem(words, failure))}
            }
            if skipped > 0 {
                {sentence(&words.count(Msg::Skipped, skipped, &[]))}
            }
        </div>
    }
}

/// The word for a state of the connection.
#[must_use]
pub fn health_msg(health: Health) -> Msg {
    match health {
        Health::Starting => Msg::Checking,
        Health::Live => Msg::Live,
        Health::Delayed => Msg::Delayed,
        Health::Offline => Msg::Offline,
        Health::Broken => Msg::Broken,
        Health::Scheduled => Msg::Scheduled,
        Health::Paused => Msg::PausedByNewsroom,
        Health::Ended => Msg::Ended,
    }
}

/// The sentence for a failure.
#[must_use]
pub fn problem(words: &Words, failure: &Failure) -> AttrValue {
    let msg = match failure {
        Failure::Unreachable | Failure::NotLoaded(_) => Msg::ProblemNetwork,
        Failure::Status { code: 401 | 403, .. } => Msg::ProblemRefused,
        Failure::Status { code: 404 | 410, .. } => Msg::ProblemMissing,
        Failure::Status { code, .. } => {
            return words.fill(Msg::ProblemStatus, &[("code", &code.to_string())]);
        }
        Failure::TimedOut => Msg::ProblemSlow,
        Failure::TooLarge => Msg::ProblemLarge,
        Failure::NotJson | Failure::NotAFeed(_) => Msg::ProblemFormat,
    };
    words.text(msg)
}
