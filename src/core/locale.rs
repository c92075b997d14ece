//! What the widget says: every sentence by name, English built in, other languages laid over it.
//!
//! A language is a data file in `static/locales/` with the same names; a name it lacks falls back to English, so a
//! half-done translation never shows a hole. `tests/it/tidy.rs` lists what each file lacks.

mod msg;

use std::fmt::Write as _;
use std::rc::Rc;

use super::json::Json;
use msg::LINES;

pub use msg::Msg;

impl Msg {
    /// The name under which a locale file says it.
    #[must_use]
    pub fn name(self) -> &'static str {
        lines().nth(self as usize).unwrap_or_default().0
    }
}

/// The name and the words of each message.
fn lines() -> impl Iterator<Item = (&'static str, &'static str)> {
    LINES.lines().map(|line| line.split_once('\t').unwrap_or_default())
}

/// One sentence of a language file: the same for all numbers, or by plural category.
#[derive(Clone, Debug, PartialEq, Eq)]
enum Form {
    Same(Rc<str>),
    /// Category and words.
    Plural(Vec<(Box<str>, Rc<str>)>),
}

/// Names the plural category (`one`, `few`, `other` …) of a number; the browser's `Intl.PluralRules` behind it.
pub type PluralRule = Rc<dyn Fn(u64) -> String>;

/// The sentences of one language over English.
#[derive(Clone)]
pub struct Messages {
    /// BCP 47 tag of the language.
    pub lang: Rc<str>,
    /// True for languages written from right to left.
    pub rtl: bool,
    /// At the place of its message; what the file lacks is none.
    forms: Vec<Option<Form>>,
    plural: PluralRule,
    /// The words of each message in English, from [`LINES`].
    english: Vec<&'static str>,
}

impl Default for Messages {
    fn default() -> Self {
        let english = |n: u64| String::from(if n == 1 { "one" } else { "other" });
        Self::new("en", false, Vec::new(), Rc::new(english))
    }
}

impl PartialEq for Messages {
    fn eq(&self, other: &Self) -> bool {
        self.lang == other.lang && self.forms == other.forms
    }
}

impl Eq for Messages {}

impl Messages {
    fn new(lang: &str, rtl: bool, forms: Vec<Option<Form>>, plural: PluralRule) -> Self {
        Self { lang: Rc::from(lang), rtl, forms, plural, english: lines().map(|(_, words)| words).collect() }
    }

    /// Lays a language file over English. Names it lacks, and values that are not text, stay English.
    #[must_use]
    pub fn from_file(lang: &str, file: &Json, plural: PluralRule) -> Self {
        let said = file.get("messages");
        let forms = lines().map(|(name, _)| form_of(said.get(name))).collect();
        let rtl = file.text("direction").is_some_and(|d| &*d == "rtl");
        Self::new(lang, rtl, forms, plural)
    }

    /// The sentence `msg`, without numbers or names in it.
    #[must_use]
    pub fn text(&self, msg: Msg) -> String {
        self.pattern(msg, None).to_owned()
    }

    /// The sentence `msg` with `{name}` places filled.
    #[must_use]
    pub fn fill(&self, msg: Msg, places: &[(&str, &str)]) -> String {
        fill(self.pattern(msg, None), places)
    }

    /// The sentence `msg` in the plural of `n`, which also fills `{n}`.
    #[must_use]
    pub fn count(&self, msg: Msg, n: usize, places: &[(&str, &str)]) -> String {
        let mut number = String::new();
        // Writing a number to a string cannot fail.
        let _ = write!(number, "{n}");
        let mut all = vec![("n", number.as_str())];
        all.extend_from_slice(places);
        fill(self.pattern(msg, Some(n as u64)), &all)
    }

    /// The tag for dates beside these sentences: the reader's own where it is the same language (`en-GB` beside English), else
    /// that of the sentences, so that no line mixes two.
    #[must_use]
    pub fn lang_of_dates<'a>(&'a self, wanted: &'a str) -> &'a str {
        if language(wanted).eq_ignore_ascii_case(language(&self.lang)) { wanted } else { &self.lang }
    }

    fn pattern(&self, msg: Msg, n: Option<u64>) -> &str {
        match self.forms.get(msg as usize) {
            Some(Some(Form::Same(text))) => return text,
            Some(Some(Form::Plural(forms))) => {
                let category = (self.plural)(n.unwrap_or(0));
                let of = |wanted: &str| forms.iter().find(|(category, _)| **category == *wanted);
                if let Some((_, text)) = of(&category).or_else(|| of("other")) {
                    return text;
                }
            }
            _ => {}
        }
        let words = self.english.get(msg as usize).copied().unwrap_or_default();
        match words.split_once('\t') {
            Some((one, _)) if n == Some(1) => one,
            Some((_, other)) => other,
            None => words,
        }
    }
}

