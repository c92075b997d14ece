//! Ids in the forms that systems give them, made from ours: the same id gives the same one for ever.

use std::hash::{DefaultHasher, Hash, Hasher};

use crate::clock::{Millis, stamp};

/// Twenty-four hexadecimal digits, as MongoDB and the Guardian have them.
pub(crate) fn hex24(id: &str) -> String {
    format!("{:016x}{:08x}", chance(id, "hex"), chance(id, "tail") & 0xffff_ffff)
}

/// Nine digits or fewer, as a row of a WordPress table.
pub(crate) fn row(id: &str) -> u64 {
    chance(id, "row") % 900_000_000 + 1000
}

/// A UUID as Reddit has them.
pub(crate) fn uuid(id: &str) -> String {
    let (high, low) = (chance(id, "high"), chance(id, "low"));
    format!(
        "{:08x}-{:04x}-11f0-{:04x}-{:012x}",
        high >> 32,
        (high >> 16) & 0xffff,
        (high & 0x3fff) | 0x8000,
        low & 0xffff_ffff_ffff
    )
}

/// A number that grows with the time, as Mastodon has them: far beyond what a double holds exactly.
pub(crate) fn snowflake(id: &str, published: Millis) -> u64 {
    (u64::try_from(published).unwrap_or_default() << 16) | (chance(id, "snow") & 0xffff)
}

/// A `urn:newsml`, with colons, as Superdesk has them.
pub(crate) fn urn(id: &str, published: Millis) -> String {
    format!("urn:newsml:themeridian.example:{}:{}", stamp(published).trim_end_matches('Z'), uuid(id))
}

/// A fingerprint of a version, as an ETag in a document.
pub(crate) fn etag(id: &str, revision: u32, deleted: bool) -> String {
    let version = format!("{id}/{revision}/{deleted}");
    format!("{:016x}{:016x}{:08x}", chance(&version, "a"), chance(&version, "b"), chance(&version, "c") >> 32)
}

fn chance(id: &str, what: &str) -> u64 {
    let mut hasher = DefaultHasher::new();
    (id, what).hash(&mut hasher);
    hasher.finish()
}
