//! The controls of the stream, and of what the server does with every answer.

use std::time::Duration;

use axum::body::Bytes;

use crate::Newsroom;
use crate::stream::{Opening, Order, Payload, What, big_event, broken_text};

/// The stream, at `/stream` and at the hub.
impl Newsroom {
    /// How many streams are open.
    pub fn streams_open(&self) -> usize {
        self.desk.channel.counts().0
    }

    /// How many were open at one time at most.
    pub fn streams_most(&self) -> usize {
        self.desk.channel.counts().1
    }

    /// Counts the most from those that are open now.
    pub fn forget_streams_most(&self) {
        self.desk.channel.count_anew();
    }

    /// Waits until exactly `count` streams are open; false when `at_most` has passed before.
    pub async fn wait_for_streams(&self, count: usize, at_most: Duration) -> bool {
        let wait = async {
            while self.streams_open() != count {
                tokio::time::sleep(Duration::from_millis(10)).await;
            }
        };
        tokio::time::timeout(at_most, wait).await.is_ok()
    }

    /// The number of the newest event, which is its id in `/stream`; 0 before the first.
    pub fn last_event(&self) -> u64 {
        self.desk.channel.last()
    }

    /// How many events are kept for those who come back, 100 at first.
    pub fn set_history(&self, events: usize) {
        self.desk.channel.set(|settings| settings.kept = events);
    }

    /// Forgets the events that were kept; ids go on from where they were.
    pub fn forget_history(&self) {
        self.desk.channel.forget();
    }

    /// The pause between two comments that show life, 15 s at first; nothing for none.
    pub fn set_heartbeat(&self, every: Option<Duration>) {
        self.desk.channel.set(|settings| settings.heartbeat = every);
    }

    /// The `retry:` that new streams begin with, in milliseconds; nothing for none, as at first.
    pub fn set_retry(&self, millis: Option<u64>) {
        self.desk.channel.set(|settings| settings.retry = millis);
    }

    /// What an event carries where `as=` does not say, whole items at first.
    pub fn set_payload(&self, payload: Payload) {
        self.desk.channel.set(|settings| settings.payload = payload);
    }

    /// What streams do that are opened from now on.
    pub fn set_opening(&self, opening: Opening) {
        self.desk.channel.set(|settings| settings.opening = opening);
    }

    /// Whether every byte of a stream leaves alone.
    pub fn set_split(&self, split: bool) {
        self.desk.channel.set(|settings| settings.split = split);
    }

    /// Ends every stream in good order; the connections are closed.
    pub fn end_streams(&self) {
        self.desk.channel.order(&Order::End);
    }

    /// Ends every stream by a reset of its connection.
    pub fn reset_streams(&self) {
        self.desk.channel.order(&Order::Reset);
    }

    /// Every open stream sends nothing any more, no sign of life either, and stays. What happens meanwhile is lost to
    /// it. New streams are as `set_opening` says.
    pub fn freeze_streams(&self) {
        self.desk.channel.order(&Order::Freeze);
    }

    /// A restart: the history is forgotten and every stream ended in good order. Settings stay.
    pub fn restart_streams(&self) {
        self.forget_history();
        self.end_streams();
    }

    /// Sends an event of one's own, numbered and kept like any other.
    pub fn send_event(&self, name: Option<&str>, data: &str) {
        self.desk.channel.publish(What::Own(name.map(str::to_owned), data.to_owned()));
    }

    /// Sends an event that says only that something has changed.
    pub fn send_changed(&self) {
        self.desk.channel.publish(What::Changed);
    }

    /// Sends these bytes to every open stream as they are; nothing keeps them.
    pub fn send_raw(&self, bytes: impl Into<Vec<u8>>) {
        self.desk.channel.order(&Order::Raw(Bytes::from(bytes.into())));
    }

    /// Sends an event with a good item of about this many bytes, which the feed does not have.
    pub fn send_big_event(&self, id: &str, bytes: usize) {
        self.desk.channel.publish(big_event(id, bytes, self.desk.now()));
    }

    /// Sends an event with a good item whose headline is not UTF-8; nothing keeps it.
    pub fn send_broken_text(&self, id: &str) {
        self.desk.channel.order(&Order::Raw(broken_text(id)));
    }

    /// Every open stream begins an event that never ends, several megabytes a second.
    pub fn send_endless_line(&self) {
        self.desk.channel.order(&Order::Endless);
    }

    /// Whether `/feed.json` names its hub and topic in `Link`; `/feed.json?hub` does so in any case.
    pub fn set_hub(&self, hub: bool) {
        self.desk.set_manners(|manners| manners.hub = hub);
    }
}

/// What the server does with every answer.
impl Newsroom {
    /// Whether answers carry `Access-Control-Allow-Origin: *`, as they do at first.
    pub fn set_cors(&self, open: bool) {
        self.desk.set_manners(|manners| manners.cors = open);
    }

    /// Whether pages of other origins may read `Date`, `ETag`, `Link`, `Retry-After` and the like, as they may at first.
    pub fn set_exposed(&self, exposed: bool) {
        self.desk.set_manners(|manners| manners.exposed = exposed);
    }

    /// An outage: every stream and every connection that asks for something is reset, while requests are still counted
    /// and the story and the controls go on.
    pub fn set_down(&self, down: bool) {
        self.desk.set_manners(|manners| manners.down = down);
        if down {
            self.reset_streams();
        }
    }

    /// Sets the server's clock this many seconds ahead, or behind where negative: the header `Date`, and every date
    /// in the documents.
    pub fn set_skew(&self, seconds: i64) {
        self.desk.set_manners(|manners| manners.skew = seconds.saturating_mul(1000));
    }

    /// A stale cache: `/feed.json` is the story as it stood at this beat, without pushed and edited entries, while
    /// everything else goes on.
    pub fn serve_snapshot_from(&self, beat: usize) {
        self.desk.set_stale(Some(beat));
    }

    /// The end of the stale cache.
    pub fn serve_present(&self) {
        self.desk.set_stale(None);
    }
}
