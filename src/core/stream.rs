//! When to hold a stream open, and when to give it up for polling: a state machine without a clock or a socket.
//!
//! The shell opens what [`Stream::connection`] says, reports what became of it, and calls [`Stream::woke`] at
//! [`Stream::wake_at`]. The browser's own `EventSource` is not used: it gives up for good on most answers, and shows
//! neither them nor the heartbeats (docs/decisions/008-our-own-reader-of-streams.md).

use implicit_clone::unsync::IString;

use super::backoff::{self, Chance};
use super::clock::{MINUTE, Now, SECOND, Tick};
use super::poll::Failure;

/// After so many failures in a row the feed is polled at its ordinary pace, and the stream tried from time to time.
pub const FAILURES_MAX: u32 = 3;
const RETRY: u64 = 5 * MINUTE;
/// A stream that lasted this long has worked: what went wrong before it no longer counts.
const STABLE: u64 = MINUTE;
/// How long a stream stays open for a reader who looks elsewhere.
const LINGER: u64 = MINUTE;
/// So many times in a row the feed may know what the stream should have said.
const MISSES_MAX: u8 = 2;

/// Names one connection, so that a late word of an older one can be told and ignored.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct ConnectionNo(pub u32);

/// Whether the reader has a use for a stream.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Wanted {
    /// No stream is known, or there is no network, or nobody is there.
    #[default]
    No,
    /// The reader looks elsewhere: for a moment only.
    Briefly,
    /// Yes.
    Yes,
}

/// The supervisor of one stream.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Stream {
    wanted: Wanted,
    phase: Phase,
    serial: u32,
    failures: u32,
    /// What the first pause may have on top of its second. A server that goes breaks every stream at the same moment.
    spread: u64,
    misses: u8,
    /// The server said that there will be no stream.
    refused: bool,
    /// When a stream that is wanted only briefly is closed.
    closes: Option<Tick>,
    /// Not before this: the server said how long to wait.
    earliest: Tick,
    /// The pause that the server wishes for before a reopening.
    pub retry: Option<u64>,
    /// The last event that was heard, for the server to go on from.
    pub last_id: Option<IString>,
    resumed_from: Option<IString>,
    chance: Chance,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Phase {
    Idle,
    Waiting(Tick),
    Connecting(ConnectionNo),
    Open(ConnectionNo, Tick),
}

impl Stream {
    /// Nothing is wanted yet. `seed` spreads readers apart.
    #[must_use]
    pub fn new(seed: u64) -> Self {
        Self {
            wanted: Wanted::No,
            phase: Phase::Idle,
            serial: 0,
            failures: 0,
            spread: backoff::BASE,
            misses: 0,
            refused: false,
            closes: None,
            earliest: Tick::default(),
            retry: None,
            last_id: None,
            resumed_from: None,
            chance: Chance(seed),
        }
    }

    /// The connection that should stand now, and the event after which it was to begin.
    #[must_use]
    pub fn connection(&self) -> Option<(ConnectionNo, Option<&IString>)> {
        match self.phase {
            Phase::Connecting(no) | Phase::Open(no, _) => Some((no, self.resumed_from.as_ref())),
            Phase::Idle | Phase::Waiting(_) => None,
        }
    }

    /// When the shell should call [`Stream::woke`].
    #[must_use]
    pub fn wake_at(&self) -> Option<Tick> {
        match (self.phase, self.closes) {
            (Phase::Waiting(until), closes) => Some(closes.map_or(until, |closes| closes.min(until))),
            (_, closes) => closes,
        }
    }

    /// Whether events come.
    #[must_use]
    pub fn is_open(&self) -> bool {
        matches!(self.phase, Phase::Open(..))
    }

    /// How many connections in a row came to nothing.
    #[must_use]
    pub fn failures(&self) -> u32 {
        self.failures
    }

