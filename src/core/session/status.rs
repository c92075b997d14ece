//! How the connection to the newsroom stands, in terms a reader has words for and a page has names for.

use super::answer::number;
use super::{Outgoing, Reason, Said, State};
use crate::core::clock::{Now, Timestamp, iso};
use crate::core::json::Json;
use crate::core::model::Phase;
use crate::core::poll::Failure;

/// So many answers of no use in a row mean that updates have stopped; the feed is still asked, ever more rarely.
const GIVEN_UP: u32 = 10;

/// What the status line says.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Status {
    /// In one word.
    pub health: Health,
    /// In one word for the page.
    pub reason: Reason,
    /// How updates come.
    pub transport: Transport,
    /// Whether the reader holds new entries back.
    pub paused: bool,
    /// How many entries wait to be drawn.
    pub waiting: usize,
    /// When the feed last answered as it should, by the reader's clock.
    pub checked: Option<Timestamp>,
    /// When the feed is asked again, by the reader's clock; none when it is not, or has not been planned.
    pub next_try: Option<Timestamp>,
    /// Whether an answer is awaited.
    pub checking: bool,
    /// Why the last answer was of no use, once the reader is to know.
    pub problem: Option<Failure>,
}

/// The state of the connection, or of the coverage when that matters more.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Health {
    /// No answer yet.
    #[default]
    Starting,
    /// Answers come.
    Live,
    /// Answers of use are late; another try is planned.
    Delayed,
    /// No network.
    Offline,
    /// Updates have stopped and will not come back by themselves soon.
    Broken,
    /// The newsroom has not begun.
    Scheduled,
    /// The newsroom rests.
    Paused,
    /// The newsroom is done.
    Ended,
}

impl Health {
    /// The name in events.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Starting => "starting",
            Self::Live => "live",
            Self::Delayed => "delayed",
            Self::Offline => "offline",
            Self::Broken => "broken",
            Self::Scheduled => "scheduled",
            Self::Paused => "paused",
            Self::Ended => "ended",
        }
    }

    fn of(phase: Phase) -> Self {
        match phase {
            Phase::Live => Self::Live,
            Phase::Scheduled => Self::Scheduled,
            Phase::Paused => Self::Paused,
            Phase::Ended => Self::Ended,
        }
    }

    /// Whether a reader must be told even before the first entry.
    fn is_trouble(self) -> bool {
        matches!(self, Self::Delayed | Self::Offline | Self::Broken)
    }
}

/// How updates come.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Transport {
    /// The feed is asked every so often.
    #[default]
    Poll,
    /// The newsroom sends them as they are made.
    Stream,
}

impl Transport {
    /// The name in events.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Poll => "poll",
            Self::Stream => "stream",
        }
    }
}

/// Which of the widget's faces is shown.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Screen {
    /// The page named no feed that can be read.
    NotSetUp,
    /// The first answer is awaited.
    Loading,
    /// The first answer has not come and something is wrong: the page's fallback content stays.
    Unavailable,
    /// A feed without entries.
    Empty,
    /// Entries.
    Ready,
}

/// What the page is told of when it changes.
#[derive(Clone, Copy, PartialEq, Eq)]
struct Standing {
    health: Health,
    reason: Reason,
    transport: Transport,
    paused: bool,
}

impl State {
    /// The state of the connection.
    #[must_use]
    pub fn status(&self) -> Status {
        let Standing { health, reason, transport, paused } = self.standing();
        Status {
            health,
            reason,
            transport,
            paused,
            waiting: self.held.len(),
            checked: self.poll.last_checked,
            next_try: self.next_try,
            checking: self.request().is_some(),
            // One failure alone is nobody's trouble.
            problem: self.poll.problem.clone().filter(|_| matches!(health, Health::Delayed | Health::Broken)),
        }
    }

