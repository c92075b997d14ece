//! The jobs: batches of a source through the widget, through the negative control, and as answers that are no feed.

use std::ops::Range;
use std::pin::Pin;

use serde::Deserialize;
use serde_json::json;

use crate::cases::{Document, Payload, Verdict};
use crate::feed::{self, payload_of};
use crate::tab::{Finding, Mode, Page, Tab};

/// Payloads in one feed.
pub const BATCH: usize = 100;

/// Payloads of the negative control on one page.
pub const CARELESS: usize = 50;

/// What came of some payloads: entries sent and shown, and what was found, by payload where it is known which.
#[derive(Default)]
pub struct Seen {
    /// Entries in the feed.
    pub sent: usize,
    /// Entries in the page.
    pub shown: usize,
    /// Frames and players with them.
    pub players: usize,
    /// What became of each document as the whole answer.
    pub outcomes: Vec<String>,
    /// What must not be, with the id of the case.
    pub found: Vec<(Option<String>, Finding)>,
}

#[derive(Deserialize)]
struct Shown {
    shown: usize,
    players: usize,
    found: Vec<Finding>,
}

/// Shows payloads in the real widget.
pub async fn show(tab: &mut Tab, mode: Mode, payloads: &[&Payload]) -> Seen {
    let mut seen = look(tab, mode, payloads).await;
    // What is not in an entry may be of any of them: halves tell which.
    let (known, unknown): (Vec<_>, Vec<_>) = seen.found.into_iter().partition(|(id, _)| id.is_some());
    seen.found = known;
    if unknown.is_empty() {
        return seen;
    }
    tab.distrust();
    if let [only] = payloads {
        seen.found.extend(unknown.into_iter().map(|(_, finding)| (Some(only.id.clone()), finding)));
        return seen;
    }
    let mut closer = Vec::new();
    let (one, other) = payloads.split_at(payloads.len() / 2);
    for half in [one, other] {
        let again: Pin<Box<dyn Future<Output = Seen>>> = Box::pin(show(tab, mode, half));
        closer.extend(again.await.found);
    }
    closer.retain(|(_, finding)| unknown.iter().any(|(_, known)| known.kind == finding.kind));
    // What only all of them together bring about stays a finding of them all.
    seen.found.extend(if closer.is_empty() { unknown } else { closer });
    seen
}

async fn look(tab: &mut Tab, mode: Mode, payloads: &[&Payload]) -> Seen {
    tab.show(Page::Blog(mode)).await;
    let (feed, ids) = feed::feed(payloads);
    let src = tab.serve(feed.to_string().into_bytes());
    let wish = json!({ "src": src, "sent": ids, "known": tab.known, "playing": mode.plays() });
    let answer = tab.drive::<Shown>("show", wish).await;
    tab.news.restore(&src);
    let (shown, players, mut found) = match answer {
        Ok(answer) => (answer.shown, answer.players, answer.found),
        Err(finding) => (0, 0, vec![finding]),
    };
    found.extend(tab.outside().await);
    let case = |finding: &Finding| {
        let payload = finding.entry.as_deref().and_then(payload_of).and_then(|n| payloads.get(n));
        payload.map(|payload| payload.id.clone())
    };
    Seen {
        sent: ids.len(),
        shown,
        players,
        found: found.into_iter().map(|finding| (case(&finding), finding)).collect(),
        ..Seen::default()
    }
}

/// Puts payloads into a page as a careless reader would, and gives the places of those that ran.
pub async fn careless(tab: &mut Tab, payloads: &[Payload]) -> Vec<usize> {
    tab.show(Page::Control).await;
    let texts: Vec<&str> = payloads.iter().map(|payload| payload.text.as_str()).collect();
    let wanted: Vec<usize> = (0..payloads.len()).filter(|n| payloads[*n].runs == Some(true)).collect();
    match tab.drive("careless", json!({ "payloads": texts, "wanted": wanted })).await {
        Ok(ran) => ran,
        Err(finding) => {
            println!("the negative control: {}", finding.what);
            tab.distrust();
            Vec::new()
        }
    }
}

/// What became of a document.
#[derive(Deserialize)]
struct Read {
    outcome: String,
    entries: Vec<String>,
    sentence: String,
}

#[derive(Deserialize)]
struct Answers {
    read: Vec<Read>,
    found: Vec<Finding>,
}

