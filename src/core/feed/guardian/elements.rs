//! The Guardian's elements as pieces of a body.
//!
//! The Content API says `"type": "rich-link"` and keeps the fields in `richLinkTypeData`; the page model says `"_type":
//! "model.dotcomrendering.pageElements.RichLinkBlockElement"` and keeps them in the element. Beyond that they agree.

use std::rc::Rc;

use implicit_clone::unsync::IString;

use crate::core::embed::Embed;
use crate::core::feed::compose::tagged;
use crate::core::feed::fields::{Fields, Wording, denies};
use crate::core::feed::pictures::size;
use crate::core::json::Json;
use crate::core::model::{Image, Part};
use crate::core::url::SafeUrl;

/// A picture in the text is never wider on a page; larger files only cost the reader.
const WIDEST: i64 = 1300;
/// How deep elements lie inside elements: a list in an event in a section of a timeline.
const DEEPEST: u8 = 6;

/// The pieces, and whether every element that a reader should see is among them.
pub(super) fn read(elements: &[Json], fields: Fields) -> (Vec<Part>, bool) {
    let fields = Fields { wording: Wording::Encoded, ..fields };
    let mut reader = Reader { fields, parts: Vec::new(), whole: true };
    reader.all(elements, DEEPEST);
    (reader.parts, reader.whole)
}

struct Reader<'a> {
    fields: Fields<'a>,
    parts: Vec<Part>,
    whole: bool,
}

