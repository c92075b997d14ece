//! One entry.

use std::rc::Rc;

use implicit_clone::unsync::IString;
use yew::prelude::*;

use super::byline::byline;
use super::dom::dom_id;
use super::element::{Aria, button, classed};
use super::entry_body::{entry_body, highlighted, use_body};
use super::fold::{Labels, folded, use_fold};
use super::heading::heading;
use super::link::link;
use super::marks::marks;
use super::media::figure;
use super::relative_time::relative_time;
use crate::core::consent::Consent;
use crate::core::filter::Filter;
use crate::core::locale::Msg;
use crate::core::markup;
use crate::core::model::{Entry, Marks};
use crate::core::session::Action;
use crate::ui::store::Dispatch;
use crate::ui::words::{Minute, Words, printed};

/// A body of fewer bytes never reaches the ninety lines at which one folds, so it is not even measured.
const FOLDABLE: usize = 4_000;

/// Props of [`EntryCard`].
#[derive(Properties, PartialEq)]
pub struct EntryCardProps {
    /// To speak.
    pub words: Words,
    /// To act.
    pub dispatch: Dispatch,
    /// For how long ago it was.
    pub now: Minute,
    /// The entry.
    pub entry: Rc<Entry>,
    /// The reader's filter: its words are highlighted, its topics pressed.
    pub filter: Rc<Filter>,
    /// Whether topics are switches of the filter; without its bar there would be no way back.
    pub filters: bool,
    /// What may be loaded from other sites.
    pub consent: Rc<Consent>,
    /// The feed's language, for an entry that names none.
    pub lang: Option<IString>,
    /// Drawn since the last answer.
    pub fresh: bool,
    /// Place in the feed, from 1, and how many there are; none outside the feed.
    pub place: Option<(usize, usize)>,
    /// Drawn although the filter would hide it.
    pub outside: bool,
}

/// What all entries of a drawing share.
#[derive(Clone, Copy)]
pub struct Cards<'a> {
    /// To speak.
    pub words: &'a Words,
    /// To act.
    pub dispatch: &'a Dispatch,
    /// For how long ago each was.
    pub now: Minute,
    /// The reader's filter.
    pub filter: &'a Rc<Filter>,
    /// Whether the reader has a filter bar.
    pub filters: bool,
    /// What may be loaded from other sites.
    pub consent: &'a Rc<Consent>,
    /// The feed's language.
    pub lang: &'a Option<IString>,
}

impl Cards<'_> {
    /// The entry at this place in the feed, from 1, and how many there are.
    pub fn listed(&self, entry: &Rc<Entry>, place: (usize, usize), fresh: bool) -> Html {
        self.card(entry, Some(place), fresh, false)
    }

    /// The entry above the feed, perhaps outside the filter.
    pub fn kept(&self, entry: &Rc<Entry>, outside: bool) -> Html {
        self.card(entry, None, false, outside)
    }

    fn card(&self, entry: &Rc<Entry>, place: Option<(usize, usize)>, fresh: bool, outside: bool) -> Html {
        html! {
            <EntryCard key={Rc::clone(&entry.id.0)} words={self.words.clone()} dispatch={self.dispatch.clone()} now={self.now}
                entry={Rc::clone(entry)} filter={Rc::clone(self.filter)} filters={self.filters} consent={Rc::clone(self.consent)} lang={self.lang.clone()} {fresh} {place} {outside} />
        }
    }
}

