//! One row per form that was seen in a feed, and the reference parser as a second opinion.
#![allow(clippy::unwrap_used, reason = "a test may stop at the first surprise")]

use proptest::prelude::*;
use time::OffsetDateTime;
use time::format_description::well_known::{Rfc2822, Rfc3339};

use super::*;

/// 2026-03-12T10:15:30Z in seconds.
const MOMENT: i64 = 1_773_310_530;

fn millis(text: &str) -> Option<i64> {
    parse(text).map(|dated| dated.at.0)
}

#[test]
fn exact_forms_give_the_moment() {
    for text in [
        "2026-03-12T10:15:30Z",
        "2026-03-12t10:15:30z",
        "2026-03-12T10:15:30+00:00",
        "2026-03-12T10:15:30.000Z",
        "2026-03-12T11:15:30+01:00",
        "2026-03-12T11:15:30+0100",
        "2026-03-12T11:15:30+01",
        "2026-03-12T11:15:30+01:00[Europe/Oslo]",
        "2026-03-12 10:15:30 +0000",
        "2026-03-12 10:15:30 UTC",
        "2026-03-12T00:45:30-09:30",
        "2026-03-13T00:00:30+13:45",
        "20260312T101530Z",
        " 2026-03-12T10:15:30Z\n",
        "Thu, 12 Mar 2026 10:15:30 +0000",
        "Thu, 12 Mar 2026 10:15:30 GMT",
        "12 Mar 2026 10:15:30 Z",
        "12-Mar-26 10:15:30 GMT",
        "Thursday, 12 March 2026 05:15:30 EST",
        "Thu, 12 Mar 2026 03:15:30 -0700 (MST)",
        "12\u{a0}March 2026, 10:15:30\u{202f}GMT",
        "Thursday March 12, 2026 10:15:30 AM UTC",
        "1773310530",
        "1773310530.0",
        "1773310530000",
        "1773310530000000",
        "/Date(1773310530000)/",
        "/Date(1773310530000+0000)/",
        "/Date(1773310530000-0500)/",
    ] {
        let exact = Dated { at: Timestamp(MOMENT * 1000), approximate: false };
        assert_eq!(parse(text), Some(exact), "{text}");
    }
}

#[test]
fn a_missing_zone_is_utc_and_approximate() {
    for text in
        ["2026-03-12T10:15:30", "2026-03-12 10:15:30", "Thu, 12 Mar 2026 10:15:30", "2026-03-12T10:15:30 CET"]
    {
        let approximate = Dated { at: Timestamp(MOMENT * 1000), approximate: true };
        assert_eq!(parse(text), Some(approximate), "{text}");
    }
}

#[test]
fn missing_seconds_are_zero_and_a_date_alone_is_its_midnight() {
    let minute = (MOMENT - 30) * 1000;
    assert_eq!(parse("2026-03-12T10:15Z"), Some(Dated { at: Timestamp(minute), approximate: false }));
    assert_eq!(parse("2026-03-12T10:15"), Some(Dated { at: Timestamp(minute), approximate: true }));
    assert_eq!(
        parse("Thu, 12 Mar 2026 10:15 GMT"),
        Some(Dated { at: Timestamp(minute), approximate: false })
    );
    let midnight = Dated { at: Timestamp(1_773_273_600_000), approximate: true };
    for text in ["2026-03-12", "20260312", "12 Mar 2026", "2026-3-12"] {
        assert_eq!(parse(text), Some(midnight), "{text}");
    }
}

#[test]
fn display_strings_are_read_where_they_have_a_date() {
    let at =
        |text: &str| parse(text).map(|dated| ((dated.at.0 - 1_773_273_600_000) / 60_000, dated.approximate));
    for (text, minutes, approximate) in [
        ("Thu 12 Mar 2026 19.30\u{a0}GMT", 19 * 60 + 30, false),
        ("12 March 2026 19.30 CET", 19 * 60 + 30, true),
        ("March 12, 2026 7:30 pm", 19 * 60 + 30, true),
        ("Mar 12 2026, 12:05am EST", 5 * 60 + 5, false),
        ("March 12, 2026 12:05 PM UTC", 12 * 60 + 5, false),
        ("Thursday, March 12, 2026", 0, true),
    ] {
        assert_eq!(at(text), Some((minutes, approximate)), "{text}");
    }
    for text in ["March 2026", "March", "Thursday", "7:30 pm", "March 12", "12 12 March 2026", "March 12,"] {
        assert_eq!(parse(text), None, "{text}");
    }
}

#[test]
fn a_fraction_of_any_length_gives_its_milliseconds() {
    for (fraction, expected) in [("5", 500), ("25", 250), ("657", 657), ("657999999", 657), ("0", 0)] {
        let text = ["2026-03-12T10:15:30.", fraction, "Z"].concat();
        assert_eq!(millis(&text), Some(MOMENT * 1000 + expected), "{text}");
    }
    assert_eq!(millis("1773310530.657"), Some(MOMENT * 1000 + 657));
    assert_eq!(millis("2026-03-12T10:15:30,25Z"), Some(MOMENT * 1000 + 250));
}

