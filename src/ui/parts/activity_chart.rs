//! The small chart of how busy the blog was, on which a stretch of time is chosen.
//!
//! It is an SVG, because a page's policy may refuse style attributes, and an SVG says in attributes where things are.

use std::rc::Rc;

use yew::prelude::*;

use super::attributes::given;
use super::bar_memory::{Bar, Grip};
use super::brush::{Bars, Brush, places};
use super::element::{all, plain, tagged};
use crate::core::activity::Activity;
use crate::core::clock::Timestamp;
use crate::core::filter::Filter;
use crate::core::locale::Msg;
use crate::core::span::Span;
use crate::ui::store::Dispatch;
use crate::ui::words::{Words, printed};

/// How high the bars are drawn, in units of their own.
const HEIGHT: usize = 100;

/// A bar for each quarter of an hour, or longer stretch; over them the chosen stretch with a handle at each end. A drag across
/// the bars chooses, a tap chooses one bar, each handle moves by drag and by keys. Below, when it begins and ends, and what is
/// chosen.
///
/// Part: `chart`. States: nothing chosen, a stretch chosen.
pub fn activity_chart(
    words: &Words,
    dispatch: &Dispatch,
    bar: &Bar,
    filter: &Filter,
    activity: &Activity,
) -> Html {
    let chosen = match filter.span {
        Some(Span::Between(since, until)) => Some((since, until)),
        _ => None,
    };
    let brushed = bar.look().brushed.or(chosen);
    let shown = brushed.map_or((0, activity.bars.len()), |stretch| places(activity, stretch));
    let brush = Brush {
        dispatch: dispatch.clone(),
        bar: bar.clone(),
        activity: Rc::new(activity.clone()),
        shown,
        is_chosen: brushed.is_some(),
    };
    let attributes = vec![
        ("class", Some(AttrValue::Static("chart"))),
        ("part", Some(AttrValue::Static("chart"))),
        ("role", Some(AttrValue::Static("group"))),
        ("aria-label", Some(words.text(Msg::ChartLabel))),
    ];
    let drawing = html! {
        <svg ref={bar.chart.clone()} onpointerdown={brush.on_down()} onpointermove={brush.on_move()}
            onpointerup={brush.on_up()} onpointercancel={brush.on_cancel()}
            onkeyup={brush.on_key_up()} onfocusout={brush.on_leave()}>
            {all(vec![
                range(&brush),
                bars(activity, shown),
                handle(words, &brush, Grip::From),
                handle(words, &brush, Grip::Until),
            ])}
        </svg>
    };
    all(vec![given(drawing, attributes), axis(words, &brush)])
}

/// The chosen stretch, behind the bars.
fn range(brush: &Brush) -> Html {
    let (from, until) = brush.shown;
    let n = brush.activity.bars.len();
    let attributes = vec![
        ("class", brush.is_chosen.then_some(AttrValue::Static("range"))),
        ("x", Some(percent(from, n))),
        ("width", Some(percent(until - from, n))),
        ("height", Some(AttrValue::Static("100%"))),
        ("fill", Some(AttrValue::Static("none"))),
    ];
    given(plain("rect", Html::default()), attributes)
}

/// All bars in two paths: those outside the stretch, and those within.
fn bars(activity: &Activity, (from, until): Bars) -> Html {
    let highest = activity.highest().max(1) as usize;
    let (mut within, mut outside) = (String::new(), String::new());
    for (place, count) in activity.bars.iter().enumerate().filter(|(_, count)| **count > 0) {
        let path = if (from..until).contains(&place) { &mut within } else { &mut outside };
        // A single entry is seen beside a hundred.
        let height = 6 + (*count as usize) * (HEIGHT - 6) / highest;
        for (before, number) in [("M", place * 10 + 1), (" ", HEIGHT), ("v-", height), ("h8v", height)] {
            path.push_str(before);
            path.push_str(&number.to_string());
        }
        path.push('z');
    }
    let path = |class, path: String| {
        let attributes = vec![("class", Some(AttrValue::Static(class))), ("d", Some(AttrValue::from(path)))];
        given(plain("path", Html::default()), attributes)
    };
    let size = ["0 0 ", &(activity.bars.len() * 10).to_string(), " ", &HEIGHT.to_string()].concat();
    let attributes = vec![
        ("aria-hidden", Some(AttrValue::Static("true"))),
        ("viewBox", Some(AttrValue::from(size))),
        ("preserveAspectRatio", Some(AttrValue::Static("none"))),
    ];
    given(plain("svg", all(vec![path("outside", outside), path("within", within)])), attributes)
}

