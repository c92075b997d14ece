//! How the connection to the newsroom stands, in terms a reader has words for.

use super::{Outgoing, Said, State};
use crate::core::clock::Timestamp;
use crate::core::json::Json;
use crate::core::model::Phase;
use crate::core::poll::Failure;

/// What the status line says.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Status {
    /// In one word.
    pub health: Health,
    /// When the feed last answered as it should.
    pub checked: Option<Timestamp>,
    /// Whether an answer is awaited.
    pub checking: bool,
    /// Why the last answer was of no use.
    pub problem: Option<Failure>,
}

/// The state of the connection, or of the coverage when that matters more.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Health {
    /// No answer yet.
    Starting,
    /// Answers come.
    Live,
    /// The last answer was of no use; another try is planned.
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

impl State {
    /// The state of the connection.
    #[must_use]
    pub fn status(&self) -> Status {
        Status {
            health: self.health(),
            checked: self.poll.last_checked,
            checking: self.request().is_some(),
            problem: self.poll.problem.clone(),
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

    fn health(&self) -> Health {
        let refused = matches!(self.poll.problem, Some(Failure::Status { code: 401 | 403 | 410, .. }));
        match self.about.phase {
            Phase::Ended => Health::Ended,
            _ if refused || self.screen() == Screen::NotSetUp => Health::Broken,
            _ if self.poll.is_offline() => Health::Offline,
            _ if self.poll.failures() > 0 => Health::Delayed,
            _ if !self.answered => Health::Starting,
            Phase::Scheduled => Health::Scheduled,
            Phase::Paused => Health::Paused,
            Phase::Live => Health::Live,
        }
    }

    /// Does something that may change the health, and tells when it did.
    pub(super) fn watching_health(&mut self, act: impl FnOnce(&mut Self)) {
        let before = self.health();
        act(self);
        let after = self.health();
        if before == after {
            return;
        }
        let detail = Json::object([("state", Json::from(health_name(after)))]);
        self.send(Outgoing::Event { name: "status", detail });
        if before != Health::Starting || after != Health::Live {
            self.say(Said::Health(after));
        }
    }
}

fn health_name(health: Health) -> &'static str {
    match health {
        Health::Starting => "starting",
        Health::Live => "live",
        Health::Delayed => "delayed",
        Health::Offline => "offline",
        Health::Broken => "broken",
        Health::Scheduled => "scheduled",
        Health::Paused => "paused",
        Health::Ended => "ended",
    }
}
