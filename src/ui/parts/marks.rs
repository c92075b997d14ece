//! The newsroom's marks on an entry, in words.

use yew::prelude::*;

use crate::core::clock::Timestamp;
use crate::core::locale::Msg;
use crate::core::model::Marks;
use crate::ui::words::{Words, use_words};

const SAME_DAY: u64 = 24 * 60 * 60 * 1_000;

/// Props of [`MarkList`].
#[derive(Properties, PartialEq)]
pub struct MarkListProps {
    /// The marks.
    pub marks: Marks,
    /// First publication.
    pub published: Timestamp,
    /// Last change after it.
    pub modified: Option<Timestamp>,
    /// True where the entry is drawn although the reader's filter would hide it.
    #[prop_or_default]
    pub outside: bool,
}

/// "Breaking", "Key event", "Summary", "Withdrawn", "Updated 15:10", "Outside your filter". Nothing at all when there is
/// nothing to say. Never colour alone.
#[component]
pub fn MarkList(
    MarkListProps {
        marks,
        published,
        modified,
        outside,
    }: &MarkListProps,
) -> Html {
    let words = use_words();
    let mut list: Vec<(&'static str, String)> = [
        (marks.breaking, "breaking", Msg::Breaking),
        (marks.key, "key", Msg::KeyEvent),
        (marks.summary, "summary", Msg::Summary),
        (marks.struck, "struck", Msg::Struck),
        (*outside, "outside", Msg::OutsideFilter),
    ]
    .into_iter()
    .filter(|(set, ..)| *set)
    .map(|(_, class, msg)| (class, words.text(msg)))
    .collect();
    if let Some(at) = modified {
        list.push(("updated", updated(&words, *published, *at)));
    }
    if list.is_empty() {
        return Html::default();
    }
    html! {
        <ul class="marks">
            for (class, text) in list {
                <li key={class} class={classes!("mark", class)}>{text}</li>
            }
        </ul>
    }
}

/// The hour is enough for a change within a day.
fn updated(words: &Words, published: Timestamp, at: Timestamp) -> String {
    let soon = at.0.abs_diff(published.0) < SAME_DAY;
    let time = if soon {
        words.formats.clock(at)
    } else {
        words.formats.absolute(at)
    };
    words.fill(Msg::Updated, &[("time", &time)])
}
