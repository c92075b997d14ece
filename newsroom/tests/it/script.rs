//! The files under `story/`: names that exist, HTML that closes, and the things the day must have.

use std::collections::HashSet;

use newsroom::{Entry, Script, Step};

fn published(script: &Script) -> Vec<&Entry> {
    let steps = script.beats.iter().flat_map(|beat| &beat.steps);
    let live = steps.filter_map(|step| match step {
        Step::Publish(entry) => Some(entry),
        Step::Edit(_) | Step::Delete { .. } | Step::End => None,
    });
    script.opening.iter().chain(live).collect()
}

#[test]
fn every_author_topic_and_picture_that_an_entry_names_exists() {
    let script = Script::built_in().unwrap();
    for entry in published(&script) {
        let slug = &entry.slug;
        assert!(entry.by.iter().all(|key| script.blog.authors.contains_key(key)), "author of {slug}");
        assert!(entry.pictures.iter().all(|key| script.blog.pictures.contains_key(key)), "picture of {slug}");
        assert!(entry.topics.iter().all(|topic| script.blog.topics.contains(topic)), "topic of {slug}");
        assert!(!entry.topics.is_empty(), "{slug} has a topic");
    }
}

#[test]
fn every_author_topic_and_picture_is_used() {
    let script = Script::built_in().unwrap();
    let entries = published(&script);
    for key in script.blog.authors.keys() {
        assert!(entries.iter().any(|entry| entry.by.contains(key)), "author {key}");
    }
    for key in script.blog.pictures.keys() {
        assert!(entries.iter().any(|entry| entry.pictures.contains(key)), "picture {key}");
    }
    for topic in &script.blog.topics {
        assert!(entries.iter().any(|entry| entry.topics.contains(topic)), "topic {topic}");
    }
}

#[test]
fn slugs_are_given_once_and_edits_and_deletions_name_what_stands() {
    let script = Script::built_in().unwrap();
    let mut standing = HashSet::new();
    for entry in &script.opening {
        assert!(standing.insert(entry.slug.clone()), "{} twice", entry.slug);
        assert!(entry.minutes >= 1, "{} is older than the start", entry.slug);
    }
    for step in script.beats.iter().flat_map(|beat| &beat.steps) {
        match step {
            Step::Publish(entry) => assert!(standing.insert(entry.slug.clone()), "{} twice", entry.slug),
            Step::Edit(edit) => assert!(standing.contains(&edit.slug), "{} stands", edit.slug),
            Step::Delete { slug } => assert!(standing.contains(slug), "{slug} stands"),
            Step::End => {}
        }
    }
}

#[test]
fn every_body_closes_what_it_opens() {
    let script = Script::built_in().unwrap();
    let edits = script.beats.iter().flat_map(|beat| &beat.steps).filter_map(|step| match step {
        Step::Edit(edit) => edit.html.as_ref().map(|html| (&edit.slug, html)),
        _ => None,
    });
    for (slug, html) in published(&script).into_iter().map(|e| (&e.slug, &e.html)).chain(edits) {
        assert_eq!(unclosed(html), Vec::<String>::new(), "{slug}");
    }
}

/// The elements left open, or the first end tag that closes the wrong one.
fn unclosed(html: &str) -> Vec<String> {
    let mut open: Vec<String> = Vec::new();
    for tag in html.split('<').skip(1).map(|part| part.split('>').next().unwrap()) {
        let name = tag.split_whitespace().next().unwrap();
        match name.strip_prefix('/') {
            None => open.push(name.to_owned()),
            Some(name) if open.last().is_some_and(|last| last == name) => drop(open.pop()),
            Some(name) => return vec![format!("</{name}> in {open:?}")],
        }
    }
    open
}

#[test]
fn the_check_for_open_elements_finds_them() {
    assert_eq!(unclosed("<p>One<em>two</p>"), ["</p> in [\"p\", \"em\"]"]);
    assert_eq!(unclosed("<p>One"), ["p"]);
}

#[test]
fn the_day_has_what_a_live_blog_has() {
    let script = Script::built_in().unwrap();
    let entries = published(&script);
    let count = |wanted: &dyn Fn(&Entry) -> bool| entries.iter().filter(|entry| wanted(entry)).count();
    assert!(entries.len() >= 46, "{} entries", entries.len());
    assert_eq!(count(&|entry| entry.key), 7);
    assert!(
        entries.iter().all(|entry| entry.key == entry.key_label.is_some()),
        "key events have a short form"
    );
    assert_eq!(count(&|entry| entry.breaking), 1);
    assert_eq!(count(&|entry| entry.title.is_some() && entry.html.is_empty()), 2, "headlines alone");
    assert_eq!(count(&|entry| entry.title.is_none() && entry.html.is_empty()), 1, "a picture alone");
    assert_eq!(count(&|entry| entry.html.split_whitespace().count() > 600), 1, "one long report");
    for part in ["<table>", "<h3>", "<ol>", "<ul>", "<blockquote>", "dir=\"rtl\"", "<a href="] {
        assert!(count(&|entry| entry.html.contains(part)) >= 1, "{part}");
    }
}
