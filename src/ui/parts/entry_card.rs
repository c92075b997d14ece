//! One entry.

use std::rc::Rc;

use implicit_clone::unsync::IString;
use yew::prelude::*;
use yew::virtual_dom::{VList, VTag};

use super::attributes::{given, set};
use super::byline::byline;
use super::dom::{dom_id, pair};
use super::element::{Aria, all, button, keyed, plain, tagged, when};
use super::entry_body::{entry_body, highlighted, use_body};
use super::fold::{Labels, folded, use_fold};
use super::heading::heading;
use super::link::link;
use super::marks::marks;
use super::media::figure;
use super::relative_time::relative_time;
use super::share::share;
use crate::core::consent::Consent;
use crate::core::filter::Filter;
use crate::core::link_state;
use crate::core::locale::Msg;
use crate::core::markup;
use crate::core::model::{Entry, EntryId, Marks};
use crate::core::search::Query;
use crate::core::session::{Action, Passing, Sharing};
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
    /// The reader's filter: its topics are pressed.
    pub filter: Rc<Filter>,
    /// What is highlighted.
    pub query: Rc<Query>,
    /// Whether topics are switches of the filter; without its bar there would be no way back.
    pub filters: bool,
    /// What may be loaded from other sites.
    pub consent: Rc<Consent>,
    /// The feed's language, for an entry that names none.
    pub lang: Option<IString>,
    /// How it stands out, or does not.
    pub looks: Looks,
    /// Place in the feed, from 1, and how many there are, if anybody knows; none outside the feed.
    pub place: Option<(usize, Option<usize>)>,
    /// Drawn although the filter would hide it.
    pub outside: bool,
    /// Whether words of this entry alone are selected.
    pub quotable: bool,
    /// What came of passing it on.
    pub passing: Option<Passing>,
}

/// How an entry looks for where it stands, not for what it is.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Looks {
    /// Drawn since the last answer.
    pub fresh: bool,
    /// So far down that it may be laid out later.
    pub far: bool,
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
    /// What is looked for.
    pub query: &'a Rc<Query>,
    /// Whether the reader has a filter bar.
    pub filters: bool,
    /// What may be loaded from other sites.
    pub consent: &'a Rc<Consent>,
    /// The feed's language.
    pub lang: &'a Option<IString>,
    /// The entry of which words are selected.
    pub quotable: Option<&'a EntryId>,
    /// The entry that is passed on.
    pub sharing: Option<&'a Sharing>,
}

impl Cards<'_> {
    /// The entry at this place in the feed, from 1, and how many there are, if anybody knows.
    pub fn listed(&self, entry: &Rc<Entry>, place: (usize, Option<usize>), looks: Looks) -> Html {
        self.card(entry, Some(place), looks, false)
    }

    /// The entry above the feed, perhaps outside the filter.
    pub fn kept(&self, entry: &Rc<Entry>, outside: bool) -> Html {
        self.card(entry, None, Looks::default(), outside)
    }

    fn card(
        &self,
        entry: &Rc<Entry>,
        place: Option<(usize, Option<usize>)>,
        looks: Looks,
        outside: bool,
    ) -> Html {
        let quotable = self.quotable == Some(&entry.id);
        let passing =
            self.sharing.filter(|sharing| sharing.id == entry.id).map(|sharing| sharing.stage.clone());
        html! {
            <EntryCard key={Rc::clone(&entry.id.0)} words={self.words.clone()} dispatch={self.dispatch.clone()} now={self.now}
                entry={Rc::clone(entry)} filter={Rc::clone(self.filter)} query={Rc::clone(self.query)} filters={self.filters} consent={Rc::clone(self.consent)} lang={self.lang.clone()} {looks} {place} {outside} {quotable} {passing} />
        }
    }
}

