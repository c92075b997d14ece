//! Small pictures beside words. Decoration only: hidden from assistive technology, in the colour of the text.

use yew::prelude::*;

use super::attributes::given;
use super::element::plain;
use crate::core::session::Health;

/// One of our icons.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Glyph {
    /// Notifications.
    Bell,
    /// The search field.
    Search,
    /// Remove, close.
    Cross,
    /// Opens downwards.
    Chevron,
    /// Further controls.
    More,
    /// Ask again.
    Refresh,
    /// Chosen.
    Check,
    /// Up, to what is new.
    Up,
    /// Hold back what is new.
    Pause,
    /// Go on.
    Play,
}

/// A line drawing on a 16 by 16 grid.
pub fn icon(glyph: Glyph) -> Html {
    let path = match glyph {
        Glyph::Bell => "M3 12h10l-1.3-2V7a3.7 3.7 0 0 0-7.4 0v3zM6.6 12a1.5 1.5 0 0 0 2.8 0M8 3.2V2",
        Glyph::Search => "M11.2 7a4.2 4.2 0 1 1-8.4 0 4.2 4.2 0 0 1 8.4 0zM10.2 10.2 13.5 13.5",
        Glyph::Cross => "M4 4l8 8M12 4l-8 8",
        Glyph::Chevron => "M4 6l4 4 4-4",
        Glyph::More => "M2.5 5h5M11.5 5h2M9.5 3v4M2.5 11h2M8.5 11h5M6.5 9v4",
        Glyph::Refresh => "M13 8a5 5 0 1 1-1.5-3.6L13 6M13 2.5V6H9.5",
        Glyph::Check => "M3.5 8.5l3 3 6-7",
        Glyph::Up => "M8 13V3M4 7l4-4 4 4",
        Glyph::Pause => "M5.5 4v8M10.5 4v8",
        Glyph::Play => "M5 3.5v9l7-4.5z",
    };
    drawing("icon", path)
}

/// The mark in front of the status: a shape for each state, so that colour is never alone.
pub fn dot(health: Health) -> Html {
    let (class, path) = match health {
        Health::Live => ("dot live", "M8 3.5a4.5 4.5 0 1 0 0 9a4.5 4.5 0 1 0 0-9z"),
        Health::Starting | Health::Scheduled => ("dot ring", "M8 4.5a3.5 3.5 0 1 0 0 7a3.5 3.5 0 1 0 0-7z"),
        Health::Delayed => ("dot half", "M8 4a4 4 0 1 0 0 8zM8 4a4 4 0 0 1 0 8"),
        Health::Offline => ("dot ring cross", "M8 4.5a3.5 3.5 0 1 0 0 7a3.5 3.5 0 1 0 0-7zM3.5 12.5l9-9"),
        Health::Broken => ("dot warn", "M8 2.5 14 13H2z"),
        Health::Paused => ("dot bars", "M5 4v8M11 4v8"),
        Health::Ended => ("dot square", "M4 4h8v8H4z"),
    };
    drawing(class, path)
}

fn drawing(class: &'static str, path: &'static str) -> Html {
    let attributes = vec![
        ("class", Some(AttrValue::Static(class))),
        ("aria-hidden", Some(AttrValue::Static("true"))),
        ("viewBox", Some(AttrValue::Static("0 0 16 16"))),
    ];
    given(plain("svg", html! { <path d={path} /> }), attributes)
}
