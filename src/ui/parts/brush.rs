//! What pointers and keys do to the stretch of time on the chart. Until it is let go, only the bar knows.

use std::rc::Rc;

use web_sys::Element;
use yew::prelude::*;

use super::bar_memory::{Bar, Grip};
use crate::core::activity::Activity;
use crate::core::clock::Timestamp;
use crate::core::session::Action;
use crate::core::span::Span;
use crate::ui::store::Dispatch;

/// The first bar of a stretch, and the one after its last.
pub type Bars = (usize, usize);

/// The chart as it is drawn, for whoever touches it.
#[derive(Clone)]
pub struct Brush {
    /// Where the choice goes.
    pub dispatch: Dispatch,
    /// Where it stays until then.
    pub bar: Bar,
    /// The bars.
    pub activity: Rc<Activity>,
    /// The stretch that is drawn; all bars when nothing is chosen.
    pub shown: Bars,
    /// Whether a stretch is chosen, or is being.
    pub is_chosen: bool,
}

impl Brush {
    /// A pointer takes hold of an end, or begins a stretch with one bar.
    pub fn on_down(&self) -> Callback<PointerEvent> {
        let brush = self.clone();
        Callback::from(move |event: PointerEvent| brush.take(&event))
    }

    /// It is drawn along.
    pub fn on_move(&self) -> Callback<PointerEvent> {
        let brush = self.clone();
        Callback::from(move |event: PointerEvent| brush.draw(&event))
    }

    /// It lets go: that is the choice.
    pub fn on_up(&self) -> Callback<PointerEvent> {
        let brush = self.clone();
        Callback::from(move |_: PointerEvent| {
            if brush.bar.held.take().is_some() {
                brush.settle();
            }
        })
    }

    /// The browser takes it, to scroll the page: nothing was meant.
    pub fn on_cancel(&self) -> Callback<PointerEvent> {
        let brush = self.clone();
        Callback::from(move |_: PointerEvent| brush.drop())
    }

    /// A key moves an end; Escape gives the stretch up.
    pub fn on_key(&self, grip: Grip) -> Callback<KeyboardEvent> {
        let brush = self.clone();
        Callback::from(move |event: KeyboardEvent| {
            if event.ctrl_key() || event.alt_key() || event.meta_key() {
                return;
            }
            let key = event.key();
            let moved = moved(&key, brush.is_mirrored(), brush.shown, grip, brush.activity.bars.len());
            if let Some(bars) = moved {
                event.prevent_default();
                brush.set(bars);
            } else if key == "Escape" && brush.is_chosen {
                event.prevent_default();
                brush.drop();
                brush.dispatch.send(Action::SpanChosen(None));
            }
        })
    }

    /// A key is let go: that is the choice, and not each step while it is held down.
    pub fn on_key_up(&self) -> Callback<KeyboardEvent> {
        let brush = self.clone();
        Callback::from(move |_: KeyboardEvent| brush.settle())
    }

    /// The focus goes elsewhere before that.
    pub fn on_leave(&self) -> Callback<FocusEvent> {
        let brush = self.clone();
        Callback::from(move |_: FocusEvent| {
            if brush.bar.held.borrow().is_none() {
                brush.settle();
            }
        })
    }

    fn take(&self, event: &PointerEvent) {
        let Some((chart, part)) = self.under(event).filter(|_| event.is_primary() && event.button() == 0)
        else {
            return;
        };
        // Without it, a drag that leaves the chart is lost, and nothing worse.
        let _ = chart.set_pointer_capture(event.pointer_id());
        let target = event.target_dyn_into::<Element>();
        let is_on =
            |selector: &str| target.as_ref().is_some_and(|on| matches!(on.closest(selector), Ok(Some(_))));
        let (from, until) = self.shown;
        let held = if is_on(".from") {
            (Grip::From, until.saturating_sub(1))
        } else if is_on(".until") {
            (Grip::Until, from)
        } else {
            let bar = bar_at(part, self.activity.bars.len(), Grip::Bars);
            self.set((bar, bar + 1));
            (Grip::Bars, bar)
        };
        self.bar.held.replace(Some(held));
    }

    fn draw(&self, event: &PointerEvent) {
        let held = *self.bar.held.borrow();
        if let Some((grip, anchor)) = held.filter(|_| event.is_primary())
            && let Some((_, part)) = self.under(event)
        {
            let bar = bar_at(part, self.activity.bars.len(), grip);
            self.set((anchor.min(bar), anchor.max(bar) + 1));
        }
    }

    /// The chart, and how far along it the pointer is, of the whole.
    fn under(&self, event: &PointerEvent) -> Option<(Element, f64)> {
        let chart = self.bar.chart.cast::<Element>()?;
        let place = chart.get_bounding_client_rect();
        let part = (f64::from(event.client_x()) - place.left()) / place.width().max(1.0);
        Some((chart, if self.is_mirrored() { 1.0 - part } else { part }))
    }

    /// Whether time goes from right to left here, as the sheet decides by the same words.
    fn is_mirrored(&self) -> bool {
        self.bar.chart.cast::<Element>().is_some_and(|chart| chart.matches(":dir(rtl)").unwrap_or(false))
    }

    fn set(&self, (from, until): Bars) {
        let stretch = (self.activity.start_of(from), self.activity.start_of(until));
        self.bar.change(|look| look.brushed = Some(stretch));
    }

    fn drop(&self) {
        self.bar.held.take();
        self.bar.change(|look| look.brushed = None);
    }

