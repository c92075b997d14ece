//! What a character is to a search, and which plain letter stands for it.
//!
//! Unicode's own tables would be a tenth of the reader's download. Here alphabets are told by their stretches, and every mark
//! that is not known to part words belongs to one, so that the vowels and viramas of India stay in theirs.

use super::lower;

/// What a character is to a search.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Kind {
    /// Neither seen nor typed: accents apart from their letters, vowel points, soft hyphens, joiners.
    Silent,
    /// Parts words.
    Gap,
    /// Belongs to a word.
    Letter,
    /// Belongs to a script that puts no spaces between words, or is a picture: found wherever it stands.
    Spaceless,
}

/// The kind of a character that [`narrow`] has gone over.
pub(super) fn kind(c: char) -> Kind {
    if c.is_ascii() {
        return if c.is_ascii_alphanumeric() { Kind::Letter } else { Kind::Gap };
    }
    if is_silent(c) {
        Kind::Silent
    } else if is_gap(c) {
        Kind::Gap
    } else if is_spaceless(c) {
        Kind::Spaceless
    } else {
        Kind::Letter
    }
}

/// Full width made narrow, and the digits of other scripts made ours.
pub(super) fn narrow(c: char) -> char {
    let (from, to) = match c {
        '\u{FF01}'..='\u{FF5E}' => (0xFF01, '!'),
        '\u{660}'..='\u{669}' => (0x660, '0'),
        '\u{6F0}'..='\u{6F9}' => (0x6F0, '0'),
        '\u{966}'..='\u{96F}' => (0x966, '0'),
        '\u{9E6}'..='\u{9EF}' => (0x9E6, '0'),
        '\u{E50}'..='\u{E59}' => (0xE50, '0'),
        _ => return c,
    };
    char::from_u32(c as u32 - from + to as u32).unwrap_or(c)
}

/// Unicode's main blocks of combining marks, soft hyphens, joiners, signs of direction; the points of Hebrew and the vowel
/// signs and stretches of Arabic, which most texts leave out; the nukta of India, which many do.
fn is_silent(c: char) -> bool {
    matches!(c,
        '\u{AD}' | '\u{300}'..='\u{36F}' | '\u{483}'..='\u{489}' | '\u{591}'..='\u{5BD}' | '\u{5BF}' | '\u{5C1}'..='\u{5C2}'
        | '\u{5C4}'..='\u{5C5}' | '\u{5C7}' | '\u{610}'..='\u{61A}' | '\u{61C}' | '\u{640}' | '\u{64B}'..='\u{65F}'
        | '\u{670}' | '\u{6D6}'..='\u{6DC}' | '\u{6DF}'..='\u{6E4}' | '\u{6E7}'..='\u{6E8}' | '\u{6EA}'..='\u{6ED}'
        | '\u{8CA}'..='\u{8FF}' | '\u{93C}' | '\u{9BC}' | '\u{A3C}' | '\u{ABC}' | '\u{1AB0}'..='\u{1AFF}'
        | '\u{1DC0}'..='\u{1DFF}' | '\u{200B}'..='\u{200F}' | '\u{202A}'..='\u{202E}' | '\u{2060}'..='\u{206F}'
        | '\u{20D0}'..='\u{20FF}' | '\u{3099}'..='\u{309A}' | '\u{FE00}'..='\u{FE0F}' | '\u{FE20}'..='\u{FE2F}' | '\u{FEFF}')
}

