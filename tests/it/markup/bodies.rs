//! Bodies of any kind: what is drawn, and that what is written of them is read back the same.

use std::rc::Rc;

use implicit_clone::unsync::IString;
use live_blog::core::embed::Embed;
use live_blog::core::markup::{text_of, tree_of, write};
use live_blog::core::model::{Body, Image, Part};
use live_blog::core::url::SafeUrl;
use proptest::prelude::*;

use super::soup::{cases, soup};
use super::{audit, base, shown};

fn url(text: &str) -> SafeUrl {
    SafeUrl::parse(text).unwrap()
}

fn body(parts: Vec<Part>) -> Body {
    Body::Parts { parts: Rc::from(parts), base: base() }
}

fn some(text: &str) -> Option<IString> {
    Some(IString::from(text))
}

#[test]
fn pictures_are_found_where_they_would_be_loaded_from() {
    let found = |source: &str| shown(source).replace("https://news.example/live/", "");
    for source in [
        "<img src=a.png>",
        "<img src=data:image/gif;base64,AAAA data-src=a.png>",
        "<img src=small.png class=lazyload data-src=a.png>",
        "<img data-lazy-src=a.png><noscript><img src=a.png></noscript>",
        "<img data-src='' data-original='a.png'>",
        "<picture><source srcset=b.webp type=image/webp><img src=a.png></picture>",
        "<img srcset=a.png>",
        "<img srcset='s.png 320w, a.png 1200w, l.png 4000w' sizes=100vw>",
        "<img data-srcset='b.png, a.png 2x'>",
        "<img src=http://plain.example/a.png srcset='b.png 1x,a.png 2x,c.png'>",
    ] {
        assert_eq!(found(source), "<img src=\"a.png\" alt=\"\">", "{source}");
    }
    for nothing in
        ["<img>", "<img srcset=', ,'>", "<img data-src=javascript:x>", "<img data-src=a.png height=1>"]
    {
        assert_eq!(found(nothing), "", "{nothing}");
    }
}

#[test]
fn prose_keeps_what_prose_is_made_of() {
    for source in [
        "<figure><img src=\"https://news.example/a.png\" alt=\"A boat\" width=\"600\" height=\"400\">\
         <figcaption>The envoy arrives. <span lang=\"en\">Photo: Ilse Marrow</span></figcaption></figure>",
        "<blockquote><p>We stay.</p><div>\u{2014} <cite><a href=\"https://news.example/a\">The envoy</a></cite></div></blockquote>",
        "<dl><dt>Quay</dt><dd>Where boats land</dd></dl><pre><code>a\n  b</code></pre>",
        "<details><summary>More</summary><p>Less</p></details><p>H<sub>2</sub>O, e<sup>x</sup>, <bdi>\u{5d0}</bdi></p>",
        "<p><time datetime=\"2026-05-01\">May</time> <abbr title=\"World\">W</abbr> <kbd>k</kbd> <q>q</q> <ins>i</ins><del>d</del></p>",
        "<table><caption>Turnout</caption><thead><tr><th scope=\"col\">Ward</th></tr></thead><tbody><tr><td colspan=\"2\">5</td></tr></tbody></table>",
        "<ol start=\"3\" reversed=\"\"><li>a</li></ol><h3>b</h3><hr>",
    ] {
        assert_eq!(shown(source), source);
    }
    let quote = "<blockquote><p>a<footer>b <cite>c</cite></footer></blockquote>";
    assert_eq!(shown(quote), "<blockquote><p>a</p><div>b <cite>c</cite></div></blockquote>");
}

