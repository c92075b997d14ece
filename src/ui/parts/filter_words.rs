//! How the constraints of a filter are called.

use yew::prelude::*;

use crate::core::filter::Filter;
use crate::core::locale::Msg;
use crate::core::media::MediaKind;
use crate::core::span::Span;
use crate::ui::words::Words;

/// A stretch of time in words.
#[must_use]
pub fn spoken(words: &Words, span: Span) -> AttrValue {
    match span {
        Span::LastHour => words.text(Msg::SpanLastHour),
        Span::SinceLeft => words.text(Msg::SpanSinceLeft),
        Span::Today => words.text(Msg::SpanToday),
        Span::Between(from, until) => {
            AttrValue::from(words.formats.range(from, until).unwrap_or_else(|| {
                let (from, until) = (words.formats.clock(from), words.formats.clock(until));
                words.messages.fill(Msg::SpanBetween, &[("from", &from), ("until", &until)])
            }))
        }
    }
}

/// The words for a kind of media.
#[must_use]
pub fn kind_name(kind: MediaKind) -> Msg {
    match kind {
        MediaKind::Picture => Msg::Pictures,
        MediaKind::Video => Msg::Videos,
        MediaKind::Audio => Msg::Audio,
        MediaKind::Post => Msg::Posts,
    }
}

/// The search text as it is shown.
#[must_use]
pub fn quoted(filter: &Filter) -> String {
    ["“", filter.text.trim(), "”"].concat()
}