fn form_of(value: &Json) -> Option<Form> {
    match value {
        Json::Text(text) => Some(Form::Same(Rc::clone(text))),
        Json::Object(fields) => {
            let words = |(category, value): &(Box<str>, Json)| match value {
                Json::Text(text) => Some((category.clone(), Rc::clone(text))),
                _ => None,
            };
            Some(Form::Plural(fields.iter().filter_map(words).collect()))
        }
        _ => None,
    }
}

fn fill(pattern: &str, places: &[(&str, &str)]) -> String {
    let mut out = String::with_capacity(pattern.len() + 16);
    let mut rest = pattern;
    while let Some((before, after)) = rest.split_once('{') {
        out.push_str(before);
        let known = after.split_once('}').and_then(|(name, tail)| {
            places.iter().find(|(place, _)| *place == name).map(|(_, value)| (*value, tail))
        });
        if let Some((value, tail)) = known {
            out.push_str(value);
            rest = tail;
        } else {
            out.push('{');
            rest = after;
        }
    }
    out.push_str(rest);
    out
}

/// The languages in `static/locales/`, named as their files are. English is built in.
pub const SHIPPED: [&str; 2] = ["ar", "fr"];

/// The file for a reader's language: the most exact of [`SHIPPED`] that it begins with, so that `fr-CA` reads `fr`. None when
/// English must do, and then nothing is asked of the server.
#[must_use]
pub fn file_for(lang: &str) -> Option<&'static str> {
    let begins_with = |tag: &&&str| {
        let rest = lang.get(tag.len()..);
        lang.get(..tag.len()).is_some_and(|head| head.eq_ignore_ascii_case(tag))
            && rest.is_some_and(|rest| rest.is_empty() || rest.starts_with('-'))
    };
    SHIPPED.iter().filter(begins_with).max_by_key(|tag| tag.len()).copied()
}

fn language(tag: &str) -> &str {
    tag.split('-').next().unwrap_or_default()
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, reason = "a failed test is the point of a test")]
    use super::*;

    fn polish() -> Messages {
        let file: Json = serde_json::from_str(
            r#"{"direction":"ltr","messages":{
                "new-updates":{"one":"{n} nowy wpis","few":"{n} nowe wpisy","many":"{n} nowych wpisów"},
                "live":"Na żywo","broken":7}}"#,
        )
        .unwrap();
        let rule = |n: u64| {
            String::from(if n == 1 {
                "one"
            } else if n < 5 {
                "few"
            } else {
                "many"
            })
        };
        Messages::from_file("pl", &file, Rc::new(rule))
    }

    #[test]
    fn english_has_a_singular_and_a_plural() {
        let english = Messages::default();
        assert_eq!(english.count(Msg::NewUpdates, 1, &[]), "1 new update");
        assert_eq!(english.count(Msg::NewUpdates, 3, &[]), "3 new updates");
    }

    #[test]
    fn a_language_file_speaks_and_what_it_lacks_is_english() {
        let polish = polish();
        assert_eq!(polish.count(Msg::NewUpdates, 3, &[]), "3 nowe wpisy");
        assert_eq!(polish.count(Msg::NewUpdates, 12, &[]), "12 nowych wpisów");
        assert_eq!(polish.text(Msg::Live), "Na żywo");
        assert_eq!(polish.text(Msg::Broken), "Updates have stopped");
    }

    #[test]
    fn unknown_places_and_stray_braces_stay_as_written() {
        assert_eq!(fill("a {b} {c} {", &[("b", "{c}")]), "a {c} {c} {");
    }

    #[test]
    fn a_language_reads_the_file_that_it_begins_with_and_no_other() {
        assert_eq!(file_for("fr"), Some("fr"));
        assert_eq!(file_for("FR-ca"), Some("fr"));
        for none in ["", "en", "en-GB", "f", "fra", "frx-CA", "../fr", "é"] {
            assert_eq!(file_for(none), None, "{none}");
        }
    }

    #[test]
    fn dates_speak_the_language_of_the_sentences() {
        let english = Messages::default();
        assert_eq!(english.lang_of_dates("en-GB"), "en-GB");
        assert_eq!(english.lang_of_dates("de-DE"), "en");
        assert_eq!(polish().lang_of_dates("pl-PL"), "pl-PL");
    }

    #[test]
    fn every_message_has_its_own_name() {
        let names: std::collections::BTreeSet<_> = Msg::ALL.iter().map(|m| m.name()).collect();
        assert_eq!(names.len(), Msg::ALL.len());
    }
}
