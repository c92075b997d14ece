//! Looks at a tree from outside: checks that nothing is in it that may not be.

use live_blog::core::embed::{Embed, Provider};
use live_blog::core::markup::{Element, Flow, Node, Own, Tag};
use live_blog::core::url::SafeUrl;

pub use live_blog::core::markup::write::html;

/// All text of the tree, without white space, so that it can be compared whatever the layout.
pub fn letters(nodes: &[Node]) -> String {
    let mut out = String::new();
    for node in nodes {
        match node {
            Node::Text(text) => out.push_str(&packed(text.as_str())),
            Node::Element(element) => out.push_str(&letters(&element.children)),
            Node::Picture(image) => {
                let words = [&image.caption, &image.credit].into_iter().flatten();
                words.for_each(|words| out.push_str(&packed(words)));
            }
            Node::Embed(_) => {}
        }
    }
    out
}

/// `text` without white space.
pub fn packed(text: &str) -> String {
    text.chars().filter(|c| !c.is_whitespace()).collect()
}

/// How many elements the tree has, and how deep they are nested.
pub fn size(nodes: &[Node]) -> (usize, usize) {
    let elements = nodes.iter().filter_map(|node| match node {
        Node::Element(element) => Some(size(&element.children)),
        Node::Picture(image) => Some((image.caption.iter().len() + 1, 2)),
        Node::Embed(_) => Some((0, 0)),
        Node::Text(_) => None,
    });
    elements.fold((0, 0), |(count, depth), (inside, below)| (count + 1 + inside, depth.max(below + 1)))
}

/// Panics when something is in the tree that the policy does not allow. The types leave little to check: that
/// an element has the attributes of its own kind only, and that texts and addresses are in their normal form.
pub fn check(nodes: &[Node], around: &[Tag]) {
    for node in nodes {
        match node {
            Node::Text(text) => check_text(text.as_str()),
            Node::Element(element) => {
                check_element(element, around);
                let inside: Vec<Tag> = around.iter().copied().chain([element.tag]).collect();
                check(&element.children, &inside);
            }
            Node::Picture(image) => {
                check_address(&image.url);
                assert!(image.url.is_image(), "{image:?} is fetched");
            }
            Node::Embed(embed) => check_embed(embed, around),
        }
    }
    let is_text = |node: &Node| matches!(node, Node::Text(_));
    assert!(!nodes.windows(2).any(|pair| pair.iter().all(is_text)), "two texts side by side in {nodes:?}");
}

/// A frame is on a host of its provider, whose page is not another's, and it stands where a block may stand.
fn check_embed(embed: &Embed, around: &[Tag]) {
    check_address(&embed.url);
    if let Some(player) = &embed.player {
        check_address(player.url());
        assert!(player.url().is_secure(), "{embed:?} is fetched");
        let host = player.url().host().unwrap();
        let hosts: &[&str] = match embed.provider.key().as_str() {
            "youtube" => &["www.youtube-nocookie.com"],
            "vimeo" => &["player.vimeo.com", "vimeo.com"],
            "x" => &["platform.twitter.com"],
            "instagram" => &["www.instagram.com"],
            "tiktok" => &["www.tiktok.com"],
            "facebook" => &["www.facebook.com"],
            "bluesky" => &["embed.bsky.app"],
            "spotify" => &["open.spotify.com"],
            "datawrapper" => &["datawrapper.dwcdn.net"],
            "twitch" => &["player.twitch.tv", "clips.twitch.tv"],
            "soundcloud" => &["w.soundcloud.com"],
            _ => {
                assert!(
                    matches!(&embed.provider, Provider::Site(own) | Provider::Mastodon(own) if *own == host)
                );
                &[]
            }
        };
        assert!(hosts.is_empty() || hosts.contains(&host), "{embed:?}");
    }
    embed.title.iter().for_each(|title| check_text(title));
    let no_block = |tag: &Tag| matches!(tag, Tag::A | Tag::P | Tag::Heading(_) | Tag::Pre | Tag::Summary);
    assert!(!around.iter().any(no_block), "{embed:?} in {around:?}");
}

fn check_text(text: &str) {
    assert!(!text.is_empty(), "an empty text");
    let is_control = |c: char| c.is_control() && !matches!(c, '\n' | '\t');
    assert!(!text.contains(is_control), "a control in {text:?}");
}

fn check_element(element: &Element, around: &[Tag]) {
    assert!(Tag::ALL.contains(&element.tag));
    assert!(around.len() < 64, "nested too deep");
    let fits = matches!(
        (element.tag, &element.attrs.own),
        (Tag::A, Own::Link(_))
            | (Tag::Img, Own::Image(_))
            | (Tag::Ol, Own::List { .. })
            | (Tag::Td | Tag::Th, Own::Cell(_))
            | (Tag::Time, Own::Moment(_))
            | (Tag::Abbr, Own::Expansion(_))
    );
    let needs_own = matches!(element.tag, Tag::A | Tag::Img);
    assert!(fits || !needs_own && element.attrs.own == Own::None, "attributes of another in {element:?}");
    assert!(element.tag != Tag::A || !around.contains(&Tag::A), "a link in a link");
    if element.tag.flow() == Flow::Void {
        assert!(element.children.is_empty(), "something inside {:?}", element.tag);
    }
    match &element.attrs.own {
        Own::Link(href) => check_address(href),
        Own::Image(picture) => {
            check_address(&picture.src);
            assert!(picture.src.is_image(), "{:?} is fetched", picture.src);
        }
        _ => {}
    }
}

/// Reads it with somebody else's parser.
fn check_address(address: &SafeUrl) {
    assert_eq!(SafeUrl::parse(address.as_str()).as_ref(), Some(address));
    if address.as_str().is_ascii() && !address.as_str().contains("xn--") {
        let read = url::Url::parse(address.as_str()).expect("an address that nobody else can read");
        assert!(["https", "http", "mailto", "tel"].contains(&read.scheme()), "{address:?}");
        assert!(read.username().is_empty() && read.password().is_none(), "{address:?}");
    }
}
