//! Documents as an adapter might hand them over, with all that their types allow and adapters produce.

use std::rc::Rc;

use live_blog::core::clock::Timestamp;
use live_blog::core::embed::Embed;
use live_blog::core::feed::{Format, Mode, Parsed, Tombstone};
use live_blog::core::model::{About, Author, Body, Entry, EntryId, Image, Marks, Part, Phase};
use live_blog::core::url::SafeUrl;
use proptest::collection::vec;
use proptest::option::of;
use proptest::prelude::*;
use proptest::sample::select;

type Text = implicit_clone::unsync::IString;

/// Markup as it comes, in pieces that make sense together and in others.
const MARKUP: &[&str] = &[
    "<p>",
    "</p>",
    "<b>",
    "</b>",
    "<em>",
    "</em>",
    "<ul><li>",
    "</li>",
    "</ul>",
    "<ol start=3 reversed><li>",
    "<h2>",
    "</h2>",
    "<blockquote>",
    "</blockquote>",
    "<br>",
    "<hr>",
    "<pre>\n\n",
    "</pre>",
    "<table><tr><td colspan=2>",
    "<th scope=row>",
    "</table>",
    "<dl><dt>",
    "<dd>",
    "</dl>",
    "<details><summary>",
    "</summary>",
    "</details>",
    "<figure>",
    "<figcaption>",
    "</figcaption>",
    "</figure>",
    "<a href='/mole?a=1&amp;b=2'>",
    "<a href=mailto:desk@news.example>",
    "</a>",
    "<img src=a.jpg width=30>",
    "<img src=//cdn.example/b.jpg alt='A \"b\" &amp; c'>",
    "<span lang=el>",
    "</span>",
    "<bdo dir=rtl>",
    "</bdo>",
    "<time datetime=2026-03-12T10:00Z>",
    "</time>",
    "<abbr title=\"The a\nb\">",
    "</abbr>",
    "<script>x</script>",
    "<iframe src=https://www.youtube.com/embed/a1b2c3d4e5F title=Boats></iframe>",
    "<iframe src=https://maps.example/m height=300></iframe>",
    "<video src=film.mp4></video>",
    "<audio src=sound.mp3></audio>",
    "<blockquote class=twitter-tweet>",
    "<a href=https://x.com/a/status/123456789012345>",
    "&nbsp;",
    "&#8195;",
    "&amp;lt;",
    "&lt;b>",
    " ",
    "\n",
    "\u{a0}",
    "\u{3000}",
    "words",
    "und Wörter",
    "كلمات",
    "<",
    "&",
    "\"",
    "-->",
    "]]>",
    "e\u{301}",
];

const PAGES: &[&str] = &[
    "https://news.example/a",
    "https://news.example/live/feed.json",
    "http://paper.example/b?c=d&e=%22",
    "https://youtu.be/a1b2c3d4e5F",
    "https://vimeo.com/76979871",
    "https://x.com/a/status/123456789012345",
    "https://www.instagram.com/p/Cabc123/",
    "https://www.tiktok.com/@a/video/7000000000000000000",
    "https://open.spotify.com/track/4uLU6hMCjMI75M1A2tKUQC",
    "https://www.facebook.com/a/posts/1234567890",
    "https://www.twitch.tv/videos/123456789",
    "https://soundcloud.com/a/b",
    "https://datawrapper.dwcdn.net/Ab1Cd/3/",
    "https://mastodon.example/@a/110000000000000001",
    "https://bsky.app/profile/a.example/post/3kabc",
    "https://maps.example/mole.html",
];

const PICTURES: &[&str] =
    &["https://news.example/live/a.jpg", "https://cdn.example/b.jpg", "https://cdn.example/b.jpg?w=1&h=2"];

fn url(from: &'static [&'static str]) -> impl Strategy<Value = SafeUrl> {
    select(from).prop_map(|text| SafeUrl::parse(text).unwrap())
}

