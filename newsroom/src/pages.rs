//! Host pages for tests: a foreign page of two lines, and one whose element is written by the query.

use std::fmt;
use std::hash::{BuildHasher, RandomState};
use std::sync::Arc;

use axum::body::Body;
use axum::extract::{RawQuery, State};
use axum::http::{StatusCode, header};
use axum::response::{IntoResponse, Response};

use crate::answer::set;
use crate::desk::Desk;
use crate::query;

/// Marks an answer that asks for no Content-Security-Policy at all; the name never reaches the wire.
pub(crate) const NO_POLICY: &str = "x-newsroom-no-policy";

/// The attributes that `/page` copies from its query to the element.
const ATTRIBUTES: [&str; 22] = [
    "src",
    "format",
    "stream",
    "poll",
    "order",
    "page-size",
    "filters",
    "lang",
    "dir",
    "time-zone",
    "heading-level",
    "loading",
    "embeds",
    "url-state",
    "notifications",
    "push-worker",
    "vapid-public-key",
    "subscribe-url",
    "email-url",
    "privacy-url",
    "images",
    "class",
];

/// Records what the element and the browser say, from before the element is defined.
const SCRIPT: &str = r#"// Records events, violations and errors for whoever drives this page.
window.liveBlogEvents = [];
window.violations = [];
window.problems = [];
const names = ["ready", "status", "entries", "filter", "entry-view", "share", "preferences", "permission", "subscribe", "consent", "error"];
for (const name of names) {
  document.addEventListener(`live-blog:${name}`, (event) => {
    window.liveBlogEvents.push({ type: event.type, detail: JSON.parse(JSON.stringify(event.detail ?? null)) });
  });
}
document.addEventListener("securitypolicyviolation", (event) => {
  window.violations.push({ directive: event.effectiveDirective, blocked: event.blockedURI, sample: event.sample });
});
window.addEventListener("error", (event) => window.problems.push(String(event.message)));
window.addEventListener("unhandledrejection", (event) => window.problems.push(String(event.reason)));
"#;

/// Turns off what a browser does by itself to keep in place what is read.
const ANCHOR_NONE: &str = "html, body, body * { overflow-anchor: none; }\n";

/// A Content-Security-Policy.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Policy {
    /// Everything from the page's own origin alone, and no string that becomes code.
    Strict {
        /// Whether wasm may be compiled.
        wasm: bool,
        /// Another origin that may be read from and loaded from.
        also: String,
    },
    /// Scripts by a word that each page is given anew, as large sites do it; nothing is said of the rest.
    Nonce {
        /// The word.
        word: String,
        /// Whether strings may not become markup or code either.
        types: bool,
    },
}

impl Default for Policy {
    fn default() -> Policy {
        Policy::Strict { wasm: true, also: String::new() }
    }
}

impl Policy {
    fn nonce(types: bool) -> Policy {
        // Every such state is keyed anew, which is as random as a page for tests needs it.
        let word = RandomState::new().hash_one(types);
        Policy::Nonce { word: format!("{word:016x}"), types }
    }

    /// The attribute by which a script of the page is let in.
    fn pass(&self) -> String {
        match self {
            Policy::Nonce { word, .. } => format!(" nonce=\"{word}\""),
            Policy::Strict { .. } => String::new(),
        }
    }
}

impl fmt::Display for Policy {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (wasm, also) = match self {
            Policy::Strict { wasm, also } => (wasm, also),
            Policy::Nonce { word, types } => {
                let types =
                    if *types { " require-trusted-types-for 'script'; trusted-types 'none';" } else { "" };
                return write!(
                    f,
                    "script-src 'nonce-{word}' 'wasm-unsafe-eval'; object-src 'none'; base-uri 'none';{types} \
                     report-uri /csp-report"
                );
            }
        };
        let wasm = if *wasm { " 'wasm-unsafe-eval'" } else { "" };
        let also = if also.is_empty() { String::new() } else { format!(" {also}") };
        write!(
            f,
            "default-src 'none'; script-src 'self'{wasm}{also}; style-src 'self'{also}; img-src 'self' https:{also}; \
             connect-src 'self'{also}; font-src 'self'; frame-src 'self'{also}; media-src 'self'{also}; \
             base-uri 'none'; form-action 'none'; frame-ancestors 'self'; require-trusted-types-for 'script'; trusted-types 'none'; report-uri /csp-report"
        )
    }
}

/// A page that knows nothing of us but the two lines.
pub(crate) async fn bare() -> Response {
    html(
        "<!doctype html>\n<meta charset=\"utf-8\">\n<title>A foreign page</title>\n\
         <script type=\"module\" src=\"/live-blog.js\"></script>\n\
         <live-blog src=\"/feed.json\"><p>The live blog is at <a href=\"/\">The Meridian</a>.</p></live-blog>\n"
            .to_owned(),
        Some(Policy::default()),
    )
}

