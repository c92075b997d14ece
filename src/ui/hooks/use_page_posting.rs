//! The page's own live blog, for a reader that was given no feed.

use std::rc::Rc;

use yew::prelude::*;

use super::use_effect_with;
use crate::browser::{page, page_posting};
use crate::core::session::Action;
use crate::core::url::SafeUrl;
use crate::ui::store::Dispatch;

/// Reports the page's own live blog, now and at each change, while `wanted`. The cleanup stops watching.
#[hook]
pub fn use_page_posting(wanted: bool, dispatch: &Dispatch) {
    let dispatch = dispatch.clone();
    use_effect_with(wanted, move |wanted| {
        let base = wanted.then(|| SafeUrl::parse(&page::base())).flatten();
        let watch = base.and_then(|base| {
            page_posting::watch(base, move |parsed| dispatch.send(Action::PageRead(parsed.map(Rc::new))))
        });
        move || drop(watch)
    });
}