/// A line as adapters read it: trimmed, never blank.
fn line() -> impl Strategy<Value = Text> {
    let text = prop_oneof!["\\PC{1,30}", "[a-z<>&\"' \\\\\n\t\u{a0}\u{2028}]{1,20}", "a{2100}"];
    text.prop_filter_map("blank", |text| match text.trim() {
        "" => None,
        trimmed if trimmed.chars().count() > 2_000 => Some(Text::from(format!("{}…", &trimmed[..2_000]))),
        trimmed => Some(Text::from(trimmed.to_owned())),
    })
}

/// A line as it is drawn in a body, where white space is folded in any case.
fn folded() -> impl Strategy<Value = Text> {
    line().prop_map(|line| Text::from(line.split_whitespace().collect::<Vec<_>>().join(" ")))
}

fn moment() -> impl Strategy<Value = Timestamp> {
    prop_oneof![
        0..4_102_444_800_000_i64,
        (1_773_300_000..1_773_300_005_i64).prop_map(|seconds| seconds * 1_000),
        -2_000_000_000_000..0_i64
    ]
    .prop_map(Timestamp)
}

fn author() -> impl Strategy<Value = Author> {
    let name = line().prop_filter("an address", |name| !name.contains('@'));
    (name, of(url(PAGES)), of(url(PICTURES))).prop_map(|(name, url, avatar)| Author { name, url, avatar })
}

fn authors() -> impl Strategy<Value = Rc<[Author]>> {
    vec(author(), 0..3).prop_map(|mut authors| {
        authors.dedup_by(|a, b| a.name == b.name);
        if authors.first().map(|first| &first.name) == authors.get(2).map(|last| &last.name) {
            authors.truncate(2);
        }
        Rc::from(authors)
    })
}

fn image<L: Strategy<Value = Text>>(line: fn() -> L) -> impl Strategy<Value = Image> {
    let size = of((2..10_000_u32, 2..10_000_u32));
    (url(PICTURES), of(line()), of(line()), of(line()), size).prop_map(|(url, alt, caption, credit, size)| {
        Image { url, alt: alt.unwrap_or(Text::Static("")), caption, credit, size }
    })
}

fn images() -> impl Strategy<Value = Rc<[Image]>> {
    vec(image(line), 0..3).prop_map(|mut images| {
        images.sort_by(|a, b| a.url.cmp(&b.url));
        images.dedup_by(|a, b| a.url == b.url);
        Rc::from(images)
    })
}

fn embed() -> impl Strategy<Value = Embed> {
    let size = of((prop_oneof![Just(0_u32), 2..10_000_u32], 2..10_000_u32));
    (url(PAGES), 0..5, of(folded()), size).prop_map(|(url, kind, title, size)| match kind {
        0 => Embed::card(url, title),
        1 => Embed { title, size, ..Embed::video(url) },
        2 => Embed { title, ..Embed::audio(url) },
        3 => Embed { title, size, ..Embed::of_frame(&url) },
        _ => Embed { title, ..Embed::of_link(&url).unwrap_or(Embed::card(url, None)) },
    })
}

fn html() -> impl Strategy<Value = Rc<str>> {
    vec(select(MARKUP), 0..24).prop_map(|pieces| Rc::from(pieces.concat()))
}

fn text() -> impl Strategy<Value = Rc<str>> {
    prop_oneof!["\\PC{0,40}", "[ab<& \n\u{a0}\u{3000}]{0,30}"].prop_map(Rc::from)
}

fn part() -> impl Strategy<Value = Part> {
    prop_oneof![
        html().prop_map(Part::Html),
        text().prop_map(Part::Text),
        image(folded).prop_map(Part::Image),
        embed().prop_map(Part::Embed),
        (html(), of(folded()), of(url(PAGES))).prop_map(|(html, credit, url)| Part::Quote {
            html,
            credit,
            url
        }),
    ]
}

