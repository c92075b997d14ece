//! What stands and what was withdrawn, as every system but JSON Feed writes it down.
//!
//! It is read back from the JSON Feed document, because that is what the controls of a test change: an entry pushed,
//! edited or deleted there is so in every shape.

use std::collections::HashMap;

use serde_json::Value;

use crate::change::{Change, has_id};
use crate::clock::{Millis, instant};
use crate::jsonfeed;
use crate::script::{Blog, Picture};
use crate::story::Moment;

/// The coverage at one moment.
pub(crate) struct Coverage {
    pub(crate) blog: Blog,
    pub(crate) origin: String,
    /// Newest first by first publication.
    pub(crate) posts: Vec<Post>,
    /// Posts that stood and stand no more, oldest withdrawal first.
    pub(crate) gone: Vec<Gone>,
    pub(crate) began: Millis,
    pub(crate) changed: Millis,
    pub(crate) ended: Option<Millis>,
}

/// One entry, with addresses that are absolute.
#[derive(Debug, Clone, Default)]
pub(crate) struct Post {
    pub(crate) id: String,
    /// When an entry of this id was first published, and its place among all that ever were: what systems that count
    /// make their ids of. Neither changes when the entry does.
    pub(crate) born: (Millis, usize),
    pub(crate) title: Option<String>,
    pub(crate) html: String,
    pub(crate) published: Millis,
    pub(crate) modified: Option<Millis>,
    /// 1 at first, one more for each change.
    pub(crate) revision: u32,
    pub(crate) authors: Vec<Person>,
    pub(crate) topics: Vec<String>,
    pub(crate) pictures: Vec<Picture>,
    pub(crate) key: bool,
    pub(crate) key_label: Option<String>,
    pub(crate) pinned: bool,
    pub(crate) summary: bool,
}

/// Who wrote it.
#[derive(Debug, Clone)]
pub(crate) struct Person {
    pub(crate) name: String,
    pub(crate) avatar: String,
}

/// A post as it last stood, and when it was withdrawn.
#[derive(Debug, Clone)]
pub(crate) struct Gone {
    pub(crate) post: Post,
    pub(crate) at: Millis,
}

/// The first publication of every entry there ever was.
struct Births {
    first: HashMap<String, (Millis, usize)>,
    pushed: usize,
}

/// Pushed entries are counted from here, so that the story going on does not move them.
const PUSHED_FROM: usize = 500;

impl Births {
    fn of(moment: &Moment) -> Births {
        let standing = moment.entries.iter().rev();
        let mut shown: Vec<_> = standing.chain(moment.deleted.iter().map(|gone| &gone.shown)).collect();
        shown.sort_by_key(|shown| shown.published);
        let first = shown.iter().enumerate();
        let first = first.map(|(place, shown)| (shown.id.clone(), (shown.published, place))).collect();
        Births { first, pushed: 0 }
    }

    fn note(&mut self, post: Option<Post>) {
        if let Some(post) = post {
            self.first.entry(post.id).or_insert((post.published, PUSHED_FROM + self.pushed));
            self.pushed += 1;
        }
    }
}

impl Coverage {
    /// The story at `moment` with the `changes` of the controls, the last of anything at `changed`.
    pub(crate) fn of(
        blog: &Blog,
        moment: &Moment,
        origin: &str,
        changes: &[Change],
        changed: Millis,
    ) -> Coverage {
        let read = |item: &Value| Post::read(item, origin, changed);
        let mut births = Births::of(moment);
        let mut gone: Vec<Gone> = moment
            .deleted
            .iter()
            .filter_map(|gone| {
                Some(Gone { post: read(&jsonfeed::item(blog, &gone.shown, origin))?, at: gone.at })
            })
            .collect();
        let mut feed = jsonfeed::document(blog, moment, origin);
        let mut edited: HashMap<&str, (u32, Millis)> = HashMap::new();
        for change in changes {
            match change {
                Change::Edit(id, _, when) => {
                    let (times, last) = edited.entry(id).or_default();
                    (*times, *last) = (*times + 1, *when);
                }
                Change::Delete(id, when) => {
                    let item = items(&feed).iter().find(|item| has_id(item, id)).and_then(read);
                    gone.extend(item.map(|post| Gone { post, at: *when }));
                }
                Change::Push(item) => births.note(read(item)),
                Change::Feed(_) => {}
            }
            change.apply(&mut feed);
        }
        let mut posts: Vec<Post> = items(&feed).iter().filter_map(read).collect();
        for post in posts.iter_mut().chain(gone.iter_mut().map(|gone| &mut gone.post)) {
            post.born = births.first.get(&post.id).copied().unwrap_or((post.published, 0));
            if let Some((times, last)) = edited.get(post.id.as_str()) {
                post.revision += times;
                post.modified = post.modified.max(Some(*last));
            }
        }
        // Stable: entries of one instant keep the order in which they were put on top.
        posts.sort_by_key(|post| std::cmp::Reverse(post.published));
        // Published again under the same id, it is not gone.
        gone.retain(|gone| posts.iter().all(|post| post.id != gone.post.id));
        let ended = ended(&feed, changed);
        Coverage {
            blog: blog.clone(),
            origin: origin.to_owned(),
            posts,
            gone,
            began: moment.began,
            changed,
            ended,
        }
    }

