//! What the filter bar remembers from one drawing to the next: what is open, what was offered, and the stretch of time under
//! the reader's finger.

use std::cell::RefCell;
use std::rc::Rc;

use implicit_clone::unsync::IString;
use yew::prelude::*;

use super::dom::focus_beside;
use crate::core::clock::Timestamp;
use crate::core::facets::{Facet, Facets};
use crate::core::filter::{Constraint, Filter};
use crate::core::listing::Listing;
use crate::core::session::Action;
use crate::ui::hooks::{Kept, use_kept, use_mut_ref, use_node_ref};
use crate::ui::store::Dispatch;

/// A part of the bar that is behind a disclosure. One is open at a time.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Drawer {
    /// The topics.
    Topics,
    /// The authors.
    Authors,
    /// The kinds of media.
    Media,
    /// The stretch of time.
    Time,
}

impl Drawer {
    /// The id of what it discloses.
    #[must_use]
    pub fn id(self) -> AttrValue {
        AttrValue::Static(match self {
            Self::Topics => "topics",
            Self::Authors => "authors",
            Self::Media => "media",
            Self::Time => "time",
        })
    }
}

/// What a reader sees of the bar beside the filter itself.
#[derive(Clone, Default, PartialEq)]
pub struct Look {
    /// What is open.
    pub open: Option<Drawer>,
    /// Where there is little room: whether the controls of the second rank are shown.
    pub more: bool,
    /// The part of a name that is looked for in the open list.
    pub sought: IString,
    /// Whether the open list is shown whole.
    pub whole: bool,
    /// The stretch of time that is being chosen, up to, but without, its end.
    pub brushed: Option<(Timestamp, Timestamp)>,
}

/// The memory of a bar.
#[derive(Clone)]
pub struct Bar {
    look: Kept<Look>,
    offered: Rc<RefCell<Offered>>,
    /// The chart, while it is drawn.
    pub chart: NodeRef,
    /// What a pointer holds of the chart.
    pub held: Rc<RefCell<Option<Held>>>,
}

/// What a pointer took hold of in the chart.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Grip {
    /// The bars themselves.
    Bars,
    /// The beginning of the stretch.
    From,
    /// The end of it.
    Until,
}

/// What a pointer holds: what it took, and the bar that stays where it is.
pub type Held = (Grip, usize);

/// A control that was offered stays, whatever the other constraints leave of its count: it must not vanish while the
/// reader types.
#[derive(Clone, Copy, Default)]
pub struct Offered {
    /// Key events.
    pub key: bool,
    /// Topics.
    pub topics: bool,
    /// Authors.
    pub authors: bool,
    /// Media.
    pub media: bool,
    /// Time.
    pub time: bool,
    /// Not a control: whether the reader came near them.
    pub neared: bool,
}

/// The memory of a bar; it forgets what it offered while it is not `drawn`.
#[hook]
pub fn use_bar(drawn: bool) -> Bar {
    let offered = use_mut_ref(Offered::default);
    if !drawn {
        offered.replace(Offered::default());
    }
    Bar { look: use_kept(Look::default), offered, chart: use_node_ref(), held: use_mut_ref(|| None) }
}

impl Bar {
    /// What it looks like now.
    #[must_use]
    pub fn look(&self) -> Look {
        self.look.get()
    }

    /// Changes what it looks like.
    pub fn change(&self, change: impl FnOnce(&mut Look)) {
        let mut look = self.look.get();
        change(&mut look);
        self.look.set(look);
    }

    /// Opens a drawer, and shuts it if it is open.
    pub fn toggle(&self, drawer: Drawer) -> Callback<MouseEvent> {
        let bar = self.clone();
        Callback::from(move |_: MouseEvent| {
            bar.change(|look| {
                let open = (look.open != Some(drawer)).then_some(drawer);
                *look = Look { open, more: look.more, ..Look::default() };
            });
        })
    }

    /// Tells once that the reader is about to use the bar, so that the entries are read before they are asked for.
    pub fn nears<E: 'static>(&self, dispatch: &Dispatch) -> Callback<E> {
        let (bar, dispatch) = (self.clone(), dispatch.clone());
        Callback::from(move |_: E| {
            if !std::mem::replace(&mut bar.offered.borrow_mut().neared, true) {
                dispatch.send(Action::SearchNeared);
            }
        })
    }

    /// Shows and hides the controls of the second rank; a drawer that is open stays.
    pub fn toggle_more(&self) -> Callback<MouseEvent> {
        let bar = self.clone();
        Callback::from(move |_: MouseEvent| bar.change(|look| look.more = !look.more))
    }

    /// The Escape key shuts what is open and gives the focus to what opened it, unless the key was used already.
    pub fn shut_on_escape(&self) -> Callback<KeyboardEvent> {
        let bar = self.clone();
        Callback::from(move |event: KeyboardEvent| {
            if event.key() == "Escape" && !event.default_prevented() {
                focus_beside(&event, ".drawer[aria-expanded=true]");
                bar.change(|look| look.open = None);
            }
        })
    }

    /// Which controls are shown: those that could narrow something now, and those that were shown before.
    pub fn offers(&self, filter: &Filter, listing: &Listing) -> Offered {
        let facets = &listing.facets;
        // Under a filter, that a choice leaves something out may be the filter's doing; that there are several may not.
        let all = if filter.is_empty() { listing.total } else { 0 };
        let mut offered = self.offered.borrow_mut();
        offered.key |= facets.key > 0 || filter.key_only;
        offered.topics |= divides(counts(&facets.topics), all) || filter.has(Constraint::Topics);
        offered.authors |= divides(counts(&facets.authors), all) || filter.has(Constraint::Authors);
        offered.media |= divides(facets.media.iter().copied(), all) || filter.has(Constraint::Media);
        offered.time |= spreads(facets) || filter.has(Constraint::Span);
        *offered
    }
}

/// Whether a choice among these would leave something out: there are several, or the one is not on all.
fn divides(counts: impl Iterator<Item = usize> + Clone, all: usize) -> bool {
    let mut some = counts.filter(|n| *n > 0);
    some.next().is_some_and(|first| first < all || some.next().is_some())
}

fn counts(facets: &[Facet]) -> impl Iterator<Item = usize> + Clone {
    facets.iter().map(|facet| facet.count)
}

/// Whether there are updates in several stretches of time.
fn spreads(facets: &Facets) -> bool {
    facets.activity.bars.iter().filter(|n| **n > 0).count() > 1
}
