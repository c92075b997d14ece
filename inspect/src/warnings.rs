//! What the engineer of a feed should know though every entry is read: a sentence each, the gravest first.

use live_blog::core::feed::{self, Format, Parsed};
use live_blog::core::markup;
use live_blog::core::model::{Entry, Phase};

use crate::document::{Document, Headers};

/// The entries of a day should not be larger; beyond it every poll is felt on a phone.
const LARGE: usize = 250 * 1024;

/// All warnings about a document and the way it came.
pub fn of(document: &Document, parsed: &Parsed, format: Option<Format>) -> Vec<String> {
    let mut warnings = Vec::new();
    if let Some(headers) = &document.headers {
        about_headers(headers, parsed, &mut warnings);
    }
    about_entries(document, parsed, &mut warnings);
    about_list(document, parsed, &mut warnings);
    about_format(document, parsed, format, &mut warnings);
    warnings
}

fn about_headers(headers: &Headers, parsed: &Parsed, warnings: &mut Vec<String>) {
    match headers.allow_origin.as_deref() {
        None => warnings.push(
            "no Access-Control-Allow-Origin: browsers let only pages of the same origin read it".to_owned(),
        ),
        Some("*" | "https://page.example") => {}
        Some(origin) => {
            warnings.push(format!(
                "Access-Control-Allow-Origin is {origin}: pages of other origins cannot read it"
            ));
        }
    }
    if !headers.validator && parsed.about.phase != Phase::Ended {
        warnings.push("neither ETag nor Last-Modified: every poll downloads all of it again".to_owned());
    }
    if let Some(seconds) = max_age(headers).filter(|seconds| *seconds > 60) {
        warnings.push(format!("Cache-Control keeps an answer for {seconds} s: readers are as late as that"));
    }
}

fn max_age(headers: &Headers) -> Option<u32> {
    let control = headers.cache_control.as_deref()?;
    if control.contains("no-cache") || control.contains("no-store") {
        return None;
    }
    control.split(',').find_map(|word| word.trim().strip_prefix("max-age=")?.parse().ok())
}

fn about_entries(document: &Document, parsed: &Parsed, warnings: &mut Vec<String>) {
    let entries = &parsed.entries;
    let count = |is: &dyn Fn(&Entry) -> bool| entries.iter().filter(|entry| is(entry)).count();
    let undated = count(&|entry| entry.approximate && entry.published == document.now);
    if undated == entries.len() && undated > 0 {
        warnings.push("no entry has a date: they keep the order of the document".to_owned());
    } else {
        let inexact = count(&|entry| entry.approximate);
        warnings.extend(said(inexact, "entry has", "entries have", "no exact time with a zone"));
    }
    let ahead = count(&|entry| entry.published > document.now);
    warnings.extend(said(ahead, "entry is", "entries are", "dated in the future"));
    let cut = count(&|entry| markup::tree_of(&entry.body).cut);
    warnings.extend(said(cut, "body is", "bodies are", "longer than an entry may be, and cut"));
    // Where no entry has one, that is the way of the format.
    let lost = count(&|entry| entry.url.is_none());
    if lost < entries.len() {
        warnings.extend(said(lost, "entry has", "entries have", "no address, which the others have"));
    }
}

fn about_list(document: &Document, parsed: &Parsed, warnings: &mut Vec<String>) {
    let left_out = "left out, because 10,000 are kept";
    warnings.extend(said(parsed.cut as usize, "entry is", "entries are", left_out));
    let hidden =
        parsed.deleted.iter().filter(|stone| parsed.entries.iter().any(|entry| entry.id == stone.id));
    let both = "in the list and among the deleted";
    warnings.extend(said(hidden.count(), "entry is", "entries are", both));
    if parsed.more && parsed.next.is_none() && parsed.cut == 0 {
        warnings.push("there are older entries, but the document does not say where".to_owned());
    }
    if document.size > LARGE {
        warnings.push(format!("the document has {} KiB; every reader loads all of it", document.size / 1024));
    }
}

fn about_format(document: &Document, parsed: &Parsed, format: Option<Format>, warnings: &mut Vec<String>) {
    match (format, feed::detect(&document.json)) {
        (Some(named), Some(detected)) if named != detected => warnings.push(format!(
            "read as {}, but its structure is that of {}",
            named.name(),
            detected.name()
        )),
        (Some(_), None) => {
            warnings.push("the document does not tell its format: keep the format attribute".to_owned());
        }
        (None, _) if parsed.entries.is_empty() => {
            warnings.push("there is no entry yet".to_owned());
        }
        _ => {}
    }
}

/// So many of them, if there are any.
fn said(number: usize, one: &str, many: &str, what: &str) -> Option<String> {
    match number {
        0 => None,
        1 => Some(format!("1 {one} {what}")),
        n => Some(format!("{n} {many} {what}")),
    }
}
