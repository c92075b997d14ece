//! The newsroom's marks on an entry, in words.

use yew::prelude::*;
use yew::virtual_dom::VList;

use super::attributes::given;
use super::element::{keyed, plain, tagged};
use crate::core::clock::Timestamp;
use crate::core::locale::Msg;
use crate::core::model::Entry;
use crate::ui::words::{Words, printed};

const SAME_DAY: u64 = 24 * 60 * 60 * 1_000;

/// "Breaking", "Key event", "Summary", "Withdrawn", "Updated 15:10", "Outside your filter". Nothing at all when there is
/// nothing to say. Never colour alone. `outside` where the entry is drawn although the reader's filter would hide it.
pub fn marks(words: &Words, entry: &Entry, outside: bool) -> Html {
    let mut list = VList::new();
    let mut add = |class: &'static str, text: &AttrValue| {
        let mark = plain("li", printed(text));
        list.add_child(keyed(given(mark, vec![("class", Some(["mark ", class].concat().into()))]), class));
    };
    let marks = entry.marks;
    for (is_set, class, msg) in [
        (marks.breaking, "breaking", Msg::Breaking),
        (marks.key, "key", Msg::KeyEvent),
        (marks.summary, "summary", Msg::Summary),
        (marks.struck, "struck", Msg::Struck),
        (outside, "outside", Msg::OutsideFilter),
    ] {
        if is_set {
            add(class, &words.text(msg));
        }
    }
    if let Some(at) = entry.modified {
        add("updated", &updated(words, entry.published, at));
    }
    if list.is_empty() {
        return Html::default();
    }
    tagged("ul", "marks", list.into())
}

/// The hour is enough for a change within a day.
fn updated(words: &Words, published: Timestamp, at: Timestamp) -> AttrValue {
    let soon = at.0.abs_diff(published.0) < SAME_DAY;
    let time = if soon { words.formats.clock(at) } else { words.formats.absolute(at) };
    words.fill(Msg::Updated, &[("time", &time)])
}
