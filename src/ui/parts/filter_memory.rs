//! What surrounds the filter bar: where the filter came from, whether it stays, and what of it the reader follows.

use yew::prelude::*;

use super::dom::leave;
use super::element::{Aria, all, button, keyed, plain, tagged, when};
use crate::core::filter::Filter;
use crate::core::locale::Msg;
use crate::core::session::{Action, State, Viewed};
use crate::ui::store::Dispatch;
use crate::ui::words::{Words, printed};

/// More buttons than this are no offer.
const FOLLOWABLE: usize = 3;

/// For a page that was opened with a filter: a sentence and the way to everything. While something is chosen: a switch that
/// has it remembered, and for each chosen topic a button that follows it.
///
/// Part: `filter-memory`. States: nothing chosen, chosen, remembered, opened with a filter.
pub fn filter_memory(words: &Words, dispatch: &Dispatch, state: &State) -> Html {
    if state.filter.is_empty() && !state.remembers_filter() {
        return Html::default();
    }
    let came = when(state.came_filtered(), || {
        let clear = leave(dispatch, (".filter", Action::FilterSet(Filter::default())));
        let label = words.count(Msg::DropAll, state.listing.total, &[]);
        let sentence = plain("span", words.say(Msg::CameFiltered));
        tagged("p", "came", all(vec![sentence, button("link", Aria::Plain, clear, printed(&label))]))
    });
    let remembered = state.remembers_filter();
    let switch = Action::Viewed(Viewed::Remembering(!remembered));
    let mut ways = vec![button(
        "link quiet remember",
        Aria::Pressed(remembered),
        dispatch.on(switch),
        words.say(Msg::RememberFilter),
    )];
    for topic in state.topics_to_follow().take(FOLLOWABLE) {
        let label = words.fill(Msg::FollowTopic, &[("topic", topic)]);
        // The button goes with its press.
        let follow = leave(dispatch, (".filter", Action::TopicFollowed(topic.clone())));
        ways.push(keyed(button("link quiet", Aria::Plain, follow, printed(&label)), topic));
    }
    html! {
        <div class="filter-memory" part="filter-memory">{all(vec![came, tagged("div", "ways", all(ways))])}</div>
    }
}
