//! The stretch of time that a reader wants: a few by name, and any on a small chart.

use yew::prelude::*;

use super::activity_chart::activity_chart;
use super::bar_memory::Bar;
use super::element::{all, tagged, when};
use super::facet_list::choice;
use super::filter_words::spoken;
use crate::core::facets::Facets;
use crate::core::filter::Filter;
use crate::core::session::Action;
use crate::core::span::Span;
use crate::ui::store::Dispatch;
use crate::ui::words::{Words, printed};

/// Last hour, since the last visit where that gives something, today; and the chart, where there is more than one bar.
///
/// States: nothing chosen, one of them chosen, a first visit.
pub fn time_span(words: &Words, dispatch: &Dispatch, bar: &Bar, filter: &Filter, facets: &Facets) -> Html {
    let chip = |span: Span, count: usize| {
        let on = filter.span == Some(span);
        let toggle = dispatch.on(Action::SpanChosen((!on).then_some(span)));
        choice(printed(&spoken(words, span)), on, count, toggle)
    };
    let is_chosen = filter.span == Some(Span::SinceLeft);
    let since_left = facets.since_left.filter(|count| *count > 0 || is_chosen);
    let chips = all(vec![
        chip(Span::LastHour, facets.last_hour),
        since_left.map(|count| chip(Span::SinceLeft, count)).unwrap_or_default(),
        chip(Span::Today, facets.today),
    ]);
    all(vec![
        tagged("div", "chips", chips),
        when(facets.activity.bars.len() > 1, || {
            activity_chart(words, dispatch, bar, filter, &facets.activity)
        }),
    ])
}
