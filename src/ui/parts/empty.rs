//! The faces without entries: nothing matches, nothing has begun, nothing is set up.

use std::rc::Rc;

use yew::prelude::*;

use super::dom::focus_beside;
use crate::core::filter::{Constraint, Filter};
use crate::core::listing::Listing;
use crate::core::locale::Msg;
use crate::core::session::Action;
use crate::ui::store::use_dispatch;
use crate::ui::words::{Words, use_words};

/// Props of [`NoMatch`].
#[derive(Properties, PartialEq)]
pub struct NoMatchProps {
    /// The filter that nothing fits.
    pub filter: Rc<Filter>,
    /// For what each way out would give.
    pub listing: Rc<Listing>,
}

/// Says what was asked for, and offers one button for each constraint whose fall would bring something.
///
/// Part: `empty`.
#[component]
pub fn NoMatch(NoMatchProps { filter, listing }: &NoMatchProps) -> Html {
    let words = use_words();
    let dispatch = use_dispatch();
    let mut ways: Vec<(String, Action)> = Vec::new();
    // With one constraint, dropping it and showing everything are the same way out.
    if Constraint::ALL
        .into_iter()
        .filter(|constraint| filter.has(*constraint))
        .count()
        > 1
    {
        ways.extend(listing.relaxed.iter().map(|(constraint, n)| {
            (
                way_out(&words, filter, *constraint, *n),
                Action::ConstraintDropped(*constraint),
            )
        }));
    }
    ways.push((
        words.count(Msg::DropAll, listing.total, &[]),
        Action::FilterSet(Filter::default()),
    ));
    html! {
        <div class="empty" part="empty">
            <p>{words.fill(Msg::NothingMatches, &[("what", &asked(&words, filter))])}</p>
            <ul class="ways">
                for (text, action) in ways {
                    <li key={text.clone()}>
                        <button type="button" class="link" onclick={leave(&dispatch, action)}>{text}</button>
                    </li>
                }
            </ul>
        </div>
    }
}

/// The button disappears with the empty face, so the focus goes to the filter.
fn leave(dispatch: &crate::ui::store::Dispatch, action: Action) -> Callback<MouseEvent> {
    let dispatch = dispatch.clone();
    Callback::from(move |event: MouseEvent| {
        focus_beside(&event, ".filter");
        dispatch.send(action.clone());
    })
}

fn way_out(words: &Words, filter: &Filter, constraint: Constraint, n: usize) -> String {
    match constraint {
        Constraint::Text => words.count(Msg::DropText, n, &[("name", filter.text.trim())]),
        Constraint::KeyOnly => words.count(Msg::DropKey, n, &[]),
        Constraint::Topics => words.count(Msg::DropTopics, n, &[]),
    }
}

fn asked(words: &Words, filter: &Filter) -> String {
    let mut asked = Vec::new();
    if filter.has(Constraint::Text) {
        asked.push(format!("“{}”", filter.text.trim()));
    }
    if filter.key_only {
        asked.push(words.text(Msg::KeyEvents));
    }
    asked.extend(filter.topics.iter().map(ToString::to_string));
    asked.join(" + ")
}

/// A feed without entries: coverage has not begun.
///
/// Part: `empty`.
#[component]
pub fn NotBegun() -> Html {
    let words = use_words();
    html! { <div class="empty" part="empty"><p>{words.text(Msg::Empty)}</p></div> }
}

/// The page names no feed that can be read.
///
/// Part: `empty`.
#[component]
pub fn NotSetUp() -> Html {
    let words = use_words();
    html! { <div class="empty" part="empty"><p>{words.text(Msg::ProblemSetup)}</p></div> }
}
