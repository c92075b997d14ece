//! A small stable hash, for telling texts apart and never for secrets.

use std::hash::Hasher;

/// FNV-1a, 64 bit (Fowler, Noll and Vo; RFC 9923).
#[must_use]
pub fn fnv1a(bytes: &[u8]) -> u64 {
    bytes
        .iter()
        .fold(0xCBF2_9CE4_8422_2325, |hash, byte| (hash ^ u64::from(*byte)).wrapping_mul(0x0100_0000_01B3))
}

/// A hash for looking names up, eight bytes at a time.
#[derive(Clone, Copy, Debug, Default)]
pub struct Quick(u64);

impl Hasher for Quick {
    fn write(&mut self, bytes: &[u8]) {
        let (words, rest) = bytes.as_chunks::<8>();
        for word in words {
            self.add(u64::from_le_bytes(*word));
        }
        let last = rest.iter().fold(rest.len() as u64, |word, byte| word << 8 | u64::from(*byte));
        self.add(last);
    }

    // What the standard library adds to the end of a text tells nothing.
    fn write_u8(&mut self, _: u8) {}

    fn finish(&self) -> u64 {
        self.0 ^ (self.0 >> 32)
    }
}

impl Quick {
    /// An odd number whose bits look random: of the golden ratio.
    fn add(&mut self, word: u64) {
        self.0 = (self.0.rotate_left(23) ^ word).wrapping_mul(0x9E37_79B9_7F4A_7C15);
    }
}

#[cfg(test)]
mod tests {
    use super::{Quick, fnv1a};
    use std::collections::HashSet;
    use std::hash::Hasher;

    #[test]
    fn names_that_are_counted_up_have_different_hashes_in_their_first_and_their_last_bits() {
        let hash = |n: u32| {
            let mut hash = Quick::default();
            hash.write(format!("entry-{n}").as_bytes());
            hash.finish()
        };
        let of =
            |part: &dyn Fn(u64) -> u64| (0..4_096).map(|n| part(hash(n))).collect::<HashSet<u64>>().len();
        assert_eq!(of(&|hash| hash), 4_096);
        // Of random numbers 2,589 would differ.
        assert!(of(&|hash| hash & 4_095) > 2_300);
        assert!(of(&|hash| hash >> 52) > 2_300);
    }

    #[test]
    fn it_agrees_with_the_published_test_vectors() {
        assert_eq!(fnv1a(b""), 0xCBF2_9CE4_8422_2325);
        assert_eq!(fnv1a(b"a"), 0xAF63_DC4C_8601_EC8C);
        assert_eq!(fnv1a(b"foobar"), 0x8594_4171_F739_67E8);
    }
}
