//! The one voice of the widget, for readers who listen.

use std::cell::RefCell;
use std::rc::Rc;

use gloo::timers::callback::Timeout;
use yew::prelude::*;

use super::active_chips::similar;
use super::dom::pair;
use super::entry_sought::told;
use super::status_line::told_msg;
use crate::browser::clock;
use crate::core::clock::Tick;
use crate::core::locale::Msg;
use crate::core::session::Said;
use crate::ui::hooks::{Kept, use_effect_with, use_kept, use_mut_ref};
use crate::ui::words::{Words, printed};

/// What is to be said and when the last thing was.
#[derive(Default)]
struct Voice {
    waiting: Option<Said>,
    timer: Option<Timeout>,
    spoke: Option<Tick>,
}

/// A polite live region that is there, empty, before the first word: nothing is announced on the first load. `said` is
/// the last thing to say, with its number. What comes while it waits is said with it, as the session puts them together.
///
/// States: silent, waiting, speaking.
#[hook]
pub fn use_announcer(words: &Words, said: &(u32, Option<Said>)) -> Html {
    let voice = use_mut_ref(Voice::default);
    let heard = use_kept(|| (0, None::<Said>));
    let first = use_mut_ref(|| said.0);
    {
        let (voice, heard) = (voice.clone(), heard.clone());
        use_effect_with(said.clone(), move |(number, said)| {
            if let Some(said) = said.clone().filter(|_| *number != *first.borrow()) {
                voice.borrow_mut().say(*number, said, &voice, heard);
            }
        });
    }
    // An armed timer holds the cell that holds it.
    use_effect_with((), move |()| move || drop(voice.take()));
    // The key makes a new node of the same words, so that they are said again.
    let (number, heard) = heard.get();
    let sentence = heard.as_ref().map(|said| sentence(words, said));
    html! {
        <div class="vh" role="status" aria-live="polite" aria-atomic="true">
            if let Some(sentence) = sentence {
                <span key={number}>{printed(&sentence)}</span>
            }
        </div>
    }
}

impl Voice {
    fn say(&mut self, number: u32, said: Said, cell: &Rc<RefCell<Self>>, heard: Kept<(u32, Option<Said>)>) {
        let is_waiting = self.timer.is_some() && !said.begins_wait_anew();
        self.waiting = Some(said.over(self.waiting.as_ref()));
        if is_waiting {
            return;
        }
        let wait = Said::wait(self.spoke.map(|spoke| clock::now().tick.since(spoke)));
        let cell = Rc::clone(cell);
        self.timer = Some(Timeout::new(u32::try_from(wait).unwrap_or(u32::MAX), move || {
            let now = Self { spoke: Some(clock::now().tick), ..Self::default() };
            heard.set((number, cell.replace(now).waiting));
        }));
    }
}

/// The words for something said.
#[must_use]
pub fn sentence(words: &Words, said: &Said) -> AttrValue {
    match said {
        Said::New { count, matching, .. } if count == matching => words.count(Msg::NewUpdates, *count, &[]),
        Said::New { count, matching, .. } => {
            words.count(Msg::NewMatching, *matching, &[("all", &count.to_string())])
        }
        Said::Matches { matching, total, similar_to } => {
            let count = words.count(Msg::Matches, *total, &[("m", &matching.to_string())]);
            let Some(text) = similar_to else { return count };
            pair(&similar(words, text), &count)
        }
        Said::FocusedRemoved => words.text(Msg::FocusedRemoved),
        Said::Saved => words.text(Msg::Saved),
        Said::NotKept => words.text(Msg::NotKept),
        Said::Sought(found) => words.text(told(*found)),
        Said::Linked => words.text(Msg::LinkCopied),
        Said::Quoted => words.text(Msg::QuoteCopied),
        Said::CopyByHand => words.text(Msg::CopyByHand),
        Said::OlderFailed => words.text(Msg::OlderFailed),
        Said::Health(health) => words.text(told_msg(*health)),
    }
}