/// White space, punctuation and the signs of money, script by script.
fn is_gap(c: char) -> bool {
    matches!(c,
        '\u{80}'..='\u{A9}' | '\u{AB}'..='\u{B1}' | '\u{B4}' | '\u{B6}'..='\u{B8}' | '\u{BB}' | '\u{BF}' | '×' | '÷'
        | '\u{2C2}'..='\u{2C5}' | '\u{37E}' | '\u{387}' | '\u{55A}'..='\u{55F}' | '\u{589}'..='\u{58F}'
        | '\u{5BE}' | '\u{5C0}' | '\u{5C3}' | '\u{5C6}' | '\u{5F3}'..='\u{5F4}' | '\u{600}'..='\u{60F}'
        | '\u{61B}'..='\u{61F}' | '\u{66A}'..='\u{66D}' | '\u{6D4}' | '\u{6DD}'..='\u{6DE}' | '\u{6E9}'
        | '\u{700}'..='\u{70D}' | '\u{964}'..='\u{965}' | '\u{970}' | '\u{DF4}' | '\u{E3F}' | '\u{E4F}'
        | '\u{E5A}'..='\u{E5B}' | '\u{F04}'..='\u{F14}' | '\u{F3A}'..='\u{F3D}' | '\u{104A}'..='\u{104F}' | '\u{10FB}'
        | '\u{1360}'..='\u{1368}' | '\u{1680}' | '\u{17D4}'..='\u{17D6}' | '\u{17D8}'..='\u{17DB}'
        | '\u{1800}'..='\u{180A}' | '\u{2000}'..='\u{205F}' | '\u{207A}'..='\u{207E}' | '\u{20A0}'..='\u{20CF}'
        | '\u{2212}' | '\u{2E00}'..='\u{2E7F}' | '\u{3000}'..='\u{3004}' | '\u{3008}'..='\u{3020}' | '\u{3030}'
        | '\u{303D}'..='\u{303F}' | '\u{30A0}' | '\u{30FB}' | '\u{FD3E}'..='\u{FD3F}' | '\u{FE10}'..='\u{FE1F}'
        | '\u{FE30}'..='\u{FE6F}' | '\u{FF5F}'..='\u{FF65}' | '\u{FFE0}'..='\u{FFFF}')
}

/// Thai, Lao, Burmese, Khmer; Chinese characters and the syllables of Japan; arrows and pictures.
fn is_spaceless(c: char) -> bool {
    matches!(c,
        '\u{E00}'..='\u{EFF}' | '\u{1000}'..='\u{109F}' | '\u{1780}'..='\u{17FF}' | '\u{1950}'..='\u{19FF}'
        | '\u{1A20}'..='\u{1AAF}' | '\u{2190}'..='\u{2BFF}' | '\u{2E80}'..='\u{312F}' | '\u{31A0}'..='\u{A4CF}'
        | '\u{A9E0}'..='\u{A9FF}' | '\u{AA60}'..='\u{AADF}' | '\u{F900}'..='\u{FAFF}' | '\u{FF66}'..='\u{FF9F}'
        | '\u{1B000}'..='\u{1B16F}' | '\u{1F000}'..='\u{1FBFF}' | '\u{20000}'..='\u{3FFFF}')
}

/// Letters that Arabic and Hebrew write before a word without a space: and, in, to, as, from, the, that.
pub(super) fn is_clitic(c: char) -> bool {
    matches!(c, 'و' | 'ف' | 'ب' | 'ك' | 'ل' | 'ا' | 'س' | 'ו' | 'ה' | 'ב' | 'כ' | 'ל' | 'מ' | 'ש')
}

/// Whether a letter is of a script that writes such letters.
pub(super) fn has_clitics(c: char) -> bool {
    matches!(c, '\u{590}'..='\u{6FF}' | '\u{750}'..='\u{77F}')
}

/// Appends what stands for the character in a folded text.
pub(super) fn push_folded(narrow: char, out: &mut Vec<u8>) {
    let small = lower::lower(narrow.to_ascii_lowercase());
    let mut room = [0; 4];
    let pair = match small {
        'æ' => "ae",
        'œ' => "oe",
        'ß' => "ss",
        'þ' => "th",
        'ĳ' => "ij",
        'ﬀ' => "ff",
        'ﬁ' => "fi",
        'ﬂ' => "fl",
        _ => base(small).encode_utf8(&mut room),
    };
    out.extend_from_slice(pair.as_bytes());
}

