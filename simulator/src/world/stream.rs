//! The stream between a reader and the newsroom: opened, heard, broken off, or silent; what `src/browser/listening.rs` and its hook
//! carry out.

use live_blog::core::feed::message::read_event;
use live_blog::core::patience;
use live_blog::core::poll::Failure;
use live_blog::core::session::{Action, Connection, Heard};
use live_blog::core::sse;
use live_blog::core::stream::ConnectionNo;

use super::{Event, World};
use crate::Millis;
use crate::channel;
use crate::fault::{Fault, Retry};
use crate::newsroom::Post;
use crate::plan::Cut;
use crate::rules::Breach;

/// An answer to the stream's request is under way this long at most.
const SLOWEST: Millis = 300;
/// The server says at least every so often that it is there.
const HEARTBEAT: Millis = 20_000;

/// A connection as the reader's browser has it.
pub(super) struct Line {
    to: Connection,
    open: bool,
    /// Nothing comes through it any more, and nobody says so.
    dead: bool,
    reader: sse::Reader,
    last_byte: Millis,
    /// What was sent arrives in order.
    arrived: Millis,
}

/// Something that happens to a connection.
pub(super) enum Word {
    Answers(Option<Failure>),
    Bytes(String),
    Beat,
    Patience,
    Ends(Option<Failure>),
}

impl World {
    pub(super) fn connect(&mut self, who: usize, to: Connection) {
        let no = to.no;
        self.say(who, || format!("connects ({}) after {:?}", no.0, to.last_id));
        let reader = sse::Reader::default();
        let line = Line { to, open: false, dead: false, reader, last_byte: self.now, arrived: self.now };
        self.lines[who] = Some(line);
        let soon = self.now + self.dice.between(20, SLOWEST);
        let (at, refused) = match (self.plan.refuses_streams, self.fault(who).map(|(fault, _)| fault)) {
            (Some(code), _) => (soon, Some(Failure::Status { code, retry_after: None })),
            (_, Some(Fault::Status(code, Retry::Seconds(seconds)))) => {
                (soon, Some(Failure::Status { code, retry_after: Some(seconds * 1_000) }))
            }
            (_, Some(Fault::Status(code, _))) => (soon, Some(Failure::Status { code, retry_after: None })),
            (_, Some(Fault::Refused | Fault::Restart | Fault::BrokenOff)) => {
                (soon, Some(Failure::Unreachable))
            }
            (_, Some(Fault::Silent | Fault::Slow)) => {
                (self.now + patience::STREAM.header, Some(Failure::TimedOut))
            }
            (_, Some(Fault::LoginPage | Fault::OtherJson | Fault::EmptyList)) => {
                (soon, Some(Failure::NotAStream))
            }
            _ => (soon, None),
        };
        self.at(at, Event::Stream(who, no, Word::Answers(refused)));
    }

    pub(super) fn disconnect(&mut self, who: usize) {
        self.say(who, || "closes its stream".to_owned());
        self.lines[who] = None;
    }

    /// A word of a connection that no longer stands is told to nobody.
    pub(super) fn streamed(&mut self, who: usize, no: ConnectionNo, word: Word) -> Result<(), Breach> {
        let is_asleep = self.readers[who].asleep.is_some();
        let Some(line) = self.lines[who].as_mut().filter(|line| line.to.no == no) else { return Ok(()) };
        if is_asleep {
            // Nothing is heard asleep, and the connection does not outlive it; the browser may not notice.
            line.dead = true;
            if !matches!(word, Word::Bytes(_) | Word::Beat) {
                self.at(self.now + 5_000, Event::Stream(who, no, word));
            }
            return Ok(());
        }
        match word {
            Word::Answers(None) if line.dead => self.over(who, Some(Failure::Unreachable)),
            Word::Answers(None) => self.open(who),
            Word::Answers(why) | Word::Ends(why) => self.over(who, why),
            Word::Bytes(_) | Word::Beat if line.dead => Ok(()),
            Word::Bytes(text) => self.hear(who, &text),
            Word::Beat => {
                self.at(self.now + HEARTBEAT, Event::Stream(who, no, Word::Beat));
                self.hear(who, ": still here\n")
            }
            Word::Patience => {
                let ends = line.last_byte + patience::STREAM.idle;
                if self.now >= ends {
                    return self.over(who, Some(Failure::TimedOut));
                }
                self.at(ends, Event::Stream(who, no, Word::Patience));
                Ok(())
            }
        }
    }

