//! A local newsroom: it serves the built widget with the headers a publisher would set, and plays a scripted
//! live story that moves while one watches. The demo runs it as a program; tests hold it as a value.
//!
//! - `script` and `story`: what happens, and what stands at a moment
//! - `jsonfeed`: a moment as a document; `coverage`: that document read back, with what controls changed
//! - `posting` and `shapes`: the coverage as other systems write it
//! - `desk`: what requests read and controls change; `change`: what a control does to the story
//! - `stream`: every change as an event, for those who listen
//! - `serve`, `pages`, `admin`, `answer`, `faults`, `listen`, `line`: HTTP and what is below it
//! - this file: the handle that starts it, and the controls of the story; `controls`: those of the stream and the server

mod admin;
mod answer;
mod change;
mod clock;
mod controls;
mod coverage;
mod desk;
mod faults;
mod jsonfeed;
mod line;
mod listen;
mod pages;
mod posting;
mod query;
mod script;
mod seen;
mod serve;
mod shapes;
mod story;
mod stream;

use std::io;
use std::net::Ipv4Addr;
use std::path::PathBuf;
use std::sync::Arc;
use std::time::Duration;

use axum::body::Bytes;
use serde_json::Value;
use tokio::net::TcpListener;
use tokio::task::JoinHandle;

pub use crate::faults::{Fault, UnknownFault};
pub use crate::script::{Author, Beat, Blog, Edit, Entry, Picture, Script, ScriptError, Step};
pub use crate::seen::Seen;
pub use crate::story::{Moment, Shown, Story, Withdrawn};
pub use crate::stream::{Opening, Payload};

use crate::change::Change;
use crate::desk::{Body, Desk};

/// Between two beats at speed 1.
const BEAT: Duration = Duration::from_secs(8);

/// How a newsroom is started.
#[derive(Debug, Clone)]
pub struct Options {
    /// The folder with the built widget.
    pub dist: PathBuf,
    /// The port on 127.0.0.1; 0 takes any free one.
    pub port: u16,
    /// 1 plays a beat every eight seconds, 4 every two; 0 leaves the story to the controls.
    pub speed: f64,
    /// Decides ids and the scatter of times.
    pub seed: u64,
    /// How many beats have already been played at the start, one every eight seconds.
    pub from: usize,
}

impl Options {
    /// For tests: any free port, and a story that moves only when told to.
    pub fn still(dist: impl Into<PathBuf>) -> Options {
        Options { dist: dist.into(), port: 0, speed: 0.0, seed: 1, from: 0 }
    }
}

/// A running newsroom. Dropping it stops it and closes its connections.
pub struct Newsroom {
    desk: Arc<Desk>,
    server: JoinHandle<()>,
    clock: Option<JoinHandle<()>>,
}

impl Drop for Newsroom {
    fn drop(&mut self) {
        self.server.abort();
        if let Some(clock) = &self.clock {
            clock.abort();
        }
    }
}

impl Newsroom {
    /// Starts serving; needs a tokio runtime with IO and time.
    pub async fn start(options: Options) -> io::Result<Newsroom> {
        let Options { dist, port, speed, seed, from } = options;
        let story = Story::new(seed).map_err(io::Error::other)?;
        let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, port)).await?;
        let origin = format!("http://{}", listener.local_addr()?);
        let beat = clock::Millis::try_from(BEAT.as_millis()).unwrap_or_default();
        let desk = Arc::new(Desk::new(dist, origin, story, from, beat));
        let server = tokio::spawn(listen::listen(listener, serve::router(desk.clone())));
        let pace =
            Duration::try_from_secs_f64(BEAT.as_secs_f64() / speed).ok().filter(|pace| !pace.is_zero());
        let clock = pace.map(|pace| tokio::spawn(play(desk.clone(), pace)));
        Ok(Newsroom { desk, server, clock })
    }

    /// Two newsrooms, so that one is a foreign origin to the other.
    pub async fn pair(options: Options) -> io::Result<(Newsroom, Newsroom)> {
        let other = Options { port: 0, ..options.clone() };
        Ok((Newsroom::start(options).await?, Newsroom::start(other).await?))
    }

    /// The front page: the origin and a slash.
    pub fn url(&self) -> String {
        format!("{}/", self.desk.origin)
    }

    /// `http://127.0.0.1:PORT`.
    pub fn origin(&self) -> &str {
        &self.desk.origin
    }

    /// The origin followed by `path`, which starts with a slash.
    pub fn at(&self, path: &str) -> String {
        format!("{}{path}", self.desk.origin)
    }
}

/// The story.
impl Newsroom {
    /// How many beats have been played.
    pub fn beat(&self) -> usize {
        self.desk.beat()
    }

    /// How many beats there are.
    pub fn beats(&self) -> usize {
        self.desk.story.beats()
    }

    /// Plays forward or winds back to a beat, and says where the story stands.
    pub fn step_to(&self, beat: usize) -> usize {
        self.desk.step_to(beat)
    }

    /// Plays `n` beats.
    pub fn step(&self, n: usize) -> usize {
        self.desk.step_to(self.desk.beat().saturating_add(n))
    }

