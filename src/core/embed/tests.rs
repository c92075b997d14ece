#![allow(clippy::unwrap_used, clippy::panic, clippy::expect_used, reason = "a failed test may panic")]

use super::*;

fn url(text: &str) -> SafeUrl {
    SafeUrl::parse(text).unwrap_or_else(|| panic!("{text}"))
}

fn frame(embed: &Embed) -> &str {
    embed.player.as_ref().map_or("", |player| player.url().as_str())
}

/// Key of the provider, page, frame; and the addresses that all are this.
const KNOWN: &[(&str, &str, &str, &[&str])] = &[
    (
        "youtube",
        "https://www.youtube.com/watch?v=a-B_9",
        "https://www.youtube-nocookie.com/embed/a-B_9",
        &[
            "https://www.youtube.com/watch?app=desktop&v=a-B_9&feature=share",
            "http://youtube.com/watch/?v=a-B_9",
            "https://m.youtube.com/watch?v=a-B_9#top",
            "https://music.youtube.com/watch?v=a-B_9",
            "https://youtu.be/a-B_9?si=Xyz",
            "https://www.youtube.com/embed/a-B_9?feature=oembed",
            "https://www.youtube-nocookie.com/embed/a-B_9?rel=0",
            "https://youtube.com/shorts/a-B_9",
            "https://www.youtube.com/live/a-B_9?feature=share",
            "https://www.youtube.com/v/a-B_9",
        ],
    ),
    (
        "youtube",
        "https://www.youtube.com/watch?v=a&t=90",
        "https://www.youtube-nocookie.com/embed/a?start=90",
        &[
            "https://youtu.be/a?t=90",
            "https://youtu.be/a?t=1m30s",
            "https://www.youtube.com/watch?v=a&t=90s",
            "https://www.youtube.com/watch?v=a#t=1m30s",
            "https://www.youtube.com/embed/a?start=90&end=100",
        ],
    ),
    (
        "youtube",
        "https://www.youtube.com/playlist?list=PL1",
        "https://www.youtube-nocookie.com/embed/videoseries?list=PL1",
        &["https://www.youtube.com/embed/videoseries?si=1&list=PL1"],
    ),
    (
        "youtube",
        "https://www.youtube.com/channel/UC1/live",
        "https://www.youtube-nocookie.com/embed/live_stream?channel=UC1",
        &["https://www.youtube.com/embed/live_stream?channel=UC1"],
    ),
    (
        "vimeo",
        "https://vimeo.com/123",
        "https://player.vimeo.com/video/123?dnt=1",
        &[
            "https://player.vimeo.com/video/123?app_id=5&badge=0",
            "https://www.vimeo.com/123?share=copy",
            "https://vimeo.com/channels/staffpicks/123",
            "https://vimeo.com/groups/harbour/videos/123",
        ],
    ),
    (
        "vimeo",
        "https://vimeo.com/123/ab9",
        "https://player.vimeo.com/video/123?h=ab9&dnt=1",
        &["https://player.vimeo.com/video/123?h=ab9"],
    ),
    (
        "vimeo",
        "https://vimeo.com/event/77",
        "https://vimeo.com/event/77/embed",
        &["https://vimeo.com/event/77/embed/interaction"],
    ),
    (
        "x",
        "https://x.com/ilse_marrow/status/1790",
        "https://platform.twitter.com/embed/Tweet.html?id=1790&dnt=true",
        &[
            "https://twitter.com/ilse_marrow/status/1790?ref_src=twsrc%5Etfw",
            "https://mobile.twitter.com/ilse_marrow/statuses/1790",
            "https://www.x.com/ilse_marrow/status/1790/photo/1",
        ],
    ),
    (
        "x",
        "https://x.com/i/status/1790",
        "https://platform.twitter.com/embed/Tweet.html?id=1790&dnt=true",
        &[
            "https://platform.twitter.com/embed/Tweet.html?lang=de&id=1790",
            "https://twitter.com/i/web/status/1790",
        ],
    ),
    (
        "instagram",
        "https://www.instagram.com/p/C-x_1/",
        "https://www.instagram.com/p/C-x_1/embed/",
        &[
            "https://instagram.com/reel/C-x_1/?utm_source=ig_embed",
            "https://www.instagram.com/reels/C-x_1",
            "https://www.instagram.com/port.arlen/p/C-x_1/",
            "https://www.instagram.com/p/C-x_1/embed/captioned/",
            "https://instagr.am/p/C-x_1/",
        ],
    ),
    (
        "tiktok",
        "https://www.tiktok.com/@port.arlen/video/72",
        "https://www.tiktok.com/embed/v2/72",
        &["https://m.tiktok.com/@port.arlen/video/72?lang=en"],
    ),
    (
        "tiktok",
        "https://www.tiktok.com/embed/v2/72",
        "https://www.tiktok.com/embed/v2/72",
        &["https://www.tiktok.com/embed/72", "https://www.tiktok.com/player/v1/72"],
    ),
    ("tiktok", "https://vm.tiktok.com/ZMa1", "", &["https://vt.tiktok.com/ZMa1/"]),
    (
        "facebook",
        "https://www.facebook.com/port.arlen/posts/pfbid02",
        "https://www.facebook.com/plugins/post.php?href=https%3A%2F%2Fwww.facebook.com%2Fport.arlen%2Fposts%2Fpfbid02",
        &[
            "https://www.facebook.com/plugins/post.php?href=https%3A%2F%2Fwww.facebook.com%2Fport.arlen%2Fposts%2Fpfbid02&width=500",
        ],
    ),
    (
        "facebook",
        "https://www.facebook.com/watch/?v=12",
        "https://www.facebook.com/plugins/video.php?href=https%3A%2F%2Fwww.facebook.com%2Fwatch%2F%3Fv%3D12",
        &["http://www.facebook.com/watch/?v=12"],
    ),
    (
        "facebook",
        "https://fb.watch/a_B/",
        "https://www.facebook.com/plugins/video.php?href=https%3A%2F%2Ffb.watch%2Fa_B%2F",
        &[],
    ),
    ("facebook", "https://www.facebook.com/share/p/1a/", "", &[]),
    (
        "bluesky",
        "https://bsky.app/profile/did:plc:ab1/post/3k",
        "https://embed.bsky.app/embed/did:plc:ab1/app.bsky.feed.post/3k",
        &["https://embed.bsky.app/embed/did:plc:ab1/app.bsky.feed.post/3k?id=9"],
    ),
    ("bluesky", "https://bsky.app/profile/ilse.example/post/3k", "", &[]),
    (
        "spotify",
        "https://open.spotify.com/episode/4ab",
        "https://open.spotify.com/embed/episode/4ab",
        &[
            "https://open.spotify.com/embed-podcast/episode/4ab",
            "https://open.spotify.com/intl-de/episode/4ab?si=1",
        ],
    ),
    (
        "datawrapper",
        "https://datawrapper.dwcdn.net/aB1c2/",
        "https://datawrapper.dwcdn.net/aB1c2/",
        &["https://datawrapper.dwcdn.net/aB1c2/7/", "https://www.datawrapper.de/_/aB1c2/"],
    ),
    (
        "twitch",
        "https://www.twitch.tv/videos/55",
        "https://player.twitch.tv/?video=55",
        &["https://player.twitch.tv/?video=v55&parent=other.example", "https://m.twitch.tv/videos/55"],
    ),
    (
        "twitch",
        "https://www.twitch.tv/port_arlen",
        "https://player.twitch.tv/?channel=port_arlen",
        &["https://player.twitch.tv/?channel=port_arlen&parent=x", "https://twitch.tv/port_arlen/"],
    ),
    (
        "twitch",
        "https://clips.twitch.tv/CalmGull-1",
        "https://clips.twitch.tv/embed?clip=CalmGull-1",
        &["https://www.twitch.tv/port_arlen/clip/CalmGull-1"],
    ),
    (
        "soundcloud",
        "https://soundcloud.com/port-arlen/foghorn",
        "https://w.soundcloud.com/player/?url=https%3A%2F%2Fsoundcloud.com%2Fport-arlen%2Ffoghorn",
        &["https://w.soundcloud.com/player/?url=https%3A//soundcloud.com/port-arlen/foghorn&color=ff0000"],
    ),
    (
        "soundcloud",
        "https://w.soundcloud.com/player/?url=https%3A%2F%2Fapi.soundcloud.com%2Ftracks%2F9",
        "https://w.soundcloud.com/player/?url=https%3A%2F%2Fapi.soundcloud.com%2Ftracks%2F9",
        &["https://w.soundcloud.com/player/?visual=true&url=https%3A//api.soundcloud.com/tracks/9"],
    ),
];

