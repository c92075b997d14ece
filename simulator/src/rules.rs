//! What must be true: after every action, and when all has been well for long enough.

use std::collections::{HashMap, HashSet};
use std::fmt;
use std::rc::Rc;

use live_blog::core::clock::{MINUTE, Now, SECOND};
use live_blog::core::config::Source;
use live_blog::core::model::Entry;
use live_blog::core::patience;
use live_blog::core::poll::Failure;
use live_blog::core::session::{Action, Answer, Health, State};

use crate::newsroom::{Newsroom, Post, Shape};

/// A rule was broken.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Breach {
    /// Which, and how, in words.
    pub said: String,
}

impl fmt::Display for Breach {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.said)
    }
}

fn breach<T>(said: String) -> Result<T, Breach> {
    Err(Breach { said })
}

/// What the bench knows of the newsroom, to judge a reader by.
#[derive(Clone, Debug, Default)]
pub struct Known {
    /// How often each entry was published.
    pub publications: HashMap<String, u32>,
    /// The entries that were never withdrawn and whose dates say when they appeared: only an old answer lacks them.
    pub standing: HashSet<String>,
    /// The pause between polls that page and feed may ask for, the longest of them, in milliseconds.
    pub longest_period: u64,
    /// Whether every step is judged in full; a run of days looks now and then.
    pub thorough: bool,
}

/// What kind of thing happened.
pub struct Step {
    /// In a word.
    pub name: &'static str,
    /// Whether it can change what is known of the newsroom: only a good answer can.
    pub is_answer: bool,
    /// Whether a page of older entries came.
    pub is_older: bool,
    /// Whether the reader asked for another choice of entries.
    pub is_choice: bool,
    /// Whether nobody looks.
    pub is_hidden: bool,
    /// Whether the browser says that there is no network.
    pub is_offline: bool,
    /// Why the last answer was of no use.
    pub problem: Option<Failure>,
}

impl Step {
    /// What `action` is to a session in this state.
    #[must_use]
    pub fn of(action: &Action, state: &State) -> Self {
        let (name, is_answer) = match action {
            Action::Answered { request, answer: Answer::Feed(..) } => {
                ("a feed", state.request().is_some_and(|wanted| wanted.no == *request))
            }
            Action::Answered { answer: Answer::Unchanged, .. } => ("the same bytes", false),
            Action::Answered { answer: Answer::Failed(_), .. } => ("a failure", false),
            Action::OlderAnswered { answer: Answer::Feed(..), .. } => ("an older page", true),
            Action::OlderAnswered { .. } => ("no older page", false),
            Action::StreamHeard(..) => ("the stream", true),
            Action::StreamOpened(_) | Action::StreamClosed(..) => ("a connection", false),
            Action::Woke => ("the timer", false),
            Action::NetworkChanged { .. } => ("the network", false),
            Action::VisibilityChanged { .. } => ("the tab", false),
            _ => ("the reader", false),
        };
        let is_older = matches!(action, Action::OlderAnswered { .. });
        let is_choice = matches!(action, Action::KeyOnlyToggled | Action::FilterSet(_) | Action::MoreShown);
        Self { name, is_answer, is_older, is_choice, is_hidden: false, is_offline: false, problem: None }
    }
}

/// The rules of every step.
///
/// # Errors
/// When one is broken.
pub fn hold(
    step: &Step,
    before: &Rc<State>,
    after: &Rc<State>,
    now: Now,
    known: &Known,
) -> Result<(), Breach> {
    if !step.is_answer && !Rc::ptr_eq(&before.timeline, &after.timeline) {
        return breach(format!("{} changed what is known of the newsroom", step.name));
    }
    if !step.is_answer && !step.is_choice && !Rc::ptr_eq(&before.listing, &after.listing) {
        let shown: HashSet<&str> = drawn(after).map(|entry| &*entry.id.0).collect();
        if let Some(entry) = drawn(before).find(|entry| !shown.contains(&*entry.id.0)) {
            return breach(format!("{} took {} off the screen", step.name, entry.id.0));
        }
    }
    if known.thorough && !Rc::ptr_eq(&before.timeline, &after.timeline) {
        of_the_timeline(before, after)?;
    }
    if known.thorough && !Rc::ptr_eq(&before.listing, &after.listing) {
        of_the_listing(after)?;
    }
    let opens = !before.is_streaming() && after.is_streaming();
    let asks =
        after.request().is_some() || after.wake_at().is_some_and(|tick| tick.since(now.tick) <= 2 * SECOND);
    if opens && step.problem.is_none() && !asks {
        return breach("a stream opened, and the feed is not asked what was missed".to_owned());
    }
    of_the_schedule(step, after, now, known)
}