/// Time · byline and marks, headline, body, pictures, topics, each only when there is one; the way to the entry's own page or
/// place, and the buttons that pass it on. An `<article>` named by its headline and time, focusable by script. The one part that is a component, so that a
/// row of the feed is drawn again only when something in it changes.
///
/// Parts: `entry`, `entry-time`, `entry-headline`, `entry-body`, `media`, `topics`. States: plain, key, breaking,
/// summary, withdrawn, updated, fresh, outside the filter, headline only, picture only, very long (folded).
#[component]
pub fn EntryCard(props: &EntryCardProps) -> Html {
    let EntryCardProps { words, dispatch, entry, filter, query, consent, .. } = props;
    let parsed = use_body(entry);
    let foldable = markup::source_len(&entry.body) > FOLDABLE;
    let fold = use_fold(foldable, (Rc::clone(entry), props.now));
    let (title_id, time_id) = (dom_id("h", &entry.id), dom_id("t", &entry.id));
    let labels = match entry.headline {
        Some(_) => pair(&title_id, &time_id),
        None => time_id.clone(),
    };
    let query = (**query).clone();
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
    let (at, of) = props.place.map(|(at, of)| (number(at), of.map_or("-1".into(), number))).unzip();
    // The way into the feed for the keyboard; from there on keys go from entry to entry.
    let tab = if matches!(props.place, Some((1, _))) { "0" } else { "-1" };
    let mut figures = VList::new();
    for image in entry.images.iter() {
        figures.add_child(figure(words, dispatch, consent, image));
    }
    let own_page = own_page(words, entry);
    let actions = share(words, dispatch, entry, props.quotable, props.passing.as_ref(), own_page);
    let foot = foot(words, dispatch, entry, props.filters.then_some(filter), actions);
    let main = all(vec![headline.unwrap_or_default(), body, figures.into(), foot]);
    let parts = vec![
        relative_time(words, props.now, entry.published, entry.approximate, Some(time_id)),
        tagged(
            "div",
            "meta",
            all(vec![byline(words, consent, &entry.authors), marks(words, entry, props.outside)]),
        ),
        html! {
            <div class="main" lang={entry.lang.clone().or_else(|| props.lang.clone())} dir="auto">{main}</div>
        },
    ];
    let attributes = vec![
        ("class", Some(AttrValue::from(class_of(entry.marks, props.looks)))),
        ("part", Some(AttrValue::Static("entry"))),
        ("tabindex", Some(AttrValue::Static(tab))),
        ("data-entry", Some(AttrValue::from(Rc::clone(&entry.id.0)))),
        ("aria-labelledby", Some(labels)),
        ("aria-posinset", at),
        ("aria-setsize", of),
    ];
    given(plain("article", all(parts)), attributes)
}

fn class_of(marks: Marks, looks: Looks) -> String {
    let mut class = String::from("entry");
    for (is_set, name) in [
        (marks.key, " is-key"),
        (marks.breaking, " is-breaking"),
        (marks.struck, " is-struck"),
        (looks.fresh, " fresh"),
        (looks.far, " far"),
    ] {
        if is_set {
            class.push_str(name);
        }
    }
    class
}

/// The topics, each a switch of the filter where there is one, and what passes the entry on.
fn foot(
    words: &Words,
    dispatch: &Dispatch,
    entry: &Entry,
    filter: Option<&Rc<Filter>>,
    actions: Html,
) -> Html {
    let topics = when(!entry.topics.is_empty(), || {
        let mut topics = VList::new();
        for topic in entry.topics.iter() {
            let mut content = printed(topic);
            if let Some(filter) = filter {
                let pressed = Aria::Pressed(filter.topics.contains(topic));
                content = button("topic", pressed, dispatch.on(Action::TopicToggled(topic.clone())), content);
            }
            topics.add_child(keyed(plain("li", content), topic));
        }
        html! { <ul class="topics" part="topics" aria-label={words.text(Msg::Topics)}>{topics}</ul> }
    });
    tagged("div", "foot", all(vec![topics, actions]))
}

/// The way to the entry's own page.
fn own_page(words: &Words, entry: &Entry) -> Html {
    let id = dom_id("l", &entry.id);
    let mut own_page = match &entry.url {
        Some(url) => link(url, words.say(Msg::EntryPage)),
        None => place_on_this_page(words, &entry.id),
    };
    if entry.headline.is_some() {
        set(&mut own_page, "aria-labelledby", pair(&id, &dom_id("h", &entry.id)));
    }
    set(&mut own_page, "id", id);
    set(&mut own_page, "class", "own-page");
    Html::from(own_page)
}

/// An entry without a page of its own has a place on this one.
fn place_on_this_page(words: &Words, id: &EntryId) -> VTag {
    let mut link = VTag::new("a");
    set(&mut link, "href", link_state::fragment_of(id));
    link.add_child(words.say(Msg::EntryPage));
    link
}
