//! What an element of the feed may become: one table.
//!
//! Invariant: an element that the table does not name never reaches the tree.

use super::tag::Tag;

/// What happens to an element of the feed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Fate {
    /// It becomes this one.
    Keep(Tag),
    /// It goes, what is inside stays. So do all elements that the table does not name.
    Unwrap,
    /// It goes, and it never had anything inside.
    Skip,
    /// It goes with all that is inside.
    Drop,
    /// Like [`Fate::Drop`]; until its end, names mean something else than in HTML.
    DropForeign,
    /// It becomes a thing of another site, or goes; what is inside stays.
    Embed,
    /// It becomes a film or a recording, or goes; what is inside it is for browsers that cannot play any.
    Player,
}

use Fate::{Drop, DropForeign, Embed, Keep, Player, Skip, Unwrap};

/// The policy, sorted by name.
const TABLE: &[(&str, Fate)] = &[
    ("a", Keep(Tag::A)),
    ("abbr", Keep(Tag::Abbr)),
    ("acronym", Keep(Tag::Abbr)),
    ("address", Keep(Tag::Div)),
    ("amp-facebook", Embed),
    ("amp-iframe", Embed),
    ("amp-instagram", Embed),
    ("amp-tiktok", Embed),
    ("amp-twitter", Embed),
    ("amp-vimeo", Embed),
    ("amp-youtube", Embed),
    ("applet", Drop),
    ("area", Skip),
    ("article", Keep(Tag::Div)),
    ("aside", Keep(Tag::Div)),
    ("audio", Player),
    ("b", Keep(Tag::B)),
    ("base", Skip),
    ("basefont", Skip),
    ("bdi", Keep(Tag::Bdi)),
    ("bdo", Keep(Tag::Bdo)),
    ("bgsound", Skip),
    ("blockquote", Keep(Tag::Blockquote)),
    ("br", Keep(Tag::Br)),
    ("button", Drop),
    ("canvas", Drop),
    ("caption", Keep(Tag::Caption)),
    ("center", Keep(Tag::Div)),
    ("cite", Keep(Tag::Cite)),
    ("code", Keep(Tag::Code)),
    ("col", Skip),
    ("datalist", Drop),
    ("dd", Keep(Tag::Dd)),
    ("del", Keep(Tag::Del)),
    ("details", Keep(Tag::Details)),
    ("dfn", Keep(Tag::Dfn)),
    ("dialog", Drop),
    ("dir", Keep(Tag::Ul)),
    ("div", Keep(Tag::Div)),
    ("dl", Keep(Tag::Dl)),
    ("dt", Keep(Tag::Dt)),
    ("em", Keep(Tag::Em)),
    ("embed", Embed),
    ("fieldset", Keep(Tag::Div)),
    ("figcaption", Keep(Tag::Figcaption)),
    ("figure", Keep(Tag::Figure)),
    ("footer", Keep(Tag::Div)),
    ("form", Keep(Tag::Div)),
    ("frame", Skip),
    ("h1", Keep(Tag::Heading(1))),
    ("h2", Keep(Tag::Heading(2))),
    ("h3", Keep(Tag::Heading(3))),
    ("h4", Keep(Tag::Heading(4))),
    ("h5", Keep(Tag::Heading(5))),
    ("h6", Keep(Tag::Heading(6))),
    ("header", Keep(Tag::Div)),
    ("hgroup", Keep(Tag::Div)),
    ("hr", Keep(Tag::Hr)),
    ("i", Keep(Tag::I)),
    ("iframe", Embed),
    ("image", Keep(Tag::Img)),
    ("img", Keep(Tag::Img)),
    ("input", Skip),
    ("ins", Keep(Tag::Ins)),
    ("kbd", Keep(Tag::Kbd)),
    ("keygen", Skip),
    ("li", Keep(Tag::Li)),
    ("link", Skip),
    ("listing", Keep(Tag::Pre)),
    ("lite-vimeo", Embed),
    ("lite-youtube", Embed),
    ("main", Keep(Tag::Div)),
    ("mark", Keep(Tag::Mark)),
    ("math", DropForeign),
    ("menu", Keep(Tag::Ul)),
    ("meta", Skip),
    ("meter", Drop),
    ("nav", Keep(Tag::Div)),
    ("noembed", Drop),
    ("noframes", Drop),
    ("noscript", Drop),
    ("object", Drop),
    ("oembed", Embed),
    ("ol", Keep(Tag::Ol)),
    ("output", Drop),
    ("p", Keep(Tag::P)),
    ("param", Skip),
    ("plaintext", Drop),
    ("pre", Keep(Tag::Pre)),
    ("progress", Drop),
    ("q", Keep(Tag::Q)),
    ("rp", Keep(Tag::Rp)),
    ("rt", Keep(Tag::Rt)),
    ("ruby", Keep(Tag::Ruby)),
    ("s", Keep(Tag::S)),
    ("samp", Keep(Tag::Samp)),
    ("script", Drop),
    ("section", Keep(Tag::Div)),
    ("select", Drop),
    ("small", Keep(Tag::Small)),
    ("source", Skip),
    ("span", Keep(Tag::Span)),
    ("strike", Keep(Tag::S)),
    ("strong", Keep(Tag::Strong)),
    ("style", Drop),
    ("sub", Keep(Tag::Sub)),
    ("summary", Keep(Tag::Summary)),
    ("sup", Keep(Tag::Sup)),
    ("svg", DropForeign),
    ("table", Keep(Tag::Table)),
    ("tbody", Keep(Tag::Tbody)),
    ("td", Keep(Tag::Td)),
    ("template", Drop),
    ("textarea", Drop),
    ("tfoot", Keep(Tag::Tfoot)),
    ("th", Keep(Tag::Th)),
    ("thead", Keep(Tag::Thead)),
    ("time", Keep(Tag::Time)),
    ("title", Drop),
    ("tr", Keep(Tag::Tr)),
    ("track", Skip),
    ("tt", Keep(Tag::Code)),
    ("u", Keep(Tag::U)),
    ("ul", Keep(Tag::Ul)),
    ("var", Keep(Tag::Var)),
    ("video", Player),
    ("wbr", Keep(Tag::Wbr)),
    ("xmp", Drop),
];

/// Longer than any name in the table.
const NAME_BUFFER: usize = 16;

/// The fate of the element called `name`, in whatever case.
#[must_use]
pub fn fate(name: &str) -> Fate {
    let mut buffer = [0; NAME_BUFFER];
    let Some(lower) = buffer.get_mut(..name.len()) else {
        return Unwrap;
    };
    lower.copy_from_slice(name.as_bytes());
    lower.make_ascii_lowercase();
    let found = TABLE.binary_search_by(|(own, _)| own.as_bytes().cmp(lower));
    found.ok().and_then(|at| TABLE.get(at)).map_or(Unwrap, |(_, fate)| *fate)
}