/// Every id once, in order, and no version older than the one before it.
fn of_the_timeline(before: &State, after: &State) -> Result<(), Breach> {
    let mut seen = HashSet::new();
    for row in after.timeline.rows() {
        if !seen.insert(&*row.entry.id.0) {
            return breach(format!("{} stands twice", row.entry.id.0));
        }
    }
    for pair in after.timeline.rows().windows(2) {
        if pair[0].entry.published < pair[1].entry.published {
            return breach(format!("{} stands above {}", pair[0].entry.id.0, pair[1].entry.id.0));
        }
    }
    let version = |entry: &Entry| entry.modified.unwrap_or(entry.published);
    let earlier: HashMap<&str, &Rc<Entry>> =
        before.timeline.rows().iter().map(|row| (&*row.entry.id.0, &row.entry)).collect();
    for row in after.timeline.rows() {
        if earlier.get(&*row.entry.id.0).is_some_and(|known| version(known) > version(&row.entry)) {
            return breach(format!("an older version of {} came back", row.entry.id.0));
        }
    }
    Ok(())
}

/// Every entry is drawn once, held, or on a later page.
fn of_the_listing(state: &State) -> Result<(), Breach> {
    let listing = &state.listing;
    let rows = state.timeline.rows().len();
    // Breaking news would be counted twice; the model newsroom has none.
    let placed = listing.total + listing.pending.count + listing.top.len();
    if placed != rows {
        return breach(format!("{rows} entries are known, and {placed} are drawn, held or on a later page"));
    }
    let mut seen = HashSet::new();
    match drawn(state).find(|entry| !seen.insert(&*entry.id.0)) {
        Some(entry) => breach(format!("{} is drawn twice", entry.id.0)),
        None => Ok(()),
    }
}

/// The schedule never stops by itself and never waits longer than its rules say.
fn of_the_schedule(step: &Step, state: &State, now: Now, known: &Known) -> Result<(), Breach> {
    let gone = matches!(step.problem, Some(Failure::Status { code: 410, .. }));
    let Some(tick) = state.wake_at() else {
        return match state.status().health {
            Health::Ended => Ok(()),
            _ if gone || step.is_offline => Ok(()),
            _ => breach("nothing is under way and nothing is planned".to_owned()),
        };
    };
    let wait = tick.since(now.tick);
    let most =
        if state.request().is_some() { patience::TOTAL + SECOND } else { longest_pause(step, state, known) };
    if wait > most {
        return breach(format!("the next request is {wait} ms away, {most} at most"));
    }
    Ok(())
}

/// The longest pause that the rules allow in this state.
fn longest_pause(step: &Step, state: &State, known: &Known) -> u64 {
    let fifth = |millis: u64| millis + millis / 5;
    let earned = step.problem.as_ref().map_or(0, longest_after);
    let ordinary = match state.config.stream {
        _ if state.is_streaming() => fifth(known.longest_period.max(5 * MINUTE)),
        Source::None => fifth(known.longest_period),
        // What follows the end of a stream is drawn from two pauses.
        _ => 2 * known.longest_period,
    };
    let ordinary = ordinary.max(earned);
    if step.is_hidden { ordinary.max(fifth(20 * MINUTE)) } else { ordinary }
}

/// The longest pause after this failure.
#[must_use]
pub fn longest_after(problem: &Failure) -> u64 {
    let wait = match problem {
        Failure::Status { retry_after: Some(wait), .. } => (*wait).clamp(5 * SECOND, 15 * MINUTE),
        _ => 5 * MINUTE,
    };
    wait + wait / 10
}

/// One answer out of an old cache takes nothing away: `had` are the ids of the answer before it.
///
/// # Errors
/// When an entry went that stood in the answer before, and that the newsroom has had all the time.
pub fn not_at_once(
    before: &State,
    after: &State,
    had: &HashSet<String>,
    known: &Known,
) -> Result<(), Breach> {
    let is_there: HashSet<&str> = after.timeline.rows().iter().map(|row| &*row.entry.id.0).collect();
    let ids = before.timeline.rows().iter().map(|row| &*row.entry.id.0);
    match ids.filter(|id| !is_there.contains(id)).find(|id| had.contains(*id) && known.standing.contains(*id))
    {
        Some(id) => breach(format!("{id} went with one answer, and the newsroom has it")),
        None => Ok(()),
    }
}

/// An entry was announced for the time `times`.
///
/// # Errors
/// When it was not published so often.
pub fn told(id: &str, times: u32, known: &Known) -> Result<(), Breach> {
    match known.publications.get(id) {
        Some(published) if times <= *published => Ok(()),
        Some(published) => {
            breach(format!("{id} was published {published} times and announced {times} times"))
        }
        None => breach(format!("{id} was announced and never published")),
    }
}

/// The entries on the screen, top first.
fn drawn(state: &State) -> impl Iterator<Item = &Rc<Entry>> {
    state.listing.top.iter().map(|top| &top.entry).chain(&state.listing.entries)
}

/// How far the newsroom's word reaches.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Reach {
    /// As far back as the first page, or the whole list, speaks.
    Page,
    /// To the first entry: the reader has just read every older page.
    All,
    /// The same, but some of these pages were read long ago, and nobody says what has changed on them since.
    AllButChanges,
}

