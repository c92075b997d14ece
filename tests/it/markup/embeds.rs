//! What frames, players and the snippets of other sites become, and where.

use std::rc::Rc;

use live_blog::core::embed::Embed;
use live_blog::core::markup::{Node, first_embed};
use live_blog::core::url::SafeUrl;
use proptest::prelude::*;

use super::soup::cases;
use super::{audit, base, parsed, shown};

fn check(table: &[(&str, &str)]) {
    for (source, expected) in table {
        assert_eq!(shown(source), *expected, "{source}");
        assert_eq!(shown(expected), *expected, "not stable: {expected}");
        audit::check(&parsed(source).nodes, &[]);
    }
}

const TUBE: &str = "<iframe src=\"https://www.youtube-nocookie.com/embed/a\"></iframe>";
const POST: &str = "<iframe src=\"https://platform.twitter.com/embed/Tweet.html?id=12&amp;dnt=true\" data-page=\"https://x.com/ilse/status/12\"></iframe>";

#[test]
fn frames_and_players_are_named_and_sized() {
    check(&[
        (
            "<iframe width=560 height=315 src='https://www.youtube.com/embed/a?feature=oembed' title='Boats at Port Arlen' allowfullscreen></iframe>",
            "<iframe src=\"https://www.youtube-nocookie.com/embed/a\" title=\"Boats at Port Arlen\" width=\"560\" height=\"315\"></iframe>",
        ),
        ("<iframe src='//youtu.be/a' title='YouTube video player' width=100%></iframe>", TUBE),
        ("<iframe src=about:blank data-src=https://youtu.be/a>x</iframe>", TUBE),
        ("<iframe data-lazy-src=https://youtu.be/a></iframe>", TUBE),
        ("<embed src=https://youtu.be/a>", TUBE),
        ("<object data=https://www.youtube.com/v/a><embed src=https://www.youtube.com/v/a></object>", TUBE),
        ("<embed src=//other.example/x.swf><object data=x.pdf>y</object>", ""),
        (
            "<iframe src=https://charts.example/1 width='100%' height='420' aria-label='Chart: turnout'></iframe>",
            "<iframe src=\"https://charts.example/1\" title=\"Chart: turnout\" height=\"420\"></iframe>",
        ),
        (
            "<iframe src=http://charts.example/1></iframe>",
            "<object data-page=\"http://charts.example/1\"><a href=\"http://charts.example/1\">http://charts.example/1</a></object>",
        ),
        (
            "<iframe></iframe><iframe src=''></iframe><iframe src='#x'></iframe><iframe src=mailto:a></iframe>",
            "",
        ),
        (
            "<video poster=p.png controls title=Harbour width=640 height=360><source src=a.m3u8 type=application/x-mpegURL>\
             <source src=a.mp4><source src=a.webm><a href=a.mp4>a.mp4</a></video>b",
            "<video src=\"https://news.example/live/a.mp4\" title=\"Harbour\" width=\"640\" height=\"360\"></video>b",
        ),
        ("<audio src=a.mp3 controls>x</audio>", "<audio src=\"https://news.example/live/a.mp3\"></audio>"),
        ("<audio src=a.mp3 />b", "<audio src=\"https://news.example/live/a.mp3\"></audio>b"),
        (
            "<div><video src=a.mp4></div>b",
            "<div><video src=\"https://news.example/live/a.mp4\"></video></div>b",
        ),
        ("<picture><source srcset=a.webp><source src=b></picture><source src=c>", ""),
    ]);
}

#[test]
fn elements_that_name_a_thing_by_its_id_are_that_thing() {
    check(&[
        (
            "<amp-youtube data-videoid=a layout=responsive width=480 height=270></amp-youtube>",
            "<iframe src=\"https://www.youtube-nocookie.com/embed/a\" width=\"480\" height=\"270\"></iframe>",
        ),
        ("<lite-youtube videoid=a></lite-youtube>", TUBE),
        (
            "<figure class=media><oembed url=https://youtu.be/a></oembed></figure>",
            &format!("<figure>{TUBE}</figure>"),
        ),
        (
            "<oembed url=https://paper.example/a></oembed>",
            "<object data-page=\"https://paper.example/a\"><a href=\"https://paper.example/a\">https://paper.example/a</a></object>",
        ),
        (
            "<amp-twitter data-tweetid=12><blockquote placeholder>a</blockquote></amp-twitter>",
            "<iframe src=\"https://platform.twitter.com/embed/Tweet.html?id=12&amp;dnt=true\"></iframe><blockquote>a</blockquote>",
        ),
        (
            "<div data-oembed-url=https://youtu.be/a><div><iframe src=https://youtu.be/a></iframe></div></div>",
            &format!("<div><div>{TUBE}</div></div>"),
        ),
        (
            "<div><script src=https://datawrapper.dwcdn.net/a1/embed.js defer></script><noscript><img src=https://datawrapper.dwcdn.net/a1/full.png></noscript></div>",
            "<div><iframe src=\"https://datawrapper.dwcdn.net/a1/\"></iframe></div>",
        ),
        ("a<script src=https://platform.twitter.com/widgets.js></script>b", "ab"),
        ("<div data-oembed-url=https://youtu.be/a></div>b", &format!("{TUBE}b")),
    ]);
}

