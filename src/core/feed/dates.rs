//! Every way in which feeds write a date.
//!
//! RFC 3339 and its careless relatives (a space for the `T`, no seconds, no zone, the basic form, a date alone),
//! RFC 822 and 2822, English display strings (`12 March 2026 19.30 GMT`, `March 12, 2026 7:30 pm`), seconds, milliseconds and finer since 1970 as number or text, and `/Date(…)/`.
//!
//! Invariant: a date that cannot be read is `None`, never an error and never an overflow; what to put in its
//! place is decided where entries are collected.

use crate::core::clock::{DAY, HOUR, MINUTE, SECOND, Timestamp};
use crate::core::json::Json;

#[cfg(test)]
mod tests;

/// A date read from a feed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Dated {
    /// The moment; one without a zone is taken for UTC.
    pub at: Timestamp,
    /// True when the time of day or the zone had to be assumed.
    pub approximate: bool,
}

/// Reads the date in a number, a text, or a JSON-LD typed value.
#[must_use]
pub fn read(value: &Json) -> Option<Dated> {
    match value {
        Json::Integer(number) => epoch(*number, 0),
        // Beyond the integers there is no date, and the nearest of them would be taken for one.
        Json::Float(number) if number.get().abs() >= i64::MAX as f64 => None,
        Json::Float(number) => {
            let whole = number.get().trunc();
            epoch(whole as i64, ((number.get() - whole) * 1000.0).round() as i64)
        }
        Json::Text(text) => parse(text),
        Json::Object(_) => match value.get("@value") {
            Json::Object(_) => None,
            value => read(value),
        },
        _ => None,
    }
}

/// Reads the date in a field whose name says that it is UTC, so that a time of day in it needs no zone.
#[must_use]
pub fn utc(value: &Json) -> Option<Dated> {
    let dated = read(value)?;
    let day_alone = value.to_text().is_some_and(|text| text.len() <= "2026-03-12".len());
    Some(Dated { approximate: dated.approximate && day_alone, ..dated })
}

/// Reads the date in a text. Ready-made ones for display are held together by spaces that do not break.
#[must_use]
pub fn parse(text: &str) -> Option<Dated> {
    let breaking;
    let mut text = text.trim();
    if !text.is_ascii() {
        breaking = text.replace(&['\u{a0}', '\u{202f}'][..], " ");
        text = &breaking;
    }
    let scan = Scan(text.as_bytes());
    epoch_text(scan).or_else(|| microsoft(scan)).or_else(|| iso(scan)).or_else(|| rfc822(scan))
}

/// A moment counted from 1970, in the unit that its size betrays: only dates from 1973 to 5138 are believable,
/// and for those the ranges of the units do not overlap. Zero and small numbers are a field that was not set.
fn epoch(number: i64, fraction: i64) -> Option<Dated> {
    let size = number.unsigned_abs();
    let millis = if size < 100_000_000 {
        return None;
    } else if size < 100_000_000_000 {
        number * 1000 + fraction
    } else if size < 100_000_000_000_000 {
        number
    } else if size < 100_000_000_000_000_000 {
        number / 1000
    } else {
        number / 1_000_000
    };
    Some(Dated { at: Timestamp(millis), approximate: false })
}

fn epoch_text(mut scan: Scan) -> Option<Dated> {
    let negative = scan.eat(b'-');
    let whole = scan.digits(9, 18)?;
    let fraction = if scan.eat(b'.') { scan.fraction()? } else { 0 };
    let sign = if negative { -1 } else { 1 };
    if scan.0.is_empty() { epoch(sign * whole, sign * fraction) } else { None }
}

/// `/Date(1461231959657+0000)/`: milliseconds in UTC; the offset only says how to show them.
fn microsoft(scan: Scan) -> Option<Dated> {
    let mut scan = Scan(scan.0.strip_prefix(b"/Date(")?);
    let negative = scan.eat(b'-');
    let millis = scan.digits(1, 15)?;
    scan.0
        .ends_with(b")/")
        .then_some(Dated { at: Timestamp(if negative { -millis } else { millis }), approximate: false })
}

