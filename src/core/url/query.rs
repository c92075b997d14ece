//! The values in an address's query: pages and cursors are asked for there.

use super::SafeUrl;

impl SafeUrl {
    /// The value of `key` in the query, as written there (percent-encoded).
    #[must_use]
    pub fn query_value(&self, key: &str) -> Option<&str> {
        let (_, query) = self.as_str().split('#').next()?.split_once('?')?;
        query.split('&').find_map(|pair| pair.strip_prefix(key)?.strip_prefix('='))
    }

    /// This address, asking for `value` under `key` instead of what it asked for there. Without the fragment.
    #[must_use]
    pub fn with_query_value(&self, key: &str, value: &str) -> Option<Self> {
        let address = self.as_str().split('#').next()?;
        let (path, query) = address.split_once('?').unwrap_or((address, ""));
        let is_key =
            |pair: &str| pair.strip_prefix(key).is_some_and(|rest| rest.is_empty() || rest.starts_with('='));
        let mut text = String::from(path);
        let mut mark = '?';
        for pair in query.split('&').filter(|pair| !pair.is_empty() && !is_key(pair)) {
            text.push(mark);
            text.push_str(pair);
            mark = '&';
        }
        text.push(mark);
        text.push_str(key);
        text.push('=');
        push_encoded(value, &mut text);
        Self::parse(&text)
    }
}

/// Everything but what stands for itself in a query (RFC 3986, section 2.3) as percent and two digits.
pub(in crate::core) fn push_encoded(value: &str, text: &mut String) {
    const DIGITS: &[u8; 16] = b"0123456789ABCDEF";
    for byte in value.bytes() {
        if byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'.' | b'_' | b'~') {
            text.push(char::from(byte));
            continue;
        }
        text.push('%');
        for half in [byte >> 4, byte & 15] {
            text.push(DIGITS.get(usize::from(half)).copied().map_or('0', char::from));
        }
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, reason = "a test stops at the first surprise")]
    use super::SafeUrl;

    fn asking(address: &str, value: &str) -> String {
        SafeUrl::parse(address).unwrap().with_query_value("page", value).unwrap().as_str().to_owned()
    }

    #[test]
    fn a_value_is_found_and_replaced_and_nothing_else() {
        let url = SafeUrl::parse("https://news.example/posts?pages=9&page=2&per_page=5#top").unwrap();
        assert_eq!(url.query_value("page"), Some("2"));
        assert_eq!(url.query_value("age"), None);
        assert_eq!(
            asking("https://news.example/posts?pages=9&page=2&per_page=5#top", "3"),
            "https://news.example/posts?pages=9&per_page=5&page=3"
        );
        assert_eq!(asking("https://news.example/posts", "1"), "https://news.example/posts?page=1");
        assert_eq!(asking("https://news.example/?page", "a b&c"), "https://news.example/?page=a%20b%26c");
    }
}
