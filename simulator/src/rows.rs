//! The fault matrix, row by row: one fault alone, at one time, for all readers; twenty seeds each.

use crate::dice::Dice;
use crate::fault::{Fault, Retry};
use crate::plan::{Cut, Deed, Plan};

/// A row: its name, and the run of a seed.
pub struct Row {
    /// What is wrong, in words.
    pub name: String,
    what: What,
}

enum What {
    Answers(Fault),
    Refuses(u16),
    Cuts(Cut),
    Deeds(Vec<(u64, Deed)>),
}

impl Row {
    /// Whether an answer of this row is spoiled; in others a stream or the reader's machine is.
    #[must_use]
    pub fn spoils_answers(&self) -> bool {
        matches!(self.what, What::Answers(_))
    }

    /// The run of this row with this seed.
    #[must_use]
    pub fn plan(&self, seed: u64) -> Plan {
        let mut dice = Dice::new(seed, 5);
        match &self.what {
            What::Answers(fault) => Plan::only(*fault, seed),
            What::Refuses(code) => {
                let quiet = Plan::with_deeds(&[], 5 * MINUTE, seed);
                Plan { streams: true, refuses_streams: Some(*code), ..quiet }
            }
            What::Cuts(cut) => {
                let quiet = Plan::with_deeds(&[], 8 * MINUTE, seed);
                let cuts = (0..4).map(|n| (MINUTE + n * 90_000 + dice.between(0, 60_000), *cut)).collect();
                Plan { streams: true, cuts, ..quiet }
            }
            What::Deeds(deeds) => Plan::with_deeds(deeds, 12 * MINUTE, seed),
        }
    }
}

/// Seeds of each row.
pub const SEEDS: u64 = 20;
const MINUTE: u64 = 60_000;

/// Every row that a model without a browser can have.
#[must_use]
pub fn all() -> Vec<Row> {
    let mut rows = Vec::new();
    let mut row = |name: String, what: What| rows.push(Row { name, what });
    for code in [401, 403, 404, 410, 429, 500, 502, 503, 504] {
        row(format!("{code}"), What::Answers(Fault::Status(code, Retry::Unsaid)));
    }
    for (name, retry) in [
        ("in seconds", Retry::Seconds(120)),
        ("0", Retry::Seconds(0)),
        ("as a date", Retry::Date { after: 120, wrong: 0 }),
        ("as a date, by a clock that is two hours slow", Retry::Date { after: 120, wrong: -7_200 }),
        ("as a date, by a clock that is a year fast", Retry::Date { after: 120, wrong: 31_536_000 }),
        ("of 30 years", Retry::Absurd),
        ("that is garbage", Retry::Garbage),
        ("that is over", Retry::Past),
    ] {
        row(format!("429 with a Retry-After {name}"), What::Answers(Fault::Status(429, retry)));
        row(format!("503 with a Retry-After {name}"), What::Answers(Fault::Status(503, retry)));
    }
    for (name, fault) in [
        ("no connection", Fault::Refused),
        ("a connection and no byte", Fault::Silent),
        ("an answer in portions, perhaps too late", Fault::Slow),
        ("a body that breaks off", Fault::BrokenOff),
        ("a body that is cut short and looks complete", Fault::CutShort),
        ("a page for people", Fault::LoginPage),
        ("JSON that is no feed", Fault::OtherJson),
        ("an empty list", Fault::EmptyList),
        ("a feed without entries", Fault::NoEntries),
        ("bytes that are no UTF-8", Fault::BadText),
        ("a byte order mark", Fault::Mark),
        ("UTF-16", Fault::Utf16),
        ("a body without end", Fault::TooLarge),
        ("ids twice, with an older version", Fault::Doubles),
        ("things between the entries that are none", Fault::Junk),
        ("entries that cannot be read", Fault::Unreadable),
        ("a cache that is one edition behind", Fault::Stale(1)),
        ("a cache that is ten editions behind", Fault::Stale(10)),
        ("caches that answer in any order", Fault::Shuffled(12)),
        ("a server that starts anew", Fault::Restart),
    ] {
        row(name.to_owned(), What::Answers(fault));
    }
    for (name, cut) in [
        ("a stream that ends", Cut::Ended),
        ("a stream that breaks off", Cut::Reset),
        ("a stream that falls silent", Cut::Silent),
        ("a stream whose server has forgotten its history", Cut::Restart),
    ] {
        row(name.to_owned(), What::Cuts(cut));
    }
    for code in [204, 401, 403, 404, 410, 429, 500, 503] {
        row(format!("a stream that is refused with {code}"), What::Refuses(code));
    }
    rows.extend(of_readers());
    rows
}

/// What happens to the reader's own machine.
fn of_readers() -> Vec<Row> {
    let spell = |from: Deed, to: Deed| vec![(2 * MINUTE, from), (7 * MINUTE, to)];
    let asleep = |clock_stops| spell(Deed::Sleep { clock_stops }, Deed::Wake);
    let years = 315_360_000_000;
    let rows = [
        ("offline for five minutes", spell(Deed::Offline(true), Deed::Offline(false))),
        ("asleep for five minutes", asleep(false)),
        ("asleep, and the monotonic clock too", asleep(true)),
        ("hidden for five minutes", spell(Deed::Hide(true), Deed::Hide(false))),
        ("a clock that jumps ten years ahead", vec![(3 * MINUTE, Deed::Jump(years))]),
        ("a clock that jumps ten years back", vec![(3 * MINUTE, Deed::Jump(-years))]),
        ("a clock that jumps an hour, and back", spell(Deed::Jump(3_600_000), Deed::Jump(-3_600_000))),
        ("a reader who asks ten times at once", vec![(3 * MINUTE, Deed::Refresh); 10]),
    ];
    rows.into_iter().map(|(name, deeds)| Row { name: name.to_owned(), what: What::Deeds(deeds) }).collect()
}
