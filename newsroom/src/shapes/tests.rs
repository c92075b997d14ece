#![allow(clippy::unwrap_used, clippy::indexing_slicing, reason = "a test may stop where it is wrong")]

use super::*;

use crate::change::Change;
use crate::clock::{Millis, stamp};
use crate::story::Story;
use serde_json::json;

const START: Millis = 1_800_000_000_123;
const LATER: Millis = START + 3_600_000;

/// The story after two beats, in which nothing is withdrawn yet, with these changes of the controls.
fn coverage(changes: &[Change]) -> Coverage {
    let story = Story::new(1).unwrap();
    let played: Vec<Millis> = (1..=2).map(|beat| START + beat * 8000).collect();
    Coverage::of(story.blog(), &story.moment(START, &played), "http://paper.test", changes, LATER)
}

fn push(id: &str, at: Millis) -> Change {
    Change::Push(json!({
        "id": id, "title": "‘5 < 6’ & more", "content_html": format!("<p>{id} words &amp; a <b>bold</b> one.</p>"),
        "date_published": stamp(at), "tags": ["Grain corridor"],
    }))
}

fn write(path: &str, coverage: &Coverage, query: &str) -> Told {
    let shape = SHAPES.into_iter().find(|shape| shape.path == path).unwrap();
    (shape.write)(coverage, &Asked::new(query))
}

fn body(path: &str, coverage: &Coverage, query: &str) -> Value {
    write(path, coverage, query).body
}

fn listed<'a>(value: &'a Value, pointer: &str) -> &'a Vec<Value> {
    value.pointer(pointer).unwrap().as_array().unwrap()
}

fn header(told: &Told, name: &str) -> Option<String> {
    told.headers.iter().find(|(known, _)| known.as_str() == name).map(|(_, value)| value.clone())
}

/// Every list of entries, whole, and the pointer to a date in one that grows with its publication.
fn lists(coverage: &Coverage) -> Vec<(&'static str, Vec<Value>, &'static str)> {
    let list = |path, query, pointer: &str| listed(&body(path, coverage, query), pointer).clone();
    vec![
        ("guardian", list("/guardian.json", "", "/response/content/blocks/body"), "/firstPublishedDate"),
        ("superdesk", list("/superdesk.json", "max_results=200", "/_items"), "/published_date"),
        ("wordpress-liveblog", list("/wordpress-liveblog.json", "", "/entries"), "/entry_time"),
        ("liveblog pages", list("/wordpress-liveblog.json", "page=1&per_page=99", "/entries"), "/entry_time"),
        ("wp-posts", list("/wp-posts.json", "per_page=100", ""), "/date_gmt"),
        ("mastodon", list("/mastodon.json", "limit=40", ""), "/created_at"),
        ("reddit", list("/reddit.json", "limit=100", "/data/children"), "/data/created_utc"),
    ]
}

fn in_order(list: &[Value], pointer: &str, newest_first: bool) -> bool {
    let key = |value: &Value| value.pointer(pointer).unwrap().to_string();
    let in_pair =
        |two: &[Value]| (key(&two[0]) >= key(&two[1])) == newest_first || key(&two[0]) == key(&two[1]);
    list.windows(2).all(in_pair)
}

#[test]
fn every_shape_has_every_entry_in_the_order_of_its_system() {
    let coverage = coverage(&[push("extra", LATER)]);
    let count = coverage.posts.len();
    assert!(count > 25 && count <= 40, "{count} fit a page of Mastodon's");
    assert!(coverage.gone.is_empty());
    for (name, list, pointer) in lists(&coverage) {
        assert_eq!(list.len(), count, "{name}");
        match name {
            "superdesk" => assert!(in_order(&list, "/_updated", true), "the last changed is first"),
            "wordpress-liveblog" => assert!(in_order(&list, "/timestamp", false), "a log runs forward"),
            _ => assert!(in_order(&list, pointer, true), "{name} is newest first"),
        }
    }
}

#[test]
fn read_by_time_and_then_by_place_every_shape_gives_the_same_order() {
    let coverage = coverage(&[push("late", LATER), push("later", LATER + 1)]);
    // The first words of each, as far as every shape writes them alike.
    let words = |post: &crate::coverage::Post| {
        let text = text::plain(&post.html);
        text.split('&').next().unwrap().chars().take(24).collect::<String>()
    };
    let wanted: Vec<String> = coverage.posts.iter().take(7).map(words).collect();
    for (name, mut list, pointer) in lists(&coverage) {
        list.sort_by_key(|entry| std::cmp::Reverse(entry.pointer(pointer).unwrap().to_string()));
        let first = |entry: &Value| wanted.iter().find(|words| entry.to_string().contains(*words)).cloned();
        let read: Vec<Option<String>> = list.iter().take(7).map(first).collect();
        assert_eq!(read, wanted.iter().cloned().map(Some).collect::<Vec<_>>(), "{name}");
    }
}

