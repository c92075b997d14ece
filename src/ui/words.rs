//! Words and dates in the reader's language, for every part.

use std::rc::Rc;

use yew::prelude::*;
use yew::virtual_dom::VText;

use crate::browser::intl::Formats;
use crate::core::clock::Timestamp;
use crate::core::locale::{Messages, Msg};

/// What parts need to speak.
#[derive(Clone)]
pub struct Words {
    /// Sentences.
    pub messages: Rc<Messages>,
    /// Dates, times, lists.
    pub formats: Formats,
    /// Level of the widget's own headings; entries come one below.
    pub heading_level: u8,
}

/// By identity of the sentences: every row of the feed asks at every drawing.
impl PartialEq for Words {
    fn eq(&self, other: &Self) -> bool {
        Rc::ptr_eq(&self.messages, &other.messages)
            && self.heading_level == other.heading_level
            && self.formats == other.formats
    }
}

impl Words {
    /// A sentence, for an attribute.
    #[must_use]
    pub fn text(&self, msg: Msg) -> AttrValue {
        AttrValue::from(self.messages.text(msg))
    }

    /// A sentence, as a node.
    pub fn say(&self, msg: Msg) -> Html {
        printed(&self.text(msg))
    }

    /// A sentence with its places filled.
    #[must_use]
    pub fn fill(&self, msg: Msg, places: &[(&str, &str)]) -> AttrValue {
        AttrValue::from(self.messages.fill(msg, places))
    }

    /// A sentence in the plural of `n`.
    #[must_use]
    pub fn count(&self, msg: Msg, n: usize, places: &[(&str, &str)]) -> AttrValue {
        AttrValue::from(self.messages.count(msg, n, places))
    }
}

/// A text as a node, without the copy that `{text}` in `html!` makes.
pub fn printed(text: &AttrValue) -> Html {
    VText::new(text.clone()).into()
}

/// The reader's wall clock, coarse: it changes once a minute.
#[derive(Clone, Copy, PartialEq, Eq)]
pub struct Minute(pub Timestamp);
