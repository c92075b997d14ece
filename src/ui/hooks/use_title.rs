//! The count in the page's title.

use yew::prelude::*;

use super::{use_effect_with, use_mut_ref};
use crate::browser::channels::title::TitleBadge;

/// Shows the session's number in front of the page's title. Runs when the number changes; when the reader goes the title is
/// the page's own again.
#[hook]
pub fn use_title(count: Option<usize>) {
    let badge = use_mut_ref(TitleBadge::default);
    let shown = badge.clone();
    use_effect_with(count, move |count| {
        // Before the first number the title is none of our business.
        shown.borrow_mut().show(*count);
    });
    use_effect_with((), move |()| move || badge.borrow_mut().show(None));
}
