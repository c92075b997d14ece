//! Folds what is too tall, and lets the reader unfold it.

use web_sys::{Element, HtmlElement};
use yew::prelude::*;

use crate::core::locale::Msg;
use crate::ui::words::use_words;

/// Props of [`Fold`].
#[derive(Properties, PartialEq)]
pub struct FoldProps {
    /// CSS class that sets the height at which it folds.
    pub class: &'static str,
    /// On the button while folded.
    pub more: Msg,
    /// On the button while unfolded; without it an unfolded text stays so.
    #[prop_or_default]
    pub less: Option<Msg>,
    /// For `aria-controls`.
    pub id: AttrValue,
    /// What is folded.
    pub children: Html,
}

/// A box of limited height with a disclosure button, which appears only when there is something to disclose. Focus
/// that lands below the fold unfolds it.
///
/// States: short (no button), folded, unfolded.
#[component]
pub fn Fold(
    FoldProps {
        class,
        more,
        less,
        id,
        children,
    }: &FoldProps,
) -> Html {
    let words = use_words();
    let inside = use_node_ref();
    let open = use_state_eq(|| false);
    let too_tall = use_state_eq(|| false);
    {
        let (inside, too_tall, open) = (inside.clone(), too_tall.clone(), *open);
        // After each render of what is inside: it may have grown.
        use_effect(move || {
            if let Some(element) = inside.cast::<Element>()
                && !open
            {
                too_tall.set(element.scroll_height() > element.client_height() + 8);
            }
        });
    }
    let toggle = {
        let open = open.clone();
        Callback::from(move |_: MouseEvent| open.set(!*open))
    };
    let onfocusin = {
        let (inside, open) = (inside.clone(), open.clone());
        Callback::from(move |event: FocusEvent| {
            if is_below(&inside, &event) {
                open.set(true);
            }
        })
    };
    let state = if *open { "open" } else { "shut" };
    let label = match less {
        Some(less) if *open => Some(words.text(*less)),
        _ if *open => None,
        _ => Some(words.text(*more)),
    };
    let offered = label.filter(|_| *too_tall);
    html! {
        <div class={classes!("fold", *class, state, too_tall.then_some("tall"))}>
            <div class="folded" id={id.clone()} ref={inside} {onfocusin}>{children.clone()}</div>
            if let Some(label) = offered {
                <button type="button" class="link" aria-expanded={open.to_string()} aria-controls={id.clone()} onclick={toggle}>
                    {label}
                </button>
            }
        </div>
    }
}

fn is_below(inside: &NodeRef, event: &FocusEvent) -> bool {
    let (Some(fold), Some(target)) = (inside.cast::<Element>(), event.target_dyn_into::<HtmlElement>())
    else {
        return false;
    };
    target.get_bounding_client_rect().bottom() > fold.get_bounding_client_rect().bottom()
}