#[test]
fn the_snippet_of_a_post_keeps_its_words_and_the_post_follows() {
    let link = "https://twitter.com/ilse/status/12?ref_src=twsrc";
    check(&[
        (
            &format!(
                "<blockquote class='twitter-tweet' data-lang=en><p lang=en dir=ltr>The talks are back on. \
                 <a href=https://t.co/x>pic</a></p>&mdash; Ilse (@ilse) <a href='{link}'>May 1</a></blockquote>\
                 <script async src=https://platform.twitter.com/widgets.js></script><p>b"
            ),
            &format!(
                "<blockquote><p lang=\"en\" dir=\"ltr\">The talks are back on. <a href=\"https://t.co/x\">pic</a></p>\
                 \u{2014} Ilse (@ilse) <a href=\"{link}\">May 1</a></blockquote>{POST}<p>b</p>"
            ),
        ),
        (
            "<figure><div><blockquote class=twitter-tweet><a href=https://x.com/ilse/status/12>a</a></blockquote></div><figcaption>b</figcaption></figure>",
            &format!(
                "<figure><div><blockquote><a href=\"https://x.com/ilse/status/12\">a</a></blockquote>{POST}</div><figcaption>b</figcaption></figure>"
            ),
        ),
        (
            "<blockquote class=instagram-media data-instgrm-permalink='https://www.instagram.com/reel/a/?utm_source=ig_embed'>\
             <a href=https://www.instagram.com/p/other/>b</a></blockquote>",
            "<blockquote><a href=\"https://www.instagram.com/p/other/\">b</a></blockquote><iframe src=\"https://www.instagram.com/p/a/embed/\"></iframe>",
        ),
        (
            "<blockquote class=tiktok-embed cite=https://www.tiktok.com/@ilse/video/7 data-video-id=7><section>a</section></blockquote>",
            "<blockquote><div>a</div></blockquote><iframe src=\"https://www.tiktok.com/embed/v2/7\" data-page=\"https://www.tiktok.com/@ilse/video/7\"></iframe>",
        ),
        (
            "<blockquote class=bluesky-embed data-bluesky-uri=at://did:plc:a/app.bsky.feed.post/b><p>c</p></blockquote>",
            "<blockquote><p>c</p></blockquote><iframe src=\"https://embed.bsky.app/embed/did:plc:a/app.bsky.feed.post/b\"></iframe>",
        ),
        (
            "<blockquote class=mastodon-embed data-embed-url=https://social.example/@ilse/1/embed>a</blockquote>",
            "<blockquote>a</blockquote><iframe src=\"https://social.example/@ilse/1/embed\"></iframe>",
        ),
        (
            "<div class=fb-post data-href=https://www.facebook.com/ilse/posts/1 data-width=500></div>",
            "<iframe src=\"https://www.facebook.com/plugins/post.php?href=https%3A%2F%2Fwww.facebook.com%2Filse%2Fposts%2F1\"></iframe>",
        ),
        (
            "<blockquote class=wp-embedded-content><a href=https://paper.example/a>A</a></blockquote>\
             <iframe class='wp-embedded-content lazy' src=https://paper.example/a/embed/#?secret=x></iframe>",
            "<blockquote><a href=\"https://paper.example/a\">A</a></blockquote>",
        ),
        (
            "<blockquote class=twitter-tweet><iframe src=https://youtu.be/a></iframe><a href=https://x.com/a/status/1>b</a></blockquote>",
            &format!("<blockquote>{TUBE}<a href=\"https://x.com/a/status/1\">b</a></blockquote>"),
        ),
    ]);
}

