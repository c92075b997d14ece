//! The bytes of a document, from the web, a file or the standard input.

use std::borrow::Cow;
use std::io::Read;
use std::time::{Duration, SystemTime, UNIX_EPOCH};

use live_blog::core::clock::Timestamp;
use live_blog::core::feed::link;
use live_blog::core::json::Json;
use live_blog::core::url::SafeUrl;

/// As much as the widget reads of an answer.
pub const BODY_MAX: u64 = 8 * 1024 * 1024;
/// Where a file is thought to lie: relative addresses need a start.
const NOWHERE: &str = "https://feed.example/";

/// A document and what came with it.
pub struct Document {
    /// Read as JSON.
    pub json: Json,
    /// How large it is, in bytes.
    pub size: usize,
    /// What its relative addresses start from.
    pub base: SafeUrl,
    /// The next page by the `Link` header.
    pub next: Option<SafeUrl>,
    /// When it was read.
    pub now: Timestamp,
    /// What the server said beside it; nothing for a file.
    pub headers: Option<Headers>,
}

/// Headers that decide whether, and how cheaply, browsers can read the document.
#[derive(Clone, Debug, Default)]
pub struct Headers {
    /// `Access-Control-Allow-Origin`.
    pub allow_origin: Option<String>,
    /// `Cache-Control`.
    pub cache_control: Option<String>,
    /// Whether there is an `ETag` or a `Last-Modified`.
    pub validator: bool,
    link: Option<String>,
}

impl Document {
    /// Fetches an address or opens a file; the error is a sentence.
    pub fn bring(from: &str, base: Option<&str>) -> Result<Self, String> {
        let base =
            base.map(|base| SafeUrl::parse(base).ok_or(format!("`{base}` is no web address"))).transpose()?;
        let (bytes, url, headers) = if from.starts_with("http://") || from.starts_with("https://") {
            fetch(from)?
        } else {
            (open(from)?, None, None)
        };
        let base = base
            .or_else(|| SafeUrl::parse(url.as_deref()?))
            .or_else(|| SafeUrl::parse(NOWHERE))
            .ok_or("the address is refused")?;
        let text = String::from_utf8_lossy(&bytes);
        let json = serde_json::from_str(&whole_pairs(text.trim_start_matches('\u{FEFF}')))
            .map_err(|error| format!("{from} is not JSON: {error}; {}", beginning(&text)))?;
        let link = headers.as_ref().and_then(|headers| headers.link.as_deref());
        let next = link.and_then(|header| link::next_page(header, &base));
        Ok(Self { json, size: bytes.len(), base, next, now: now(), headers })
    }
}

/// The bytes, the address they came from in the end, and the headers.
type Fetched = (Vec<u8>, Option<String>, Option<Headers>);

fn fetch(url: &str) -> Result<Fetched, String> {
    use ureq::ResponseExt;
    let agent: ureq::Agent =
        ureq::Agent::config_builder().timeout_global(Some(Duration::from_secs(60))).build().into();
    let mut response = agent
        .get(url)
        // As from another site, because some servers tell only those whether they may read it.
        .header("Origin", "https://page.example")
        .header("Accept", "application/feed+json, application/json;q=0.9, */*;q=0.1")
        .call()
        .map_err(|error| format!("{url} does not answer as it should: {error}"))?;
    let address = response.get_uri().to_string();
    let header = |name| response.headers().get(name).and_then(|value| value.to_str().ok()).map(str::to_owned);
    let headers = Headers {
        allow_origin: header("access-control-allow-origin"),
        cache_control: header("cache-control"),
        validator: header("etag").or_else(|| header("last-modified")).is_some(),
        link: header("link"),
    };
    let bytes =
        response.body_mut().with_config().limit(BODY_MAX).read_to_vec().map_err(|error| match error {
            ureq::Error::BodyExceedsLimit(_) => {
                format!("{url} answers more than 8 MiB, which the widget refuses")
            }
            error => format!("the answer of {url} breaks off: {error}"),
        })?;
    Ok((bytes, Some(address), Some(headers)))
}

fn open(path: &str) -> Result<Vec<u8>, String> {
    let mut bytes = Vec::new();
    let read = if path == "-" {
        std::io::stdin().lock().take(BODY_MAX + 1).read_to_end(&mut bytes)
    } else {
        std::fs::File::open(path).and_then(|file| file.take(BODY_MAX + 1).read_to_end(&mut bytes))
    };
    read.map_err(|error| format!("{path} cannot be read: {error}"))?;
    if bytes.len() as u64 > BODY_MAX {
        return Err(format!("{path} has more than 8 MiB, which the widget refuses"));
    }
    Ok(bytes)
}

/// The text with U+FFFD for each half of a surrogate pair that is written as an escape and stands alone, as where a system
/// cuts an emoji in two. The browser reads such a document; the parser of the host does not.
fn whole_pairs(text: &str) -> Cow<'_, str> {
    let (mut whole, mut rest) = (String::new(), text);
    while let Some(at) = rest.find('\\') {
        let (before, escape) = rest.split_at(at);
        // Whatever is escaped is not looked at again, so that a backslash escapes only what it stands before.
        let (length, is_half) = match (half(escape), escape.get(6..).and_then(half)) {
            (Some(0xD8..=0xDB), Some(0xDC..=0xDF)) => (12, false),
            (Some(_), _) => (6, true),
            _ => (1 + escape.chars().nth(1).map_or(0, char::len_utf8), false),
        };
        let (escape, after) = escape.split_at(length);
        whole.push_str(before);
        whole.push_str(if is_half { "\u{FFFD}" } else { escape });
        rest = after;
    }
    if whole.is_empty() { Cow::Borrowed(text) } else { Cow::Owned(whole + rest) }
}

/// The upper byte of the surrogate that the text begins with as an escape.
fn half(text: &str) -> Option<u8> {
    let digits =
        text.strip_prefix("\\u")?.get(..4).filter(|digits| digits.bytes().all(|b| b.is_ascii_hexdigit()))?;
    let upper = u8::from_str_radix(digits.get(..2)?, 16).ok()?;
    (0xD8..=0xDF).contains(&upper).then_some(upper)
}

/// What stands there instead of JSON: an HTML page, most often.
fn beginning(text: &str) -> String {
    let start: String = text.trim_start().chars().filter(|c| !c.is_control()).take(40).collect();
    if start.is_empty() { "it is empty".to_owned() } else { format!("it begins with {start:?}") }
}

fn now() -> Timestamp {
    let since = SystemTime::now().duration_since(UNIX_EPOCH).unwrap_or_default();
    Timestamp(i64::try_from(since.as_millis()).unwrap_or(i64::MAX))
}

#[cfg(test)]
mod tests {
    use super::whole_pairs;

    #[test]
    fn half_a_pair_is_replaced_and_everything_else_stays() {
        for (written, read) in [
            (r#""\ud83d lone""#, "\"\u{FFFD} lone\""),
            (r#""\uDE00\uD83D""#, "\"\u{FFFD}\u{FFFD}\""),
            (r#""\ud83d\ud83d\ude00""#, "\"\u{FFFD}\\ud83d\\ude00\""),
            (r#""\ud83d\ude00 \u00e9 \n""#, r#""\ud83d\ude00 \u00e9 \n""#),
            (r#""\\ud83d""#, r#""\\ud83d""#),
            (r#""\"#, r#""\"#),
            (r#""\ud8"#, r#""\ud8"#),
            (r#""\é\udéé""#, r#""\é\udéé""#),
        ] {
            assert_eq!(whole_pairs(written), read, "{written}");
        }
    }
}
