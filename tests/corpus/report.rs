//! The figures of a run, as they are printed, and whether it passed.

use std::collections::{BTreeMap, BTreeSet};

use crate::feed::FIELDS;
use crate::tab::{Finding, Mode};

/// Every kind of finding, with what it says. All must be 0.
pub const KINDS: [(&str, &str); 24] = [
    ("executed", "payloads that ran"),
    ("popups", "windows opened"),
    ("navigations", "times the page was left"),
    ("violations", "violations the page was told of"),
    ("reports", "violations reported to the host"),
    ("problems", "errors nobody caught"),
    ("panics", "panics"),
    ("handlers", "on… attributes"),
    ("scriptUrls", "script addresses"),
    ("addresses", "other bad addresses"),
    ("elements", "elements off the list"),
    ("attributes", "attributes off the list"),
    ("names", "style, id, name, class, part of a feed"),
    ("links", "links without target or rel"),
    ("players", "frames and players that may too much"),
    ("requests", "requests to anywhere else"),
    ("globals", "new globals"),
    ("prototypes", "new keys of prototypes"),
    ("page", "new elements in the page"),
    ("missing", "entries lost"),
    ("forged", "entries nobody sent"),
    ("verdicts", "documents read wrongly"),
    ("lost", "good entries lost beside a bad one"),
    ("control", "vectors that the control runs and should not, or not"),
];

/// What happened to a source under one policy.
#[derive(Default)]
pub struct Figures {
    /// Payloads or documents.
    pub cases: usize,
    /// Entries in the feeds.
    pub sent: usize,
    /// Entries in the page.
    pub shown: usize,
    /// Frames and players in the page.
    pub players: usize,
}

/// Everything that was counted.
#[derive(Default)]
pub struct Report {
    /// By file, then by policy.
    pub shown: BTreeMap<(String, Mode), Figures>,
    /// Payloads of the file, and how many of them ran in the negative control.
    pub control: BTreeMap<String, (usize, usize)>,
    /// By file, what became of so many documents as the whole answer.
    pub torture: BTreeMap<String, BTreeMap<String, usize>>,
    /// What must not be: file, policy, id of the case.
    pub found: Vec<(String, Option<Mode>, Option<String>, Finding)>,
}

/// Findings printed one by one; the rest are only counted.
const PRINTED: usize = 60;

/// Of all payloads, one in so many must run in the negative control. Collections of hostile HTML hold much that is only
/// odd: measured, one in twenty to one in thirty of them runs.
const CONTROL_SHARE: usize = 50;

/// A file of which the number that runs is known, whatever else is in the folder: of its 223 payloads 48 ran when it was
/// measured by others.
const CONTROL_KNOWN: (&str, usize) = ("dompurify-expect.json", 45);

impl Report {
    /// Where there was nothing to find: a detector that sees nothing run would find nothing here either.
    pub fn vain(&self) -> Vec<String> {
        let mut wrong = Vec::new();
        if self.players() == 0 {
            wrong.push("no player was loaded where all may be, so none was looked at".to_owned());
        }
        let (payloads, ran) = self.control.values().fold((0, 0), |(a, b), (c, d)| (a + c, b + d));
        if ran * CONTROL_SHARE < payloads {
            wrong.push(format!(
                "the negative control ran {ran} of {payloads}, fewer than 1 in {CONTROL_SHARE}"
            ));
        }
        let (file, floor) = CONTROL_KNOWN;
        if let Some((_, ran)) = self.control.get(file).filter(|(_, ran)| *ran < floor) {
            wrong.push(format!("the negative control ran {ran} of {file}, fewer than {floor}"));
        }
        wrong
    }

    fn players(&self) -> usize {
        self.shown.values().map(|figures| figures.players).sum()
    }

    /// How many things were looked at as a whole: each file under each policy, in the control and as answers.
    pub fn checks(&self) -> usize {
        self.shown.len() + self.control.len() + self.torture.len()
    }

    /// Prints all of it.
    pub fn print(&self) {
        self.print_files();
        self.print_kinds();
        for (file, outcomes) in &self.torture {
            let documents: usize = outcomes.values().sum();
            let list: Vec<String> = outcomes.iter().map(|(what, count)| format!("{count} {what}")).collect();
            println!("{file}: {documents} documents, as the whole answer {};", list.join(", "));
            println!("each as one entry among nine good ones, and so after a good answer.\n");
        }
        let mut found: Vec<_> = self.found.iter().collect();
        found.sort_by_key(|(file, mode, id, finding)| (&finding.kind, file, id, *mode));
        for (file, mode, id, Finding { kind, what, .. }) in found.iter().take(PRINTED) {
            let mode = mode.map_or("-".to_owned(), |mode| format!("{mode:?}"));
            println!("{kind}: {file} {} {mode}: {what}", id.as_deref().unwrap_or("(some of them)"));
        }
        if found.len() > PRINTED {
            println!("and {} more.", found.len() - PRINTED);
        }
    }

    fn print_files(&self) {
        let files: BTreeSet<&String> = self.shown.keys().map(|(file, _)| file).collect();
        if files.is_empty() {
            return;
        }
        println!(
            "\n{:<34}{:>9}{:>9}{:>12}{:>18}",
            "file", "payloads", "control", "placements", "shown of sent"
        );
        let mut total = (0, 0, 0, 0, 0);
        for file in files {
            let figures = Mode::ALL.iter().filter_map(|mode| self.shown.get(&(file.clone(), *mode)));
            let (mut placed, mut shown, mut sent) = (0, 0, 0);
            for figures in figures {
                (placed, shown, sent) =
                    (placed + figures.cases * FIELDS, shown + figures.shown, sent + figures.sent);
            }
            let (payloads, ran) = self.control.get(file).copied().unwrap_or_default();
            println!("{file:<34}{payloads:>9}{ran:>9}{placed:>12}{:>18}", format!("{shown}/{sent}"));
            total = (total.0 + payloads, total.1 + ran, total.2 + placed, total.3 + shown, total.4 + sent);
        }
        let (payloads, ran, placed, shown, sent) = total;
        println!("{:<34}{payloads:>9}{ran:>9}{placed:>12}{:>18}\n", "together", format!("{shown}/{sent}"));
    }

    fn print_kinds(&self) {
        println!("{:<52}{:>7}{:>7}{:>7}{:>7}{:>7}", "what must not be", "A", "B", "T", "E", "other");
        for (kind, words) in KINDS {
            let count = |wanted: Option<Mode>| {
                self.found.iter().filter(|(_, mode, _, one)| *mode == wanted && one.kind == kind).count()
            };
            let [a, b, t, e] = Mode::ALL.map(|mode| count(Some(mode)));
            println!("{words:<52}{a:>7}{b:>7}{t:>7}{e:>7}{:>7}", count(None));
        }
        println!("A: no policy. B: scripts by nonce. T: B, and Trusted Types required with none allowed.");
        println!(
            "E: T, and the page lets things of other sites load; of the payloads that may bring one, {} did.\n",
            self.players()
        );
    }
}