#[test]
fn pieces_of_a_body_do_not_run_into_each_other() {
    let html = |source: &str| Part::Html(Rc::from(source));
    let quote = |html: &str, credit, url| Part::Quote { html: Rc::from(html), credit, url };
    let picture = Image {
        url: url("https://news.example/a.png"),
        alt: IString::from("A boat"),
        caption: some("At the quay"),
        credit: some("Ilse Marrow"),
        size: Some((600, 400)),
    };
    let parts = body(vec![
        html("one <b>two"),
        html("three<p>four</p>five"),
        Part::Text(Rc::from("six")),
        Part::Image(picture),
        quote("We stay.", some("The envoy"), Some(url("https://paper.example/a"))),
        quote("", None, None),
        Part::Embed(Embed { title: some("Film"), ..Embed::of_link(&url("https://youtu.be/a")).unwrap() }),
        Part::Embed(Embed::card(url("https://paper.example/b"), some("Paper"))),
    ]);
    let written = "<p>one <b>two</b></p><p>three</p><p>four</p><p>five</p><p>six</p>\
        <figure data-picture><img src=\"https://news.example/a.png\" alt=\"A boat\" width=\"600\" height=\"400\">\
        <figcaption>At the quay<small>Ilse Marrow</small></figcaption></figure>\
        <blockquote>We stay.<p><cite><a href=\"https://paper.example/a\">The envoy</a></cite></p></blockquote>\
        <iframe src=\"https://www.youtube-nocookie.com/embed/a\" title=\"Film\"></iframe>\
        <object data-page=\"https://paper.example/b\" title=\"Paper\"><a href=\"https://paper.example/b\">Paper</a></object>";
    assert_eq!(write::body(&parts), written);
    assert!(text_of(&parts).contains("two\nthree"));
    reads_back(&parts).unwrap();
}

/// What is written of a body is read back as the same tree.
fn reads_back(body: &Body) -> Result<(), TestCaseError> {
    let tree = tree_of(body);
    audit::check(&tree.nodes, &[]);
    if !tree.cut {
        let written = write::html(&tree.nodes);
        let again = Body::Html { source: Rc::from(written.as_str()), base: base() };
        prop_assert_eq!(&tree_of(&again).nodes, &tree.nodes, "{}", written);
    }
    Ok(())
}

fn words() -> impl Strategy<Value = Option<IString>> {
    prop_oneof![Just(None), "[a-z<&\"']( ?[a-z<&\"']){0,4}".prop_map(|text| some(&text))]
}

fn size() -> impl Strategy<Value = Option<(u32, u32)>> {
    prop_oneof![Just(None), (2_u32..9_999, 2_u32..9_999).prop_map(Some)]
}

fn embed() -> impl Strategy<Value = Embed> {
    const ADDRESSES: [&str; 10] = [
        "https://youtu.be/a?t=9",
        "https://x.com/ilse/status/12",
        "https://platform.twitter.com/embed/Tweet.html?id=12",
        "https://social.example/@ilse/1/embed",
        "https://bsky.app/profile/ilse.example/post/1",
        "https://www.facebook.com/ilse/videos/1?x=1&y=2",
        "https://w.soundcloud.com/player/?url=https%3A//api.soundcloud.com/tracks/1",
        "https://charts.example/1?a=\"b\"&c",
        "http://charts.example/1",
        "https://news.example/a.mp4",
    ];
    let address = prop::sample::select(ADDRESSES.to_vec()).prop_map(url);
    (address, 0..5, words(), size()).prop_map(|(url, kind, title, size)| {
        let embed = match kind {
            0 => Embed::of_frame(&url),
            1 => Embed::of_link(&url).unwrap_or_else(|| Embed::card(url, None)),
            2 => Embed::card(url, None),
            3 => Embed::video(url),
            _ => Embed::audio(url),
        };
        Embed { title, size, ..embed }
    })
}

fn part() -> impl Strategy<Value = Part> {
    let html = || soup(8).prop_map(Rc::<str>::from);
    let picture = (words(), words(), size()).prop_map(|(caption, credit, size)| {
        Part::Image(Image {
            url: url("https://a.example/b.png"),
            alt: IString::from("c"),
            caption,
            credit,
            size,
        })
    });
    let page = || prop_oneof![Just(None), Just(Some(url("https://a.example/?b&c")))];
    prop_oneof![
        html().prop_map(Part::Html),
        "[a-z<&\n ]{0,9}".prop_map(|text| Part::Text(Rc::from(text))),
        picture,
        (html(), words(), page()).prop_map(|(html, credit, url)| Part::Quote { html, credit, url }),
        embed().prop_map(Part::Embed),
    ]
}

proptest! {
    #![proptest_config(cases(300))]

    #[test]
    fn any_body_reads_back_as_it_was_written(parts in prop::collection::vec(part(), 0..6)) {
        reads_back(&body(parts))?;
    }
}
