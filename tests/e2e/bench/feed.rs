//! A long blog of invented text, on pages that lead to one another.

use newsroom::Newsroom;
use serde_json::{Value, json};

/// Entries on a page: so many stay below the eight megabytes that a reader takes of one answer.
pub const PAGE: usize = 8_000;

/// Words of a town on a river; how often each comes falls off as words do in a language.
const WORDS: [&str; 64] = [
    "the",
    "of",
    "and",
    "to",
    "a",
    "in",
    "that",
    "it",
    "was",
    "for",
    "on",
    "are",
    "with",
    "as",
    "they",
    "at",
    "be",
    "this",
    "from",
    "have",
    "or",
    "one",
    "had",
    "by",
    "river",
    "harbour",
    "lock",
    "lower",
    "upper",
    "ferry",
    "council",
    "minister",
    "bridge",
    "talks",
    "quay",
    "grain",
    "convoy",
    "lorries",
    "tide",
    "envoy",
    "gate",
    "water",
    "port",
    "halden",
    "valley",
    "winter",
    "school",
    "museum",
    "lantern",
    "keeper",
    "crown",
    "pledge",
    "border",
    "monitors",
    "engineers",
    "timetable",
    "statement",
    "corridor",
    "mayor",
    "pilot",
    "cellar",
    "boats",
    "meadow",
    "orchard",
];
const TOPICS: [&str; 12] = [
    "Talks",
    "Aid",
    "Grain corridor",
    "Ministers",
    "Locks",
    "Museum",
    "Reaction",
    "Weather",
    "Harbour",
    "Schools",
    "Markets",
    "Explainer",
];
const AUTHORS: [&str; 8] = [
    "Adaeze Lund",
    "Tomas Verrin",
    "Mira Okafor",
    "Jonne Hale",
    "Ines Brandt",
    "Pavel Orlo",
    "Sana Rehm",
    "Lea Kost",
];
/// Newest entry, 2026-03-12T18:00:00Z, in seconds; the others a minute and a half apart.
const NEWEST: u64 = 1_773_338_400;

/// A feed in pages.
pub struct Pages(Vec<String>);

impl Pages {
    /// A blog of so many entries.
    pub fn of(entries: usize) -> Pages {
        let mut chance = Chance(0x9E37_79B9_7F4A_7C15);
        let items: Vec<Value> = (0..entries).map(|place| item(place, &mut chance)).collect();
        let pages = items.chunks(PAGE).enumerate();
        let last = entries.div_ceil(PAGE) - 1;
        Pages(pages.map(|(no, items)| document(no, last, items).to_string()).collect())
    }

    /// Puts the pages at `/big-0.json`, `/big-1.json` and so on.
    pub fn serve(&self, news: &Newsroom) {
        for (no, page) in self.0.iter().enumerate() {
            news.replace(&format!("/big-{no}.json"), "application/feed+json", page.clone().into_bytes());
        }
    }

    /// All of them together.
    pub fn bytes(&self) -> usize {
        self.0.iter().map(String::len).sum()
    }
}

fn document(no: usize, last: usize, items: &[Value]) -> Value {
    let next = (no < last).then(|| format!("/big-{}.json", no + 1));
    json!({
        "version": "https://jsonfeed.org/version/1.1",
        "title": "A long story",
        "next_url": next,
        "items": items,
    })
}

fn item(place: usize, chance: &mut Chance) -> Value {
    let seconds = NEWEST - place as u64 * 90;
    let (hours, rest) = (seconds / 3_600, seconds % 3_600);
    let topics: Vec<&str> = (0..chance.below(3)).map(|_| TOPICS[chance.below(TOPICS.len())]).collect();
    let html = format!("<p>{}</p><p>{}</p>", chance.sentence(34), chance.sentence(30));
    json!({
        "id": format!("e{place}"),
        "title": (!place.is_multiple_of(3)).then(|| chance.sentence(7)),
        "content_html": html,
        "date_published": moment(hours, rest),
        "authors": [{ "name": AUTHORS[chance.below(AUTHORS.len())] }],
        "tags": topics,
        "_liveblog": { "key": place.is_multiple_of(40) },
    })
}

/// ISO 8601 of an hour since 1970 and the seconds in it, by Howard Hinnant's days-from-civil, the other way round.
fn moment(hours: u64, rest: u64) -> String {
    let days = hours / 24 + 719_468;
    let era = days / 146_097;
    let of_era = days % 146_097;
    let year_of_era = (of_era - of_era / 1_460 + of_era / 36_524 - of_era / 146_096) / 365;
    let of_year = of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
    let shifted = (5 * of_year + 2) / 153;
    let day = of_year - (153 * shifted + 2) / 5 + 1;
    let month = if shifted < 10 { shifted + 3 } else { shifted - 9 };
    let year = year_of_era + era * 400 + u64::from(month <= 2);
    format!("{year}-{month:02}-{day:02}T{:02}:{:02}:{:02}Z", hours % 24, rest / 60, rest % 60)
}

/// The same chances in each run.
struct Chance(u64);

impl Chance {
    fn next(&mut self) -> u64 {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        self.0
    }

    fn below(&mut self, end: usize) -> usize {
        (self.next() % end as u64) as usize
    }

    fn sentence(&mut self, words: usize) -> String {
        let picked: Vec<&str> =
            (0..words).map(|_| WORDS[self.below(WORDS.len()).min(self.below(WORDS.len()))]).collect();
        format!("{}.", picked.join(" "))
    }
}