    /// Which face to show.
    #[must_use]
    pub fn screen(&self) -> Screen {
        if self.config.src.is_none() && !self.answered {
            let may_come = self.config.from_page && !self.page_searched;
            if may_come { Screen::Loading } else { Screen::NotSetUp }
        } else if !self.timeline.rows().is_empty() {
            Screen::Ready
        } else if self.answered {
            Screen::Empty
        } else if self.poll.problem.is_some() || self.poll.is_offline() {
            Screen::Unavailable
        } else {
            Screen::Loading
        }
    }

    /// After each action: tells what it has changed of the connection, and once only.
    pub(super) fn take_stock(&mut self, before: &Self, now: Now) {
        if self.poll.failures() != before.poll.failures() {
            self.late = self.poll.is_late(now.tick);
        }
        if self.poll.request().is_none() && self.poll.wake_at() != before.poll.wake_at() {
            let wait = |due| i64::try_from(due).unwrap_or(i64::MAX);
            let due = self.poll.wake_at().map(|due| wait(due.since(now.tick)));
            self.next_try = due.map(|wait| Timestamp(now.wall.0.saturating_add(wait)));
        }
        let (was, is) = (before.standing(), self.standing());
        if was == is {
            return;
        }
        self.send(Outgoing::Event { name: "status", detail: self.status_detail(is) });
        if was.health != is.health && (was.health != Health::Starting || is.health.is_trouble()) {
            self.say(Said::Health(is.health));
        }
    }

    fn standing(&self) -> Standing {
        let (health, paused) = (self.health(), self.is_paused());
        Standing { health, reason: self.reason(health, paused), transport: self.transport(), paused }
    }

    fn health(&self) -> Health {
        let refused = matches!(self.poll.problem, Some(Failure::Status { code: 401 | 403 | 410, .. }));
        let failures = self.poll.failures();
        match self.about.phase {
            Phase::Ended => Health::Ended,
            _ if refused || self.screen() == Screen::NotSetUp => Health::Broken,
            _ if self.poll.is_offline() => Health::Offline,
            _ if failures >= GIVEN_UP => Health::Broken,
            // A reader who asked is owed the answer, whatever it is.
            _ if self.asked && failures > 0 => Health::Delayed,
            // What the newsroom sends comes all the same.
            _ if self.is_streaming() => Health::of(self.about.phase),
            _ if self.late => Health::Delayed,
            _ if !self.answered => Health::Starting,
            phase => Health::of(phase),
        }
    }

    fn reason(&self, health: Health, paused: bool) -> Reason {
        match health {
            Health::Starting => Reason::Starting,
            Health::Offline => Reason::Offline,
            Health::Ended => Reason::Ended,
            Health::Delayed | Health::Broken => match &self.poll.problem {
                Some(failure) => Reason::of(failure),
                None if self.config.insecure => Reason::Insecure,
                None => Reason::NotSetUp,
            },
            _ if paused => Reason::ReaderPaused,
            Health::Live => Reason::Ok,
            Health::Scheduled => Reason::Scheduled,
            Health::Paused => Reason::NewsroomPaused,
        }
    }

    fn transport(&self) -> Transport {
        if self.is_streaming() { Transport::Stream } else { Transport::Poll }
    }

    fn status_detail(&self, standing: Standing) -> Json {
        let time = |at: Option<Timestamp>| at.map_or(Json::Null, |at| Json::from(iso(at).as_str()));
        let mut fields = vec![
            ("state", Json::from(standing.health.name())),
            ("reason", Json::from(standing.reason.name())),
            ("transport", Json::from(standing.transport.name())),
            ("paused", Json::Bool(standing.paused)),
            ("lastChecked", time(self.poll.last_checked)),
            ("nextTry", time(self.next_try)),
            ("failures", number(self.poll.failures() as usize)),
        ];
        if let Some(Failure::Status { code, .. }) = self.poll.problem {
            fields.push(("status", Json::from(i64::from(code))));
        }
        Json::object(fields)
    }
}
