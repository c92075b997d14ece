//! Which entries a reader wants to see, and how many there would be.

use std::rc::Rc;

use implicit_clone::unsync::IString;

use super::order::{self, Places, Set};
use super::search::Query;
use super::timeline::Row;

/// A reader's choice. Facets combine: any of the chosen topics, and each of the other constraints.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Filter {
    /// As typed into the search field.
    pub text: IString,
    /// Key events only.
    pub key_only: bool,
    /// The chosen topics; none means all.
    pub topics: Set<IString>,
}

/// One of the constraints that make up a filter.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Constraint {
    /// The search text.
    Text,
    /// Key events only.
    KeyOnly,
    /// The chosen topics.
    Topics,
}

impl Constraint {
    /// Every constraint, in the order of the filter bar.
    pub const ALL: [Self; 3] = [Self::Text, Self::KeyOnly, Self::Topics];
}

impl Filter {
    /// Whether nothing is asked for.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        Constraint::ALL.into_iter().all(|constraint| !self.has(constraint))
    }

    /// Whether this constraint narrows anything.
    #[must_use]
    pub fn has(&self, constraint: Constraint) -> bool {
        match constraint {
            Constraint::Text => !self.query().is_empty(),
            Constraint::KeyOnly => self.key_only,
            Constraint::Topics => !self.topics.is_empty(),
        }
    }

    /// The filter with one constraint dropped.
    #[must_use]
    pub fn without(&self, constraint: Constraint) -> Self {
        let mut wider = self.clone();
        match constraint {
            Constraint::Text => wider.text = IString::default(),
            Constraint::KeyOnly => wider.key_only = false,
            Constraint::Topics => wider.topics.clear(),
        }
        wider
    }

    /// The search text as a query.
    #[must_use]
    pub fn query(&self) -> Query {
        Query::new(&self.text)
    }

    /// Whether the row fits; `query` is [`Filter::query`], made once for many rows.
    #[must_use]
    pub fn fits(&self, row: &Row, query: &Query) -> bool {
        self.fits_facets(row) && finds(query, row)
    }

    /// Whether the row fits all but the search text.
    #[must_use]
    pub fn fits_facets(&self, row: &Row) -> bool {
        self.fits_key(row) && self.fits_topics(row)
    }

    fn fits_key(&self, row: &Row) -> bool {
        !self.key_only || row.entry.marks.key
    }

    fn fits_topics(&self, row: &Row) -> bool {
        self.topics.is_empty() || row.entry.topics.iter().any(|topic| self.topics.contains(topic))
    }
}

/// Whether the search text finds the row.
#[must_use]
pub fn finds(query: &Query, row: &Row) -> bool {
    query.is_empty() || query.matches(row.folded())
}

/// What each control of the filter bar would give, counted under the other constraints.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Facets {
    /// Key events.
    pub key: usize,
    /// Topics, most used first, then by name. A chosen topic stays listed at zero.
    pub topics: Vec<TopicFacet>,
}

/// One topic and how many entries it would give.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TopicFacet {
    /// The topic.
    pub name: IString,
    /// Entries of the topic under the other constraints.
    pub count: usize,
    /// Whether the reader chose it.
    pub chosen: bool,
}

impl Facets {
    /// Counts in one pass over the rows that the search text finds; looking for it is dear, and the caller has done it.
    pub fn count<'a>(found: impl Iterator<Item = &'a Row>, filter: &Filter) -> Self {
        let mut key = 0;
        let mut topics = Topics::default();
        for chosen in &filter.topics {
            topics.update(chosen, |facet| facet.chosen = true);
        }
        for row in found {
            if row.entry.marks.key && filter.fits_topics(row) {
                key += 1;
            }
            let counts = filter.fits_key(row);
            for (index, topic) in row.entry.topics.iter().enumerate() {
                // An entry that names a topic twice is still one entry.
                if row.entry.topics.iter().take(index).any(|earlier| earlier == topic) {
                    continue;
                }
                topics.update(topic, |facet| facet.count += usize::from(counts));
            }
        }
        let mut topics = topics.facets;
        order::sort(&mut topics, |a, b| {
            b.count.cmp(&a.count).then_with(|| a.name.as_str().cmp(b.name.as_str()))
        });
        Self { key, topics }
    }
}

/// Topics as they are met, each once.
#[derive(Default)]
struct Topics {
    places: Places,
    facets: Vec<TopicFacet>,
}

impl Topics {
    fn update(&mut self, topic: &IString, change: impl FnOnce(&mut TopicFacet)) {
        let known = self.places.get(topic.as_str()).and_then(|place| self.facets.get_mut(*place));
        if let Some(facet) = known {
            return change(facet);
        }
        let mut facet = TopicFacet { name: topic.clone(), count: 0, chosen: false };
        change(&mut facet);
        self.places.insert(Rc::from(topic.as_str()), self.facets.len());
        self.facets.push(facet);
    }
}

#[cfg(test)]
#[path = "filter_tests.rs"]
mod tests;
