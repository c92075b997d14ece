//! One entry.

use std::rc::Rc;

use implicit_clone::unsync::IString;
use yew::prelude::*;

use super::byline::Byline;
use super::dom::dom_id;
use super::entry_body::{EntryBody, highlighted};
use super::fold::Fold;
use super::heading::Heading;
use super::marks::MarkList;
use super::media::Figure;
use super::relative_time::RelativeTime;
use crate::core::filter::Filter;
use crate::core::locale::Msg;
use crate::core::model::{Body, Entry};
use crate::core::session::Action;
use crate::ui::store::use_dispatch;
use crate::ui::words::use_words;

/// A body of fewer bytes never reaches the ninety lines at which one folds, so it is not even measured.
const FOLDABLE: usize = 4_000;

/// Props of [`EntryCard`].
#[derive(Properties, PartialEq)]
pub struct EntryCardProps {
    /// The entry.
    pub entry: Rc<Entry>,
    /// The reader's filter: its words are highlighted, its topics pressed.
    pub filter: Rc<Filter>,
    /// The feed's language, for an entry that names none.
    #[prop_or_default]
    pub lang: Option<IString>,
    /// Drawn since the last answer.
    #[prop_or_default]
    pub fresh: bool,
    /// Place in the feed, from 1, and how many there are; none outside the feed.
    #[prop_or_default]
    pub place: Option<(usize, usize)>,
    /// Drawn although the filter would hide it.
    #[prop_or_default]
    pub outside: bool,
}

/// Time · byline and marks, headline, body, pictures, topics, the way to the entry's own page; each only when there is
/// one. An `<article>` named by its headline and time, focusable by script.
///
/// Parts: `entry`, `entry-time`, `entry-headline`, `entry-body`, `media`, `topics`. States: plain, key, breaking,
/// summary, withdrawn, updated, fresh, outside the filter, headline only, picture only, very long (folded).
#[component]
pub fn EntryCard(props: &EntryCardProps) -> Html {
    let EntryCardProps {
        entry,
        filter,
        lang,
        fresh,
        place,
        outside,
    } = props;
    let words = use_words();
    let marks = entry.marks;
    let (title_id, time_id) = (dom_id("h", &entry.id), dom_id("t", &entry.id));
    let labels = match entry.headline {
        Some(_) => format!("{title_id} {time_id}"),
        None => time_id.to_string(),
    };
    let class = classes!(
        "entry",
        marks.key.then_some("is-key"),
        marks.breaking.then_some("is-breaking"),
        marks.struck.then_some("is-struck"),
        fresh.then_some("fresh"),
    );
    let body = html! {
        <EntryBody body={entry.body.clone()} query={filter.text.clone()} more={entry.url.clone()} level={words.heading_level + 2} />
    };
    let foldable = match &entry.body {
        Body::Empty => false,
        Body::Html { source, .. } => source.len() > FOLDABLE,
        Body::Text(text) => text.len() > FOLDABLE,
    };
    html! {
        <article {class} part="entry" data-entry={AttrValue::from(entry.id.0.clone())} tabindex="-1" aria-labelledby={labels}
            aria-posinset={place.map(|(at, _)| at.to_string())} aria-setsize={place.map(|(_, of)| of.to_string())}>
            <RelativeTime at={entry.published} approximate={entry.approximate} id={time_id} />
            <div class="meta">
                if !entry.authors.is_empty() {
                    <Byline authors={entry.authors.clone()} />
                }
                <MarkList {marks} published={entry.published} modified={entry.modified} outside={*outside} />
            </div>
            <div class="main" lang={entry.lang.clone().or_else(|| lang.clone())} dir="auto">
                if let Some(headline) = &entry.headline {
                    <Heading level={words.heading_level + 1} id={title_id.clone()} class="headline" part="entry-headline">
                        {highlighted(&filter.query(), headline)}
                    </Heading>
                }
                if foldable {
                    <Fold class="lines" more={Msg::ReadOn} id={dom_id("b", &entry.id)}>{body}</Fold>
                } else {
                    {body}
                }
                for (n, image) in entry.images.iter().enumerate() {
                    <Figure key={n} image={image.clone()} />
                }
                <Foot entry={entry.clone()} filter={filter.clone()} />
            </div>
        </article>
    }
}

#[derive(Properties, PartialEq)]
struct FootProps {
    entry: Rc<Entry>,
    filter: Rc<Filter>,
}

/// The topics, each a switch of the filter, and the way to the entry's own page.
#[component]
fn Foot(FootProps { entry, filter }: &FootProps) -> Html {
    let words = use_words();
    let dispatch = use_dispatch();
    if entry.topics.is_empty() && entry.url.is_none() {
        return Html::default();
    }
    let link_id = dom_id("l", &entry.id);
    let labels = entry
        .headline
        .as_ref()
        .map(|_| format!("{link_id} {}", dom_id("h", &entry.id)));
    html! {
        <div class="foot">
            if !entry.topics.is_empty() {
                <ul class="topics" part="topics" aria-label={words.text(Msg::Topics)}>
                    for topic in entry.topics.iter() {
                        <li key={topic.to_string()}>
                            <button type="button" class="topic" aria-pressed={filter.topics.contains(topic).to_string()}
                                onclick={dispatch.on(Action::TopicToggled(topic.clone()))}>{topic.clone()}</button>
                        </li>
                    }
                </ul>
            }
            if let Some(url) = &entry.url {
                <a class="own-page" id={link_id} href={url.text()} aria-labelledby={labels}>{words.text(Msg::EntryPage)}</a>
            }
        </div>
    }
}