/// A page whose element has the attributes of the query.
///
/// Besides the attributes: `csp=strict|nowasm|nonce|nonce-types|none`, `from=ORIGIN` (where the loader comes from),
/// `allow=ORIGIN` (let in by the policy), `count=N` elements, `paragraphs=N` of text above, `nosrc`, `posting` (the page
/// carries the story itself, for search engines), `anchor=none` (the browser's own scroll anchoring is off).
pub(crate) async fn page(State(desk): State<Arc<Desk>>, RawQuery(query): RawQuery) -> Response {
    let asked = query::pairs(query.as_deref().unwrap_or_default());
    let (Some(from), Some(allow)) = (origin(&asked, "from"), origin(&asked, "allow")) else {
        return (StatusCode::BAD_REQUEST, "from and allow take an origin on this machine.\n").into_response();
    };
    let also = if allow.is_empty() { from.clone() } else { allow };
    let policy = match query::value(&asked, "csp").unwrap_or("strict") {
        "none" => None,
        "nowasm" => Some(Policy::Strict { wasm: false, also }),
        "strict" => Some(Policy::Strict { wasm: true, also }),
        "nonce" => Some(Policy::nonce(false)),
        "nonce-types" => Some(Policy::nonce(true)),
        _ => {
            let sentence = "csp is strict, nowasm, nonce, nonce-types or none.\n";
            return (StatusCode::BAD_REQUEST, sentence).into_response();
        }
    };
    let pass = policy.as_ref().map(Policy::pass).unwrap_or_default();
    let number = |name: &str, least: usize| {
        query::value(&asked, name).and_then(|text| text.parse().ok()).unwrap_or(least).clamp(least, 200)
    };
    let element = format!(
        "<live-blog{}><p class=\"fallback\">The live blog is not shown here. <a href=\"/\">Read it at The Meridian</a>.</p></live-blog>\n",
        attributes(&asked)
    );
    let text = "<p>Words of the page itself, above the live blog, long enough to take a line or two on a phone.</p>\n";
    let posting = query::value(&asked, "posting").map(|_| posting(&desk)).unwrap_or_default();
    let anchor = match query::value(&asked, "anchor") {
        Some("none") => "<link rel=\"stylesheet\" href=\"/anchor-none.css\">\n",
        _ => "",
    };
    html(
        format!(
            "<!doctype html>\n<html lang=\"en\">\n<meta charset=\"utf-8\">\n\
             <meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n<title>A host page</title>\n{anchor}\
             <script type=\"module\"{pass} src=\"/page.js\"></script>\n\
             <script type=\"module\"{pass} src=\"{from}/live-blog.js\"></script>\n{posting}<h1>A host page</h1>\n{}{}\
             <p>The end of the page. <a href=\"/bare\">Another page</a></p>\n</html>\n",
            text.repeat(number("paragraphs", 0)),
            element.repeat(number("count", 1)),
        ),
        policy,
    )
}

/// `/page` with the same query in a sandboxed frame, where storage is forbidden.
pub(crate) async fn framed(RawQuery(query): RawQuery) -> Response {
    let query = escaped(query.as_deref().unwrap_or_default());
    html(
        format!(
            "<!doctype html>\n<html lang=\"en\">\n<meta charset=\"utf-8\">\n<title>A sandboxed frame</title>\n\
             <iframe title=\"The live blog\" sandbox=\"allow-scripts\" width=\"800\" height=\"900\" \
             src=\"/page?{query}\"></iframe>\n</html>\n"
        ),
        Some(Policy::default()),
    )
}

/// The recorder that `/page` loads.
pub(crate) async fn script(State(_): State<Arc<Desk>>) -> Response {
    part("text/javascript; charset=utf-8", SCRIPT)
}

/// The style of `/page?anchor=none`.
pub(crate) async fn anchor_none() -> Response {
    part("text/css; charset=utf-8", ANCHOR_NONE)
}

fn part(kind: &str, text: &'static str) -> Response {
    let mut response = Response::new(Body::from(text));
    set(response.headers_mut(), header::CONTENT_TYPE, kind);
    set(response.headers_mut(), header::CACHE_CONTROL, "no-cache");
    response
}

fn html(text: String, policy: Option<Policy>) -> Response {
    let mut response = Response::new(Body::from(text));
    let headers = response.headers_mut();
    set(headers, header::CONTENT_TYPE, "text/html; charset=utf-8");
    set(headers, header::CACHE_CONTROL, "no-cache");
    if let Some(policy) = policy {
        set(headers, header::CONTENT_SECURITY_POLICY, &policy.to_string());
    } else {
        set(headers, header::HeaderName::from_static(NO_POLICY), "1");
    }
    response
}

/// The story as a page of The Meridian carries it. No `<` of a text may end the script.
fn posting(desk: &Desk) -> String {
    let document = desk.posting().to_string().replace('<', "\\u003c");
    format!("<script type=\"application/ld+json\">{document}</script>\n")
}

fn attributes(asked: &[(String, String)]) -> String {
    let known = |name: &str| ATTRIBUTES.contains(&name);
    let mut written: String = asked
        .iter()
        .filter(|(name, _)| known(name))
        .map(|(name, value)| format!(" {name}=\"{}\"", escaped(value)))
        .collect();
    if query::value(asked, "src").is_none() && query::value(asked, "nosrc").is_none() {
        written.push_str(" src=\"/feed.json\"");
    }
    written
}

/// An origin on this machine, an empty string where none is given, nothing where it is something else.
fn origin(asked: &[(String, String)], name: &str) -> Option<String> {
    let Some(text) = query::value(asked, name) else {
        return Some(String::new());
    };
    let port = text.strip_prefix("http://127.0.0.1:").or_else(|| text.strip_prefix("http://localhost:"))?;
    port.parse::<u16>().ok().map(|_| text.to_owned())
}

fn escaped(text: &str) -> String {
    text.replace('&', "&amp;").replace('"', "&quot;").replace('<', "&lt;").replace('>', "&gt;")
}
