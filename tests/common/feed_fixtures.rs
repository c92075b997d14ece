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
    "guardian-capi/plain",
    "guardian-capi/around",
    "guardian-capi/bad-entries",
    "guardian-capi/bare-list",
    "guardian-capi/content-alone",
    "guardian-capi/drift",
    "guardian-capi/elements",
    "guardian-capi/elements-or-html",
    "guardian-capi/empty",
    "guardian-capi/ended",
    "guardian-capi/error",
    "guardian-capi/lists-with-gaps",
    "guardian-capi/published-since",
    "guardian-capi/remembered-empty-list",
    "guardian-capi/requested",
    "guardian-dcr/plain",
    "guardian-dcr/article",
    "guardian-dcr/bad-entries",
    "guardian-dcr/dead",
    "guardian-dcr/drift",
    "guardian-dcr/elements",
    "guardian-dcr/empty",
    "guardian-dcr/key-events-elsewhere",
    "guardian-dcr/older-page",
    "guardian-dcr/over-by-config",
    "guardian-dcr/pinned-elsewhere",
    "guardian-dcr/pinned-here",
    "guardian-dcr/poll-answer",
    "guardian-dcr/remembered-empty-list",
    "none/empty-list",
    "none/another-object",
    "none/a-list-of-posts",
    "none/text",
    "none/another-version",
    "none/an-article",
}