    /// The story from its start, without faults, pushed entries or replaced bodies.
    pub fn reset(&self) {
        self.desk.reset();
    }

    /// What stands now.
    pub fn moment(&self) -> Moment {
        self.desk.moment()
    }

    /// The id of the entry with this slug in `story/`.
    pub fn id(&self, slug: &str) -> String {
        self.desk.story.id(slug)
    }
}

/// The documents.
impl Newsroom {
    /// `/feed.json` as it stands now.
    pub fn feed(&self) -> Value {
        self.desk.feed()
    }

    /// `/liveblogposting.json` as it stands now.
    pub fn posting(&self) -> Value {
        self.desk.posting()
    }

    /// What is at an address such as `/mastodon.json?limit=5`, where a document of the story is.
    pub fn document(&self, address: &str) -> Option<Value> {
        let (path, query) = address.split_once('?').unwrap_or((address, ""));
        let asked = shapes::Asked::new(query);
        match path {
            "/feed.json" => Some(shapes::feed_page(self.feed(), &asked, &self.desk.origin)),
            "/liveblogposting.json" => Some(self.posting()),
            _ => {
                let shape = shapes::SHAPES.into_iter().find(|shape| shape.path == path)?;
                Some((shape.write)(&self.desk.coverage(), &asked).body)
            }
        }
    }

    /// Puts an item, any JSON, at the top of `/feed.json`. The other documents show it too, in their order, where it
    /// has an id.
    pub fn push(&self, item: Value) {
        self.desk.change(Change::Push(item));
    }

    /// Puts a good item with this id, headline and body at the top of `/feed.json`, published now.
    pub fn push_entry(&self, id: &str, title: &str, html: &str) {
        self.push(serde_json::json!({
            "id": id, "title": title, "content_html": html, "date_published": clock::stamp(self.desk.now()),
        }));
    }

    /// Lays `patch` over the item of `/feed.json` with this id: `null` removes a member. In the other documents the
    /// entry is changed now, unless the patch says when.
    pub fn edit(&self, id: &str, patch: Value) {
        self.desk.change(Change::Edit(id.to_owned(), patch, self.desk.now()));
    }

    /// Takes the item out of `/feed.json` and leaves a tombstone, and out of every other document in its own way.
    pub fn delete(&self, id: &str) {
        self.desk.change(Change::Delete(id.to_owned(), self.desk.now()));
    }

    /// Lays `patch` over the whole of `/feed.json`, such as `{"_liveblog": {"state": "paused"}}`.
    pub fn patch_feed(&self, patch: Value) {
        self.desk.change(Change::Feed(patch));
    }

    /// Answers these bytes at `path` from now on, verbatim: a feed or any file of the build.
    pub fn replace(&self, path: &str, content_type: &str, bytes: impl Into<Vec<u8>>) {
        let body = Body { content_type: content_type.to_owned(), bytes: Bytes::from(bytes.into()) };
        self.desk.replace(path, Some(body));
    }

    /// Answers the real thing at `path` again.
    pub fn restore(&self, path: &str) {
        self.desk.replace(path, None);
    }
}

/// What goes wrong.
impl Newsroom {
    /// Every answer at `path` has this fault until it is cleared.
    pub fn fault(&self, path: &str, fault: Fault) {
        self.desk.arm(path, fault, None);
    }

    /// The next `times` answers at `path` have this fault.
    pub fn fault_times(&self, path: &str, fault: Fault, times: u32) {
        self.desk.arm(path, fault, Some(times));
    }

    /// No faults any more.
    pub fn clear_faults(&self) {
        self.desk.disarm(None);
    }
}

/// What was asked.
impl Newsroom {
    /// How many requests came for `path`.
    pub fn requests(&self, path: &str) -> usize {
        self.desk.seen(path).len()
    }

    /// The requests for `path`, oldest first.
    pub fn seen(&self, path: &str) -> Vec<Seen> {
        self.desk.seen(path)
    }

    /// Every request but those to `/admin`, oldest first.
    pub fn all_seen(&self) -> Vec<Seen> {
        self.desk.all_seen()
    }

    /// The newest request for `path`.
    pub fn last_seen(&self, path: &str) -> Option<Seen> {
        self.desk.seen(path).pop()
    }

    /// Counts from nothing again.
    pub fn forget_requests(&self) {
        self.desk.forget_seen();
    }

    /// Waits until `path` has been asked for `count` times in all; false when `at_most` has passed before.
    pub async fn wait_for_requests(&self, path: &str, count: usize, at_most: Duration) -> bool {
        let wait = async {
            while self.requests(path) < count {
                tokio::time::sleep(Duration::from_millis(10)).await;
            }
        };
        tokio::time::timeout(at_most, wait).await.is_ok()
    }

    /// The policy violations that browsers reported.
    pub fn csp_reports(&self) -> Vec<Value> {
        self.desk.reports()
    }
}

async fn play(desk: Arc<Desk>, pace: Duration) {
    loop {
        tokio::time::sleep(pace).await;
        // Asked each time, because a control may wind the story back.
        desk.step_to(desk.beat().saturating_add(1));
    }
}
