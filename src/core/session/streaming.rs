//! Being told instead of asking: the stream, and the feed beside it.

use std::rc::Rc;

use implicit_clone::unsync::IString;

use super::answer::failure_detail;
use super::{Outgoing, Permission, State};
use crate::core::clock::{Now, SECOND};
use crate::core::config::Source;
use crate::core::feed::message::{self, Message};
use crate::core::model::Phase;
use crate::core::poll::Failure;
use crate::core::prefs::What;
use crate::core::stream::{ConnectionNo, FAILURES_MAX, Stream, Wanted};
use crate::core::url::SafeUrl;

/// Readers who hear of a change at the same moment ask the feed within this time.
pub(super) const SPREAD: u64 = 2 * SECOND;

/// A stream to hold open.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Connection {
    /// To be given back with whatever comes of it.
    pub no: ConnectionNo,
    /// The stream, whoever reads it and from wherever.
    pub url: SafeUrl,
    /// Where addresses in what is said start from.
    pub base: SafeUrl,
    /// The last event that was heard before.
    pub last_id: Option<IString>,
    /// The parameters that say where to go on.
    resume_by: &'static [&'static str],
    own: bool,
}

impl Connection {
    /// The address to ask when this was the last event that was heard.
    #[must_use]
    pub fn address(&self, last_id: Option<&str>) -> SafeUrl {
        let resumed = last_id.filter(|id| !id.is_empty()).and_then(|id| {
            let parameters: Vec<(&str, &str)> = self.resume_by.iter().map(|name| (*name, id)).collect();
            self.url.with_query(&parameters)
        });
        resumed.unwrap_or_else(|| self.url.clone())
    }

    /// Whether the header `Last-Event-ID` needs no preflight: the stream is on the page's own origin.
    #[must_use]
    pub fn is_own(&self) -> bool {
        self.own
    }
}

/// What came through a stream at one moment.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Heard {
    /// What it means, in order.
    pub messages: Vec<Message>,
    /// Where to go on from, when the stream says so.
    pub last_id: Option<IString>,
    /// The pause in milliseconds that the server wishes for before a reopening.
    pub retry: Option<u64>,
}

impl State {
    /// The stream that should be open; none while the feed alone is asked.
    #[must_use]
    pub fn stream(&self) -> Option<Connection> {
        let (no, last_id) = self.stream.connection()?;
        let (url, base) = (self.stream_url()?, self.config.src.clone()?);
        let own = self.config.consent.page.as_ref().and_then(SafeUrl::origin) == url.origin();
        let resume_by: &[&str] = match self.config.stream {
            Source::Hub => &["last_event_id", "lastEventID"],
            _ => &["last_event_id"],
        };
        Some(Connection { no, url, base, last_id: last_id.cloned(), resume_by, own })
    }

    /// Whether entries come as they are published.
    #[must_use]
    pub fn is_streaming(&self) -> bool {
        self.stream.is_open()
    }

    /// A hub is believed where the feed or the page itself lives. Both dialects of Mercure are spoken at once: a hub passes
    /// over the one it does not know.
    fn stream_url(&self) -> Option<SafeUrl> {
        match &self.config.stream {
            Source::None => None,
            Source::At(url) => Some(url.clone()),
            Source::Hub => {
                let hub = self.hub.as_deref()?;
                let trusted = [self.config.src.as_ref(), self.config.consent.page.as_ref()];
                let origin = hub.url.origin();
                let known = trusted.into_iter().flatten().any(|url| url.origin() == origin);
                known.then(|| hub.url.with_query(&[("match", &hub.topic), ("topic", &hub.topic)])).flatten()
            }
        }
    }

    /// Brings the stream, and with it the pace of polling, in line with everything else. Called after every action.
    pub(super) fn attend_to_stream(&mut self, now: Now) {
        let asked_for = self.prefs.system && self.prefs.what != What::Nothing;
        let tells = asked_for && self.permission == Permission::Granted;
        let wanted = if !self.answered || self.poll.rests() || self.stream_url().is_none() {
            Wanted::No
        } else if self.hidden && !tells {
            Wanted::Briefly
        } else {
            Wanted::Yes
        };
        if self.stream.last_id.is_none()
            && let Some(hub) = &self.hub
        {
            self.stream.last_id.clone_from(&hub.last_id);
        }
        self.stream.want(wanted, now);
        self.poll.streaming(self.stream.is_open(), now);
    }

    /// The page names another stream. A hub that the feed has named is known all the same: an unchanged feed is not read again.
    pub(super) fn begin_stream_anew(&mut self) {
        let earlier = std::mem::replace(&mut self.stream, Stream::new(!self.config.seed));
        self.stream.continue_from(&earlier);
    }

    /// What was told before the stream opened, and not heard, is in the feed: it is asked at once. A stream opens again
    /// without having closed when another tab gives it over.
    pub(super) fn stream_opened(&mut self, no: ConnectionNo, now: Now) {
        if !self.stream.opened(no, now) && self.stream.hears(no) {
            self.poll.ask_between(0, SPREAD, now);
        }
    }

    pub(super) fn stream_closed(&mut self, no: ConnectionNo, why: Option<Failure>, now: Now) {
        if !self.stream.closed(no, why.as_ref(), now) {
            return;
        }
        // A proxy that is restarted breaks every stream; only what lasts is worth an engineer's time.
        if let Some(why) = why.filter(|_| matches!(self.stream.failures(), 1 | FAILURES_MAX)) {
            self.send(Outgoing::Event { name: "error", detail: failure_detail(&why) });
        }
    }

    pub(super) fn stream_heard(&mut self, no: ConnectionNo, heard: Heard, now: Now) {
        if !self.stream.hears(no) {
            return;
        }
        if heard.last_id.is_some() {
            self.stream.last_id = heard.last_id;
        }
        self.stream.retry = heard.retry.or(self.stream.retry);
        self.poll.last_checked = Some(now.wall);
        for message in message::gathered(heard.messages) {
            match message {
                Message::Changed => self.ask_after_change(now),
                Message::Delta { parsed, phase } => {
                    if let Some(phase) = phase.filter(|phase| *phase != self.about.phase) {
                        Rc::make_mut(&mut self.about).phase = phase;
                        self.phase_told = Some(now.tick);
                        if phase == Phase::Ended {
                            // Something before it may not have been heard: the feed has the last word.
                            self.ask_after_change(now);
                        } else {
                            self.poll.set_finished(false, now);
                        }
                    }
                    if parsed.skipped > 0 {
                        self.ask_after_change(now);
                    }
                    let (timeline, changes) = self.timeline.told(&parsed);
                    let changes = if timeline.is_in_doubt() && self.timeline.is_in_doubt() {
                        // What was in doubt before is asked for in its time, and no sooner for each event.
                        self.take_over(timeline, &changes);
                        changes
                    } else {
                        self.take((timeline, changes), now)
                    };
                    self.streamed(&changes, now);
                    self.changed(&changes);
                    self.relist();
                }
            }
        }
    }

    fn ask_after_change(&mut self, now: Now) {
        self.asked_after_change = true;
        self.poll.ask_between(0, SPREAD, now);
    }
}
