//! Folds what is too tall, and lets the reader unfold it.

use web_sys::{Element, HtmlElement};
use yew::prelude::*;

use super::attributes::given;
use super::dom::{Flag, use_flag};
use super::element::{Aria, all, button, plain};
use crate::core::locale::Msg;
use crate::ui::hooks::{use_effect_with, use_node_ref};
use crate::ui::words::Words;

/// Whether a fold is open, and whether there is anything to unfold.
#[derive(Clone)]
pub struct Fold {
    inside: NodeRef,
    open: Flag,
    too_tall: Flag,
}

/// The state of one fold. It measures when `inside` changes, since a measurement makes the browser lay out the page; `used`
/// tells whether the fold is drawn at all.
#[hook]
pub fn use_fold<T: PartialEq + 'static>(used: bool, inside: T) -> Fold {
    let fold = Fold { inside: use_node_ref(), open: use_flag(), too_tall: use_flag() };
    let measured = fold.clone();
    use_effect_with((used, inside), move |_| {
        if used
            && !measured.open.get()
            && let Some(element) = measured.inside.cast::<Element>()
        {
            measured.too_tall.set(element.scroll_height() > element.client_height() + 8);
        }
    });
    fold
}

/// What the buttons of a fold say.
#[derive(Clone, Copy)]
pub struct Labels {
    /// While folded.
    pub more: Msg,
    /// While unfolded; without it an unfolded text stays so.
    pub less: Option<Msg>,
}

/// A box of limited height with a disclosure button, which appears only when there is something to disclose. Focus
/// that lands below the fold unfolds it. `class` sets the height at which it folds, `id` is for `aria-controls`.
///
/// States: short (no button), folded, unfolded.
pub fn folded(
    words: &Words,
    fold: &Fold,
    class: &'static str,
    labels: Labels,
    id: AttrValue,
    content: Html,
) -> Html {
    let open = fold.open.get();
    let onfocusin = {
        let fold = fold.clone();
        Callback::from(move |event: FocusEvent| {
            if is_below(&fold.inside, &event) {
                fold.open.set(true);
            }
        })
    };
    let toggle = {
        let open = fold.open.clone();
        Callback::from(move |_: MouseEvent| open.set(!open.get()))
    };
    let label = if open { labels.less } else { Some(labels.more) };
    let mut classes = String::from("fold ");
    classes.push_str(class);
    classes.push_str(if open { " open" } else { " shut" });
    if fold.too_tall.get() {
        classes.push_str(" tall");
    }
    let drawn = html! {
        <div class="folded" id={id.clone()} ref={fold.inside.clone()} {onfocusin}>{content}</div>
    };
    let button = label
        .filter(|_| fold.too_tall.get())
        .map(|label| button("link", Aria::Expanded(open, id), toggle, words.say(label)));
    given(plain("div", all(vec![drawn, button.unwrap_or_default()])), vec![("class", Some(classes.into()))])
}

fn is_below(inside: &NodeRef, event: &FocusEvent) -> bool {
    let (Some(fold), Some(target)) = (inside.cast::<Element>(), event.target_dyn_into::<HtmlElement>())
    else {
        return false;
    };
    target.get_bounding_client_rect().bottom() > fold.get_bounding_client_rect().bottom()
}
