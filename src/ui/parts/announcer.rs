//! The one voice of the widget, for readers who listen.

use gloo::timers::callback::Timeout;
use yew::prelude::*;

use super::dom::use_flag;
use super::status_line::health_msg;
use crate::core::locale::Msg;
use crate::core::session::Said;
use crate::ui::words::{Words, printed};

/// A reader who types hears the outcome, not each letter.
const SETTLE: u32 = 1_000;
/// With [`SETTLE`], at most one sentence in five seconds; the last word wins.
const REST: u32 = 4_000;

/// A polite live region that is there, empty, before the first word: nothing is announced on the first load. `said` is
/// the last thing to say, with its number.
///
/// States: silent, speaking, resting (a newer sentence waits).
#[hook]
pub fn use_announcer(words: &Words, said: &(u32, Option<Said>)) -> Html {
    let heard = {
        let first = said.0;
        use_state(move || (first, None::<Said>))
    };
    let resting = use_flag();
    {
        let (heard, resting) = (heard.clone(), resting.clone());
        // The cleanup drops the timer: a sentence that is overtaken while it settles is never said.
        use_effect_with((said.clone(), *resting), move |(said, is_resting)| {
            let timer = (!is_resting && heard.0 != said.0).then(|| {
                let said = said.clone();
                Timeout::new(SETTLE, move || {
                    heard.set(said);
                    resting.set(true);
                })
            });
            move || drop(timer)
        });
    }
    {
        let resting = resting.clone();
        use_effect_with(*resting, move |is_resting| {
            let timer = is_resting.then(|| Timeout::new(REST, move || resting.set(false)));
            move || drop(timer)
        });
    }
    // The key makes a new node of the same words, so that they are said again.
    let sentence = heard.1.as_ref().map(|said| sentence(words, said));
    html! {
        <div class="vh" role="status" aria-live="polite" aria-atomic="true">
            if let Some(sentence) = sentence {
                <span key={heard.0}>{printed(&sentence)}</span>
            }
        </div>
    }
}

/// The words for something said.
#[must_use]
pub fn sentence(words: &Words, said: &Said) -> AttrValue {
    match said {
        Said::New { count, matching } if count == matching => words.count(Msg::NewUpdates, *count, &[]),
        Said::New { count, matching } => {
            words.count(Msg::NewMatching, *matching, &[("all", &count.to_string())])
        }
        Said::Matches { matching, total } => {
            words.count(Msg::Matches, *total, &[("m", &matching.to_string())])
        }
        Said::Saved => words.text(Msg::Saved),
        Said::NotKept => words.text(Msg::NotKept),
        Said::OlderFailed => words.text(Msg::OlderFailed),
        Said::Health(health) => words.text(health_msg(*health)),
    }
}
