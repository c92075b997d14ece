//! Invented entries, one for each state that a part must be able to draw, at a fixed time.

use std::rc::Rc;

use implicit_clone::unsync::IString;
use live_blog::core::activity::Activity;
use live_blog::core::clock::Timestamp;
use live_blog::core::embed::Embed;
use live_blog::core::facets::Facet;
use live_blog::core::filter::Filter;
use live_blog::core::listing::{Listing, Pending, TopEntry};
use live_blog::core::model::{Author, Body, Entry, EntryId, Image, Marks, Part};
use live_blog::core::url::SafeUrl;

/// 23 November 2026, 14:02:10 UTC.
pub const NOW: Timestamp = Timestamp(1_795_442_530_000);

const MINUTE: i64 = 60_000;

pub fn minutes_ago(minutes: i64) -> Timestamp {
    Timestamp(NOW.0 - minutes * MINUTE)
}

pub fn address(path: &str) -> SafeUrl {
    SafeUrl::parse(&format!("https://meridian.example/{path}")).unwrap()
}

pub fn html(source: &str) -> Body {
    Body::Html { source: Rc::from(source), base: address("live/feed.json") }
}

/// An entry with nothing but an id, a time and a headline.
pub fn bare(id: &str, minutes: i64, headline: &str) -> Entry {
    Entry {
        id: EntryId::from(id),
        headline: Some(IString::from(headline.to_owned())),
        body: Body::Empty,
        authors: Rc::default(),
        published: minutes_ago(minutes),
        approximate: false,
        modified: None,
        marks: Marks::default(),
        topics: Rc::default(),
        images: Rc::default(),
        url: None,
        lang: None,
        rank: None,
    }
}

pub fn author(name: &str, page: bool) -> Author {
    let name = IString::from(name.to_owned());
    Author {
        name,
        url: page.then(|| address("people/osk")),
        avatar: page.then(|| address("demo/img/avatar-1.svg")),
    }
}

pub fn picture() -> Image {
    Image {
        url: address("demo/img/grain-silo.svg"),
        alt: IString::from("Two grain silos beside a quay"),
        caption: Some(IString::from("The silos at Port Halden, full since Friday.")),
        credit: Some(IString::from("Jonne Hale")),
        size: Some((1200, 675)),
    }
}

/// Things of other sites.
pub fn embeds() -> Entry {
    let url = |text: &str| SafeUrl::parse(text).unwrap();
    let titled = |embed: Embed, title: &'static str| {
        Part::Embed(Embed { title: Some(IString::Static(title)), ..embed })
    };
    let parts = vec![
        Part::Html(Rc::from("<p>See <b>this</b>:</p>")),
        titled(Embed::of_link(&url("https://youtu.be/abcdefghijk")).unwrap(), "The envoy speaks"),
        Part::Embed(Embed::of_link(&url("https://x.com/meridian/status/1234567890")).unwrap()),
        Part::Embed(Embed::audio(url("https://audio.example/one.mp3"))),
        Part::Embed(Embed {
            size: Some((640, 480)),
            ..Embed::of_frame(&url("https://maps.example/halden?z=4"))
        }),
        titled(Embed::card(url("https://paper.example/long-read"), None), "What the framework says"),
        Part::Image(picture()),
        Part::Html(Rc::from(
            "<p><a href=\"https://paper.example/map\"><img src=\"https://paper.example/map.png\" alt=\"A map\"></a></p>",
        )),
    ];
    Entry { body: Body::Parts { parts: Rc::from(parts), base: address("live/feed.json") }, ..plain() }
}

fn topics(names: &[&str]) -> Rc<[IString]> {
    names.iter().map(|name| IString::from((*name).to_owned())).collect()
}

pub fn plain() -> Entry {
    Entry {
        body: html(
            "<p>The envoy left the customs house on foot. &ldquo;We have <em>one</em> text now, not two,&rdquo; she said.</p>",
        ),
        authors: Rc::from([author("Mirel Osk", true), author("Adaeze Lund", false)]),
        topics: topics(&["Talks", "Port Halden"]),
        url: Some(address("live/one-text")),
        ..bare("one-text", 5, "Both sides work from one text, envoy says")
    }
}

pub fn key() -> Entry {
    Entry {
        body: html(
            "<p>Grain ships may leave from Thursday, under the eyes of both harbour masters.</p>\
             <blockquote><p>It is a timetable, not a treaty. We will take the timetable.</p></blockquote>\
             <p>The first three carry 41,000 tonnes of wheat.</p>",
        ),
        marks: Marks { key: true, ..Marks::default() },
        modified: Some(minutes_ago(12)),
        topics: topics(&["Grain"]),
        ..bare("grain", 34, "Grain corridor agreed for thirty days")
    }
}

