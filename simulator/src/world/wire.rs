//! The wire between a reader and the newsroom, and the timer: what the browser carries out.

use live_blog::core::session::{Action, Answer, Request};

use super::{Event, LATEST, SLOWEST, World};
use crate::Millis;
use crate::fault::{self, Fault, Wire};
use crate::reader::Effect;
use crate::rules::Breach;
use crate::shell;

impl World {
    pub(super) fn carry_out(&mut self, who: usize, effects: Vec<Effect>) {
        for effect in effects {
            match effect {
                Effect::Send(request) => self.send(who, request),
                Effect::Abort(request) => {
                    // An aborted fetch rejects, and the shell tells of it as of any failure.
                    self.at(self.now + 1, Event::Comes(who, request, Wire::Broken));
                }
                Effect::SendOlder(request) => {
                    let below =
                        request.url.as_str().rsplit('=').next().and_then(|n| n.parse().ok()).unwrap_or(0);
                    let wire = match self.fault(who) {
                        Some(_) if self.dice.percent(50) => Wire::Broken,
                        _ => Wire::ok(self.newsroom.page_below(below)),
                    };
                    let at = self.now + self.dice.between(20, SLOWEST);
                    self.at(at, Event::OlderComes(who, request, wire));
                }
                Effect::Connect(to) => self.connect(who, to),
                Effect::Disconnect => self.disconnect(who),
                Effect::Arm(tick, no) => {
                    let reader = &self.readers[who];
                    // Browsers let a hidden tab's timers fire once a minute.
                    let late = if reader.hidden { 60_000 } else { LATEST };
                    let at = reader.time_of(tick).max(self.now) + self.dice.between(0, late);
                    self.at(at, Event::Timer(who, no));
                }
            }
        }
    }

    /// The fault that a request of this reader meets now.
    pub(super) fn fault(&mut self, who: usize) -> Option<(Fault, Millis)> {
        let now = self.now;
        let windows = self.plan.windows.iter().filter(|window| {
            (window.from..window.until).contains(&now) && window.reader.is_none_or(|reader| reader == who)
        });
        let met: Vec<(Fault, Millis, u64)> =
            windows.map(|window| (window.fault, window.from, window.percent)).collect();
        met.into_iter()
            .find(|(.., percent)| self.dice.percent(*percent))
            .map(|(fault, from, _)| (fault, from))
    }

    fn send(&mut self, who: usize, request: Request) {
        let fault = self.fault(who);
        let since = fault.map_or(0, |(_, since)| since);
        let fault = fault.map(|(fault, _)| fault);
        let (wire, extra) = fault::answer(&self.newsroom, fault, since, self.now, &mut self.dice);
        // Every other newsroom lets its readers see its clock.
        let wire = if self.plan.seed.is_multiple_of(2) { wire.dated(self.now) } else { wire };
        let at = self.now + self.dice.between(20, SLOWEST) + extra;
        self.say(who, || match fault {
            Some(fault) => format!("asks ({}), and meets {fault:?}", request.no.0),
            None => format!("asks ({})", request.no.0),
        });
        self.outcome.faults += u32::from(fault.is_some());
        if let Some((_, _, faulty)) = &mut self.readers[who].request {
            *faulty = fault.is_some();
        }
        self.at(at, Event::Comes(who, request, wire));
    }

    pub(super) fn comes(&mut self, who: usize, request: Request, wire: Wire) -> Result<(), Breach> {
        let reader = &mut self.readers[who];
        let wire = if reader.asleep.is_some() { Wire::Broken } else { wire };
        let is_awaited = reader.request.as_ref().is_some_and(|(wanted, ..)| wanted.no == request.no);
        if reader.asleep.is_some() {
            // The connection is gone when the machine wakes, and only then does the browser say so.
            let again = self.now + 5_000;
            self.at(again, Event::Comes(who, request, wire));
            return Ok(());
        }
        if is_awaited {
            // Taken out: giving up a request that has been answered does nothing.
            reader.misled = reader.request.take().is_some_and(|(.., faulty)| faulty);
            reader.ended_at = Some(self.now);
        } else if !matches!(wire, Wire::Broken) {
            // It was aborted; what still comes is thrown away by the browser.
            return Ok(());
        }
        let wall = reader.now(self.now).wall;
        let format = reader.state.remembered_format();
        let answer = shell::answer(wire, &request, format, wall);
        self.say(who, || format!("({}) {}", request.no.0, in_words(&answer)));
        self.act(who, Action::Answered { request: request.no, answer })
    }

    pub(super) fn older_comes(&mut self, who: usize, request: Request, wire: Wire) -> Result<(), Breach> {
        let reader = &self.readers[who];
        let wall = reader.now(self.now).wall;
        let format = reader.state.remembered_format();
        let answer = shell::answer(wire, &request, format, wall);
        self.say(who, || format!("page {} is {}", request.url.as_str(), in_words(&answer)));
        self.act(who, Action::OlderAnswered { request: request.no, answer })?;
        self.read_on(who)
    }
}

fn in_words(answer: &Answer) -> String {
    match answer {
        Answer::Feed(parsed, _) => {
            let ids: Vec<&str> = parsed.entries.iter().map(|entry| &*entry.id.0).collect();
            format!("brings {} entries, {} unreadable: {}", ids.len(), parsed.skipped, ids.join(" "))
        }
        Answer::Unchanged => "brings the same bytes".to_owned(),
        Answer::Failed(failure) => format!("fails: {failure:?}"),
    }
}
