//! From what a feed wrote to a normalised address: one pass, one output string.

use super::{SafeUrl, Scheme};

/// Longest address kept, in bytes. Browsers take more; no honest link needs it.
const MAX_LENGTH: usize = 2_048;
/// Browsers take one for the other.
const SLASHES: &[char] = &['/', '\\'];

/// The normalised form of `written`, relative to `base` when there is one.
pub(super) fn resolve(written: &str, base: Option<&SafeUrl>) -> Option<String> {
    let trimmed = written.trim_matches(|c: char| c <= ' ');
    if trimmed.len() > MAX_LENGTH {
        return None;
    }
    let address: String = trimmed.chars().filter(|c| !matches!(c, '\t' | '\n' | '\r')).collect();
    let out = match split_scheme(&address) {
        Some((name, rest)) => absolute(name, rest, base)?,
        None => relative(&address, base?)?,
    };
    (out.len() <= MAX_LENGTH).then_some(out)
}

/// What stands before the first colon, when it has the shape of a scheme.
fn split_scheme(address: &str) -> Option<(&str, &str)> {
    let (name, rest) = address.split_once(':')?;
    let shaped = name.starts_with(|c: char| c.is_ascii_alphabetic())
        && name.bytes().all(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'+' | b'-' | b'.'));
    shaped.then_some((name, rest))
}

fn absolute(name: &str, rest: &str, base: Option<&SafeUrl>) -> Option<String> {
    let named = |scheme: &Scheme| scheme.prefix().trim_end_matches(':').eq_ignore_ascii_case(name);
    let scheme = Scheme::ALL.into_iter().find(named)?;
    if !scheme.has_host() {
        return opaque(scheme, rest);
    }
    // `https:page.html` on an https page is a relative link by the rules that browsers keep.
    match base {
        Some(base) if base.scheme() == scheme && !rest.starts_with("//") => relative(rest, base),
        _ => with_authority(scheme, rest.trim_start_matches(SLASHES)),
    }
}

/// `mailto:` and `tel:`: no host, so nothing but the characters to make harmless. With a slash in first place it
/// would have a host or a path, and be neither a mailbox nor a number.
fn opaque(scheme: Scheme, rest: &str) -> Option<String> {
    if rest.starts_with('/') {
        return None;
    }
    let mut out = String::from(scheme.prefix());
    let (path, fragment) = cut(rest, '#');
    encode(&mut out, path, &[]);
    push_tail(&mut out, None, fragment);
    (out.len() > scheme.prefix().len()).then_some(out)
}

fn relative(reference: &str, base: &SafeUrl) -> Option<String> {
    let scheme = base.scheme();
    let origin = base.origin()?;
    if let Some(rest) = reference.strip_prefix(SLASHES)
        && rest.starts_with(SLASHES)
    {
        // Browsers skip any further slashes, other readers of addresses do not; no honest link has them.
        let host = rest.get(1..).filter(|host| !host.starts_with(SLASHES))?;
        return with_authority(scheme, host);
    }
    let after_origin = base.as_str().get(origin.len()..)?;
    let base_page = after_origin.split('#').next().unwrap_or("");
    let base_path = base_page.split('?').next().unwrap_or("");
    let (target, fragment) = cut(reference, '#');
    let (path, query) = cut(target, '?');

    let mut out = String::from(origin);
    if path.is_empty() {
        // The base is normalised already.
        out.push_str(if query.is_some() { base_path } else { base_page });
    } else if path.starts_with(SLASHES) {
        push_path(&mut out, "", path);
    } else {
        let folder = base_path.rsplit_once('/').map_or("", |(folder, _)| folder);
        push_path(&mut out, folder, path);
    }
    push_tail(&mut out, query, fragment);
    Some(out)
}

/// `rest` starts at the host.
fn with_authority(scheme: Scheme, rest: &str) -> Option<String> {
    let end = rest.find(&['/', '\\', '?', '#'][..]).unwrap_or(rest.len());
    let (authority, after) = rest.split_at_checked(end)?;
    let mut out = String::from(scheme.prefix());
    out.push_str("//");
    push_authority(&mut out, scheme, authority)?;
    let (target, fragment) = cut(after, '#');
    let (path, query) = cut(target, '?');
    push_path(&mut out, "", path);
    push_tail(&mut out, query, fragment);
    Some(out)
}

fn push_authority(out: &mut String, scheme: Scheme, authority: &str) -> Option<()> {
    let (host, port) = match authority.rfind(':') {
        Some(colon) if !authority.ends_with(']') => (authority.get(..colon)?, authority.get(colon + 1..)?),
        _ => (authority, ""),
    };
    if !is_host(host) {
        return None;
    }
    out.extend(host.chars().map(|c| c.to_ascii_lowercase()));
    if port.is_empty() {
        return Some(());
    }
    let digits = port.trim_start_matches('0');
    let number: u16 = match digits {
        "" => 0,
        _ if digits.bytes().all(|byte| byte.is_ascii_digit()) => digits.parse().ok()?,
        _ => return None,
    };
    let default = if scheme == Scheme::Https { 443 } else { 80 };
    if number != default {
        out.push(':');
        out.push_str(if number == 0 { "0" } else { digits });
    }
    Some(())
}