    /// The reader came, went, or lost the network. Who comes back does so a moment later: a thousand readers leave the same
    /// tunnel together. A wait that failures have earned ends with that; one that the server asked for does not.
    pub fn want(&mut self, wanted: Wanted, now: Now) {
        if wanted == self.wanted {
            return;
        }
        self.wanted = wanted;
        self.closes = None;
        match wanted {
            Wanted::No => self.phase = Phase::Idle,
            Wanted::Briefly => self.closes = Some(now.tick.after(LINGER)),
            Wanted::Yes if self.phase == Phase::Idle && !self.refused => {
                let spread = if self.serial == 0 { 0 } else { self.chance.draw(2 * SECOND) };
                self.phase = Phase::Waiting(now.tick.after(spread).max(self.earliest));
                self.woke(now);
            }
            Wanted::Yes => {}
        }
    }

    /// Time passed: opens what is due, closes what nobody looks at.
    pub fn woke(&mut self, now: Now) {
        if self.closes.is_some_and(|at| now.tick >= at) {
            self.closes = None;
            self.phase = Phase::Idle;
        }
        if let Phase::Waiting(until) = self.phase
            && now.tick >= until
        {
            self.serial = self.serial.wrapping_add(1);
            self.resumed_from.clone_from(&self.last_id);
            self.phase = Phase::Connecting(ConnectionNo(self.serial));
        }
    }

    /// The server answered, and events may come. False when it is not the connection that should stand.
    #[must_use]
    pub fn opened(&mut self, no: ConnectionNo, now: Now) -> bool {
        let current = self.phase == Phase::Connecting(no);
        if current {
            self.phase = Phase::Open(no, now.tick);
        }
        current
    }

    /// Whether this is the connection that stands.
    #[must_use]
    pub fn hears(&self, no: ConnectionNo) -> bool {
        matches!(self.phase, Phase::Open(current, _) if current == no)
    }

    /// The connection is over, for this reason or because the server ended it. False when it is not the one that should
    /// stand.
    #[must_use]
    pub fn closed(&mut self, no: ConnectionNo, why: Option<&Failure>, now: Now) -> bool {
        if self.connection().map(|(current, _)| current) != Some(no) {
            return false;
        }
        if let Phase::Open(_, since) = self.phase
            && now.tick.since(since) >= STABLE
        {
            (self.failures, self.spread) = (0, backoff::APART);
        } else if self.failures == 0 {
            self.spread = backoff::BASE;
        }
        self.failures = self.failures.saturating_add(1);
        if matches!(why, Some(Failure::Status { code: 204 | 410, .. })) {
            self.refused = true;
            self.phase = Phase::Idle;
            return true;
        }
        let pause = match why {
            Some(Failure::Status { retry_after: Some(wait), .. }) => {
                let pause = backoff::as_told(*wait, &mut self.chance);
                self.earliest = now.tick.after(pause);
                pause
            }
            _ if self.failures >= FAILURES_MAX => RETRY.saturating_add(self.chance.draw(RETRY / 5)),
            _ => {
                let wished = self.retry.unwrap_or(0).min(backoff::LONGEST);
                wished.saturating_add(backoff::after_failures(self.spread, self.failures, &mut self.chance))
            }
        };
        self.phase = Phase::Waiting(now.tick.after(pause));
        true
    }

    /// The feed was asked while the stream stood, and knew things that the stream had not said, or did not. A stream that
    /// stays open and says too little is worth less than polling. True when it was given up.
    #[must_use]
    pub fn compared(&mut self, missed: bool, now: Now) -> bool {
        let Phase::Open(_, since) = self.phase else { return false };
        if now.tick.since(since) < STABLE {
            return false;
        }
        self.misses = if missed { self.misses.saturating_add(1) } else { 0 };
        let mute = self.misses >= MISSES_MAX;
        if mute {
            self.failures = FAILURES_MAX;
            self.phase = Phase::Waiting(now.tick.after(RETRY));
        }
        mute
    }

    /// Takes over the numbering of an earlier supervisor, so that a word of its last connection is told from ours.
    pub fn continue_from(&mut self, earlier: &Self) {
        self.serial = earlier.serial;
    }
}

#[cfg(test)]
#[path = "stream_tests.rs"]
mod tests;
