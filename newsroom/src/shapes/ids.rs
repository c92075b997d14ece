//! Ids in the forms that systems give them, made from ours: the same id gives the same one for ever.

use std::hash::{DefaultHasher, Hash, Hasher};

use crate::clock::{Millis, stamp};
use crate::coverage::Post;

/// Where counting begins, in seconds since 1970: ids are shorter for it.
const EPOCH: Millis = 1_700_000_000;

/// Twenty-four hexadecimal digits, as MongoDB and the Guardian have them.
pub(crate) fn hex24(id: &str) -> String {
    format!("{:016x}{:08x}", chance(id, "hex"), chance(id, "tail") & 0xffff_ffff)
}

/// Nine digits or fewer, as what is not counted with the time: people, terms, pictures.
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

/// A number that grows with the time, as rows that are counted have them.
pub(crate) fn count(post: &Post) -> u64 {
    let (at, place) = post.born;
    let seconds = u64::try_from(at / 1000 - EPOCH).unwrap_or_default();
    seconds * 10_000 + place as u64 % 10_000
}

/// A number that grows with the time, as Mastodon has them: far beyond what a double holds exactly.
pub(crate) fn snowflake(post: &Post) -> u64 {
    let (at, place) = post.born;
    (u64::try_from(at).unwrap_or_default() << 16) | (place as u64 & 0xffff)
}

/// A `urn:newsml` with colons and six digits after the second, as Superdesk has them.
pub(crate) fn urn(post: &Post, part: &str) -> String {
    let (at, place) = post.born;
    let second = stamp(at - at.rem_euclid(1000));
    let (second, millis, place) = (second.trim_end_matches('Z'), at.rem_euclid(1000), place % 1000);
    let uuid = uuid(&format!("{}{part}", post.id));
    format!("urn:newsml:themeridian.example:{second}.{millis:03}{place:03}:{uuid}")
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
