//! An answer of the feed, and what follows from it.

use std::rc::Rc;

use super::older::Older;
use super::{Answer, Outgoing, State};
use crate::core::clock::{Now, SECOND};
use crate::core::feed::Parsed;
use crate::core::json::Json;
use crate::core::model::{About, Entry, EntryId, Phase};
use crate::core::poll::{Failure, RequestNo};
use crate::core::timeline::{Changes, EMPTY_ANSWERS, Timeline};

impl State {
    /// Time passed; a request may have taken too long.
    pub(super) fn woke(&mut self, now: Now) {
        let failures = self.poll.failures();
        self.poll.woke(now);
        self.stream.woke(now);
        if self.poll.failures() > failures {
            self.send(Outgoing::Event { name: "error", detail: failure_detail(&Failure::TimedOut) });
        }
    }

    /// An answer to this request, or one that another reader on the page received.
    pub(super) fn answered(&mut self, request: Option<RequestNo>, answer: Answer, now: Now) {
        match answer {
            Answer::Unchanged => {
                if self.poll.answered(request, now) {
                    self.feed_heard();
                    // A feed that was gone for a moment is back as it was; one that has not heard of the end yet is asked again.
                    let ended = self.about.phase == Phase::Ended && self.phase_told.is_none();
                    let is_sure = self.streamed.is_empty() && !self.timeline.is_in_doubt();
                    self.poll.set_finished(ended && is_sure, now);
                    self.compare_with_stream(false, now);
                    self.unchanged_beside_stream(now);
                }
            }
            Answer::Feed(parsed, hash) => {
                if self.poll.answered(request, now) {
                    self.answer_hash = Some(hash);
                    let missed = self.received(&parsed, now);
                    self.feed_heard();
                    self.compare_with_stream(missed, now);
                }
            }
            Answer::Failed(failure) => {
                let detail = failure_detail(&failure);
                if self.poll.answered_badly(request, failure, now) {
                    self.send(Outgoing::Event { name: "error", detail });
                }
            }
        }
    }

    /// What the page itself says is never stale: where it contradicts what is known, it counts at once.
    pub(super) fn page_read(&mut self, parsed: Option<&Parsed>, now: Now) {
        self.page_searched = true;
        let Some(parsed) = parsed.filter(|_| self.config.from_page) else { return };
        self.poll.last_checked = Some(now.wall);
        self.received(parsed, now);
        if self.config.src.is_none() {
            self.feed_heard();
        }
        for _ in 0..EMPTY_ANSWERS {
            if self.timeline.is_in_doubt() {
                self.received(parsed, now);
            }
        }
    }

    /// Whether it brought anything new.
    fn received(&mut self, parsed: &Parsed, now: Now) -> bool {
        let first = !self.answered;
        self.answered = true;
        self.clock_told(parsed.server, now);
        self.format = Some(parsed.format);
        let phase = self.phase_beside_stream(parsed.about.phase, now);
        if parsed.about != *self.about {
            self.about = Rc::new(About { phase, ..parsed.about.clone() });
        }
        self.poll.feed_period = parsed.about.poll_seconds.map(|s| u64::from(s).saturating_mul(SECOND));
        self.note_losses(parsed);

        if let Some(hub) = &parsed.hub {
            self.hub = Some(Rc::new(hub.clone()));
        }
        let spared = self.not_yet_in(parsed, now);
        let merged = self.timeline.merged_but_for(parsed, &spared);
        // What the last answer of all puts in doubt is still asked about.
        let is_last = [phase, parsed.about.phase] == [Phase::Ended; 2] && self.streamed.is_empty();
        self.poll.set_finished(is_last && !merged.0.is_in_doubt(), now);
        let changes = self.take(merged, now);
        let gap = parsed.next.is_some() && self.leaves_a_gap(parsed, &changes);
        self.older.told(parsed.next.as_ref(), self.config.src.as_ref(), gap);
        if first {
            self.visit_begun();
            self.send(Outgoing::Event { name: "ready", detail: self.ready_detail() });
        } else {
            self.changed(&changes);
        }
        self.relist();
        self.seek_on();
        !first && !changes.news().is_empty()
    }

    /// Whether there are entries between this first page and what was known. Its last entry is new then; or a stream told of
    /// all that is on it, but it does not have the first entry of the page before.
    fn leaves_a_gap(&mut self, parsed: &Parsed, changes: &Changes) -> bool {
        let mut stream = parsed.entries.iter().filter(|entry| !entry.marks.pinned);
        let news = changes.news();
        let is_new = |last: &Entry| news.contains(&last.id) || changes.restored.contains(&last.id);
        let gap = stream.clone().next_back().is_some_and(is_new) || !self.older.joins(&parsed.entries);
        self.older.newest = stream.next().map(|entry| entry.id.clone());
        gap
    }

