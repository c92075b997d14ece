//! Text without a tree, and character references.

use live_blog::core::markup::references::{Place, decode};
use live_blog::core::markup::{decode_text, plain_text};

fn decoded(source: &str, place: Place) -> String {
    let mut out = String::new();
    decode(source, place, &mut out);
    out
}

#[test]
fn references_are_decoded_once() {
    let table = [
        ("&amp;lt;b&amp;gt;", "&lt;b&gt;"),
        ("AT&T &amp T&amp", "AT&T & T&"),
        ("&eacute;&Eacute;&euro;&hellip;&nbsp;", "\u{e9}\u{c9}\u{20ac}\u{2026}\u{a0}"),
        ("&scaron;&Zcaron;&lstrok;&ccaron;&odblac;&#x15f;", "\u{161}\u{17d}\u{142}\u{10d}\u{151}\u{15f}"),
        ("&rsquo;&ldquo;&mdash;&ndash;&apos;&quot;", "\u{2019}\u{201c}\u{2014}\u{2013}'\""),
        ("&#8217;&#x2019;&#X2019;&#8217x", "\u{2019}\u{2019}\u{2019}\u{2019}x"),
        ("&#146;&#x80;&#129;&#13;", "\u{2019}\u{20ac}\u{81}\r"),
        ("&#0;&#xD800;&#x110000;&#99999999999999999999;", "\u{fffd}\u{fffd}\u{fffd}\u{fffd}"),
        ("&notit; &notin; &half; &half", "\u{ac}it; \u{2209} \u{bd} &half"),
        ("&Tab;&NewLine;&lbrace;&rbrack;&ZeroWidthSpace;", "\t\n{]\u{200b}"),
        (
            "&; & &# &#x &#; &unknown; &CounterClockwiseContourIntegral;",
            "&; & &# &#x &#; &unknown; &CounterClockwiseContourIntegral;",
        ),
        ("a\r\nb\rc", "a\nb\nc"),
    ];
    for (source, expected) in table {
        assert_eq!(decoded(source, Place::Text), expected, "{source}");
    }
}

#[test]
fn an_address_keeps_what_only_looks_like_a_reference() {
    let table = [
        ("?a=1&copy=2&copyx=3&amp;lang=fr&reg", "?a=1&copy=2&copyx=3&lang=fr\u{ae}"),
        ("?a=1&lt;2&lang;3", "?a=1<2\u{27e8}3"),
        ("jav&#x09;ascript&colon;", "jav\tascript:"),
    ];
    for (source, expected) in table {
        assert_eq!(decoded(source, Place::Attribute), expected, "{source}");
    }
}

#[test]
fn plain_text_reads_as_the_entry_does() {
    let table = [
        ("<p>a <b>b</b>c</p><p>d<br>e</p>", "a bc\nd\ne"),
        ("  a\n b&nbsp;\u{202f}c  ", "a b c"),
        ("a<script>x('<p>')</script>b<style>y</style><!-- z -->c", "abc"),
        ("<table><tr><td>a<td>b<tr><td>c</table>d", "a b\nc\nd"),
        ("<ul><li>a</li>\n<li>b</li></ul>", "a\nb"),
        ("<title>a</title><noscript>b</noscript><svg><text>c</text></svg>d", "d"),
        ("5 < 6 & 7 > 2", "5 < 6 & 7 > 2"),
        ("a<video>b<a href=x>c</a>d</video>e", "a\ne"),
        ("<p>a<iframe>b</iframe>c<object>d</object></p>", "a\nc"),
        ("<img alt=a src=b>", ""),
    ];
    for (source, expected) in table {
        assert_eq!(plain_text(source), expected, "{source}");
    }
}

#[test]
fn a_headline_is_one_line() {
    assert_eq!(decode_text("<p>Rain &amp; wind</p>\n<p>on <em>Tuesday</em></p>"), "Rain & wind on Tuesday");
    assert_eq!(decode_text("5 &lt; 6 &amp;amp; more"), "5 < 6 &amp; more");
}
