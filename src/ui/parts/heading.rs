//! A heading at a level known only when the page has said where the reader sits in its outline.

use yew::prelude::*;

/// Props of [`Heading`].
#[derive(Properties, PartialEq)]
pub struct HeadingProps {
    /// From 1; held between 2 and 6, since the first level belongs to the page.
    pub level: u8,
    /// For `aria-labelledby`.
    #[prop_or_default]
    pub id: Option<AttrValue>,
    /// CSS class.
    #[prop_or_default]
    pub class: Classes,
    /// Name for `::part()`.
    #[prop_or_default]
    pub part: Option<AttrValue>,
    /// True when a script moves the focus here.
    #[prop_or_default]
    pub focusable: bool,
    /// To be focused.
    #[prop_or_default]
    pub node: NodeRef,
    /// The words.
    pub children: Html,
}

/// `<h2>` to `<h6>`.
#[component]
pub fn Heading(props: &HeadingProps) -> Html {
    let HeadingProps {
        level,
        id,
        class,
        part,
        focusable,
        node,
        children,
    } = props;
    let tabindex = focusable.then_some("-1");
    html! {
        <@{tag(*level)} ref={node} id={id.clone()} class={class.clone()} part={part.clone()} {tabindex}>
            {children.clone()}
        </@>
    }
}

/// The tag of a heading level.
#[must_use]
pub fn tag(level: u8) -> &'static str {
    match level {
        0..=2 => "h2",
        3 => "h3",
        4 => "h4",
        5 => "h5",
        _ => "h6",
    }
}