#[test]
fn a_deletion_is_an_absence_in_a_list_and_a_mark_in_a_log() {
    let before = coverage(&[push("extra", START)]);
    let after = coverage(&[push("extra", START), Change::Delete("extra".into(), LATER)]);
    for ((name, was, _), (_, is, _)) in lists(&before).into_iter().zip(lists(&after)) {
        let difference = usize::from(!["superdesk", "wordpress-liveblog"].contains(&name));
        assert_eq!(was.len() - is.len(), difference, "{name}");
    }
    let post = &body("/superdesk.json", &after, "")["_items"][0];
    assert_eq!((&post["deleted"], &post["_updated"]), (&json!(true), &json!("2027-01-15T09:00:00+00:00")));
    assert_ne!(post["groups"][1]["refs"], json!([]), "its words are still there");
    let log = body("/wordpress-liveblog.json", &after, "");
    let last = log["entries"].as_array().unwrap().last().unwrap();
    assert_eq!(
        (&last["type"], &last["content"], &last["render"]),
        (&json!("delete"), &json!(""), &json!(""))
    );
    assert_eq!(last["timestamp"], LATER / 1000);
    assert_eq!(last["entry_time"], START / 1000);
    assert_eq!(log["latest_timestamp"], LATER / 1000);
    let known = body("/wordpress-liveblog.json", &before, "");
    let known = known["entries"].as_array().unwrap().iter().find(|entry| entry["entry_time"] == START / 1000);
    assert_eq!(known.unwrap()["id"].as_str().unwrap(), last["id"].to_string(), "a number for a string");
}

#[test]
fn what_is_published_again_is_not_gone() {
    let again = coverage(&[push("x", START), Change::Delete("x".into(), START + 1000), push("x", LATER)]);
    assert!(again.gone.is_empty());
    assert_eq!(again.posts.iter().filter(|post| post.id == "x").count(), 1);
}

#[test]
fn ids_that_systems_count_grow_with_the_time_and_stay_whatever_becomes_of_the_entry() {
    let two = coverage(&[push("one", LATER), push("two", LATER)]);
    let log = body("/wordpress-liveblog.json", &two, "page=1");
    let id = |document: &Value, n: usize| {
        document["entries"][n]["id"].to_string().trim_matches('"').parse::<u64>().unwrap()
    };
    assert!(id(&log, 0) > id(&log, 1) && id(&log, 1) > id(&log, 2), "also within an instant");
    let posts = body("/superdesk.json", &two, "");
    let urns: Vec<&str> =
        posts["_items"].as_array().unwrap().iter().map(|one| one["_id"].as_str().unwrap()).collect();
    assert!(urns[0] > urns[1] && urns.iter().all(|urn| urn.len() == urns[0].len()), "{urns:?}");
    let moved = Change::Edit("two".into(), json!({ "date_published": stamp(LATER + 5000) }), LATER);
    let after =
        coverage(&[push("one", LATER), push("two", LATER), Change::Delete("one".into(), LATER), moved]);
    assert_eq!(id(&body("/wordpress-liveblog.json", &after, "page=1"), 0), id(&log, 0));
    let posts = body("/superdesk.json", &after, "");
    assert_eq!((&posts["_items"][0]["_id"], &posts["_items"][1]["_id"]), (&json!(urns[0]), &json!(urns[1])));
    assert_eq!(posts["_items"][1]["deleted"], true);
}

#[test]
fn an_edit_changes_words_and_dates_and_neither_id_nor_place() {
    let before = coverage(&[push("extra", START)]);
    let edit = Change::Edit("extra".into(), json!({ "title": "Corrected" }), LATER);
    let after = coverage(&[push("extra", START), edit]);
    for ((name, was, pointer), (_, is, _)) in lists(&before).into_iter().zip(lists(&after)) {
        assert_eq!(was.len(), is.len(), "{name}");
        let changed: Vec<(&Value, &Value)> = was
            .iter()
            .filter_map(|old| {
                let id = |value: &Value| {
                    let id = ["/id", "/_id", "/data/id"].iter().find_map(|at| value.pointer(at)).unwrap();
                    id.as_str().map_or_else(|| id.to_string(), str::to_owned)
                };
                is.iter().find(|new| id(new) == id(old) && *new != old).map(|new| (old, new))
            })
            .collect();
        assert_eq!(changed.len(), 1, "{name}");
        let (old, new) = changed[0];
        assert!(new.to_string().contains("Corrected"), "{name}");
        assert_eq!(old.pointer(pointer), new.pointer(pointer), "{name}: first publication stays");
    }
    let post = &body("/superdesk.json", &after, "")["_items"][0];
    assert_eq!(post["_current_version"], 2);
    let log = body("/wordpress-liveblog.json", &after, "");
    assert_eq!(log["entries"].as_array().unwrap().last().unwrap()["type"], "update");
    let status = &body("/mastodon.json", &after, "limit=40");
    let edited =
        status.as_array().unwrap().iter().filter(|status| status["edited_at"] == "2027-01-15T09:00:00.123Z");
    assert_eq!(edited.count(), 1);
}