/// One end of the stretch, which keys move: a slider, as those who listen know it. The inner SVG carries it to its place, and
/// lets it have a size in pixels whatever the width of the chart.
fn handle(words: &Words, brush: &Brush, grip: Grip) -> Html {
    let (from, until) = brush.shown;
    let n = brush.activity.bars.len();
    let (class, label, at, (lowest, highest)) = match grip {
        Grip::From => ("handle from", Msg::ChartFrom, from, (0, until - 1)),
        _ => ("handle until", Msg::ChartUntil, until, (from + 1, n)),
    };
    let number = |n: usize| Some(AttrValue::from(n.to_string()));
    let moment = moment(words, &brush.activity, brush.activity.start_of(at));
    let attributes = vec![
        ("class", Some(AttrValue::Static(class))),
        ("role", Some(AttrValue::Static("slider"))),
        ("tabindex", Some(AttrValue::Static("0"))),
        ("aria-label", Some(words.text(label))),
        ("aria-valuemin", number(lowest)),
        ("aria-valuemax", number(highest)),
        ("aria-valuenow", number(at)),
        ("aria-valuetext", Some(moment)),
    ];
    let shape = |class, x, width| {
        let attributes = vec![
            ("class", Some(AttrValue::Static(class))),
            ("x", Some(AttrValue::Static(x))),
            ("width", Some(AttrValue::Static(width))),
            ("height", Some(AttrValue::Static("100%"))),
        ];
        given(plain("rect", Html::default()), attributes)
    };
    let shapes = all(vec![shape("reach", "-12", "24"), shape("grip", "-2", "4")]);
    let slider = given(html! { <g onkeydown={brush.on_key(grip)}>{shapes}</g> }, attributes);
    given(
        plain("svg", slider),
        vec![("class", Some(AttrValue::Static("place"))), ("x", Some(percent(at, n)))],
    )
}

/// When the chart begins and ends, and between them what is chosen.
fn axis(words: &Words, brush: &Brush) -> Html {
    let activity = &brush.activity;
    let (from, until) = brush.shown;
    let moment = |place| printed(&moment(words, activity, activity.start_of(place)));
    let chosen = if brush.is_chosen {
        let (since, end) = (activity.start_of(from), activity.start_of(until));
        let n: u32 = activity.bars.iter().take(until).skip(from).sum();
        let time = super::filter_words::spoken(words, Span::Between(since, end));
        words.count(Msg::Picked, n as usize, &[("time", &time)])
    } else {
        words.text(Msg::ChartHint)
    };
    let parts = vec![
        plain("span", moment(0)),
        tagged("span", "picked", printed(&chosen)),
        plain("span", moment(activity.bars.len())),
    ];
    tagged("div", "axis", all(parts))
}

/// A time of the chart; with its day where the chart has several.
fn moment(words: &Words, activity: &Activity, at: Timestamp) -> AttrValue {
    let formats = &words.formats;
    let last = Timestamp(activity.start_of(activity.bars.len()).0.saturating_sub(1));
    let is_one_day = formats.day(activity.from) == formats.day(last);
    if is_one_day { formats.clock(at) } else { formats.moment(at) }
}

/// A part of the width. In hundredths with an exponent, because whole numbers are what is cheap to print.
fn percent(part: usize, whole: usize) -> AttrValue {
    AttrValue::from([&(part * 10_000 / whole.max(1)).to_string(), "e-2%"].concat())
}
