//! How tag soup is nested: what feeds leave open, misplace or leave out.

use live_blog::core::markup::{Limits, from_text, parse};

use super::{audit, base, nodes, parsed, shown};

fn check(table: &[(&str, &str)]) {
    for (source, expected) in table {
        assert_eq!(shown(source), *expected, "{source}");
        assert_eq!(shown(expected), *expected, "not stable: {expected}");
    }
}

#[test]
fn what_feeds_leave_out_is_implied() {
    check(&[
        ("<p>a<p>b", "<p>a</p><p>b</p>"),
        ("<p>a<div>b</div>c", "<p>a</p><div>b</div>c"),
        ("<p>a<ul><li>b<li>c</ul>d", "<p>a</p><ul><li>b</li><li>c</li></ul>d"),
        ("<ul><li>a<ul><li>b</ul><li>c</ul>", "<ul><li>a<ul><li>b</li></ul></li><li>c</li></ul>"),
        ("<dl><dt>a<dd>b<dt>c<dd>d</dl>", "<dl><dt>a</dt><dd>b</dd><dt>c</dt><dd>d</dd></dl>"),
        ("<dl><div><dt>a<dd>b</div></dl>", "<dl><div><dt>a</dt><dd>b</dd></div></dl>"),
        (
            "<table><tr><td>a<td>b<tr><th scope=row>c</table>d",
            "<table><tbody><tr><td>a</td><td>b</td></tr>\
             <tr><th scope=\"row\">c</th></tr></tbody></table>d",
        ),
        (
            "<table><caption>t<thead><td>a<tbody><td>b",
            "<table><caption>t</caption><thead><tr><td>a</td></tr></thead>\
             <tbody><tr><td>b</td></tr></tbody></table>",
        ),
        ("<h2>a<h3>b</h3>", "<h2>a</h2><h3>b</h3>"),
        ("<h2>a</h3>b", "<h2>a</h2>b"),
        ("<ruby>\u{6f22}<rp>(<rt>kan<rp>)</ruby>", "<ruby>\u{6f22}<rp>(</rp><rt>kan</rt><rp>)</rp></ruby>"),
        ("a<br/>b</br>c", "a<br>b<br>c"),
        ("<pre>\n\n a\n  b</pre>", "<pre>\n\n a\n  b</pre>"),
    ]);
}

#[test]
fn what_stands_in_the_wrong_place_keeps_its_place_in_the_text() {
    check(&[
        ("<li>a<li>b</li><p>c", "<ul><li>a</li><li>b</li></ul><p>c</p>"),
        ("<dt>a<dd>b</dd>c", "<dl><dt>a</dt><dd>b</dd></dl>c"),
        ("<td>a</td><tr>b", "ab"),
        ("<ul>a<li>b</ul>", "<ul><li>a</li><li>b</li></ul>"),
        ("<ul><li>a</li><ul><li>b</ul></ul>", "<ul><li>a<ul><li>b</li></ul></li></ul>"),
        (
            "<table>a<tr>b<td>c",
            "<table><tbody><tr><td>a</td></tr><tr><td>b</td><td>c</td></tr></tbody></table>",
        ),
        (
            "<table><tr><td>a<table><td>b</table>c</table>",
            "<table><tbody><tr><td>a<table><tbody><tr><td>b</td></tr></tbody></table>c</td></tr></tbody></table>",
        ),
        ("<table><table><td>a", "<table><tbody><tr><td>a</td></tr></tbody></table>"),
        ("<figcaption>a</figcaption>b", "<div>a</div>b"),
        (
            "<figure><img src=a.png><figcaption>b</figure>",
            "<figure><img src=\"https://news.example/live/a.png\" alt=\"\"><figcaption>b</figcaption></figure>",
        ),
        (
            "<details><summary>a</summary>b<summary>c</summary></details>",
            "<details><summary>a</summary>b<div>c</div></details>",
        ),
        ("</div></p></b>a</table>", "a"),
        ("<div>a<td></div>b", "<div>a</div>b"),
    ]);
}

#[test]
fn what_is_dropped_and_left_open_does_not_swallow_the_rest() {
    check(&[
        ("<div><svg><path></div>a", "a"),
        ("<p>a<math></p>b", "<p>a</p>b"),
        ("<div>a<button><b>x</b></div>b", "<div>a</div>b"),
        ("<button><p>x</p></button>a", "a"),
        ("<select><option>x<select>a", "a"),
        ("<svg><text>x<p>a", "<p>a</p>"),
        ("<math><mi>x</mi><p>a", "<p>a</p>"),
        ("<svg><foreignObject><p>x</p></foreignObject></svg>a", "a"),
    ]);
}

