//! The `Link` header of an answer (RFC 8288), where Mastodon and WordPress say where the next page is, and Mercure where
//! changes are told.

use implicit_clone::unsync::IString;

use crate::core::url::SafeUrl;

/// The address that a `Link` header names as the next page, resolved against `base`.
#[must_use]
pub fn next_page(header: &str, base: &SafeUrl) -> Option<SafeUrl> {
    links(header).find(|link| link.is("next")).and_then(|link| base.join(link.address))
}

/// Where a feed's changes are told as they happen, by Mercure's discovery.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Hub {
    /// The hub.
    pub url: SafeUrl,
    /// What to subscribe to there: a name, never followed.
    pub topic: IString,
    /// The event after which the answer was made.
    pub last_id: Option<IString>,
}

/// The hub that a `Link` header names (Mercure, "Discovery"). Without a topic of its own the feed's address is the topic.
#[must_use]
pub fn hub(header: &str, base: &SafeUrl) -> Option<Hub> {
    let link = links(header).find(|link| link.is("mercure"))?;
    let topic = links(header).find(|link| link.is("self"));
    let topic = topic.and_then(|link| base.join(link.address)).unwrap_or_else(|| base.clone());
    Some(Hub {
        url: base.join(link.address)?,
        topic: topic.text(),
        last_id: link.parameter("last-event-id").map(|id| IString::from(id.to_owned())),
    })
}

struct Link<'a> {
    address: &'a str,
    parameters: &'a str,
}

/// A comma may stand inside an address, so links are told apart by their brackets.
fn links(header: &str) -> impl Iterator<Item = Link<'_>> {
    header.split('<').skip(1).filter_map(|link| {
        let (address, parameters) = link.split_once('>')?;
        Some(Link { address, parameters })
    })
}

impl<'a> Link<'a> {
    fn parameter(&self, wanted: &str) -> Option<&'a str> {
        self.parameters.split(';').find_map(|parameter| {
            let (name, value) = parameter.split_once('=')?;
            let value = value.trim().trim_end_matches(',').trim_end().trim_matches('"');
            name.trim().eq_ignore_ascii_case(wanted).then_some(value)
        })
    }

    fn is(&self, wanted: &str) -> bool {
        let rels = self.parameter("rel").unwrap_or_default();
        rels.split_ascii_whitespace().any(|rel| rel.eq_ignore_ascii_case(wanted))
    }
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

    #[test]
    fn a_hub_is_found_with_its_topic_and_its_last_event() {
        let base = SafeUrl::parse("https://paper.example/live/feed.json?a=1").unwrap();
        let found = |header: &str| {
            let hub = hub(header, &base)?;
            Some((hub.url.as_str().to_owned(), hub.topic.to_string(), hub.last_id.map(|id| id.to_string())))
        };
        let of = |url: &str, topic: &str, id: Option<&str>| {
            Some((url.to_owned(), topic.to_owned(), id.map(str::to_owned)))
        };
        let hub = "https://paper.example/.well-known/mercure";
        assert_eq!(
            found(
                r#"</.well-known/mercure>; rel="mercure"; last-event-id="urn:uuid:1", <feed.json>; rel="self""#
            ),
            of(hub, "https://paper.example/live/feed.json", Some("urn:uuid:1"))
        );
        assert_eq!(
            found("<https://paper.example/.well-known/mercure>;rel=mercure"),
            of(hub, "https://paper.example/live/feed.json?a=1", None)
        );
        assert_eq!(found(r#"</feed.json>; rel="self""#), None);
        assert_eq!(found(r#"<javascript:x()>; rel="mercure""#), None);
    }
}
