//! The routes: the built widget as a publisher would serve it, the feeds, and the headers on all of it.

use std::path::{Component, Path, PathBuf};
use std::sync::Arc;

use axum::Router;
use axum::body::Bytes;
use axum::extract::{RawQuery, Request, State};
use axum::http::{HeaderMap, Method, StatusCode, Uri, header};
use axum::middleware::{self, Next};
use axum::response::{IntoResponse, Response};
use axum::routing::{get, post};
use percent_encoding::percent_decode_str;

use crate::answer::{Document, FOR_EVER, REVALIDATE, answer, set};
use crate::clock::{self, system_time};
use crate::desk::{Desk, Manners};
use crate::faults::{Fault, Hangup, spoil};
use crate::pages::{self, Policy};
use crate::seen::Seen;
use crate::shapes::{Asked, SHAPES, Shape, feed_page};
use crate::stream::{mercure, route};
use crate::{admin, query};

/// What pages of other origins may read of an answer's head.
const EXPOSED: &str = "ETag, Last-Modified, Link, Retry-After, Date, Last-Event-ID, Mercure-Last-Event-ID, \
                       X-WP-Total, X-WP-TotalPages";

/// Every route, with the log and the faults around them.
pub(crate) fn router(desk: Arc<Desk>) -> Router {
    let shapes = SHAPES.into_iter().fold(Router::new(), |router, shape| {
        let told = move |desk, query, headers| shaped(shape, desk, query, headers);
        router.route(shape.path, get(told))
    });
    shapes
        .route("/feed.json", get(feed))
        .route("/liveblogposting.json", get(posting))
        .route("/stream", get(route::stream))
        .route(mercure::HUB, get(mercure::subscribe))
        .route("/bare", get(pages::bare))
        .route("/page", get(pages::page))
        .route("/framed", get(pages::framed))
        .route("/page.js", get(pages::script))
        .route("/anchor-none.css", get(pages::anchor_none))
        .route("/csp-report", post(csp_report))
        .nest("/admin", admin::router())
        .fallback(file)
        .layer(middleware::from_fn_with_state(desk.clone(), around))
        .with_state(desk)
}

/// Logs, spoils where a fault says so, lets a replaced body stand in, and puts the house headers on.
async fn around(State(desk): State<Arc<Desk>>, request: Request, next: Next) -> Response {
    let path = request.uri().path().to_owned();
    if path.starts_with("/admin/") {
        return next.run(request).await;
    }
    let number = desk.note(Seen::new(request.method(), request.uri(), request.headers()));
    let fault = if desk.manners().down { Ok(Some(Fault::Reset)) } else { fault(&desk, &path, request.uri()) };
    let mut response = match fault {
        Ok(Some(fault)) => spoil(fault, request, next).await,
        Ok(None) => next.run(request).await,
        Err(sentence) => (StatusCode::BAD_REQUEST, sentence).into_response(),
    };
    if response.extensions().get::<Hangup>().is_none() {
        desk.note_status(number, response.status().as_u16());
    }
    house_headers(response.headers_mut(), desk.manners());
    response
}

fn fault(desk: &Desk, path: &str, uri: &Uri) -> Result<Option<Fault>, String> {
    let asked = query::pairs(uri.query().unwrap_or_default());
    match query::value(&asked, "fault") {
        Some(text) => {
            let fault: Fault = text.parse().map_err(|e: crate::faults::UnknownFault| format!("{e}\n"))?;
            Ok(Some(fault.with_retry_after(query::value(&asked, "retry_after").map(str::to_owned))))
        }
        None => Ok(desk.fault(path)),
    }
}

fn house_headers(headers: &mut HeaderMap, manners: Manners) {
    set(headers, header::X_CONTENT_TYPE_OPTIONS, "nosniff");
    set(headers, header::REFERRER_POLICY, "strict-origin-when-cross-origin");
    if manners.cors {
        set(headers, header::ACCESS_CONTROL_ALLOW_ORIGIN, "*");
    }
    if manners.cors && manners.exposed {
        set(headers, header::ACCESS_CONTROL_EXPOSE_HEADERS, EXPOSED);
    }
    if manners.skew != 0 {
        let now = system_time(clock::now().saturating_add(manners.skew));
        set(headers, header::DATE, &httpdate::fmt_http_date(now));
    }
    let html =
        headers.get(header::CONTENT_TYPE).is_some_and(|kind| kind.as_bytes().starts_with(b"text/html"));
    let decided =
        headers.contains_key(header::CONTENT_SECURITY_POLICY) || headers.remove(pages::NO_POLICY).is_some();
    if html && !decided {
        set(headers, header::CONTENT_SECURITY_POLICY, &Policy::default().to_string());
    }
}

async fn feed(State(desk): State<Arc<Desk>>, RawQuery(query): RawQuery, headers: HeaderMap) -> Response {
    let asked = Asked::new(query.as_deref().unwrap_or_default());
    // Read before the body is made, so that no event is thought to be in it that is not.
    let last = desk.channel.last();
    let mut response =
        document(&desk, "/feed.json", "application/feed+json; charset=utf-8", &headers, || {
            feed_page(desk.served_feed(), &asked, &desk.origin)
        });
    if desk.manners().hub || asked.text("hub").is_some() {
        mercure::announce(response.headers_mut(), &desk.origin, last);
    }
    response
}

