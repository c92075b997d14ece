//! A feed written by an enemy: nothing of it runs, and nothing but the allowed few reaches the page.

use serde_json::json;

use crate::stage::{Stage, play};

/// Bodies that try to run something or to break out. Each calls `pwned` with its own number if it succeeds.
const BODIES: &[&str] = &[
    "<script>pwned(1)</script><p>one</p>",
    "<img src=x onerror=pwned(2)><p>two</p>",
    "<svg onload=pwned(3)><script>pwned(3)</script><animate onbegin=pwned(3) attributeName=x dur=1s></svg>",
    "<a href=\"javascript:pwned(4)\">four</a> <a href=\" java\nscript:pwned(4)\">four</a>",
    "<a href=\"data:text/html,<script>pwned(5)</script>\">five</a> <a href=\"vbscript:pwned(5)\">five</a>",
    "<iframe srcdoc=\"<script>parent.pwned(6)</script>\"></iframe><iframe src=\"javascript:parent.pwned(6)\"></iframe>",
    "<style>* { display: none !important }</style><p style=\"position:fixed;inset:0\">seven</p>",
    "<form id=document action=\"/steal\"><input name=body><button formaction=\"javascript:pwned(8)\">x</button></form>",
    "<p id=pwned name=pwned class=reader part=root slot=x onclick=pwned(9) data-entry=fake>nine</p>",
    "<math><mtext><table><mglyph><style><!--</style><img title=\"--&gt;&lt;img src=1 onerror=pwned(10)&gt;\">",
    "<noscript><p title=\"</noscript><img src=x onerror=pwned(11)>\"></noscript>",
    "<object data=\"data:text/html,x\"></object><embed src=\"/x\"><base href=\"//evil.example/\">",
    "<meta http-equiv=refresh content=\"0;url=/bare\"><link rel=stylesheet href=\"//evil.example/x.css\">",
    "<template><img src=x onerror=pwned(13)></template><video><source onerror=pwned(13)></video><audio src=x onerror=pwned(13)>",
    "<a href=\"https://evil.example/\" target=_self rel=opener ping=\"//evil.example/\" download>fourteen</a>",
    "<live-blog src=\"/feed.json\"></live-blog><x-y onclick=pwned(15)></x-y><slot></slot>",
    "<table background=\"javascript:pwned(16)\"><tr><td onmouseover=pwned(16)>sixteen",
    "<p>&lt;script&gt;pwned(17)&lt;/script&gt;</p><textarea></p><img src=x onerror=pwned(17)>",
];

/// Every element that an entry may be drawn with, and every attribute.
const DETECT: &str = "
const tags = new Set(`ARTICLE TIME SPAN DIV UL OL LI H2 H3 H4 H5 H6 P A IMG BDI BUTTON BLOCKQUOTE CITE Q EM STRONG
  B I U S DEL INS SUB SUP SMALL MARK CODE PRE KBD SAMP VAR ABBR DFN BR HR TABLE CAPTION THEAD TBODY TFOOT TR TH TD
  DL DT DD FIGURE FIGCAPTION WBR RUBY RT RP svg path use`.split(/\\s+/));
const attributes = new Set(`class id part href target rel referrerpolicy src alt width height loading decoding datetime
  title lang dir tabindex role type colspan rowspan scope start reversed value cite abbr data-entry data-embed hidden viewBox d
  fill stroke focusable xmlns`.split(/\\s+/));
const bad = [];
for (const article of $$('[data-entry]')) {
  for (const node of [article, ...article.querySelectorAll('*')]) {
    if (!tags.has(node.tagName)) bad.push(`<${node.tagName}>`);
    for (const { name, value } of node.attributes) {
      if (!attributes.has(name) && !name.startsWith('aria-')) bad.push(`${node.tagName} ${name}`);
      const safe = !['href', 'src', 'cite'].includes(name) || /^(https?:|mailto:|tel:|\\/|#)/.test(value);
      if (!safe) bad.push(`${node.tagName} ${name}=${value}`);
    }
    if (node !== article && node.dataset.entry !== undefined) bad.push('a forged entry');
    if (node.tagName === 'A' && !node.matches('.own-page') && node.origin !== location.origin) {
      if (node.target !== '_blank' || !node.relList.contains('noopener')) bad.push(`link ${node.outerHTML}`);
    }
  }
}
return bad;
";

async fn arm(at: &Stage) {
    at.page
        .before_each_page(
            "window.__pwned = []; Object.defineProperty(window, 'pwned',
            { value: (n) => window.__pwned.push(n) })",
        )
        .await;
}

async fn ran(at: &Stage) -> Vec<u32> {
    at.page.get("return window.__pwned").await
}

#[test]
fn nothing_that_a_body_brings_is_run_or_let_through() {
    play(async |at| {
        arm(at).await;
        for (n, body) in BODIES.iter().enumerate() {
            at.news.push_entry(&format!("body-{n}"), &format!("Body {n}"), body);
        }
        at.open("page-size=100&csp=none").await;
        at.page.until_is("ids().filter((id) => id.startsWith('body-')).length", BODIES.len()).await;
        at.page.run("$$('[data-entry^=body-] *').forEach((node) => { node.dispatchEvent(new MouseEvent('mouseover',
            { bubbles: true })); })").await;
        at.page.frames().await;
        assert_eq!(ran(at).await, Vec::<u32>::new(), "without any policy of the page to help");
        assert_eq!(at.page.get::<Vec<String>>(DETECT).await, Vec::<String>::new());
        assert!(
            at.page
                .holds("location.pathname === '/page' && document.querySelectorAll('live-blog').length === 1")
                .await
        );
        assert!(
            at.page.holds("words(entry('body-17')).includes('<script>pwned(17)</script>')").await,
            "what is text stays text"
        );
    });
}

