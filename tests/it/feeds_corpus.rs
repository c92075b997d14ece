//! A collection of torturous JSON texts, when there is one: the array `jsontestsuite.json` of `{id, verdict, b64}`
//! in the folder `LIVE_BLOG_CORPORA`, or in `../shared/corpora` beside the checkout.

use std::path::PathBuf;

use live_blog::core::json::Json;

use super::read;

struct Case {
    id: String,
    verdict: String,
    bytes: Vec<u8>,
}

fn cases() -> Option<Vec<Case>> {
    let folder = std::env::var_os("LIVE_BLOG_CORPORA")
        .map_or_else(|| PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../shared/corpora"), PathBuf::from);
    let text = std::fs::read_to_string(folder.join("jsontestsuite.json")).ok()?;
    let list: Json = serde_json::from_str(&text).unwrap();
    let case = |case: &Json| Case {
        id: case.text("id").unwrap().to_string(),
        verdict: case.text("verdict").unwrap().to_string(),
        bytes: base64(&case.text("b64").unwrap_or_else(|| "".into())),
    };
    Some(list.to_list().iter().map(case).collect())
}

fn base64(text: &str) -> Vec<u8> {
    const ALPHABET: &[u8] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    let (mut bytes, mut bits, mut count) = (Vec::new(), 0_u32, 0);
    for digit in text.bytes().filter(|byte| *byte != b'=') {
        let value = ALPHABET.iter().position(|letter| *letter == digit).unwrap();
        bits = bits << 6 | value as u32;
        count += 6;
        if count >= 8 {
            count -= 8;
            bytes.push((bits >> count) as u8);
        }
    }
    bytes
}

/// Nine good items with `bytes` in the place of a tenth among them.
fn among_good(bytes: &[u8]) -> Vec<u8> {
    let mut document = br#"{"version": "https://jsonfeed.org/version/1.1", "items": ["#.to_vec();
    for number in 0..9 {
        if number == 4 {
            document.extend_from_slice(bytes);
            document.push(b',');
        }
        let comma = if number < 8 { "," } else { "]}" };
        document.extend(format!(r#"{{"id": "good-{number}", "content_text": "a"}}{comma}"#).bytes());
    }
    document
}

#[test]
fn torturous_json_costs_at_most_its_own_entry() {
    let Some(cases) = cases() else {
        println!("skipped: no jsontestsuite.json in LIVE_BLOG_CORPORA or ../shared/corpora");
        return;
    };
    let mut nine = 0;
    for case in &cases {
        let body = serde_json::from_slice::<Json>(&case.bytes);
        match case.verdict.as_str() {
            "accept" => assert!(body.is_ok(), "{} is JSON", case.id),
            "reject" => assert!(body.is_err(), "{} is not JSON", case.id),
            _ => {}
        }
        if let Ok(body) = &body {
            assert!(read(body).is_err(), "{} is not a feed", case.id);
        }
        let document = serde_json::from_slice::<Json>(&among_good(&case.bytes));
        assert!(document.is_ok() || body.is_err(), "{} is JSON alone but not among others", case.id);
        if let Ok(document) = document {
            let parsed = read(&document).unwrap();
            assert_eq!(parsed.entries.len(), 9, "{}", case.id);
            nine += 1;
        }
    }
    println!("{} texts, {nine} of them among nine good entries, which were all read", cases.len());
    assert!(nine >= 95, "only {nine} of the texts got as far as the entries");
}
