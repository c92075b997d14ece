//! Passing an entry on: its link by the reader's own means, or some of its words with where they come from.

use implicit_clone::unsync::IString;

use super::{Outgoing, Said, State};
use crate::core::link_state::View;
use crate::core::model::{Entry, EntryId};
use crate::core::url::SafeUrl;

/// An entry that the reader passes on, and what is to be said beside its button.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Sharing {
    /// Which.
    pub id: EntryId,
    /// How far it is.
    pub stage: Passing,
}

/// How far the passing on of an entry is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Passing {
    /// The reader has to say whether the filter goes along.
    Choosing,
    /// The link is on the clipboard.
    Linked,
    /// The words are on the clipboard.
    Quoted,
    /// The browser lets us do neither: this is to be copied by hand.
    ByHand(String),
}

/// What the shell passes on.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Package {
    /// The entry.
    pub id: EntryId,
    /// What it is called.
    pub title: String,
    /// Its own page; without one, the place on this page.
    pub url: Option<SafeUrl>,
    /// What of the view goes along where it is the place on this page, and under which prefix; none where addresses say nothing
    /// of the view.
    pub view: Option<(IString, View)>,
    /// Whose words they are, when selected words are to be passed on and not the link alone.
    pub quoted: Option<String>,
}

impl State {
    /// What is to be said beside the button of an entry that is passed on.
    #[must_use]
    pub fn sharing(&self) -> Option<&Sharing> {
        self.sharing.as_ref()
    }

    /// The entry of which the reader has selected words, and of no other. What is to be copied by hand is selected too, and no
    /// words of the entry.
    #[must_use]
    pub fn quotable(&self) -> Option<&EntryId> {
        let by_hand =
            self.sharing.as_ref().is_some_and(|sharing| matches!(sharing.stage, Passing::ByHand(_)));
        let mut selected = self.holds.selected().into_iter().flatten();
        selected.next().filter(|_| selected.next().is_none() && !by_hand)
    }

    pub(super) fn share_pressed(&mut self, id: EntryId) {
        let is_in_address = self.config.filters && self.config.url_state.is_some();
        let choosing = Some(Sharing { id: id.clone(), stage: Passing::Choosing });
        if is_in_address && !self.filter.is_empty() {
            // A second press takes the first back.
            self.sharing = choosing.filter(|choosing| self.sharing.as_ref() != Some(choosing));
        } else {
            self.sharing = None;
            self.pass_on(&id, false, None);
        }
    }

    pub(super) fn share_chosen(&mut self, id: &EntryId, filtered: bool) {
        self.sharing = None;
        self.pass_on(id, filtered, None);
    }

    pub(super) fn quote_pressed(&mut self, id: EntryId) {
        self.sharing = None;
        let Some(entry) = self.entry_of(&id) else { return };
        let quoted = self.attribution(&entry);
        self.pass_on(&id, false, Some(quoted));
    }

    pub(super) fn share_passed(&mut self, id: EntryId, stage: Passing) {
        self.say(match &stage {
            Passing::Quoted => Said::Quoted,
            Passing::ByHand(_) => Said::CopyByHand,
            Passing::Linked | Passing::Choosing => Said::Linked,
        });
        if matches!(stage, Passing::ByHand(_)) {
            self.send(Outgoing::SelectLink);
        }
        self.sharing = Some(Sharing { id, stage });
    }

    /// What was said beside the button of this entry is no longer needed.
    pub(super) fn share_over(&mut self, id: &EntryId) {
        if self.sharing.as_ref().is_some_and(|sharing| sharing.id == *id) {
            self.sharing = None;
        }
    }

    fn pass_on(&mut self, id: &EntryId, filtered: bool, quoted: Option<String>) {
        let Some(entry) = self.entry_of(id) else { return };
        let title = entry.headline.as_ref().or(self.about.title.as_ref());
        let title = title.map(|title| title.to_string()).unwrap_or_default();
        // An entry's own page knows nothing of the filter.
        let url = entry.url.clone().filter(|_| !filtered);
        let view = if filtered { self.view() } else { View::default() };
        let view = self.config.url_state.clone().map(|prefix| (prefix, view));
        self.send(Outgoing::Share(Package { id: id.clone(), title, url, view, quoted }));
    }

    /// Who said it and where, as far as the feed tells: "Ana Roe, Ben Okri, Talks at Port Halden".
    fn attribution(&self, entry: &Entry) -> String {
        let authors = if entry.authors.is_empty() { &self.about.authors } else { &entry.authors };
        let mut attribution = String::new();
        for piece in authors.iter().map(|author| &author.name).chain(&self.about.title) {
            if !attribution.is_empty() {
                attribution.push_str(", ");
            }
            attribution.push_str(piece);
        }
        attribution
    }
}

/// Selected words as they are passed on: quoted, whose they are, and where they stand.
#[must_use]
pub fn quote(words: &str, attribution: &str, link: &str) -> String {
    let mut quote = String::from("“");
    quote.push_str(words.trim());
    quote.push('”');
    for (before, line) in [("\n— ", attribution), ("\n", link)] {
        if !line.is_empty() {
            quote.push_str(before);
            quote.push_str(line);
        }
    }
    quote
}
