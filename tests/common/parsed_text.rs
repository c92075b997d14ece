//! What was read from a feed, as text that a person can check.

use live_blog::core::clock::{Timestamp, iso};
use live_blog::core::feed::{self, Format, Parsed};
use live_blog::core::json::Json;
use live_blog::core::model::{Author, Body, Entry, Image, Part};
use live_blog::core::url::SafeUrl;

/// Where every fixture comes from.
const BASE: &str = "https://news.example/live/feed.json";
/// The reader's clock while fixtures are read: noon on 12 March 2026 in UTC.
const NOW: Timestamp = Timestamp(1_773_316_800_000);

/// Reads the document of the fixture `name` and says what came of it. A document that betrays no format is read
/// in that of its folder, as one remembered from an earlier answer is.
pub fn reading(name: &str, document: &Json) -> String {
    let Some(base) = SafeUrl::parse(BASE) else {
        return String::from("the base address is refused\n");
    };
    let folder = name.split('/').next().unwrap_or_default();
    let detected = feed::detect(document);
    let mut text = match detected {
        Some(format) => format!("detected: {}\n", format.name()),
        None => String::from("detected: nothing\n"),
    };
    match feed::read(document, &base, detected.or_else(|| Format::from_name(folder)), NOW) {
        Ok(parsed) => text += &parsed_text(&parsed),
        Err(error) => text += &format!("error: {error}\n"),
    }
    text
}

fn parsed_text(parsed: &Parsed) -> String {
    let about = &parsed.about;
    let mut text = String::new();
    line(&mut text, "title", about.title.as_deref());
    line(&mut text, "home", about.home.as_ref().map(SafeUrl::as_str));
    line(&mut text, "lang", about.lang.as_deref());
    text += &format!("phase: {:?}\n", about.phase);
    about.authors.iter().for_each(|author| line(&mut text, "author", Some(&author_text(author))));
    line(&mut text, "poll", about.poll_seconds.map(|seconds| seconds.to_string()).as_deref());
    text += &format!("mode: {:?}{}\n", parsed.mode, if parsed.more { ", more" } else { "" });
    line(&mut text, "next", parsed.next.as_ref().map(SafeUrl::as_str));
    if parsed.skipped > 0 {
        text += &format!("skipped: {}\n", parsed.skipped);
    }
    parsed.skips.iter().for_each(|skip| line(&mut text, "skip", Some(&skip.to_string())));
    if parsed.cut > 0 {
        text += &format!("cut: {}\n", parsed.cut);
    }
    for tombstone in &parsed.deleted {
        let when = tombstone.when.map_or(String::from("some time"), iso);
        text += &format!("deleted: {} at {when}\n", tombstone.id.0);
    }
    parsed.entries.iter().for_each(|entry| text += &entry_text(entry));
    text
}

fn entry_text(entry: &Entry) -> String {
    let mut text = format!("\n[{}] {}", entry.id.0, iso(entry.published));
    if entry.approximate {
        text += " or so";
    }
    if let Some(modified) = entry.modified {
        text += &format!(", changed {}", iso(modified));
    }
    text += "\n";
    line(&mut text, "  headline", entry.headline.as_deref());
    match &entry.body {
        Body::Empty => {}
        Body::Html { source, base } => {
            let elsewhere = if base.as_str() == BASE { "" } else { base.as_str() };
            line(&mut text, "  html", Some(&format!("{source}{elsewhere}")));
        }
        Body::Text(body) => line(&mut text, "  text", Some(body)),
        Body::Parts { parts, .. } => parts.iter().for_each(|part| part_line(&mut text, part)),
    }
    entry.authors.iter().for_each(|author| line(&mut text, "  author", Some(&author_text(author))));
    let marks = entry.marks;
    for (name, set) in [
        ("key", marks.key),
        ("pinned", marks.pinned),
        ("breaking", marks.breaking),
        ("summary", marks.summary),
        ("struck", marks.struck),
    ] {
        line(&mut text, "  mark", set.then_some(name));
    }
    entry.topics.iter().for_each(|topic| line(&mut text, "  topic", Some(topic)));
    entry.images.iter().for_each(|image| line(&mut text, "  image", Some(&image_text(image))));
    line(&mut text, "  url", entry.url.as_ref().map(SafeUrl::as_str));
    line(&mut text, "  lang", entry.lang.as_deref());
    line(&mut text, "  rank", entry.rank.map(|rank| rank.to_string()).as_deref());
    text
}

fn part_line(text: &mut String, part: &Part) {
    match part {
        Part::Html(source) => line(text, "  html", Some(source)),
        Part::Text(source) => line(text, "  text", Some(source)),
        Part::Image(image) => line(text, "  picture", Some(&image_text(image))),
        Part::Quote { html, credit, url } => {
            line(text, "  quote", Some(html));
            line(text, "    credit", credit.as_deref());
            line(text, "    at", url.as_ref().map(SafeUrl::as_str));
        }
        Part::Embed(embed) => {
            line(text, "  embed", Some(&format!("{:?} {}", embed.provider, embed.url.as_str())));
            line(text, "    title", embed.title.as_deref());
            line(text, "    player", embed.player.as_ref().map(|player| format!("{player:?}")).as_deref());
            line(
                text,
                "    size",
                embed.size.map(|(width, height)| format!("{width} by {height}")).as_deref(),
            );
        }
    }
}

fn line(text: &mut String, name: &str, value: Option<&str>) {
    if let Some(value) = value {
        *text += &format!("{name}: {}\n", value.replace('\n', "\\n"));
    }
}

fn author_text(author: &Author) -> String {
    let mut text = author.name.to_string();
    for (name, url) in [("url", &author.url), ("avatar", &author.avatar)] {
        if let Some(url) = url {
            text += &format!(", {name} {}", url.as_str());
        }
    }
    text
}

fn image_text(image: &Image) -> String {
    let mut text = format!("{}, alt {:?}", image.url.as_str(), &*image.alt);
    for (name, words) in [("caption", &image.caption), ("credit", &image.credit)] {
        if let Some(words) = words {
            text += &format!(", {name} {:?}", &**words);
        }
    }
    if let Some((width, height)) = image.size {
        text += &format!(", {width} by {height}");
    }
    text
}