/// The plain letter under a small letter's accent, as Unicode decomposes it, and the one by which readers spell the letters that
/// it does not decompose.
fn base(small: char) -> char {
    let code = small as usize;
    let plain = |table: &[u8], place: usize| match table.get(place) {
        None | Some(b'.') => small,
        Some(letter) => char::from(*letter),
    };
    match small {
        'à'..='ſ' => plain(LATIN, code - 0xE0),
        'ḁ'..='ỹ' => plain(LATIN_ADDITIONAL, (code - 0x1E01) / 2),
        'ǎ' | 'ȁ' | 'ȃ' => 'a',
        'ǐ' => 'i',
        'ǒ' | 'ơ' => 'o',
        'ǔ' | 'ǖ' | 'ǘ' | 'ǚ' | 'ǜ' | 'ư' => 'u',
        'ș' => 's',
        'ț' => 't',
        'ά' => 'α',
        'έ' => 'ε',
        'ή' => 'η',
        'ί' | 'ϊ' | 'ΐ' => 'ι',
        'ό' => 'ο',
        'ύ' | 'ϋ' | 'ΰ' => 'υ',
        'ώ' => 'ω',
        'ς' => 'σ',
        '\u{1F00}'..='\u{1FFF}' => ancient(code).unwrap_or(small),
        'ё' | 'ѐ' => 'е',
        'й' | 'ѝ' => 'и',
        'ї' => 'і',
        'ў' => 'у',
        'ѓ' => 'г',
        'ќ' => 'к',
        'آ' | 'أ' | 'إ' | 'ٱ' => 'ا',
        'ؤ' => 'و',
        'ئ' | 'ى' | 'ی' => 'ي',
        'ة' | 'ۀ' => 'ه',
        'ک' => 'ك',
        'ך' => 'כ',
        'ם' => 'מ',
        'ן' => 'נ',
        'ף' => 'פ',
        'ץ' => 'צ',
        // The signs of India that are written with or without a nukta, or with either sign of the nose.
        '\u{901}' => '\u{902}',
        '\u{958}'..='\u{95A}' => nth(small, '\u{958}', "\u{915}\u{916}\u{917}"),
        '\u{95B}'..='\u{95F}' => nth(small, '\u{95B}', "\u{91C}\u{921}\u{922}\u{92B}\u{92F}"),
        '\u{9DC}'..='\u{9DD}' => nth(small, '\u{9DC}', "\u{9A1}\u{9A2}"),
        '\u{9DF}' => '\u{9AF}',
        _ => small,
    }
}

/// The letter that stands in `list` where `letter` stands after `first`.
fn nth(letter: char, first: char, list: &str) -> char {
    list.chars().nth(letter as usize - first as usize).unwrap_or(letter)
}

/// The letters of ancient Greek stand by vowels, sixteen places for each.
fn ancient(code: usize) -> Option<char> {
    match code & 0xFF {
        0xE4 | 0xE5 => Some('ρ'),
        low @ 0x70..=0x7D => "αεηιουω".chars().nth((low - 0x70) / 2),
        low => "αεηιουω_αηωαηιυω".chars().nth(low >> 4),
    }
}

/// U+00E0 to U+017F; a dot is a letter that stands for itself.
const LATIN: &[u8] = b"aaaaaa.ceeeeiiiidnooooo.ouuuuy.y.a.a.a.c.c.c.c.d.d.e.e.e.e.e.g.g.g.g.h.h.i.i.i.i\
    .i...j.kk.l.l.l.l.l.n.n.n..n.o.o.o...r.r.r.s.s.s.s.t.t.t.u.u.u.u.u.u.w.y..z.z.zs";

/// Every second place of U+1E01 to U+1EFF, where the small letters are.
const LATIN_ADDITIONAL: &[u8] =
    b"abbbcdddddeeeeefghhhhhiikkkllllmmmnnnnoooopprrrrsssssttttuuuuuvvwwwwwxxyzzzty...\
    aaaaaaaaaaaaeeeeeeeeiioooooooooooouuuuuuuyyyy..";