impl Reader<'_> {
    fn all(&mut self, elements: &[Json], room: u8) {
        for element in elements.iter().filter(|element| element.is_object()) {
            self.whole &= self.one(element, room);
        }
    }

    /// Adds what the element shows; false when it cannot be shown here though it should be.
    fn one(&mut self, element: &Json, room: u8) -> bool {
        let data = element.members().iter().find(|(key, data)| key.ends_with("TypeData") && data.is_object());
        let data = data.map_or(element, |(_, data)| data);
        let part = match &*kind(element) {
            // Advertisements, forms and games, and what Guardian pages draw from elsewhere.
            "adplaceholder"
            | "callout"
            | "newslettersignup"
            | "quizatom"
            | "crossword"
            | "form"
            | "starrating"
            | "interactivecontents" => return true,
            "divider" => Some(Part::Html("<hr>".into())),
            "subheading" | "numberedtitle" => framed(data, "<h", "h2"),
            "code" => framed(data, "<pre", "pre"),
            "image" => self.image(element, data).map(Part::Image),
            "cartoon" => self.cartoon(element).map(Part::Image),
            "pullquote" | "blockquote" | "comment" => self.quote(data),
            "caption" => self.fields.line(data.get("captionText")).map(|text| Part::Html(tagged("p", &text))),
            "richlink" | "membership" | "link" | "product" => self.card(data),
            "interactive" | "interactiveatom" | "chartatom" | "genericatom" => {
                self.place(element, data, true)
            }
            "map" | "document" | "tweet" | "instagram" | "youtube" | "videoyoutube" | "videovimeo"
            | "videofacebook" | "vine" | "spotify" | "soundcloud" | "video" | "guvideo" | "mediaatom"
            | "audio" | "audioatom" => self.place(element, data, false),
            _ => return self.group(data, room),
        };
        let shown = part.is_some();
        self.parts.extend(part);
        shown
    }

    /// Somebody's words. Those of the page model come with the quotation's own tags.
    fn quote(&self, data: &Json) -> Option<Part> {
        let html = data.text("html").or_else(|| data.text("body"))?;
        if html.contains("<blockquote") {
            return Some(Part::Html(html));
        }
        let credit = self.fields.first_line(data, &["attribution", "profileName", "authorName"]);
        let url = self.fields.first_url(data, &["permalink", "commentUrl"]);
        Some(Part::Quote { html, credit, url })
    }

    fn card(&self, data: &Json) -> Option<Part> {
        let url = self.fields.first_url(data, &["url", "originalUrl"])?;
        let title = self.fields.first_line(data, &["text", "linkText", "title"]);
        Some(Part::Embed(Embed::card(url, title)))
    }

    /// A post, a film, a recording, a chart. `frame` says that its address is that of a frame's document.
    fn place(&self, element: &Json, data: &Json, frame: bool) -> Option<Part> {
        let url = |keys: &[&str]| self.fields.first_url(data, keys);
        let on_youtube = data
            .text("assetId")
            .and_then(|id| SafeUrl::parse("https://www.youtube.com/watch")?.with_query_value("v", &id));
        let page = on_youtube.or_else(|| url(&["originalUrl", "url", "shortUrl"]));
        let known = || [page.clone(), url(&["url"])].iter().flatten().find_map(Embed::of_link);
        let framed = || {
            let address = url(&["embedUrl", "iframeUrl"]).or_else(|| url(&["url"]).filter(|_| frame))?;
            Some(Embed::of_frame(&address))
        };
        let embed = match known() {
            Some(embed) => embed,
            None => match (framed().or_else(|| self.file(element, data)), html(data), page) {
                (Some(embed), _, page) => Embed { url: page.unwrap_or_else(|| embed.url.clone()), ..embed },
                (None, Some(html), _) => return Some(html),
                (None, None, page) => Embed::card(page?, None),
            },
        };
        let titles = ["title", "mediaTitle", "caption", "alt", "html"];
        let title = self.fields.first_line(data, &titles).or_else(|| embed.title.clone());
        let size = embed.size.or_else(|| size(data));
        Some(Part::Embed(Embed { title, size, ..embed }))
    }

    /// A film or a recording that lies ready as a file.
    fn file(&self, element: &Json, data: &Json) -> Option<Embed> {
        if let Some(url) = self.fields.url(data.get("trackUrl")) {
            return Some(Embed::audio(url));
        }
        let mut playable = element.list("assets").iter().filter_map(|asset| {
            let kind = asset.text("mimeType")?;
            let url = self.fields.first_url(asset, &["url", "file"])?;
            match &*kind {
                "video/mp4" | "video/webm" => {
                    Some(Embed { size: size(asset.get("fields")), ..Embed::video(url) })
                }
                kind if kind.starts_with("audio/") => Some(Embed::audio(url)),
                _ => None,
            }
        });
        playable.next()
    }

    fn image(&self, element: &Json, data: &Json) -> Option<Image> {
        let about = if element.get("data").is_object() { element.get("data") } else { data };
        let sources = element.list("imageSources").iter().map(|source| source.list("srcSet"));
        let mut lists =
            [element.get("media").list("allImages"), element.list("assets")].into_iter().chain(sources);
        let image = lists.find_map(|files| self.best(files));
        Some(self.described(image?, about))
    }

    fn cartoon(&self, element: &Json) -> Option<Image> {
        let variants = element.list("variants").iter();
        let image = variants.filter_map(|variant| self.best(variant.list("images"))).next_back()?;
        Some(self.described(image, element))
    }

    /// The widest file that is no wider than a page, or else the smallest.
    fn best(&self, files: &[Json]) -> Option<Image> {
        let mut best: Option<(i64, Image)> = None;
        for file in files {
            let inside = ["fields", "typeData"].into_iter().map(|key| file.get(key));
            let about = inside.into_iter().find(|about| about.is_object()).unwrap_or(file);
            let address = [about.get("secureFile"), file.get("url"), file.get("file"), file.get("src")];
            let Some(url) = address.into_iter().find_map(|value| self.fields.image_url(value)) else {
                continue;
            };
            let width = about.integer("width").unwrap_or(0);
            let score = if width > WIDEST { -width } else { width };
            if best.as_ref().is_none_or(|(known, _)| score > *known) {
                let line = |key| self.fields.line(about.get(key));
                let alt = line("altText").or_else(|| line("alt")).unwrap_or(IString::Static(""));
                let image =
                    Image { url, alt, caption: line("caption"), credit: line("credit"), size: size(about) };
                best = Some((score, image));
            }
        }
        best.map(|(_, image)| image)
    }

    /// The picture with what the element says of it.
    fn described(&self, image: Image, about: &Json) -> Image {
        let line = |key| self.fields.line(about.get(key));
        Image {
            alt: line("alt").unwrap_or(image.alt),
            caption: line("caption").or(image.caption),
            credit: line("credit").or(image.credit).filter(|_| !denies(about.get("displayCredit"))),
            ..image
        }
    }

    /// Anything else: HTML, or an element that holds others, such as takeaways, questions and answers, a timeline. A heading
    /// with nothing under it is not shown.
    fn group(&mut self, value: &Json, room: u8) -> bool {
        let before = self.parts.len();
        self.headings(value);
        let headed = self.parts.len();
        self.inside(value, room);
        let shown = self.parts.len() > headed;
        if !shown {
            self.parts.truncate(before);
        }
        shown
    }

    fn headings(&mut self, value: &Json) {
        for (key, tag) in [("date", "p"), ("title", "h3"), ("label", "p")] {
            let line = self.fields.line(value.get(key));
            self.parts.extend(line.map(|line| Part::Html(tagged(tag, &line))));
        }
    }

    fn inside(&mut self, value: &Json, room: u8) {
        const LISTS: [&str; 9] = [
            "body",
            "elements",
            "images",
            "sections",
            "events",
            "items",
            "keyTakeaways",
            "qAndAExplainers",
            "miniProfiles",
        ];
        let Some(room) = room.checked_sub(1) else {
            return;
        };
        let before = self.parts.len();
        self.all(value.list("main"), room);
        self.parts.extend(html(value).or_else(|| value.text("body").map(Part::Html)));
        for key in LISTS {
            for item in value.list(key).iter().filter(|item| item.is_object()) {
                if item.get("_type").is_null() && item.get("type").is_null() {
                    self.headings(item);
                    self.inside(item, room);
                } else {
                    self.whole &= self.one(item, room);
                }
            }
        }
        let caption = self.fields.line(value.get("caption")).filter(|_| self.parts.len() > before);
        self.parts.extend(caption.map(|line| Part::Html(tagged("p", &line))));
    }
}

/// The name of a kind in both documents: `richlink`.
fn kind(element: &Json) -> String {
    let name = element.text("_type").or_else(|| element.text("type")).unwrap_or_default();
    let name = name.rsplit('.').next().unwrap_or_default().replace(['-', '_'], "").to_ascii_lowercase();
    let end = name.find("blockelement").or_else(|| name.find("element")).unwrap_or(name.len());
    name.get(..end).unwrap_or_default().to_owned()
}

fn html(data: &Json) -> Option<Part> {
    data.text("html").map(Part::Html)
}

/// The element's HTML within `tag`, unless it brings its own.
fn framed(data: &Json, own: &str, tag: &str) -> Option<Part> {
    let html = data.text("html")?;
    let whole = html.contains(own);
    Some(Part::Html(if whole { html } else { Rc::from(["<", tag, ">", &html, "</", tag, ">"].concat()) }))
}
