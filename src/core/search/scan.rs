//! Looking for a needle in a long text, eight bytes at a time.
//!
//! Two bytes of the needle that few texts have are looked for together, at their distance; only where both stand is the whole
//! needle compared. This is what vector instructions do sixteen bytes at a time, in the words that every browser has.

/// Bytes to be found, and which two of them to look for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Needle {
    pub(super) text: String,
    /// The places of the two rarest bytes, the earlier first.
    rare: (usize, usize),
}

impl Needle {
    pub(super) fn new(text: String) -> Self {
        let bytes = text.as_bytes();
        let rarest = |but: Option<usize>| {
            let places = (0..bytes.len()).filter(|place| Some(*place) != but);
            places.min_by_key(|place| bytes.get(*place).copied().map_or(u8::MAX, commonness)).unwrap_or(0)
        };
        let first = rarest(None);
        let second = rarest(Some(first));
        Self { rare: (first.min(second), first.max(second)), text }
    }

    /// The first place of the needle in `text`, from `from` on.
    pub(super) fn find(&self, text: &str, from: usize) -> Option<usize> {
        let needle = self.text.as_bytes();
        let (early, late) = self.rare;
        let text = text.as_bytes().get(from..)?;
        let places = (text.len() + 1).checked_sub(needle.len())?;
        let is_at = |place: usize| text.get(place..).is_some_and(|rest| rest.starts_with(needle));
        let at = |rare: usize| needle.get(rare).copied().unwrap_or_default();
        let earlies = text.get(early..early + places)?;
        let lates = text.get(late..late + places)?;
        let (early_words, early_rest) = earlies.as_chunks::<8>();
        let (late_words, _) = lates.as_chunks::<8>();
        let (early, late) = (u64::from(at(early)) * ONES, u64::from(at(late)) * ONES);
        for (index, (a, b)) in early_words.iter().zip(late_words).enumerate() {
            let mut hits = equal(u64::from_le_bytes(*a), early) & equal(u64::from_le_bytes(*b), late);
            while hits != 0 {
                let place = index * 8 + hits.trailing_zeros() as usize / 8;
                if is_at(place) {
                    return Some(from + place);
                }
                hits &= hits - 1;
            }
        }
        (places - early_rest.len()..places).find(|place| is_at(*place)).map(|place| from + place)
    }
}

const ONES: u64 = 0x0101_0101_0101_0101;

/// A high bit in every byte in which the two words agree, and now and then in one above it.
fn equal(a: u64, b: u64) -> u64 {
    let differing = a ^ b;
    differing.wrapping_sub(ONES) & !differing & (ONES << 7)
}

/// How often a byte stands in folded texts, roughly: spaces and the first bytes of letters beyond ASCII most, then letters as
/// European languages use them, then what follows those first bytes.
fn commonness(byte: u8) -> u8 {
    const LETTERS: &[u8] = b"zqjxkwyvbgfphmcudlrtnsioae";
    match byte {
        b'a'..=b'z' => 20 + LETTERS.iter().position(|letter| *letter == byte).unwrap_or(0) as u8,
        b' ' | 0xC0.. => 60,
        _ => 15,
    }
}