/// Host names stay as written but for letter case: turning other scripts into ASCII is left to the browser. In
/// ASCII, only what a registered name can be made of: an `@`, and with it any credentials, is refused here.
fn is_host(host: &str) -> bool {
    if host == "[::1]" {
        return true;
    }
    if host.is_empty() || !host.chars().all(is_host_char) {
        return false;
    }
    let mut labels = host.strip_suffix('.').unwrap_or(host).rsplit('.');
    let last = labels.next().unwrap_or("");
    // Browsers read `0x7f.1`, `2130706433` and `127.1` as addresses; only the plain form passes here.
    if !last.is_empty() && (last.bytes().all(|byte| byte.is_ascii_digit()) || is_hexadecimal(last)) {
        return is_dotted_quad(host);
    }
    true
}

fn is_host_char(c: char) -> bool {
    match c {
        'a'..='z' | 'A'..='Z' | '0'..='9' | '-' | '.' | '_' => true,
        // Spaces and marks that are not seen, and C1 controls.
        '\u{0}'..='\u{a0}' | '\u{ad}' | '\u{2000}'..='\u{206f}' | '\u{3000}' | '\u{fe00}'..='\u{fe0f}' => {
            false
        }
        '\u{feff}' | '\u{fff0}'..='\u{ffff}' => false,
        _ => true,
    }
}

fn is_hexadecimal(label: &str) -> bool {
    let digits = label.strip_prefix("0x").or_else(|| label.strip_prefix("0X"));
    digits.is_some_and(|digits| digits.bytes().all(|byte| byte.is_ascii_hexdigit()))
}

fn is_dotted_quad(host: &str) -> bool {
    let plain = |part: &str| {
        let digits = !part.is_empty() && part.len() <= 3 && part.bytes().all(|byte| byte.is_ascii_digit());
        digits && (part.len() == 1 || !part.starts_with('0')) && part.parse::<u8>().is_ok()
    };
    host.split('.').count() == 4 && host.split('.').all(plain)
}

/// Appends `folder` (normalised, without its last slash) and `path` below it, dot segments resolved.
fn push_path(out: &mut String, folder: &str, path: &str) {
    let root = out.len();
    out.push_str(folder);
    let mut segments = path.strip_prefix(SLASHES).unwrap_or(path).split(SLASHES).peekable();
    while let Some(segment) = segments.next() {
        let last = segments.peek().is_none();
        match dots(segment) {
            0 => {
                out.push('/');
                encode(out, segment, b"#?`{}^");
                continue;
            }
            1 => {}
            _ => {
                let parent = out.get(root..).and_then(|path| path.rfind('/')).unwrap_or(0);
                out.truncate(root + parent);
            }
        }
        if last {
            out.push('/');
        }
    }
}

/// How many dots a dot segment has, counting `%2e` as one; 0 for any other segment.
fn dots(segment: &str) -> usize {
    let mut rest = segment;
    let mut count = 0;
    while !rest.is_empty() {
        let next = rest.strip_prefix('.').or_else(|| rest.strip_prefix("%2e"));
        match next.or_else(|| rest.strip_prefix("%2E")) {
            Some(after) if count < 2 => rest = after,
            _ => return 0,
        }
        count += 1;
    }
    count
}

fn push_tail(out: &mut String, query: Option<&str>, fragment: Option<&str>) {
    if let Some(query) = query {
        out.push('?');
        encode(out, query, b"#");
    }
    if let Some(fragment) = fragment {
        out.push('#');
        encode(out, fragment, b"`");
    }
}

/// Encodes the value of a parameter, so that it stays one.
pub(super) fn encode_value(out: &mut String, value: &str) {
    encode(out, value, b"#%&+=");
}

/// Percent-encodes controls, spaces, quotes, angle brackets, everything beyond ASCII, and the bytes in `also`.
/// What is percent-encoded already stays so.
fn encode(out: &mut String, text: &str, also: &[u8]) {
    const DIGITS: &[u8; 16] = b"0123456789ABCDEF";
    let digit = |nibble: u8| DIGITS.get(usize::from(nibble)).map_or('0', |byte| char::from(*byte));
    for byte in text.bytes() {
        if matches!(byte, 0..=b' ' | b'"' | b'\'' | b'<' | b'>' | 0x7f..) || also.contains(&byte) {
            out.push('%');
            out.push(digit(byte >> 4));
            out.push(digit(byte & 15));
        } else {
            out.push(char::from(byte));
        }
    }
}

fn cut(text: &str, mark: char) -> (&str, Option<&str>) {
    text.split_once(mark).map_or((text, None), |(before, after)| (before, Some(after)))
}