fn iso(mut scan: Scan) -> Option<Dated> {
    let year = scan.digits(4, 4)?;
    let dashed = scan.eat(b'-');
    let least = if dashed { 1 } else { 2 };
    let month = scan.digits(least, 2)?;
    if dashed && !scan.eat(b'-') {
        return None;
    }
    let day = scan.digits(least, 2)?;
    scan.at(days(year, month, day)?, b"Tt ")
}

/// `Thu, 12 Mar 2026 10:15:30 +0000`, with or without the weekday and the seconds; and `March 12, 2026 10:15 am`.
fn rfc822(mut scan: Scan) -> Option<Dated> {
    // A weekday, a month, or both; no name of the one is a name of the other.
    let mut first = None;
    for _ in 0..2 {
        first = first.or(month(scan.word()));
        scan.eat(b',');
        scan.spaces();
    }
    let day = scan.digits(1, 2)?;
    let month = match first {
        Some(month) if scan.eat(b',') || scan.0.first() == Some(&b' ') => month,
        Some(_) => return None,
        None => {
            if !scan.eat(b'-') {
                scan.spaces();
            }
            month(scan.word())?
        }
    };
    if !scan.eat(b'-') {
        scan.spaces();
    }
    let year = match scan.digits(2, 4)? {
        year @ 0..50 => 2000 + year,
        year @ 50..100 => 1900 + year,
        year => year,
    };
    scan.at(days(year, month, day)?, b" ")
}

fn month(word: &[u8]) -> Option<i64> {
    const NAMES: [&[u8]; 12] =
        [b"jan", b"feb", b"mar", b"apr", b"may", b"jun", b"jul", b"aug", b"sep", b"oct", b"nov", b"dec"];
    let start = word.get(..3)?;
    let index = NAMES.iter().position(|name| start.eq_ignore_ascii_case(name))?;
    i64::try_from(index + 1).ok()
}

/// Days from 1970-01-01 to a date of the Gregorian calendar; `None` for one that is not in it. Years before
/// 1000 are how some systems write "no date".
fn days(year: i64, month: i64, day: i64) -> Option<i64> {
    let leap = year % 4 == 0 && (year % 100 != 0 || year % 400 == 0);
    let longest = match month {
        2 if leap => 29,
        2 => 28,
        4 | 6 | 9 | 11 => 30,
        1 | 3 | 5 | 7 | 8 | 10 | 12 => 31,
        _ => return None,
    };
    if !(1000..=9999).contains(&year) || !(1..=longest).contains(&day) {
        return None;
    }
    // Counted in years that begin in March, so that the leap day is the last of its year.
    let (year, month) = if month > 2 { (year, month - 3) } else { (year - 1, month + 9) };
    let before = year * 365 + year / 4 - year / 100 + year / 400;
    Some(before + (month * 153 + 2) / 5 + day - 1 - 719_468)
}

/// The bytes that are still to be read.
#[derive(Clone, Copy)]
struct Scan<'a>(&'a [u8]);

impl<'a> Scan<'a> {
    fn eat(&mut self, byte: u8) -> bool {
        match self.0.split_first() {
            Some((first, rest)) if *first == byte => {
                self.0 = rest;
                true
            }
            _ => false,
        }
    }

