//! What the widget says: every sentence by name, English built in, other languages laid over it.
//!
//! A language is a data file in `static/locales/` with the same names; a name it lacks falls back to English, so a
//! half-done translation never shows a hole. `tests/it/tidy.rs` lists what each file lacks.

use std::fmt::Write as _;
use std::rc::Rc;

use super::json::Json;

/// Declares each message once: its name in Rust, its name in locale files, and the English words. A second
/// string after `|` is the plural.
macro_rules! messages {
    ($($variant:ident = $name:literal: $one:literal $(| $other:literal)?;)*) => {
        /// The name of a sentence.
        #[derive(Clone, Copy, Debug, PartialEq, Eq)]
        pub enum Msg {
            $(#[doc = $one] $variant,)*
        }

        impl Msg {
            /// Every message, in the order of the English file.
            pub const ALL: &'static [Msg] = &[$(Msg::$variant,)*];

            /// The name under which a locale file says it.
            #[must_use]
            pub fn name(self) -> &'static str {
                match self { $(Msg::$variant => $name,)* }
            }

            /// The English words: for one, and for any other number when they differ.
            #[must_use]
            pub fn english(self) -> (&'static str, Option<&'static str>) {
                match self { $(Msg::$variant => ($one, messages!(@other $($other)?)),)* }
            }
        }
    };
    (@other) => { None };
    (@other $other:literal) => { Some($other) };
}