/// The coverage in the shape of another system.
async fn shaped(
    shape: Shape,
    State(desk): State<Arc<Desk>>,
    RawQuery(query): RawQuery,
    headers: HeaderMap,
) -> Response {
    let told = (shape.write)(&desk.coverage(), &Asked::new(query.as_deref().unwrap_or_default()));
    let mut response = if told.status.is_success() {
        document(&desk, shape.path, "application/json; charset=utf-8", &headers, || told.body)
    } else {
        (told.status, axum::Json(told.body)).into_response()
    };
    for (name, value) in told.headers {
        set(response.headers_mut(), name, &value);
    }
    response
}

async fn posting(State(desk): State<Arc<Desk>>, headers: HeaderMap) -> Response {
    document(&desk, "/liveblogposting.json", "application/ld+json; charset=utf-8", &headers, || {
        desk.posting()
    })
}

fn document(
    desk: &Desk,
    path: &str,
    kind: &str,
    asked: &HeaderMap,
    build: impl FnOnce() -> serde_json::Value,
) -> Response {
    if let Some(response) = stand_in(desk, path, asked) {
        return response;
    }
    let document = Document {
        bytes: Bytes::from(build().to_string()),
        content_type: kind.to_owned(),
        cache: REVALIDATE,
        modified: Some(system_time(desk.changed())),
    };
    answer(document, asked, &desk.packed)
}

/// The answer that a test put in the place of the real one.
pub(crate) fn stand_in(desk: &Desk, path: &str, asked: &HeaderMap) -> Option<Response> {
    let body = desk.body(path)?;
    let document =
        Document { bytes: body.bytes, content_type: body.content_type, cache: REVALIDATE, modified: None };
    Some(answer(document, asked, &desk.packed))
}

async fn csp_report(State(desk): State<Arc<Desk>>, body: Bytes) -> StatusCode {
    match serde_json::from_slice(&body) {
        Ok(report) => {
            desk.report(report);
            StatusCode::NO_CONTENT
        }
        Err(_) => StatusCode::BAD_REQUEST,
    }
}

/// Anything else is a file of the build.
async fn file(State(desk): State<Arc<Desk>>, method: Method, uri: Uri, headers: HeaderMap) -> Response {
    if method != Method::GET && method != Method::HEAD {
        return (StatusCode::METHOD_NOT_ALLOWED, "Only GET is answered here.\n").into_response();
    }
    if let Some(response) = stand_in(&desk, uri.path(), &headers) {
        return response;
    }
    let Some(relative) = inside(uri.path()) else {
        return (StatusCode::BAD_REQUEST, "This path leaves the site.\n").into_response();
    };
    match read(&desk.dist, &relative).await {
        Some((bytes, modified)) => {
            let document = Document {
                bytes: bytes.into(),
                content_type: content_type(&relative).to_owned(),
                cache: if has_hash(&relative) { FOR_EVER } else { REVALIDATE },
                modified,
            };
            answer(document, &headers, &desk.packed)
        }
        None if relative == Path::new("index.html") => {
            let sentence = format!(
                "There is no built site in {}. Build it with: cargo xtask build\n",
                desk.dist.display()
            );
            (StatusCode::NOT_FOUND, sentence).into_response()
        }
        None => (StatusCode::NOT_FOUND, "There is no such file.\n").into_response(),
    }
}

/// The path below the site that a URL path names, unless it tries to leave.
pub(crate) fn inside(path: &str) -> Option<PathBuf> {
    let decoded = percent_decode_str(path).decode_utf8().ok()?;
    if decoded.contains(['\\', '\0']) {
        return None;
    }
    let mut relative = PathBuf::from(decoded.trim_start_matches('/'));
    if decoded.ends_with('/') {
        relative.push("index.html");
    }
    let plain = relative.components().all(|part| matches!(part, Component::Normal(_)));
    (plain && !relative.as_os_str().is_empty()).then_some(relative)
}

async fn read(dist: &Path, relative: &Path) -> Option<(Vec<u8>, Option<std::time::SystemTime>)> {
    // Resolved, because a link inside the folder may point out of it.
    let root = tokio::fs::canonicalize(dist).await.ok()?;
    let full =
        tokio::fs::canonicalize(root.join(relative)).await.ok().filter(|full| full.starts_with(&root))?;
    let modified = tokio::fs::metadata(&full).await.ok()?.modified().ok();
    Some((tokio::fs::read(&full).await.ok()?, modified))
}

fn content_type(path: &Path) -> &'static str {
    match path.extension().and_then(|extension| extension.to_str()).unwrap_or_default() {
        "html" => "text/html; charset=utf-8",
        "js" | "mjs" => "text/javascript; charset=utf-8",
        "css" => "text/css; charset=utf-8",
        "wasm" => "application/wasm",
        "json" | "map" => "application/json; charset=utf-8",
        "svg" => "image/svg+xml",
        "jpg" | "jpeg" => "image/jpeg",
        "png" => "image/png",
        "webp" => "image/webp",
        "ico" => "image/x-icon",
        "woff2" => "font/woff2",
        "txt" | "md" => "text/plain; charset=utf-8",
        "webmanifest" => "application/manifest+json",
        _ => "application/octet-stream",
    }
}

/// Trunk puts sixteen hexadecimal digits into the name of a file whose name changes with its content.
fn has_hash(path: &Path) -> bool {
    let name = path.file_name().and_then(|name| name.to_str()).unwrap_or_default();
    name.split(['-', '_', '.'])
        .any(|part| part.len() == 16 && part.bytes().all(|byte| byte.is_ascii_hexdigit()))
}