#[test]
fn superdesk_answers_in_eve_pages() {
    let coverage = coverage(&[]);
    let first = body("/superdesk.json", &coverage, "");
    assert_eq!(listed(&first, "/_items").len(), 25);
    assert_eq!(first["_meta"], json!({ "page": 1, "max_results": 25, "total": coverage.posts.len() }));
    assert_eq!(first["_links"]["next"]["href"], "superdesk.json?max_results=25&page=2");
    let second = body("/superdesk.json", &coverage, "max_results=25&page=2");
    assert_eq!(listed(&second, "/_items").len(), coverage.posts.len() - 25);
    assert!(second["_links"].get("next").is_none() && second["_links"].get("last").is_none());
    assert_eq!(listed(&body("/superdesk.json", &coverage, "page=9"), "/_items").len(), 0);
    let ids: Vec<&Value> = [&first, &second].into_iter().flat_map(|page| listed(page, "/_items")).collect();
    assert!(ids.iter().all(|item| item["_id"].as_str().unwrap().starts_with("urn:newsml:")));
}

#[test]
fn wordpress_tells_its_pages_in_headers_and_refuses_what_is_past_them() {
    let coverage = coverage(&[]);
    let total = coverage.posts.len();
    let first = write("/wp-posts.json", &coverage, "");
    assert_eq!(first.body.as_array().unwrap().len(), 10);
    assert_eq!(header(&first, "x-wp-total").unwrap(), total.to_string());
    assert_eq!(header(&first, "x-wp-totalpages").unwrap(), total.div_ceil(10).to_string());
    let link = header(&first, "link").unwrap();
    assert_eq!(link, "<http://paper.test/wp-posts.json?per_page=10&page=2>; rel=\"next\"");
    let second = header(&write("/wp-posts.json", &coverage, "per_page=30&page=2"), "link").unwrap();
    assert_eq!(second, "<http://paper.test/wp-posts.json?per_page=30&page=1>; rel=\"prev\"");
    for query in ["page=99", "per_page=101"] {
        let refused = write("/wp-posts.json", &coverage, query);
        assert_eq!((refused.status.as_u16(), &refused.body["data"]["status"]), (400, &json!(400)));
    }
}

#[test]
fn wordpress_writes_titles_with_references_and_dates_without_zones() {
    let posts = body("/wp-posts.json", &coverage(&[push("extra", LATER)]), "");
    assert_eq!(posts[0]["title"]["rendered"], "&#8216;5 &#060; 6&#8217; &#038; more");
    assert_eq!(posts[0]["date"], "2027-01-15T10:00:00");
    assert_eq!(posts[0]["date_gmt"], "2027-01-15T09:00:00");
    assert_eq!(posts[0]["_embedded"]["wp:term"][1][0]["name"], "Grain corridor");
    assert_eq!(posts[0]["author"], 0, "nobody signed it");
    let by = &posts[1]["_embedded"]["author"][0];
    assert_eq!(posts[1]["author"], by["id"]);
    assert!(by["name"].is_string());
}

#[test]
fn mastodon_leads_from_page_to_page_by_links_until_all_are_told() {
    let coverage = coverage(&[]);
    let (mut query, mut ids) = ("limit=15".to_owned(), Vec::new());
    for _ in 0..9 {
        let told = write("/mastodon.json", &coverage, &query);
        ids.extend(told.body.as_array().unwrap().iter().map(|one| one["id"].as_str().unwrap().to_owned()));
        let link = header(&told, "link").unwrap();
        let next = link.split(", ").find_map(|link| link.strip_suffix(">; rel=\"next\""));
        let Some(next) = next else { break };
        query = next.split_once('?').unwrap().1.to_owned();
    }
    assert_eq!(ids.len(), coverage.posts.len());
    let numbers: Vec<u64> = ids.iter().map(|id| id.parse().unwrap()).collect();
    assert!(numbers.windows(2).all(|two| two[0] >> 16 >= two[1] >> 16), "they grow with the time");
    let withdrawn = numbers[20] + (1 << 16);
    let rest = body("/mastodon.json", &coverage, &format!("limit=40&max_id={withdrawn}"));
    assert!(
        rest[0]["id"].as_str().unwrap().parse::<u64>().unwrap() < withdrawn,
        "a cursor outlives its status"
    );
    assert!(numbers.iter().all(|id| *id > 1 << 53), "a double would not hold them");
}