pub fn breaking() -> Entry {
    let marks = Marks { breaking: true, ..Marks::default() };
    Entry { marks, ..bare("sirens", 1, "Sirens sound in Vessel Bay") }
}

pub fn struck() -> Entry {
    Entry {
        body: Body::Text(Rc::from("An earlier report of a closed bridge was wrong.\n\nThe bridge is open.")),
        marks: Marks { struck: true, ..Marks::default() },
        ..bare("bridge", 190, "Upper bridge closed")
    }
}

pub fn summary() -> Entry {
    Entry {
        body: html(
            "<ul><li>A framework is &lsquo;within reach&rsquo;, the envoy says after a third crossing of the lake.</li>\
             <li>Grain ships may leave Port Halden from Thursday.</li>\
             <li>Eleven lorries with blankets and pumps are in the valley.</li></ul>",
        ),
        marks: Marks { pinned: true, summary: true, ..Marks::default() },
        ..bare("what-we-know", 95, "What we know so far")
    }
}

pub fn pictured() -> Entry {
    Entry { headline: None, images: Rc::from([picture()]), ..bare("silos", 61, "") }
}

pub fn table() -> Entry {
    Entry {
        body: html(
            "<h2>Pledges so far</h2><table><thead><tr><th scope=col>Country</th><th scope=col>Pledge</th></tr></thead>\
             <tbody><tr><td>Karvel</td><td>120 lorries</td></tr><tr><td>Tesh</td><td>40 pumps</td></tr></tbody></table>\
             <p>The list is <a href='/aid'>kept here</a>.</p>",
        ),
        published: minutes_ago(60 * 20),
        topics: topics(&["Aid"]),
        ..bare("pledges", 0, "Aid pledges pass two hundred lorries")
    }
}

pub fn arabic() -> Entry {
    Entry {
        lang: Some(IString::from("ar")),
        body: html("<p>غادرت المبعوثة دار الجمارك سيرا على الأقدام بعد لقاء قصير.</p>"),
        ..bare("arabic", 44, "المبعوثة: الاتفاق قريب")
    }
}

pub fn very_long() -> Entry {
    let text = "The delegations met again in the old customs house and spoke of the port. ".repeat(80);
    Entry { body: Body::Text(Rc::from(text)), ..bare("long", 240, "A very long report") }
}

pub fn listing(entries: Vec<Entry>) -> Listing {
    let entries: Vec<_> = entries.into_iter().map(Rc::new).collect();
    let facet = |name: &str, count, chosen| Facet { name: IString::from(name.to_owned()), count, chosen };
    let mut listing =
        Listing { matching: entries.len(), total: entries.len(), entries, ..Listing::default() };
    listing.facets.key = 7;
    listing.facets.topics = vec![
        facet("Talks", 14, false),
        facet("Aid", 9, false),
        facet("Grain", 6, false),
        facet("Port Halden", 5, false),
        facet("Ministers", 4, false),
        facet("Culture", 1, false),
    ];
    listing.facets.authors = vec![facet("Mirel Osk", 21, false), facet("Adaeze Lund", 17, false)];
    listing.facets.media = [11, 4, 0, 2];
    (listing.facets.last_hour, listing.facets.since_left, listing.facets.today) = (6, Some(9), 31);
    listing.facets.activity = activity();
    listing
}

/// Three hours with a quiet quarter: 11:00 to 14:15.
fn activity() -> Activity {
    let bars = vec![1, 0, 4, 9, 2, 3, 1, 1, 5, 8, 4, 2, 3];
    Activity { from: Timestamp(1_795_431_600_000), step: 15 * MINUTE.cast_unsigned(), bars }
}

pub fn day() -> Listing {
    let mut listing = listing(vec![plain(), key(), arabic(), pictured(), struck(), table()]);
    listing.matching = 43;
    listing.total = 43;
    listing.top = vec![TopEntry { entry: Rc::new(summary()), outside: false }];
    listing.pending = Pending { count: 3, matching: 1 };
    listing
}

pub fn filter(text: &str, key_only: bool, chosen: &[&str]) -> Filter {
    let topics = chosen.iter().map(|name| IString::from((*name).to_owned())).collect();
    Filter { text: IString::from(text.to_owned()), key_only, topics, ..Filter::default() }
}