messages! {
    FeedLabel = "feed-label": "Live updates";
    Loading = "loading": "Loading the latest updates";
    Empty = "empty": "Coverage has not begun. Updates will appear here.";
    NewUpdates = "new-updates": "{n} new update" | "{n} new updates";
    NewMatching = "new-matching": "{all} new, {n} matches your filter" | "{all} new, {n} match your filter";
    ShowMore = "show-more": "Show {n} more update" | "Show {n} more updates";
    ShowOlder = "show-older": "Show older updates";
    LoadingOlder = "loading-older": "Loading older updates";
    OlderFailed = "older-failed": "Older updates could not be loaded. Try again";
    Pinned = "pinned": "Pinned";
    KeyEvent = "key-event": "Key event";
    Breaking = "breaking": "Breaking";
    Summary = "summary": "Summary";
    Struck = "struck": "Withdrawn";
    Updated = "updated": "Updated {time}";
    OutsideFilter = "outside-filter": "Outside your filter";
    By = "by": "By {names}";
    EmbedFrom = "embed-from": "Content from {name}";
    EmbedOpen = "embed-open": "Open at {name}";
    EmbedLoad = "embed-load": "Load from {name}";
    EmbedLoadTitle = "embed-load-title": "Load from {name}: {title}";
    EmbedWhy = "embed-why": "{name} will then know that you read this page. Your choice holds for all of {name}.";
    EmbedStop = "embed-stop": "Stop loading from {name}";
    PicturesLoad = "pictures-load": "Show pictures";
    PictureOpen = "picture-open": "Open the picture";
    ReadFull = "read-full": "Read the full update";
    ReadOn = "read-on": "Read on";
    ShowLess = "show-less": "Show less";
    ShowAll = "show-all": "Show more";
    EntryPage = "entry-page": "Link";
    TableLabel = "table-label": "Table, scrolls sideways";
    Topics = "topics": "Topics";
    FilterLabel = "filter-label": "Filter updates";
    Search = "search": "Search these updates";
    SearchShort = "search-short": "Search";
    KeyEvents = "key-events": "Key events";
    AllTopics = "all-topics": "Filter by topic";
    Matches = "matches": "{m} of {n} update" | "{m} of {n} updates";
    Clear = "clear": "Clear";
    RemoveFilter = "remove-filter": "Remove filter: {name}";
    NothingMatches = "nothing-matches": "Nothing matches {what}.";
    DropText = "drop-text": "Search without “{name}”: {n} update" | "Search without “{name}”: {n} updates";
    DropKey = "drop-key": "Look beyond key events: {n} update" | "Look beyond key events: {n} updates";
    DropTopics = "drop-topics": "Look in all topics: {n} update" | "Look in all topics: {n} updates";
    DropAll = "drop-all": "Show all {n} updates";
    Live = "live": "Live";
    Checking = "checking": "Checking";
    Checked = "checked": "Checked {time}";
    Delayed = "delayed": "Updates are delayed";
    Offline = "offline": "You are offline";
    Ended = "ended": "This live blog has ended";
    Broken = "broken": "Updates have stopped";
    Scheduled = "scheduled": "Not started";
    PausedByNewsroom = "paused-by-newsroom": "The newsroom is taking a break";
    Refresh = "refresh": "Refresh";
    ProblemNetwork = "problem-network": "The feed could not be reached. What you see is kept, and we keep trying.";
    ProblemStatus = "problem-status": "The feed answered with an error ({code}). What you see is kept, and we keep trying.";
    ProblemMissing = "problem-missing": "The feed was not found. What you see is kept, and we keep trying.";
    ProblemRefused = "problem-refused": "The feed may not be read from here.";
    ProblemFormat = "problem-format": "The feed sent something that is not a live blog. What you see is kept.";
    ProblemLarge = "problem-large": "The feed sent more than can be read. What you see is kept.";
    ProblemSlow = "problem-slow": "The feed took too long to answer. What you see is kept, and we keep trying.";
    ProblemSetup = "problem-setup": "This live blog is not set up: its feed address is missing or not a web address.";
    Skipped = "skipped": "{n} update could not be read" | "{n} updates could not be read";
    NoticeText = "notice-text": "Choose what you hear about this story";
    NoticeChoose = "notice-choose": "Choose";
    NoticeDismiss = "notice-dismiss": "Dismiss";
    PanelTitle = "panel-title": "Notifications";
    PanelOpen = "panel-open": "Notification preferences";
    PanelClose = "panel-close": "Close";
    WhatTitle = "what-title": "What";
    WhatNothing = "what-nothing": "Nothing";
    WhatKey = "what-key": "Key events";
    WhatTopics = "what-topics": "My topics";
    WhatEverything = "what-everything": "Everything";
    MyTopics = "my-topics": "My topics";
    MyTopicsNone = "my-topics-none": "Choose at least one topic, or you will hear nothing.";
    HowTitle = "how-title": "How";
    HowTitleBadge = "how-title-badge": "A count in the page title";
    HowSound = "how-sound": "A soft sound";
    HowSystem = "how-system": "A notification from this browser";
    SystemAsk = "system-ask": "Your browser will ask you to allow it. You can change your mind here at any time.";
    SystemDenied = "system-denied": "Your browser blocks notifications from this site. To change that, open the site settings beside the address, find Notifications and choose Allow.";
    SystemUnsupported = "system-unsupported": "This browser cannot show notifications from a web page.";
    SystemInsecure = "system-insecure": "Notifications need a secure (https) page.";
    SystemFramed = "system-framed": "This page is shown inside another site, where browsers do not allow notifications. Open it on its own to use them.";
    SystemLost = "system-lost": "You asked for notifications, but this browser no longer allows them.";
    SystemForget = "system-forget": "Switch them off";
    Saved = "saved": "Saved";
    NotKept = "not-kept": "Your choice holds until you leave: this browser does not let us keep it.";
    TurnOff = "turn-off": "Turn all off";
    SumNothing = "sum-nothing": "You will hear nothing.";
    SumNowhere = "sum-nowhere": "Nothing will reach you until you choose how.";
    Sum = "sum": "You will be told of {what}, by {how}.";
    SumKey = "sum-key": "key events";
    SumTopics = "sum-topics": "updates about {topics}";
    SumEverything = "sum-everything": "every update";
    SumTitleBadge = "sum-title-badge": "a count in the page title";
    SumSound = "sum-sound": "a soft sound";
    SumSystem = "sum-system": "a browser notification";
    DigestTitle = "digest-title": "{n} new update" | "{n} new updates";
    JustNow = "just-now": "just now";
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
}

impl Default for Messages {
    fn default() -> Self {
        let english = |n: u64| String::from(if n == 1 { "one" } else { "other" });
        Self { lang: Rc::from("en"), rtl: false, forms: Vec::new(), plural: Rc::new(english) }
    }
}

impl PartialEq for Messages {
    fn eq(&self, other: &Self) -> bool {
        self.lang == other.lang && self.forms == other.forms
    }
}

impl Eq for Messages {}

impl Messages {
    /// Lays a language file over English. Names it lacks, and values that are not text, stay English.
    #[must_use]
    pub fn from_file(lang: &str, file: &Json, plural: PluralRule) -> Self {
        let said = file.get("messages");
        let forms = Msg::ALL.iter().map(|msg| form_of(said.get(msg.name()))).collect();
        let rtl = file.text("direction").is_some_and(|d| &*d == "rtl");
        Self { lang: Rc::from(lang), rtl, forms, plural }
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
        let (one, other) = msg.english();
        match other {
            Some(other) if n != Some(1) => other,
            _ => one,
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
