//! The `Link` header of an answer, where Mastodon and WordPress say where the next page is (RFC 8288).

use crate::core::url::SafeUrl;

/// The address that a `Link` header names as the next page, resolved against `base`.
#[must_use]
pub fn next_page(header: &str, base: &SafeUrl) -> Option<SafeUrl> {
    // A comma may stand inside an address, so links are told apart by their brackets.
    header.split('<').skip(1).find_map(|link| {
        let (address, parameters) = link.split_once('>')?;
        let is_next = parameters.split(';').any(|parameter| {
            let Some((name, value)) = parameter.split_once('=') else { return false };
            let value = value.trim().trim_end_matches(',').trim_end().trim_matches('"');
            name.trim().eq_ignore_ascii_case("rel")
                && value.split_ascii_whitespace().any(|rel| rel.eq_ignore_ascii_case("next"))
        });
        if is_next { base.join(address) } else { None }
    })
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, reason = "a test stops at the first surprise")]
    use super::*;

    fn next(header: &str) -> Option<String> {
        let base = SafeUrl::parse("https://social.example/api/statuses?limit=20").unwrap();
        next_page(header, &base).map(|url| url.as_str().to_owned())
    }

    #[test]
    fn the_next_page_is_found_among_other_links() {
        let header = r#"<https://social.example/api/statuses?min_id=9>; rel="prev", </api/statuses?max_id=3,4>; REL=next"#;
        assert_eq!(next(header).as_deref(), Some("https://social.example/api/statuses?max_id=3,4"));
        assert_eq!(
            next(r#"<?page=2>; title="a, b"; rel="last next", <?page=1>; rel=first"#).as_deref(),
            Some("https://social.example/api/statuses?page=2")
        );
    }

    #[test]
    fn without_a_next_link_there_is_none() {
        for header in
            ["", "<", "<x", "<x>", "<x>; rel=prev", "<javascript:x()>; rel=next", "next", "<x>; rel"]
        {
            assert_eq!(next(header), None, "{header}");
        }
    }
}