    fn take_while(&mut self, fits: impl Fn(&u8) -> bool) -> &'a [u8] {
        let length = self.0.iter().position(|byte| !fits(byte)).unwrap_or(self.0.len());
        let (taken, rest) = self.0.split_at(length);
        self.0 = rest;
        taken
    }

    fn spaces(&mut self) {
        self.take_while(|byte| *byte == b' ');
    }

    fn word(&mut self) -> &'a [u8] {
        self.take_while(u8::is_ascii_alphabetic)
    }

    /// A number of at least `least` digits; stops after `most` of them, at most 18.
    fn digits(&mut self, least: usize, most: usize) -> Option<i64> {
        let run = self.0.iter().take_while(|byte| byte.is_ascii_digit()).count().min(most);
        let (digits, rest) = self.0.split_at_checked(run)?;
        if run < least {
            return None;
        }
        self.0 = rest;
        Some(digits.iter().fold(0, |number, digit| number * 10 + i64::from(digit - b'0')))
    }

    /// The milliseconds of a fraction of any length.
    fn fraction(&mut self) -> Option<i64> {
        let digits = self.take_while(u8::is_ascii_digit);
        let scaled =
            |weight: i64, digit: Option<&u8>| digit.map_or(0, |digit| weight * i64::from(digit - b'0'));
        digits.first()?;
        Some(scaled(100, digits.first()) + scaled(10, digits.get(1)) + scaled(1, digits.get(2)))
    }

    /// The rest of a date that began with the day `days`: nothing, or one of `between`, a time and a zone.
    fn at(mut self, days: i64, between: &[u8]) -> Option<Dated> {
        let midnight = days * DAY as i64;
        if self.0.is_empty() {
            return Some(Dated { at: Timestamp(midnight), approximate: true });
        }
        self.eat(b',');
        if !between.iter().any(|byte| self.eat(*byte)) {
            return None;
        }
        self.spaces();
        let mut clock = self.clock()?;
        self.spaces();
        if let [half @ (b'a' | b'A' | b'p' | b'P'), b'm' | b'M', rest @ ..] = self.0 {
            let noon = 12 * HOUR as i64;
            clock = clock % noon + if half.eq_ignore_ascii_case(&b'p') { noon } else { 0 };
            self.0 = rest;
            self.spaces();
        }
        let zone = self.zone()?;
        Some(Dated { at: Timestamp(midnight + clock - zone.unwrap_or(0)), approximate: zone.is_none() })
    }

    /// Hours and minutes, with or without seconds and their fraction, in milliseconds.
    fn clock(&mut self) -> Option<i64> {
        let hour = self.digits(1, 2)?;
        // British display strings have a point.
        let _ = self.eat(b':') || self.eat(b'.');
        let minute = self.digits(2, 2)?;
        let mut clock = hour * HOUR as i64 + minute * MINUTE as i64;
        let mut second = 0;
        if self.eat(b':') || self.0.first().is_some_and(u8::is_ascii_digit) {
            second = self.digits(2, 2)?;
            clock += second * SECOND as i64;
            if self.eat(b'.') || self.eat(b',') {
                clock += self.fraction()?;
            }
        }
        // Midnight may be hour 24, and a leap second is the first of the next minute.
        (hour <= 24 && minute < 60 && second <= 60).then_some(clock)
    }

    /// Milliseconds that the zone is ahead of UTC; the inner `None` when there is none or an unknown one.
    fn zone(&mut self) -> Option<Option<i64>> {
        let name = self.word();
        let negative = match self.0.first() {
            Some(b'+') => false,
            Some(b'-') => true,
            // An offset may be followed by its name in brackets, which adds nothing; so may a name.
            None | Some(b'[' | b'(') => return Some(named(name)),
            _ => return None,
        };
        self.0 = self.0.get(1..)?;
        let hours = self.digits(1, 2)?;
        self.eat(b':');
        let minutes = if self.0.first().is_some_and(u8::is_ascii_digit) { self.digits(2, 2)? } else { 0 };
        self.spaces();
        let ends = matches!(self.0.first(), None | Some(b'[' | b'('));
        let ahead = hours * HOUR as i64 + minutes * MINUTE as i64;
        (ends && hours < 24 && minutes < 60).then_some(Some(if negative { -ahead } else { ahead }))
    }
}

/// The zones that RFC 822 names; any other name means different things in different countries.
fn named(name: &[u8]) -> Option<i64> {
    let hours = match name.to_ascii_uppercase().as_slice() {
        b"Z" | b"GMT" | b"UTC" | b"UT" => 0,
        b"EDT" => -4,
        b"EST" | b"CDT" => -5,
        b"CST" | b"MDT" => -6,
        b"MST" | b"PDT" => -7,
        b"PST" => -8,
        _ => return None,
    };
    Some(hours * HOUR as i64)
}
