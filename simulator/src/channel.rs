//! The model's stream of server-sent events: a history that a restart loses and that is never long, as nginx with nchan has it.

use std::fmt::Write as _;

use crate::dice::Dice;
use crate::newsroom::{Newsroom, Post, date};

/// How many events a server keeps for who comes back.
const KEPT: usize = 12;

/// The channel of the blog.
#[derive(Debug, Default)]
pub struct Channel {
    /// Counts restarts, and is in every id.
    generation: u32,
    serial: u64,
    kept: Vec<(u64, String)>,
}

impl Channel {
    /// Sends an event; the text is as it goes over the wire.
    pub fn send(&mut self, name: Option<&str>, data: &str) -> String {
        self.serial += 1;
        let mut text = format!("id: {}-{}\n", self.generation, self.serial);
        if let Some(name) = name {
            let _ = writeln!(text, "event: {name}");
        }
        let _ = write!(text, "data: {data}\n\n");
        self.kept.push((self.serial, text.clone()));
        if self.kept.len() > KEPT {
            self.kept.remove(0);
        }
        text
    }

    /// What a reader is sent who has heard this event. Where the history no longer has what followed, nobody says so.
    #[must_use]
    pub fn after(&self, id: Option<&str>) -> String {
        let Some((generation, serial)) = id.and_then(|id| id.split_once('-')) else { return String::new() };
        if generation.parse() != Ok(self.generation) {
            return String::new();
        }
        let serial: u64 = serial.parse().unwrap_or(u64::MAX);
        self.kept.iter().filter(|(known, _)| *known > serial).map(|(_, text)| text.as_str()).collect()
    }

    /// The server starts anew and has forgotten everything.
    pub fn restart(&mut self) {
        self.generation += 1;
        self.kept.clear();
    }
}

/// What a newsroom tells its stream of a change: entries, tombstones, a part of the feed, or only that something has changed.
pub fn events(before: &[Post], newsroom: &Newsroom, dice: &mut Dice) -> Vec<(Option<&'static str>, String)> {
    let known = |number: u32| before.iter().find(|post| post.number == number);
    let began_anew = before.iter().any(|post| !newsroom.posts.iter().any(|now| now.number == post.number));
    if began_anew || dice.percent(10) {
        return vec![(None, "changed".to_owned())];
    }
    let is_other = |post: &&Post| {
        known(post.number).is_none_or(|known| {
            (known.version, known.pinned, known.key, known.gone)
                != (post.version, post.pinned, post.key, post.gone)
        })
    };
    let changed: Vec<&Post> = newsroom.posts.iter().filter(is_other).collect();
    let tombstone = |post: &Post| {
        let when = newsroom.withdrawn_at(post.number).map(date).unwrap_or_default();
        format!(r#"{{"id":"{}","when":"{when}"}}"#, post.id())
    };
    let in_one = changed.len() > 1 || newsroom.ended;
    if in_one && (newsroom.ended || dice.percent(60)) {
        let items: Vec<&str> = changed.iter().filter(|post| !post.gone).map(|post| post.json()).collect();
        let stones: Vec<String> =
            changed.iter().filter(|post| post.gone).map(|post| tombstone(post)).collect();
        let state = if newsroom.ended { r#""state":"ended","# } else { "" };
        let (items, stones) = (items.join(","), stones.join(","));
        return vec![(None, format!(r#"{{"items":[{items}],"_liveblog":{{{state}"deleted":[{stones}]}}}}"#))];
    }
    let event = |post: &&Post| match post.gone {
        true => (Some("delete"), tombstone(post)),
        false => (Some("entry"), post.json().to_owned()),
    };
    changed.iter().map(event).collect()
}
