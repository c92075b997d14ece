//! The findings, said to a person or to a program.

use live_blog::core::clock::iso;
use live_blog::core::feed::Mode;
use live_blog::core::model::{Entry, Phase};
use live_blog::core::url::SafeUrl;
use serde_json::json;

use crate::document::Document;
use crate::findings::{Findings, embeds};

/// How many entries are listed.
const LISTED: usize = 10;

/// A report to be read.
pub fn text(document: &Document, findings: &Findings) -> String {
    let Findings { parsed, timeline, warnings } = findings;
    let about = &parsed.about;
    let rows = timeline.rows();
    let mut lines = vec![
        format!("shape      {}", parsed.format.name()),
        format!("title      {}", about.title.as_deref().unwrap_or("none")),
        format!("coverage   {}", phase(about.phase)),
        format!("list       {}", mode(parsed.mode)),
        format!("entries    {}", rows.len()),
        format!("size       {} bytes", document.size),
    ];
    if let (Some(newest), Some(oldest)) = (rows.first(), rows.last()) {
        lines.push(format!("from       {} to {}", iso(oldest.entry.published), iso(newest.entry.published)));
    }
    lines.push(format!("marks      {}", marks(findings)));
    if !parsed.deleted.is_empty() {
        lines.push(format!("deleted    {}", parsed.deleted.len()));
        lines.extend(parsed.deleted.iter().take(LISTED).map(|stone| format!("  {}", stone.id.0)));
        if parsed.deleted.len() > LISTED {
            lines.push(format!("  … and {} more", parsed.deleted.len() - LISTED));
        }
    }
    if let Some(next) = &parsed.next {
        lines.push(format!("next page  {}", next.as_str()));
    }
    lines.push(format!("skipped    {}", parsed.skipped));
    lines.extend(parsed.skips.iter().map(|skip| format!("  {skip}")));
    let unnamed = (parsed.skipped as usize).saturating_sub(parsed.skips.len());
    if unnamed > 0 {
        lines.push(format!("  … and {unnamed} more"));
    }
    lines.push(format!("warnings   {}", warnings.len()));
    lines.extend(warnings.iter().map(|warning| format!("  {warning}")));
    lines.push(String::new());
    lines.extend(rows.iter().take(LISTED).map(|row| listed(&row.entry)));
    if rows.len() > LISTED {
        lines.push(format!("… and {} more", rows.len() - LISTED));
    }
    lines.join("\n")
}

/// One object.
pub fn json(document: &Document, findings: &Findings) -> String {
    let Findings { parsed, timeline, warnings } = findings;
    let skips: Vec<_> = parsed
        .skips
        .iter()
        .map(|skip| json!({ "position": skip.position, "reason": skip.to_string() }))
        .collect();
    let object = json!({
        "shape": parsed.format.name(),
        "entries": timeline.rows().len(),
        "skipped": parsed.skipped,
        "skips": skips,
        "warnings": warnings,
        "title": parsed.about.title.as_deref(),
        "coverage": phase(parsed.about.phase),
        "mode": match parsed.mode { Mode::Delta => "delta", Mode::Snapshot | Mode::Page => "snapshot" },
        "deleted": parsed.deleted.len(),
        "more": parsed.more,
        "next": parsed.next.as_ref().map(SafeUrl::as_str),
        "bytes": document.size,
    });
    object.to_string()
}

fn phase(phase: Phase) -> &'static str {
    match phase {
        Phase::Scheduled => "scheduled",
        Phase::Live => "live",
        Phase::Paused => "paused",
        Phase::Ended => "ended",
    }
}

fn mode(mode: Mode) -> &'static str {
    match mode {
        Mode::Delta => "changes: what is absent did not change",
        Mode::Snapshot | Mode::Page => "a snapshot: what is absent inside its span was deleted",
    }
}

fn marks(findings: &Findings) -> String {
    let count = |is: fn(&Entry) -> bool| findings.parsed.entries.iter().filter(|entry| is(entry)).count();
    let mut found = Vec::new();
    for (name, number) in [
        ("key", count(|entry| entry.marks.key)),
        ("pinned", count(|entry| entry.marks.pinned)),
        ("breaking", count(|entry| entry.marks.breaking)),
        ("with pictures", count(|entry| !entry.images.is_empty())),
        ("with embeds", count(|entry| !embeds(&entry.body).is_empty())),
        ("signed", count(|entry| !entry.authors.is_empty())),
        ("with topics", count(|entry| !entry.topics.is_empty())),
        ("changed", count(|entry| entry.modified.is_some())),
    ] {
        if number > 0 {
            found.push(format!("{number} {name}"));
        }
    }
    if found.is_empty() { "none".to_owned() } else { found.join(", ") }
}

/// A line for an entry: when, which, and how it begins.
fn listed(entry: &Entry) -> String {
    let words = match &entry.headline {
        Some(headline) => headline.to_string(),
        None => live_blog::core::markup::text_of(&entry.body),
    };
    let start: String = words.chars().map(|c| if c.is_control() { ' ' } else { c }).take(70).collect();
    let start = if start.trim().is_empty() { "(no words)" } else { &start };
    let about = if entry.approximate { " or so" } else { "" };
    format!("{}{about}  [{}]  {start}", iso(entry.published), entry.id.0)
}