#[test]
fn crossed_marks_are_untangled() {
    let link = "https://news.example/live/1";
    check(&[
        ("<b>a<i>b</b>c</i>d", "<b>a<i>b</i></b><i>c</i>d"),
        ("<p><b>a<p>b</b>c", "<p><b>a</b></p><p><b>b</b>c</p>"),
        ("<b><p>a</b>b</p>c", "<b><p>ab</p></b>c"),
        ("<p><b>a</p><p>b</p></b>c", "<p><b>a</b></p><p><b>b</b></p>c"),
        ("<b>a<b></b>b</b>", "<b>ab</b>"),
        ("<td><b>a", "<b>a</b>"),
        (
            "<table><td><b>a<td>b</table>c",
            "<table><tbody><tr><td><b>a</b></td><td>b</td></tr></tbody></table>c",
        ),
    ]);
    let expected = format!("<a href=\"{link}\">a</a><a href=\"{}\">b</a>", link.replace('1', "2"));
    assert_eq!(shown("<a href=1>a<a href=2>b</a></a>"), expected);
    let in_cell = shown("<a href=1><table><td><a href=2>b</a></table></a>");
    assert_eq!(in_cell.matches("<a ").count(), 1, "{in_cell}");
}

#[test]
fn spaces_that_nobody_sees_are_not_kept() {
    check(&[
        ("\n<p>a</p>\n<p>b <b> </b>c</p>\n", "<p>a</p><p>b <b> </b>c</p>"),
        ("<ul>\n <li>a</li>\n</ul>", "<ul><li>a</li></ul>"),
        ("<pre> <b>a</b> </pre>", "<pre> <b>a</b> </pre>"),
        ("<p></p><b></b><ul></ul>", ""),
        ("a<p></p>b", "a<p></p>b"),
        ("<ol><li></li><li>b</ol>", "<ol><li></li><li>b</li></ol>"),
    ]);
}

#[test]
fn elements_that_say_nothing_are_unwrapped_and_the_rest_keeps_its_attributes() {
    check(&[
        ("<span lang=fr>a<span>b</span>c</span>d", "<span lang=\"fr\">abc</span>d"),
        ("<span class=x>a</span><bdo>b</bdo><bdo dir=RTL>c</bdo>", "ab<bdo dir=\"rtl\">c</bdo>"),
        ("<section lang=de-CH dir=auto><p>a</section>", "<div lang=\"de-CH\" dir=\"auto\"><p>a</p></div>"),
        ("<a>a</a><a href=#b>b</a><a href=' '>c</a>", "abc"),
        ("<ol start=3 reversed><li>a</ol>", "<ol start=\"3\" reversed=\"\"><li>a</li></ol>"),
        ("<abbr title='a &amp; b'>c</abbr>", "<abbr title=\"a &amp; b\">c</abbr>"),
        (
            "<time datetime=2026-05-01T10:00+02:00>a</time><time datetime='\"x'>b</time>",
            "<time datetime=\"2026-05-01T10:00+02:00\">a</time><time>b</time>",
        ),
        (
            "<img src=a.png alt='x\n y' width=600px height=50%>",
            "<img src=\"https://news.example/live/a.png\" alt=\"x y\" width=\"600\">",
        ),
        (
            "<strike>a</strike><tt>b</tt><acronym>c</acronym><big>d</big>",
            "<s>a</s><code>b</code><abbr>c</abbr>d",
        ),
        (
            "<video src=a.mp4>Old browser? <a href=b.mp4>Film</a> here</video>c",
            "<video src=\"https://news.example/live/a.mp4\"></video>c",
        ),
    ]);
}

#[test]
fn what_is_beyond_a_limit_is_cut_and_said_so() {
    let limited = |limits: Limits, source: &str| {
        let parsed = parse(source, &base(), limits);
        (audit::html(&parsed.nodes), parsed.cut)
    };
    let usual = Limits::default();
    assert_eq!(
        limited(Limits { depth: 2, ..usual }, "<div><p><b>a</b></p>b</div>c"),
        ("<div><p>a</p>b</div>c".into(), true)
    );
    assert_eq!(
        limited(Limits { tags: 2, ..usual }, "<p>a</p><p>b</p><p>c</p>"),
        ("<p>a</p><p>b</p>".into(), true)
    );
    assert_eq!(limited(Limits { source: 5, ..usual }, "<p>a\u{e9}b"), ("<p>a</p>".into(), true));
    let attributes = Limits { attributes: 1, ..usual };
    assert_eq!(limited(attributes, "<p x=1 lang=fr>a</p>"), ("<p>a</p>".into(), true));
    assert_eq!(limited(usual, "<p x=1 lang=fr>a</p>"), ("<p lang=\"fr\">a</p>".into(), false));
    assert!(!parsed(&"x".repeat(usual.source)).cut);
}

#[test]
fn plain_text_becomes_paragraphs_and_line_breaks() {
    assert_eq!(
        audit::html(&from_text(" a\r\nb \n\n\n \nc <b>&amp;")),
        "<p>a<br>b</p><p>c &lt;b&gt;&amp;amp;</p>"
    );
    assert_eq!(from_text(" \n "), []);
    let lines = from_text(&"a\n".repeat(20_000));
    assert!(audit::size(&lines).0 <= 5_001);
    assert_eq!(audit::letters(&lines).len(), 20_000);
}

#[test]
fn a_tower_of_marks_is_clamped_even_across_tags_and_controls() {
    let tower = "e".to_owned() + &"\u{301}".repeat(5) + "<b>\u{1}" + &"\u{302}".repeat(50) + "</b>x";
    let text = audit::letters(&nodes(&tower));
    assert_eq!(text.chars().filter(|c| !c.is_ascii()).count(), 8);
    assert!(text.ends_with('x'));
}
