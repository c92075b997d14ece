//! With which letters the words of a text begin, in so few bits that a text which cannot match is not looked at.

use crate::core::hash::fnv1a;

/// The first three letters of each word that has three, told by one of 256 bits.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Starts([u64; 4]);

impl Starts {
    /// Of a folded text.
    #[must_use]
    pub fn of(folded: &str) -> Self {
        let mut starts = Self::default();
        for bit in folded.split(' ').filter_map(bit_of) {
            if let Some(bits) = starts.0.get_mut(usize::from(bit >> 6)) {
                *bits |= 1 << (bit & 63);
            }
        }
        starts
    }

    /// Whether some word may begin so.
    pub(super) fn may_have(&self, bit: u8) -> bool {
        self.0.get(usize::from(bit >> 6)).is_some_and(|bits| bits >> (bit & 63) & 1 == 1)
    }
}

/// The bit of a word; none when it is too short to tell how longer ones go on.
pub(super) fn bit_of(word: &str) -> Option<u8> {
    let (at, third) = word.char_indices().nth(2)?;
    let start = word.as_bytes().get(..at + third.len_utf8())?;
    Some((fnv1a(start) >> 13) as u8)
}
