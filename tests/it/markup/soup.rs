//! Makes HTML of the kind that breaks sanitisers: pieces of markup, whole and in halves, in any order.

use proptest::prelude::*;

const NAMES: [&str; 62] = [
    "a", "abbr", "article", "b", "bdo", "blockquote", "br", "button", "caption", "code", "dd", "details", "div", "dl",
    "dt", "em", "figcaption", "figure", "h1", "h3", "hr", "i", "iframe", "img", "li", "math", "noscript", "object",
    "ol", "p", "plaintext", "pre", "rt", "ruby", "script", "SCRIPT", "select", "span", "strong", "style", "summary",
    "svg", "table", "tbody", "td", "template", "textarea", "th", "thead", "title", "tr", "ul", "video", "xmp",
    "foreignobject", "custom-name", "x", "q", "s", "u", "Div", "noembed",
];

const SCRAPS: [&str; 58] = [
    "<", ">", "</", "/>", "<!--", "-->", "--!>", "<!-->", "<!--->", "<!", "<!DOCTYPE html>", "<?x", "<![CDATA[", "]]>",
    "</ x>", "</>", "<>", "< p>", "\"", "'", "=", "`", "\0", "\r\n", "\r", "\u{c}", "\t", " ", "-", "--", "</script",
    "</script>", "</style>", "</title ", "<script", "&amp;", "&lt", "&lt;b&gt;", "&copy", "&copy=", "&copyx", "&notit;",
    "&nbsp;", "&hellip;", "&#60;", "&#x3c", "&#0;", "&#128;", "&#xD800;", "&#99999999999;", "&#", "&#x", "&;", "&",
    "e\u{301}\u{301}", "\u{202e}", "\u{1f600}", "word",
];

const ATTRIBUTES: [&str; 24] = [
    "href=1", "href='javascript:alert(1)'", "href=\"//evil.example/x\"", "HREF = https://a.example/?a=1&copy=2",
    "src=a.png", "src=http://a.example/p.gif", "src='data:image/png;base64,AAAA'", "width=1", "width=20 height=30",
    "onclick=alert(1)", "onerror", "style='display: none'", "lang=fr", "dir=rtl", "dir=x", "id=body", "start=7",
    "colspan=9 rowspan=0", "title=\"a>b\"", "alt='x'", "x=1 x=2", "/", "=", "\"",
];

/// A source of up to `most` pieces.
pub fn soup(most: usize) -> impl Strategy<Value = String> {
    let name = || prop::sample::select(NAMES.to_vec());
    let attributes = prop::collection::vec(prop::sample::select(ATTRIBUTES.to_vec()), 0..3);
    let piece = prop_oneof![
        4 => (name(), attributes, prop_oneof![4 => Just(">"), 1 => Just("/>"), 1 => Just("")])
            .prop_map(|(name, attributes, end)| {
                let gap = if attributes.is_empty() { "" } else { " " };
                format!("<{name}{gap}{}{end}", attributes.join(" "))
            }),
        3 => (name(), prop_oneof![4 => Just(">"), 1 => Just(" x=1>"), 1 => Just("")])
            .prop_map(|(name, end)| format!("</{name}{end}")),
        2 => prop::sample::select(SCRAPS.to_vec()).prop_map(str::to_owned),
        1 => "[ -~]{0,6}",
        1 => "\\PC{0,3}",
    ];
    prop::collection::vec(piece, 0..most).prop_map(|pieces| pieces.concat())
}

/// As many cases as the variable says, else `usual`.
pub fn cases(usual: u32) -> ProptestConfig {
    let asked = std::env::var("PROPTEST_CASES").ok().and_then(|text| text.parse().ok());
    ProptestConfig { cases: asked.unwrap_or(usual), failure_persistence: None, ..ProptestConfig::default() }
}