fn body() -> impl Strategy<Value = Body> {
    let base = SafeUrl::parse("https://news.example/live/feed.json").unwrap();
    let other = base.clone();
    prop_oneof![
        Just(Body::Empty),
        html().prop_map(move |source| Body::Html { source, base: base.clone() }),
        text().prop_map(Body::Text),
        vec(part(), 0..6).prop_map(move |parts| Body::Parts { parts: Rc::from(parts), base: other.clone() }),
    ]
}

fn marks() -> impl Strategy<Value = Marks> {
    any::<[bool; 5]>().prop_map(|[key, pinned, breaking, summary, struck]| Marks {
        key,
        pinned,
        breaking,
        summary,
        struck,
    })
}

fn entry() -> impl Strategy<Value = Entry> {
    let words = (line(), of(line()), body(), authors(), vec(line(), 0..4), images());
    let facts = (
        moment(),
        any::<bool>(),
        of(1..10_000_000_i64),
        marks(),
        of(url(PAGES)),
        of(select(&["de", "ar-EG"][..])),
    );
    (words, facts, of(-9_000_000..9_000_000_i64)).prop_map(|(words, facts, rank)| {
        let (id, headline, body, authors, mut topics, images) = words;
        let (published, approximate, later, marks, url, lang) = facts;
        topics.retain(|topic| topic.len() <= 120);
        topics.sort();
        topics.dedup();
        // An adapter that finds nothing to show skips the entry.
        let silent = headline.is_none() && body == Body::Empty && images.is_empty() && url.is_none();
        let headline = if silent { Some(Text::Static("Something")) } else { headline };
        Entry {
            id: EntryId(Rc::from(&*id)),
            headline,
            body,
            authors,
            published,
            approximate,
            modified: later.map(|later| Timestamp(published.0 + later)),
            marks,
            topics: Rc::from(topics),
            images,
            url,
            lang: lang.map(Text::Static),
            rank,
        }
    })
}

fn about() -> impl Strategy<Value = About> {
    let phase = select(&[Phase::Scheduled, Phase::Live, Phase::Paused, Phase::Ended][..]);
    let lang = of(select(&["en", "el"][..])).prop_map(|lang| lang.map(Text::Static));
    (of(line()), of(url(PAGES)), lang, phase, of(author()), of(1..9_000_u32)).prop_map(
        |(title, home, lang, phase, author, poll_seconds)| About {
            title,
            home,
            lang,
            phase,
            authors: Rc::from_iter(author),
            poll_seconds,
        },
    )
}

/// A document.
pub fn parsed() -> impl Strategy<Value = Parsed> {
    let tombstone =
        (line(), of(moment())).prop_map(|(id, when)| Tombstone { id: EntryId(Rc::from(&*id)), when });
    let next = of(select(&["https://news.example/live/feed.json?page=2"][..]));
    (about(), vec(entry(), 0..5), vec(tombstone, 0..3), any::<[bool; 2]>(), next).prop_map(
        |(about, mut entries, deleted, [delta, more], next)| {
            entries.sort_by(|a, b| a.id.cmp(&b.id));
            entries.dedup_by(|a, b| a.id == b.id);
            // Adapters name nobody below an entry whom the blog names already.
            let names =
                |authors: &[Author]| authors.iter().map(|author| author.name.clone()).collect::<Vec<_>>();
            for entry in entries.iter_mut().filter(|entry| names(&entry.authors) == names(&about.authors)) {
                entry.authors = Rc::from([]);
            }
            Parsed {
                format: Format::Superdesk,
                about,
                entries,
                skipped: 0,
                skips: Vec::new(),
                cut: 0,
                deleted,
                mode: if delta { Mode::Delta } else { Mode::Snapshot },
                more: more || next.is_some(),
                next: next.and_then(SafeUrl::parse),
                server: None,
                hub: None,
            }
        },
    )
}
