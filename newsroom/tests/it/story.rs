//! The story at its moments: the same for a seed, whole at every beat.

use newsroom::{Moment, Newsroom, Story};
use serde_json::Value;

use crate::client::newsroom;

const START: i64 = 1_800_000_000_000;

fn played(story: &Story) -> Vec<i64> {
    (1..=story.beats() as i64).map(|beat| START + beat * 8000).collect()
}

fn ids(moment: &Moment) -> Vec<&str> {
    moment.entries.iter().map(|shown| shown.id.as_str()).collect()
}

#[test]
fn a_seed_gives_the_same_story_again() {
    let (one, two) = (Story::new(7).unwrap(), Story::new(7).unwrap());
    let (one, two) = (one.moment(START, &played(&one)), two.moment(START, &played(&two)));
    assert_eq!(format!("{one:?}"), format!("{two:?}"));
}

#[test]
fn another_seed_gives_other_ids_and_other_times() {
    let (one, two) = (Story::new(7).unwrap(), Story::new(8).unwrap());
    let (one, two) = (one.moment(START, &[]), two.moment(START, &[]));
    assert_ne!(ids(&one), ids(&two));
    let times = |moment: &Moment| moment.entries.iter().map(|shown| shown.published).collect::<Vec<_>>();
    assert_ne!(times(&one), times(&two));
    let slugs = |moment: &Moment| moment.entries.iter().map(|e| e.entry.slug.clone()).collect::<Vec<_>>();
    assert_eq!(slugs(&one), slugs(&two), "only the scatter changes, not the order");
}

#[test]
fn at_the_start_the_newest_entry_is_a_minute_old() {
    for seed in 0..50 {
        let story = Story::new(seed).unwrap();
        let moment = story.moment(START, &[]);
        assert!(moment.entries.len() >= 28);
        let age = (START - moment.entries[0].published) / 1000;
        assert!((60..120).contains(&age), "{age} s at seed {seed}");
    }
}

#[test]
fn entries_run_from_newest_to_oldest_at_every_beat() {
    let story = Story::new(1).unwrap();
    let played = played(&story);
    for beat in 0..=played.len() {
        let moment = story.moment(START, &played[..beat]);
        assert!(moment.entries.windows(2).all(|two| two[0].published >= two[1].published), "beat {beat}");
        assert_eq!(moment.beat, beat);
    }
}

#[test]
fn an_edit_keeps_the_place_and_says_when() {
    let story = Story::new(1).unwrap();
    let moment = story.moment(START, &played(&story));
    let id = story.id("first-lorries");
    let shown = moment.entries.iter().find(|shown| shown.id == id).unwrap();
    assert!(shown.entry.html.contains("Correction:"));
    assert_eq!(shown.revision, 2);
    assert!(shown.modified.unwrap() > START && shown.published < START);
}

#[test]
fn the_withdrawn_entry_is_gone_and_named() {
    let story = Story::new(1).unwrap();
    let id = story.id("bridge-shots");
    let (before, after) = (story.moment(START, &[]), story.moment(START, &played(&story)));
    assert!(ids(&before).contains(&id.as_str()) && before.deleted.is_empty());
    assert!(!ids(&after).contains(&id.as_str()));
    assert_eq!(after.deleted.len(), 1);
    assert_eq!(after.deleted[0].shown.id, id);
}

fn item_ids(newsroom: &Newsroom) -> Vec<String> {
    let feed = newsroom.feed();
    feed["items"].as_array().unwrap().iter().map(|item| item["id"].as_str().unwrap().to_owned()).collect()
}

fn text(value: &Value) -> &str {
    value.as_str().unwrap_or_else(|| panic!("not a string: {value}"))
}

#[tokio::test]
async fn both_documents_list_the_same_entries_in_the_same_order_at_every_beat() {
    let newsroom = newsroom().await;
    for beat in 0..=newsroom.beats() {
        newsroom.step_to(beat);
        let posting = newsroom.posting();
        let updates = posting["liveBlogUpdate"].as_array().unwrap();
        let from_posting: Vec<String> = updates.iter().map(|u| text(&u["identifier"]).to_owned()).collect();
        assert_eq!(item_ids(&newsroom), from_posting, "beat {beat}");
    }
}

#[tokio::test]
async fn every_beat_is_a_valid_json_feed() {
    let newsroom = newsroom().await;
    for beat in 0..=newsroom.beats() {
        newsroom.step_to(beat);
        let feed: Value = serde_json::from_str(&newsroom.feed().to_string()).unwrap();
        assert_eq!(feed["version"], "https://jsonfeed.org/version/1.1");
        let items = feed["items"].as_array().unwrap();
        assert_eq!(feed["_liveblog"]["total"], items.len());
        assert_eq!(feed["_liveblog"]["cursor"], format!("beat-{beat}"));
        let mut known = item_ids(&newsroom);
        known.sort();
        known.dedup();
        assert_eq!(known.len(), items.len(), "an id is given once, at beat {beat}");
        for item in items {
            let _ = (text(&item["content_html"]), text(&item["date_published"]), text(&item["url"]));
            assert!(!item["tags"].as_array().unwrap().is_empty());
        }
        for listed in ["key_items", "pinned_items"] {
            for id in feed["_liveblog"][listed].as_array().unwrap() {
                assert!(known.iter().any(|known| known == text(id)), "{listed} names {id} at beat {beat}");
            }
        }
    }
}

#[tokio::test]
async fn the_last_beat_ends_the_coverage_and_it_stays_ended() {
    let newsroom = newsroom().await;
    newsroom.step_to(newsroom.beats() - 1);
    assert_eq!(newsroom.feed()["_liveblog"]["state"], "live");
    assert!(newsroom.feed().get("expired").is_none());
    newsroom.step(1);
    newsroom.step(5);
    let feed = newsroom.feed();
    assert_eq!(feed["_liveblog"]["state"], "ended");
    assert_eq!(feed["expired"], true);
    assert_eq!(feed["_liveblog"]["coverage_end"], newsroom.posting()["coverageEndTime"]);
}
