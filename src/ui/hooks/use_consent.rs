//! What the reader allows, kept and shared.

use std::rc::Rc;

use yew::prelude::*;

use crate::browser::consent::{self, Shared};
use crate::core::consent::Keys;
use crate::core::session::Action;
use crate::ui::store::Dispatch;

/// Stores what the session wants stored and tells the other readers on this origin; hears what they allow. The cleanup
/// closes the line.
#[hook]
pub fn use_consent(to_store: Option<Keys>, dispatch: &Dispatch) {
    let line = use_mut_ref(|| None::<Rc<Shared>>);
    let (sender, slot) = (dispatch.clone(), line.clone());
    use_effect_with((), move |()| {
        slot.replace(Shared::open(move |keys| sender.send(Action::ConsentReread(keys))));
        move || drop(slot.take())
    });
    let dispatch = dispatch.clone();
    use_effect_with(to_store, move |to_store| {
        if let Some(keys) = to_store {
            consent::write(keys);
            if let Some(line) = &*line.borrow() {
                line.tell(keys);
            }
            dispatch.send(Action::ConsentStored);
        }
    });
}