#[test]
fn numbers_are_read_by_their_size() {
    let read = |text: &str| read(&serde_json::from_str::<Json>(text).unwrap()).map(|dated| dated.at.0);
    assert_eq!(read("1773310530"), Some(MOMENT * 1000));
    assert_eq!(read("1773310530.0"), Some(MOMENT * 1000));
    assert_eq!(read("1773310530.657"), Some(MOMENT * 1000 + 657));
    assert_eq!(read("1773310530657"), Some(MOMENT * 1000 + 657));
    assert_eq!(read("1773310530657.4"), Some(MOMENT * 1000 + 657));
    assert_eq!(read("1773310530657123"), Some(MOMENT * 1000 + 657));
    assert_eq!(read("-173310530"), Some(-173_310_530_000));
    assert_eq!(read(r#"{"@type": "DateTime", "@value": "2026-03-12T10:15:30Z"}"#), Some(MOMENT * 1000));
    for nothing in ["0", "1", "2026", "0.5", "null", "true", "[]", "{}", r#"["2026-03-12T10:15:30Z"]"#] {
        assert_eq!(read(nothing), None, "{nothing}");
    }
    for huge in ["1e300", "-1e300", "9223372036854775807", "-9223372036854775808"] {
        assert_eq!(read(huge), None, "{huge} is beyond any date and must not stand on top for ever");
    }
    for far in ["9e18", "-9e18"] {
        assert!(read(far).is_some(), "{far} is far away but no overflow");
    }
}

#[test]
fn leap_days_and_leap_seconds_are_read_and_impossible_dates_are_not() {
    assert_eq!(millis("2024-02-29T00:00:00Z"), Some(1_709_164_800_000));
    assert_eq!(millis("2016-12-31T23:59:60Z"), Some(1_483_228_800_000));
    assert_eq!(millis("2016-12-31T24:00:00Z"), Some(1_483_228_800_000));
    assert_eq!(millis("1969-12-31T23:59:59Z"), Some(-1000));
    assert_eq!(millis("2000-02-29"), Some(951_782_400_000));
    for text in [
        "",
        "-",
        "soon",
        "2026",
        "2026-03",
        "2026-02-29T00:00:00Z",
        "1900-02-29",
        "2026-13-01",
        "2026-00-10",
        "2026-04-31",
        "0000-00-00 00:00:00",
        "0001-01-01T00:00:00Z",
        "2026-03-12T25:00:00Z",
        "2026-03-12T10:60:00Z",
        "2026-03-12T10:15:61Z",
        "2026-03-12T10:15:30+24:00",
        "2026-03-12T10:15:30.Z",
        "2026-03-12Z10:15:30",
        "2026-03-12T",
        "2026-03-12T10:15:30Z tomorrow",
        "19.30\u{a0}GMT",
        "Thu, 12 Xyz 2026 10:15:30 GMT",
        "/Date()/",
        "/Date(17733",
        "99999999999999999999999",
        "\u{661}\u{662}",
    ] {
        assert_eq!(parse(text), None, "{text}");
    }
}

proptest! {
    #[test]
    fn the_reference_parser_agrees_on_rfc_3339(
        (year, month, day) in (1000..=9999_i32, 1..=12_u8, 1..=31_u8),
        (hour, minute, second, milli) in (0..24_u8, 0..60_u8, 0..60_u8, 0..1000_u16),
        (sign, ahead, part) in (prop::bool::ANY, 0..24_u8, 0..60_u8),
    ) {
        let sign = if sign { '+' } else { '-' };
        let text = format!(
            "{year:04}-{month:02}-{day:02}T{hour:02}:{minute:02}:{second:02}.{milli:03}{sign}{ahead:02}:{part:02}"
        );
        // The reference refuses dates that fall out of its calendar when moved to UTC.
        let reference = OffsetDateTime::parse(&text, &Rfc3339).ok();
        let reference = reference.map(|moment| i64::try_from(moment.unix_timestamp_nanos() / 1_000_000).unwrap());
        prop_assert_eq!(millis(&text), reference);
    }

    #[test]
    fn the_reference_parser_agrees_on_rfc_2822(
        (year, month, day) in (1900..=9999_i32, 0..12_usize, 1..=28_u8),
        (hour, minute, second) in (0..24_u8, 0..60_u8, 0..60_u8),
        (sign, ahead, part) in (prop::bool::ANY, 1..24_u8, 0..60_u8),
    ) {
        let name = "JanFebMarAprMayJunJulAugSepOctNovDec".get(month * 3..month * 3 + 3).unwrap();
        let sign = if sign { '+' } else { '-' };
        let text = format!("{day} {name} {year:04} {hour:02}:{minute:02}:{second:02} {sign}{ahead:02}{part:02}");
        let reference = OffsetDateTime::parse(&text, &Rfc2822).unwrap().unix_timestamp() * 1000;
        prop_assert_eq!(millis(&text), Some(reference));
    }

    #[test]
    fn no_text_and_no_number_stops_the_reader(text in ".{0,40}", digits in "[-/+:.,0-9TZ ]{0,40}", number: i64, real: f64) {
        let _ = parse(&text);
        let _ = parse(&digits);
        let _ = epoch(number, 0);
        let _ = serde_json::to_string(&real).map(|real| serde_json::from_str::<Json>(&real).map(|real| read(&real)));
    }
}
