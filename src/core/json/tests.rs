//! What the lenient decode promises, shown through `serde_json`.
#![allow(clippy::unwrap_used, clippy::indexing_slicing, reason = "a test may stop at the first surprise")]

use super::*;

fn json(text: &str) -> Json {
    serde_json::from_str(text).unwrap()
}

#[test]
fn a_whole_float_is_the_integer_and_minus_zero_is_zero() {
    assert_eq!(json("3.0"), Json::Integer(3));
    assert_eq!(json("3e2"), Json::Integer(300));
    assert_eq!(json("-0"), Json::Integer(0));
    assert_eq!(json("9007199254740991"), Json::Integer(9_007_199_254_740_991));
    assert_ne!(json("2.5"), Json::Integer(2));
}

#[test]
fn a_number_that_the_browser_rounds_is_rounded_on_the_host_too() {
    assert_eq!(json("9007199254740993"), json("9007199254740992"));
    assert_eq!(json("9007199254740993").to_text().as_deref(), Some("9007199254740992"));
    assert_eq!(json("18446744073709551615").to_text().as_deref(), Some("18446744073709551616"));
    assert_eq!(json("-9223372036854775808").to_text().as_deref(), Some("-9223372036854775808"));
}

#[test]
fn numbers_read_as_text_keep_their_fraction() {
    for (number, text) in [
        ("1.1", "1.1"),
        ("-0.5", "-0.5"),
        ("2.050", "2.05"),
        ("10.000001", "10.000001"),
        ("0.9999999", "1"),
        ("-1.9999999", "-2"),
        ("1e30", "1000000000000000019884624838656"),
    ] {
        assert_eq!(json(number).to_text().as_deref(), Some(text));
    }
}

#[test]
fn the_last_of_repeated_keys_counts_and_a_prototype_is_a_key_like_any_other() {
    let object = json(r#"{"a": 1, "__proto__": {"b": 2}, "a": 3}"#);
    assert_eq!(object.integer("a"), Some(3));
    assert_eq!(object.integer("b"), None);
    assert_eq!(object.get("__proto__").integer("b"), Some(2));
}

#[test]
fn text_is_trimmed_and_blank_text_is_nothing() {
    let object = json(r#"{"a": "  b ", "c": " \n\t\u00a0", "d": 7, "e": null, "f": ["x"], "g": true}"#);
    assert_eq!(object.text("a").as_deref(), Some("b"));
    assert_eq!(object.text("d").as_deref(), Some("7"));
    for key in ["c", "e", "f", "g", "absent"] {
        assert_eq!(object.text(key), None, "{key}");
    }
}

#[test]
fn text_that_needs_no_trimming_is_shared() {
    let text: Rc<str> = Rc::from("a body");
    assert!(Rc::ptr_eq(&text, &Json::Text(text.clone()).to_text().unwrap()));
}

#[test]
fn flags_come_in_several_spellings() {
    for yes in ["true", r#""true""#, r#"" True ""#, "1", "1.0", r#""1""#] {
        assert!(json(yes).to_flag(), "{yes}");
    }
    for no in ["false", r#""false""#, "0", "2", "null", r#""""#, "[true]", "{}", r#""yes""#] {
        assert!(!json(no).to_flag(), "{no}");
    }
}

#[test]
fn integers_come_from_numbers_and_text() {
    for (value, integer) in [("12", 12), ("12.9", 12), (r#"" -12 ""#, -12), ("1e300", i64::MAX)] {
        assert_eq!(json(value).to_integer(), Some(integer), "{value}");
    }
    for value in [r#""12.5""#, r#""""#, "null", "true", "[1]"] {
        assert_eq!(json(value).to_integer(), None, "{value}");
    }
}

#[test]
fn a_single_value_is_a_list_of_one() {
    assert_eq!(json("[1, 2]").to_list().len(), 2);
    assert_eq!(json(r#"{"a": 1}"#).to_list().len(), 1);
    assert_eq!(json(r#""a""#).to_list().len(), 1);
    assert!(json("null").to_list().is_empty());
    assert!(json("{}").list("absent").is_empty());
}

#[test]
fn asking_anything_of_the_wrong_type_gives_nothing() {
    for value in ["null", "true", "1", "1.5", r#""a""#, "[]"] {
        let value = json(value);
        assert!(value.get("a").is_null());
        assert!(value.members().is_empty());
        assert!(!value.is_object());
    }
}

#[test]
fn nesting_ends_at_the_limit_with_an_error() {
    let nested = |depth: usize| "[".repeat(depth) + &"]".repeat(depth);
    assert!(serde_json::from_str::<Json>(&nested(127)).is_ok());
    assert!(serde_json::from_str::<Json>(&nested(128)).is_err());
    assert!(serde_json::from_str::<Json>(&"[".repeat(100_000)).is_err());
}

#[test]
fn the_limit_on_nesting_is_our_own_and_not_only_the_parsers() {
    // A decoder without a limit of its own, as the browser's is.
    let mut value = serde_json::Value::Null;
    for _ in 0..128 {
        value = serde_json::Value::Array(vec![value]);
    }
    assert!(Json::deserialize(&value).is_err());
    assert!(Json::deserialize(&value[0]).is_ok());
}

#[test]
fn an_absent_optional_value_and_unit_are_null() {
    use serde::de::IntoDeserializer;
    use serde::de::value::{Error, UnitDeserializer};
    let unit: UnitDeserializer<Error> = ().into_deserializer();
    assert_eq!(Json::deserialize(unit), Ok(Json::Null));
    let infinite: serde::de::value::F64Deserializer<Error> = f64::INFINITY.into_deserializer();
    assert_eq!(Json::deserialize(infinite), Ok(Json::Null));
}