    fn open(&mut self, who: usize) -> Result<(), Breach> {
        let Some(line) = &mut self.lines[who] else { return Ok(()) };
        (line.open, line.last_byte) = (true, self.now);
        let (no, missed) = (line.to.no, self.channel.after(line.to.last_id.as_deref()));
        self.outcome.streams += 1;
        self.at(self.now + HEARTBEAT, Event::Stream(who, no, Word::Beat));
        self.at(self.now + patience::STREAM.idle, Event::Stream(who, no, Word::Patience));
        self.say(who, || format!("({}) is open, and is sent {} bytes of history", no.0, missed.len()));
        self.act(who, Action::StreamOpened(no))?;
        if missed.is_empty() { Ok(()) } else { self.hear(who, &missed) }
    }

    fn over(&mut self, who: usize, why: Option<Failure>) -> Result<(), Breach> {
        let Some(line) = &self.lines[who] else { return Ok(()) };
        let no = line.to.no;
        self.say(who, || format!("({}) is over: {why:?}", no.0));
        self.act(who, Action::StreamClosed(no, why))
    }

    fn hear(&mut self, who: usize, text: &str) -> Result<(), Breach> {
        let wall = self.readers[who].now(self.now).wall;
        let Some(line) = &mut self.lines[who] else { return Ok(()) };
        line.last_byte = self.now;
        let mut events = Vec::new();
        // The model sends nothing that is too long.
        let _ = line.reader.read(text.as_bytes(), &mut events);
        let parse = |data: &str| serde_json::from_str(data).ok();
        let base = &line.to.base;
        let messages = events
            .iter()
            .filter_map(|event| read_event(&event.name, &event.data, parse, base, wall))
            .collect();
        let last_id =
            Some(line.reader.last_id.as_str()).filter(|id| !id.is_empty()).map(|id| id.to_owned().into());
        let (no, heard) = (line.to.no, Heard { messages, last_id, retry: line.reader.retry });
        if !events.is_empty() {
            self.say(who, || format!("({}) says {}", no.0, text.replace('\n', " ")));
        }
        self.act(who, Action::StreamHeard(no, heard))
    }

    /// The newsroom tells its stream what has changed since.
    pub(super) fn tell_the_stream(&mut self, before: &[Post]) {
        if !self.plan.streams {
            return;
        }
        let is_known = |post: &Post| self.newsroom.posts.iter().any(|now| now.number == post.number);
        if !before.iter().all(is_known) {
            // A newsroom that begins anew forgets what it said before: nobody is to hear of entries that there never were.
            self.channel.restart();
        }
        for (name, data) in channel::events(before, &self.newsroom, &mut self.story_dice) {
            let text = self.channel.send(name, &data);
            for who in 0..self.lines.len() {
                let (now, late) = (self.now, self.dice.between(20, SLOWEST));
                let Some(line) = self.lines[who].as_mut().filter(|line| line.open && !line.dead) else {
                    continue;
                };
                line.arrived = line.arrived.max(now + late);
                let (at, no) = (line.arrived, line.to.no);
                self.at(at, Event::Stream(who, no, Word::Bytes(text.clone())));
            }
        }
    }

    /// Something breaks every stream.
    pub(super) fn cut(&mut self, cut: Cut) {
        self.say(usize::MAX, || format!("the streams: {cut:?}"));
        if cut == Cut::Restart {
            self.channel.restart();
        }
        for who in 0..self.lines.len() {
            let Some(line) = self.lines[who].as_mut().filter(|line| line.open) else { continue };
            let no = line.to.no;
            match cut {
                Cut::Restart | Cut::Ended => self.at(self.now, Event::Stream(who, no, Word::Ends(None))),
                Cut::Reset => {
                    self.at(self.now, Event::Stream(who, no, Word::Ends(Some(Failure::Unreachable))));
                }
                Cut::Silent => line.dead = true,
            }
        }
    }
}