#[test]
fn every_form_of_an_address_is_the_same_embed() {
    for (key, page, player, forms) in KNOWN {
        for form in forms.iter().chain([page]) {
            let embed = Embed::of_link(&url(form)).unwrap_or_else(|| panic!("{form} is not known"));
            let got = (embed.provider.key(), embed.url.as_str(), frame(&embed));
            assert_eq!(got, (IString::from(*key), *page, *player), "{form}");
            assert_eq!(Embed::of_frame(&url(form)), embed, "{form}");
        }
    }
}

#[test]
fn every_provider_has_a_form_a_key_and_a_name() {
    for provider in Provider::KNOWN {
        assert!(KNOWN.iter().any(|known| provider.key().as_str() == known.0), "{provider:?}");
        assert!(!provider.name().is_empty());
    }
}

#[test]
fn what_only_looks_like_a_provider_is_another_site() {
    for other in [
        "https://www.youtube.com.evil.example/embed/x",
        "https://evilyoutube.com/embed/x",
        "https://evil.example/www.youtube.com/embed/x",
        "https://www.youtube.com:8443/embed/x",
        "https://x.youtube.com/embed/x",
        "https://www.youtube.com/embed/a%22onload=%22steal()",
        "https://www.youtube.com/embed/",
        "https://www.youtube.com/watch?v=%3Cscript%3E",
        "https://www.youtube.com/redirect?q=https://evil.example",
        "https://x.com/ilse/status/12a",
        "https://x.com/ilse",
        "https://platform.twitter.com/embed/Tweet.html?id=1%26x",
        "https://www.facebook.com/plugins/post.php?href=https%3A%2F%2Fevil.example%2Fx%2Fposts%2F1",
        "https://www.facebook.com/plugins/post.php?href=javascript%3Asteal()",
        "https://www.facebook.com/plugins/like.php?href=https%3A%2F%2Fwww.facebook.com%2Fx%2Fposts%2F1",
        "https://w.soundcloud.com/player/?url=https%3A%2F%2Fw.soundcloud.com%2Fplayer%2F%3Furl%3Dx",
        "https://w.soundcloud.com/player/?url=%ff%+1%",
        "https://datawrapper.dwcdn.net/",
        "https://www.twitch.tv/port_arlen/about",
        "https://open.spotify.com/user/me",
    ] {
        let other = url(other);
        assert_eq!(Embed::of_link(&other), None, "{other:?}");
        let embed = Embed::of_frame(&other);
        assert_eq!(embed.provider, Provider::Site(IString::from(other.host().unwrap().to_owned())));
        assert_eq!(embed.player, Some(Player::Frame(other.clone())));
        assert_eq!(embed.url, other);
    }
    let long = url(&format!("https://youtu.be/{}", "a".repeat(129)));
    assert_eq!(Embed::of_link(&long), None);
}