/// Time · byline and marks, headline, body, pictures, topics, the way to the entry's own page; each only when there is
/// one. An `<article>` named by its headline and time, focusable by script. The one part that is a component, so that a
/// row of the feed is drawn again only when something in it changes.
///
/// Parts: `entry`, `entry-time`, `entry-headline`, `entry-body`, `media`, `topics`. States: plain, key, breaking,
/// summary, withdrawn, updated, fresh, outside the filter, headline only, picture only, very long (folded).
#[component]
pub fn EntryCard(props: &EntryCardProps) -> Html {
    let EntryCardProps { words, dispatch, entry, filter, consent, .. } = props;
    let parsed = use_body(entry);
    let foldable = markup::source_len(&entry.body) > FOLDABLE;
    let fold = use_fold(foldable, (Rc::clone(entry), props.now));
    let (title_id, time_id) = (dom_id("h", &entry.id), dom_id("t", &entry.id));
    let labels = match entry.headline {
        Some(_) => pair(&title_id, &time_id),
        None => time_id.clone(),
    };
    let query = filter.query();
    let headline = entry.headline.as_ref().map(|headline| {
        let part = Some(("part", "entry-headline"));
        let text = highlighted(&query, headline);
        Html::from(heading(words.heading_level + 1, title_id, part, "headline", text))
    });
    let mut body = entry_body(words, dispatch, consent, &parsed, entry, query);
    if foldable {
        let labels = Labels { more: Msg::ReadOn, less: None };
        body = folded(words, &fold, "lines", labels, dom_id("b", &entry.id), body);
    }
    let number = |n: usize| AttrValue::from(n.to_string());
    let (at, of) = props.place.map(|(at, of)| (number(at), number(of))).unzip();
    let drawn = html! {
        <article part="entry" data-entry={AttrValue::from(Rc::clone(&entry.id.0))} tabindex="-1" aria-labelledby={labels}
            aria-posinset={at} aria-setsize={of}>
            {relative_time(words, props.now, entry.published, entry.approximate, Some(time_id))}
            <div class="meta">
                {byline(words, consent, &entry.authors)}
                {marks(words, entry, props.outside)}
            </div>
            <div class="main" lang={entry.lang.clone().or_else(|| props.lang.clone())} dir="auto">
                {headline}
                {body}
                for image in entry.images.iter() {
                    {figure(words, dispatch, consent, image)}
                }
                {foot(words, dispatch, entry, props.filters.then_some(filter))}
            </div>
        </article>
    };
    classed(drawn, class_of(entry.marks, props.fresh))
}

fn class_of(marks: Marks, fresh: bool) -> String {
    let mut class = String::from("entry");
    for (is_set, name) in [
        (marks.key, " is-key"),
        (marks.breaking, " is-breaking"),
        (marks.struck, " is-struck"),
        (fresh, " fresh"),
    ] {
        if is_set {
            class.push_str(name);
        }
    }
    class
}

/// Two ids, for an attribute that takes a list of them.
fn pair(one: &str, other: &str) -> AttrValue {
    let mut pair = one.to_owned();
    pair.push(' ');
    pair.push_str(other);
    AttrValue::from(pair)
}

/// The topics, each a switch of the filter where there is one, and the way to the entry's own page.
fn foot(words: &Words, dispatch: &Dispatch, entry: &Entry, filter: Option<&Rc<Filter>>) -> Html {
    if entry.topics.is_empty() && entry.url.is_none() {
        return Html::default();
    }
    let own_page = entry.url.as_ref().map(|url| {
        let id = dom_id("l", &entry.id);
        let mut own_page = link(url, words.say(Msg::EntryPage));
        if entry.headline.is_some() {
            own_page.add_attribute("aria-labelledby", pair(&id, &dom_id("h", &entry.id)));
        }
        own_page.add_attribute("id", id);
        own_page.add_attribute("class", "own-page");
        Html::from(own_page)
    });
    html! {
        <div class="foot">
            if !entry.topics.is_empty() {
                <ul class="topics" part="topics" aria-label={words.text(Msg::Topics)}>
                    for topic in entry.topics.iter() {
                        <li key={&**topic}>
                            if let Some(filter) = filter {
                                {button("topic", Aria::Pressed(filter.topics.contains(topic)),
                                    dispatch.on(Action::TopicToggled(topic.clone())), printed(topic))}
                            } else {
                                {printed(topic)}
                            }
                        </li>
                    }
                </ul>
            }
            {own_page}
        </div>
    }
}
