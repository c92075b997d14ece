//! One slip of the finger: a letter too many, too few, another one, or two in each other's place.

use std::str::Chars;

/// How many bytes at the start of `word` are the letters of `typed` with at most one slip, the first letter being right.
/// None when there are no such.
pub(super) fn start(word: &str, typed: &[char]) -> Option<usize> {
    let mut there = word.chars();
    let mut place = 0;
    // A slip is where the two first differ, or makes no difference.
    while let (Some(letter), Some(wanted)) = (there.clone().next(), typed.get(place)) {
        if letter != *wanted {
            break;
        }
        there.next();
        place += 1;
    }
    let rest = match typed.get(place..).unwrap_or_default() {
        [] => Some(there.as_str()),
        wanted if place > 0 => slipped(&there, wanted),
        _ => None,
    };
    rest.map(|rest| word.len() - rest.len())
}

/// What follows the letters in `there` where the first of them has the slip.
fn slipped<'a>(there: &Chars<'a>, wanted: &[char]) -> Option<&'a str> {
    let (first, others) = wanted.split_first()?;
    let mut next = there.clone();
    let letter = next.next();
    let mut second = next.clone();
    let swapped = letter.is_some() && others.first().copied() == letter && second.next() == Some(*first);
    let by_swap = if swapped { strip(&second, others.get(1..)?) } else { None };
    by_swap
        .or_else(|| strip(&next, wanted))
        .or_else(|| strip(&next, others).filter(|_| letter.is_some()))
        .or_else(|| strip(there, others))
}

fn strip<'a>(text: &Chars<'a>, letters: &[char]) -> Option<&'a str> {
    let mut rest = text.clone();
    letters.iter().all(|letter| rest.next() == Some(*letter)).then_some(rest.as_str())
}
