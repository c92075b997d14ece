//! How the connection stands, under the header.

use yew::prelude::*;

use super::icon::{Dot, Glyph, Icon};
use crate::core::locale::Msg;
use crate::core::poll::Failure;
use crate::core::session::{Action, Health, Status};
use crate::ui::store::use_dispatch;
use crate::ui::words::{Words, use_words};

/// Props of [`StatusLine`].
#[derive(Properties, PartialEq)]
pub struct StatusLineProps {
    /// The state of the connection.
    pub status: Status,
    /// Entries of the last answer that could not be read.
    #[prop_or_default]
    pub skipped: u32,
    /// At the end of the line: the bell.
    #[prop_or_default]
    pub children: Html,
}

/// A mark, a word, when the feed was last checked, and Refresh. A problem is a sentence below.
///
/// Part: `status`. States: one for each [`Health`], each with its own shape; a problem; entries that could not be read.
/// The line changes nothing when a planned check runs: only a press of Refresh says "Checking".
#[component]
pub fn StatusLine(
    StatusLineProps {
        status,
        skipped,
        children,
    }: &StatusLineProps,
) -> Html {
    let words = use_words();
    let dispatch = use_dispatch();
    let pressed = use_state_eq(|| false);
    {
        let pressed = pressed.clone();
        use_effect_with(status.checking, move |checking| {
            if !checking {
                pressed.set(false);
            }
        });
    }
    let refresh = {
        let pressed = pressed.clone();
        Callback::from(move |_: MouseEvent| {
            pressed.set(true);
            dispatch.send(Action::RefreshPressed);
        })
    };
    let checked = match status.checked {
        _ if *pressed && status.checking => Some(words.text(Msg::Checking)),
        Some(at) => Some(words.fill(Msg::Checked, &[("time", &words.formats.clock(at))])),
        None => None,
    };
    let refreshes = !matches!(status.health, Health::Ended | Health::Starting);
    let problem = status.problem.as_ref().map(|failure| problem(&words, failure));
    html! {
        <div class="status" part="status">
            <div class="status-line">
                <Dot health={status.health} />
                <span class="state">
                    <span class="health">{words.text(health_msg(status.health))}</span>
                    if let Some(checked) = checked {
                        <span class="checked">{checked}</span>
                    }
                </span>
                if refreshes {
                    <button type="button" class="refresh" onclick={refresh}>
                        <Icon glyph={Glyph::Refresh} /><span>{words.text(Msg::Refresh)}</span>
                    </button>
                }
                <span class="gap" />
                {children.clone()}
            </div>
            if let Some(problem) = problem {
                <p class="problem">{problem}</p>
            }
            if *skipped > 0 {
                <p class="problem">{words.count(Msg::Skipped, usize::try_from(*skipped).unwrap_or(usize::MAX), &[])}</p>
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
pub fn problem(words: &Words, failure: &Failure) -> String {
    let msg = match failure {
        Failure::Unreachable => Msg::ProblemNetwork,
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
