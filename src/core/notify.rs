//! What of an answer is worth telling, and in which words.

use std::rc::Rc;

use implicit_clone::unsync::IString;

use super::locale::{Messages, Msg};
use super::markup;
use super::model::{Entry, EntryId};
use super::prefs::{Prefs, What};

const TITLE_MAX: usize = 120;
const TEXT_MAX: usize = 240;

/// A message to a reader who is not looking.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Notice {
    /// One line of plain text, at most 120 characters.
    pub title: IString,
    /// A few lines of plain text, at most 240 characters; may be empty.
    pub text: IString,
    /// Notices with the same tag replace each other.
    pub tag: IString,
    /// The entry to go to.
    pub entry: EntryId,
}

/// Whether this reader asked to hear of an entry like this.
#[must_use]
pub fn is_worth_telling(entry: &Entry, prefs: &Prefs) -> bool {
    match prefs.what {
        What::Nothing => false,
        What::KeyEvents => entry.marks.key || entry.marks.breaking || entry.marks.summary,
        What::Topics => entry.topics.iter().any(|topic| prefs.topics.contains(topic)),
        What::Everything => true,
    }
}

/// One notice for all that a single answer brought: the entry itself, or their number, so that a busy minute is one
/// interruption. `key` tells this blog's notices from another's. Newest first in, none out when nothing is worth telling.
#[must_use]
pub fn notice(worth: &[Rc<Entry>], blog: &str, key: &str, messages: &Messages) -> Option<Notice> {
    let newest = worth.first()?;
    let (title, text) = if worth.len() == 1 {
        let words = words_of(newest);
        match &newest.headline {
            Some(headline) => (headline.to_string(), words),
            None => (blog.to_owned(), words),
        }
    } else {
        let lines: Vec<&str> = worth.iter().filter_map(|entry| entry.headline.as_deref()).take(3).collect();
        (format!("{}: {}", messages.count(Msg::DigestTitle, worth.len(), &[]), blog), lines.join("\n"))
    };
    Some(Notice {
        title: IString::from(clipped(&title, TITLE_MAX)),
        text: IString::from(clipped(&text, TEXT_MAX)),
        // Two blogs of one site may both have an entry 1.
        tag: IString::from(format!("{key}:{}", newest.id.0)),
        entry: newest.id.clone(),
    })
}

fn words_of(entry: &Entry) -> String {
    markup::text_of(&entry.body)
}

/// At most `most` characters, without the controls that could turn the direction of what follows.
fn clipped(text: &str, most: usize) -> String {
    let is_control = |c: char| {
        (c.is_control() && c != '\n')
            || matches!(c, '\u{200E}' | '\u{200F}' | '\u{202A}'..='\u{202E}' | '\u{2066}'..='\u{2069}')
    };
    let mut plain = text.chars().filter(|c| !is_control(*c));
    let mut out: String = plain.by_ref().take(most).collect();
    if plain.next().is_some() {
        out.pop();
        out.push('…');
    }
    out
}

#[cfg(test)]
#[path = "notify_tests.rs"]
mod tests;
