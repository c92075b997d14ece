//! Attributes that are set one by one, outside `html!`. Yew's own way keeps them in a hash map, which is kilobytes of the
//! reader's download; here they have places in one list.

use std::rc::Rc;

use wasm_bindgen::JsValue;
use yew::prelude::*;
use yew::virtual_dom::{AttributeOrProperty, Attributes, VNode, VTag};

/// All of them, in the order in which an element gets them. An address to load is last, so that the browser knows the limits and
/// how to fetch before it does.
static NAMES: &[&str] = &[
    "id",
    "class",
    "part",
    "role",
    "type",
    "lang",
    "dir",
    "tabindex",
    "title",
    "data-entry",
    "data-embed",
    "aria-hidden",
    "aria-label",
    "aria-labelledby",
    "aria-pressed",
    "aria-expanded",
    "aria-controls",
    "aria-current",
    "aria-posinset",
    "aria-setsize",
    "aria-valuemin",
    "aria-valuemax",
    "aria-valuenow",
    "aria-valuetext",
    "viewBox",
    "preserveAspectRatio",
    "d",
    "x",
    "fill",
    "width",
    "height",
    "start",
    "reversed",
    "colspan",
    "rowspan",
    "scope",
    "datetime",
    "href",
    "target",
    "rel",
    "loading",
    "decoding",
    "sandbox",
    "allow",
    "controls",
    "preload",
    "playsinline",
    "referrerpolicy",
    "alt",
    "value",
    "selected",
    "src",
];

/// Sets an attribute of an element that has none from `html!`, which keeps its own in a list of its own.
pub fn set(tag: &mut VTag, name: &'static str, value: impl Into<AttrValue>) {
    put(&mut tag.attributes, name, AttributeOrProperty::Attribute(value.into()));
}

/// The element with those attributes that have a value.
pub fn given(mut element: Html, attributes: Vec<(&'static str, Option<AttrValue>)>) -> Html {
    if let VNode::VTag(tag) = &mut element
        && let Some(tag) = Rc::get_mut(tag)
    {
        for (name, value) in attributes {
            if let Some(value) = value {
                put(&mut tag.attributes, name, AttributeOrProperty::Attribute(value));
            }
        }
    }
    element
}

/// An option that is chosen or not. A property, since the attribute says what was chosen at first, and nothing once a reader
/// has chosen.
pub fn selected(mut option: Html, is_selected: bool) -> Html {
    if let VNode::VTag(tag) = &mut option
        && let Some(tag) = Rc::get_mut(tag)
    {
        let value = AttributeOrProperty::Property(JsValue::from_bool(is_selected));
        put(&mut tag.attributes, "selected", value);
    }
    option
}

fn put(attributes: &mut Attributes, name: &'static str, value: AttributeOrProperty) {
    let place = NAMES.iter().position(|known| *known == name);
    debug_assert!(place.is_some(), "{name} is not in the list of attributes");
    if let Attributes::Static(fixed) = attributes {
        debug_assert!(fixed.is_empty(), "an element with attributes from html!");
        *attributes = Attributes::Dynamic { keys: NAMES, values: vec![None; NAMES.len()].into() };
    }
    if let Attributes::Dynamic { keys, values } = attributes
        && let Some(at) = place.and_then(|place| values.get_mut(place))
    {
        debug_assert!(keys.len() == NAMES.len(), "an element with attributes from html!");
        *at = Some(value);
    }
}