/// Holds what a reader knows against the newsroom.
///
/// # Errors
/// With the first difference.
pub fn converged(state: &State, newsroom: &Newsroom, reach: Reach) -> Result<(), Breach> {
    let (listed, edge) = span(newsroom, reach);
    let (on_page, _) = span(newsroom, Reach::Page);
    let wanted: Vec<&Post> = newsroom.alive().filter(|post| listed.contains(&post.id())).collect();
    let is_judged =
        |entry: &Rc<Entry>| listed.contains(&*entry.id.0) || edge.is_none_or(|edge| entry.published.0 > edge);
    let known: Vec<&Rc<Entry>> =
        state.timeline.rows().iter().map(|row| &row.entry).filter(|entry| is_judged(entry)).collect();
    let ids = |list: &[&Rc<Entry>]| list.iter().map(|entry| entry.id.0.to_string()).collect::<Vec<_>>();
    let known_ids = ids(&known);
    // What appears on a page that was read long ago, nobody says.
    let is_judged =
        |post: &&&Post| reach != Reach::AllButChanges || on_page.contains(&post.id()) || !post.late;
    if let Some(lost) = wanted.iter().filter(is_judged).find(|post| !known_ids.contains(&post.id())) {
        return breach(format!("{} is lost", lost.id()));
    }
    if let Some(extra) = known_ids.iter().find(|id| !wanted.iter().any(|post| post.id() == **id)) {
        return breach(format!("{extra} is shown, and the newsroom does not have it"));
    }
    let wanted_of = |id: &str| wanted.iter().find(|post| post.id() == id);
    // Pinned entries are drawn apart from the others, and may stand anywhere in the document.
    for pinned in [true, false] {
        let is_both = |post: &&&Post| post.pinned == pinned && known_ids.contains(&post.id());
        let wanted = wanted.iter().filter(is_both).map(|post| post.id());
        let is_so = |entry: &&&Rc<Entry>| wanted_of(&entry.id.0).is_some_and(|post| post.pinned == pinned);
        let known = known.iter().filter(is_so).map(|entry| entry.id.0.to_string());
        if let Some((wanted, known)) = wanted.zip(known).find(|(wanted, known)| wanted != known) {
            return breach(format!("reordered: {known} stands where {wanted} should"));
        }
    }
    for (post, entry) in known.iter().filter_map(|entry| Some((wanted_of(&entry.id.0)?, entry))) {
        if reach == Reach::AllButChanges && !on_page.contains(&*entry.id.0) {
            continue;
        }
        if entry.headline.as_deref() != Some(&*post.headline()) {
            return breach(format!(
                "{} is shown as {:?}, not as {:?}",
                post.id(),
                entry.headline,
                post.headline()
            ));
        }
        if (entry.marks.key, entry.marks.pinned) != (post.key, post.pinned) {
            return breach(format!("the marks of {} are {:?}", post.id(), entry.marks));
        }
    }
    Ok(())
}

/// The entries of which the newsroom's word is full, and the moment from which on it has no others; without such a moment
/// it has no others at all. Beyond the oldest entry of a list absence means nothing: what is not there may have left the page.
/// So what went unsaid (without tombstones, or because the feed began anew) is judged only as far back as the list goes.
fn span(newsroom: &Newsroom, reach: Reach) -> (HashSet<String>, Option<i64>) {
    let paged = matches!(newsroom.shape, Shape::Paged { .. }) && reach == Reach::Page;
    let numbers: HashSet<u32> = newsroom.edition().items.iter().map(|(number, _)| *number).collect();
    let listed: Vec<&Post> =
        newsroom.alive().filter(|post| !paged || numbers.contains(&post.number)).collect();
    let oldest =
        listed.iter().filter(|post| !post.pinned).map(|post| post.published).min().unwrap_or(i64::MAX);
    let says_all = newsroom.shape != Shape::Whole && !newsroom.began_anew && !paged;
    (listed.iter().map(|post| post.id()).collect(), (!says_all).then_some(oldest))
}

/// Holds what is on the screen of a reader who has asked for everything against the newsroom.
///
/// # Errors
/// With the first difference.
pub fn shown(state: &State, newsroom: &Newsroom) -> Result<(), Breach> {
    if newsroom.shape == Shape::Whole || newsroom.began_anew {
        return Ok(());
    }
    let listing = &state.listing;
    let top: Vec<String> = listing.top.iter().map(|top| top.entry.id.0.to_string()).collect();
    let stream: Vec<String> = listing.entries.iter().map(|entry| entry.id.0.to_string()).collect();
    let wanted = |pinned: bool| {
        newsroom.alive().filter(|post| post.pinned == pinned).map(Post::id).collect::<Vec<_>>()
    };
    if top != wanted(true) {
        return breach(format!("on top stand {top:?} and not {:?}", wanted(true)));
    }
    if stream != wanted(false) {
        return breach(format!("drawn are {stream:?} and not {:?}", wanted(false)));
    }
    Ok(())
}
