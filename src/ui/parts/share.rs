//! Passing an entry on: the buttons beneath it, and what came of them.

use wasm_bindgen::JsCast;
use web_sys::{Element, HtmlElement};
use yew::prelude::*;

use super::attributes::given;
use super::dom::{dom_id, focus, pair};
use super::element::{Aria, all, button, plain, tagged, when};
use crate::core::locale::Msg;
use crate::core::model::Entry;
use crate::core::session::{Action, Passing};
use crate::ui::store::Dispatch;
use crate::ui::words::{Words, printed};

/// The link to the entry's `own_page`, "Share", "Copy as quote" while words of this entry are selected, and what came of it. `stage` is
/// of this entry alone.
///
/// Part: `actions`. States: at rest, words selected, a choice, link copied, words copied, to be copied by hand.
pub fn share(
    words: &Words,
    dispatch: &Dispatch,
    entry: &Entry,
    quotable: bool,
    stage: Option<&Passing>,
    own_page: Html,
) -> Html {
    let id = dom_id("s", &entry.id);
    let labels = entry.headline.as_ref().map(|_| pair(&id, &dom_id("h", &entry.id)));
    let press = dispatch.on(Action::SharePressed(entry.id.clone()));
    let share = button("link quiet share", Aria::Plain, press, words.say(Msg::Share));
    let share = given(share, vec![("id", Some(id)), ("aria-labelledby", labels)]);
    let quote = when(quotable, || {
        let press = leave_for_share(dispatch, Action::QuotePressed(entry.id.clone()));
        // What is selected stays selected under the press.
        let onmousedown = Callback::from(|event: MouseEvent| event.prevent_default());
        html! {
            <button type="button" class="link quiet" onclick={press} {onmousedown}>{words.say(Msg::CopyQuote)}</button>
        }
    });
    let outcome = stage.map(|stage| outcome(words, dispatch, entry, stage)).unwrap_or_default();
    html! { <div class="actions" part="actions">{all(vec![own_page, quote, share, outcome])}</div> }
}

fn outcome(words: &Words, dispatch: &Dispatch, entry: &Entry, stage: &Passing) -> Html {
    match stage {
        Passing::Choosing => {
            let choice = |filtered: bool, msg: Msg| {
                let chosen = Action::ShareChosen { id: entry.id.clone(), filtered };
                button("link quiet", Aria::Plain, leave_for_share(dispatch, chosen), words.say(msg))
            };
            all(vec![choice(false, Msg::ShareEntry), choice(true, Msg::ShareFiltered)])
        }
        Passing::Linked => tagged("span", "passed", words.say(Msg::LinkCopied)),
        Passing::Quoted => tagged("span", "passed", words.say(Msg::QuoteCopied)),
        Passing::ByHand(text) => {
            let over = Action::ShareOver(entry.id.clone());
            let dismiss = leave_for_share(dispatch, over.clone());
            let dispatch = dispatch.clone();
            let onkeydown = Callback::from(move |event: KeyboardEvent| {
                if event.key() == "Escape" {
                    focus_share(&event);
                    dispatch.send(over.clone());
                }
            });
            let label = plain("span", words.say(Msg::CopyByHand));
            let field = html! { <input type="text" class="by-hand" readonly=true value={text.clone()} {onkeydown} /> };
            all(vec![
                plain("label", all(vec![label, printed(&AttrValue::Static(" ")), field])),
                button("link quiet", Aria::Plain, dismiss, words.say(Msg::PanelClose)),
            ])
        }
    }
}

/// For a button that may disappear with its press: the focus goes to the entry's "Share", then the action is sent.
fn leave_for_share(dispatch: &Dispatch, action: Action) -> Callback<MouseEvent> {
    let dispatch = dispatch.clone();
    Callback::from(move |event: MouseEvent| {
        focus_share(&event);
        dispatch.send(action.clone());
    })
}

fn focus_share(event: &Event) {
    let target = event.target().and_then(|target| target.dyn_into::<Element>().ok());
    let entry = target.and_then(|target| target.closest("[data-entry]").ok().flatten());
    let share = entry.and_then(|entry| entry.query_selector(".share").ok().flatten());
    if let Some(share) = share.and_then(|share| share.dyn_into::<HtmlElement>().ok()) {
        focus(&share);
    }
}