#[test]
fn what_is_not_encrypted_is_only_linked() {
    let plain = url("http://charts.example/1");
    for embed in [Embed::of_frame(&plain), Embed::video(plain.clone()), Embed::audio(plain.clone())] {
        assert_eq!((embed.player, embed.url), (None, plain.clone()));
    }
    assert!(Embed::of_frame(&url("http://localhost:8000/chart")).player.is_some());
    assert_eq!(
        frame(&Embed::of_frame(&url("http://youtu.be/a"))),
        "https://www.youtube-nocookie.com/embed/a"
    );
}

#[test]
fn a_mastodon_server_is_known_by_its_frame_and_consent_is_for_that_server() {
    let embed = Embed::of_frame(&url("https://social.example/@ilse/115/embed"));
    assert_eq!(embed.provider, Provider::Mastodon(IString::from("social.example")));
    assert_eq!(embed.provider.key().as_str(), "social.example");
    assert_eq!(embed.provider.name().as_str(), "Mastodon, social.example");
    assert_eq!(embed.url.as_str(), "https://social.example/@ilse/115");
    assert_eq!(frame(&embed), "https://social.example/@ilse/115/embed");
    assert_eq!(Embed::of_link(&embed.url), None);
    let plain = Embed::of_frame(&url("http://social.example/@ilse/115/embed"));
    assert_eq!((plain.provider.key().as_str(), plain.player), ("social.example", None));
}

