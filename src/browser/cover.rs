//! Keeping what sticks to the screen off what has the focus.

use wasm_bindgen::JsCast;
use web_sys::{Element, HtmlElement};

/// Taller things are never hidden whole.
const TALL: f64 = 160.0;
const GAP: f64 = 8.0;

/// Lets the button of new entries stick below what has the focus when it would lie on it. It moves back when the focus does,
/// and stays where it is while it has the focus itself.
pub fn make_way(reader: &Element, focused: Option<&Element>) {
    let find = |selector| reader.query_selector(selector).ok().flatten();
    let (Some(line), Some(button)) = (find(".pill-line"), find(".pill")) else { return };
    if focused == Some(&button) {
        return;
    }
    let (at, own) = (line.get_bounding_client_rect().top(), button.get_bounding_client_rect());
    let down = focused.map(Element::get_bounding_client_rect).filter(|other| {
        let beside = other.right() <= own.left() || other.left() >= own.right();
        let clear = other.bottom() <= at || other.top() >= at + own.height();
        other.height() <= TALL && !beside && !clear
    });
    let style = button.unchecked_ref::<HtmlElement>().style();
    // A page that guards its styles guards against markup, not against this; without it the button stays where it is.
    let _ = match down {
        Some(other) => {
            let by = (other.bottom() + GAP - at) as i32;
            style.set_property("translate", &["0 ", &by.to_string(), "px"].concat())
        }
        None => style.remove_property("translate").map(drop),
    };
}
