//! How the connection stands, under the header.

use yew::prelude::*;

use super::dom::{Flag, use_flag};
use super::element::{Aria, all, button, plain, tagged, when};
use super::icon::{Glyph, dot, icon};
use crate::core::locale::Msg;
use crate::core::poll::Failure;
use crate::core::session::{Action, Health, Status};
use crate::ui::hooks::use_effect_with;
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

/// A mark, a word, what waits, when the feed was last checked and when it is tried again, Refresh and Pause; `end` stands at
/// the end of the line. A problem is a sentence below, and so are entries of the last answer that could not be read.
///
/// Part: `status`. States: one for each [`Health`], each with its own shape; paused by the reader, with or without entries
/// that wait; a problem, with or without another try; entries that could not be read.
/// All times are of the clock, none counts down. The words change nothing when a planned check runs: only a press of Refresh
/// says "Checking".
pub fn status_line(
    words: &Words,
    dispatch: &Dispatch,
    status: &Status,
    pressed: &Flag,
    skipped: u32,
    end: Html,
) -> Html {
    let skipped = usize::try_from(skipped).unwrap_or(usize::MAX);
    let sentence = |text: &AttrValue| tagged("p", "problem", printed(text));
    let may_refresh = !matches!(status.health, Health::Ended | Health::Starting);
    let line = vec![
        dot(shape(status)),
        state(words, status, pressed.get()),
        when(may_refresh, || refresh(words, dispatch, pressed)),
        when(may_pause(status), || pause(words, dispatch, status.paused)),
        html! { <span class="gap" /> },
        end,
    ];
    let told = all(vec![
        tagged("div", "status-line", all(line)),
        status.problem.as_ref().map(|failure| sentence(&problem(words, failure))).unwrap_or_default(),
        when(skipped > 0, || sentence(&words.count(Msg::Skipped, skipped, &[]))),
    ]);
    html! { <div class="status" part="status">{told}</div> }
}

/// The words of the line.
fn state(words: &Words, status: &Status, pressed: bool) -> Html {
    let clock = |msg, at| words.fill(msg, &[("time", &words.formats.second(at))]);
    let checked = match status.checked {
        _ if pressed && status.checking => Some(words.text(Msg::Checking)),
        Some(at) => Some(clock(Msg::Checked, at)),
        None => None,
    };
    let is_late = matches!(status.health, Health::Delayed | Health::Broken);
    let next = status.next_try.filter(|_| is_late).map(|at| clock(Msg::NextTry, at));
    let waiting =
        (status.paused && status.waiting > 0).then(|| words.count(Msg::Waiting, status.waiting, &[]));
    let msg = if shows_pause(status) { Msg::Paused } else { health_msg(status.health) };
    let parts = [("waiting", waiting), ("checked", checked), ("next", next)];
    let told =
        |(class, text): (&'static str, Option<AttrValue>)| Some(tagged("span", class, printed(&text?)));
    let [waiting, checked, next] = parts.map(|part| told(part).unwrap_or_default());
    tagged("span", "state", all(vec![tagged("span", "health", words.say(msg)), waiting, checked, next]))
}

fn refresh(words: &Words, dispatch: &Dispatch, pressed: &Flag) -> Html {
    let (pressed, dispatch) = (pressed.clone(), dispatch.clone());
    let press = Callback::from(move |_: MouseEvent| {
        pressed.set(true);
        dispatch.send(Action::RefreshPressed);
    });
    button("refresh", Aria::Plain, press, labelled(words, Glyph::Refresh, Msg::Refresh))
}

/// One button whose words change: the focus stays on it.
fn pause(words: &Words, dispatch: &Dispatch, paused: bool) -> Html {
    let (glyph, msg, action) = match paused {
        false => (Glyph::Pause, Msg::Pause, Action::Paused),
        true => (Glyph::Play, Msg::Resume, Action::Resumed),
    };
    button("refresh pause", Aria::Plain, dispatch.on(action), labelled(words, glyph, msg))
}

fn labelled(words: &Words, glyph: Glyph, msg: Msg) -> Html {
    all(vec![icon(glyph), plain("span", words.say(msg))])
}

/// Where no entry can come there is nothing to pause; but nobody is left with a pause and no way out of it.
fn may_pause(status: &Status) -> bool {
    match status.health {
        Health::Ended | Health::Starting => false,
        Health::Broken => status.paused || status.next_try.is_some(),
        _ => true,
    }
}

/// A reader's own pause is what there is to say, unless something is wrong.
fn shows_pause(status: &Status) -> bool {
    status.paused && matches!(status.health, Health::Live | Health::Scheduled | Health::Paused)
}

fn shape(status: &Status) -> Health {
    if shows_pause(status) { Health::Paused } else { status.health }
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

/// The sentence for a change to that state: heard, "Live" alone would say too little.
#[must_use]
pub fn told_msg(health: Health) -> Msg {
    if health == Health::Live { Msg::BackLive } else { health_msg(health) }
}

/// The sentence for a failure.
#[must_use]
pub fn problem(words: &Words, failure: &Failure) -> AttrValue {
    let msg = match failure {
        Failure::Unreachable | Failure::NotLoaded(_) => Msg::ProblemNetwork,
        Failure::Status { code: 401 | 403, .. } => Msg::ProblemRefused,
        Failure::Status { code: 404, .. } => Msg::ProblemMissing,
        Failure::Status { code: 410, .. } => Msg::ProblemGone,
        Failure::Status { code: 429, .. } => Msg::ProblemBusy,
        Failure::Status { code, .. } => {
            return words.fill(Msg::ProblemStatus, &[("code", &code.to_string())]);
        }
        Failure::TimedOut => Msg::ProblemSlow,
        Failure::TooLarge => Msg::ProblemLarge,
        Failure::NotJson | Failure::NotAFeed(_) | Failure::NotAStream => Msg::ProblemFormat,
    };
    words.text(msg)
}
