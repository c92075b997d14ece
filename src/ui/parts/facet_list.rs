//! The choices within a facet: chips that are on or off, each with the count it would give.

use implicit_clone::unsync::IString;
use web_sys::HtmlInputElement;
use yew::prelude::*;
use yew::virtual_dom::VList;

use super::bar_memory::Bar;
use super::element::{Aria, all, button, keyed, plain, tagged, when};
use super::filter_words::kind_name;
use crate::core::facets::Facet;
use crate::core::locale::Msg;
use crate::core::media::{MediaKind, MediaKinds};
use crate::core::search::{Query, fold};
use crate::core::session::Action;
use crate::ui::store::Dispatch;
use crate::ui::words::{Words, printed};

/// So many names are taken in at a glance; of more, the most used are shown first, and one can be looked for.
const GLANCE: usize = 12;

/// Names, most used first. What was chosen is always among those shown.
///
/// States: few, many, many and all shown, some found, none found.
pub fn facet_list(
    words: &Words,
    dispatch: &Dispatch,
    bar: &Bar,
    facets: &[Facet],
    (find, toggled): (Msg, fn(IString) -> Action),
) -> Html {
    let look = bar.look();
    let sought = Query::new(&look.sought);
    let mut chips = VList::new();
    let mut found = 0;
    for facet in facets.iter().filter(|facet| sought.matches(&fold(&facet.name))) {
        found += 1;
        if found <= GLANCE || look.whole || facet.chosen {
            let toggle = dispatch.on(toggled(facet.name.clone()));
            chips.add_child(keyed(choice(name(&facet.name), facet.chosen, facet.count, toggle), &facet.name));
        }
    }
    all(vec![
        when(facets.len() > GLANCE, || field(words, bar, &look.sought, find)),
        tagged("div", "chips", chips.into()),
        when(found == 0, || {
            let text = words.fill(Msg::NoneNamed, &[("name", look.sought.trim())]);
            tagged("p", "hint", printed(&text))
        }),
        when(found > GLANCE, || {
            let bar = bar.clone();
            let toggle = move |_: MouseEvent| bar.change(|look| look.whole = !look.whole);
            // It stays when it is pressed, and keeps the focus.
            let text =
                if look.whole { words.text(Msg::ShowLess) } else { words.count(Msg::AllNames, found, &[]) };
            button("link", Aria::Plain, Callback::from(toggle), printed(&text))
        }),
    ])
}

/// The kinds of media that entries have.
///
/// States: each kind, chosen or not.
pub fn media_list(
    words: &Words,
    dispatch: &Dispatch,
    chosen: MediaKinds,
    counts: &[usize; MediaKind::ALL.len()],
) -> Html {
    let mut chips = VList::new();
    for (kind, count) in MediaKind::ALL.into_iter().zip(counts) {
        if *count > 0 || chosen.has(kind) {
            let toggle = dispatch.on(Action::MediaToggled(kind));
            let chip = choice(words.say(kind_name(kind)), chosen.has(kind), *count, toggle);
            chips.add_child(keyed(chip, kind.name()));
        }
    }
    tagged("div", "chips", chips.into())
}

/// One choice: a name, whether it is on, and how many entries it would give.
pub fn choice(name: Html, on: bool, count: usize, toggle: Callback<MouseEvent>) -> Html {
    button("chip", Aria::Pressed(on), toggle, all(vec![name, tally(count)]))
}

/// A count beside the name of a control.
pub fn tally(n: usize) -> Html {
    let n = AttrValue::from(n.to_string());
    all(vec![printed(&AttrValue::Static(" ")), tagged("span", "n", printed(&n))])
}

/// A name from outside, whatever the direction of its script.
pub fn name(name: &AttrValue) -> Html {
    plain("bdi", printed(name))
}

fn field(words: &Words, bar: &Bar, sought: &IString, find: Msg) -> Html {
    let bar = bar.clone();
    let typed = Callback::from(move |event: InputEvent| {
        if let Some(input) = event.target_dyn_into::<HtmlInputElement>() {
            bar.change(|look| look.sought = IString::from(input.value()));
        }
    });
    let label = words.text(find);
    html! {
        <input type="search" class="find" value={sought} placeholder={&label} aria-label={&label} autocomplete="off"
            spellcheck="false" oninput={typed} />
    }
}
