//! Fields that most formats have, in the types that they take in the wild: a person is a name, an object or a
//! list of either; a topic list is a list or one text with commas.

use implicit_clone::unsync::IString;

use crate::core::json::Json;
use crate::core::markup;
use crate::core::model::{Author, EntryId};
use crate::core::url::SafeUrl;

/// No headline, name or caption that is meant to be read is longer, in characters.
const LONGEST_LINE: usize = 2_000;
/// How many authors of an entry are kept.
pub(super) const MOST_AUTHORS: usize = 20;
/// How many topics of an entry are kept.
const MOST_TOPICS: usize = 50;
/// How many bytes a topic may have: it is a name on a button, and what a reader prefers must fit into storage.
const LONGEST_TOPIC: usize = 120;

/// How a format writes text that is not a body.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Wording {
    /// As it is to be read.
    Plain,
    /// With entities and perhaps tags, whatever the specification says.
    Encoded,
}

/// Reads fields as one format writes them.
#[derive(Clone, Copy)]
pub(super) struct Fields<'a> {
    pub(super) base: &'a SafeUrl,
    pub(super) wording: Wording,
}

impl Fields<'_> {
    /// A line of text to be read.
    pub(super) fn line(self, value: &Json) -> Option<IString> {
        let text = value.to_text()?;
        let line = match self.wording {
            Wording::Encoded if text.contains(&['&', '<'][..]) => {
                let decoded = markup::decode_text(&text);
                match decoded.trim() {
                    "" => return None,
                    trimmed => IString::from(trimmed),
                }
            }
            _ => IString::from(text),
        };
        Some(match line.char_indices().nth(LONGEST_LINE) {
            Some((end, _)) => IString::from([line.get(..end).unwrap_or_default(), "…"].concat()),
            None => line,
        })
    }

    /// The address of a page, resolved. Objects stand for the address inside them.
    pub(super) fn url(self, value: &Json) -> Option<SafeUrl> {
        self.base.join(&address(value)?).filter(|url| url.origin().is_some())
    }

    /// The address of a picture that may be loaded, resolved.
    pub(super) fn image_url(self, value: &Json) -> Option<SafeUrl> {
        self.base.join(&address(value)?).filter(SafeUrl::is_image)
    }

    /// The first of these members that is a line.
    #[cfg(feature = "foreign")]
    pub(super) fn first_line(self, value: &Json, keys: &[&str]) -> Option<IString> {
        keys.iter().find_map(|key| self.line(value.get(key)))
    }

    /// The first of these members that is the address of a page.
    #[cfg(feature = "foreign")]
    pub(super) fn first_url(self, value: &Json, keys: &[&str]) -> Option<SafeUrl> {
        keys.iter().find_map(|key| self.url(value.get(key)))
    }

    /// People and desks.
    pub(super) fn authors(self, value: &Json) -> Vec<Author> {
        let mut authors: Vec<Author> = Vec::new();
        for author in value.to_list().iter().filter_map(|value| self.author(value)) {
            if authors.len() < MOST_AUTHORS && !authors.iter().any(|known| known.name == author.name) {
                authors.push(author);
            }
        }
        authors
    }

    fn author(self, value: &Json) -> Option<Author> {
        if !value.is_object() {
            return Some(Author { name: self.name(value)?, url: None, avatar: None });
        }
        let same_as = value.list("sameAs").first().and_then(|value| self.url(value));
        Some(Author {
            name: self.name(value.get("name"))?,
            url: self.url(value.get("url")).or(same_as),
            avatar: self.image_url(value.get("avatar")).or_else(|| self.image_url(value.get("image"))),
        })
    }

    /// A name that may be printed: some systems put a staff e-mail address here, alone or beside the name, which never is.
    pub(super) fn name(self, value: &Json) -> Option<IString> {
        let name = match value {
            Json::Text(_) => self.line(value)?,
            _ => return None,
        };
        let is_address =
            |word: &str| word.trim_start_matches(&['<', '('][..]).find('@').is_some_and(|at| at > 0);
        if !name.split_whitespace().any(is_address) {
            return Some(name);
        }
        let words: Vec<&str> = name.split_whitespace().filter(|word| !is_address(word)).collect();
        let rest = words.join(" ");
        let rest = rest.trim_matches(&['(', ')', '"', ','][..]);
        (!rest.is_empty()).then(|| IString::from(rest.to_owned()))
    }

    /// Topics, each once.
    pub(super) fn topics(self, value: &Json) -> Vec<IString> {
        let mut topics: Vec<IString> = Vec::new();
        let mut add = |topic: Option<IString>| {
            let fits = |topic: &IString| topic.len() <= LONGEST_TOPIC && !topics.contains(topic);
            if let Some(topic) = topic.filter(fits)
                && topics.len() < MOST_TOPICS
            {
                topics.push(topic);
            }
        };
        match value {
            Json::Text(text) => {
                text.split(',').for_each(|part| add(self.line(&Json::Text(part.into()))));
            }
            _ => {
                for topic in value.to_list() {
                    let name = if topic.is_object() { topic.get("name") } else { topic };
                    add(self.line(name));
                }
            }
        }
        topics
    }
}

