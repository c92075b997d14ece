//! Another site on this machine, and an entry with things of it and of sites that everybody knows.

use newsroom::{Newsroom, Options};
use serde_json::json;

use crate::stage::{Stage, dist};

/// Tells the page around it whose it is. Not HTML, because the newsroom lets its pages be framed by itself alone.
const FRAME: &str =
    "<svg xmlns='http://www.w3.org/2000/svg'><script>parent.postMessage(self.origin, '*')</script></svg>";
const PICTURE: &str =
    "<svg xmlns='http://www.w3.org/2000/svg' width='16' height='9'><path d='M0 0h16v9H0z'/></svg>";

/// The site: its host is not that of the page.
pub struct Site {
    news: Newsroom,
    /// `http://localhost:PORT`.
    pub origin: String,
}

impl Site {
    /// Starts it.
    pub async fn open() -> Site {
        let news = Newsroom::start(Options::still(dist())).await.expect("another newsroom starts");
        furnish(&news);
        let origin = news.origin().replace("127.0.0.1", "localhost");
        Site { news, origin }
    }

    /// The address of something on it: `/frame.svg`, `/film.mp4`, `/picture.svg`.
    pub fn at(&self, path: &str) -> String {
        format!("{}{path}", self.origin)
    }

    /// How many requests came, for whatever.
    pub fn asked(&self) -> usize {
        self.news.all_seen().len()
    }

    /// How many requests came for this.
    pub fn asked_for(&self, path: &str) -> usize {
        self.news.requests(path)
    }
}

/// Lets a newsroom answer `/frame.svg`, `/film.mp4` and `/picture.svg`.
pub fn furnish(news: &Newsroom) {
    news.replace("/frame.svg", "image/svg+xml", FRAME);
    news.replace("/film.mp4", "video/mp4", vec![0; 64]);
    news.replace("/picture.svg", "image/svg+xml", PICTURE);
}

/// Puts an entry with five things of other sites on top: a film of YouTube's, a post of X's, a frame and a film of the
/// site, and a card.
pub fn push_embeds(at: &Stage, site: &Site) {
    let html = format!(
        "<p>Five things.</p>
         <iframe src=\"https://www.youtube.com/embed/abc123\" title=\"The harbour at dawn\" width=560 height=315></iframe>
         <blockquote class=\"twitter-tweet\"><p>Words of a post.</p>
         <a href=\"https://twitter.com/harbour/status/123\">Three o'clock</a></blockquote>
         <iframe src=\"{}\" title=\"A chart of the tide\" width=600 height=400></iframe>
         <video src=\"{}\" aria-label=\"The gates open\"></video>",
        site.at("/frame.svg"),
        site.at("/film.mp4"),
    );
    at.news.push_entry("embeds", "Things of other sites", &html);
    let card = json!({ "url": "https://longreads.example/tide", "title": "A long read about tides" });
    at.news.edit("embeds", json!({ "_liveblog": { "embeds": [card] } }));
}

/// Puts that entry on top, opens `/page` with the site let in by its policy, and waits for the entry.
pub async fn open_embeds(at: &Stage, site: &Site, query: &str) {
    push_embeds(at, site);
    at.open(&format!("page-size=1&allow={}&{query}", site.origin)).await;
    at.page.until_is("ids()[0]", "embeds".to_owned()).await;
}

/// The button that loads what this site has, in the first reader of the page.
pub const LOAD: &str = "$('[aria-label=\"Load from localhost: A chart of the tide\"]')";

/// The frame of the site.
pub const FRAMED: &str = "$('iframe[title=\"A chart of the tide\"]')";