#[test]
fn what_cannot_hold_a_block_is_parted_or_goes_before_it() {
    check(&[
        ("<p><iframe src=https://youtu.be/a></iframe></p>", TUBE),
        (
            "<p>a <b>b<iframe src=https://youtu.be/a></iframe>c</b>d</p>",
            &format!("<p>a <b>b</b></p>{TUBE}<b>c</b>d"),
        ),
        (
            "<a href=1>a<iframe src=https://youtu.be/a></iframe>b</a>",
            &format!(
                "<a href=\"https://news.example/live/1\">a</a>{TUBE}<a href=\"https://news.example/live/1\">b</a>"
            ),
        ),
        (
            "<a href=1><div>a<iframe src=https://youtu.be/a></iframe>b</div></a>c",
            &format!("<a href=\"https://news.example/live/1\"><div>ab</div></a>{TUBE}c"),
        ),
        ("<h2>a<iframe src=https://youtu.be/a></iframe>b</h2>", &format!("<h2>ab</h2>{TUBE}")),
        (
            "<h2><div>a<iframe src=https://youtu.be/a></iframe></div>b</h2>",
            &format!("<h2><div>a</div>b</h2>{TUBE}"),
        ),
        (
            "<ul><li>a</li><iframe src=https://youtu.be/a></iframe></ul>",
            &format!("<ul><li>a</li><li>{TUBE}</li></ul>"),
        ),
        (
            "<table><tr><td>a<iframe src=https://youtu.be/a></iframe></table>",
            &format!("<table><tbody><tr><td>a{TUBE}</td></tr></tbody></table>"),
        ),
        (
            "<table><iframe src=https://youtu.be/a></iframe></table>",
            &format!("<table><tbody><tr><td>{TUBE}</td></tr></tbody></table>"),
        ),
        (
            "<details><summary>a<iframe src=https://youtu.be/a></iframe></summary>b</details>",
            &format!("<details><summary>a</summary>{TUBE}b</details>"),
        ),
        (
            "<blockquote>a<iframe src=https://youtu.be/a></iframe></blockquote>",
            &format!("<blockquote>a{TUBE}</blockquote>"),
        ),
        (
            "<figure><iframe src=https://youtu.be/a></iframe><figcaption>b</figcaption></figure>",
            &format!("<figure>{TUBE}<figcaption>b</figcaption></figure>"),
        ),
        ("<pre>a\n<iframe src=https://youtu.be/a></iframe>\nb</pre>", &format!("<pre>a\n\nb</pre>{TUBE}")),
    ]);
}

#[test]
fn a_body_has_so_many_embeds_and_no_more() {
    let many = parsed(&"<iframe src=https://youtu.be/a></iframe>".repeat(40));
    assert!(many.cut);
    assert_eq!(many.nodes.iter().filter(|node| matches!(node, Node::Embed(_))).count(), 30);
}

#[test]
fn a_piece_of_html_may_be_asked_for_its_embed() {
    let source =
        "<p>a</p><div><iframe src=https://youtu.be/a></iframe></div><iframe src=https://youtu.be/b></iframe>";
    assert_eq!(first_embed(source, &base()).unwrap().url.as_str(), "https://www.youtube.com/watch?v=a");
    assert_eq!(first_embed("<p>a", &base()), None);
}

const PIECES: &str = "youtube.com youtu.be youtube-nocookie.com vimeo.com player.vimeo.com x.com twitter.com \
    platform.twitter.com instagram.com tiktok.com vm.tiktok.com facebook.com fb.watch bsky.app embed.bsky.app \
    open.spotify.com datawrapper.dwcdn.net twitch.tv clips.twitch.tv player.twitch.tv soundcloud.com \
    w.soundcloud.com api.soundcloud.com www. m. evil.example : :80 @ / // . .. a 1 @a did:plc:a v embed video \
    videos watch shorts status p reel posts share plugins post.php video.php tracks player embed.php track \
    Tweet.html profile post app.bsky.feed.post users statuses ?v= ?id= &t=9 ?h= ?clip= ?channel= ?list= ?href= \
    ?url= https%3A%2F%2Ffacebook.com%2Fa%2Fposts%2F1 https%3A%2F%2Fevil.example %2F # ? & \" ' < %22";

/// Addresses made of what providers' addresses are made of, in any order.
fn address() -> impl Strategy<Value = SafeUrl> {
    let piece = prop::sample::select(PIECES.split_ascii_whitespace().collect::<Vec<_>>());
    let slash = prop_oneof![Just(""), Just("/")];
    let pieces = prop::collection::vec((piece, slash), 1..9);
    let written = pieces.prop_map(|pieces| {
        pieces.iter().fold("https://".to_owned(), |address, (piece, slash)| address + piece + slash)
    });
    written.prop_filter_map("no address", |written| SafeUrl::parse(&written))
}

proptest! {
    #![proptest_config(cases(2_000))]

    #[test]
    fn any_frame_is_on_the_host_of_its_provider_and_its_page_is_the_same_thing(url in address()) {
        let framed = Embed::of_frame(&url);
        audit::check(&[Node::Embed(Rc::new(framed.clone()))], &[]);
        if let Some(known) = Embed::of_link(&url) {
            prop_assert_eq!(&known, &framed);
            let host = url.host().unwrap();
            let bare = ["www.", "mobile.", "m."].iter().find_map(|before| host.strip_prefix(before));
            let is_theirs = PIECES.split(' ').any(|own| own == bare.unwrap_or(host)) && host != "evil.example";
            prop_assert!(is_theirs, "{}", host);
            prop_assert_eq!(Embed::of_link(&known.url), Some(known.clone()));
            if let Some(player) = &known.player {
                let again = Embed::of_frame(player.url());
                prop_assert_eq!((&again.provider, &again.player), (&known.provider, &known.player));
            }
        } else {
            prop_assert!(framed.provider.key().as_str() == url.host().unwrap());
        }
    }
}
