//! Dates, times, lists and plurals in the reader's language, by the browser's `Intl`.
//!
//! Outside a browser, and where `Intl` refuses a language, a plain English form in UTC stands in. Formatters are made once
//! for each language, since making them costs far more than using them.

use std::rc::Rc;

use js_sys::{Array, Date, Function, Object, Reflect};
use wasm_bindgen::{JsCast, JsValue};

use crate::core::clock::{self, Elapsed, Timestamp};
use crate::core::locale::PluralRule;

/// The formatters of one language. Cheap to clone; two are equal when they are of the same language.
#[derive(Clone)]
pub struct Formats {
    lang: Rc<str>,
    made: Rc<Made>,
}

#[derive(Default)]
struct Made {
    clock: Option<Formatter>,
    absolute: Option<Formatter>,
    day: Option<Formatter>,
    relative: Option<Formatter>,
    names: Option<Formatter>,
}

impl PartialEq for Formats {
    fn eq(&self, other: &Self) -> bool {
        self.lang == other.lang
    }
}

impl Formats {
    /// The formatters of a language (BCP 47 tag).
    #[must_use]
    pub fn new(lang: &str) -> Self {
        let made = if cfg!(target_family = "wasm") { Made::of(lang) } else { Made::default() };
        Self { lang: Rc::from(lang), made: Rc::new(made) }
    }

    /// Hours and minutes: `14:02`.
    #[must_use]
    pub fn clock(&self, at: Timestamp) -> String {
        date_by(&self.made.clock, at).unwrap_or_else(|| clock::iso(at).chars().skip(11).take(5).collect())
    }

    /// Day and time in full, for who asks: `23 November 2026 at 14:02`.
    #[must_use]
    pub fn absolute(&self, at: Timestamp) -> String {
        date_by(&self.made.absolute, at).unwrap_or_else(|| format!("{} at {}", self.day(at), self.clock(at)))
    }

    /// The day, for dividers: `Monday 23 November`. Equal texts are the same day.
    #[must_use]
    pub fn day(&self, at: Timestamp) -> String {
        date_by(&self.made.day, at).unwrap_or_else(|| clock::iso(at).chars().take(10).collect())
    }

    /// How long ago: `5 minutes ago`. None for [`Elapsed::Now`] and [`Elapsed::Longer`], which have words of ours or a
    /// date instead.
    #[must_use]
    pub fn relative(&self, elapsed: Elapsed) -> Option<String> {
        let (n, unit) = match elapsed {
            Elapsed::Now | Elapsed::Longer => return None,
            Elapsed::Minutes(n) => (n, "minute"),
            Elapsed::Hours(n) => (n, "hour"),
            Elapsed::Days(n) => (n, "day"),
        };
        let by_intl = |formatter: &Formatter| formatter.call(&[(-f64::from(n)).into(), unit.into()]);
        let plain = || format!("{n} {unit}{} ago", if n == 1 { "" } else { "s" });
        Some(self.made.relative.as_ref().and_then(by_intl).unwrap_or_else(plain))
    }

    /// Names as a sentence lists them: `Ana, Ben and Chi`.
    #[must_use]
    pub fn names(&self, names: &[&str]) -> String {
        let by_intl = |formatter: &Formatter| {
            let list: Array = names.iter().map(|name| JsValue::from_str(name)).collect();
            formatter.call(&[list.into()])
        };
        self.made.names.as_ref().and_then(by_intl).unwrap_or_else(|| match names {
            [] => String::new(),
            [one] => (*one).to_owned(),
            [most @ .., last] => format!("{} and {last}", most.join(", ")),
        })
    }
}

impl Made {
    fn of(lang: &str) -> Self {
        let make = |kind, method, options: &[(&str, &str)]| Formatter::new(kind, lang, options, method);
        let date = |options: &[(&str, &str)]| make("DateTimeFormat", "format", options);
        Self {
            clock: date(&[("hour", "2-digit"), ("minute", "2-digit")]),
            absolute: date(&[("dateStyle", "long"), ("timeStyle", "short")]),
            day: date(&[("weekday", "long"), ("day", "numeric"), ("month", "long"), ("year", "numeric")]),
            relative: make("RelativeTimeFormat", "format", &[("numeric", "always")]),
            names: make("ListFormat", "format", &[("type", "conjunction")]),
        }
    }
}

/// The plural rule of a language; every number is `other` where the browser knows none.
#[must_use]
pub fn plural_rule(lang: &str) -> PluralRule {
    let formatter = Formatter::new("PluralRules", lang, &[], "select");
    Rc::new(move |n| {
        formatter
            .as_ref()
            .and_then(|rule| rule.call(&[(n as f64).into()]))
            .unwrap_or_else(|| "other".to_owned())
    })
}

fn date_by(formatter: &Option<Formatter>, at: Timestamp) -> Option<String> {
    formatter.as_ref()?.call(&[Date::new(&(at.0 as f64).into()).into()])
}

/// One object of `Intl` and the method that we use of it. Made by reflection, because a language that `Intl` refuses throws,
/// and only a reflected call turns that into a value.
struct Formatter {
    object: JsValue,
    method: Function,
}

impl Formatter {
    fn new(kind: &str, lang: &str, options: &[(&str, &str)], method: &str) -> Option<Self> {
        let intl = get(&js_sys::global(), "Intl")?;
        let class: Function = get(&intl, kind)?.dyn_into().ok()?;
        let wanted = Object::new();
        for (name, value) in options {
            Reflect::set(&wanted, &JsValue::from_str(name), &JsValue::from_str(value)).ok()?;
        }
        let of = |lang: JsValue| Reflect::construct(&class, &Array::of2(&lang, &wanted)).ok();
        let object = of(JsValue::from_str(lang)).or_else(|| of(JsValue::UNDEFINED))?;
        let method = get(&object, method)?.dyn_into().ok()?;
        Some(Self { object, method })
    }

    fn call(&self, arguments: &[JsValue]) -> Option<String> {
        let arguments: Array = arguments.iter().collect();
        self.method.apply(&self.object, &arguments).ok()?.as_string()
    }
}

fn get(object: &JsValue, name: &str) -> Option<JsValue> {
    Reflect::get(object, &JsValue::from_str(name)).ok()
}
