//! Dates, times, lists and plurals in the reader's language, by the browser's `Intl`.
//!
//! Outside a browser, and where `Intl` refuses a language, a plain English form in UTC stands in. Formatters are made once
//! for each language, since making them costs far more than using them.

use std::cell::RefCell;
use std::rc::Rc;

use implicit_clone::unsync::IString;
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
    clock: Moments,
    second: Moments,
    absolute: Moments,
    day: Moments,
    moment: Moments,
    range: Option<Formatter>,
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
    pub fn clock(&self, at: Timestamp) -> IString {
        self.made.clock.say(at, &|| clock::iso(at).chars().skip(11).take(5).collect())
    }

    /// Hours, minutes and seconds: `14:02:10`.
    #[must_use]
    pub fn second(&self, at: Timestamp) -> IString {
        self.made.second.say(at, &|| clock::iso(at).chars().skip(11).take(8).collect())
    }

    /// Day and time in full, for who asks: `23 November 2026 at 14:02`.
    #[must_use]
    pub fn absolute(&self, at: Timestamp) -> IString {
        self.made.absolute.say(at, &|| [&self.day(at), " at ", &self.clock(at)].concat())
    }

    /// The day, for dividers: `Monday 23 November`. Equal texts are the same day.
    #[must_use]
    pub fn day(&self, at: Timestamp) -> IString {
        self.made.day.say(at, &|| clock::iso(at).chars().take(10).collect())
    }

    /// Day and time in short, where a chart has several days: `23 Nov, 14:00`.
    #[must_use]
    pub fn moment(&self, at: Timestamp) -> IString {
        self.made.moment.say(at, &|| [&self.day(at), " ", &self.clock(at)].concat())
    }

    /// A stretch of time, saying once what both ends have in common: `23 Nov, 14:00 – 16:30`. None where the browser cannot.
    #[must_use]
    pub fn range(&self, from: Timestamp, until: Timestamp) -> Option<String> {
        self.made.range.as_ref()?.call(&[date(from), date(until)])
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
        if let [one] = names {
            return (*one).to_owned();
        }
        let by_intl = |formatter: &Formatter| {
            let list: Array = names.iter().map(|name| JsValue::from_str(name)).collect();
            formatter.call(&[list.into()])
        };
        self.made.names.as_ref().and_then(by_intl).unwrap_or_else(|| match names {
            [] => String::new(),
            [most @ .., last] => format!("{} and {last}", most.join(", ")),
        })
    }
}

impl Made {
    fn of(lang: &str) -> Self {
        let make = |kind, method, options: &[(&str, &str)]| Formatter::new(kind, lang, options, method);
        let date = |options: &[(&str, &str)]| Moments {
            formatter: make("DateTimeFormat", "format", options),
            ..Moments::default()
        };
        let short = [("day", "numeric"), ("month", "short"), ("hour", "numeric"), ("minute", "2-digit")];
        Self {
            clock: date(&[("hour", "numeric"), ("minute", "2-digit")]),
            second: date(&[("hour", "numeric"), ("minute", "2-digit"), ("second", "2-digit")]),
            absolute: date(&[("dateStyle", "long"), ("timeStyle", "short")]),
            day: date(&[("weekday", "long"), ("day", "numeric"), ("month", "long"), ("year", "numeric")]),
            moment: date(&short),
            range: make("DateTimeFormat", "formatRange", &short),
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

/// The words of a text in a script without spaces, in order; none where the browser does not know them.
#[must_use]
pub fn words_of(lang: &str, text: &str) -> Vec<IString> {
    let parted = Formatter::new("Segmenter", lang, &[("granularity", "word")], "segment")
        .and_then(|segmenter| segmenter.value(&[JsValue::from_str(text)]));
    let pieces = parted.map(|pieces| Array::from(&pieces)).unwrap_or_default();
    let word = |piece: JsValue| get(&piece, "segment")?.as_string();
    pieces.iter().filter_map(word).filter(|word| !word.trim().is_empty()).map(IString::from).collect()
}

/// One way to say a moment, and what was said last: each drawing says the same ones, and asking `Intl` takes longer than the rest of
/// an entry's head.
#[derive(Default)]
struct Moments {
    formatter: Option<Formatter>,
    said: RefCell<Vec<(Timestamp, IString)>>,
}

impl Moments {
    /// More moments than a page shows; a prime, since dates are whole minutes more often than not.
    const REMEMBERED: usize = 251;

    fn say(&self, at: Timestamp, plain: &dyn Fn() -> String) -> IString {
        let slot = at.0.unsigned_abs() as usize % Self::REMEMBERED;
        if let Some((_, said)) = self.said.borrow().get(slot).filter(|(of, _)| *of == at) {
            return said.clone();
        }
        let by_intl = |formatter: &Formatter| formatter.call(&[date(at)]);
        let now = IString::from(self.formatter.as_ref().and_then(by_intl).unwrap_or_else(plain));
        let mut said = self.said.borrow_mut();
        // Nothing is as old as that.
        said.resize(Self::REMEMBERED, (Timestamp(i64::MIN), IString::default()));
        said.get_mut(slot).into_iter().for_each(|place| *place = (at, now.clone()));
        now
    }
}

fn date(at: Timestamp) -> JsValue {
    Date::new(&(at.0 as f64).into()).into()
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
        self.value(arguments)?.as_string()
    }

    fn value(&self, arguments: &[JsValue]) -> Option<JsValue> {
        let arguments: Array = arguments.iter().collect();
        self.method.apply(&self.object, &arguments).ok()
    }
}

fn get(object: &JsValue, name: &str) -> Option<JsValue> {
    Reflect::get(object, &JsValue::from_str(name)).ok()
}
