//! One reader: the session, and the part of the browser that carries out what it says.

use std::collections::{HashMap, HashSet};
use std::rc::Rc;

use live_blog::core::clock::{Now, Tick, Timestamp};
use live_blog::core::config::{Config, RawConfig};
use live_blog::core::json::Json;
use live_blog::core::poll::Failure;
use live_blog::core::prefs::{Prefs, What};
use live_blog::core::session::{Action, Answer, Connection, Outgoing, Permission, Request, State, apply};
use live_blog::core::stream::ConnectionNo;

use crate::Millis;
use crate::newsroom::{ADDRESS, EPOCH, STREAM};
use crate::rules::{self, Breach, Step};

/// A reader with a page open.
pub struct Reader {
    /// Which one, counted from 0.
    pub who: usize,
    /// The session.
    pub state: Rc<State>,
    /// How much of the run the monotonic clock has not counted.
    pub stood_still: Millis,
    /// How wrong the wall clock is.
    pub skew: i64,
    /// Asleep since, and whether the monotonic clock stands still meanwhile.
    pub asleep: Option<(Millis, bool)>,
    /// The network that the browser reports is gone.
    pub offline: bool,
    /// The tab is hidden.
    pub hidden: bool,
    /// The request that is under way, when it was sent, and whether what will come of it is faulty.
    pub request: Option<(Request, Millis, bool)>,
    /// The same for a page of older entries.
    pub older: Option<Request>,
    /// The stream that stands.
    pub stream: Option<ConnectionNo>,
    /// What the timer is set to.
    pub timer: Option<Tick>,
    /// Counts the settings of the timer: one that was set anew does not fire.
    pub timer_no: u32,
    /// How often the reader was told of each entry.
    pub told: HashMap<String, u32>,
    /// What the last good answer had.
    pub had: HashSet<String>,
    /// Something in the last answer could not be read.
    pub unread: bool,
    /// Requests sent so far.
    pub requests: u32,
    /// When the last request ended.
    pub ended_at: Option<Millis>,
    /// Whether the last answer was a faulty one.
    pub misled: bool,
    /// Why the last answer was of no use.
    pub problem: Option<Failure>,
}

/// What the browser has to do after an action.
#[derive(Debug)]
pub enum Effect {
    /// Send this request.
    Send(Request),
    /// Give up this request; the session will hear of a failure with its number.
    Abort(Request),
    /// Ask for a page of older entries.
    SendOlder(Request),
    /// Open this stream.
    Connect(Connection),
    /// Close the stream.
    Disconnect,
    /// Set the one timer.
    Arm(Tick, u32),
}

impl Reader {
    /// A reader who opens the page at `at`.
    #[must_use]
    pub fn open(who: usize, poll: Option<u64>, streams: bool, seed: u64, at: Millis) -> (Self, Vec<Effect>) {
        let raw = RawConfig {
            src: Some(ADDRESS.to_owned()),
            poll: poll.map(|seconds| seconds.to_string()),
            stream: streams.then(|| STREAM.to_owned()),
            page: "https://paper.example/harbour".to_owned(),
            seed,
            ..RawConfig::default()
        };
        let prefs = Prefs { what: What::Everything, system: true, title_badge: true, ..Prefs::default() };
        let now = Now { wall: Timestamp(EPOCH + to_signed(at)), tick: Tick(at) };
        let mut reader = Self {
            who,
            state: Rc::new(State::new(Config::read(raw).0, prefs, now)),
            stood_still: 0,
            skew: 0,
            asleep: None,
            offline: false,
            hidden: false,
            request: None,
            older: None,
            stream: None,
            timer: None,
            timer_no: 0,
            told: HashMap::new(),
            had: HashSet::new(),
            unread: false,
            requests: 0,
            ended_at: None,
            misled: false,
            problem: None,
        };
        // Every other reader is told while the tab is hidden, and so keeps the stream.
        let permission = if who.is_multiple_of(2) { Permission::Granted } else { Permission::Denied };
        reader.state = apply(&reader.state, Action::PermissionSeen(permission), now);
        let effects = reader.effects(at);
        (reader, effects)
    }

    /// Both clocks of this reader.
    #[must_use]
    pub fn now(&self, at: Millis) -> Now {
        Now { wall: Timestamp(EPOCH + to_signed(at) + self.skew), tick: Tick(at - self.stood_still) }
    }

    /// When a tick comes, in the time of the run.
    #[must_use]
    pub fn time_of(&self, tick: Tick) -> Millis {
        tick.0.saturating_add(self.stood_still)
    }