    /// Takes over a merged timeline; what is in doubt is asked again.
    pub(super) fn take(&mut self, (timeline, changes): (Timeline, Changes), now: Now) -> Changes {
        if timeline.is_in_doubt() {
            // The same bytes again are the second answer that is wanted.
            self.answer_hash = None;
            self.poll.confirm_soon(now);
        } else {
            self.poll.confirmed();
        }
        self.take_over(timeline, &changes);
        if changes.reset {
            self.begin_anew(&changes);
        }
        changes
    }

    /// The feed began anew: nothing in it is news, and nothing that was remembered is in it.
    fn begin_anew(&mut self, changes: &Changes) {
        self.send(Outgoing::Event { name: "entries", detail: changes_detail(changes) });
        self.nothing_unread();
        self.forget_held();
        self.fresh = Rc::default();
        self.unseen = Rc::default();
        self.older = Older::default();
        self.limit = self.config.page_size;
    }

    pub(super) fn changed(&mut self, changes: &Changes) {
        if changes.is_empty() || changes.reset {
            return;
        }
        self.send(Outgoing::Event { name: "entries", detail: changes_detail(changes) });
        self.forgotten(&changes.removed);
        self.arrived(&changes.added);
        let mut unseen = (*self.unseen).clone();
        for id in &changes.removed {
            unseen.remove(id);
        }
        self.unseen = Rc::new(unseen);
        self.hold_or_draw(changes);
        self.say_changes(changes);
    }

    pub(super) fn count_matching(&self, ids: &[EntryId]) -> usize {
        let sieve = self.sieve();
        self.timeline.rows_of(ids).filter(|row| sieve.fits(row)).count()
    }

    /// Tells the engineer, once for each number, of entries that could not be read, with the reason of the first, and of
    /// those that were too many.
    fn note_losses(&mut self, parsed: &Parsed) {
        if parsed.skipped > 0 && parsed.skipped != self.skipped {
            let reason =
                parsed.skips.first().map_or(Json::Null, |skip| Json::from(skip.to_string().as_str()));
            self.lost("skipped-entries", parsed.skipped, reason);
        }
        if parsed.cut > 0 && parsed.cut != self.cut {
            self.lost("cut-entries", parsed.cut, Json::Null);
        }
        self.skipped = parsed.skipped;
        self.cut = parsed.cut;
    }

    fn lost(&mut self, kind: &'static str, count: u32, reason: Json) {
        let members =
            [("kind", Json::from(kind)), ("count", Json::from(i64::from(count))), ("message", reason)];
        self.send(Outgoing::Event { name: "error", detail: Json::object(members) });
    }

    fn ready_detail(&self) -> Json {
        Json::object([
            ("entries", number(self.timeline.rows().len())),
            ("format", self.format.map_or(Json::Null, |format| Json::from(format.name()))),
        ])
    }
}

pub(super) fn changes_detail(changes: &Changes) -> Json {
    let ids = |ids: &[EntryId]| Json::List(ids.iter().map(|id| Json::from(&*id.0)).collect());
    Json::object([
        ("added", ids(&changes.added)),
        ("edited", ids(&changes.edited)),
        ("removed", ids(&changes.removed)),
        ("restored", ids(&changes.restored)),
        ("reset", Json::Bool(changes.reset)),
    ])
}

pub(super) fn failure_detail(failure: &Failure) -> Json {
    let kind = match failure {
        Failure::Unreachable => "unreachable",
        Failure::Status { .. } => "status",
        Failure::TimedOut => "timed-out",
        Failure::TooLarge => "too-large",
        Failure::NotJson => "not-json",
        Failure::NotAFeed(_) => "not-a-feed",
        Failure::NotAStream => "not-a-stream",
        Failure::NotLoaded(_) => "load",
    };
    let mut fields = vec![("kind", Json::from(kind))];
    match failure {
        Failure::Status { code, .. } => fields.push(("status", Json::from(i64::from(*code)))),
        Failure::NotAFeed(error) => fields.push(("message", Json::from(error.to_string().as_str()))),
        Failure::NotLoaded(reason) => fields.push(("message", Json::from(&**reason))),
        _ => {}
    }
    Json::object(fields)
}

pub(super) fn number(n: usize) -> Json {
    Json::from(i64::try_from(n).unwrap_or(i64::MAX))
}
