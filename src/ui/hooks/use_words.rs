//! The words of a search text whose script has no spaces.

use implicit_clone::unsync::IString;
use yew::prelude::*;

use super::use_effect_with;
use crate::browser::intl;
use crate::core::session::Action;
use crate::ui::store::Dispatch;

/// Has the browser part a text into words. Runs when there is another text.
#[hook]
pub fn use_words(text: Option<IString>, lang: &IString, dispatch: &Dispatch) {
    let (lang, dispatch) = (lang.clone(), dispatch.clone());
    use_effect_with(text, move |text| {
        if let Some(text) = text.clone() {
            let pieces = intl::words_of(&lang, &text);
            dispatch.send(Action::TextParted { text, pieces });
        }
    });
}
