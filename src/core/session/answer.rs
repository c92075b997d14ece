//! An answer of the feed, and what follows from it.

use std::rc::Rc;

use super::older::Older;
use super::{Answer, Outgoing, Said, State};
use crate::core::clock::{Now, SECOND};
use crate::core::feed::Parsed;
use crate::core::filter::Filter;
use crate::core::json::Json;
use crate::core::model::{EntryId, Phase};
use crate::core::poll::{Failure, RequestNo};
use crate::core::timeline::{Changes, EMPTY_ANSWERS};

impl State {
    /// Time passed; a request may have taken too long.
    pub(super) fn woke(&mut self, now: Now) {
        let failures = self.poll.failures();
        self.poll.woke(now);
        if self.poll.failures() > failures {
            self.send(Outgoing::Event { name: "error", detail: failure_detail(&Failure::TimedOut) });
        }
    }

    pub(super) fn answered(&mut self, request: RequestNo, answer: Answer, now: Now) {
        match answer {
            Answer::Unchanged => {
                if self.poll.answered(request, now) {
                    // A feed that was gone for a moment is back as it was.
                    self.poll.set_finished(self.about.phase == Phase::Ended, now);
                }
            }
            Answer::Feed(parsed, hash) => {
                if self.poll.answered(request, now) {
                    self.answer_hash = Some(hash);
                    self.received(&parsed, now);
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
        for _ in 0..EMPTY_ANSWERS {
            if self.timeline.is_in_doubt() {
                self.received(parsed, now);
            }
        }
    }

    fn received(&mut self, parsed: &Parsed, now: Now) {
        let first = !self.answered;
        self.answered = true;
        self.format = Some(parsed.format);
        if parsed.about != *self.about {
            self.about = Rc::new(parsed.about.clone());
        }
        self.poll.feed_period = parsed.about.poll_seconds.map(|s| u64::from(s).saturating_mul(SECOND));
        self.poll.set_finished(parsed.about.phase == Phase::Ended, now);
        self.note_losses(parsed);

        let (timeline, changes) = self.timeline.merged(parsed);
        if timeline.is_in_doubt() {
            // The same bytes again are the second answer that is wanted.
            self.answer_hash = None;
            self.poll.confirm_soon(now);
        } else {
            self.poll.confirmed();
        }
        if timeline != *self.timeline {
            self.timeline = Rc::new(timeline);
        }
        if changes.reset {
            self.begin_anew(&changes);
        }
        self.older.told(parsed.next.as_ref(), self.config.src.as_ref());
        if first {
            self.send(Outgoing::Event { name: "ready", detail: self.ready_detail() });
        } else if !changes.is_empty() && !changes.reset {
            self.changed(&changes);
        }
        self.relist();
    }

    /// The feed began anew: nothing in it is news, and nothing that was remembered is in it.
    fn begin_anew(&mut self, changes: &Changes) {
        self.send(Outgoing::Event { name: "entries", detail: changes_detail(changes) });
        self.held = Rc::default();
        self.fresh = Rc::default();
        self.unseen = Rc::default();
        self.older = Older::default();
        self.limit = self.config.page_size;
    }

    fn changed(&mut self, changes: &Changes) {
        self.send(Outgoing::Event { name: "entries", detail: changes_detail(changes) });
        let mut held = (*self.held).clone();
        let mut unseen = (*self.unseen).clone();
        for id in &changes.removed {
            held.remove(id);
            unseen.remove(id);
        }
        self.unseen = Rc::new(unseen);
        if self.is_free() && held.is_empty() {
            self.limit = self.limit.saturating_add(changes.added.len());
            self.fresh = Rc::new(changes.added.iter().cloned().collect());
        } else {
            for id in &changes.added {
                held.insert(id.clone());
            }
        }
        self.held = Rc::new(held);
        if !changes.added.is_empty() {
            let matching = self.count_matching(&changes.added);
            self.say(Said::New { count: changes.added.len(), matching });
            self.tell(&changes.added);
        }
    }

    /// Whether entries may be drawn as they come: the reader looks at the top of the feed.
    pub(super) fn is_free(&self) -> bool {
        self.at_top && !self.hidden
    }

    fn count_matching(&self, ids: &[EntryId]) -> usize {
        let filter: &Filter = &self.filter;
        let query = filter.query();
        self.timeline.rows_of(ids).filter(|row| filter.fits(row, &query)).count()
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
