//! Keeping the reader's choices.

use std::rc::Rc;

use yew::prelude::*;

use super::use_effect_with;
use crate::browser::{page, storage};
use crate::core::prefs::Prefs;
use crate::core::session::Action;
use crate::ui::store::Dispatch;

/// Stores what the session wants stored, and reads what another tab stores for the same blog. Runs when the choices change;
/// the cleanup of the second effect stops listening.
#[hook]
pub fn use_stored(blog: &AttrValue, to_store: Option<Rc<Prefs>>, dispatch: &Dispatch) {
    let sender = dispatch.clone();
    use_effect_with((blog.clone(), to_store), move |(blog, to_store)| {
        if let Some(prefs) = to_store {
            let kept = storage::write(blog, prefs);
            sender.send(Action::Stored { kept });
        }
    });
    let sender = dispatch.clone();
    use_effect_with(blog.clone(), move |blog| {
        let listener = page::on_stored(storage::key(blog), move |text| {
            if let Some(prefs) = storage::parse(&text) {
                sender.send(Action::PrefsReread(Rc::new(prefs)));
            }
        });
        move || drop(listener)
    });
}
