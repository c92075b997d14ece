//! Sources made to exhaust: a slow or deep answer here would stop the page. Each runs in milliseconds, and in
//! minutes where the work grows with the square of the size.

use live_blog::core::markup::{decode_text, from_text, plain_text};

use super::{audit, parsed};

/// Takes the whole way that an entry takes, drops included.
fn survive(source: &str) -> (usize, usize) {
    let whole = parsed(source);
    audit::check(&whole.nodes, &[]);
    drop(whole.nodes.clone());
    drop((plain_text(source), decode_text(source), from_text(source)));
    let (elements, depth) = audit::size(&whole.nodes);
    assert!(elements <= 5_000 && depth <= 64, "{elements} elements, {depth} deep");
    (elements, depth)
}

#[test]
fn deep_nesting_is_flattened() {
    for name in
        ["div", "b", "ul", "li", "table", "table><td", "dl><dd", "svg", "span lang=a", "x", "a href=1", "p"]
    {
        survive(&format!("<{name}>x").repeat(120_000 / (name.len() + 3)));
    }
    survive(&("<div>".repeat(100_000) + "x"));
    let deep = parsed(&("<div>".repeat(500) + "x"));
    assert!(deep.cut);
    assert_eq!(audit::size(&deep.nodes), (64, 64));
    assert_eq!(audit::letters(&deep.nodes), "x");
}

#[test]
fn crossed_marks_do_not_multiply() {
    for piece in
        ["<a href=1><b><i>x</a>", "<p><b><i><s><u><em><strong><small>x", "<b><p>x</b>", "<table><b>x<tr>"]
    {
        survive(&piece.repeat(60_000 / piece.len()));
    }
}

#[test]
fn empty_marks_and_lists_in_lists_do_not_copy_what_is_before_them() {
    for piece in
        ["x<b></b>", "<ul><li>x</ul>", "<ul><ul><li>x</ul>", "<li>x<ul></ul>", "<ul><li>x</li><ul><li>y</ul>"]
    {
        survive(&piece.repeat(60_000 / piece.len()));
        survive(&("<ul>".to_owned() + &piece.repeat(60_000 / piece.len())));
    }
}

#[test]
fn things_of_other_sites_are_looked_up_in_no_time() {
    for piece in [
        "<iframe src=https://youtu.be/a></iframe>",
        "<p><b><a href=1><iframe src=https://youtu.be/a></iframe>",
        "<blockquote class=twitter-tweet><a href=https://x.com/a/status/1>x",
        "<blockquote class=twitter-tweet><a href=https://other.example/>x</a></blockquote>",
        "<div data-oembed-url=https://vimeo.com/1>",
        "<video><source src=javascript:x>",
        "<script src=https://datawrapper.dwcdn.net/a/embed.js></script>",
    ] {
        survive(&piece.repeat(120_000 / piece.len()));
    }
    survive(&format!("<div class='{}'>", "twitter-tweet ".repeat(10_000)));
    survive(&format!("<img srcset='{}'>", "a 1w, ".repeat(20_000)));
}

#[test]
fn a_tag_may_have_any_number_of_attributes() {
    let many: String = (0..50_000).map(|n| format!(" a{n}=\"{n}\"")).collect();
    let whole = parsed(&format!("<p{many}>x</p>"));
    assert!(whole.cut);
    let same = parsed(&format!("<p{}>x</p>", " a=1".repeat(50_000)));
    assert_eq!(audit::letters(&same.nodes), "x");
}

#[test]
fn what_never_ends_is_read_once() {
    for piece in [
        "<!--",
        "<!-",
        "-",
        "--",
        "<",
        "</",
        "<a",
        "<a ",
        "<a \"",
        "&",
        "&#",
        "&#9",
        "&a",
        "<script>",
        "<script><!--",
        "<title>",
        "</title",
        "<textarea",
        "<plaintext>",
        "\0",
        "\r",
        "<?",
        "<![CDATA[",
        "e\u{301}",
        "\u{301}",
    ] {
        let many = piece.repeat(40_000 / piece.len());
        survive(&many);
        for open in ["<script>", "<script><!--<script>", "<!--", "<title>", "<a href='", "<svg>", "<select>"]
        {
            survive(&(open.to_owned() + &many));
        }
    }
}
