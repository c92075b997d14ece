//! The view of a blog beyond the page it is on: in the page's address, for whoever follows the link; in storage, for this
//! reader's next visit; and as the page sets it.

use std::rc::Rc;

use implicit_clone::unsync::IString;

use super::State;
use crate::core::filter::Filter;
use crate::core::link_state::View;
use crate::core::prefs::{Prefs, What};

/// Something that happened to the view outside the reader's own controls.
#[derive(Clone)]
pub enum Viewed {
    /// The page's address was read; it says this, or nothing.
    Addressed(Option<View>),
    /// Storage was read; the reader has had this remembered, or nothing.
    Recalled(Option<View>),
    /// The reader wants the filter remembered from now on, or no longer.
    Remembering(bool),
    /// What is to be remembered was stored.
    Stored,
    /// The page sets it.
    Set(View),
}

#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Viewing {
    /// The address was read, so it may be written.
    address_read: bool,
    /// The filter that the address had.
    came_with: Option<Rc<Filter>>,
    /// The page has set it, perhaps to none at all.
    set_by_page: bool,
    remembers: bool,
    /// What storage has.
    stored: Option<View>,
}

impl State {
    /// What the page's address should say of the view; none where it is not ours to write, or was not read yet.
    #[must_use]
    pub fn address_view(&self) -> Option<View> {
        let is_ours = self.config.filters && self.config.url_state.is_some() && self.viewing.address_read;
        is_ours.then(|| self.view())
    }

    /// What storage should have of the view, where it has something else; answered by [`Viewed::Stored`]. A filter that came
    /// with a link is somebody else's, until the reader changes it.
    #[must_use]
    pub fn view_to_store(&self) -> Option<Option<View>> {
        let wanted = self.viewing.remembers.then(|| self.view());
        (!self.came_filtered() && wanted != self.viewing.stored).then_some(wanted)
    }

    /// Whether the reader has the filter remembered.
    #[must_use]
    pub fn remembers_filter(&self) -> bool {
        self.viewing.remembers
    }

    /// Whether the filter is the one that the page's address had: the very same, and not one that the reader has made like it.
    #[must_use]
    pub fn came_filtered(&self) -> bool {
        let came_with = self.viewing.came_with.as_ref();
        !self.filter.is_empty() && came_with.is_some_and(|filter| Rc::ptr_eq(filter, &self.filter))
    }

    /// The same filter in other words takes the place of the one that it was.
    pub(super) fn viewing_passes(&mut self, filter: &Rc<Filter>) {
        if self.came_filtered() {
            self.viewing.came_with = Some(Rc::clone(filter));
        }
    }

    /// The topics that the filter has and the reader may follow: who is told of key events or of everything has chosen
    /// something that a topic more would not change.
    pub fn topics_to_follow(&self) -> impl Iterator<Item = &IString> {
        let Prefs { what, topics, .. } = &*self.prefs;
        let may = self.config.notifications && matches!(what, What::Nothing | What::Topics);
        let is_followed = move |topic: &IString| *what == What::Topics && topics.contains(topic);
        self.filter.topics.iter().filter(move |topic| may && !is_followed(topic))
    }

    pub(super) fn view(&self) -> View {
        let order = (self.order != self.config.order).then_some(self.order);
        // How the browser parts the text is nobody's choice.
        View { filter: Filter { pieces: Rc::default(), ..(*self.filter).clone() }, order }
    }

    pub(super) fn viewed(&mut self, viewed: Viewed) {
        match viewed {
            Viewed::Addressed(_) if !self.config.filters => {}
            Viewed::Addressed(view) => {
                let first = !std::mem::replace(&mut self.viewing.address_read, true);
                // A page that is opened without a word of us leaves the view to storage and to the page.
                if view.is_some() || !first {
                    self.show_view(view.unwrap_or_default());
                    if first {
                        self.viewing.came_with = Some(Rc::clone(&self.filter));
                    }
                }
            }
            Viewed::Recalled(view) => {
                self.viewing.remembers = view.is_some();
                self.viewing.stored.clone_from(&view);
                if let Some(view) = view
                    .filter(|_| self.config.filters && self.filter.is_empty() && !self.viewing.set_by_page)
                {
                    self.show_view(view);
                }
            }
            Viewed::Remembering(wanted) => {
                self.viewing.remembers = wanted;
                self.viewing.came_with = None;
            }
            Viewed::Stored => self.viewing.stored = self.viewing.remembers.then(|| self.view()),
            Viewed::Set(view) => {
                self.viewing.set_by_page = true;
                let order = view.order.or(Some(self.order));
                self.show_view(View { order, ..view });
            }
        }
    }

    /// Before the first answer there is nothing to say of it.
    fn show_view(&mut self, view: View) {
        let order = view.order.unwrap_or(self.config.order);
        if !self.answered {
            self.order = order;
            if *self.filter != view.filter {
                self.filter = Rc::new(view.filter);
            }
        } else if self.view().filter == view.filter {
            self.order_chosen(order);
        } else {
            self.order = order;
            self.refilter(|filter| *filter = view.filter);
        }
    }

    /// A topic is to be told of from now on. The panel says by what means, and has the way back.
    pub(super) fn topic_followed(&mut self, topic: IString) {
        self.choose(|prefs| {
            prefs.topics.insert(topic);
            if prefs.what == What::Nothing {
                prefs.what = What::Topics;
            }
        });
        self.panel_opened();
    }
}