#[test]
fn reddit_goes_on_after_the_last_name_and_escapes_its_html_once_more() {
    let coverage = coverage(&[push("extra", LATER)]);
    let first = body("/reddit.json", &coverage, "");
    let after = first["data"]["after"].as_str().unwrap();
    assert_eq!(listed(&first, "/data/children").last().unwrap()["data"]["name"], after);
    assert_eq!(first["data"]["before"], Value::Null);
    let second = body("/reddit.json", &coverage, &format!("after={after}"));
    assert_eq!(listed(&second, "/data/children").len(), coverage.posts.len() - 25);
    assert_eq!(second["data"]["after"], Value::Null);
    let newest = &first["data"]["children"][0]["data"];
    assert!(newest["body_html"].as_str().unwrap().contains("&lt;p&gt;extra words &amp;amp; a &lt;b&gt;"));
    assert_eq!(newest["body"], "### ‘5 < 6’ & more\n\nextra words & a bold one.");
    assert_eq!(newest["created"].as_f64().unwrap() - newest["created_utc"].as_f64().unwrap(), 28800.0);
    let raw = body("/reddit.json", &coverage, "raw_json=1");
    assert!(
        raw["data"]["children"][0]["data"]["body_html"]
            .as_str()
            .unwrap()
            .contains("<p>extra words &amp; a <b>")
    );
}

#[test]
fn the_guardian_marks_its_blocks_and_says_whether_it_goes_on() {
    let live = coverage(&[]);
    let document = body("/guardian.json", &live, "");
    let content = &document["response"]["content"];
    assert_eq!(
        (&content["type"], &content["fields"]["liveBloggingNow"]),
        (&json!("liveblog"), &json!("true"))
    );
    let blocks = listed(content, "/blocks/body");
    assert_eq!(content["blocks"]["totalBodyBlocks"], blocks.len());
    let count = |name: &str| blocks.iter().filter(|block| block["attributes"][name] == true).count();
    assert_eq!(count("keyEvent"), live.posts.iter().filter(|post| post.key).count());
    assert_eq!(count("pinned"), live.posts.iter().filter(|post| post.pinned).count());
    assert!(count("keyEvent") > 0 && count("summary") > 0);
    let (post, block) = live.posts.iter().zip(blocks).find(|(post, _)| !post.pictures.is_empty()).unwrap();
    assert_eq!(block["elements"].as_array().unwrap().len(), 1 + post.pictures.len());
    assert!(block["bodyHtml"].as_str().unwrap().contains(&post.pictures[0].file));
    let ended = coverage(&[Change::Feed(json!({ "_liveblog": { "state": "ended" } }))]);
    let document = body("/guardian.json", &ended, "");
    assert_eq!(document["response"]["content"]["fields"]["liveBloggingNow"], "false");
}

#[test]
fn an_item_without_an_id_is_in_no_shape_and_one_with_a_number_is() {
    let odd =
        coverage(&[Change::Push(json!(null)), Change::Push(json!({ "id": 9_007_199_254_740_993_i64 }))]);
    assert_eq!(odd.posts.len(), coverage(&[]).posts.len() + 1);
    assert_eq!(odd.posts[0].id, "9007199254740993");
}

#[test]
fn a_feed_in_pages_names_the_next_until_the_last() {
    let feed = || json!({ "items": (0..50).collect::<Vec<_>>() });
    let page = |query: &str| feed_page(feed(), &Asked::new(query), "http://paper.test");
    assert_eq!(page("fault=cut"), feed(), "nothing changes for those who do not ask");
    let first = page("limit=20");
    assert_eq!(first["items"].as_array().unwrap().len(), 20);
    assert_eq!(first["next_url"], "http://paper.test/feed.json?limit=20&page=2");
    let last = page("limit=20&page=3");
    assert_eq!(last["items"].as_array().unwrap().len(), 10);
    assert!(last.get("next_url").is_none() && page("limit=25&page=2").get("next_url").is_none());
    assert_eq!(page("page=1")["next_url"], first["next_url"]);
}
