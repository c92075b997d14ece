//! The shapes of elements that many parts share, written once: each `html!` of its own is a few hundred bytes of code.

use std::rc::Rc;

use yew::prelude::*;
use yew::virtual_dom::{AttributeOrProperty, Attributes, VList, VNode, VTag};

use super::attributes::given;

/// An element with a class and nothing else.
pub fn tagged(tag: &'static str, class: &'static str, content: Html) -> Html {
    let class = AttributeOrProperty::Attribute(AttrValue::Static(class));
    let mut drawn = VTag::new(tag);
    drawn.set_attributes(Attributes::Dynamic { keys: &["class"], values: Box::new([Some(class)]) });
    drawn.add_child(content);
    drawn.into()
}

/// An element without attributes.
pub fn plain(tag: &'static str, content: Html) -> Html {
    let mut drawn = VTag::new(tag);
    drawn.add_child(content);
    drawn.into()
}

/// Several nodes in a row. In `html!` each of several `{…}` is three calls and a list of its own.
pub fn all(nodes: Vec<Html>) -> Html {
    VList::with_children(nodes, None).into()
}

/// A node that is there under a condition. Nothing has a place of its own too, so that what follows never moves.
pub fn when(is_there: bool, draw: impl FnOnce() -> Html) -> Html {
    if is_there { draw() } else { Html::default() }
}

/// What a button says of itself to those who listen.
pub enum Aria {
    /// Its words are enough.
    Plain,
    /// It is on or off.
    Pressed(bool),
    /// What it discloses, by id, is open or shut.
    Expanded(bool, AttrValue),
    /// More than its words.
    Label(AttrValue),
}

/// A button.
pub fn button(class: &'static str, aria: Aria, onclick: Callback<MouseEvent>, content: Html) -> Html {
    let (mut pressed, mut expanded, mut controls, mut label) = (None, None, None, None);
    match aria {
        Aria::Plain => {}
        Aria::Pressed(on) => pressed = Some(flag(on)),
        Aria::Expanded(open, id) => (expanded, controls) = (Some(flag(open)), Some(id)),
        Aria::Label(text) => label = Some(text),
    }
    let attributes = vec![
        ("class", Some(AttrValue::Static(class))),
        ("type", Some(AttrValue::Static("button"))),
        ("aria-pressed", pressed),
        ("aria-expanded", expanded),
        ("aria-controls", controls),
        ("aria-label", label),
    ];
    given(html! { <button {onclick}>{content}</button> }, attributes)
}

/// The value of an attribute that is on or off.
#[must_use]
pub fn flag(on: bool) -> AttrValue {
    AttrValue::Static(if on { "true" } else { "false" })
}

/// An element of a list, by a key of its own.
pub fn keyed(mut element: Html, key: &str) -> Html {
    if let VNode::VTag(tag) = &mut element
        && let Some(tag) = Rc::get_mut(tag)
    {
        tag.key = Some(key.into());
    }
    element
}