    /// Where readers find the post.
    pub(crate) fn link(&self, post: &Post) -> String {
        link(&self.origin, &post.id)
    }
}

/// Where readers find the entry of this id: its place on the page with the widget.
pub(crate) fn link(origin: &str, id: &str) -> String {
    format!("{origin}/#live-blog-{id}")
}

impl Post {
    /// The item of a JSON Feed, where it can be told from others by an id.
    fn read(item: &Value, origin: &str, otherwise: Millis) -> Option<Post> {
        let id = match item.get("id")? {
            Value::String(id) => id.clone(),
            Value::Number(id) => id.to_string(),
            _ => return None,
        };
        let extension = |name: &str| item.pointer(&format!("/_liveblog/{name}"));
        let flag = |name: &str| extension(name).and_then(Value::as_bool).unwrap_or_default();
        let people = list(item.get("authors")).iter().filter_map(|author| {
            Some(Person { name: text(author, "name")?, avatar: absolute(&text(author, "avatar")?, origin) })
        });
        let pictures = list(extension("media")).iter().filter_map(|media| {
            let word = |name: &str| text(media, name).unwrap_or_default();
            let file = absolute(&text(media, "url")?, origin);
            Some(Picture { file, alt: word("alt"), caption: word("caption"), credit: word("credit") })
        });
        Some(Post {
            id,
            born: (0, 0),
            title: text(item, "title"),
            html: text(item, "content_html").or_else(|| text(item, "content_text")).unwrap_or_default(),
            published: text(item, "date_published").and_then(|date| instant(&date)).unwrap_or(otherwise),
            modified: text(item, "date_modified").and_then(|date| instant(&date)),
            revision: extension("revision").and_then(Value::as_str).and_then(|n| n.parse().ok()).unwrap_or(1),
            authors: people.collect(),
            topics: list(item.get("tags")).iter().filter_map(Value::as_str).map(str::to_owned).collect(),
            pictures: pictures.collect(),
            key: flag("key"),
            key_label: extension("key_label").and_then(Value::as_str).map(str::to_owned),
            pinned: flag("pinned"),
            summary: flag("summary"),
        })
    }

    /// The last instant at which this post was published or changed.
    pub(crate) fn touched(&self) -> Millis {
        self.modified.unwrap_or(self.published)
    }

    /// The body under its headline, for systems that have no place for a headline of its own.
    pub(crate) fn headed(&self, tag: &str) -> String {
        let title = self.title.as_deref().map(crate::shapes::text::escaped);
        title.map_or_else(|| self.html.clone(), |title| format!("<{tag}>{title}</{tag}>\n{}", self.html))
    }
}

fn ended(feed: &Value, changed: Millis) -> Option<Millis> {
    let state = feed.pointer("/_liveblog/state").and_then(Value::as_str);
    let over = state == Some("ended") || feed.get("expired") == Some(&Value::Bool(true));
    let said = feed.pointer("/_liveblog/coverage_end").and_then(Value::as_str).and_then(instant);
    over.then(|| said.unwrap_or(changed))
}

fn items(feed: &Value) -> &[Value] {
    list(feed.get("items"))
}

fn list(value: Option<&Value>) -> &[Value] {
    value.and_then(Value::as_array).map_or(&[], Vec::as_slice)
}

fn text(value: &Value, name: &str) -> Option<String> {
    value.get(name).and_then(Value::as_str).map(str::to_owned)
}

fn absolute(address: &str, origin: &str) -> String {
    if address.contains("://") {
        address.to_owned()
    } else {
        format!("{origin}/{}", address.trim_start_matches('/'))
    }
}