/// Whether an object has this member, be it null.
pub(super) fn has(value: &Json, key: &str) -> bool {
    value.members().iter().any(|(name, _)| &**name == key)
}

/// The address in a text, or in an object that stands for a resource.
pub(super) fn address(value: &Json) -> Option<std::rc::Rc<str>> {
    match value {
        Json::Text(_) => value.to_text(),
        Json::Object(_) => {
            let keys = ["url", "contentUrl", "@id", "src", "href"];
            keys.into_iter().find_map(|key| match value.get(key) {
                text @ Json::Text(_) => text.to_text(),
                _ => None,
            })
        }
        Json::List(list) => match list.first() {
            Some(Json::List(_)) | None => None,
            Some(first) => address(first),
        },
        _ => None,
    }
}

/// The id as text. Of the numbers beyond 2^53 several read the same in a browser, so what has such an id is known by
/// its address when it has one, or else by its date, too.
pub(super) fn id(id: &Json, elsewhere: &Json, first: &Json) -> Option<EntryId> {
    let inexact = matches!(id, Json::Float(number) if number.get().trunc() == number.get());
    let text = || {
        let text = id.to_text()?;
        let date = first.to_text().filter(|_| inexact);
        Some(date.map_or(text.clone(), |date| [&*text, "@", &*date].concat().into()))
    };
    let url = if inexact { address(elsewhere) } else { None };
    url.or_else(text).map(EntryId)
}

/// A number in thousandths: what is ordered by must be `Eq`, and is written with a fraction.
pub(super) fn thousandths(value: &Json) -> Option<i64> {
    match value {
        Json::Float(number) => Some((number.get() * 1000.0).round() as i64),
        _ => Some(value.to_integer()?.saturating_mul(1000)),
    }
}

/// A language tag that looks like one, unless it is also the `usual` one.
pub(super) fn lang(value: &Json, usual: Option<&IString>) -> Option<IString> {
    let tag = value.to_text()?;
    let sound = tag.len() <= 35
        && tag
            .split('-')
            .all(|part| (1..=8).contains(&part.len()) && part.bytes().all(|b| b.is_ascii_alphanumeric()));
    let usual = usual.is_some_and(|usual| usual.eq_ignore_ascii_case(&tag));
    (sound && !usual).then(|| IString::from(tag))
}

/// Whether two lists name the same people in the same order.
pub(super) fn same_names(some: &[Author], others: &[Author]) -> bool {
    some.iter().map(|author| &author.name).eq(others.iter().map(|author| &author.name))
}

/// Whether it is said to be false; what is not said is not denied.
#[cfg(feature = "foreign")]
pub(super) fn denies(value: &Json) -> bool {
    match value {
        Json::Bool(flag) => !flag,
        Json::Integer(number) => *number == 0,
        Json::Text(text) => text.trim().eq_ignore_ascii_case("false") || text.trim() == "0",
        _ => false,
    }
}
