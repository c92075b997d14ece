//! Finding a text in another by looking at each place in turn. The standard library's search prepares itself for needles
//! and haystacks of any size; ours are words, and its preparations would be a kilobyte of the reader's download.
//!
//! For the same reason several characters are looked for as a slice, `&['?', '#'][..]`: each length of array is a search of
//! its own.

/// The first place of `needle` in `text`, in bytes.
#[must_use]
pub fn find(text: &str, needle: &str) -> Option<usize> {
    let needle = needle.as_bytes();
    let last = text.len().checked_sub(needle.len())?;
    (0..=last).find(|at| text.as_bytes().get(*at..).is_some_and(|rest| rest.starts_with(needle)))
}

/// Whether `needle` occurs in `text`.
#[must_use]
pub fn occurs(text: &str, needle: &str) -> bool {
    find(text, needle).is_some()
}

/// What stands before and after the first `needle` in `text`.
#[must_use]
pub fn split_once<'a>(text: &'a str, needle: &str) -> Option<(&'a str, &'a str)> {
    let at = find(text, needle)?;
    text.get(..at).zip(text.get(at + needle.len()..))
}

#[cfg(test)]
mod tests {
    use super::{find, split_once};
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn it_finds_what_the_standard_library_finds(text in "[abà]{0,12}", needle in "[abà]{0,3}") {
            prop_assert_eq!(find(&text, &needle), text.find(needle.as_str()));
            prop_assert_eq!(split_once(&text, &needle), text.split_once(needle.as_str()));
        }
    }
}