#[test]
fn the_same_feed_under_a_strict_policy_does_not_even_try() {
    play(async |at| {
        arm(at).await;
        for (n, body) in BODIES.iter().enumerate() {
            at.news.push_entry(&format!("body-{n}"), &format!("Body {n}"), body);
        }
        at.open("page-size=100").await;
        at.page.until_is("ids().filter((id) => id.startsWith('body-')).length", BODIES.len()).await;
        at.page.frames().await;
        assert_eq!(ran(at).await, Vec::<u32>::new());
        // The stage asserts at the end that no policy was violated: nothing was tried.
    });
}

#[test]
fn every_other_field_is_text_or_a_safe_address() {
    play(async |at| {
        arm(at).await;
        let evil = "\"><img src=x onerror=pwned(20)><script>pwned(20)</script>";
        at.news.push(json!({
            "id": evil, "url": "javascript:pwned(21)", "title": evil, "content_html": "<p>body</p>",
            "date_published": "2026-11-23T10:00:00Z", "language": evil, "tags": [evil, "__proto__", "constructor"],
            "image": "javascript:pwned(22)",
            "authors": [{
                "name": evil, "url": "javascript:pwned(23)", "avatar": "data:image/svg+xml,<svg onload='pwned(23)'/>",
            }],
            "_liveblog": { "key": true, "media": [
                { "type": "image", "url": "javascript:pwned(24)", "alt": evil, "caption": evil, "credit": evil },
                {
                    "type": "image", "url": "https://pictures.invalid/a.svg", "width": 9e99, "height": -1,
                    "alt": evil, "caption": evil, "credit": evil,
                },
            ] },
        }));
        let extension = json!({ "summary_html": evil, "timezone": evil });
        at.news.patch_feed(json!({ "title": evil, "language": evil, "_liveblog": extension }));
        at.open("page-size=100&csp=none").await;
        at.page
            .until(
                "it is drawn, as text",
                "$$('.feed .headline').some((one) => one.textContent.includes('<script>pwned(20)</script>'))",
            )
            .await;
        at.page.frames().await;
        assert_eq!(ran(at).await, Vec::<u32>::new());
        assert_eq!(at.page.get::<Vec<String>>(DETECT).await, Vec::<String>::new());
        at.page.click("button('Topics')").await;
        at.page.click("$$('#topics .chip').find((one) => words(one).startsWith('__proto__'))").await;
        at.page.until_is("ids().length", 1).await;
    });
}

#[test]
fn a_thousand_tags_deep_and_a_million_long_stop_nothing() {
    play(async |at| {
        at.news.push_entry(
            "deep",
            "Deep",
            &format!("{}deep{}", "<blockquote>".repeat(20_000), "</blockquote>".repeat(20_000)),
        );
        at.news.push_entry("long", "Long", &"<b>x</b> ".repeat(100_000));
        at.news.push_entry("wide", "Wide", &format!("<p {}>wide</p>", "a=1 ".repeat(50_000)));
        at.open("").await;
        at.page.until_is("ids().slice(0, 3).sort().join()", "deep,long,wide".to_owned()).await;
        assert!(at.page.holds("$$('[data-entry=long] *').length < 20000").await);
        assert_eq!(at.page.get::<Vec<String>>(DETECT).await, Vec::<String>::new());
        assert!(at.page.events("error").await.iter().all(|one| one["kind"] != "panic"));
    });
}

#[test]
fn nothing_of_a_feed_becomes_a_name_of_the_page() {
    play(async |at| {
        at.news.push_entry(
            "clobber",
            "Clobber",
            "<p id=location><a id=self name=self href=\"/x\">x</a><img name=top id=top src=x></p>",
        );
        at.open("csp=none").await;
        at.page.until("it is drawn", "entry('clobber')").await;
        assert!(at.page.holds("location.pathname === '/page' && self === window && top === window").await);
        assert!(at.page.holds("!$('#location') && !$('#self') && !$('#top')").await);
    });
}

#[test]
fn the_detector_sees_what_it_is_there_for() {
    play(async |at| {
        at.provokes();
        arm(at).await;
        at.open("csp=none").await;
        // The negative control: the bodies as a careless reader would put them in.
        at.page
            .run(
                "const careless = document.createElement('div');
            careless.innerHTML = `<img src=x onerror=pwned(2)><p onclick=x><iframe></iframe>
              <a href=\"javascript:pwned(4)\" data-entry=fake>x</a>`;
            $('.feed [data-entry]').append(careless)",
            )
            .await;
        at.page.until("the handler runs", "window.__pwned.includes(2)").await;
        let bad: Vec<String> = at.page.get(DETECT).await;
        for wanted in ["IMG onerror", "P onclick", "<IFRAME>", "A href=javascript:pwned(4)", "a forged entry"]
        {
            assert!(bad.iter().any(|one| one == wanted), "{wanted} was missed: {bad:?}");
        }
        // And a policy that is violated is seen by the stage.
        at.page.goto("/page").await;
        at.page.until_ready().await;
        at.page
            .run(
                "const inline = document.createElement('p'); inline.setAttribute('style', 'color: red');
            document.body.append(inline)",
            )
            .await;
        at.page.until("the violation is recorded", "window.__seen.violations.length").await;
        at.page.until_here("and reported", async || !at.news.csp_reports().is_empty()).await;
    });
}