    /// Something happens; what the browser has to do follows.
    ///
    /// # Errors
    /// When the session breaks a rule.
    pub fn act(&mut self, action: Action, at: Millis, rules: &rules::Known) -> Result<Vec<Effect>, Breach> {
        let now = self.now(at);
        if let Action::VisibilityChanged { hidden } = action {
            self.hidden = hidden;
        }
        if let Action::NetworkChanged { offline } = action {
            self.offline = offline;
        }
        if let Action::Answered { request, answer } = &action
            && self.state.request().is_some_and(|wanted| wanted.no == *request)
        {
            self.problem = if let Answer::Failed(failure) = answer { Some(failure.clone()) } else { None };
        }
        let has = if rules.standing.is_empty() { None } else { self.ids_of(&action) };
        let is_timer = matches!(action, Action::Woke);
        let step =
            Step { is_hidden: self.hidden, is_offline: self.offline, ..Step::of(&action, &self.state) };
        let after = apply(&self.state, action, now);
        let before = std::mem::replace(&mut self.state, after);
        if is_timer && before.request().is_some() && self.state.request().is_none() {
            self.problem = Some(Failure::TimedOut);
        }
        let step = Step { problem: self.problem.clone(), ..step };
        rules::hold(&step, &before, &self.state, now, rules)?;
        if let Some((has, unread)) = has {
            self.nothing_goes_at_once(&before, has, unread, rules)?;
        }
        let outbox = Rc::clone(self.state.outbox());
        for (id, item) in outbox.items() {
            self.delivered(item, &step, rules)?;
            self.state = apply(&self.state, Action::Delivered(*id), now);
        }
        Ok(self.effects(at))
    }

    /// What the answer that is awaited has, and how much of it cannot be read.
    fn ids_of(&self, action: &Action) -> Option<(HashSet<String>, u32)> {
        let Action::Answered { request, answer: Answer::Feed(parsed, _) } = action else { return None };
        self.state.request().filter(|wanted| wanted.no == *request)?;
        Some((parsed.entries.iter().map(|entry| entry.id.0.to_string()).collect(), parsed.skipped))
    }

    fn nothing_goes_at_once(
        &mut self,
        before: &State,
        has: HashSet<String>,
        unread: u32,
        rules: &rules::Known,
    ) -> Result<(), Breach> {
        // What could not be read may be any entry; as many stay as went unread.
        let rows = before.timeline.rows().iter();
        let missing = rows.filter(|row| !has.contains(&*row.entry.id.0)).count();
        if unread == 0 || (!self.unread && u32::try_from(missing).is_ok_and(|missing| missing <= unread)) {
            rules::not_at_once(before, &self.state, &self.had, rules)?;
        }
        self.unread = unread > 0;
        if !self.unread {
            self.had = has;
        }
        Ok(())
    }

    /// The reader hears of something. Of one publication twice is once too often.
    fn delivered(&mut self, item: &Outgoing, step: &Step, rules: &rules::Known) -> Result<(), Breach> {
        let Outgoing::Event { name: "entries", detail } = item else { return Ok(()) };
        // What a page of older entries brings, and what a feed that began anew has, is said to be no news.
        if detail.flag("reset") || step.is_older {
            return Ok(());
        }
        for id in detail.list("added").iter().filter_map(Json::to_text) {
            let told = self.told.entry(id.to_string()).or_default();
            *told += 1;
            rules::told(&id, *told, rules)?;
        }
        Ok(())
    }

    /// What the hooks do: they watch each value, and act when it changes.
    fn effects(&mut self, at: Millis) -> Vec<Effect> {
        let mut effects = Vec::new();
        let wanted = self.state.request();
        if wanted.as_ref() != self.request.as_ref().map(|(request, ..)| request) {
            if let Some((request, ..)) = self.request.take() {
                self.ended_at = Some(at);
                effects.push(Effect::Abort(request));
            }
            if let Some(request) = wanted {
                self.request = Some((request.clone(), at, false));
                self.requests += 1;
                effects.push(Effect::Send(request));
            }
        }
        let older = self.state.older_request();
        if older != self.older {
            self.older.clone_from(&older);
            effects.extend(older.map(Effect::SendOlder));
        }
        let stream = self.state.stream();
        let no = stream.as_ref().map(|stream| stream.no);
        if no != self.stream {
            if self.stream.is_some() {
                effects.push(Effect::Disconnect);
            }
            self.stream = no;
            effects.extend(stream.map(Effect::Connect));
        }
        let tick = self.state.wake_at();
        if tick != self.timer {
            self.timer = tick;
            self.timer_no += 1;
            effects.extend(tick.map(|tick| Effect::Arm(tick, self.timer_no)));
        }
        effects
    }
}

fn to_signed(millis: Millis) -> i64 {
    i64::try_from(millis).unwrap_or(i64::MAX)
}
