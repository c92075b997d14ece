//! What is run: folders of JSON files, each a list of hostile HTML or of documents that may or may not be JSON.

use std::fs;
use std::path::Path;

use serde_json::Value;

/// One file of cases.
pub struct Source {
    /// The file's name.
    pub file: String,
    /// Hostile HTML.
    pub payloads: Vec<Payload>,
    /// JSON torture.
    pub documents: Vec<Document>,
}

/// A piece of hostile HTML.
pub struct Payload {
    /// Its name in its file.
    pub id: String,
    /// What a feed would carry.
    pub text: String,
    /// Whether it runs in a careless reader, where the file says so: then the control must see the same.
    pub runs: Option<bool>,
}

/// Bytes that may or may not be JSON.
pub struct Document {
    /// Its name in its file.
    pub id: String,
    /// As they are sent.
    pub bytes: Vec<u8>,
    /// What a parser must say of them.
    pub verdict: Verdict,
}

/// What a parser must say of a document.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Verdict {
    /// It is JSON.
    Accept,
    /// It is not.
    Reject,
    /// The standard leaves it open.
    Either,
}

/// Reads all JSON files of a folder, by name. A file without cases is passed over with a word.
pub fn read(folder: &Path) -> Vec<Source> {
    let listed = fs::read_dir(folder).unwrap_or_else(|error| panic!("{}: {error}", folder.display()));
    let mut files: Vec<_> = listed.map(|entry| entry.unwrap().path()).collect();
    files.retain(|file| file.extension().is_some_and(|end| end == "json"));
    files.sort();
    let mut sources = Vec::new();
    for path in files {
        let file = path.file_name().unwrap_or_default().to_string_lossy().into_owned();
        let text = fs::read(&path).unwrap_or_else(|error| panic!("{}: {error}", path.display()));
        let cases: Value =
            serde_json::from_slice(&text).unwrap_or_else(|error| panic!("{}: {error}", path.display()));
        match source(&file, &cases) {
            Some(source) => sources.push(source),
            None => println!("{file} is no list of cases and is passed over."),
        }
    }
    sources
}

fn source(file: &str, cases: &Value) -> Option<Source> {
    let mut source = Source { file: file.to_owned(), payloads: Vec::new(), documents: Vec::new() };
    for (number, case) in cases.as_array()?.iter().enumerate() {
        let id = case["id"].as_str().map_or_else(|| number.to_string(), str::to_owned);
        let packed = case["bytes"].as_str().or_else(|| case["b64"].as_str());
        match (case["payload"].as_str(), packed) {
            (Some(text), _) => {
                let runs = case["runs"].as_bool();
                source.payloads.push(Payload { id, text: text.to_owned(), runs });
            }
            (None, Some(packed)) => {
                let verdict = match case["verdict"].as_str() {
                    Some("accept") => Verdict::Accept,
                    Some("reject") => Verdict::Reject,
                    _ => Verdict::Either,
                };
                source.documents.push(Document { id, bytes: unpacked(packed), verdict });
            }
            (None, None) => {}
        }
    }
    (!source.payloads.is_empty() || !source.documents.is_empty()).then_some(source)
}

/// The bytes that base64 stands for.
fn unpacked(text: &str) -> Vec<u8> {
    const SIGNS: &[u8] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    let (mut bits, mut held, mut bytes) = (0_u32, 0, Vec::new());
    for sign in text.bytes().filter(|sign| !b"=\r\n".contains(sign)) {
        let value = SIGNS.iter().position(|known| *known == sign);
        let value = value.unwrap_or_else(|| panic!("{} is no base64", char::from(sign)));
        bits = bits << 6 | u32::try_from(value).unwrap();
        held += 6;
        if held >= 8 {
            held -= 8;
            bytes.push(u8::try_from(bits >> held & 0xff).unwrap());
        }
    }
    bytes
}
