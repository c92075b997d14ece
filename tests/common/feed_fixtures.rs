//! The feed fixtures, compiled in, so that the host and the browser read the same ones.
//!
//! A fixture is a folder `tests/feeds/<format>/<case>` with `input.json` and `expected.txt`. Those under `none` are
//! documents that no format claims.

/// A document, and the text of what should be read from it.
pub struct FeedFixture {
    /// Format and case: the folder's name.
    pub name: &'static str,
    /// The document as published.
    pub input: &'static str,
    /// What `parsed_text::reading` says about it.
    pub expected: &'static str,
}

macro_rules! fixtures {
    ($($name:literal,)+) => {
        /// Every fixture.
        pub const ALL: &[FeedFixture] = &[
            $(FeedFixture {
                name: $name,
                input: include_str!(concat!("../feeds/", $name, "/input.json")),
                expected: include_str!(concat!("../feeds/", $name, "/expected.txt")),
            },)+
        ];
    };
}

fixtures! {
    "json-feed/plain",
    "json-feed/extension",
    "json-feed/drift",
    "json-feed/bad-entries",
    "json-feed/empty",
    "json-feed/without-items",
    "json-feed/empty-without-version",
    "json-feed/large-ids",
    "json-feed/dates",
    "json-feed/undated",
    "json-feed/undated-first",
    "json-feed/duplicates",
    "json-feed/unsorted",
    "json-feed/page-picture",
    "json-feed/pictures",
    "json-feed/picture-of-some",
    "json-feed/expired",
    "json-feed/coverage-over",
    "json-feed/coverage-ahead",
    "json-feed/single-item",
    "json-feed/wording",
    "json-feed/odd-keys",
    "json-feed/addresses",
    "json-feed/embeds",
    "json-feed/rank",
    "json-feed/editorial-order",
    "json-feed/editorial-pages",
    "json-feed/oldest-first",
    "json-feed/total",
    "json-feed/warnings",
    "json-feed/key-label",
    "live-blog-posting/plain",
    "live-blog-posting/graph",
    "live-blog-posting/array",
    "live-blog-posting/main-entity",
    "live-blog-posting/single-update",
    "live-blog-posting/untyped",
    "live-blog-posting/bare-list",
    "live-blog-posting/empty",
    "live-blog-posting/without-updates",
    "live-blog-posting/remembered-empty-list",
    "live-blog-posting/without-addresses",
    "live-blog-posting/shared-address",
    "live-blog-posting/page-address-once",
    "live-blog-posting/page-furniture",
    "live-blog-posting/bodies",
    "live-blog-posting/ended",
    "live-blog-posting/planned-end",
    "live-blog-posting/end-without-zone",
    "live-blog-posting/end-overtaken",
    "live-blog-posting/bad-entries",
    "live-blog-posting/drift",
    "mastodon/plain",
    "mastodon/not-entries",
    "mastodon/warnings",
    "mastodon/media",
    "mastodon/polls-and-quotes",
    "mastodon/several-accounts",
    "mastodon/large-ids",
    "mastodon/bad-entries",
    "mastodon/single-status",
    "mastodon/empty",
    "activitypub/plain",
    "activitypub/collection-without-items",
    "activitypub/collection-of-nothing",
    "activitypub/page-inside",
    "activitypub/whole-collection",
    "activitypub/changes",
    "activitypub/audience",
    "activitypub/objects",
    "activitypub/languages",
    "activitypub/bad-entries",
    "activitypub/empty",
    "reddit-live/plain",
    "reddit-live/raw",
    "reddit-live/embeds",
    "reddit-live/authors",
    "reddit-live/bad-entries",
    "reddit-live/other-things",
    "reddit-live/empty",
    "reddit-live/remembered-list",
    "none/empty-list",
    "none/another-object",
    "none/a-list-of-posts",
    "none/text",
    "none/another-version",
    "none/an-article",
}
