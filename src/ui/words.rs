//! Words and dates in the reader's language, for every part.

use std::rc::Rc;

use yew::prelude::*;

use crate::browser::intl::Formats;
use crate::core::clock::Timestamp;
use crate::core::locale::{Messages, Msg};

/// What parts need to speak.
#[derive(Clone, PartialEq)]
pub struct Words {
    /// Sentences.
    pub messages: Rc<Messages>,
    /// Dates, times, lists.
    pub formats: Formats,
    /// Level of the widget's own headings; entries come one below.
    pub heading_level: u8,
}

impl Words {
    /// A sentence.
    #[must_use]
    pub fn text(&self, msg: Msg) -> String {
        self.messages.text(msg)
    }

    /// A sentence with its places filled.
    #[must_use]
    pub fn fill(&self, msg: Msg, places: &[(&str, &str)]) -> String {
        self.messages.fill(msg, places)
    }

    /// A sentence in the plural of `n`.
    #[must_use]
    pub fn count(&self, msg: Msg, n: usize, places: &[(&str, &str)]) -> String {
        self.messages.count(msg, n, places)
    }
}

/// The words of the reader that this part belongs to.
#[hook]
pub fn use_words() -> Words {
    use_context::<Words>().unwrap_or_else(|| Words {
        messages: Rc::new(Messages::default()),
        formats: Formats::new("en"),
        heading_level: 2,
    })
}

/// The reader's wall clock, coarse: it changes once a minute. Only parts that show relative time listen to it.
#[derive(Clone, Copy, PartialEq, Eq)]
pub struct Minute(pub Timestamp);

/// The current minute.
#[hook]
pub fn use_minute() -> Timestamp {
    use_context::<Minute>().map_or(Timestamp(0), |minute| minute.0)
}