/// Has the widget read documents as whole answers, as one entry among nine good ones, and as such an answer that follows
/// a good one. There are at most [`crate::tab::MANY`] of them.
pub async fn torture(tab: &mut Tab, documents: &[Document]) -> Seen {
    let mut seen = Seen::default();
    let (start, end) = feed::nine();
    let spliced = |document: &Document| [start.as_bytes(), &document.bytes, end.as_bytes()].concat();
    let whole = documents.iter().map(|document| document.bytes.clone()).collect();
    for (document, read) in documents.iter().zip(answers(tab, whole, &mut seen).await) {
        judge_whole(document, &read).into_iter().for_each(|finding| seen.add(document, finding));
        seen.outcomes.push(read.outcome);
    }
    let among = documents.iter().map(spliced).collect();
    for (document, read) in documents.iter().zip(answers(tab, among, &mut seen).await) {
        let refused = read.outcome == "not-json" && !read.sentence.is_empty();
        let is_json = document.verdict == Verdict::Accept;
        if !(has_nine(&read) || refused && !is_json) {
            let what = format!("as one of ten: {} with {} entries", read.outcome, read.entries.len());
            seen.add(document, Finding::new("lost", what));
        }
    }
    for (document, read) in documents.iter().zip(after_good(tab, documents, &spliced, &mut seen).await) {
        if !has_nine(&read) || read.outcome == "silence" {
            let what = format!("after a good answer: {} entries stay, {}", read.entries.len(), read.outcome);
            seen.add(document, Finding::new("lost", what));
        }
    }
    seen
}

impl Seen {
    fn add(&mut self, document: &Document, finding: Finding) {
        self.found.push((Some(document.id.clone()), finding));
    }

    fn take(&mut self, answers: Result<Answers, Finding>) -> Vec<Read> {
        let (read, found) = match answers {
            Ok(answers) => (answers.read, answers.found),
            Err(finding) => (Vec::new(), vec![finding]),
        };
        self.found.extend(found.into_iter().map(|finding| (None, finding)));
        read
    }
}

async fn answers(tab: &mut Tab, bodies: Vec<Vec<u8>>, seen: &mut Seen) -> Vec<Read> {
    tab.show(Page::Many).await;
    let sources: Vec<String> = bodies.into_iter().map(|bytes| tab.serve(bytes)).collect();
    let answers = tab.drive("answers", json!({ "sources": sources })).await;
    sources.iter().for_each(|path| tab.news.restore(path));
    seen.take(answers)
}

async fn after_good(
    tab: &mut Tab,
    documents: &[Document],
    spliced: &dyn Fn(&Document) -> Vec<u8>,
    seen: &mut Seen,
) -> Vec<Read> {
    tab.show(Page::Many).await;
    let (start, end) = feed::nine();
    let good = format!("{}{end}", start.trim_end_matches(','));
    let sources: Vec<String> = documents.iter().map(|_| tab.serve(good.clone().into_bytes())).collect();
    let first = tab.drive("answers", json!({ "sources": sources })).await;
    seen.take(first);
    for (path, document) in sources.iter().zip(documents) {
        tab.news.replace(path, "application/json", spliced(document));
    }
    let asked = tab.drive("again", json!({ "count": documents.len() })).await;
    for path in &sources {
        if tab.news.requests(path) < 2 {
            seen.found.push((None, Finding::new("lost", "the widget did not ask again")));
        }
        tab.news.restore(path);
    }
    seen.take(asked)
}

fn has_nine(read: &Read) -> bool {
    (0..9).all(|n| read.entries.contains(&format!("g{n}")))
}

/// A document that is no JSON is refused with a sentence, one that is JSON is not refused as if it were none. Bytes that
/// are no UTF-8 read as replacement characters, as on any web page, and a mark of the byte order is passed over.
fn judge_whole(document: &Document, read: &Read) -> Option<Finding> {
    let found = |what: &str| Some(Finding::new("verdicts", format!("{what}: {}", read.outcome)));
    let lenient =
        std::str::from_utf8(&document.bytes).is_err() || document.bytes.starts_with(b"\xef\xbb\xbf");
    let refused = read.outcome == "not-json";
    match document.verdict {
        Verdict::Accept if refused => return found("JSON is refused"),
        Verdict::Reject if !refused && !lenient => return found("read although it is no JSON"),
        _ => {}
    }
    match read.outcome.as_str() {
        "feed" => None,
        "not-json" | "not-a-feed" if read.sentence.ends_with('.') => None,
        "not-json" | "not-a-feed" => found("no sentence tells of it"),
        _ => found("an odd outcome"),
    }
}

/// Where each batch of so many begins and ends.
pub fn batches(all: usize, size: usize) -> impl Iterator<Item = Range<usize>> {
    (0..all).step_by(size).map(move |start| start..(start + size).min(all))
}
