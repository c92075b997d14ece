//! What holds for every format: names, detection, refusals, bounds. The formats themselves are read from the
//! fixtures in `tests/feeds`.
#![allow(clippy::unwrap_used, clippy::panic, reason = "a test may stop at the first surprise")]

use super::*;

const NOW: Timestamp = Timestamp(1_773_316_800_000);

fn json(text: &str) -> Json {
    serde_json::from_str(text).unwrap()
}

fn read_as(text: &str, format: Option<Format>) -> Result<Parsed, FeedError> {
    read(&json(text), &SafeUrl::parse("https://news.example/feed").unwrap(), format, NOW)
}

#[test]
fn a_format_is_found_by_its_name_in_any_spelling() {
    for format in Format::ALL {
        assert_eq!(Format::from_name(format.name()), Some(*format));
    }
    for name in ["json-feed", "jsonfeed", "JSON Feed", "Json_Feed"] {
        assert_eq!(Format::from_name(name), Some(Format::JsonFeed), "{name}");
    }
    assert_eq!(Format::from_name("LiveBlogPosting"), Some(Format::LiveBlogPosting));
    for name in ["", "json", "rss", "auto", "json-feed-2"] {
        assert_eq!(Format::from_name(name), None, "{name}");
    }
}

#[test]
fn the_version_address_makes_a_json_feed_and_a_bare_version_only_with_items() {
    let detected = |version: &str, rest: &str| {
        detect(&json(&[r#"{"version": "#, version, rest, "}"].concat())) == Some(Format::JsonFeed)
    };
    for version in [
        r#""https://jsonfeed.org/version/1""#,
        r#""http://jsonfeed.org/version/1.1""#,
        r#"" https://www.jsonfeed.org/version/1.1 ""#,
    ] {
        assert!(detected(version, ""), "{version}");
    }
    for version in [r#""1""#, r#""1.0""#, r#""1.1""#, "1", "1.0", "1.1"] {
        assert!(detected(version, r#", "items": []"#), "{version}");
        assert!(!detected(version, ""), "{version} without items");
        assert!(!detected(version, r#", "items": {}"#), "{version} with an object");
    }
    for version in [r#""https://jsonfeed.org/version/2""#, r#""jsonfeed""#, "2", "true", "null", r#""2.0""#] {
        assert!(!detected(version, r#", "items": []"#), "{version}");
    }
}

#[test]
fn a_live_blog_is_found_by_its_type_wherever_nodes_are_kept() {
    for document in [
        r#"{"@type": "LiveBlogPosting"}"#,
        r#"{"@type": ["Article", "LiveBlogPosting"]}"#,
        r#"{"@type": "https://schema.org/LiveBlogPosting"}"#,
        r#"{"@type": "schema:LiveBlogPosting"}"#,
        r#"[{"@type": "WebPage"}, {"@type": "LiveBlogPosting"}]"#,
        r#"{"@graph": {"@type": "LiveBlogPosting"}}"#,
        r#"[{"@graph": [{"mainEntity": {"@type": "LiveBlogPosting"}}]}]"#,
    ] {
        assert_eq!(detect(&json(document)), Some(Format::LiveBlogPosting), "{document}");
    }
    for document in [
        r#"{"@type": "NotALiveBlogPosting"}"#,
        r#"{"type": "LiveBlogPosting"}"#,
        r#"{"@type": {"@type": "LiveBlogPosting"}}"#,
        r#"{"about": {"@type": "LiveBlogPosting"}}"#,
        "[[[[[[{\"@type\": \"LiveBlogPosting\"}]]]]]]",
    ] {
        assert_eq!(detect(&json(document)), None, "{document}");
    }
}

#[test]
fn an_empty_list_is_refused_until_the_format_is_known() {
    assert!(read_as("[]", None).is_err());
    for format in Format::ALL {
        let parsed = read_as("[]", Some(*format)).unwrap();
        assert_eq!((parsed.format, parsed.entries.len(), parsed.skipped), (*format, 0, 0));
    }
}

#[test]
fn a_known_format_is_kept_when_the_answer_has_another_shape() {
    let live_blog = r#"{"@type": "LiveBlogPosting", "liveBlogUpdate": []}"#;
    assert_eq!(
        read_as(live_blog, Some(Format::JsonFeed)).unwrap_err().to_string(),
        "a document in the format json-feed is an object with the list items, but this is an object with the keys \
         @type, liveBlogUpdate"
    );
    let feed = r#"{"version": "https://jsonfeed.org/version/1.1", "items": []}"#;
    assert!(matches!(read_as(feed, Some(Format::LiveBlogPosting)), Err(FeedError::WrongShape { .. })));
    for other in ["null", "true", "1", r#""text""#, "{}", r#"{"error": "busy"}"#, r#"{"items": "none"}"#] {
        for format in Format::ALL {
            assert!(matches!(read_as(other, Some(*format)), Err(FeedError::WrongShape { .. })), "{other}");
        }
        assert!(matches!(read_as(other, None), Err(FeedError::NotAFeed { .. })), "{other}");
    }
}

#[test]
fn a_refusal_names_what_was_seen_and_stays_short() {
    let long = ["{\"\\n", &"k".repeat(9000), "\": 1, \"b\": 2}"].concat();
    let error = read_as(&long, None).unwrap_err().to_string();
    assert!(error.contains("an object with the keys kkkk") && error.contains(", b,"), "{error}");
    assert!(error.len() < 200 && !error.contains('\n'));
    assert_eq!(
        read_as("[1]", None).unwrap_err().to_string(),
        "the document is a list without objects at its beginning, which is no live-blog format that we know"
    );
}

#[test]
fn the_newest_ten_thousand_entries_of_a_document_are_kept_in_its_order() {
    let item = |number: usize| {
        format!(r#"{{"id": {number}, "content_text": "-", "date_published": {}}}"#, 1_700_000_000 + number)
    };
    // The oldest stand in the middle.
    let order = (5_000..10_003).chain(0..5_000);
    let items: Vec<String> = order.map(item).collect();
    let text = format!(r#"{{"version": "1", "items": [{}]}}"#, items.join(","));
    let parsed = read_as(&text, None).unwrap();
    assert_eq!((parsed.entries.len(), parsed.cut, parsed.skipped), (10_000, 3, 0));
    assert!(parsed.more, "absence of the oldest must not delete them");
    let ids: Vec<usize> = parsed.entries.iter().map(|entry| entry.id.0.parse().unwrap()).collect();
    assert!(ids.iter().copied().eq((5_000..10_003).chain(3..5_000)));
}

#[test]
fn a_pause_between_polls_is_a_positive_whole_number() {
    for (asked, expected) in [
        ("20", Some(20)),
        ("20.9", Some(20)),
        (r#""20""#, Some(20)),
        ("0", None),
        ("-5", None),
        ("1e300", None),
        ("null", None),
        ("[20]", None),
    ] {
        let text = format!(r#"{{"version": "1", "_liveblog": {{"poll_seconds": {asked}}}, "items": []}}"#);
        assert_eq!(read_as(&text, None).unwrap().about.poll_seconds, expected, "{asked}");
    }
}

#[test]
fn what_every_entry_carries_is_dropped_from_three_entries_on_unless_they_are_only_changes() {
    let pictures = |mode: &str, count: usize| {
        let item = |id| format!(r#"{{"id": {id}, "image": "/a.png", "content_text": "-"}}"#);
        let items: Vec<String> = (0..count).map(item).collect();
        let items = items.join(",");
        let text = format!(r#"{{"version": "1", "_liveblog": {{"mode": "{mode}"}}, "items": [{items}]}}"#);
        let parsed = read_as(&text, None).unwrap();
        parsed.entries.iter().map(|entry| entry.images.len()).sum::<usize>()
    };
    assert_eq!([1, 2, 3, 4].map(|count| pictures("snapshot", count)), [1, 2, 0, 0]);
    assert_eq!(pictures("delta", 3), 3);
}

#[test]
fn an_entry_has_bounded_topics_authors_and_pictures() {
    let many = |row: fn(usize) -> String| (0..1_000).map(row).collect::<Vec<String>>().join(",");
    let text = format!(
        r#"{{"version": "1", "items": [{{"id": 1, "content_text": "-", "tags": [{}], "authors": [{}], "attachments": [{}]}}]}}"#,
        many(|number| format!(r#""{number}""#)),
        many(|number| format!(r#"{{"name": "n{number}"}}"#)),
        many(|number| format!(r#"{{"mime_type": "image/png", "url": "/{number}.png"}}"#)),
    );
    let parsed = read_as(&text, None).unwrap();
    let entry = parsed.entries.first().unwrap();
    assert_eq!((entry.topics.len(), entry.authors.len(), entry.images.len()), (50, 20, 40));
}

#[test]
fn no_fixture_has_the_structure_of_two_formats() {
    let mut claimed = 0;
    let feeds = [env!("CARGO_MANIFEST_DIR"), "/tests/feeds"].concat();
    let folders = |path: &std::path::Path| {
        std::fs::read_dir(path).unwrap().map(|entry| entry.unwrap().path()).collect::<Vec<_>>()
    };
    for case in folders(feeds.as_ref()).iter().flat_map(|format| folders(format)) {
        let document = json(&std::fs::read_to_string(case.join("input.json")).unwrap());
        let formats: Vec<&str> = Format::ALL
            .iter()
            .filter(|format| format.claims(&document))
            .map(|format| format.name())
            .collect();
        assert!(formats.len() < 2, "{} is taken for {formats:?}", case.display());
        claimed += formats.len();
    }
    assert!(claimed > 40, "only {claimed} fixtures were claimed");
}

#[test]
fn a_staff_address_beside_a_name_is_not_printed() {
    for (written, printed) in [
        ("Ana Silva", Some("Ana Silva")),
        ("@ana Silva", Some("@ana Silva")),
        ("ana@paper.example", None),
        ("Ana Silva <ana@paper.example>", Some("Ana Silva")),
        ("ana@paper.example (Ana Silva)", Some("Ana Silva")),
        ("<ana@paper.example>", None),
    ] {
        let item = r#"{"items": [{"id": "1", "content_text": "a", "authors": [{"name": "NAME"}]}]}"#;
        let feed = read_as(&item.replace("NAME", written), Some(Format::JsonFeed)).unwrap();
        let names: Vec<&str> =
            feed.entries.iter().flat_map(|entry| entry.authors.iter()).map(|author| &*author.name).collect();
        assert_eq!(names, Vec::from_iter(printed), "{written}");
    }
}

#[test]
fn lists_of_people_and_terms_without_end_are_read_in_time() {
    let people: Vec<String> = (0..40_000).map(|n| format!(r#"{{"name": "p{n}"}}"#)).collect();
    let terms: Vec<String> = (0..50_000).map(|n| format!("tag-t{n}")).collect();
    let hashes = "<span class='liveblog-hash term-q'>#q</span>".repeat(2_000);
    let log = [
        r#"{"latest_timestamp": 1, "entries": [{"id": 1, "timestamp": 1, "render": ""#,
        &hashes,
        r#"", "css_classes": ""#,
        &terms.join(" "),
        r#"", "authors": ["#,
        &people.join(","),
        "]}]}",
    ]
    .concat();
    let document = json(&log);
    let base = SafeUrl::parse("https://news.example/feed").unwrap();
    let begun = std::time::Instant::now();
    let entries = read(&document, &base, Some(Format::WordPressLiveblog), NOW).unwrap().entries;
    assert!(begun.elapsed() < std::time::Duration::from_secs(3), "{:?}", begun.elapsed());
    assert!(entries.iter().all(|entry| entry.authors.len() <= 20));
}