#[test]
fn a_bluesky_post_is_known_by_its_at_address() {
    let embed = Embed::of_at("at://did:plc:ab1/app.bsky.feed.post/3k").unwrap();
    assert_eq!(embed.url.as_str(), "https://bsky.app/profile/did:plc:ab1/post/3k");
    for other in
        ["", "at://", "at://did:plc:ab1/app.bsky.feed.like/3k", "at://../../x", "https://evil.example"]
    {
        assert_eq!(Embed::of_at(other), None, "{other}");
    }
}

#[test]
fn a_card_loads_nothing_and_says_whose_it_is() {
    let page = url("https://www.youtube.com/watch?v=a");
    let card = Embed::card(page.clone(), Some(IString::from("Boats")));
    assert_eq!((card.provider, card.player, card.url), (Provider::YouTube, None, page));
    let card = Embed::card(url("https://www.paper.example/a"), None);
    assert_eq!(card.provider.name().as_str(), "paper.example");
    assert_eq!(card.provider.key().as_str(), "www.paper.example");
}

#[test]
fn a_frame_of_the_own_host_gets_no_origin() {
    let own = Embed::of_frame(&url("https://paper.example:8443/chart")).player.unwrap();
    assert!(own.sandbox(&["news.example"]).contains("allow-same-origin"));
    assert!(!own.sandbox(&["news.example", "paper.example"]).contains("allow-same-origin"));
    assert!(!own.sandbox(&["paper.example"]).contains("top-navigation"));
}

#[test]
fn twitch_is_told_the_page_and_nobody_else_is() {
    let twitch = Embed::of_link(&url("https://www.twitch.tv/videos/55")).unwrap().player.unwrap();
    assert_eq!(
        twitch.url_for("news.example").as_str(),
        "https://player.twitch.tv/?video=55&parent=news.example"
    );
    assert_eq!(twitch.url_for("a&b").as_str(), "https://player.twitch.tv/?video=55&parent=a%26b");
    let other = Embed::of_link(&url("https://vimeo.com/1")).unwrap().player.unwrap();
    assert_eq!(&other.url_for("news.example"), other.url());
}

#[test]
fn the_room_is_that_of_the_provider_or_what_the_feed_says_within_reason() {
    let room = |address: &str, size| Embed { size, ..Embed::of_frame(&url(address)) }.room();
    assert_eq!(room("https://youtu.be/a", None), Room::Ratio(16, 9));
    assert_eq!(room("https://youtu.be/a", Some((315, 560))), Room::Ratio(315, 560));
    assert_eq!(room("https://youtu.be/a", Some((1, u32::MAX))), Room::Ratio(1, 2));
    assert_eq!(room("https://youtu.be/a", Some((u32::MAX, 1))), Room::Ratio(100_000, 20_000));
    assert_eq!(room("https://x.com/a/status/1", None), Room::Height(550));
    assert_eq!(room("https://open.spotify.com/track/1", Some((300, 80))), Room::Height(80));
    assert_eq!(room("https://chart.example/", Some((0, 9_999))), Room::Height(1_200));
    assert_eq!(room("https://chart.example/", Some((600, 400))), Room::Ratio(600, 400));
    assert_eq!(Embed::audio(url("https://a.example/1.mp3")).room(), Room::Height(54));
}
