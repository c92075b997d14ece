//! The language file.

use std::rc::Rc;

use wasm_bindgen_futures::spawn_local;
use yew::prelude::*;

use super::use_effect_with;
use crate::browser::locales;
use crate::core::session::Action;
use crate::ui::store::Dispatch;

/// Fetches the sentences of a language from under `assets`, where the loader lies. Runs when the language changes; an answer
/// that comes after another language was asked for is dropped with its cell.
#[hook]
pub fn use_locale(lang: &AttrValue, assets: &AttrValue, dispatch: &Dispatch) {
    let dispatch = dispatch.clone();
    use_effect_with((lang.clone(), assets.clone()), move |(lang, assets)| {
        let wanted = Rc::new(());
        let still_wanted = Rc::downgrade(&wanted);
        let (lang, assets) = (lang.clone(), assets.clone());
        spawn_local(async move {
            let messages = locales::load(&assets, &lang).await;
            if still_wanted.upgrade().is_some() {
                dispatch.send(Action::LocaleArrived(Rc::new(messages)));
            }
        });
        move || drop(wanted)
    });
}
