//! One snippet for each known way to get script, style or a name into a page, and what is left of it.

use live_blog::core::markup::plain_text;

use super::{audit, parsed};

const PAGE: &str = "https://news.example/live/";

/// What a feed sends, and the tree that comes of it; `PAGE/` stands for the folder of the feed.
pub const VECTORS: &[(&str, &str)] = &[
    // Scripts as elements.
    ("a<script>steal()</script>b", "ab"),
    ("a<ScRiPt src=//evil.example></sCrIpT >b", "ab"),
    ("a<script/x>steal()</script/x>b", "ab"),
    ("a<script>steal()", "a"),
    ("<scr<script>ipt>steal()</scr</script>ipt>", "ipt&gt;steal()ipt&gt;"),
    ("<script><!--<script></script>steal()</script>b", "b"),
    ("a<script>'</style></title>'</script>b", "ab"),
    ("<<script>steal()</script>", "&lt;"),
    ("a<template><script>steal()</script><b>x</b></template>b", "ab"),
    (
        "a<noscript><p title='</noscript><img src=x onerror=steal()>'>b",
        "a<img src=\"PAGE/x\" alt=\"\">'&gt;b",
    ),
    // Handlers.
    ("<p onclick=steal()>a</p>", "<p>a</p>"),
    ("<b onmouseover='steal()'>a</b>", "<b>a</b>"),
    ("<img src=a.png onerror=steal()>", "<img src=\"PAGE/a.png\" alt=\"\">"),
    ("<img/src=a.png/onerror=steal()>", "<img src=\"PAGE/a.png/onerror=steal()\" alt=\"\">"),
    ("<img src=a.png\u{c}onerror=steal()>", "<img src=\"PAGE/a.png\" alt=\"\">"),
    ("<img src='a.png'onerror=steal()>", "<img src=\"PAGE/a.png\" alt=\"\">"),
    ("<img alt='a>b' src=a.png onerror='steal()>'>c", "<img src=\"PAGE/a.png\" alt=\"a&gt;b\">c"),
    ("<img src=a.png alt=a alt='x\" onerror=steal()'>", "<img src=\"PAGE/a.png\" alt=\"a\">"),
    (
        "<details open ontoggle=steal()><summary>a</summary>b</details>",
        "<details><summary>a</summary>b</details>",
    ),
    ("<marquee onstart=steal()>a</marquee>", "a"),
    ("<body onload=steal()>a", "a"),
    ("<x-steal onfocus=steal() tabindex=0 autofocus>a</x-steal>", "a"),
    ("<a href=1 onclick\0=steal()>a</a>", "<a href=\"PAGE/1\">a</a>"),
    // Addresses that run.
    ("<a href=javascript:steal()>a</a>", "a"),
    ("<a href=' \u{1}JaVaScRiPt:steal()'>a</a>", "a"),
    ("<a href='java\nscript:steal()'>a</a>", "a"),
    ("<a href='jav&#x09;ascript:steal()'>a</a>", "a"),
    ("<a href='&#106;avascript&colon;steal()'>a</a>", "a"),
    ("<a href='&#0000106avascript:steal()'>a</a>", "a"),
    ("<a href='vbscript:steal'>a</a>", "a"),
    ("<a href='data:text/html,<script>steal()</script>'>a</a>", "a"),
    ("<a href='blob:https://news.example/1'>a</a>", "a"),
    ("<a href='https://bank.example@evil.example'>a</a>", "a"),
    ("<a href='java script:steal()'>a</a>", "<a href=\"PAGE/java%20script:steal()\">a</a>"),
    ("<a href='\\\\other.example\\x'>a</a>", "<a href=\"https://other.example/x\">a</a>"),
    ("<a href='1\" onclick=\"steal()'>a</a>", "<a href=\"PAGE/1%22%20onclick=%22steal()\">a</a>"),
    ("<img src=javascript:steal()>a", "a"),
    ("<img src='data:image/svg+xml,<svg onload=steal()>'>a", "a"),
    ("<img src=a.png srcset='//evil.example/b.png 2x'>", "<img src=\"PAGE/a.png\" alt=\"\">"),
    ("<q cite=javascript:steal()>a</q>", "<q>a</q>"),
    ("<form action=javascript:steal()><button formaction=javascript:steal()>a</button><input></form>b", "b"),
    ("<meta http-equiv=refresh content='0;url=javascript:steal()'>a", "a"),
    ("<base href=//evil.example/><a href=1>a</a>", "<a href=\"PAGE/1\">a</a>"),
    ("<link rel=stylesheet href=//evil.example/x.css>a", "a"),
    // Frames and plug-ins.
    ("a<iframe src=javascript:steal()></iframe>b", "ab"),
    ("a<iframe src='data:text/html,<script>steal()</script>'></iframe>b", "ab"),
    ("a<iframe src=about:blank data-src='\tjavascript:steal()'></iframe>b", "ab"),
    ("a<iframe src='blob:https://news.example/1'></iframe>b", "ab"),
    ("a<iframe src='https://bank.example@evil.example/'></iframe>b", "ab"),
    ("a<iframe src=//evil.example/ width=1 height=1></iframe>b", "ab"),
    ("a<iframe src=//evil.example/ style='display:none'></iframe>b", "ab"),
    (
        "<iframe src=//evil.example/ srcdoc='<script>steal()</script>' onload=steal() name=x allow=camera></iframe>",
        "<iframe src=\"https://evil.example/\"></iframe>",
    ),
    (
        "<iframe src=https://www.youtube.com.evil.example/embed/x></iframe>",
        "<iframe src=\"https://www.youtube.com.evil.example/embed/x\"></iframe>",
    ),
    (
        "<iframe src=https://youtu.be/x data-page=https://evil.example/></iframe>",
        "<iframe src=\"https://www.youtube-nocookie.com/embed/x\"></iframe>",
    ),
    ("<lite-youtube videoid='x\" onload=steal()'></lite-youtube>", ""),
    ("<lite-youtube videoid='//evil.example/x'></lite-youtube>", ""),
    ("<blockquote class=tiktok-embed cite=javascript:steal()>a</blockquote>", "<blockquote>a</blockquote>"),
    (
        "<blockquote class=mastodon-embed data-embed-url=//evil.example/x>a</blockquote>",
        "<blockquote>a</blockquote>",
    ),
    ("<div class=fb-post data-href='https://facebook.com.evil.example/a/posts/1'>a</div>", "<div>a</div>"),
    ("<object data-page=javascript:steal()>a</object>", ""),
    ("a<iframe srcdoc='<script>steal()</script>'>x</iframe>b", "ab"),
    ("a<object data=//evil.example><param name=x><b>x</b></object>b", "ab"),
    ("a<embed src=javascript:steal()>b", "ab"),
    ("a<frameset><frame src=javascript:steal()></frameset>b", "ab"),
    ("a<applet code=x>x</applet>b", "ab"),
    // Other languages inside HTML, and parsers that disagree about them.
    ("a<svg onload=steal()><script>steal()</script></svg>b", "ab"),
    ("a<svg/onload=steal()>b", "a"),
    ("a<svg><a xlink:href=javascript:steal()><text>x</text></a></svg>b", "ab"),
    (
        "a<svg><style><img src='</style><img src=x onerror=steal()>'></svg>b",
        "a<img src=\"PAGE/%3C/style%3E%3Cimg%20src=x%20onerror=steal()%3E\" alt=\"\">b",
    ),
    ("a<svg><title><style></title><p>b", "a"),
    (
        "a<math><mtext><table><mglyph><style><!--</style><img title='--><img src=x onerror=steal()>'></math>b",
        "ab",
    ),
    ("a<math><annotation-xml encoding='text/html'><style><img src=x onerror=steal()></style></math>b", "ab"),
    ("a<svg><![CDATA[><script>steal()</script>]]></svg>b", "ab"),
    ("a<select><option><style></select><script>steal()</script></style></select>b", "ab"),
    ("a<title><img src=x onerror=steal()></title>b", "ab"),
    ("a<textarea></textarea ><script>steal()</script>b", "ab"),
    ("a<xmp><p></xmp>b<plaintext><b>c", "ab"),
    ("a<style>@import '//evil.example'</style>b", "ab"),
    ("<p style='position:fixed;inset:0'>a</p>", "<p>a</p>"),
    // Comments and other markup that is none.
    ("a<!--><script>steal()</script>-->b", "a--&gt;b"),
    ("a<!--x--!><script>steal()</script>--><b>b</b>", "a--&gt;<b>b</b>"),
    ("a<!--[if IE]><script>steal()</script><![endif]-->b", "ab"),
    ("a<?xml-stylesheet href='x'?>b<!ENTITY x 'y'>c</ x>d", "abcd"),
    ("&lt;script&gt;steal()&lt;/script&gt;", "&lt;script&gt;steal()&lt;/script&gt;"),
    ("&amp;lt;img src=x onerror=steal()&amp;gt;", "&amp;lt;img src=x onerror=steal()&amp;gt;"),
    ("\u{ff1c}script\u{ff1e}steal()", "\u{ff1c}script\u{ff1e}steal()"),
    ("<\0script>a</script>", "&lt;script&gt;a"),
    ("<s\0cript>a</s\0cript>", "a"),
    // Names that shadow the page's own.
    ("<p id=location name=body class=ad>a</p>", "<p>a</p>"),
    ("<img name=cookie id=domain src=a.png>", "<img src=\"PAGE/a.png\" alt=\"\">"),
    (
        "<a id=config name=config href=1 target=_top rel=opener ping=//evil.example download>a</a>",
        "<a href=\"PAGE/1\">a</a>",
    ),
    ("<form><input name=attributes><input name=childNodes></form>a", "a"),
    // Pictures that watch the reader.
    ("<img src=//count.example/1.gif width=1 height=1>a", "a"),
    ("<img src=//count.example/1.gif width=0>a", "a"),
    ("<img src=//count.example/1.gif style='DISPLAY : none'>a", "a"),
    ("<img src=//count.example/1.gif hidden>a", "a"),
    ("<img src=http://count.example/1.gif>a", "a"),
    ("<video poster=//count.example src=x autoplay>a</video>c", "<video src=\"PAGE/x\"></video>c"),
    ("<video src=javascript:steal()>a</video><audio src='data:audio/wav,'>b</audio>c", "c"),
    (
        "<table background=//count.example><td background=x>a</table>",
        "<table><tbody><tr><td>a</td></tr></tbody></table>",
    ),
    // Text that paints where it should not.
    ("a\u{8}\u{1b}[31m\u{9b}b", "a[31mb"),
];

#[test]
fn every_vector_becomes_what_is_expected() {
    for (source, expected) in VECTORS {
        let tree = parsed(source);
        audit::check(&tree.nodes, &[]);
        assert_eq!(audit::html(&tree.nodes), expected.replace("PAGE/", PAGE), "{source:?}");
        assert_eq!(audit::packed(&plain_text(source)), audit::letters(&tree.nodes), "{source:?}");
    }
}

#[test]
fn no_vector_works_inside_another_element() {
    for (source, _) in VECTORS {
        for around in [
            "<ul>",
            "<table>",
            "<table><td>",
            "<svg>",
            "<select>",
            "<p><a href=1><b>",
            "<video>",
            "<dl>",
            "<!-- -->",
        ] {
            let tree = parsed(&format!("{around}{source}"));
            audit::check(&tree.nodes, &[]);
            assert!(!audit::html(&tree.nodes).contains("<script"), "{around}{source}");
        }
    }
}