    /// The stretch under the finger becomes the choice; all of the chart is no choice.
    fn settle(&self) {
        if let Some((since, until)) = self.bar.look().brushed {
            self.bar.change(|look| look.brushed = None);
            let is_all = places(&self.activity, (since, until)) == (0, self.activity.bars.len());
            self.dispatch.send(Action::SpanChosen((!is_all).then_some(Span::Between(since, until))));
        }
    }
}

/// The bars of a stretch of time: at least one, and none that is not there.
#[must_use]
pub fn places(activity: &Activity, (since, until): (Timestamp, Timestamp)) -> Bars {
    let last = activity.bars.len().saturating_sub(1);
    let bar_of = |moment: Timestamp| {
        activity.place_of(moment).unwrap_or(if moment < activity.from { 0 } else { last })
    };
    let from = bar_of(since);
    (from, bar_of(Timestamp(until.0.saturating_sub(1))).max(from) + 1)
}

/// The bar under a pointer that is so far along the chart; of an end, the bar that it would leave at the edge.
#[must_use]
fn bar_at(part: f64, bars: usize, grip: Grip) -> usize {
    let at = part * bars as f64;
    let at = match grip {
        Grip::Bars => at.floor(),
        Grip::From => at.round(),
        Grip::Until => at.round() - 1.0,
    };
    (at.max(0.0) as usize).min(bars.saturating_sub(1))
}

/// Where a key moves an end; none for other keys. Up and forward are later; at least one bar is left.
#[must_use]
fn moved(key: &str, mirrored: bool, (from, until): Bars, grip: Grip, bars: usize) -> Option<Bars> {
    let step = match key {
        "ArrowUp" => 1,
        "ArrowDown" => -1,
        "ArrowRight" => {
            if mirrored {
                -1
            } else {
                1
            }
        }
        "ArrowLeft" => {
            if mirrored {
                1
            } else {
                -1
            }
        }
        "PageUp" => 4,
        "PageDown" => -4,
        "Home" => isize::MIN,
        "End" => isize::MAX,
        _ => return None,
    };
    Some(match grip {
        Grip::From => (from.saturating_add_signed(step).min(until.saturating_sub(1)), until),
        _ => (from, until.saturating_add_signed(step).min(bars).max(from + 1)),
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::core::clock::MINUTE;
    use proptest::prelude::*;

    fn quarter_hours(bars: usize) -> Activity {
        Activity { from: Timestamp(0), step: 15 * MINUTE, bars: vec![1; bars] }
    }

    #[test]
    fn keys_move_an_end_by_one_bar_by_four_and_to_the_edge() {
        let from = |key: &str| moved(key, false, (8, 12), Grip::From, 20).map(|bars| bars.0);
        let until = |key: &str| moved(key, false, (8, 12), Grip::Until, 20).map(|bars| bars.1);
        assert_eq!(
            [from("ArrowRight"), from("ArrowUp"), from("ArrowLeft"), from("ArrowDown")]
                .map(Option::unwrap_or_default),
            [9, 9, 7, 7]
        );
        assert_eq!(
            [from("PageUp"), from("PageDown"), from("Home"), from("End")].map(Option::unwrap_or_default),
            [11, 4, 0, 11]
        );
        assert_eq!(
            [until("PageUp"), until("PageDown"), until("Home"), until("End")].map(Option::unwrap_or_default),
            [16, 9, 9, 20]
        );
        assert_eq!(moved("ArrowRight", true, (8, 12), Grip::From, 20), Some((7, 12)));
        assert_eq!(moved("a", false, (8, 12), Grip::From, 20), None);
    }

    #[test]
    fn a_pointer_takes_the_bar_under_it_and_an_end_goes_to_the_nearest_edge() {
        assert_eq!(
            [0.0, 0.09, 0.1, 0.99, 1.0, 7.0, -1.0].map(|part| bar_at(part, 10, Grip::Bars)),
            [0, 0, 1, 9, 9, 9, 0]
        );
        assert_eq!([0.0, 0.04, 0.06, 1.0].map(|part| bar_at(part, 10, Grip::From)), [0, 0, 1, 9]);
        assert_eq!([0.0, 0.14, 0.16, 1.0].map(|part| bar_at(part, 10, Grip::Until)), [0, 0, 1, 9]);
    }

    proptest! {
        /// The bars of a choice are those it was made of, also when the chart has grown since.
        #[test]
        fn a_choice_is_found_again_on_the_chart(bars in 1usize..96, a in 0usize..96, b in 0usize..96, grown in 0usize..9) {
            let (a, b) = (a.min(bars - 1), b.min(bars - 1));
            let (from, until) = (a.min(b), a.max(b) + 1);
            let activity = quarter_hours(bars);
            let stretch = (activity.start_of(from), activity.start_of(until));
            prop_assert_eq!(places(&quarter_hours(bars + grown), stretch), (from, until));
        }

        #[test]
        fn any_stretch_has_bars_that_are_there(bars in 1usize..96, since: i64, until: i64) {
            let (from, end) = places(&quarter_hours(bars), (Timestamp(since), Timestamp(until)));
            prop_assert!(from < end && end <= bars);
        }

        #[test]
        fn keys_never_leave_the_chart_or_an_empty_stretch(
            keys in prop::collection::vec(prop::sample::select(vec!["ArrowUp", "ArrowDown", "PageUp", "PageDown", "Home", "End"]), 0..30),
            ends in prop::collection::vec(any::<bool>(), 30),
            bars in 1usize..96,
        ) {
            let mut stretch = (0, bars);
            for (key, is_from) in keys.into_iter().zip(ends) {
                let grip = if is_from { Grip::From } else { Grip::Until };
                stretch = moved(key, false, stretch, grip, bars).unwrap_or(stretch);
                prop_assert!(stretch.0 < stretch.1 && stretch.1 <= bars);
            }
        }
    }
}
