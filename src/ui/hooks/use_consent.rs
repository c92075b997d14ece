//! What the reader allows, kept and shared.

use yew::prelude::*;

use super::{use_effect_with, use_mut_ref};
use crate::browser::broadcast::Channel;
use crate::browser::{consent, page};
use crate::core::consent::Keys;
use crate::core::session::Action;
use crate::ui::store::Dispatch;

/// Stores what the session wants stored and tells the other readers on this origin; hears what they allow, also after
/// the page was out of sight. The cleanup closes the line.
#[hook]
pub fn use_consent(to_store: Option<Keys>, dispatch: &Dispatch) {
    let line = use_mut_ref(|| None::<Channel>);
    let (sender, slot) = (dispatch.clone(), line.clone());
    use_effect_with((), move |()| {
        let heard = sender.clone();
        slot.replace(consent::share(move |keys| heard.send(Action::ConsentReread(keys))));
        // A page that the browser put aside has heard nothing meanwhile.
        let shown = page::on_visibility(move |hidden| {
            if !hidden && let Some(keys) = consent::stored() {
                sender.send(Action::ConsentReread(keys));
            }
        });
        move || drop((slot.take(), shown))
    });
    let dispatch = dispatch.clone();
    use_effect_with(to_store, move |to_store| {
        if let Some(keys) = to_store {
            consent::write(keys);
            if let Some(line) = &*line.borrow() {
                consent::tell(line, keys);
            }
            dispatch.send(Action::ConsentStored);
        }
    });
}
